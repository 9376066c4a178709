"""Descriptions of nameless sources."""

from __future__ import annotations

import pytest

from claims.extraction.anonymous import names_several


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Two engineers", True),
        ("two officials in the finance department", True),
        ("people familiar with the matter", True),
        ("Some of the nurses", True),
        ("Two first officers", True),
        ("A spokeswoman for the growers", False),
        ("One of the pilots", False),
        ("a sales manager", False),
        ("clerk", False),
        ("the boss", False),
        ("a nurse who knows the doctors", False),
        ("unspecified", False),
        ("", False),
    ],
)
def test_a_description_names_several_by_its_own_noun(name: str, several: bool) -> None:
    assert names_several(name) is several
