"""Revisions of an article: one of them in the reader, and what changed between two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Revision
from claims.changes import changes
from claims.reading import statements_in
from claims.views.canonical import elsewhere
from claims.views.reader import find_article, reader_page


@require_safe
def revision(request: HttpRequest, pk: int, number: int, _slug: str = "") -> HttpResponse:
    """Show an article as it was at one time, with the statements found in it."""
    article = find_article(request.user, pk)
    shown = get_object_or_404(Revision, article=article, number=number)
    if moved := elsewhere(request, article, f"revisions/{number}/"):
        return moved
    return render(request, "claims/reader.html", reader_page(request, article, shown))


@require_safe
def difference(request: HttpRequest, pk: int, older: int, newer: int, _slug: str = "") -> HttpResponse:
    """Show what changed between two revisions, and which claims left or joined the text."""
    article = find_article(request.user, pk)
    before = get_object_or_404(Revision, article=article, number=older)
    after = get_object_or_404(Revision, article=article, number=newer)
    if moved := elsewhere(request, article, f"revisions/{older}..{newer}/"):
        return moved
    said, says = statements_in(before), statements_in(after)
    context = {
        "article": article,
        "before": before,
        "after": after,
        "paragraphs": changes(before.text, after.text),
        "gone": [s for s in said if s.claim_id not in {other.claim_id for other in says}],
        "new": [s for s in says if s.claim_id not in {other.claim_id for other in said}],
        "kept": sum(s.claim_id in {other.claim_id for other in said} for s in says),
    }
    return render(request, "claims/revision_difference.html", context)
