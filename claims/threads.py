"""Disputes as threads: each claim below the one it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.cards import Card
from claims.models import Rebuttal

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim in a thread. `link` ties it to the claim above it; a root has none.

    `repeated` says that its own answers stand elsewhere in the thread already.
    """

    card: Card
    link: Rebuttal | None
    depth: int
    repeated: bool = False

    @property
    def indent(self) -> int:
        """How far it stands in; deeper ones are not moved further."""
        return min(self.depth, DEEPEST)


def thread(cards: Sequence[Card], links: Iterable[Rebuttal]) -> list[Turn]:
    """Return the turns of a dispute: roots with the most answers first, below each its answers, the surest first.

    Every claim stands there: where claims answer each other in a ring, the one with the most answers is the root.
    """
    by_claim = {card.claim.pk: card for card in cards}
    answers: dict[int, list[Rebuttal]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (-link.confidence, link.pk)):
        if link.answer_id in by_claim and link.answered_id in by_claim:
            answers[link.answered_id].append(link)
    answering = {link.answer_id for found in answers.values() for link in found}
    ranked = sorted(cards, key=lambda card: (card.claim.pk in answering, -card.claim.answer_count, card.claim.pk))
    seen: set[int] = set()
    turns: list[Turn] = []
    for card in ranked:
        if card.claim.pk not in seen:
            turns += _turns(card, by_claim, answers, seen)
    return turns


def _turns(root: Card, by_claim: dict[int, Card], answers: dict[int, list[Rebuttal]], seen: set[int]) -> Iterator[Turn]:
    waiting: list[tuple[Card, Rebuttal | None, int]] = [(root, None, 0)]
    while waiting:
        card, link, depth = waiting.pop()
        repeated = card.claim.pk in seen
        yield Turn(card, link, depth, repeated)
        if repeated:
            continue
        seen.add(card.claim.pk)
        waiting += [(by_claim[a.answer_id], a, depth + 1) for a in reversed(answers[card.claim.pk])]
