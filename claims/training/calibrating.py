"""Find how much each label is to be favoured, so that as many attributions are found as agree best."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from claims.extraction.decoding import LABELS, Floats, begin_label
from claims.extraction.marking import Run, Scores
from claims.extraction.values import Role
from claims.extraction.windows import Batch
from claims.training.corpus import Article
from claims.training.evaluating import evaluate
from claims.training.learning import decoding_of, run_network
from claims.training.network import Network

# One label after the other; values between these change less than articles differ.
TRIED: tuple[tuple[int, tuple[float, ...]], ...] = (
    (begin_label(Role.CUE), (0.0, 0.5, 1.0, 1.5)),
    (begin_label(Role.SOURCE), (0.0, 0.5, 1.0)),
    (begin_label(Role.CONTENT), (-0.5, 0.0, 0.5)),
    (0, (-0.1, 0.0, 0.1, 0.2)),
)


def find_leaning(network: Network, tokenizer: Any, articles: Sequence[Article]) -> Floats:
    """Return what to add to the score of each label for the best headline F1 on the articles."""
    run, decoding = _remembering(run_network(network)), decoding_of(network, tokenizer)

    def headline(leaning: Floats) -> float:
        return evaluate(articles, tokenizer, run, replace(decoding, leaning=leaning))["headline"]

    return search(headline, np.zeros(len(LABELS), dtype=np.float32))


def search(headline: Callable[[Floats], float], leaning: Floats) -> Floats:
    """Improve one label after the other, as long as `headline` rises."""
    best = headline(leaning)
    for label, values in TRIED:
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
