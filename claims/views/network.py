"""Who rebuts whom, and the answers behind each arrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.extraction.values import Relation
from claims.filters import parse_choice, parse_id, parse_name, parse_since, parse_until, speakers_named
from claims.models import Speaker
from claims.narrowing import address
from claims.paging import page_of
from claims.pictures.network import draw_network, what_is_drawn
from claims.rebuttals import answers_between, claims_of, pairs_of, speakers_of, tallies_of
from claims.wording import RELATIONS_GIVEN
from claimtrack.web import may_read, page_or_part

PAGE, MOST_PAIRS = 50, 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; values that cannot be used are left out and named in the notices."""

    since: datetime | None
    until: datetime | None
    relation: str
    least: int
    speaker: int | str | None
    notices: tuple[str, ...]

    @property
    def kept(self) -> dict[str, Any]:
        """What narrows the answers, as `answers_between` takes it."""
        return {"since": self.since, "until": self.until, "relation": self.relation}


def read_address(params: QueryDict) -> Asked:
    """Read the filters of a network."""
    notices: list[str] = []

    def read(name: str, parse: Callable[[str], Any], missing: Any) -> Any:
        text = params.get(name, "").replace("\0", "").strip()
        try:
            return parse(text) if text else missing
        except (ValueError, OverflowError) as error:
            notices.append(str(error))
            return missing

    return Asked(
        read("since", parse_since, None),
        read("until", parse_until, None),
        read("relation", parse_choice(*Relation), ""),
        read("min", parse_id, 1),
        read("speaker", parse_name, None),
        tuple(notices),
    )


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """Show who answers whom as a picture and as a table."""
    asked = read_address(request.GET)
    tallies = tallies_of(answers_between(request.user, **asked.kept))
    if asked.speaker is not None:
        wanted = set(Speaker.objects.current().filter(speakers_named(asked.speaker)).values_list("pk", flat=True))
        tallies = [tally for tally in tallies if {tally.answering, tally.answered} & wanted]
    tallies = [tally for tally in tallies if tally.total >= asked.least]
    shown, drawn, _ = what_is_drawn(tallies)
    listed = tallies[:MOST_PAIRS]
    speakers = speakers_of([*listed, *drawn]) | Speaker.objects.in_bulk(shown)
    context = {
        "picture": draw_network(tallies, speakers, claims_of(shown, request.user)),
        "pairs": pairs_of(listed, speakers),
        "anything": bool(tallies) or Article.objects.visible_to(request.user).exists(),
        "more": max(0, len(tallies) - MOST_PAIRS),
        "asked": asked,
        "given": {name: request.GET.get(name, "") for name in ("since", "until")} | {"speaker": _called(asked.speaker)},
        "relations": RELATIONS_GIVEN,
        "kept": address(_without(request.GET)).removeprefix("?"),
    }
    return render(request, "claims/network.html", context)


@require_safe
def answers(request: HttpRequest, answering: int, answered: int) -> HttpResponse:
    """List the answers of one speaker to another: what an arrow of the network counts."""
    speakers = Speaker.objects.all() if may_read(request.user) else Speaker.objects.none()
    one, other = (get_object_or_404(speakers, pk=number) for number in (answering, answered))
    asked = read_address(request.GET)
    found = answers_between(request.user, answering=one.pk, answered=other.pk, **asked.kept)
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement")
    page = page_of(found.select_related(*ends).order_by("-created_at", "-id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "answering": one,
        "answered": other,
        "total": found.count(),
        "links": page.rows,
        "asked": asked,
        "kept": address(_without(request.GET)).removeprefix("?"),
        "neighbours": page.neighbours(address(request.GET)),
    }
    return page_or_part(request, "claims/network_answers.html", "list", context)


def _called(speaker: int | str | None) -> str:
    """Return what stands in the field for a speaker, who may have been asked for by number."""
    found = Speaker.objects.filter(pk=speaker).first() if isinstance(speaker, int) else None
    return found.name if found else str(speaker or "")


def _without(params: QueryDict) -> QueryDict:
    """Return what narrows the answers themselves, which an arrow's list takes along."""
    kept = QueryDict(mutable=True)
    for name in ("since", "until", "relation"):
        kept.setlist(name, params.getlist(name)[-1:])
    return kept
