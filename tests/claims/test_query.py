"""The search box: fields become parameters, the rest stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.query import parse_query


@pytest.mark.parametrize(
    ("q", "words", "params"),
    [
        ('speaker:"Lin Jian" has:rebuttal', "", {"speaker": ["Lin Jian"], "has_rebuttal": ["true"]}),
        ("dam -levee", "dam -levee", {}),
        ("speaker:“Ida Lund” dam", "dam", {"speaker": ["Ida Lund"]}),
        ('"wide cracks" dam OR levee', '"wide cracks" dam OR levee', {}),
        ("-status:false is:unanswered", "", {"status": ["-false"], "has_rebuttal": ["false"]}),
        ("after:2025-04-01 before:2025-04-30 dam", "dam", {"since": ["2025-04-01"], "until": ["2025-04-30"]}),
        ("SPEAKER:Lund speaker:Reyes", "", {"speaker": ["Lund", "Reyes"]}),
        ("-has:evidence is:mine via:AP about:dam", "", {
            "has_evidence": ["false"], "mine": ["true"], "via": ["AP"], "about": ["dam"],
        }),
        ("https://example.org/a 10:30", "https://example.org/a 10:30", {}),
    ],
)  # fmt: skip
def test_known_fields_become_parameters(q: str, words: str, params: dict[str, list[str]]) -> None:
    parsed = parse_query(q)
    assert (parsed.words, parsed.params, parsed.notices) == (words, params, ())


@pytest.mark.parametrize(
    ("q", "notice"),
    [
        ("speeker:Lund", "No field “speeker”. Did you mean speaker?"),
        ("xyzzy:Lund", "No field “xyzzy”."),
        ("has:everything", "There is no “has:everything”. Use has:rebuttal or has:evidence."),
        ("speaker:", "“speaker:” says nothing to look for. Write it as speaker:word."),
        ('"wide cracks', "A quotation mark was not closed; the phrase was taken to run to the end."),
    ],
)
def test_what_is_not_understood_is_named(q: str, notice: str) -> None:
    assert parse_query(q).notices == (notice,)


def test_an_unknown_field_is_searched_for_as_a_word() -> None:
    assert parse_query("speeker:Lund").words == "speeker:Lund"


@given(st.text(max_size=200))
def test_no_query_is_an_error(q: str) -> None:
    parse_query(q)
