"""Sightings become speakers, whatever the order they come in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.values import Speaker, SpeakerKind
from claims.folding import fold, fold_name
from claims.identity import Sighted, group_sightings, name_of
from tests.claims.stories import NOW, body, person, state


def sighted(number: int, speaker: Speaker, *, day: int = 0) -> Sighted:
    seen = NOW + timedelta(days=day)
    return Sighted(number, name_of(speaker, role=None, article=number), seen, seen)


def grouped(*speakers: Speaker) -> list[set[int]]:
    groups = group_sightings([sighted(number, speaker) for number, speaker in enumerate(speakers)])
    return sorted({s.number for s in group} for group in groups)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ida Lund"), person("ida lund")),
        (person("Ida K. Lund"), person("Ida Lund")),
        (person("Zoë Čapek"), person("Zoe Capek")),
        (person("Sergei Lavrov"), person("Sergey Lavrov")),
        (body("the Harbour Board"), body("Harbour Board")),
        (state("China"), Speaker("China", SpeakerKind.ORGANIZATION)),
        (person("Ida Lund", "mayor of Harrow"), person("Ida Lund", "Harrow mayor")),
        (person("Lin Jian", "Chinese foreign ministry spokesperson"), person("Lin Jian", "foreign ministry official")),
        (person("Lin Jian", "Chinese foreign ministry spokesperson"), person("Lin", "China's foreign ministry")),
        (person("Vadym Orel", "president of Ukraine"), person("Vadym Orel", "Kyiv war leader")),
        (person("Ida Lund"), person("Lund")),
    ],
)
def test_they_are_one_speaker(one: Speaker, other: Speaker) -> None:
    assert len(grouped(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Ida Lund"), person("Ole Lund")),
        (person("Washington"), state("Washington")),
        (person("David Clark", "trawler skipper"), person("David Clark", "finance minister")),
        (person("Ida Lund"), person("Ida")),
        (person("Lund", "mayor of Harrow"), person("Lund", "mayor of Harrow")),
        (body("Ministry of Defence", "MOD"), body("MPA")),
        (body("Harbour Board", "the board"), body("board")),
    ],
)
def test_they_are_two_speakers(one: Speaker, other: Speaker) -> None:
    assert len(grouped(one, other)) == 2


def test_an_acronym_of_two_names_means_neither() -> None:
    agency, league = body("Marine Protection Agency", "MPA"), body("Motor Pilots Association", "MPA")
    assert len(grouped(agency, league, body("MPA"))) == 3


def test_a_role_decides_between_two_bearers_of_a_surname() -> None:
    mayor, pilot = person("Ida Lund", "mayor of Harrow"), person("Ole Lund", "harbour pilot")
    assert grouped(mayor, pilot, person("Lund", "pilot at the harbour")) == [{0}, {1, 2}]


CAST = st.builds(
    person,
    st.sampled_from(["Ida Lund", "Ole Lund", "Lund", "Ida K. Lund", "Lin Jian", "Lin", "Lin Wei", "Jian"]),
    st.sampled_from([None, "mayor of Harrow", "harbour pilot", "Chinese foreign ministry spokesperson", "the mayor"]),
)


@given(st.lists(st.tuples(CAST, st.integers(0, 80)), max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_sightings_does_not_matter(cast: list[tuple[Speaker, int]], random: st.Random) -> None:  # type: ignore[name-defined]
    rows = [sighted(number, speaker, day=day) for number, (speaker, day) in enumerate(cast)]
    shuffled = list(rows)
    random.shuffle(shuffled)

    def groups(sightings: list[Sighted]) -> set[frozenset[int]]:
        return {frozenset(s.number for s in group) for group in group_sightings(sightings)}

    assert groups(shuffled) == groups(rows)
    assert sorted(number for group in groups(rows) for number in group) == list(range(len(rows)))


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "\0" not in fold_name(text)
