"""A batch: how far each of its stories got, trying failed ones again, stopping the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.ingestion import cancel, retry
from articles.models import Batch, Stage
from claims.batches import UNFINISHED, chosen, items_of, known_to, progress_of
from claims.narrowing import address
from claims.paging import page_of
from claimtrack.web import editor_required, go_back, page_or_part, toast

PAGE = 50


@require_safe
@editor_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch's progress; `stage` and `code` choose items."""
    found = get_object_or_404(Batch, pk=pk)
    progress = progress_of(found, now=timezone.now())
    stage, code = request.GET.get("stage", ""), request.GET.get("code", "")[:60].replace("\0", "")
    stage = stage if stage == UNFINISHED or stage in Stage.values else ""
    page = page_of(chosen(found, stage=stage, code=code), request.GET.get("cursor"), size=PAGE)
    running = [(UNFINISHED, progress.running)] if progress.running else []
    context = {
        "batch": found,
        "progress": progress,
        "items": items_of(page.rows),
        "known": known_to(found),
        "stage": stage,
        "code": code,
        "stages": [*running, *progress.stages],
        "neighbours": page.neighbours(address(request.GET)),
    }
    return page_or_part(request, "claims/batch.html", "progress", context)


@require_POST
@editor_required
def retry_failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Try what failed again: one item if `ingestion` names it, else all."""
    found = get_object_or_404(Batch, pk=pk)
    failed = found.ingestions.filter(stage=Stage.FAILED).defer("body")
    one = request.POST.get("ingestion", "")
    if one.isascii() and one.isdecimal():
        failed = failed.filter(pk=int(one[:18]))
    again = sum(retry(ingestion, now=timezone.now()) for ingestion in failed)
    toast(request, f"{again} tried again." if again else "Nothing had failed.")
    return go_back(request, found.get_absolute_url())


@require_POST
@editor_required
def cancel_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop what is not done yet and that no worker has at this moment."""
    found = get_object_or_404(Batch, pk=pk)
    rest = found.ingestions.exclude(stage__in=[Stage.DONE, Stage.FAILED]).defer("body")
    stopped = sum(cancel(ingestion, now=timezone.now()) for ingestion in rest)
    toast(request, f"{stopped} stopped.")
    return go_back(request, found.get_absolute_url())
