"""Offsets to marks: whatever the spans, the text stays what it is, escaped, and each number gets its own words."""

from __future__ import annotations

import html
import re
import time

from hypothesis import given
from hypothesis import strategies as st

from claims.marks import Marked, mark_context, mark_paragraphs, paragraphs

NUMBER = re.compile(r'<a class="no[^>]*>\d+</a>')
TAG = re.compile(r"</?(?:span|a)\b[^>]*>")
PIECE = re.compile(r'<span class="([^"]*)" data-statements="([^"]*)"(?: data-same="\d")?>([^<]*)</span>')

TEXT = "“It is safe,” said Ida Lund.\n\nTom Reyes denied <b>that</b> she & he knew of the crack."
texts = st.text(st.sampled_from("ab <>&\"'“”\n…é𝕏"), min_size=1, max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Marked]]:
    text = draw(texts)
    place = st.integers(-2, len(text) + 2)
    spans = st.lists(st.tuples(place, place).map(list), max_size=3)
    count = draw(st.integers(0, 4))
    statements = [
        Marked(number, draw(spans), draw(spans), draw(spans), f'<"{number}&', f"?statement={number}")
        for number in range(1, count + 1)
    ]
    return text, statements


def words_of(marked: str) -> str:
    """Return what is read: no numbers, no tags, entities as the characters they stand for."""
    return html.unescape(TAG.sub("", NUMBER.sub("", marked)))


@given(marked_texts())
def test_marks_change_no_character_of_the_text(case: tuple[str, list[Marked]]) -> None:
    text, statements = case
    marked = mark_paragraphs(text, statements)
    assert "\n\n".join(words_of(paragraph) for paragraph in marked) == text


@given(marked_texts())
def test_nothing_of_a_text_becomes_markup(case: tuple[str, list[Marked]]) -> None:
    text, statements = case
    for paragraph in mark_paragraphs(text, statements):
        bare = TAG.sub("", NUMBER.sub("", paragraph))
        assert "<" not in bare
        assert ">" not in bare


@given(marked_texts())
def test_every_statement_has_exactly_its_own_words(case: tuple[str, list[Marked]]) -> None:
    text, statements = case
    marked = "".join(mark_paragraphs(text, statements))
    for statement in statements:
        covered = set()
        for start, end in [*statement.source, *statement.cue, *statement.content]:
            covered |= set(range(max(0, start), min(end, len(text))))
        ends = {i + k for i in range(len(text)) if text.startswith("\n\n", i) for k in (0, 1)}
        pieces = [html.unescape(m[3]) for m in PIECE.finditer(marked) if str(statement.number) in m[2].split()]
        # Blank lines between paragraphs are no piece; which of several line ends they are depends on the cut.
        if not ends & covered:
            assert "".join(pieces) == "".join(text[i] for i in sorted(covered))


@given(texts)
def test_paragraphs_put_together_are_the_text(text: str) -> None:
    assert "\n\n".join(text[start:end] for start, end in paragraphs(text)) == text


def test_content_inside_content_is_deeper() -> None:
    inner = Marked(2, [], [], [[4, 6]], "", "?statement=2")
    (paragraph,) = mark_paragraphs("It is safe now", [Marked(1, [], [], [[0, 10]], "", "?statement=1"), inner])
    assert [(m[1], m[2], m[3]) for m in PIECE.finditer(paragraph)] == [
        ("content-1", "1", "It i"),
        ("content-2", "2 1", "s "),
        ("content-1", "1", "safe"),
    ]


def test_two_statements_on_the_same_words_are_two_numbers() -> None:
    same = [Marked(number, [], [], [[0, 5]], f"Statement {number}", f"?statement={number}") for number in (1, 2)]
    (paragraph,) = mark_paragraphs("It is safe", same)
    assert re.findall(r'id="statement-(\d)"', paragraph) == ["1", "2"]
    assert 'data-statements="1 2" data-same="2"' in paragraph


def test_an_interrupted_statement_has_one_number_and_two_pieces() -> None:
    said = Marked(1, [[19, 27]], [[14, 18]], [[0, 13], [29, 33]], "Statement 1", "?statement=1")
    marked = mark_paragraphs(TEXT, [said])
    assert "".join(marked).count('class="no"') == 1
    assert [m[3] for m in PIECE.finditer(marked[0])] == ["“It is safe,”", "said", "Ida Lund"]


def test_the_chosen_statement_is_outlined_wherever_it_is() -> None:
    said = Marked(1, [[19, 27]], [], [[0, 13]], "Statement 1", "?statement=1", chosen=True)
    (first, _) = mark_paragraphs(TEXT, [said])
    assert [m[1].split()[-1] for m in PIECE.finditer(first)] == ["chosen", "chosen"]
    assert 'aria-current="true"' in first


def test_a_label_cannot_leave_its_attribute() -> None:
    evil = Marked(1, [], [], [[0, 2]], '"><script>alert(1)</script>', 'javascript:"')
    assert "<script" not in mark_paragraphs("It is", [evil])[0]


def test_a_statement_is_shown_with_the_paragraphs_around_it() -> None:
    text = "First.\n\nIda said yes.\n\nThird.\n\nFourth."
    before, inside, after = mark_context(text, Marked(1, [[8, 11]], [[12, 16]], [[17, 20]]))
    assert (before, after) == (["First."], ["Third."])
    assert [words_of(paragraph) for paragraph in inside] == ["Ida said yes."]


def test_a_statement_beyond_its_text_shows_nothing() -> None:
    assert mark_context("Short.", Marked(1, [], [], [[50, 60]])) == ([], [], [])


def test_marking_a_long_text_in_one_paragraph_is_quick() -> None:
    text = "word " * 40_000
    statements = [Marked(n, [[n * 50, n * 50 + 10]], [], [[n * 50, n * 50 + 40]], "", "?") for n in range(4_000)]
    began = time.monotonic()
    (marked,) = mark_paragraphs(text, statements)
    assert time.monotonic() - began < 5
    assert marked.count('class="no"') == 4_000
