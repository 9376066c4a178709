"""Reporting that the machine found no statements in an article."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.reporting import report_missing
from claims.views.assessing import editor_of
from claims.views.reader import find_article
from claimtrack.web import Problem, toast


@require_POST
@login_required
def report(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Note for editors that statements are missing, and lead back to the article."""
    article = find_article(request.user, pk)
    try:
        made = report_missing(article, reader=editor_of(request), now=timezone.now())
    except Problem as problem:
        toast(request, problem.message, failed=True)
    else:
        toast(request, "Reported: editors see it under Activity.", undo=made.pk)
    return redirect(article)
