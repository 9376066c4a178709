"""Find how much each label is to be favoured, so that as many attributions are found as agree best."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from claims.extraction.decoding import LABELS, OUTSIDE, Floats, begin_label
from claims.extraction.marking import Run, Scores
from claims.extraction.model import ModelTagger
from claims.extraction.values import Role
from claims.extraction.windows import Batch
from claims.training.corpus import Article
from claims.training.evaluating import evaluate

# Tried label by label, twice; values between these change less than articles differ.
TRIED: tuple[tuple[int, tuple[float, ...]], ...] = (
    (begin_label(Role.CUE), (0.0, 0.5, 1.0, 1.5, 2.0)),
    (begin_label(Role.SOURCE), (0.0, 0.5, 1.0, 1.5)),
    (begin_label(Role.CONTENT), (-1.0, -0.5, 0.0, 0.5)),
    (OUTSIDE, (-0.1, -0.05, 0.0, 0.05, 0.1)),
)


def find_leaning(tagger: ModelTagger, articles: Sequence[Article]) -> Floats:
    """Return what to add to the score of each label for the best headline F1 of the tagger on the articles."""
    run = _remembering(tagger.run)

    def headline(leaning: Floats) -> float:
        decoding = replace(tagger.decoding, leaning=leaning)
        return evaluate(articles, tagger.tokenizer, run, decoding)["headline"]

    return search(headline, np.zeros(len(LABELS), dtype=np.float32))


def search(headline: Callable[[Floats], float], leaning: Floats) -> Floats:
    """Improve one label after the other, twice, as long as `headline` rises."""
    best = headline(leaning)
    for label, values in TRIED * 2:
        for value in values:
            tried = leaning.copy()
            tried[label] = value
            if (reached := headline(tried)) > best:
                best, leaning = reached, tried
    return leaning


def _remembering(run: Run) -> Run:
    """Run each batch only once; what is tried differs only in what comes after."""
    known: dict[bytes, Scores] = {}

    def remembered(batches: Iterable[Batch]) -> Iterator[Scores]:
        for batch in batches:
            key = hashlib.sha256(batch.pieces.tobytes()).digest()
            if key not in known:
                (known[key],) = run([batch])
            yield known[key]

    return remembered
