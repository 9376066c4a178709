"""The editors' queue: one claim after the other, with all that is needed to decide on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from claims.candidates import similar_assessed
from claims.cards import cards, with_cards
from claims.fact_checks import matches_of
from claims.forms import AssessmentEntry
from claims.lookalikes import Likeness, find_lookalikes
from claims.models import Action, Claim, RebuttalState, Speaker
from claims.places import places, statements_of
from claims.queues import ORDERS, WORDS, Queue, assessed_lately, counts, pass_over, queue_of
from claims.seconding import open_proposal, verdict_proposed
from claims.sides import side_of
from claims.taking import holder_of
from claims.ties import ties_given, ties_received
from claims.views.assessing import editor_of
from claims.wording import RELATIONS_GIVEN
from claimtrack.web import editor_required, go_back

LISTED = 12  # claims of the queue that stand beside the one in hand


@require_safe
@editor_required
def review(request: HttpRequest) -> HttpResponse:
    """Show a queue at one of its claims; without `claim`, at the first."""
    name = request.GET.get("queue", "new")
    name = name if name in WORDS else "new"
    editor, now = editor_of(request), timezone.now()
    waits = counts(editor, now=now)
    shared = {
        "queue": name,
        "queues": [(key, words, waits[key]) for key, words in WORDS.items()],
        "lately": assessed_lately(editor, now=now),
        "last_action": _last_action(editor),
    }
    if name == "speakers":
        return render(request, "claims/review_speakers.html", shared | _pair(request.GET.get("pair", "")))
    order = request.GET.get("order", "newest")
    order = order if order in ORDERS else "newest"
    counted = None if name == "suggested" else waits[name]  # of suggestions, the links were counted
    waiting = queue_of(name, editor=editor, now=now, order=order, counted=counted)
    number = _number(request.GET.get("claim", "")) or (waiting.items[0] if waiting.items else None)
    claim = _claim(request, number)
    if claim is None and number and waiting.items:
        return redirect(_address(name, order, waiting.items[0]))
    context = shared | {"order": order, "orders": ORDERS, "total": waiting.total}
    if claim is not None:
        context |= _claim_context(claim, editor, now) | _ways(waiting, claim.pk, name, order)
        context |= _keyed(name, context)
    return render(request, "claims/review.html", context)


@require_POST
@editor_required
def skip(request: HttpRequest) -> HttpResponse:
    """Pass a claim over, skipped or not sure: it comes back at the end of the queue."""
    name, number = request.POST.get("queue", "new"), _number(request.POST.get("claim", ""))
    if name in WORDS and number:
        pass_over(number, queue=name, editor=editor_of(request), now=timezone.now())
    return go_back(request, "review")


def _claim(request: HttpRequest, number: int | None) -> Claim | None:
    found = Claim.objects.visible_to(request.user).select_related("speaker", "dispute", "taken_by")
    return found.filter(pk=number).first() if number else None


def _claim_context(claim: Claim, editor: User, now: datetime) -> dict[str, Any]:
    """Return what is shown of the claim in hand."""
    statements = statements_of(claim, most=5)
    given = ties_given(claim)
    holder = holder_of(claim, now=now)
    proposal, checks = open_proposal(claim), matches_of(claim)
    return {
        "claim": claim,
        "first": statements[0] if statements else None,
        "places": places(statements[:1]),
        "same": statements[1:],
        "given": [tie for tie in given if tie.stands],
        "received": [tie for tie in ties_received(claim) if tie.stands],
        "checks": [match for match in checks if match.state != RebuttalState.REJECTED],
        "undecided": [
            *(str(tie.link.pk) for tie in given if tie.link.state == RebuttalState.SUGGESTED),
            *(f"check-{match.pk}" for match in checks if match.state == RebuttalState.SUGGESTED),
        ],
        "relations": RELATIONS_GIVEN,
        "similar": similar_assessed(claim),
        "entry": AssessmentEntry(claim),
        "holder": holder,
        "taken_by_me": holder is not None and holder.pk == editor.pk,
        "proposal": proposal,
        "proposed": verdict_proposed(proposal) if proposal else None,
        "returned": claim.proposals.filter(state="returned", editor=editor).order_by("-decided_at").first(),
    }


def _keyed(queue: str, context: dict[str, Any]) -> dict[str, Any]:
    """Return the suggestion at which the keys act, and what follows on deciding it: after the last one, what waits."""
    undecided = context["undecided"]
    is_last = queue == "suggested" and len(undecided) == 1
    return {"keyed": next(iter(undecided), ""), "decided": context["next" if is_last else "here"]}


def _ways(waiting: Queue, claim: int, name: str, order: str) -> dict[str, Any]:
    """Return where one goes from here: next, previous, and the claims around."""
    place = waiting.place_of(claim)
    start = max(0, (place or 0) - 2)
    listed = list(waiting.items[start : start + LISTED])
    shown = {card.claim.pk: card for card in cards(with_cards(Claim.objects.filter(pk__in=listed)))}
    after, before = waiting.after(claim), waiting.before(claim)
    return {
        "place": place + 1 if place is not None else None,
        "next": _address(name, order, after),
        "here": _address(name, order, claim),
        "previous": _address(name, order, before) if before else "",
        "listed": [(shown[pk], _address(name, order, pk)) for pk in listed if pk in shown],
        "keys": True,
    }


def _pair(wanted: str) -> dict[str, Any]:
    """Return the pair of speakers in hand, with what tells them apart, and the pair that follows."""
    pairs = find_lookalikes()
    place = next((n for n, pair in enumerate(pairs) if _name(pair) == wanted), 0)
    if not pairs:
        return {"pairs": []}
    pair = pairs[place]
    following = pairs[(place + 1) % len(pairs)]
    sides = [side_of(get_object_or_404(Speaker, pk=number)) for number in (pair.one, pair.other)]
    return {
        "pairs": pairs,
        "pair": pair,
        "place": place + 1,
        "sides": sorted(sides, key=lambda side: -side.total),
        "next": f"{reverse('review')}?queue=speakers&pair={_name(following)}",
        "rest": f"{reverse('review')}?queue=speakers",
    }


def _name(pair: Likeness) -> str:
    return f"{pair.one}-{pair.other}"


def _last_action(editor: User) -> Action | None:
    """Return what the editor did last and can take back."""
    return Action.objects.filter(actor=editor, undone_at=None, undoes=None, part_of=None).order_by("-id").first()


def _address(queue: str, order: str, claim: int | None) -> str:
    wanted = {"queue": queue, "order": "" if order == "newest" else order, "claim": claim or ""}
    return f"{reverse('review')}?{urlencode({name: value for name, value in wanted.items() if value})}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
