"""How an article or a headline stands to a claim, by what tells claims apart: nearness and manner of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from claims.pairing.embedding import comparable, embed
from claims.pairing.manner import is_negated, is_reserved, refutes, refutes_openly
from claims.pairing.networks import Floats

_PARTS = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[A-Z“\"‘'])|\n+")
LONGEST = 40  # sentences of an article that are read
# Chosen on the articles of FNC-1 dev with an even first byte of their number's SHA-256; the others check the choice.
RELATED, REFUTED, HARDLY_REFUTED, RESERVED = 0.42, 0.16, 0.03, 0.5
OF_NEGATION, OF_CLAIM = 0.3, 0.3


def headline_stance(claim: str, headline: str) -> str:
    """Return `against` where one of both refutes, else `observing` where the headline does not vouch, else `for`."""
    if refutes(headline) != refutes(claim):
        return "against"
    return "observing" if is_reserved(headline) else "for"


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is compared: vectors of its sentences, and which of them refute, negate, or do not vouch."""

    vectors: Floats
    refuting: Floats
    negated: Floats
    reserved: Floats


def read_article(text: str, vectors: Mapping[str, Floats]) -> Article:
    """Return an article as it is compared; `vectors` are those of its sentences."""
    parts = sentences(text)
    return Article(
        np.stack([vectors[part] for part in parts]),
        *(np.array([tells(part) for part in parts], dtype=np.float32) for tells in
          (refutes_openly, is_negated, is_reserved)),
    )  # fmt: skip


def sentences(text: str) -> list[str]:
    """Return the first sentences of an article, at least one."""
    parts = [part.strip() for part in _PARTS.split(text) if len(part.split()) >= 3]
    return parts[:LONGEST] or [text[:300]]


def article_stance(claim: str, vector: Floats, article: Article) -> str:
    """Return how an article stands to a claim: `unrelated`, `disagree`, `discuss` or `agree`.

    What it says near the claim counts the more, the nearer; a claim that refutes itself turns it round.
    """
    nearness = article.vectors @ vector
    if nearness.max() < RELATED:
        return "unrelated"
    weights = np.maximum(nearness, 0) ** 2
    weights = weights / weights.sum()
    refuted = float(weights @ article.refuting + OF_NEGATION * (weights @ article.negated))
    if (refuted < HARDLY_REFUTED) if refutes(claim) else (refuted >= REFUTED):
        return "disagree"
    reserved = float(weights @ article.reserved) + OF_CLAIM * is_reserved(claim)
    return "discuss" if reserved >= RESERVED else "agree"


def vectors_of(texts: Iterable[str]) -> dict[str, Floats]:
    """Return the vectors of texts, each made once."""
    once = list(dict.fromkeys(texts))
    return dict(zip(once, embed([comparable(text) for text in once]), strict=True))
