"""Disputes as threads: each claim below the one it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claims.cards import Card
from claims.models import Rebuttal
from claims.ties import words_of

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A claim in a thread. `link` ties it to the claim above it; a root has none.

    `repeated` says that its own answers stand elsewhere in the thread already, `more` how many turns below it are
    folded away.
    """

    card: Card
    link: Rebuttal | None
    depth: int
    repeated: bool = False
    more: int = 0

    @property
    def words(self) -> str:
        """The words of the answering text that show that it is an answer."""
        return words_of(self.link) if self.link else ""


def thread(cards: Sequence[Card], links: Iterable[Rebuttal], *, root: int | None = None) -> list[Turn]:
    """Return the turns of a dispute: roots with the most answers first, below each its answers, the surest first.

    Every claim stands there: where claims answer each other in a ring, the one with the most answers is the root.
    Given a `root`, only that claim stands there with what is below it.
    """
    by_claim = {card.claim.pk: card for card in cards}
    answers: dict[int, list[Rebuttal]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (-link.confidence, link.pk)):
        if link.answer_id in by_claim and link.answered_id in by_claim:
            answers[link.answered_id].append(link)
    answering = {link.answer_id for found in answers.values() for link in found}
    ranked = sorted(cards, key=lambda card: (card.claim.pk in answering, -card.claim.answer_count, card.claim.pk))
    if root in by_claim:
        ranked = [by_claim[root]]
    seen: set[int] = set()
    turns: list[Turn] = []
    for card in ranked:
        if card.claim.pk not in seen:
            turns += _turns(card, by_claim, answers, seen)
    return turns


def fold_deep(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns down to the deepest level that is shown; the last ones count what is folded away below them."""
    shown: list[Turn] = []
    for turn in turns:
        if turn.depth <= DEEPEST:
            shown.append(turn)
        else:
            shown[-1] = replace(shown[-1], more=shown[-1].more + 1)
    return shown


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
