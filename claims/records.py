"""The record of a speaker: how it argues, whom it answers, who quotes it, what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from articles.models import Outlet
from claims.charts import Chart, by_stance, by_status
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import states
from claims.folding import fold
from claims.models import Claim, Rebuttal, Speaker
from claims.rebuttals import Pair, answers_between, pairs_of, speakers_of, tallies_of
from claims.search import find_claims
from claims.upkeep import CONTRARY

MOST_PAIRS, MOST_OUTLETS, MOST_SPOKESPERSONS, MOST_SHOWN = 20, 20, 20, 10


@dataclass(frozen=True, slots=True)
class Record:
    """What the page of a speaker adds up; each part is bounded."""

    stances: Chart
    statuses: Chart
    answers: list[Pair]
    answered_by: list[Pair]
    outlets: list[Outlet]
    contradictions: list[Rebuttal]
    accused: list[Claim]
    accused_total: int
    accused_address: str
    spokespersons: list[Speaker]


def record_of(speaker: Speaker, user: object) -> Record:
    """Return the record of a speaker, as a user may see it. A fixed number of queries."""
    claims = Claim.objects.visible_to(user).filter(speaker=speaker)
    params = QueryDict(mutable=True)
    params.update({"about": speaker.name, "stance": "accusation", "has_rebuttal": "false", "speaker": f"-{speaker.pk}"})
    accused = find_claims(params, user=user).select_related("speaker")
    return Record(
        stances=by_stance(claims, address=lambda first, last: _between(speaker, first, last)),
        statuses=by_status(
            claims, address=lambda status: _list(speaker, f"&status={status}"), caution="not a score of honesty"
        ),
        answers=_pairs(answers_between(user, answering=speaker.pk)),
        answered_by=_pairs(answers_between(user, answered=speaker.pk)),
        outlets=list(_outlets(claims)[:MOST_OUTLETS]),
        contradictions=list(_contradictions(speaker, user)[:MOST_SHOWN]),
        accused=list(accused[:MOST_SHOWN]),
        accused_total=accused.count(),
        accused_address=f"{reverse('claim-list')}?{params.urlencode()}",
        spokespersons=list(_spokespersons(speaker)[:MOST_SPOKESPERSONS]) if _has_voices(speaker) else [],
    )


def _pairs(found: QuerySet[Rebuttal]) -> list[Pair]:
    tallies = tallies_of(found)[:MOST_PAIRS]
    return pairs_of(tallies, speakers_of(tallies))


def _list(speaker: Speaker, more: str) -> str:
    return f"{reverse('claim-list')}?speaker={speaker.pk}{more}"


def _between(speaker: Speaker, first: date, last: date) -> str:
    return _list(speaker, f"&since={first}&until={last}")


def _outlets(claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Return the outlets that report claims, those of the most first, with their number as `n`."""
    reported = Count("articles__revisions__statements__claim", distinct=True)
    found = Outlet.objects.filter(articles__revisions__statements__claim__in=claims, articles__withdrawn_at=None)
    return found.annotate(n=reported).order_by("-n", "name")


def _contradictions(speaker: Speaker, user: object) -> QuerySet[Rebuttal]:
    """Return answers of a speaker that deny or rebut a claim of its own."""
    own = answers_between(user, answering=speaker.pk, answered=speaker.pk).filter(relation__in=CONTRARY)
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement")
    return own.select_related(*ends).order_by("-confidence", "pk")


def _has_voices(speaker: Speaker) -> bool:
    return speaker.kind in (SpeakerKind.STATE, SpeakerKind.ORGANIZATION)


def _peoples(speaker: Speaker) -> list[str]:
    """Return the adjectives of a state, folded: that of China is in "Chinese foreign ministry spokesperson"."""
    return [fold(word) for state in states() if fold(state.name) == speaker.key for word in state.adjectives]


def _spokespersons(speaker: Speaker) -> QuerySet[Speaker]:
    """Return who was called a spokesperson of this body, or of this state, by its name or a part of it."""
    # Not for "Niger" what is of "Nigerian".
    named = "|".join(re.escape(word) for word in [speaker.key, *_peoples(speaker)])
    office = Q(roles__key__contains="spokes") & Q(roles__key__regex=rf"\m({named})\M")
    found = Speaker.objects.current().filter(office, kind=SpeakerKind.PERSON)
    return found.distinct().order_by("name", "pk")
