"""A definite description takes up whom age, office or office-holder's title tell."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.cast import Cast
from claims.extraction.segment import segment
from claims.extraction.story import Story
from tests.extraction.speaking import last_speaker


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Resident Ida Moe, 71, said the tap was dry. The pensioner said nobody came.", "Ida Moe"),
        ("Student Ida Moe, 16, said it was dark. The teenager said nobody came.", "Ida Moe"),
        (
            "Rev Tom Reed left. Secretary Ida Moe said it was late. Rev Reed wept. The minister said it was a sin.",
            "Tom Reed",
        ),
        (
            "State secretary Ida Moe was there. Chief operating officer Tom Reed said Ida Moe was late."
            " The union boss said he was wrong.",
            "Ida Moe",
        ),
    ],
)
def test_a_description_takes_up_age_and_office(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Agriculture Secretary Ida Moe left. Director Tom Reed wept. The agriculture chief said it was dry.",
            "Ida Moe",
        ),
        (
            "President of the Orr Union of Bakers, Ida Moe, left. Director Tom Reed wept. The OUB head denied it.",
            "Ida Moe",
        ),
        ("Opposition corporator Ida Moe left. Tom Reed wept. He said it was dry. The corporator said no.", "Ida Moe"),
        ("Crime commissioner Ida Moe said it was dry. The Conservative said trust was lost.", "Ida Moe"),
        ("Environment critic Ida Moe said it was dry. The New Democrat said trust was lost.", "Ida Moe"),
        (
            "It was lost at Orr Vale Hospital. The Lenz Hospital Clerks’ Guild wept. The hospital said it was late.",
            "Orr Vale Hospital",
        ),
        ("It was dry, said Ida Moe. The GTA president said trust was lost. GTA members left.", "Ida Moe"),
        ("It came after Orr Growers published a study which claimed that jobs would go.", "Orr Growers"),
    ],
)
def test_an_office_and_a_report_are_those_of_a_body(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_an_office_ends_before_what_its_holder_is_doing() -> None:
    story = Story(segment("The judge handling the case, Ida Moe, has barred him from leaving."))
    moe = Cast(story).full_person(("Ida", "Moe"))
    assert moe is not None
    assert moe.roles == ["judge"]


def test_a_family_is_not_that_of_a_nameless_source() -> None:
    text = (
        "A source close to the mayor said it was late.\n\n"
        "It comes days after the death of Ida Moe, 83, at a clinic. Her family say that the ward was full."
    )
    assert last_speaker(text) == "Ida Moe’s family"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lenz’s attorney general denied delay.\n\nIn a note, Attorney General Ida Moe wept.", "Ida Moe"),
        ("Lenz’ minister denied delay.\n\nEluned Prys told the house that it was late.\n\nShe left.", "Eluned Prys"),
        (
            "The company that runs a care home in Lenz is rejecting a report.\n\nThe Orr Inspectorate is new.\n\n"
            "Marl Living, which took over in May, left. The opposition SRP wept. The company denied theft.",
            "Marl Living",
        ),
        (
            "The energy regulator has denied delay.\n\nThe Orr Power Authority is new. The regulator denied theft.",
            "Orr Power Authority",
        ),
        (
            "A police force has rejected a finding.\n\nThe Police Conduct Board wept. Ida Moe, of Orr Police, left.",
            "Orr Police",
        ),
        (
            "Taps were dry, with the municipality blaming frost.\n\nIn March the Orr Local Municipality bought a pump.",
            "Orr Local Municipality",
        ),
    ],
)
def test_a_lede_speaks_of_whom_the_next_sentences_name(text: str, name: str) -> None:
    assert last_speaker(text) == name


def first_speaker(text: str, title: str) -> str:
    found = extract(f"{title}\n\n{text}", title=title)
    return found.speakers[found.attributions[0].speaker].name


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "Housing charity accuses mayor of delay",
            "It was late. The Marl Steps charity, which has 40 beds, said that housing was scarce.",
            "Marl Steps",
        ),
        (
            "Rowing body rejects claim of delay",
            "Rowing Lenz has rejected the claim. Rowing Lenz chief executive Tom Reed said it was early.",
            "Rowing Lenz",
        ),
    ],
)
def test_a_headline_calls_a_body_by_its_noun(title: str, text: str, name: str) -> None:
    assert first_speaker(text, title) == name


def test_the_next_sentence_names_whom_a_trade_brings_in() -> None:
    text = "The band met.\n\nA biologist who knows the creek disputed the claim. Dr Ida Moe said that it was oil."
    found = extract(text)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {"Ida Moe"}


def test_the_chief_of_a_nation_is_not_the_nation() -> None:
    text = (
        "The chief of a northern Alberta First Nation says a firm waited.\n\n"
        "Chief Raymond Moe of the Lenz Lake First Nation said that members learned of it."
    )
    found = extract(text)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {"Raymond Moe"}


def test_who_opens_the_next_paragraph_may_be_called_something_else_later() -> None:
    text = (
        "LENZ — The president of the school board denied that it had met.\n\n"
        "“There was no meeting,” Kathy Brenn said after a session.\n\n"
        "Brenn, a real estate agent, accused her colleague of lying."
    )
    found = extract(text)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {"Kathy Brenn"}


def test_an_unnamed_spokesperson_speaks_for_a_body_without_a_name() -> None:
    assert last_speaker("Ida Moe left. A district spokeswoman said that it was late.") == "district"
    assert last_speaker("Ida Moe left. A department spokesman said that it was late.") == "department"


def test_a_group_of_residents_is_no_company() -> None:
    text = "A residents’ association denied theft. Orlec Bank left. The bank wept."
    assert first_speaker(text, "Residents’ group denies theft from bank") == "A residents’ association"


def test_whoever_is_told_in_a_headline_says_nothing() -> None:
    assert first_speaker("The school is to close, parents wept.", "Parents told: ‘School is to close’") == "unspecified"


def test_an_authority_may_be_a_board() -> None:
    text = "Ida Moe wept. The Orr Safety Board said it had looked. The authority added that it was dry."
    assert last_speaker(text) == "Orr Safety Board"


def test_a_quotation_may_stand_before_the_name_that_a_lede_withholds() -> None:
    text = "A lawmaker in Orria has called the toll a theft.\n\n“It is a theft,” Ida Lund told Petr Moe of the Courier."
    found = extract(text)
    assert {found.speakers[attribution.speaker].name for attribution in found.attributions} == {"Ida Lund"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Army chief Petr Moe saw the bridge. Ida Lund wept. The general said it would hold.", "Petr Moe"),
        (
            "Finland’s ambassador, Ida Moe, was summoned. Government spokesman Petr Lund said so."
            " The diplomat said she had only listened.",
            "Ida Moe",
        ),
        (
            "Opposition member Ida Moe saw the letter. Petr Lund, brother of the party leader, said it was forged."
            " The lawmaker said he was lying.",
            "Ida Moe",
        ),
        (
            "The Lenz Liberation Forces took the town. Trucks left El Obar. The group said it would stay.",
            "Lenz Liberation Forces",
        ),
        ("The Lenz Intelligence Service has a school. The spy agency said it was shut.", "Lenz Intelligence Service"),
    ],
)
def test_a_noun_takes_up_the_nearest_of_its_sort(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Lund wept.\n\nFinland’s foreign minister denied it. “We never agreed,” Petr Moe said.", "Petr Moe"),
        ("Ida Lund wept.\n\nFinland’s foreign minister denied it. Dame Ida Moe said it was a lie.", "Ida Moe"),
        (
            "Ida Lund wept.\n\nFinland’s foreign minister denied it. Petr Moe of the Lenz Institute said it was true.",
            "Finland’s foreign minister",
        ),
    ],
)
def test_the_next_sentence_names_whom_an_office_brings_in(text: str, name: str) -> None:
    found = extract(text)
    assert found.speakers[found.attributions[0].speaker].name == name


def test_whom_an_apposition_names_is_not_nameless() -> None:
    text = "A former head of the harbour police, retired Colonel Petr Moe, was angry. He said the tide was known."
    assert last_speaker(text) == "Petr Moe"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Youth minister Ida Moe wept. The trade minister’s spokeswoman said it had rained.",
            "trade minister's spokeswoman",
        ),
        ("A diplomat in Lenz was glad. The Finnish diplomat said it had rained.", "Finnish diplomat"),
        ("The Brewers’ Federation was glad. The bakers’ union said it had rained.", "bakers' union"),
        ("Trade minister Ida Moe posted a note on social media. The post said it had rained.", "Ida Moe"),
    ],
)
def test_a_noun_does_not_take_up_those_of_another_field_or_state(text: str, name: str) -> None:
    assert last_speaker(text).replace("’", "'") == name


def test_a_lede_speaks_of_the_minister_whom_an_apposition_calls_so() -> None:
    text = "The interior minister called it a plot.\n\nIt rained.\n\nIda Moe, the minister, said two were held."
    found = extract(text)
    assert found.speakers[found.attributions[0].speaker].name == "Ida Moe"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Petr Moe, head of the guild, wept. Lenz’s harbour chief said it was late. Ida Lund was sure.", "Ida Lund"),
        (
            "Petr Moe is president. Ida Lund, who heads the Security Council, wept. The security chief denied it.",
            "Ida Lund",
        ),
        ("It was what the interior minister called a plot.\n\nIda Lund said two were held.", "Ida Lund"),
    ],
)
def test_a_chief_is_of_the_field_that_the_words_name(text: str, name: str) -> None:
    found = extract(text)
    assert found.speakers[found.attributions[0].speaker].name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Paynor Systems failed. Karsia’s central bank said nobody was paid. The bank denied a leak.",
            "Karsia’s central bank",
        ),
        ("The Bank of Karsia met. Paynor Systems failed. The central bank denied a leak.", "Bank of Karsia"),
        (
            'Mira Falk called the White Room. The National Anglers Association said the rule was "silly". '
            "The nation’s largest anglers group accused the mayor of spite.",
            "National Anglers Association",
        ),
        (
            "House Speaker Olof Venn left. “I may. I hope so. It is late,” Venn told QTV. "
            "It was a turn for the Wisconsin Republican, who had pledged to stay.",
            "Olof Venn",
        ),
        ("Rosa Venn won the Harbour Peace Prize. Tolvane Ltd is late. It said the quay was shut.", "Tolvane Ltd"),
    ],
)
def test_a_description_takes_up_a_body_of_its_kind(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“Never,” said Ida Moe. The harbour ministry spokeswoman said it was late.", "Ida Moe"),
        ("Petr Moe KC, opening the case for the prosecution, was cold. The prosecutor said it was late.", "Petr Moe"),
        ("Finland’s health minister, Ida Moe, wept. The ministry said it was late.", "Finnish Ministry of Health"),
        ("Finland’s health minister, Ida Moe, wept. A ministry statement said so.", "Finnish Ministry of Health"),
    ],
)
def test_a_voice_and_a_ministry_are_those_just_spoken_of(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize("office", ["The Harbour Union Commission chair", "The harbour minister"])
def test_an_office_without_owner_may_be_named_in_the_next_sentence(office: str) -> None:
    found = extract(f"Chair Petr Lund wept.\n\n{office} said it was late. Ida Moe offered help.")
    assert found.speakers[found.attributions[0].speaker].name == "Ida Moe"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Finland wept. The Swedish rail ministry replied. It said the trains ran.",
            "Swedish Ministry of Rail",
        ),
        (
            "The Swedish rail ministry followed up with a statement that accused Norway of smears.",
            "Swedish Ministry of Rail",
        ),
        ("Retired Admiral Petr Moe wept. The former head of the Harbour Force said it was late.", "Petr Moe"),
        ("Ida Moe, the consul, said it was cold. The Finnish-Swedish said it was late.", "Ida Moe"),
    ],
)
def test_whoever_answers_or_was_something_speaks_on(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_a_shadow_secretary_is_not_the_secretary() -> None:
    found = extract("The home secretary said so. Ida Moe was cold. The shadow home secretary, Tom Lund, denied it.")
    assert found.speakers[found.attributions[0].speaker].name == "Ida Moe"
