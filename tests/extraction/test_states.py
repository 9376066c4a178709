"""States speak through names, capitals, governments and seats of power."""

from __future__ import annotations

import pytest
from babel import Locale

from claims.extraction import SpeakerKind, extract
from claims.extraction.geography import Geography
from claims.extraction.wordlists import fold, states
from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("Beijing", "China"),
        ("The Chinese government", "China"),
        ("The government of China", "China"),
        ("Kyiv", "Ukraine"),
        ("Kiev", "Ukraine"),
        ("The Kremlin", "Russia"),
        ("Downing Street", "United Kingdom"),
        ("Whitehall", "United Kingdom"),
        ("The White House", "United States"),
        ("The US", "United States"),
        ("The United States", "United States"),
        ("New Delhi", "India"),
        ("The Turkish government", "Turkey"),
        ("Ankara", "Turkey"),
        ("Ivory Coast", "Ivory Coast"),
        ("Neighbouring Chad", "Chad"),
    ],
)
def test_a_state_speaks_by_any_of_its_names(source: str, state: str) -> None:
    found = extract(f"{source} said the border would open.")
    speaker = found.speakers[found.attributions[0].speaker]
    assert (speaker.name, speaker.kind) == (state, SpeakerKind.STATE)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "OSLO, July 3 (AWP) - Ardia pumped 3.1 tons in June, its fuel ministry said. Trade with Ardia grew.",
            "Ardia fuel ministry",
        ),
        (
            "Karsia’s foreign ministry left. Neighbouring Ostria sent dogs. Its foreign ministry said they were ill.",
            "Ostria foreign ministry",
        ),
        ("One of Norway’s oldest charities bought a boat, its former manager alleges.", "its former manager"),
    ],
)
def test_whose_ministry_it_is_is_told_by_the_subject_just_before(text: str, speaker: str) -> None:
    found = extract(text)
    assert found.speakers[found.attributions[-1].speaker].name == speaker


def test_brussels_is_the_european_union() -> None:
    found = extract("Brussels said the rules would stay.")
    assert found.speakers[0].name == "European Union"


def test_every_state_of_the_world_is_known_by_all_its_words() -> None:
    territories = Locale("en").territories
    assert len(states()) == 197
    assert len({state.code for state in states()}) == len(states())
    geography = Geography("")
    for state in states():
        assert state.code in territories
        assert geography.state(state.name) == state.name
        assert all(geography.state(word) for word in (*state.names, *state.capitals, *state.seats))
        assert all(geography.state_of_adjective(word) for word in state.adjectives)


def test_names_of_states_are_those_of_the_unicode_consortium() -> None:
    territories = Locale("en").territories
    own_spelling = {"CD", "CG", "MM", "KN", "VC", "PS", "ST", "TT", "AG", "BA"}
    for state in states():
        if state.code not in own_spelling:
            assert fold(territories[state.code]) in {fold(name) for name in state.names}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Karsian Prime Minister Oren Malk resigned. Karsia said it would vote.", "Karsia"),
        ("Velmora’s water ministry closed the gate. Velmora said it was dry.", "Velmora"),
        ("Nordin’s ambassador in Velin left. Ida Orr met him in Port Nordin. Nordin said it was late.", "Nordin"),
        (
            "Karsian Prime Minister Oren Malk left. In Tarn, the Karsian capital of Karsia, it rained. Tarn said no.",
            "Karsia",
        ),
        ("VLASKA CITY — The Vlaskan government shut the border with Vlaska. Vlaska said it was late.", "Vlaska"),
        ("TERVALA — Velmora’s water ministry closed the gate. Tervala said it was dry.", "Velmora"),
    ],
)
def test_a_state_that_a_story_invents_is_recognised(text: str, state: str) -> None:
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == (state, SpeakerKind.STATE)


def test_a_person_with_the_name_of_a_place_is_a_person() -> None:
    found = extract("Paris Holt said the show was off. Holt said it would return.")
    assert {found.speakers[a.speaker].name for a in found.attributions} == {"Paris Holt"}


def test_a_person_whose_foreign_policy_it_is_is_a_person() -> None:
    text = "President Orin Malk left. Clerks spoke against Malk. Malk’s foreign policy is old. Malk said it was late."
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == ("Orin Malk", SpeakerKind.PERSON)


@pytest.mark.parametrize(
    "text",
    [
        "He left the island state of Ostrey by boat. Ostrey said it had no interest in him.",
        "The landlocked kingdom of Ostrey shut its schools. Ostrey said it was cold.",
        "Ostrey’s coastguard lost a launch. Ostrey said it was old.",
    ],
)
def test_what_is_called_a_state_or_has_a_navy_is_one(text: str) -> None:
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == ("Ostrey", SpeakerKind.STATE)


def test_a_state_of_a_federation_is_no_country() -> None:
    found = extract("The state of Kuramo shut its schools. Kuramo said it was cold.")
    assert found.speakers[found.attributions[-1].speaker].kind is SpeakerKind.ORGANIZATION


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("North Korea fired a missile. The South said it had seen two.", "South Korea"),
        (
            "South Korean ships left. The North’s defence ministry said they had fled.",
            "North Korean Ministry of Defence",
        ),
        (
            "Officers of the Lenz Intelligence Service left Finland. Finland’s intelligence service said so.",
            "Lenz Intelligence Service",
        ),
    ],
)
def test_halves_of_a_country_and_bodies_of_a_state_are_named_in_full(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize("ministry", ["Moe’s ministry", "Her ministry", "The minister’s ministry"])
def test_the_ministry_of_a_minister_is_that_of_the_field(ministry: str) -> None:
    text = f"Finland’s transport minister, Ida Moe, left on Friday. {ministry} said the trains would run."
    assert last_speaker(text) == "Finnish Ministry of Transport"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Finland’s embassy in Lisbon said the visas were late.", "Finnish Embassy in Lisbon"),
        ("A court in Lisbon ruled that the visas were late.", "A court in Lisbon"),
        ("The council’s chair, Finland, said the vote was near.", "Finland"),
        (
            "Finnish prosecutors denied it. Sweden’s prosecutors said it was late. Prosecutors say so.",
            "Finnish Prosecutors",
        ),
        ("The Philippine navy said the reef was dry.", "Philippine Navy"),
    ],
)
def test_a_body_is_of_its_state_not_of_the_place_where_it_sits(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_an_alliance_is_known_by_the_nouns_of_all_its_names() -> None:
    assert last_speaker("NATO’s chief, Ida Moe, was late. The alliance said she was ill.") == "NATO"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HELSINKI - It rained. The transport ministry said the trains would run.", "Finnish Ministry of Transport"),
        (
            "Finland denied it. A transport ministry spokesman said the trains would run.",
            "Finnish Ministry of Transport",
        ),
        (
            "Norway and Sweden left. Finland stayed. Helsinki and Oslo had argued. Both governments said it was late.",
            "Finland and Norway",
        ),
        ("Norway and Finland, both members of the council, said it was late.", "Norway and Finland"),
    ],
)
def test_ministries_and_pairs_of_states_are_of_those_just_spoken_of(text: str, name: str) -> None:
    assert set(last_speaker(text).split()) == set(name.split())
