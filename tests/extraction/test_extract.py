"""Extraction as a whole: a pure function of its input that takes any string."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import (
    ArticleText,
    Attitude,
    Extraction,
    UnknownTagger,
    extract,
    extract_many,
    get_tagger,
    to_dict,
)

STORY = """Nord accuses Sund of theft; Sund calls charge ‘a joke’

Nord on Monday accused Sund of taking its herring, a charge that Sund rejected.

“They came at night,” Prime Minister Ida Orr told reporters. “Nobody asked us.”

“We counted the nets.”

Sund’s fisheries minister, Pim Vale, described the claim as “a joke”. He hopes for a calm summer.

Two boats were reportedly seen off Lesso.
"""
WORDS = [
    "Ida Orr",
    "Sund",
    "said",
    "that",
    "denied",
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    ",",
    ".",
    ":",
    ";",
    "—",
    "?",
    "\n\n",
    "he",
]
WORDS += [
    "the claim",
    "accused",
    "of theft",
    "according to",
    "was",
    "reportedly",
    "told",
    "Q:",
    "A:",
    "who",
    "and",
    "it rained",
    "to act",
]
prose = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


def spans_of(extraction: Extraction) -> Iterator[tuple[int, int]]:
    for attribution in extraction.attributions:
        for role in (attribution.source, attribution.cue, attribution.content, attribution.content_alt):
            yield from ((span.start, span.end) for span in role)
    for link in extraction.links:
        yield from ((span.start, span.end) for span in link.evidence)


def test_a_story_gives_its_claims_speakers_and_answers() -> None:
    found = to_dict(extract(STORY))
    said = [(claim["speaker"], " ".join(STORY[s:e] for s, e in claim["content"])) for claim in found["claims"]]
    assert ("Ida Orr", "“They came at night,” “Nobody asked us.” “We counted the nets.”") in said
    assert ("Pim Vale", "the claim as “a joke”") in said
    assert ("Sund", "Sund of taking its herring") in said
    by_id = {claim["id"]: claim for claim in found["claims"]}
    answers = {(by_id[link["from"]]["speaker"], by_id[link["to"]]["speaker"]) for link in found["links"]}
    assert ("Sund", "Nord") in answers


@pytest.mark.parametrize("tagger", ["rules", "combined"])
def test_a_name_behind_a_dash_signs_the_quotation_before_it(tagger: str) -> None:
    text = (
        "Readers on the ferry\n\n“He has said hateful things.” ― Ida Lund\n\n"
        '"It rained all night, and nobody came." -- Piotr Orsk, of Vollan.\n\n“It is fine,” Orr said — and left.'
    )
    found = extract(text, tagger=tagger)
    said = [(found.speakers[a.speaker].name, [text[s.start : s.end] for s in a.content]) for a in found.attributions]
    assert said == [
        ("Ida Lund", ["“He has said hateful things.”"]),
        ("Piotr Orsk", ['"It rained all night, and nobody came."']),
        ("Orr", ["“It is fine,”"]),
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(prose, st.text(max_size=150)))
def test_any_string_gives_exact_spans_and_always_the_same(text: str) -> None:
    found = extract(text)
    assert found == extract(text)
    assert all(0 <= start < end <= len(text) for start, end in spans_of(found))
    for attribution in found.attributions:
        assert attribution.content
        assert 0 <= attribution.speaker < len(found.speakers)
        assert attribution.nested_in is None or 0 <= attribution.nested_in < len(found.attributions)
        assert 0 < attribution.confidence <= 1


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(prose)
def test_no_span_crosses_a_paragraph(text: str) -> None:
    assert all("\n\n" not in text[start:end] for start, end in spans_of(extract(text)))


def test_attributions_come_in_text_order() -> None:
    found = extract(STORY)
    starts = [
        min(span.start for span in (*a.source, *a.cue, *a.content)) for a in found.attributions if not a.content_alt
    ]
    assert starts == sorted(starts)


def test_many_articles_are_read_as_they_are_asked_for() -> None:
    asked: list[int] = []

    def articles() -> Iterator[ArticleText]:
        for number in range(100):
            asked.append(number)
            yield ArticleText(f"Orr said boat {number} was late.")

    stream = extract_many(articles(), batch_size=4)
    first = next(stream)
    assert first.text == "Orr said boat 0 was late."
    assert len(asked) == 4
    assert [found.text for found in stream] == [f"Orr said boat {number} was late." for number in range(1, 100)]


def test_many_articles_give_what_each_gives_alone() -> None:
    texts = [STORY, "", "Orr denied it."]
    assert list(extract_many(ArticleText(text) for text in texts)) == [extract(text) for text in texts]


def test_an_unknown_tagger_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownTagger, match=r"no tagger 'guess'\. Choose one of: .*rules"):
        extract("Orr said it was late.", tagger="guess")


def test_the_extraction_says_which_tagger_made_it() -> None:
    assert extract(STORY, tagger="rules").extractor == get_tagger("rules").name


def test_beliefs_and_wishes_are_given_only_when_asked_for() -> None:
    found = extract("Orr said it was late. Vale hopes that it will rain.")
    assert Attitude.ATTITUDE in {attribution.attitude for attribution in found.attributions}
    assert [claim.get("kind") for claim in to_dict(found)["claims"]] == [None]
    assert [claim.get("kind") for claim in to_dict(found, include_attitudes=True)["claims"]] == [None, "attitude"]


def test_ids_and_links_stay_whole_without_the_attitudes() -> None:
    found = to_dict(extract("Vale hopes that it will rain.\n\n" + STORY))
    ids = [claim["id"] for claim in found["claims"]]
    assert ids == [f"c{number}" for number in range(1, len(ids) + 1)]
    assert {link[end] for link in found["links"] for end in ("from", "to")} <= set(ids)
    assert {claim["speaker"] for claim in found["claims"]} == {speaker["name"] for speaker in found["speakers"]}


def test_extraction_needs_no_django() -> None:
    loaded = "import claims.extraction, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
