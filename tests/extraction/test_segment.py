"""Texts become paragraphs, sentences, tokens and quotations whose places are exact."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.segment import _without_inner, segment, sentence_starts

MARKS = "\"'“”‘’«»„‟‹›`.,;:!?()—–- \n\r\u2028\u00a0\u200b\u0301"
texts = st.text(st.one_of(st.sampled_from(MARKS), st.sampled_from("aAbBsSz019é😀"), st.characters()), max_size=200)

# Words as syntok tells them apart, and what stands between them.
SPOKEN = ("no", "No", "Mr", "Jan", "V", "x", "I", "etc", "boat", "Boat", "U.S.", "a.m.", "don't", "it's", "McDonald")
PRINTED = (
    "3",
    "5,000",
    "a-b",
    "-",
    "--",
    "“so",
    "said.”",
    "ok?”",
    "’",
    "...",
    "…",
    *".?!;:,",
    "end.End",
    "(b)",
    "[",
    ")",
)
sentences = st.lists(
    st.tuples(st.sampled_from([*SPOKEN, *PRINTED]), st.sampled_from([" "] * 9 + ["", "  ", "\n", "\u200b"]))
)


def quoted(text: str) -> list[str]:
    document = segment(text)
    return [document.slice(quotation.span) for quotation in document.quotations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Stop," she said. "Now."', ['"Stop,"', '"Now."']),
        ("“Stop,” she said.", ["“Stop,”"]),
        ("‘Stop,’ she said.", ["‘Stop,’"]),
        ("'Stop,' she said.", ["'Stop,'"]),
        ("«Stop», she said.", ["«Stop»"]),
        ("„Halt“, sagte sie.", ["„Halt“"]),
        ("”Stopp”, sa hon.", ["”Stopp”"]),
        ("``Stop,'' she said.", ["``Stop,''"]),
        ("It’s the drivers’ union that ‘won’t move’, he said.", ["‘won’t move’"]),
        ("It's the drivers' union that 'won't move', he said.", ["'won't move'"]),
        ("‘The drivers’ union is tired,’ he said.", ["‘The drivers’ union is tired,’"]),
        ("The class of ’98 and the ’90s were 'fine'.", ["'fine'"]),
        ("“He said ‘go’ and left,” she said.", ["“He said ‘go’ and left,”", "‘go’"]),
        ("‘She wrote “never” twice,’ he said.", ["‘She wrote “never” twice,’", "“never”"]),
        ('A 5\'10" man walked 3" further.', []),
        ("Nobody's home, and nobody's sorry.", []),
    ],
)
def test_quotations_of_each_style_are_found(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_inner_quotation_is_deeper_than_its_outer_one() -> None:
    document = segment("“He said ‘go’ and left,” she said.")
    assert [quotation.depth for quotation in document.quotations] == [0, 1]


def test_a_quotation_may_run_over_paragraphs_that_each_open_it_anew() -> None:
    document = segment("“The river rose.\n\n“Nobody warned us.\n\n“Nobody came.”\n\nShe left.")
    assert [(q.closed, q.continued) for q in document.quotations] == [(False, False), (False, True), (True, True)]


def test_single_marks_may_run_over_paragraphs_too() -> None:
    document = segment("‘The river rose.\n\n‘Nobody came.’")
    assert [(q.closed, q.continued) for q in document.quotations] == [(False, False), (True, True)]


def test_an_unclosed_mark_does_not_swallow_the_next_paragraph() -> None:
    document = segment("She said “it was late.\n\nThe end is here.")
    assert [document.slice(q.span) for q in document.quotations] == ["“it was late."]


def test_an_unclosed_mark_gives_way_to_a_later_quotation() -> None:
    assert quoted("She “left early, and “never” came back.") == ["“never”"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.", 2),
        ("One.\nTwo.\nThree.", 3),
        ("One.\r\n\r\nTwo.", 2),
        ("One.\u2028Two.\u2029Three.\x85Four.\vFive.", 5),
        (
            "The harbour board met on Monday and decided after\nmuch debate that the old crane should be taken down\n"
            "before winter comes and the storms with it again.\n\nNobody spoke against the plan in the end at all.",
            2,
        ),
        ("  \n\t\n ", 0),
    ],
)
def test_paragraphs_end_where_a_reader_sees_them_end(text: str, count: int) -> None:
    assert len(segment(text).paragraphs) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Vale came. She left.", ["Dr. Vale came.", "She left."]),
        (
            "“It sank. Nobody knew why,” he said. It was night.",
            ["“It sank. Nobody knew why,” he said.", "It was night."],
        ),
        ("He called it “mad.” She laughed.", ["He called it “mad.”", "She laughed."]),
        ("The U.S. agreed. The U.N. did not.", ["The U.S. agreed.", "The U.N. did not."]),
    ],
)
def test_sentences_end_at_full_stops_but_not_inside_quotations(text: str, expected: list[str]) -> None:
    document = segment(text)
    assert [document.slice(sentence) for sentence in document.sentences] == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Ferry sinks\n\nIt sank.", None, "Ferry sinks"),
        ("Ferry sinks\n\nIt sank.", "Ferry sinks", "Ferry sinks"),
        ("‘It sank’\n\nIt sank.", "'It  sank'", "‘It sank’"),
        ("The ferry sank.\n\nNobody died.", None, None),
        ("The ferry sank.\n\nNobody died.", "Ferry sinks", None),
        ("Ferry sinks", None, None),
        ("", "Ferry sinks", None),
    ],
)
def test_the_title_is_the_first_paragraph_or_none(text: str, title: str | None, expected: str | None) -> None:
    document = segment(text, title=title)
    assert (document.slice(document.title) if document.title else None) == expected


@given(texts)
def test_any_string_is_cut_at_exact_places(text: str) -> None:
    document = segment(text)
    for spans in (document.paragraphs, document.sentences, [token.span for token in document.tokens]):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(before.end <= after.start for before, after in itertools.pairwise(spans))
    assert all(document.slice(token.span) == token.text for token in document.tokens)
    for quotation in document.quotations:
        assert any(p.start <= quotation.span.start < quotation.span.end <= p.end for p in document.paragraphs)
    assert document == segment(text)


@given(texts)
def test_every_word_is_in_a_sentence(text: str) -> None:
    document = segment(text)
    covered = {place for span in document.sentences for place in range(span.start, span.end)}
    assert all(place in covered for place, character in enumerate(text) if character.isalnum())


@pytest.mark.parametrize("unit", ['"', "“", "“a” ", " 'a", "He said that ", "It was late. ", "a’ b", "\n", "x"])
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        segment(unit * times)
        return time.process_time() - started

    seconds(100)
    short, long = seconds(4_000), seconds(32_000)
    assert long < 0.5 + 24 * short  # eight times the text; quadratic would be 64 times


@given(sentences)
def test_sentences_begin_where_they_would_with_all_words_looked_at(words: list[tuple[str, str]]) -> None:
    text = "".join(itertools.chain(*words)).strip()
    assert sentence_starts(_without_inner(text)) == sentence_starts(text)


def test_words_in_the_middle_of_sentences_are_not_looked_at() -> None:
    assert _without_inner("The boat was late again. Orr said so.") == "The boat          again. Orr      so."
    assert _without_inner("The boat (it was late again) sank.") == "The boat (it was late again) sank."
