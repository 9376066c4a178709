"""What a search by words misses: claims that mean the like in other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from claims.cards import Card, cards, with_cards
from claims.filters import words_query
from claims.meaning import nearest
from claims.models import Claim
from claims.pairing.networks import ModelUnavailable
from claims.search import filtered, read_filters

MOST = 10
SWITCH = "semantic"
# What stands in a search for the full-text index alone: excluded words and phrases, OR, quotation marks.
_OPERATORS = re.compile(r'(?<!\S)-(?:"[^"]*"|\S+)|(?<!\S)OR(?!\S)|"')


def wants_alike(params: QueryDict) -> bool:
    """Return whether a list shows claims of similar meaning: unless it is told not to."""
    return params.get(SWITCH, "").strip() != "0"


def alike(params: QueryDict, *, user: Any) -> list[tuple[Card, float]]:
    """Return claims near the words of a search in meaning that do not hold them, the nearest first, with their score.

    They meet all other filters of the list. None where the search has no words, or no encoder is there.
    """
    filters = read_filters(params)
    words = _OPERATORS.sub(" ", filters.words).strip()
    if not words:
        return []
    others = filters.params.copy()
    others.pop("q", None)
    among = filtered(others, user).exclude(search=words_query(filters.words))
    try:
        near = nearest(words, limit=MOST, visible_to=user, among=among)
    except ModelUnavailable:
        return []
    shown = _cards([found.claim for found in near])
    return [(shown[found.claim.pk], found.score) for found in near]


def _cards(claims: Sequence[Claim]) -> dict[int, Card]:
    rows = with_cards(Claim.objects.filter(pk__in=[claim.pk for claim in claims]))
    return {card.claim.pk: card for card in cards(rows)}
