"""The one table that all pictures of a dispute are drawn from: its claims in order of time, and their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claims.cards import Card
from claims.models import Rebuttal
from claims.wording import act_of, called


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that a row gives: what it does, to the row of which number."""

    link: Rebuttal
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A claim of a dispute with its number, by which the pictures name it."""

    number: int
    card: Card
    answers: tuple[Answer, ...]

    @property
    def who(self) -> str:
        """Who says it."""
        return called(self.card.claim.speaker)

    @property
    def act(self) -> str:
        """The verb before its words."""
        return act_of(self.card.claim, self.card.first)

    @property
    def label(self) -> str:
        """The claim as one line."""
        claim = self.card.claim
        return f"{self.number}. {self.who} {self.act}: {claim.text}, {claim.get_status_display()}"


def rows_of(cards: Sequence[Card], links: Iterable[Rebuttal]) -> list[Row]:
    """Return the rows of a dispute, the earliest claim first; links to claims that are not shown are left out."""
    ordered = sorted(cards, key=lambda card: (card.claim.first_seen, card.claim.pk))
    numbers = {card.claim.pk: number for number, card in enumerate(ordered, start=1)}
    answers: dict[int, list[Answer]] = defaultdict(list)
    for link in links:
        if link.answer_id in numbers and link.answered_id in numbers:
            answers[link.answer_id].append(Answer(link, numbers[link.answered_id]))
    return [Row(numbers[card.claim.pk], card, tuple(answers[card.claim.pk])) for card in ordered]


def table_rows(rows: Iterable[Row], site: str) -> Iterator[dict[str, Any]]:
    """Return the table for a file, one row a claim; an answer names the claim answered by its id."""
    for row in rows:
        claim = row.card.claim
        yield {
            "number": row.number,
            "id": claim.pk,
            "url": site + claim.get_absolute_url(),
            "speaker": row.who,
            "act": row.act,
            "text": claim.text,
            "stance": claim.stance,
            "status": claim.status,
            "first_seen": claim.first_seen.isoformat(),
            "answers": [
                {
                    "relation": answer.link.relation,
                    "claim": answer.link.answered_id,
                    "state": answer.link.state,
                    "confidence": answer.link.confidence,
                }
                for answer in row.answers
            ],
            "outlets": [str(outlet) for outlet in row.card.outlets],
        }


def answered_accusations(rows: Iterable[Row]) -> str:
    """Return the finding of a dispute's pictures, e.g. "2 of 3 accusations were denied or rebutted"."""
    accusations = [row.card.claim for row in rows if row.card.claim.stance == "accusation"]
    answered = sum(bool(claim.answer_count) for claim in accusations)
    if not accusations:
        return "It holds no accusation"
    were = "accusation was" if len(accusations) == 1 else "accusations were"
    return f"{answered} of {len(accusations)} {were} denied or rebutted"
