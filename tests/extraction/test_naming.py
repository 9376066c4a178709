"""A name is read whole, without age, rank or standing before it."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind
from tests.extraction.speaking import last_speaker, last_speaker_and_kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Torcal Mac Eoin told the chamber that the pier was safe and that it was late. Mr Mac Eoin left.",
            "Torcal Mac Eoin",
        ),
        (
            "Willa Nguyen-Hart left. “I don’t own a dog,” Cr Nguyen-Hart said. “I’ve never owned a dog.”",
            "Willa Nguyen-Hart",
        ),
        ("Growers’ guild chairman Cde Tesk Arvale said the pumps were dry.", "Tesk Arvale"),
        ("Member of Parliament for Orr Coast Terence Vale said the pier was old.", "Terence Vale"),
        ("Nine-year-old Tess Arkle said the pond was cold.", "Tess Arkle"),
        ("The Commissioner of Police in the region, CP Dakare Musa Yel, said three were held.", "Dakare Musa Yel"),
    ],
)
def test_a_person_is_named_without_age_and_rank(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ruling People’s Harvest Congress said the count was fair.", "People’s Harvest Congress"),
        ("The Alliance for Reform and Order has alleged fraud.", "Alliance for Reform and Order"),
        ("The plans came from the Bridges and Tunnels Board. BTB said it had looked.", "Bridges and Tunnels Board"),
        (
            "Tom Reed, an executive, left. The Harbour Executive, which owns the pier, said it knew.",
            "Harbour Executive",
        ),
        ("Orlec Vale said nobody was hurt. Orlec Vale said it had no copy. It added that it was late.", "Orlec Vale"),
        ("Teaching union the NUQ said its members were tired.", "NUQ"),
        (
            "Orlmouth and Fellside Hospitals Trust said sorry. A spokeswoman said nobody was hurt.",
            "Orlmouth and Fellside Hospitals Trust",
        ),
    ],
)
def test_an_organization_is_named_whole(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.ORGANIZATION)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("University of Orrmouth marine biologist Tesk Arvale said the reef was pale.", "Tesk Arvale"),
        ("Lenz Chamber of Trade president Sharan Pell said shops had shut.", "Sharan Pell"),
        ("The mayor, Tesk Arvale, left. The mayor, a member of the Harbour Party, said it was dry.", "Tesk Arvale"),
    ],
)
def test_a_person_is_not_the_body_named_beside(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was read by hospital pathologist Dr Tesk Arvale. The pathologist said the cut was deep.", "Tesk Arvale"),
        ("Director General of the Orr Relief Cell Irfan Moe left. The DG said it was late.", "Irfan Moe"),
        ("Inspector of Mines (Deep Shafts) Tesk Arvale left. The inspector said the lift was old.", "Tesk Arvale"),
        (
            "Ida Moe, a chair, met the chief executive, Tesk Arvale. She said it was dry. The chief executive said no.",
            "Tesk Arvale",
        ),
    ],
)
def test_an_office_is_read_before_title_brackets_and_comma(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SSP Lenz Faizan Moe said no keys were found.", "Faizan Moe"),
        ("Calgary-based Orlec Midstream said it was dry.", "Orlec Midstream"),
    ],
)
def test_a_name_is_read_without_its_place(text: str, name: str) -> None:
    assert last_speaker_and_kind(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tide Now, an Orlec campaign group, said the ban was late.", "Tide Now"),
        ("Commodore Petr Moe said the ban was late.", "Petr Moe"),
        ("ORLEC/LENZ, Oct 9 - Finland’s government said the ban was late.", "Finland"),
        ("Lund met his aide, Ida Moe, the State Department said.", "US Department of State"),
        ("Petr Moe was quoted by local radio as saying the ban was late.", "Petr Moe"),
    ],
)
def test_a_source_is_read_to_the_end_of_what_names_it(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Orlec the State Department spokesman said it was late.", "US Department of State"),
        ("The Mill Alliance, which represents Orlec, Lumen and Marl, said it was late.", "Mill Alliance"),
        ("In a letter to Mayor Ida Moe, the guild’s head, Petr Lund, called it late.", "Petr Lund"),
        ("Petr Moe wept. “It is late,” he was quoted as saying by the Courier.", "Petr Moe"),
        ("The ruling Orlec Progress party said it was late.", "Orlec Progress party"),
        ("Ida Moe, the leader, wept. The autocrat, who was late, said it was cold.", "Ida Moe"),
    ],
)
def test_a_source_is_read_without_place_members_hearer_and_paper(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It is late,” said Ida Moe, leader of the Bread and Peace Party.", "Ida Moe"),
        ("The Liberal Democrats said it was late.", "Liberal Democrats"),
        ("Tidewatch, the council’s water agency, whose boat sank, said it was late and offered to help.", "Tidewatch"),
        ("Ida Moe, 65, a clerk at the mill, and Petr Lund, 40, a porter, deny theft.", "Ida Moe and Petr Lund"),
        ("A report by Ida Moe’s harbour adviser said it was late.", "Ida Moe's harbour adviser"),
    ],
)
def test_appositions_and_parties_are_read_whole(text: str, name: str) -> None:
    assert last_speaker(text).replace("’", "'") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Orlec Liberation Front wept. The FLO said it was late.", "Orlec Liberation Front"),
        ("The Orlec Coast Guard was cold. A coastguard spokesman said it was late.", "Orlec Coast Guard"),
        ("The Hong Kong government said it was late. Finland left.", "Hong Kong government"),
        ("Finland’s junta said it was late.", "Finland"),
    ],
)
def test_bodies_have_letters_of_other_languages_and_nouns_of_their_own(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norway and Finland said they would vote against it.", "Norway and Finland"),
        ("Two clerks, Jane Ahmed and Petr Lund, left. Lund said it was late.", "Petr Lund"),
        ("A spokesman for the presidency said it was late.", "presidency"),
        ("The MRA, a mill lobby, wept. The army said it was late.", "army"),
    ],
)
def test_two_are_two_and_an_army_has_no_letters(text: str, name: str) -> None:
    assert last_speaker(text) == name
