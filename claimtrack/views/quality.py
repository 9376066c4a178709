"""How good the machine's work is: as measured on annotated texts, and as editors found it here."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Revision
from claims.models import Rebuttal, RebuttalState

SURE = 0.9


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Show each figure with its data, size, date and version."""
    versions = Revision.objects.exclude(extracted_by="").values("extracted_by").annotate(texts=Count("pk"))
    context = {
        "sets": measured()["set"],
        "decided": decided_here(),
        "sure": SURE,
        "tagger": settings.TAGGER,
        "versions": versions.order_by("-texts")[:10],
    }
    return render(request, "about/quality.html", context)


@cache
def measured() -> dict[str, Any]:
    """Return the committed figures (docs/quality.toml), each value beside the version that it is of."""
    read = tomllib.loads((settings.BASE_DIR / "docs" / "quality.toml").read_text(encoding="utf-8"))
    for figures in read["set"]:
        for figure in figures["figure"]:
            figure["pairs"] = list(zip(figures["versions"], figure["values"], strict=True))
    return read


def decided_here() -> dict[str, int]:
    """Count what editors decided on links that the machine was sure of, and on all that it suggested."""
    suggested = Rebuttal.objects.exclude(extractor="").exclude(decided_at=None)
    confirmed = Q(state=RebuttalState.CONFIRMED)
    sure = Q(confidence__gte=SURE)
    return suggested.aggregate(
        all=Count("pk"), all_confirmed=Count("pk", filter=confirmed), sure=Count("pk", filter=sure),
        sure_confirmed=Count("pk", filter=sure & confirmed),
    )  # fmt: skip
