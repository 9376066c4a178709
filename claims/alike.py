"""What a search by words misses: claims that mean the like in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import QueryDict

from claims.cards import Card, cards, with_cards
from claims.filters import words_query
from claims.meaning import nearest
from claims.models import Claim
from claims.pairing.embedding import comparable
from claims.pairing.networks import ModelUnavailable
from claims.search import filtered, read_filters

MOST = 10
# Beside words that are sought: what is farther than this is, among the demo stories, of other matters.
LEAST_ALIKE = 0.25
# Beside a claim: what is nearer than this among the demo stories is of one matter in all but a few pairs, save what is
# as short as "the accusation", which any speaker may have answered.
MOST_BESIDE, LEAST_NEAR, FEWEST_WORDS = 3, 0.65, 3
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
    return [(shown[found.claim.pk], found.score) for found in near if found.score >= LEAST_ALIKE]


def similar(claim: Claim, *, user: Any, apart_from: Iterable[int]) -> list[tuple[Card, float]]:
    """Return the claims nearest to a claim in meaning that are neither the same nor tied to it, with their score.

    `apart_from` are the numbers of those tied to it. None where matching has not placed the claim yet.
    """
    if len(comparable(claim.text).split()) < FEWEST_WORDS:
        return []
    others = Claim.objects.exclude(pk__in=list(apart_from))
    found = nearest(claim, limit=MOST_BESIDE, visible_to=user, among=others)
    near = [one for one in found if one.score >= LEAST_NEAR]
    shown = _cards([one.claim for one in near])
    return [(shown[one.claim.pk], one.score) for one in near]


def _cards(claims: Sequence[Claim]) -> dict[int, Card]:
    rows = with_cards(Claim.objects.filter(pk__in=[claim.pk for claim in claims]))
    return {card.claim.pk: card for card in cards(rows)}
