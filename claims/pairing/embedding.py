"""A place for each text among all texts: those that mean the like are near."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from claims.pairing.networks import Floats, sentence_encoder

DIMENSIONS = 384
# Named with each vector; change it with the encoder, and `manage.py embed_claims` places old claims anew.
ENCODER = "all-MiniLM-L6-v2 int8 1"


def embed(texts: Sequence[str]) -> Floats:
    """Return vectors of length one, a row a text; the same text always gives the same.

    Their dot product is the cosine similarity. Raises ModelUnavailable.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return sentence_encoder().run(list(texts))
