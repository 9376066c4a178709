"""Who passed a claim on."""

from __future__ import annotations

import pytest

from claims.extraction import extract


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("“It is late,” Ida Lund said, quoted by news agency AP.", "AP"),
        ("Ida Lund told the Northfield Courier that it was late.", "Northfield Courier"),
        ("Ida Lund told Reuters it was late.", "Reuters"),
        ("Ida Lund said in an interview with BBC Radio 4 that it was late.", "BBC Radio 4"),
        ("Ida Lund told reporters it was late.", None),
        ("Ida Lund told Parliament it was late.", None),
        ("Ida Lund told her sister it was late.", None),
        ("Ida Lund said it was late.", None),
        ("Bloomberg reported that it was late.", None),
    ],
)
def test_via_is_the_outlet_that_passed_the_words_on(text: str, via: str | None) -> None:
    assert extract(text).attributions[0].via == via


def test_the_text_s_own_outlet_is_no_chain() -> None:
    text = "The Courier spoke with Lena Ortiz. Ida Lund told the Courier that Ortiz was wrong."
    assert extract(text).attributions[-1].via is None


def test_via_takes_the_fullest_name_of_the_outlet() -> None:
    text = "The Northfield Courier has two rivals. Ida Lund, in a statement quoted by the Courier, said it was late."
    assert extract(text).attributions[-1].via == "Northfield Courier"
