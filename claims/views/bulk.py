"""One decision on many claims: a page that lists what will change, and asks once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.bulk import MOST, ChangedMeanwhile, assess_together, decide_together, release_together, take_together
from claims.cards import Card, cards, with_cards
from claims.forms import VerdictEntry
from claims.models import Action, Claim, Rebuttal, RebuttalState, Status
from claims.seconding import needs_second_opinion
from claims.views.assessing import editor_of
from claims.wording import sentences
from claimtrack.web import Problem, editor_required, go_back, toast

# What can be done, with the word for its tab and for its button.
DEEDS = {
    "status": ("Set a status", "Save for all"),
    "confirm": ("Confirm suggestions", "Confirm these answers"),
    "reject": ("Reject suggestions", "Reject these answers"),
    "take": ("Assign", "Assign them"),
    "release": ("Release", "Release them"),
}
_STATES = {"confirm": RebuttalState.CONFIRMED, "reject": RebuttalState.REJECTED}


@dataclass(frozen=True, slots=True)
class Row:
    """A claim to decide on: the sentence that is judged, whether it is ticked, whether it changed meanwhile."""

    card: Card
    sentence: str
    ticked: bool
    changed: bool


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def bulk(request: HttpRequest) -> HttpResponse:
    """Show the claims that `claim` names, and what will be done to them (`do`); or do it."""
    sent = request.POST if request.method == "POST" else request.GET
    deed = sent.get("do", "")
    deed = deed if deed in DEEDS else "status"
    entry = VerdictEntry(request.POST if request.method == "POST" and deed == "status" else None)
    if request.method != "POST" or "add" in request.POST:
        return _page(request, sent, deed, entry)
    chosen = _claims(request, _numbers(sent, "claim"))
    if not chosen:
        problem = ("claims", "Choose at least one claim.")
        return _page(request, sent, deed, entry, problems=[problem], status=422)
    if deed == "status" and not entry.is_valid():
        return _page(request, sent, deed, entry, status=422)
    try:
        action, words = _do(deed, chosen, entry, request)
    except ChangedMeanwhile as error:
        message = f"{len(error.numbers)} of these changed while you were at it. Look at them, then save again."
        changed = error.numbers
        return _page(request, sent, deed, entry, problems=[("claims", message)], changed=changed, status=409)
    except Problem as problem:
        return _page(request, sent, deed, entry, problems=[("claims", problem.message)], status=problem.status)
    toast(request, words, undo=action.pk)
    return go_back(request, reverse("claim-list"))


def _do(deed: str, chosen: list[Claim], entry: VerdictEntry, request: HttpRequest) -> tuple[Action, str]:
    """Do it, and return the action that undoes all, with what to say."""
    editor, now, sent = editor_of(request), timezone.now(), request.POST
    many = f"{len(chosen)} claim{'' if len(chosen) == 1 else 's'}"
    if deed == "status":
        verdict = entry.verdict()
        versions = [(claim, _number(sent.get(f"version_{claim.pk}", "")) or 0) for claim in chosen]
        action = assess_together(versions, editor=editor, verdict=verdict, now=now)
        label = Status(verdict.status).label
        done = f"Proposed: {label}" if needs_second_opinion(verdict.status) else f"Saved: {label}"
        return action, f"{done}, for {many}."
    if deed in _STATES:
        links = list(Rebuttal.objects.filter(pk__in=_numbers(sent, "link"), answer__in=chosen))
        action = decide_together(links, editor=editor, state=_STATES[deed], now=now)
        return action, f"Saved: {len(links)} answer{'' if len(links) == 1 else 's'} {_STATES[deed].label}."
    if deed == "release":
        return release_together(chosen, editor=editor, now=now), f"Released: {many}."
    to = editors().filter(pk=_number(sent.get("to", "")) or editor.pk).first() or editor
    action = take_together(chosen, editor=editor, to=to, now=now)
    return action, f"{'Taken' if to == editor else f'Given to {to}'} for half an hour: {many}."


def _page(
    request: HttpRequest,
    sent: QueryDict,
    deed: str,
    entry: VerdictEntry,
    *,
    problems: Iterable[tuple[str, str]] = (),
    changed: frozenset[int] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    # Those that were listed stay listed, ticked or not.
    listed = _numbers(sent, "listed") or _numbers(sent, "claim")
    ticked = set(_numbers(sent, "claim"))
    if len(listed) > MOST:
        problems, status = [("claims", f"At most {MOST} at once; these are {len(listed)}. Choose fewer.")], 422
        listed = listed[:MOST]
    claims = _claims(request, listed)
    said = sentences(claims)
    shown = {card.claim.pk: card for card in cards(with_cards(Claim.objects.filter(pk__in=listed)))}
    by_links = deed in _STATES
    rows = [
        Row(shown[c.pk], said[c.pk], c.pk in ticked, not by_links and c.pk in changed) for c in claims if c.pk in shown
    ]
    query = "&".join(f"claim={claim.pk}" for claim in claims)
    context: dict[str, Any] = {
        "deed": deed,
        "deeds": [(name, words) for name, (words, _) in DEEDS.items()],
        "button": DEEDS[deed][1],
        "rows": rows,
        "links": _links(claims, sent) if by_links else [],
        "entry": entry,
        "problems": [*problems, *(entry.problems if deed == "status" else ())],
        "editors": editors() if deed == "take" else [],
        "query": query,
        "next": sent.get("next", ""),
    }
    return render(request, "claims/bulk.html", context, status=status)


def editors() -> Any:
    """Return those who may be given claims."""
    may = Q(groups__name__in=("editor", "admin")) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct().order_by("username")


def _claims(request: HttpRequest, numbers: list[int]) -> list[Claim]:
    """Return the claims of these numbers that can be seen, in their order."""
    found = Claim.objects.visible_to(request.user).select_related("speaker").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def _suggested(claims: list[Claim]) -> Any:
    links = Rebuttal.objects.filter(
        state=RebuttalState.SUGGESTED, answer__in=claims, answered__in=Claim.objects.shown()
    )
    return links.select_related("answer__speaker", "answered__speaker").order_by("-confidence", "pk")


def _links(claims: list[Claim], sent: QueryDict) -> list[tuple[Rebuttal, bool]]:
    """Return the suggested answers that claims give, each with whether it is ticked: at first all are."""
    ticked = _numbers(sent, "link")
    return [(link, not ticked or link.pk in ticked) for link in _suggested(claims)]


def _numbers(sent: QueryDict, name: str) -> list[int]:
    return list(dict.fromkeys(number for text in sent.getlist(name) if (number := _number(text)) is not None))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
