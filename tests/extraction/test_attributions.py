"""Marks of any tagger become attributions whose edges are those of the words said."""

from __future__ import annotations

import pytest

from claims.extraction.attributions import Triple, assemble
from claims.extraction.segment import segment
from claims.extraction.values import Mark, Role, Span


def assembled(text: str, *marked: tuple[Role, str, tuple[int, ...]]) -> list[Triple]:
    """Mark the first occurrence of each string; numbers are the places of the cues in the list."""
    marks = [Mark(role, Span(text.index(words), text.index(words) + len(words)), cues) for role, words, cues in marked]
    return assemble(segment(text, title=""), marks)


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


SOURCE, CUE, CONTENT = Role.SOURCE, Role.CUE, Role.CONTENT


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Orr said that it was late.", "that it was late.", "it was late"),
        ("Orr said it was late.", "it was late.", "it was late"),
        ("Orr denied that account.", "that account", "that account"),
        ("Orr denied that account at a hearing.", "that account at a hearing", "that account"),
        ("Orr denied that account of theft.", "that account of theft", "that account of theft"),
        ("Orr denied that claim handlers lied.", "that claim handlers lied", "claim handlers lied"),
        ("Orr said that was a plain lie.", "that was a plain lie", "that was a plain lie"),
        ("Orr said he saw the ship, which she denied.", "he saw the ship, which", "he saw the ship"),
        ("Orr said it was late but declined to elaborate.", "it was late but declined to elaborate", "it was late"),
        ("Orr said “all but gave no way.”", "“all but gave no way.”", "“all but gave no way.”"),
        ("Orr said “it was late.”", "“it was late.”", "“it was late.”"),
        ("Orr said “it was late.”", "it was late", "“it was late.”"),
        ("Orr said “it was late and we left.”", "“it was late and", "“it was late and we left.”"),
        ("Orr said it began at 3 p.m.", "it began at 3 p.m.", "it began at 3 p.m."),
        ("Orr said , it was late ,", ", it was late ,", "it was late"),
        ("Orr said, without naming anybody, that it leaks.", "anybody, that it leaks", "it leaks"),
        ("Orr said, citing two logs, that it leaks.", "citing two logs, that it leaks", "it leaks"),
    ],
)
def test_edges_follow_the_words_said(text: str, content: str, expected: str) -> None:
    cue = "denied" if "denied" in text else "said"
    (triple,) = assembled(text, (SOURCE, "Orr", (1,)), (CUE, cue, ()), (CONTENT, content, (1,)))
    assert words(text, triple.content) == [expected]
    assert words(text, triple.source) == ["Orr"]


def test_one_source_may_serve_two_cues() -> None:
    text = "Orr rejected the report, calling it fiction."
    triples = assembled(
        text,
        (SOURCE, "Orr", (1, 3)),
        (CUE, "rejected", ()),
        (CONTENT, "the report", (1,)),
        (CUE, "calling", ()),
        (CONTENT, "it fiction", (3,)),
    )
    assert [(words(text, t.source), words(text, t.content)) for t in triples] == [
        (["Orr"], ["the report"]),
        (["Orr"], ["it fiction"]),
    ]


def test_a_floating_quotation_continues_a_direct_one() -> None:
    text = "“It sank,” Orr said.\n\n“We swam.”"
    (triple,) = assembled(
        text, (CONTENT, "“It sank,”", (2,)), (SOURCE, "Orr", (2,)), (CUE, "said", ()), (CONTENT, "“We swam.”", ())
    )
    assert words(text, triple.content) == ["“It sank,”", "“We swam.”"]


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_later_quotation_is_no_part_of_an_indirect_statement(between: str) -> None:
    text = f"Orr said it sank and “nobody swam”.{between}“We were cold.”"
    indirect, quoted = assembled(
        text,
        (SOURCE, "Orr", (1,)),
        (CUE, "said", ()),
        (CONTENT, "it sank and “nobody swam”", (1,)),
        (CONTENT, "“We were cold.”", (1,)),
    )
    assert words(text, indirect.content) == ["it sank and “nobody swam”"]
    assert (words(text, quoted.content), quoted.cue, quoted.source) == (["“We were cold.”"], (), ())


def test_a_quotation_in_the_next_sentence_is_not_joined_over_the_full_stop() -> None:
    text = "Orr said it sank. “We were cold.”"
    indirect, quoted = assembled(
        text, (SOURCE, "Orr", (1,)), (CUE, "said", ()), (CONTENT, "it sank", (1,)), (CONTENT, "“We were cold.”", (1,))
    )
    assert [words(text, triple.content) for triple in (indirect, quoted)] == [["it sank"], ["“We were cold.”"]]


