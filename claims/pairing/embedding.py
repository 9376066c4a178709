"""A place for each text among all texts: those that mean the like are near."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from claims.folding import without_accents
from claims.pairing.networks import Floats, sentence_encoder

DIMENSIONS = 384
# Named with each vector; change it with the encoder, and `manage.py embed_claims` places old claims anew.
ENCODER = "all-MiniLM-L6-v2 int8 1"
LONGEST = 2000  # characters of a text that are read; the encoder cuts at 128 word pieces
# All but words, signs of money and shares, apostrophes within words, points and commas within numbers.
_MARKS = re.compile(r"(?<!\w)'|'(?!\w)|(?<!\d)[.,]|[.,](?!\d)|[^\w\s%$€£'.,]|_")


def embed(texts: Sequence[str]) -> Floats:
    """Return vectors of length one, a row a text; the same text always gives the same.

    Their dot product is the cosine similarity. Raises ModelUnavailable.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return sentence_encoder().run(list(texts))


def comparable(text: str) -> str:
    """Return the words of a claim as they are placed and compared, without case, accents and marks around words."""
    bare = without_accents(text[:LONGEST]).casefold().replace("’", "'")
    return " ".join(_MARKS.sub(" ", bare).split())
