"""Those who make claims."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from claims.cards import cards, with_cards
from claims.exports.lists import speaker_rows
from claims.lists import SPEAKERS, with_roles
from claims.models import Claim, Rebuttal, RebuttalState, Speaker
from claims.paging import page_of
from claims.records import record_of
from claims.summaries import disputes_with_claims, speaking, summarize
from claims.views.canonical import elsewhere
from claims.views.frames import list_file, list_page
from claimtrack.web import may_read, page_or_part

PAGE, MOST_LINKS = 50, 100
TABS = ("claims", "given", "received", "disputes", "record")


@require_safe
def speaker_list(request: HttpRequest) -> HttpResponse:
    """Show speakers, those with the most claims first."""
    rows = speaking(request.user)
    return list_page(request, SPEAKERS, rows, counted=with_roles, show=lambda page: {"speakers": page})


@require_safe
def speaker_file(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Stream the speakers of the list at the same address."""
    rows = speaking(request.user)
    return list_file(request, SPEAKERS, rows, counted=with_roles, flat=speaker_rows, file_format=file_format)


@require_safe
def speaker_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a speaker: names and roles, and by `tab` the claims, the answers both ways, the disputes, the record."""
    speakers = Speaker.objects.all() if may_read(request.user) else Speaker.objects.none()
    speaker = get_object_or_404(speakers.select_related("merged_into"), pk=pk)
    if speaker.merged_into:
        return redirect(speaker.merged_into, permanent=True)
    if moved := elsewhere(request, speaker):
        return moved
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "claims"
    claims = Claim.objects.visible_to(request.user).filter(speaker=speaker)
    standing = Rebuttal.objects.exclude(state=RebuttalState.REJECTED)
    given = standing.filter(answer__in=claims, answered__in=Claim.objects.shown())
    received = standing.filter(answered__in=claims, answer__in=Claim.objects.shown())
    disputes = disputes_with_claims().filter(pk__in=claims.exclude(dispute=None).values("dispute"))
    totals = {
        "claims": claims.count(),
        "given": given.count(),
        "received": received.count(),
        "disputes": disputes.count(),
        "record": None,
    }
    rows: dict[str, Any] = {}
    if tab == "claims":
        page = page_of(with_cards(claims.order_by("-first_seen", "-id")), request.GET.get("cursor"), size=PAGE)
        rows = {"cards": cards(page.rows), "neighbours": page.neighbours("?")}
    elif tab == "disputes":
        rows = {"disputes": summarize(disputes.order_by("-moved_at", "-pk")[:PAGE])}
    elif tab == "record":
        rows = {"record": record_of(speaker, request.user)}
    else:
        rows = {"links": _with_ends(given if tab == "given" else received)[:MOST_LINKS]}
    context = {
        "speaker": speaker,
        "roles": speaker.roles.order_by("-last_seen", "pk"),
        "aliases": speaker.aliases.exclude(Q(key=speaker.key) | Q(name__iexact=speaker.name)).order_by("name"),
        "tab": tab,
        "tabs": [(name, words, totals[name]) for name, words in zip(TABS, _TAB_WORDS, strict=True)],
        "unanswered": claims.filter(stance="accusation", answer_count=0).count(),
        **rows,
    }
    return page_or_part(request, "claims/speaker_detail.html", "tab", context)


_TAB_WORDS = ("Claims", "Answers given", "Answers received", "Disputes", "Record")


def _with_ends(links: Any) -> Any:
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement")
    return links.select_related(*ends).order_by("-created_at", "-pk")
