"""The wordings of one claim side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.comparing import wordings
from claims.places import statements_of
from claims.views.canonical import elsewhere
from claims.views.claim import find_claim


@require_safe
def claim_compare(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show how each outlet words a claim, and what differs from the first."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "compare/"):
        return moved
    found = wordings(statements_of(claim))
    context = {"claim": claim, "first": found[0].statement if found else None, "wordings": found}
    return render(request, "claims/claim_compare.html", context)