def test_a_floating_quotation_stands_alone_after_an_indirect_one() -> None:
    text = "Orr said it sank.\n\n“We swam.”"
    indirect, floating = assembled(
        text, (SOURCE, "Orr", (1,)), (CUE, "said", ()), (CONTENT, "it sank", (1,)), (CONTENT, "“We swam.”", ())
    )
    assert words(text, indirect.content) == ["it sank"]
    assert (floating.source, floating.cue, words(text, floating.content)) == ((), (), ["“We swam.”"])


def test_a_pointer_gives_way_to_what_it_points_to() -> None:
    text = "Orr called Vale a liar, a charge that Vale rejects."
    accusation, rejection = assembled(
        text,
        (SOURCE, "Orr", (1,)),
        (CUE, "called", ()),
        (CONTENT, "Vale a liar", (1,)),
        (CONTENT, "a charge", (5,)),
        (SOURCE, "Vale", (5,)),
        (CUE, "rejects", ()),
    )
    assert rejection.content == accusation.content
    assert words(text, rejection.content_alt) == ["a charge"]


def test_words_left_out_within_a_content_belong_to_it() -> None:
    text = "Lind said he had the film and he refused to look at it."
    (triple,) = assembled(
        text,
        (SOURCE, "Lind", (1,)),
        (CUE, "said", ()),
        (CONTENT, "he had the film", (1,)),
        (CONTENT, "to look at it", (1,)),
    )
    assert words(text, triple.content) == ["he had the film and he refused to look at it"]


def test_a_clause_on_the_source_is_no_content() -> None:
    text = "According to two officials, who were not authorised to speak, the ship sank."
    (triple,) = assembled(
        text,
        (CUE, "According to", ()),
        (SOURCE, "two officials", (0,)),
        (CONTENT, "who were not authorised to speak, the ship sank", (0,)),
    )
    assert words(text, triple.content) == ["the ship sank"]


def test_a_relative_pronoun_points_back() -> None:
    text = "Guard claims he was bribed, which he denies."
    claims, denies = assembled(
        text,
        (SOURCE, "Guard", (1,)),
        (CUE, "claims", ()),
        (CONTENT, "he was bribed", (1,)),
        (CONTENT, "which", (5,)),
        (SOURCE, "he", (5,)),
        (CUE, "denies", ()),
    )
    assert (words(text, denies.content), words(text, denies.content_alt)) == (["he was bribed"], ["which"])
    assert words(text, claims.content) == ["he was bribed"]


def test_a_pointer_to_another_sentence_stays_as_it_is() -> None:
    text = "Orr said Vale lied. The charge was denied by Vale."
    _, denial = assembled(
        text,
        (SOURCE, "Orr", (1,)),
        (CUE, "said", ()),
        (CONTENT, "Vale lied", (1,)),
        (CONTENT, "The charge", (4,)),
        (CUE, "was denied", ()),
    )
    assert words(text, denial.content) == ["The charge"]
    assert denial.content_alt == ()


def test_an_attribution_in_a_quotation_is_nested_in_it() -> None:
    text = "“Vale denied that it sank,” Orr said."
    outer, inner = assembled(
        text,
        (CONTENT, "“Vale denied that it sank,”", (5,)),
        (SOURCE, "Vale", (2,)),
        (CUE, "denied", ()),
        (CONTENT, "it sank", (2,)),
        (SOURCE, "Orr", (5,)),
        (CUE, "said", ()),
    )
    assert (outer.nested_in, inner.nested_in) == (None, 0)
    assert words(text, inner.content) == ["it sank"]


def test_what_is_rejected_is_said_in_full_and_not_nested() -> None:
    text = "Orr rejected Vale’s claim of theft."
    triples = assembled(
        text,
        (SOURCE, "Orr", (1,)),
        (CUE, "rejected", ()),
        (CONTENT, "Vale’s claim of theft", (1,)),
        (SOURCE, "Vale’s", (4,)),
        (CUE, "claim", ()),
        (CONTENT, "theft", (4,)),
    )
    assert [triple.nested_in for triple in triples] == [None, None]


def test_a_cue_without_content_is_dropped() -> None:
    assert assembled("Orr said.", (SOURCE, "Orr", (1,)), (CUE, "said", ())) == []


def test_content_over_two_paragraphs_is_cut_between_them() -> None:
    text = "Orr said it sank.\n\nWe swam."
    (triple,) = assembled(text, (SOURCE, "Orr", (1,)), (CUE, "said", ()), (CONTENT, "it sank.\n\nWe swam", (1,)))
    assert words(text, triple.content) == ["it sank.", "We swam"]
