"""Firms, unions, clubs and offices are found by what news calls them."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind, extract
from tests.extraction.speaking import last_speaker, last_speaker_and_kind, speakers_in_order


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hartwell's denied it. A Hartwell's spokeswoman said buyers knew.", "Hartwell's"),
        ("Orr’s, which sells hats, left. Orr’s said the hats were late.", "Orr’s"),
        ("Orlec won a prize. Orlec's fell on ice. Orlec said it was late.", "Orlec"),
    ],
)
def test_a_firm_may_have_a_name_like_a_possessive(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Members of Unison met. The union said pay was low.", "Unison"),
        ("Ofcom opened a file. The watchdog said the show was live.", "Ofcom"),
        ("The Food and Drug Administration met. A spokesman for the agency said no.", "Food and Drug Administration"),
        ("The rail regulator said trains were late. The Office of Rail Safety met.", "Office of Rail Safety"),
        ("The Orr Football Guild left. It was late. Fifa met in Orr. World football’s governing body said no.", "FIFA"),
        ("Orr Legal, a firm, met Google. The tech giant argued that it was late.", "Google"),
        ("Spotify has lost a song. The streaming service said it would be back.", "Spotify"),
        ("Ida Moe wrote in the Orr Post. The newspaper’s own poll found that rents were high.", "Orr Post"),
        ("The squad met Orr Police. It was late. Police say a van was taken.", "Orr Police"),
        ("The company behind the mast says it is safe.\n\nTorvex Foods wants it by May.", "Torvex Foods"),
    ],
)
def test_a_noun_takes_up_a_body_whose_name_does_not_say_it(text: str, name: str) -> None:
    assert name in speakers_in_order(extract(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Orr Vale striker Tom Reed left. Vale said nobody had called.", "Orr Vale"),
        ("The Orr Vale goalkeeper Tom Reed left. A club spokesperson said he was fit.", "Orr Vale"),
    ],
)
def test_a_club_is_whom_a_player_plays_for(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sarrow Foods makes jam. Rival Torvex said it would look at the books.", "Torvex"),
        ("Sarrow Foods met its partner Torvex. A Torvex spokesman said the jam was late.", "Torvex"),
    ],
)
def test_a_rival_of_one_name_is_a_firm(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.ORGANIZATION)


def test_which_takes_up_a_body_over_what_it_is() -> None:
    text = "A study was paid for by Torvex Foods, a maker of jam, which says it had no role."
    assert last_speaker(text) == "Torvex Foods"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Moe, the mayor, met Orlec Bank. Her office said she had not agreed.", "Ida Moe’s office"),
        ("Chief executive Ida Moe wept. The governor’s office said it was late.", "governor’s office"),
    ],
)
def test_an_office_is_of_whoever_has_one(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Orr Cooks and Waiters Union left. The OCWU said pay was low.", "Orr Cooks and Waiters Union"),
        ("It met Mothers Against the Mast. The group claims it would be dark.", "Mothers Against the Mast"),
        ("Torvex’s managing director, Ida Moe, left. Torvex Moorings said it was late.", "Torvex Moorings"),
        ("Orr Hall is a home. The opposition Labour group said it was late.", "opposition Labour group"),
        ("Swimming Orlec cleared Ida Moe. The board said nothing was wrong.", "Swimming Orlec"),
        ("Marl Foods of Lenz, Kent, met. The company said it was dry.", "Marl Foods"),
        ("Torvex, which runs the ferry, was asked to stay. The pier was shut. It said it would stay.", "Torvex"),
        ("The Ottawa County sheriff’s office said it was late.", "Ottawa County sheriff’s office"),
        (
            "The Royal Guild of Bakers and Sweet Makers met. The guild said no.",
            "Royal Guild of Bakers and Sweet Makers",
        ),
        ("Mick Roe said no. Dawn Watch Command wept. The MP said it was late.", "Mick Roe"),
    ],
)
def test_a_body_is_known_by_its_whole_name(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A former clerk said it was dry.\n\nIn a letter sent in May, Ida Moe said it was late.", "Ida Moe"),
        ("The roof leaks.\n\nA former clerk at the mill said it was dry. Ida Moe said it was late.", "Ida Moe"),
        ("The singer who left the band, Lenz winner Ida Moe, said she was sad.", "Ida Moe"),
        ("Minister Ida Moe left. The taoiseach said it was late.", "taoiseach"),
    ],
)
def test_whom_a_description_names_and_whom_it_cannot(text: str, name: str) -> None:
    assert set(speakers_in_order(extract(text))) == {name}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("St Orr’s Hospital is full. Lenz Clinic wept. The hospital said it was late.", "St Orr’s Hospital"),
        ("Dr Tom Reed, president of the Orr Guild, wept. His organisation said it was late.", "Orr Guild"),
        ("The Sea Trade Ombudsman met. The ombudsman’s office said it was late.", "Sea Trade Ombudsman"),
        ("The XRA, Orr’s medicines regulator, said it was late.", "XRA"),
        ("Orr Legal wept. Torvex, its largest shareholder, left. It said it was late.", "Torvex"),
        ("A clerk in Orr, who gave her name only as Ida, said it was late.", "Ida"),
        ("A note from Ida Moe said it was late.", "Ida Moe"),
        ("Ida Moe was there. The 56-year-old from Lenz said it was late.", "Ida Moe"),
        ("The growers, mostly Frisians, said it was late.", "growers"),
        ("Campanologist Ida Moe said the bell was late.", "Ida Moe"),
        ("The bells are late. Clerks left in May. Their union said it was sad.", "Clerks’ union"),
    ],
)
def test_a_source_is_read_up_to_what_only_describes_it(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Liberal Democrats urged both sides to talk.", "Liberal Democrats"),
        ("The Marl Water Safety Body, known as MAWASA, met. MAWASA said it was late.", "Marl Water Safety Body"),
        ("Ida Moe of Orr Oil read the Orr Post. The news organization said it was right.", "Orr Post"),
        ("The Orr Rail Board met. The board’s guidance states that it is late.", "Orr Rail Board"),
        ("The Sea Commissioner’s Office met. The watchdog said it was late.", "Sea Commissioner’s Office"),
        ("The coroner, Ida Moe, left. Tom Reed said no. “Never,” the coroner replied.", "Ida Moe"),
    ],
)
def test_letters_members_and_guidance_are_those_of_a_body(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orr council was asked. It was late. The council said it had samples.", "Orr council"),
        ("Orr Town Council met. A note went to Orr council. The council said no.", "Orr Town Council"),
        ("Tom Reed left. Holt & Reed said it was late.", "Holt & Reed"),
        ("Keep Lenz Scotland met. A spokesperson said it was late.", "Keep Lenz Scotland"),
        ("Sir Tom Reed left.\n\nIn a note to the Commons, the sea secretary said it was late.", "sea secretary"),
        ("SAG-AFTRA backed her. The actors’ union said it was late.", "SAG-AFTRA"),
    ],
)
def test_whose_body_small_letters_and_ampersands_name(text: str, name: str) -> None:
    assert last_speaker(text) == name
