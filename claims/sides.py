"""Two speakers side by side: what tells them apart, before they are merged."""

from __future__ import annotations

from dataclasses import dataclass

from claims.cards import Card, cards, with_cards
from claims.models import Alias, Claim, Role, Speaker

MOST_ROLES, MOST_ALIASES, LATEST_CLAIMS = 5, 8, 3


@dataclass(frozen=True, slots=True)
class Side:
    """A speaker with its latest offices, other names, number of claims, and the latest of these."""

    speaker: Speaker
    roles: list[Role]
    aliases: list[Alias]
    total: int
    cards: list[Card]


def side_of(speaker: Speaker) -> Side:
    """Return what is compared of a speaker."""
    claims = Claim.objects.shown().filter(speaker=speaker)
    return Side(
        speaker,
        roles=list(speaker.roles.order_by("-last_seen", "pk")[:MOST_ROLES]),
        aliases=list(speaker.aliases.exclude(key=speaker.key).order_by("name")[:MOST_ALIASES]),
        total=claims.count(),
        cards=cards(with_cards(claims.order_by("-first_seen", "-pk"))[:LATEST_CLAIMS]),
    )
