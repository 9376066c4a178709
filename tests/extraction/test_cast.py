"""A text's persons and bodies are told apart by what stands beside their names."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind, extract
from claims.extraction.cast import Cast
from claims.extraction.segment import segment
from claims.extraction.story import Story
from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ashby Crane said the ferry was safe. Lindsey Wick, the dead man’s sister, wept. She said it was old.",
            "Lindsey Wick",
        ),
        (
            "Mr Crane said the lock was new. Mr Crane’s daughter Ashby said it had rusted. “It was dry,” she said.",
            "Ashby",
        ),
        ("Tom Reed said the pier was safe. Mum-of-two Ashby Wick wept. He said it was old.", "Tom Reed"),
    ],
)
def test_a_relative_has_the_gender_of_the_kin_not_of_whose_it_is(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marl Copper’s chief executive, Ida Lund, left. A spokesman for Marl said the pit was shut.", "Marl Copper"),
        (
            "A rights group, Clean Tide International, met. Clean Tide said the bay was foul.",
            "Clean Tide International",
        ),
        ("Careers Union New Zealand asked for a vote. It said the vote was due.", "Careers Union New Zealand"),
        ("Growers Voice Kenya met. Tom Reed stayed at home. It said the vote was due.", "Growers Voice Kenya"),
    ],
)
def test_what_has_an_office_a_noun_or_a_state_of_a_body_is_no_person(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ashby Wick ran a forge. The yard was off Weavers Lane. “It is old,” she said.", "Ashby Wick"),
        ("Fire swept a ridge in the Harran Range. The company said the ridge was bare.", "company"),
        ("Orlec Rail ran late. A bus went to the village of Upper Brenn. It said the line was shut.", "Orlec Rail"),
    ],
)
def test_where_something_is_is_nobody(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Carrie Holt said the lock was new. Her husband Neville has a key. Mr Holt said it had rusted.",
            "Neville Holt",
        ),
        (
            "Tom Crane ran the forge. Mr Crane’s daughter Edda kept the books. Miss Crane said the roof leaked.",
            "Edda Crane",
        ),
        ("Tom Crane ran the forge. Mr Moe’s daughter Edda left. Miss Crane said the roof leaked.", "Crane"),
    ],
)
def test_a_relative_called_by_the_given_name_has_the_surname_of_the_family(text: str, name: str) -> None:
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aunty Ruby Tindale said the creek was dry. Aunty Ruby said it had been dry for years.", "Ruby Tindale"),
        ("Coun Alf Dench said the bins were full.", "Alf Dench"),
        ("Collector Veda Rao said the bridge was shut.", "Veda Rao"),
        ("Schoolteacher Anwar Lal said the bridge was shut.", "Anwar Lal"),
        ("An analyst, Barrister Tunde Bello, spoke. The lawyer said the bridge was shut.", "Tunde Bello"),
        ("Tom Reed said it rained. The next witness was PC Ida Moss. The officer said it was dry.", "Ida Moss"),
        ("The next witness was Adv Ida Moss. The advocate said the bridge was shut.", "Ida Moss"),
        ("Health Minister Fiona Daly came late. The Fine Gael TD said the bridge was shut.", "Fiona Daly"),
        ("Opposition figure Koshal Dorn fell ill. Orlec Rail ran late. He said the bridge was shut.", "Koshal Dorn"),
    ],
)
def test_a_title_is_no_name_and_tells_what_its_bearer_is(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ines Roca met Mr Reed. Mr Reed said it rained. The 58-year-old said she saw no cloud.", "Ines Roca"),
        ("Mr Reed met Ines Roca. Ines Roca said it rained. The 58-year-old said “she” was late.", "Ines Roca"),
        ("Ines Roca, 27, retired in May. Mr Reed left. The 27-year-old backstroker said it rained.", "Ines Roca"),
    ],
)
def test_an_age_is_of_the_gender_that_the_words_tell(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It was lost, Tom Reed said in a note by his press aide, Neville Sand. The aide said it rained.",
            "Neville Sand",
        ),
        ("It was fair, the boxer said through his solicitor, Ines Roca. The solicitor said it rained.", "Ines Roca"),
    ],
)
def test_a_name_closed_off_behind_somebodys_aide_is_the_aides(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "In Tarvel, a spokesman for the port called on both towns to wait.",
        "Crews had been out nine times since Whitsun, a coastguard spokeswoman said.",
    ],
)
def test_where_or_when_a_spokesman_says_it_is_not_the_spokesman(text: str) -> None:
    assert not [figure.name for figure in Cast(Story(segment(text))).figures if figure.kind is SpeakerKind.PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The foreign ministry in Porto Alto said the film was bad.", "foreign ministry in Porto Alto"),
        ("A spokesman for the board said the film was bad.", "board"),
        ("The mayor, Ida Moss, left. The mayor’s office said the film was bad.", "Ida Moss’s office"),
        ("Former mayor Ida Moss left. Moss’s office said the film was bad.", "Ida Moss’s office"),
    ],
)
def test_a_body_without_a_name_is_told_by_its_place_its_noun_or_its_holder(text: str, name: str) -> None:
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == (name, SpeakerKind.ORGANIZATION)


@pytest.mark.parametrize(
    "source",
    [
        "analysts at Harrow Bank",
        "residents of Upper Brenn",
        "villagers in the Harran Range",
        "people from Lenz",
        "fans of Lenz United",
    ],
)
def test_those_who_work_or_live_somewhere_are_not_the_place(source: str) -> None:
    assert last_speaker(f"It was late, said {source}.") == source


@pytest.mark.parametrize("byline", ["By Our Foreign Staff", "By Tom Reed in Lenz", "By Tom Reed, Chief Reporter"])
def test_a_byline_stands_before_the_lede_and_is_no_part_of_it(byline: str) -> None:
    title = "Leader says film was bad"
    lede = "An opposition leader has said the film was bad."
    found = extract(f"{title}\n\n{byline}\n\n{lede}\n\nIda Lund, 54, said the sound was worse.", title=title)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {"Ida Lund"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The county's attorney, Pat Lind, left. The district attorney said he had no time.", "district attorney"),
        ("The district attorney, Pat Lind, left. The attorney said he had no time.", "Pat Lind"),
        ("Former Orlec Rail chief executive Ida Moss left. The ex-boss said the line was shut.", "Ida Moss"),
        ("Former Orlec Rail chief executive Ida Moss left. The ex-minister said it was late.", "ex-minister"),
    ],
)
def test_an_office_is_told_from_another_by_its_field_and_time(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A rights group has said the bay is foul. The Harbour Fund has nine boats. "
            "The group, Clean Tide, met in May. The group said the bay was wide.",
            "Clean Tide",
        ),
        (
            "The Irish Guild of Divers met. The guild has nine members. Guild president Ida Moss left. "
            "It was cold, according to the union.",
            "Irish Guild of Divers",
        ),
    ],
)
def test_a_body_called_by_its_noun_is_one(text: str, name: str) -> None:
    found = extract(text)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {name}


@pytest.mark.parametrize("name", ["Basim al-Omari", "Basim El-Omari"])
def test_an_arabic_name_may_lose_its_article(name: str) -> None:
    assert last_speaker(f"Governor {name} saw the dam. Omari said it would hold.") == name
