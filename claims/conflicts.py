"""Two editors saved one claim: what stood before, what the other saved, what is typed, and the mix that is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from claims.drift import Piece, differences
from claims.models import Assessment, Claim
from claims.verdicts import EvidenceLink, Verdict, standing, verdict_of

FIELDS = ("status", "reviewed", "rationale")
WORDS = {"status": "Status", "reviewed": "What is assessed", "rationale": "Rationale"}


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it was, as the other editor saved it, and as it is typed; `pieces` mark how the last two differ."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    mine_chosen: bool
    pieces: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.theirs != self.mine


@dataclass(frozen=True, slots=True)
class Source:
    """A link of either side; `kept` unless one of both took it out or its box was cleared."""

    number: int
    link: EvidenceLink
    by: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """All that the page of a conflict shows."""

    made: Assessment | None
    rows: tuple[Row, ...]
    sources: tuple[Source, ...]
    mine: Verdict
    version: int


def conflict(claim: Claim, mine: Verdict, *, seen: int, choices: QueryDict | None = None) -> Conflict:
    """Return what there is to choose between a typed verdict and the one that now stands.

    `seen` is the version that the editor began with; `choices` are those made on an earlier showing of the page.
    """
    made = standing(claim)
    before, theirs = verdict_of(standing(claim, version=seen)), verdict_of(made)
    rows = tuple(_row(name, before, theirs, mine, choices) for name in FIELDS)
    return Conflict(made, rows, tuple(_sources(theirs, mine, choices)), mine, claim.version)


def chosen(conflict: Conflict) -> Verdict:
    """Return the mix of both sides as it is chosen."""
    values = {row.name: row.mine if row.mine_chosen else row.theirs for row in conflict.rows}
    return Verdict(evidence=tuple(source.link for source in conflict.sources if source.kept), **values)


def _row(name: str, before: Verdict, theirs: Verdict, mine: Verdict, choices: QueryDict | None) -> Row:
    was, other, own = (str(getattr(verdict, name)) for verdict in (before, theirs, mine))
    pieces = tuple(differences(other, own)) if name != "status" and other != own else ()
    is_mine = choices.get(f"choose-{name}") != "theirs" if choices is not None else True
    return Row(name, WORDS[name], was, other, own, is_mine, pieces)


def _sources(theirs: Verdict, mine: Verdict, choices: QueryDict | None) -> list[Source]:
    own = {link.url for link in mine.evidence}
    links = {link.url: link for link in (*theirs.evidence, *mine.evidence)}
    shared = {link.url for link in theirs.evidence} & own
    kept = set(choices.getlist("keep")) if choices is not None else {str(n) for n in range(len(links))}
    return [
        Source(n, link, "both" if url in shared else "yours" if url in own else "theirs", str(n) in kept)
        for n, (url, link) in enumerate(links.items())
    ]
