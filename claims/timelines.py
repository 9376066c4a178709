"""What happened to a claim: stated, repeated, answered, assessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast

from claims.models import Assessment, Statement, Status
from claims.ties import Tie
from claims.wording import RELATIONS, called


class Happening(StrEnum):
    """What kind of event it is, which is also the name of its icon."""

    STATED = "stated"
    REPEATED = "repeated"
    ANSWERED = "answered"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, in words, with the address that shows it."""

    happening: Happening
    at: datetime
    words: str
    address: str


def events(statements: Sequence[Statement], received: Iterable[Tie], assessments: Iterable[Assessment]) -> list[Event]:
    """Return the events of a claim, the earliest first. No query: all that they say was fetched before."""
    found = [_statement(statement, first=number == 0) for number, statement in enumerate(statements)]
    found += [_answer(tie) for tie in received if tie.stands]
    found += [_assessment(made) for made in assessments]
    return sorted(found, key=lambda event: (event.at, list(Happening).index(event.happening)))


def _statement(statement: Statement, *, first: bool) -> Event:
    article = statement.revision.article
    where = article.outlet.name if article.outlet else "an unknown outlet"
    happening, word = (Happening.STATED, "first stated") if first else (Happening.REPEATED, "repeated")
    return Event(happening, cast("datetime", article.dated), f"{word} in {where}", f"/statements/{statement.pk}/")


def _answer(tie: Tie) -> Event:
    words = f"{RELATIONS[tie.link.relation][1]} {called(tie.other.speaker)}"
    return Event(Happening.ANSWERED, tie.other.first_seen, words, tie.other.get_absolute_url())


def _assessment(made: Assessment) -> Event:
    words = f"{'back to' if made.undoes_id else 'assessed'} {Status(made.status).label} by {made.editor}"
    return Event(Happening.ASSESSED, made.made_at, words, f"#assessment-{made.pk}")
