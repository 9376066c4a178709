"""The wordings of one claim side by side, and how its numbers drift from outlet to outlet."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.charts import Chart, Figure, numbers_in_time
from claims.comparing import Wording, wordings
from claims.models import Claim
from claims.places import statements_of
from claims.views.canonical import elsewhere
from claims.views.claim import find_claim
from claims.views.files import row_file


@require_safe
def claim_compare(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show how each outlet words a claim, and what differs from the first."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "compare/"):
        return moved
    found = wordings(statements_of(claim))
    context = {
        "claim": claim,
        "first": found[0].statement if found else None,
        "wordings": found,
        "numbers": _numbers(claim, found),
    }
    return render(request, "claims/claim_compare.html", context)


@require_safe
def claim_numbers(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse | StreamingHttpResponse:
    """Give the table behind the chart of the numbers."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "numbers.csv"):
        return moved
    chart = _numbers(claim, wordings(statements_of(claim)))
    return row_file(lambda: iter(chart.records), name=f"claim-{claim.pk}-numbers", file_format="csv")


def _numbers(claim: Claim, found: Sequence[Wording]) -> Chart:
    """Return the chart of the numbers that not all wordings have, as far as their time is known."""
    figures = []
    for wording in found:
        article, address = wording.statement.revision.article, reverse("statement", args=[wording.statement.pk])
        if wording.numbers and article.published_at:
            outlet = str(article.outlet or "outlet unknown")
            figures.append(Figure(outlet, article.published_at, wording.numbers, address))
    return numbers_in_time(figures, csv=f"{claim.get_absolute_url()}numbers.csv")
