"""The measure of agreement, on small cases whose result is plain."""

from typing import Any

import pytest

from claims.extraction.scoring import Tally, pair_claims, tally_claims, tally_links, tally_speakers, total

TEXT = "Mayor Ida Lund said the old bridge was safe. Tor Vik denied the old bridge was safe. He called that nonsense."


def claim(identity: str, words: str, speaker: str, *, last: bool = False, **more: Any) -> dict[str, Any]:
    start = (TEXT.rindex if last else TEXT.index)(words)
    return {"id": identity, "content": [[start, start + len(words)]], "speaker": speaker, **more}


def story(*claims: dict[str, Any], links: list[dict[str, str]] | None = None, **more: Any) -> dict[str, Any]:
    speakers = [{"name": "Ida Lund", "aliases": ["Mayor Ida Lund"]}, {"name": "Tor Vik", "aliases": ["He"]}]
    return {"text": TEXT, "claims": list(claims), "speakers": speakers, "links": links or [], **more}


@pytest.fixture
def annotated() -> dict[str, Any]:
    return story(
        claim("c1", "the old bridge was safe", "Ida Lund"),
        claim("c2", "the old bridge was safe", "Tor Vik", last=True),
        links=[{"from": "c2", "to": "c1", "type": "denies"}],
    )


def test_a_story_agrees_with_itself(annotated: dict[str, Any]) -> None:
    assert tally_claims(annotated, annotated).f1 == 1.0
    assert tally_speakers(annotated, annotated).accuracy == 1.0
    assert tally_links(annotated, annotated).f1 == 1.0


def test_claims_pair_by_their_words_and_only_once(annotated: dict[str, Any]) -> None:
    found = story(claim("x", "bridge was safe", "Ida Lund"), claim("y", "Mayor", "Ida Lund"))
    assert pair_claims(annotated, found) == {"x": "c1"}
    assert tally_claims(annotated, found) == Tally(annotated=2, found=2, agreeing=1)


def test_of_claims_in_the_same_words_speaker_and_place_tell_which_is_which(annotated: dict[str, Any]) -> None:
    said, denied = "the old bridge was safe", "Tor Vik"
    twice = story(claim("x", said, denied, last=True), claim("y", said, "Ida Lund"))
    assert pair_claims(annotated, twice) == {"x": "c2", "y": "c1"}
    by_place = story(claim("x", said, "nobody", last=True), claim("y", said, "nobody"))
    assert pair_claims(annotated, by_place) == {"x": "c2", "y": "c1"}


def test_an_optional_claim_counts_on_neither_side(annotated: dict[str, Any]) -> None:
    nested = story(*annotated["claims"], claim("c3", "nonsense", "Tor Vik", nested_in="c2"))
    assert tally_claims(nested, annotated).f1 == 1.0
    assert tally_claims(nested, nested).f1 == 1.0


def test_a_speaker_agrees_by_alias_and_nobody_only_with_nobody(annotated: dict[str, Any]) -> None:
    by_alias = story(claim("x", "the old bridge was safe", "mayor ida lund"))
    unnamed = story(claim("x", "the old bridge was safe", "unspecified"))
    assert tally_speakers(annotated, by_alias).accuracy == 1.0
    assert tally_speakers(annotated, unnamed).accuracy == 0.0


def test_a_link_between_unknown_claims_is_wrong_even_if_their_names_are_right(annotated: dict[str, Any]) -> None:
    found = story(
        claim("c1", "nonsense", "Tor Vik"),
        claim("c2", "Mayor", "Tor Vik"),
        links=[{"from": "c2", "to": "c1", "type": "denies"}],
    )
    assert tally_links(annotated, found) == Tally(annotated=1, found=1, agreeing=0)


def test_a_link_to_a_claim_counts_for_what_states_the_same(annotated: dict[str, Any]) -> None:
    twice = {**annotated, "same_claim": [["c1", "c3"]]}
    twice["claims"] = [*annotated["claims"], claim("c3", "that nonsense", "Ida Lund")]
    found = {**twice, "links": [{"from": "c2", "to": "c3", "type": "rebuts"}]}
    assert tally_links(twice, found).f1 == 1.0


def test_supporting_links_are_no_contradictions(annotated: dict[str, Any]) -> None:
    found = {**annotated, "links": [{"from": "c2", "to": "c1", "type": "supports"}]}
    assert tally_links(annotated, found).found == 0


def test_tallies_add_up() -> None:
    assert total([Tally(2, 1, 1), Tally(1, 2, 1)]) == Tally(3, 3, 2)
    assert total([]).f1 == 0.0
