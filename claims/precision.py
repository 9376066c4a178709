"""How often editors confirm what the machine suggests, by relation and confidence.

Nothing is learnt from decisions, so all of them are held out: each was made on a suggestion that came before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from claims.models import Action, Claim, Rebuttal, RebuttalState

BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0))


@dataclass(frozen=True, slots=True)
class Band:
    """Suggestions of one extractor, relation and span of confidence, and what editors first decided on them."""

    extractor: str
    relation: str
    least: float
    most: float
    confirmed: int = 0
    changed: int = 0
    rejected: int = 0

    @property
    def decided(self) -> int:
        """All that editors decided on."""
        return self.confirmed + self.changed + self.rejected

    @property
    def share(self) -> float:
        """How many of them editors confirmed as suggested."""
        return self.confirmed / self.decided


@dataclass(frozen=True, slots=True)
class Joins:
    """Claims that are part of others because the machine joined them, or an editor; and those that editors parted."""

    joined: int
    by_hand: int
    parted: int


def bands(*, since: datetime | None = None) -> list[Band]:
    """Return what editors decided on suggestions, by extractor, relation and confidence. Two queries."""
    counts: Counter[tuple[str, str, int, str]] = Counter()
    for link, before, after in _first_decisions(since):
        band = max(number for number, (least, _) in enumerate(BANDS) if link.confidence >= least)
        counts[link.extractor, before["relation"], band, _outcome(before, after)] += 1
    places = sorted({place[:3] for place in counts})
    return [
        Band(extractor, relation, *BANDS[band], **{o: counts[extractor, relation, band, o] for o in
             ("confirmed", "changed", "rejected")})
        for extractor, relation, band in places
    ]  # fmt: skip


def _first_decisions(since: datetime | None) -> Iterator[tuple[Rebuttal, dict[str, str], dict[str, str]]]:
    """Return each suggestion that was decided on, as it was before and after; what was undone does not count."""
    actions = Action.objects.filter(verb="decide answer", undone_at=None, undoes=None)
    if since:
        actions = actions.filter(made_at__gte=since)
    rows = list(actions.order_by("made_at", "pk").values_list("object_id", "before", "after"))
    links = Rebuttal.objects.exclude(extractor="").in_bulk({number for number, _, _ in rows})
    seen: set[int] = set()
    for number, before, after in rows:
        is_decision = before["state"] == RebuttalState.SUGGESTED and after["state"] != RebuttalState.SUGGESTED
        if number in links and number not in seen and is_decision:
            seen.add(number)
            yield links[number], before, after


def _outcome(before: dict[str, str], after: dict[str, str]) -> str:
    if after["state"] == RebuttalState.REJECTED:
        return "rejected"
    return "confirmed" if after["relation"] == before["relation"] else "changed"


def joins(*, since: datetime | None = None) -> Joins:
    """Return how many claims were joined, and how many of them editors parted again. Three queries."""
    made = Action.objects.filter(undone_at=None, undoes=None)
    if since:
        made = made.filter(made_at__gte=since)
    by_hand = set(made.filter(verb="join claims").values_list("object_id", flat=True))
    parts = Claim.objects.filter(merged_into__isnull=False).exclude(pk__in=by_hand)
    if since:
        parts = parts.filter(created_at__gte=since)
    return Joins(parts.count(), len(by_hand), made.filter(verb="part claims").count())
