"""A run of capitalised words is told for a person, an organization or neither, by what stands beside it."""

from __future__ import annotations

import pytest

from claims.extraction import SpeakerKind, extract
from tests.extraction.speaking import last_speaker, last_speaker_and_kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Surveyor Anuli Bassey said the wall was wet. She said it would fall.", "Anuli Bassey"),
        ("Volcanologist Ruta Silk warned of ash. Dr Silk said it was near.", "Ruta Silk"),
        ("DSP Rural Tanvir Gondal said two were held. No car was found, he added.", "Tanvir Gondal"),
        ("The registrar, Eng. Moses Tuwei, left. The registrar said it was short.", "Moses Tuwei"),
        ("Ida Butcher left at six. Butcher said it was late.", "Ida Butcher"),
        ("T. Pillai, who grows rice, said it was dry. “It is dust,” he said.", "T. Pillai"),
        ("Leader of the opposition on the council Iqbal Dar was angry. He said it was theft.", "Iqbal Dar"),
        ("Head of the Mill Workers’ Union Vasant Patil said looms were idle.", "Vasant Patil"),
        ("Minister of State for Ports Usha Pai said it was shut.", "Usha Pai"),
        (
            "Tearful Molly left. Liam and Molly wed in May. Molly Crane is 30. Tearful Molly told us it was over.",
            "Molly Crane",
        ),
        ("Ida Lund begins her Never Not Cold tour. She has promised a new song.", "Ida Lund"),
        ("Its convener, Colonel S.P. Rane, left. S.P. Rane said it was dry.", "S.P. Rane"),
        ("A former keeper, Zoltek Wren, admits gluing it. Zoltek Wren said it was late.", "Zoltek Wren"),
        ("Independent MQ Marie Conway, who was there, said it was dry.", "Marie Conway"),
        ("Assistant Jamie Keogh said it was late.", "Jamie Keogh"),
        ("Interior Minister Yusuf al-Orrani denied it had rained.", "Yusuf al-Orrani"),
        ("Yusuf al-Orrani left. Al-Orrani said it was late.", "Yusuf al-Orrani"),
        ("The chief, Paul Reed, left.\n\nHe spoke outside Terminal B today. “No,” he said.", "Paul Reed"),
    ],
)
def test_a_person_is_told_from_office_and_epithet(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.PERSON)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cargo went to Orlo Reach, a shipping firm with two ships. Orlo said it was late.", "Orlo Reach"),
        (
            "The trip was paid for by Leeds-based Penrow Mutual. A Penrow spokeswoman said it was proud.",
            "Penrow Mutual",
        ),
        (
            "Ida Moss was on board. The bus, run by Southern Star, broke down. Southern Star said it was old.",
            "Southern Star",
        ),
        (
            "On Monday North Quay Water denied it. By Friday North Quay was saying that a pipe had burst.",
            "North Quay Water",
        ),
        (
            "Orrin Athletic play here. “We lost,” captain Ben Cole said. Orrin Athletic said he was late.",
            "Orrin Athletic",
        ),
        ("The Ministry of Fuel and Natural Wealth said the pipe was whole.", "Ministry of Fuel and Natural Wealth"),
        ("Gulls eat well, and so do those who buy from a firm in Hull, Penfish, which says it is cheap.", "Penfish"),
        ("Rail Sea Ltd told Orlecpost. Per Orlecpost, it sank. Orlecpost later said it had not.", "Orlecpost"),
        ("We are at the Tern Point inquiry. Paul Orr left. Tern Point said he was late.", "Tern Point"),
        ("Sacked Tigers coach Ida Moss left. “She walked,” a fan said. The Tigers said it was true.", "Tigers"),
        ("Marlo Infra built it.\n\nMarlo Infra, the lead contractor, left. Marlo said it was dry.", "Marlo Infra"),
        ("“No,” said Marlo Salmon, which breeds fish. Marlo said the hoses were new.", "Marlo Salmon"),
        (
            "Ida Moss wrote to the Ethics and Anti-Fraud Commission. The commission said it had read it.",
            "Ethics and Anti-Fraud Commission",
        ),
        ("The Opposition Lok Vikas Party (LVP) said it was theft.", "Lok Vikas Party"),
        ("Orlec Air flies from Port Orlec. Orlec, owned by a fund, said it was safe.", "Orlec Air"),
        ("Ida Moss cited a report of VJTI.\n\nThe institute, however, said it had tested one pillar.", "VJTI"),
        ("The Harbour Directorate met. The regulator said it had no notice.", "Harbour Directorate"),
        ("TERN BAY — Regional carrier Orlec Air said on Friday that it was late.", "Orlec Air"),
        ("Invoices were seen by tech site Bitwise. The site said it had checked them.", "Bitwise"),
        ("Brightmere Home of Charlotte, North Carolina, said it knew of no fire.", "Brightmere Home"),
        ("GrowthPal is a firm. StreamHub said it cared. “We do care,” the company said.", "StreamHub"),
        ("Ida Orr of West Moor Police left. A force spokeswoman said nobody was held.", "West Moor Police"),
        ("The US Food and Drug Administration said it had no comment.", "Food and Drug Administration"),
        ("Corvane accused its rival Lysander Pharma of theft. The Basel-based group said it had proof.", "Corvane"),
        ("Wren, the biggest airline there, met Ash Air. The airline said it was late.", "Wren"),
    ],
)
def test_an_organization_is_told_by_the_noun_beside_it(text: str, name: str) -> None:
    assert last_speaker_and_kind(text) == (name, SpeakerKind.ORGANIZATION)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mira Falk is back. Former secretary of State Falk said the treaty was dead.", "Mira Falk"),
        ("Mira Falk is back. Secretary of State Falk signed it. Falk said the treaty was dead.", "Mira Falk"),
        ("Singers Anna Falk and Rosa Venn met. Falk said the hall was cold.", "Anna Falk"),
        ('Mira Falk was on "The Rosa Venn Show" in May. "Why not?" Venn asked.', "Rosa Venn"),
        ("Rosa Venn and Olof Falk met. Professors Falk and Venn said it was late.", "Olof Falk and Rosa Venn"),
        ("Olof Falk spoke at the Rosa Harbour Breakfast. He said it was late.", "Olof Falk"),
        ("The broadcaster QTV met. A snap poll for the broadcaster QTV found it was late.", "QTV"),
        ("“Mr. Venn Is Not a Diver” was read. Olof Venn was cross. He said it was late.", "Olof Venn"),
        ("Mira Venn met President Venn. Mr. Venn, who left, denied it. Mr. Venn, who said it was late, wept.", "Venn"),
        ("No one outside the board knew, and Mira Falk left. Flying home, she said it was late.", "Mira Falk"),
        (
            "This week Venn spoke. President Venn was late. Venn said it was late. The president was ill, he said.",
            "Venn",
        ),
        ("The Karsian Department of Roads (Kartrans) met. Kartrans said it was late.", "Karsian Department of Roads"),
        ("The Rosa Venn Podcast is back. Venn said the hall was cold.", "Rosa Venn"),
        ('Corvane Ltd is late.\n\nSUMMARY OF DAY\n\nThe company said it was "sorry".', "Corvane Ltd"),
        ('Marl Ferries Ltd was late. "ALL of it," Mira Falk said. The company denied the delay.', "Marl Ferries Ltd"),
    ],
)
def test_a_name_is_told_from_title_show_heading_and_emphasis(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Senate Republicans said it was late.", "Senate Republicans", SpeakerKind.GROUP),
        (
            "Democrats met. Stan Falk, a Democrats man, met Democrats. Democrats said it was late.",
            "Democrats",
            SpeakerKind.GROUP,
        ),
        ("A new Harbour University Poll found it was late.", "Harbour University Poll", SpeakerKind.ORGANIZATION),
        ("The Joint Committee on Tides said it was late.", "Joint Committee on Tides", SpeakerKind.ORGANIZATION),
        ("The Liberal Democrats said it was late.", "Liberal Democrats", SpeakerKind.ORGANIZATION),
    ],
)
def test_members_of_a_party_and_committees_are_no_person(text: str, name: str, kind: SpeakerKind) -> None:
    assert last_speaker_and_kind(text) == (name, kind)


def test_a_firm_that_others_and_their_work_are_named_beside_is_no_person() -> None:
    text = "Exalt Nobil wrote in its letter that it was late. A clerk of Exalt Nobil met Rosa Venn and her team."
    assert extract(text).speakers[0].kind is SpeakerKind.ORGANIZATION
