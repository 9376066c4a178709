"""Claims as lists show them: who, the act and the words, where, when, what they answer. Three queries a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from claims.models import Claim, Rebuttal, RebuttalState, Statement

# Of each claim, a list shows this much; its page shows all.
MOST_STATEMENTS = 10
MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with its first statement, the outlets that report it, and what it answers."""

    claim: Claim
    first: Statement | None
    outlets: tuple[str, ...]
    answers: tuple[Rebuttal, ...]

    @property
    def more_outlets(self) -> int:
        """How many outlets there are beside the first."""
        return max(0, len(self.outlets) - 1)


def with_cards(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Fetch with claims what their cards show."""
    statements = (
        Statement.objects.order_by("revision__article__published_at", "pk")
        .select_related("revision__article__outlet")
        .defer("revision__text")
    )
    answers = (
        Rebuttal.objects.exclude(state=RebuttalState.REJECTED)
        .filter(answered__merged_into=None, answered__hidden_at=None)
        .select_related("answered__speaker")
        .order_by("-confidence", "pk")
    )
    return claims.select_related("speaker").prefetch_related(
        Prefetch("statements", statements[:MOST_STATEMENTS], to_attr="card_statements"),
        Prefetch("answers_given", answers[:MOST_ANSWERS], to_attr="card_answers"),
    )


def cards(claims: Iterable[Claim]) -> list[Card]:
    """Return the cards of claims that `with_cards` fetched."""
    return [_card(claim) for claim in claims]


def _card(claim: Claim) -> Card:
    statements: list[Statement] = claim.card_statements  # type: ignore[attr-defined]
    answers: list[Rebuttal] = claim.card_answers  # type: ignore[attr-defined]
    outlets = (s.revision.article.outlet for s in statements)
    names = dict.fromkeys(outlet.name for outlet in outlets if outlet)
    return Card(claim, statements[0] if statements else None, tuple(names), tuple(answers))
