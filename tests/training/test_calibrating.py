"""How much labels are favoured."""

from __future__ import annotations

import numpy as np

from claims.extraction.decoding import LABELS, OUTSIDE, Floats, begin_label
from claims.extraction.values import Role
from claims.training.calibrating import search

CUE, CONTENT = begin_label(Role.CUE), begin_label(Role.CONTENT)


def test_the_search_climbs_to_the_best_of_the_values_it_tries() -> None:
    def headline(leaning: Floats) -> float:
        return -float(abs(leaning[CUE] - 1.4) + abs(leaning[CONTENT] + 0.6 - leaning[OUTSIDE]))

    found = search(headline, np.zeros(len(LABELS), np.float32))
    assert found[CUE] == 1.5
    assert found[CONTENT] == -0.5
    assert found[OUTSIDE] == np.float32(0.1)


def test_where_nothing_helps_no_label_is_favoured() -> None:
    assert not search(lambda leaning: -float(abs(leaning).sum()), np.zeros(len(LABELS), np.float32)).any()
