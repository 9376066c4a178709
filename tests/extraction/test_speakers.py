"""Each source goes to the speaker that the text makes known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import SpeakerKind, extract
from claims.extraction.attributions import Triple
from claims.extraction.cast import Cast
from claims.extraction.segment import segment
from claims.extraction.speakers import SpeakerResolution
from claims.extraction.story import Story
from claims.extraction.values import Span
from tests.extraction.speaking import last_speaker, speakers_in_order


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prime Minister Odile Brandt said the bill was dead.", "Odile Brandt"),
        ("Odile Brandt, the prime minister, said the bill was dead.", "Odile Brandt"),
        ("The Jan Morcha on Monday alleged that the canal had cost too much.", "Jan Morcha"),
        ("The finance minister of Ghana, Kofi Antwi, said the loan was repaid.", "Kofi Antwi"),
        ("Dr. Amina Sow said the clinic was full. Sow said two nurses had left.", "Amina Sow"),
        ("Paul Reed, 54, said he saw smoke. Mr Reed said it was black.", "Paul Reed"),
        ("Maria del Carmen Ortiz said it was late. Ortiz said nobody came.", "Maria del Carmen Ortiz"),
        ("Rep. Laura Finch (R-Ohio) said the vote was close.", "Laura Finch"),
        ("Governor Peter Hall and Mayor Anna Bell said they would sue.", "Peter Hall and Anna Bell"),
        ("Hugo Stein, who chairs the club, said the roof would be mended.", "Hugo Stein"),
        ("Its chief nurse, Hannah Price, said staffing met the guidance.", "Hannah Price"),
        ("Its Welfare Director, Alhaji Sule Bako, said the camp was full.", "Sule Bako"),
        ("The camp is full, said Madam Esther Kofi.", "Esther Kofi"),
        ("The fire officer, DCFO Lydia Quaye, said the pump had failed.", "Lydia Quaye"),
        ("The botanist who found the moss, Ines Falk, said it was rare.", "Ines Falk"),
        ("Parks and Rivers chief warden Paul Reed said the path was shut.", "Paul Reed"),
        ("Omar Haddad, minister of energy and water, said the dam was full.", "Omar Haddad"),
        ("Omar Haddad met the press. His Excellency said the dam was full.", "Omar Haddad"),
        ("Orr City Mayor Anna Herald said it was late. Herald said it was dry.", "Anna Herald"),
        ("Lord Penhale, the arts minister, told peers that the hall would stay.", "Lord Penhale"),
        ("Prosecutor Elaine Dray KC said the ledger was forged.", "Elaine Dray"),
        ("The Commissioner of Police, CP Musa Danjuma, said three were held.", "Musa Danjuma"),
        ("Police Press Officer Ebere Tamuno denied it. The PPO said nobody was held.", "Ebere Tamuno"),
        ("Leader of the House in the Assembly Harbhajan Solanki said the tap was dry.", "Harbhajan Solanki"),
        ("Maulana Asad Zhiri led the prayer. The maulana said six were dead.", "Asad Zhiri"),
        ("One of them, lung surgeon Fatou Diarra, said the ward was full.", "Fatou Diarra"),
        ("PORT HALDER — Ida Lund said the port was shut.", "Ida Lund"),
        ("Ursula van der Moor said the port was shut.", "Ursula van der Moor"),
        ("Ida Lund was there when Lund joined 89 other sailors to reject the plan.", "Ida Lund"),
        ("Certainly Ida Anne Lund said the port was shut.", "Ida Anne Lund"),
        ("The poster asks: Can sailors Trust Ida Lund? Ida Lund was late. Lund said the port was shut.", "Ida Lund"),
        ("A student who hid in a closet, 16-year-old Jaden Roe, said it was dark.", "Jaden Roe"),
        ('Tonya Bexley told us of her son, Marcus. "He was ill," Bexley said. Marcus Bexley was 23.', "Tonya Bexley"),
        ("A former diver for the company, Mick Tolland, was there: he said the pier was cracked.", "Mick Tolland"),
        ("Mollie Vane met her ex-boyfriend Jace Harlow. She left the drive with him, he said.", "Jace Harlow"),
        ("Ida Lund LOST the drive. Her label, Prism, said it was lost.", "Prism"),
        ("Ulvhild Maar denies emptying its account. Maar said the roof had leaked.", "Ulvhild Maar"),
    ],
)
def test_a_person_is_known_by_the_fullest_name_without_title(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Former Rovers captain Stevie Lorne was there. “His locker is empty,” the pundit said.", "Stevie Lorne"),
        ("A leaked memo, seen by the Courier, suggests that the ward was full.", "A leaked memo"),
        ("A report by the Courier said the ward was full.", "Courier"),
    ],
)
def test_who_saw_a_paper_is_not_its_author_and_a_player_may_be_a_pundit(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_two_of_one_surname_are_told_apart_by_title() -> None:
    text = (
        "Mr Tom Grady said the farm was his. Mrs Ellen Grady said it was not. "
        "Mr Grady said he had the papers. Mrs Grady said she had never seen them."
    )
    assert speakers_in_order(extract(text)) == ["Tom Grady", "Ellen Grady", "Tom Grady", "Ellen Grady"]


def test_the_surname_alone_stays_with_who_is_called_so() -> None:
    text = (
        "Mayor Ida Lund won again. Lund took the hill wards, and Lund’s party the rest.\n\n"
        "At her side stood her husband, Tom Lund, a baker.\n\n“We came home,” Lund said."
    )
    assert speakers_in_order(extract(text)) == ["Ida Lund"]


def test_the_surname_alone_is_hers_whose_relative_comes_later() -> None:
    text = (
        "Mayor Ida Lund will hate the film. It shows two more of the town: her husband, former sailor Tom Lund, and "
        "Petr Moss.\n\n“They lie,” Lund said at the fair."
    )
    assert speakers_in_order(extract(text))[-1] == "Ida Lund"


def test_a_noun_that_stands_for_an_adjective_is_nobody() -> None:
    text = "Petr Moss runs the pier. Moss said it leaked.\n\nThe major danger he sees is rust. It would break, he said."
    assert speakers_in_order(extract(text)) == ["Petr Moss", "Petr Moss"]


def test_she_is_nobody_who_says_i() -> None:
    text = "Ida Lund ran the pier for years. I hope that it will last. She argued that it was the heart of the town."
    assert speakers_in_order(extract(text)) == ["author", "Ida Lund"]


def test_a_text_speaks_for_who_sent_it() -> None:
    text = (
        "The email, released by Orr Watch, was sent at 7 p.m. by aide Tom Reed. It was long. “I tried you,” it reads."
    )
    assert speakers_in_order(extract(text)) == ["Tom Reed"]


def test_wife_and_sister_of_one_surname_are_told_apart_by_title() -> None:
    text = (
        "Morag Orr said her husband, Ewan, was ill. “They laughed,” Mrs Orr said. Ailsa Orr, the diver’s sister, left. "
        "Ms Orr said it was a lie. Mr Orr died in May. Mrs Orr said she knew."
    )
    assert speakers_in_order(extract(text)) == ["Morag Orr", "Morag Orr", "Ailsa Orr", "Morag Orr"]


def test_husband_and_wife_named_together_are_told_apart_by_title() -> None:
    text = (
        "Her parents, Ruthven and Ellen Orr, met the mayor. Mr. Orr said the wall leaked. Ms. Orr said she had lost "
        "her son, Ewan Orr. Mr. Orr said the mayor knew."
    )
    assert speakers_in_order(extract(text)) == ["Ruthven Orr", "Ellen Orr", "Ruthven Orr"]


def test_a_surname_alone_is_a_person_where_the_text_says_he() -> None:
    text = (
        "Not everybody is on the Quell Express. When Quell launched his run in May, his critics laughed at him. "
        "Quell sold his boat in June. Quell told the Courier that the wall leaked. He said it would be mended."
    )
    assert speakers_in_order(extract(text))[-2:] == ["Quell", "Quell"]


def test_a_company_named_after_a_person_is_not_the_person() -> None:
    text = "Ruth Harwell said she would resign. The Harwell Foundation said it had not been told. Harwell said it had."
    assert speakers_in_order(extract(text)) == ["Ruth Harwell", "Harwell Foundation", "Ruth Harwell"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Brenda Cole runs Quartz Air. A Quartz Air spokesman said no fault was found.", "Quartz Air"),
        ("A spokeswoman for the Harbour Board said the crane was safe.", "Harbour Board"),
        ("A Kremlin spokesperson said the talks went on.", "Russia"),
        ("Ida Lund met the press. A spokesman for Lund said she was tired.", "spokesman for Ida Lund"),
        ("A spokesman for Transport Minister Ida Lund said she was tired.", "spokesman for Ida Lund"),
        (
            "A Department of Health and Social Care spokesperson said beds were free.",
            "Department of Health and Social Care",
        ),
        ("The Harbour Board denied this. A spokesman said: “The crane is safe.”", "Harbour Board"),
        ("Quartz Air sold two jets. Its spokeswoman said they were old.", "Quartz Air"),
        ("A Kremlin spokesperson said it rained. “We are wet,” the spokesperson added.", "Russia"),
        ("Mayor Ida Lund left. A spokesman for the mayor, Tom Reed, said she was ill.", "Tom Reed"),
        ("Ida Lund is the port minister. The prime minister’s spokesman said no.", "prime minister’s spokesman"),
    ],
)
def test_an_unnamed_spokesperson_speaks_for_an_organization_but_not_for_a_person(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Two former employees said the logs were changed.", "Two former employees", SpeakerKind.ANONYMOUS),
        (
            "A senior official, who asked not to be named, said talks failed.",
            "A senior official",
            SpeakerKind.ANONYMOUS,
        ),
        ("Officials said the road was closed.", "Officials", SpeakerKind.ANONYMOUS),
        ("Fishermen’s unions said catches had halved.", "Fishermen’s unions", SpeakerKind.GROUP),
        ("Analysts at Beck & Co. said shares were cheap.", "Analysts at Beck & Co.", SpeakerKind.GROUP),
        ("Police said a man was arrested.", "Police", SpeakerKind.ORGANIZATION),
        ("Abe Orr left. The family of Abe Orr said he was ill.", "family of Abe Orr", SpeakerKind.GROUP),
    ],
)
def test_sources_without_a_name_are_kept_as_described(text: str, name: str, kind: SpeakerKind) -> None:
    found = extract(text)
    speaker = found.speakers[found.attributions[-1].speaker]
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Civil Aviation Office (CAO) opened a file. The CAO said it was early.", "Civil Aviation Office"),
        ("Brenmark Labs makes pumps. Brenmark said sales rose.", "Brenmark Labs"),
        ("The Orlec Basin Commission met. The commission said it had no notice.", "Orlec Basin Commission"),
        ("Hale Pharma Ltd sells it. The company said it was safe.", "Hale Pharma Ltd"),
        ("Ukraine's air force said it downed 40 drones.", "Ukrainian Air Force"),
        ("The Russian defence ministry said a village was taken.", "Russian Ministry of Defence"),
        ("The Pentagon said the ship was in port.", "US Department of Defense"),
        ("The United Nations met. The world body said the ship was in port.", "United Nations"),
        ("The EU said tariffs would follow.", "European Union"),
        ("The Norwegian Red Cross said it had sent tents.", "Norwegian Red Cross"),
        ("The Russian Security Council said it would meet.", "Russian Security Council"),
    ],
)
def test_an_organization_is_found_by_short_name_acronym_and_noun(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chinese envoy Wu Tao met Polish minister Jan Bielski. The Beijing official said trade was free.", "Wu Tao"),
        (
            "Chinese envoy Wu Tao met Polish minister Jan Bielski. The Warsaw official said trade was free.",
            "Jan Bielski",
        ),
        ("Singer Danny Voss, 34, married Lisa Marlow, 29. The 29-year-old said she was happy.", "Lisa Marlow"),
        ("Two engineers spoke to us. The engineers said a gate was opened.", "Two engineers"),
        ("A senior officer came. The officer said shots were fired.", "A senior officer"),
        ("Environment secretary Paul Otter was angry. The minister said it was theft.", "Paul Otter"),
        (
            "The environment secretary said it was theft. Paul Otter, the environment secretary, spoke later.",
            "Paul Otter",
        ),
    ],
)
def test_a_definite_description_takes_somebody_up(text: str, name: str) -> None:
    found = extract(text)
    names = speakers_in_order(found)
    assert name in names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Captain Josh Tane said it was late. The hooker said he was gutted.", "Josh Tane"),
        ("Assistant Jamie Keogh said it was rough. The Irishman said he was sad.", "Jamie Keogh"),
        ("A second diver, Pavel Novak, said he left. The Czech national said it was old.", "Pavel Novak"),
        ("Alfie denies that. The nine-year-old says he begged.\n\n‘I said please,’ said the youngster.", "Alfie"),
        ("Local councillor Bev Hale has backed them. The Labour woman said it was sad.", "Bev Hale"),
        ("Bishop Paul Muthee called for an audit. The prelate said food was short.", "Paul Muthee"),
        ("Justice A.K. Deshmane said it was late. The judge said nobody came.", "A.K. Deshmane"),
        ("Its chief, General Rikard Sund, left. The general denied that it was late.", "Rikard Sund"),
        ("A caller said it was wet. The farmer said it rained.", "A caller"),
        ("A neighbour said it was dry. The 70-year-old said it was late.", "A neighbour"),
        (
            "Union secretary Pia Holt said the crane slipped. “It held,” said its director, Jonas Reuter.\n\n"
            "Holt’s claim was “a trick”, the 58-year-old added.",
            "Jonas Reuter",
        ),
        ("One of the storekeepers said it was dry. The storekeeper said it was late.", "One of the storekeepers"),
        ("Chairman Gary Voss left. Dean Voss, a cousin of the chairman, left. The chairman said no.", "Gary Voss"),
        ("Prime Minister Jonas Keel left. The PM’s spokesperson said it was dry.", "spokesperson for Jonas Keel"),
    ],
)
def test_a_trade_people_or_age_takes_up_who_just_spoke(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Seven chiefs walked out. They said it was late.", "Seven chiefs"),
        ("The owners, brothers Ted and Alan Coombe, said it was late.", "Ted and Alan Coombe"),
        ("The Member of Parliament for Orr, Mr Gideon Tane, said no. The MP said it was late.", "Gideon Tane"),
        ("The district chief executive, Mr Issah Baba, said no. The DCE said it was late.", "Issah Baba"),
        ("The woman gave her name as Stana. “He had a whistle,” Stana said.", "Stana"),
        ("Founder Nadim Karr posted a statement. It reads: “This is a hoax.”", "Nadim Karr"),
        ("Ida Lund, in a statement, said it was late.\n\n“Nobody came,” the statement read.", "Ida Lund"),
        ("The couple who filmed it, Ryan and Tessa Oakes, say it was late.", "Ryan and Tessa Oakes"),
        ("Two others who came, Ed Lasky and Mona Barr, said nobody left.", "Ed Lasky and Mona Barr"),
        ("Alan Wragby and Keith Wragby left. The brothers said it was late.", "Alan and Keith Wragby"),
        (
            "Rep. Ida Marsh (D-Orr) and Rep. Tom Pike wrote. Hale left. The two lawmakers say it was late.",
            "Ida Marsh and Tom Pike",
        ),
        ("Ida Marsh and Rep. Tom Pike wrote. “It was late,” the two say.", "Ida Marsh and Tom Pike"),
        (
            "Rail committee chairman Tom Pike and Harbour committee chairman Orin Hale wrote. Ida Lund and Petr Moe "
            "left. “It was late,” the committee chairmen say.",
            "Tom Pike and Orin Hale",
        ),
        ("But the two leading Republicans, Tom Pike and Sen. Orin Hale, say it was late.", "Tom Pike and Orin Hale"),
        ("Both Tom Pike and Orin Hale say it was late.", "Tom Pike and Orin Hale"),
        ("Tom Pike lost. His time is out, according to even his own supporters.", "Tom Pike’s supporters"),
        ("Orin Hale left. “It was late!” wrote a man calling himself Tom Reed.", "Tom Reed"),
        ("In a poll of 800 voters, the Rail Institute found it was late. The poll shows they came.", "Rail Institute"),
        ("In a poll of riders, the Rail Institute found it was late. The results show they came.", "Rail Institute"),
        ("“It was dry,” Ida Marsh wrote. Lenz wept. It rained. It blew. The letter said it was late.", "Ida Marsh"),
        (
            "Eleven progressive organizations asked Hale to go. The groups say it was late.",
            "Eleven progressive organizations",
        ),
        ("Northern Gun Group said no. “It was late,” the organization wrote.", "Northern Gun Group"),
        ("Rob Kemble left. The Kembles say they were called names.", "Kembles"),
        ("A clerk, Wasiu Lawal, left. The father of four said it was late.", "Wasiu Lawal"),
        ("The lawyer, Ayo Ayan, left. Her counsel, Ebo Atere, said no. The advocate said it was late.", "Ebo Atere"),
        ("Its co-founder, Hayley Stubbs, said it was sad. The campaigner said it was late.", "Hayley Stubbs"),
        ("Rival streamer MissKit weighed in. She said it was late.", "MissKit"),
        (
            "Jens Moe said it was late. The Farmers’ Party took its time. They wanted to read it, they said.",
            "Farmers’ Party",
        ),
    ],
)
def test_a_paper_pair_parent_or_party_is_whom_the_text_tells(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Orin Hale left. Mayor Ida Lund fell behind the Hale campaign. The campaign said it was late.",
            "Hale campaign",
        ),
        ("Sen. Orin Hale lost Lenz. His campaign denied it. The campaign said it was late.", "Orin Hale’s campaign"),
        ("Orin Hale left. His campaign denied it. Hale’s campaign said it was late.", "Orin Hale’s campaign"),
        ("Ida Lund’s campaign said no. Orin Hale left. Hale’s campaign said it was late.", "Orin Hale’s campaign"),
        ("Ida Lund left Ghana. President Orin Hale met her. The Hale administration said no.", "Hale administration"),
        (
            "President Orin Hale left. The Hale administration sued Ghana. The administration said no.",
            "Hale administration",
        ),
        ("Lund’s team denied it. Hale’s team said it was late.", "Hale’s team"),
        ("Ghana’s president left. The administration said it was late.", "Ghana"),
    ],
)
def test_a_campaign_or_administration_is_told_by_whose_it_is(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chief Press Secretary Ola Falade said no. The permanent secretary said it was late.", "permanent secretary"),
        (
            "Dana Pruitt, the agency’s boss, said no. Ida Orr said yes. Her manager said it was late.",
            "Ida Orr’s manager",
        ),
        (
            "Mia Hart said no. Inge Hart, the twins’ mother, left. Lena Hart left. Mia said it. Her sister said no.",
            "Lena Hart",
        ),
        ("Donna left. Her mother said it was late.", "Donna’s mother"),
        ("Spokeswoman Ilina Rusev left. The mother of one of the dead said it was late.", "mother of one of the dead"),
        (
            "The foreign ministry said no. Interior Minister Goran Petrik left. His ministry said it was late.",
            "Goran Petrik’s ministry",
        ),
        ("Mayor Ida Lund said it was late. The driver said he was ill.", "driver"),
        ("Helen Marsh said it was late. The health minister said she was wrong.", "health minister"),
        ("Imogen Fair said it was real. The seller said it was old.", "seller"),
        ("Ida Lund said it was late. The archivist who found it said it was real.", "archivist"),
        ("Ida Lund said it was late. The Co-operative of Orr met. The co-operative said no.", "Co-operative of Orr"),
    ],
)
def test_another_trade_is_somebody_else(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_the_day_is_no_part_of_who_speaks() -> None:
    assert last_speaker("Halvonian prosecutors on Tuesday accused the crew of theft.") == "Halvonian prosecutors"


def test_a_place_in_front_of_the_report_is_no_speaker() -> None:
    title = "Court seeks reply on flyover"
    text = f"{title}\n\nKherwadi: The High Court on Monday said that the work was late."
    assert speakers_in_order(extract(text, title=title)) == ["High Court"]


def test_whom_a_lede_brings_in_behind_the_place_of_the_report_may_be_named_next() -> None:
    text = (
        "MILLBROOK — The chair of the school board on Tuesday denied that it was late.\n\n"
        "“I was not in the room,” Teri Haskell told a meeting."
    )
    assert set(speakers_in_order(extract(f"Chair denies\n\n{text}", title="Chair denies"))) == {"Teri Haskell"}


def test_a_lede_may_bring_in_whom_the_next_sentence_names() -> None:
    text = "A teaching union has claimed roofs are unsafe. The Association of Teachers said it wrote in May."
    assert set(speakers_in_order(extract(text))) == {"Association of Teachers"}


def test_a_shadow_minister_is_not_the_minister() -> None:
    text = "Trade secretary Liam Frost said it was safe. The shadow trade secretary said it was not."
    assert speakers_in_order(extract(text)) == ["Liam Frost", "shadow trade secretary"]


def test_its_president_is_not_another_states() -> None:
    text = "Castrian Foreign Minister Gabor Lenz left. Norland said the pact was void. Its president said it was dead."
    assert speakers_in_order(extract(text))[-1] == "Norland’s president"


def test_a_role_beside_a_headline_name_is_not_that_of_the_name() -> None:
    title = "Power firm threatens Maroe, but mayor says it was paid"
    text = f"{title}\n\nMaroe could go dark in June.\n\nMayor Thandi Moloi said it had been paid."
    assert "Maroe" not in speakers_in_order(extract(text, title=title))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The league said it would wait. Its acting chief, Palesa Nkosi, said a field was free.", "Palesa Nkosi"),
        ("The Harbour Council met. Those who live by the pier said it was loud.", "Those who live by the pier"),
        ("Senior counsel Ravi Menon left. Counsel for Marl Media said it was paid.", "Counsel for Marl Media"),
        ("The head of the Harbour Council said it was late.", "head of the Harbour Council"),
        ("A boat rose on Monday, the local governor said.\n\nGovernor Anton Wirth wept.", "Anton Wirth"),
        ("Ida Lund, the port minister, left. Her private secretary said it was late.", "Ida Lund’s private secretary"),
        ("The coach met the website Gridiron Insider. “No,” he said.", "coach"),
        ("Ida Orr runs Marl Seafarms. It said a net was lost.", "Marl Seafarms"),
        ("The Harbour Board met. The caption names the barn. It is with us, a spokesman said.", "spokesman"),
        (
            "The Rail Board met. The attorney general’s office has the file, a spokesman said.",
            "attorney general’s office",
        ),
        ("Police accused two fishermen of poaching. They have denied the charge.", "two fishermen"),
    ],
)
def test_a_source_is_not_whoever_stands_beside_it(text: str, name: str) -> None:
    assert last_speaker(text).removeprefix("a ") == name


def test_a_place_in_front_of_a_source_is_no_person() -> None:
    cast = Cast(Story(segment("A boat was lifted from a bog near Clonbran, archaeologists said yesterday.")))
    assert cast.full_person(("Clonbran",)) is None


def test_a_headlines_noun_behind_a_colon_is_no_name() -> None:
    title = "As it happened: Casino boss heard"
    text = (
        f"{title}\n\nThat is all from the inquiry.\n\nTern Point Ltd left. Mr Renn, of the board, wept.\n\n"
        "The casino has called us. The company said it was late."
    )
    assert speakers_in_order(extract(text, title=title)) == ["Tern Point Ltd"]


def test_an_acronym_is_in_capitals() -> None:
    cast = Cast(Story(segment("Ida Orr left Tarren, Pa. on Monday.")))
    assert cast.is_body("PA")
    assert not cast.is_body("Pa")


def test_an_interviewers_label_is_no_initial() -> None:
    text = (
        "The Post asked Marl's chief, Stig Aune, about the storm.\n\nQ. How many escaped?\n\nA. About a thousand.\n\n"
        "Q. Marl's critics say it was more.\n\nA. The book is in our office."
    )
    names = speakers_in_order(extract(text))
    assert "Stig Aune" in names
    assert not {"A", "Q. Marl"} & set(names)


def test_a_headline_speaks_of_whom_the_story_names() -> None:
    text = (
        "Company calls report ‘absurd’\n\nThe Office of Pipes said in a report that Lumen Water Ltd had hidden leaks. "
        "Lumen called the report absurd."
    )
    assert speakers_in_order(extract(text, title="Company calls report ‘absurd’"))[0] == "Lumen Water Ltd"


def test_headlines_shorten_offices() -> None:
    title = "PM says bridge will be rebuilt"
    text = f"{title}\n\nPrime Minister Odile Brandt said on Monday the bridge would be rebuilt."
    assert set(speakers_in_order(extract(text, title=title))) == {"Odile Brandt"}


def test_who_belongs_to_a_person_is_named_after_the_person() -> None:
    text = "Carol Marsh said the pool was open. Her solicitor claimed police had lost a phone."
    assert speakers_in_order(extract(text))[-1] == "Carol Marsh’s solicitor"


def test_advisers_of_one_are_not_those_of_another() -> None:
    text = "Ida Lund left. Her advisers said it was dry. Petr Marl came. His advisers said it was late."
    names = ["Ida Lund’s advisers", "Petr Marl’s advisers"]
    assert speakers_in_order(extract(text)) == names
    assert speakers_in_order(extract(f"{text} They denied it. Marl said no. His advisers said no.")) == [
        *names,
        names[1],
        "Petr Marl",
        names[1],
    ]


def test_an_interview_belongs_to_the_person_interviewed() -> None:
    text = (
        "The Echo spoke with Lena Ortiz, who led the audit.\n\nQ: Did they help?\n\n"
        "A: They gave us nothing at all.\n\nQ: Were you surprised?\n\nA: I was not surprised by it."
    )
    found = extract(text)
    assert set(speakers_in_order(found)) == {"Lena Ortiz"}


def test_who_is_taken_up_answers_whoever_spoke_to_her() -> None:
    text = (
        "Dr Helen Marsh ran the clinic until May. She spoke to Sarah Lund at home.\n\nDid you hide it?\n\n"
        "No. I reported every case.\n\nWhat about the nurses?\n\nI did shout at them once.\n\nWill you go back?\n\n"
        "I have asked to do so."
    )
    assert set(speakers_in_order(extract(text))) == {"Helen Marsh"}


def test_nobody_named_is_unspecified() -> None:
    found = extract("The minister was accused of fraud.")
    assert [(s.name, s.kind) for s in found.speakers] == [("unspecified", SpeakerKind.ANONYMOUS)]


def test_a_floating_quotation_belongs_to_the_previous_speaker() -> None:
    text = "Ida Lund said the report was wrong.\n\n“We are tired of it.”"
    assert speakers_in_order(extract(text)) == ["Ida Lund", "Ida Lund"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Petr Lund, Velmora’s ambassador to Karsia, said the dam held.", "Velmora’s ambassador to Karsia"),
        ("Two divers were held in the eastern delta, President Olena Marchenko said.", "President"),
        ("Velmora’s ambassador to Karsia, Dr Petr Lund, said the dam held.", "Velmora’s ambassador to Karsia"),
        ("In the eastern delta, Chief Musa Danjuma said, the wells were dry.", None),
        (
            "Ukraine knew of the divers, Olena Marchenko said. The Ukrainian president said there were more.",
            "Ukrainian president",
        ),
    ],
)
def test_roles_are_those_the_text_states(text: str, role: str | None) -> None:
    assert extract(text, tagger="rules").attributions[0].role == role


def test_aliases_stand_in_the_text() -> None:
    text = "Ukrainian President Olena Marchenko said it was over. Marchenko said so twice."
    for speaker in extract(text).speakers:
        assert all(alias in text for alias in speaker.aliases)


FRAGMENTS = [
    "The ",
    "said ",
    "Mr ",
    "Lund",
    " (",
    ")",
    "“",
    "”",
    "'s ",
    ", ",
    ". ",
    "\n\n",
    "China ",
    "it ",
    "denied ",
    "\u0000",
    "İ",
    "-",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_strange_text_is_read_and_spans_lie_in_it(text: str) -> None:
    found = extract(text)
    for attribution in found.attributions:
        assert 0 <= attribution.speaker < len(found.speakers)
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= span.start < span.end <= len(text)
    assert extract(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dad-of-two Colin Farrow said the gate was shut. Farrow said it had rusted.", "Colin Farrow"),
        ("The Ferrymen’s Union met on Friday. The Union said no vote was held.", "Ferrymen’s Union"),
        (
            "Two skippers left early. Friends of the skippers said it was cold. One said: “It froze.”",
            "Friends of the skippers",
        ),
        ("The Upper Dale Drainage Board met. The Board said it never saw the plan.", "Upper Dale Drainage Board"),
        ("The Jan Vikas Dal said the road was never built.", "Jan Vikas Dal"),
        ("Per Lindal said the nets were empty.", "Per Lindal"),
        ("Boss Otto Krantz left. Asked whether he would return, the manager said he would.", "Otto Krantz"),
    ],
)
def test_a_short_or_prefixed_name_is_the_full_one(text: str, name: str) -> None:
    assert last_speaker(text) == name


def test_a_lede_describes_whom_the_next_paragraph_names() -> None:
    title = "Clock was stopped by hand, says caretaker"
    text = (
        f"{title}\n\nA caretaker has claimed that the town clock was stopped by hand.\n\n"
        "Edda Vance, 60, says the weights were cut."
    )
    assert set(speakers_in_order(extract(text, title=title))) == {"Edda Vance"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paul Reed said it rained. His manager, Ines Roca, laughed.\n\n“It did not,” she said.", "Ines Roca"),
        ("Paul Reed said it rained. One author, Dr Nia Bevan, left in May. She said it was dry.", "Nia Bevan"),
        (
            "Researchers at Tessel University asked 90 sailors. They said few could swim.",
            "Researchers at Tessel University",
        ),
    ],
)
def test_a_pronoun_takes_up_the_subject_just_before(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“I felt it,” striker Jordi Mas said. “It hurt,” the Spaniard added.", "Jordi Mas"),
        ("Rovers boss Danny Pell left early. The Rovers gaffer said he had a cold.", "Danny Pell"),
        ("State Senator Lorna Pike spoke. “I never met him,” the three-term Democrat said.", "Lorna Pike"),
        ("Tall Pine Pictures lost a suit. The studio said it would appeal.", "Tall Pine Pictures"),
        ("The road is closed, according to a report filed on Monday by Quartz Air.", "Quartz Air"),
        ("The widow has told a court that the lift was old.\n\nAda Nwosu spoke in Leeds.", "Ada Nwosu"),
        ("The ships’ owner, Brightwater Fleet, left. The company said it was late.", "Brightwater Fleet"),
        ("Ida Lund left. A clerk told the Echo it was late. “It rained,” the person said.", "A clerk"),
        ("The district head, Alhaji Sani Maiwa, left. “They wept,” the monarch stated.", "Sani Maiwa"),
        ("Women met Oba Kunle Ajayi. Ben Etim, head of news, left. The monarch told them to go.", "Kunle Ajayi"),
        ("The Rail Board met. Its inquiry found that the bridge was old.", "Rail Board"),
        ("Conservation group Blue Planet Now accused him of lying.", "Blue Planet Now"),
        ("Minority Whip Josphat Kiprono said it was late.", "Josphat Kiprono"),
        ("A man accused of theft told a jury he was ill.\n\nLiam Docherty, 22, left.", "Liam Docherty"),
        ("The Mavali Reef study was mocked by other researchers, who say it was wrong.", "other researchers"),
        ("Promoters Bigtop Live said it was late.", "Bigtop Live"),
        ("A petition to save Pedro says it was late.", "A petition to save Pedro"),
        ("Quay Ltd, the operator, said it was late.", "Quay Ltd"),
        ("Stars captain Sunday Bello said it was late.", "Sunday Bello"),
        ("A clerk alleged that it leaked.\n\n“I saw it,” Ada Nwosu said.", "Ada Nwosu"),
        ("A nurse alleged that charts were forged.\n\nBridget Oke, who left in May, has wept.", "Bridget Oke"),
        ("Tom Pike met donor Ida Marsh. The mega donor said it was late.", "Ida Marsh"),
        ("Tom Pike, a party donor, said no. “It was dry,” the tycoon said.", "Tom Pike"),
        ("Presidential hopeful Tom Pike met nurses in Lenz. The property mogul said it was late.", "Tom Pike"),
        ("Mayor Ida Marsh spoke. Hale’s vote fell. The retired neurosurgeon said it was late.", "Ida Marsh"),
        (
            "“It is late,” said Ida Marsh, the mayor. The influential delegate and activist, who left, said no.",
            "Ida Marsh",
        ),
        ("Then-Secretary Ida Marsh met Tom Pike. The former secretary said it was late.", "Ida Marsh"),
        (
            "Ida Marsh, a state senator, left. Legislator Tom Pike came. The secretary of state said no.",
            "secretary of state",
        ),
        (
            "Ida Marsh was once a neurosurgeon in Orr. Marsh left. The retired neurosurgeon said it was late.",
            "Ida Marsh",
        ),
        (
            "Tom Pike left. “No,” said Ida Marsh, a Republican. The influential and conservative activist said no.",
            "Ida Marsh",
        ),
        (
            "Tom Pike, her chief rival, spoke to CNN’s Petra Lund. “It was dry,” Lund said. “No,” he said. Lund left. "
            "It was late, the senator said.",
            "Tom Pike",
        ),
        ("Northern Quays PAC, a Super PAC, ran an ad. The Super PAC said it was late.", "Northern Quays PAC"),
        ("Tom Pike left. Maria Pike came. Tom Pike’s eldest daughter said it was late.", "Maria Pike"),
        ("Tom Pike left. Maria Lund came. Tom Pike’s eldest daughter said it was late.", "Tom Pike’s eldest daughter"),
        ("Sen. Orin Hale met nurses. Tom Pike, 50, came. “It was late,” the senator said.", "Orin Hale"),
        ("Rep. Ida Marsh left. Tom Pike came. “It was late,” the congresswoman said.", "Ida Marsh"),
        ("Gov. Ida Marsh left. Tom Pike, a former governor, came. The governor said it was late.", "Ida Marsh"),
        ("President Orin Hale left. Tom Pike denied it. The former president said it was late.", "Tom Pike"),
        ("Gov. Ida Marsh left. Tom Pike denied it. The Senate minority leader said it was late.", "Tom Pike"),
        (
            "The GOP met. Harbour Action Network ran an ad. It cost $9,000.\n\nTom Pike has led since May. "
            "He won twice. Both polls showed Pike ahead, the group said.",
            "Harbour Action Network",
        ),
        ("The advocacy group Harbour Speaks held a contest. It’s a race. The nonprofit said no.", "Harbour Speaks"),
        ("The Reed Trust met. It’s a non-profit working farm. The non-profit said it was late.", "Reed Trust"),
        ("Ida Marsh wrote to Quay Circle magazine. It’s read by many. The magazine said no.", "Quay Circle"),
        (
            "President Marsh met clerks. The first lady, Petra Marsh, left. Mr. Marsh said it was late. "
            "The president said no.",
            "Marsh",
        ),
        ("Petr Marsh opened Marsh Tower. Few work there: Marsh Tower is old. Marsh said it was late.", "Petr Marsh"),
        ("In the spring issue, Pres. Marsh admits it was late. Tom Pike came. The president said no.", "Marsh"),
        ("It let Amb. Ida Marsh go. Tom Pike left. The ambassador said no.", "Ida Marsh"),
        ("Maria Lund left. Paul Lund said no. Lund herself said it was late.", "Maria Lund"),
        ("Mayor Orin Hale left. ''They shut the Annex,'' the mayor said.", "Orin Hale"),
        (
            "President Orin Hale left. “They flew to Lenz,” the former president said. Lenz wept. He said no.",
            "Orin Hale",
        ),
    ],
)
def test_a_description_takes_up_whom_the_text_speaks_of(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The board met Otto Brandl, the head of the Harbour Institute, who accused it of theft.", "Otto Brandl"),
        ("The board met Ida Lund, 54, a nurse, who says charts were forged.", "Ida Lund"),
        ("The board met Ida Lund of the People's Congress, who said the port was shut.", "Ida Lund"),
        ("A question came from Dr. Lena Ortiz, a Brandl supporter who has criticized the board.", "Lena Ortiz"),
        ("It met Petr Lund, adviser to Mayor Omar Haddad and Mayor Anna Bell, who said it leaks.", "Petr Lund"),
        ("They want to elect Ida Lund this year, who said the dam leaks.", "Ida Lund"),
        ("Ida Lund is a liar, a thief and a bully who has pledged to close the port.", "Ida Lund"),
        ("He must win the delegates who’ve already said they would back Ida Lund.", "delegates"),
        ("He met Ida Lund’s campaign manager, who argued that the poll was wrong.", "Ida Lund’s campaign manager"),
        ("Peter Hall won among the 30 percent of voters who said it was safe.", "30 percent of voters"),
        ("The vandals are gardeners who have said the park is too small.", "gardeners"),
        ("The board met the ex-wife of Petr Lund who has said it lied.", "ex-wife of Petr Lund"),
        ("The ex-wife of Petr Lund said he lied.", "ex-wife of Petr Lund"),
        ("The board left Orrian engineers, some of whom have said the dam leaks.", "Orrian engineers"),
        ("Ida Lund met a nurse who left in May and who says charts were forged.", "a nurse"),
        ("Ida Lund met nurses at the Orr clinic who say charts were forged.", "nurses at the Orr clinic"),
        ("There remain those in the Orrian world who say the dam leaks.", "those in the Orrian world"),
        ("Ida Lund worried some sailors and clerks, who said that the dam leaks.", "some sailors and clerks"),
        (
            "It was late, said one clerk familiar with the talks, who added that it leaks.",
            "one clerk familiar with the talks",
        ),
        ("The rule makes it late, largely affecting Orrian voters who say it leaks.", "Orrian voters"),
    ],
)
def test_a_relative_pronoun_is_whom_it_follows(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Six papers in Orria, including the Harbour Courier, said he was unfit.", "Six papers in Orria"),
        ("A coalition of 40 groups - including Quay Aid - urged the council to wait.", "A coalition of 40 groups"),
        ("The ship is late, according to the Harbour Board - two days behind the plan.", "Harbour Board"),
        ("It was late, according to Petr Falk’s account.", "Petr Falk"),
        ("Ida Lund left at nine. It was late, according to her account.", "Ida Lund"),
        ("Orlec, a research firm, left. Orlec’s own tracking poll puts it at 50 percent.", "Orlec"),
        ("It was late, according to a Harbour Board survey.", "Harbour Board"),
        ("A 2020 Marl Society tracking poll found that it was late.", "Marl Society"),
        ("Ida Lund left. It was late, according to her lawsuit.", "Ida Lund"),
        ("Ida Lund left. Lund’s lengthy speech suggested it was late.", "Ida Lund"),
        ("Ida Lund left. It was late, according to a copy of Lund’s remarks released by the Board.", "Ida Lund"),
        ("The three hotels in Marl Bay denied that it was late.", "three hotels in Marl Bay"),
        ("The newspaper in Orr Falls said it was late.", "newspaper in Orr Falls"),
        ("The latest Marl Reports poll shows that it was late.", "Marl Reports"),
        ("An Orwin poll found that it was dry. The poll also found that it was late.", "Orwin"),
        ("An Orwin/Marl poll found that it was late.", "An Orwin/Marl poll"),
        ("26 percent of Orrian Democrats said it was late.", "26 percent of Orrian Democrats"),
        ("A number of counties in western Orria said it was late.", "A number of counties in western Orria"),
        ("Nurses across the Marl Basin said it was late.", "Nurses across the Marl Basin"),
        ("26 percent of clerks said it was dry. Forty six percent said it was late.", "Forty six percent"),
        ("A Bloomberg poll in June found that it was late.", "Bloomberg"),
        ("A University of Orr poll out this week shows that it was late.", "University of Orr"),
        ("The members of the Marl Institute study said it was late.", "members of the Marl Institute study"),
        ("A poll of voters in Orria found that it was late.", "A poll of voters in Orria"),
        ("A poll of voters found it was dry. The Echo-Courier poll found it was late.", "Echo-Courier poll"),
        ("It came from the Harbour Board, which has said the dam is safe.", "Harbour Board"),
    ],
)
def test_a_source_is_its_head_and_whose_words_it_speaks_of(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "It released Ida Lund, a contractor accused of spying.",
        "The mayor freed seven men charged with violating the ban.",
        "The mayor, Ida Lund, isn’t expected to attend, though others are.",
    ],
)
def test_whoever_is_accused_or_expected_says_nothing(text: str) -> None:
    assert last_speaker(text) == "unspecified"


def speaker_of(text: str, source: str, cue: str, content: str) -> str:
    """Return whom a source stands for that is given, not found."""
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    story = Story(segment(text))
    triple = Triple((spans[0],), (spans[1],), (spans[2],))
    (figure,) = SpeakerResolution(story, Cast(story)).resolve([triple])
    return figure.name


def test_a_source_that_starts_inside_a_name_is_read_from_its_start() -> None:
    text = "Legislator Ms Fadza Mahere-Nkele said it was late."
    assert speaker_of(text, "Nkele", "said", "it was late") == "Fadza Mahere-Nkele"


def test_the_last_word_of_a_subject_stands_for_the_subject() -> None:
    text = "The family of a diver lost during last week’s storm off Lenz has denied the claim."
    assert speaker_of(text, "Lenz", "has denied", "the claim") == "family"


def test_a_source_that_stops_inside_a_name_is_read_to_its_end() -> None:
    text = "The Young Growers' Front refuted the claim."
    assert speaker_of(text, "The Young Growers", "refuted", "the claim") == "Young Growers' Front"


def test_a_source_that_starts_inside_a_word_or_stops_where_the_cue_starts_is_the_whole_name() -> None:
    text = "Ida Lund-Moss denied the claim. Ursula bin Moor refuted it."
    assert speaker_of(text, "Moss", "denied", "the claim") == "Ida Lund-Moss"
    assert speaker_of(text, "Ursula bin", "Moor refuted", "it") == "Ursula bin Moor"


def test_whoever_is_booed_for_saying_it_says_it() -> None:
    text = "Comedian Ida Lund was booed by clerks of the port after telling them that it was late."
    assert speaker_of(text, "clerks of the port", "telling", "it was late") == "Ida Lund"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("It was dry, said Ida Lund, a retired diver at Orr who says it leaks.", "a retired diver at Orr", "Ida Lund"),
        ("It was dry, said one diver, a friend of Orr who says it leaks.", "a friend of Orr", "a friend of Orr"),
        (
            "Petr Lund left. She slammed it and followed up with an attack on Lund, who says it leaks.",
            "followed up with an attack on Lund",
            "Petr Lund",
        ),
        (
            "The poll shows less support for Petr Lund among Orrians who say it leaks.",
            "shows less support for Petr Lund among Orrians",
            "Orrians",
        ),
    ],
)
def test_a_source_that_stops_before_who_is_whom_it_follows(text: str, source: str, name: str) -> None:
    assert speaker_of(text, source, "say", "it leaks") == name


def test_she_said_set_in_what_somebody_says_is_of_the_same() -> None:
    text = (
        "Ada Marl and Ida Lund met. When Ms. Marl, at the port, urged delay, Ms. Lund replied that she was glad "
        "Ms. Marl had said so because, she said, it was late."
    )

    def spans(words: str, behind: str = "") -> tuple[Span, ...]:
        start = text.index(words, text.index(behind))
        return (Span(start, start + len(words)),)

    triples = [
        Triple(spans("Ms. Marl"), spans("urged"), spans("delay")),
        Triple(spans("Ms. Lund"), spans("replied"), spans("she was glad Ms. Marl had said so because")),
        Triple(spans("she", "because"), spans("said", "because"), spans("it was late")),
    ]
    story = Story(segment(text))
    found = SpeakerResolution(story, Cast(story)).resolve(triples)
    assert [figure.name for figure in found] == ["Ada Marl", "Ida Lund", "Ida Lund"]


@pytest.mark.parametrize("source", ["she will", "Lund will", "she would later", "Lund also"])
def test_an_auxiliary_is_no_part_of_a_source(source: str) -> None:
    text = f"Ida Lund left for the port. “It was late,” {source} tell clerks there."
    assert speaker_of(text, source, "tell", "“It was late,”") == "Ida Lund"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("an email obtained by the Harbour Echo", "an email obtained by the Harbour Echo"),
        ("an email sent by the Harbour Board and seen by the Harbour Echo", "Harbour Board"),
    ],
)
def test_who_has_seen_a_text_is_not_its_author(source: str, name: str) -> None:
    text = f"It was late, according to {source}."
    assert speaker_of(text, source, "according to", "It was late") == name


@pytest.mark.parametrize(
    "source",
    [
        "an account she gave to the Harbour Echo",
        "she gave to the Harbour Echo",
        "excerpts of her speech released by the Harbour Board",
        "reports Ms. Lund filed in May",
    ],
)
def test_a_text_is_of_whoever_gave_it_not_of_who_has_it(source: str) -> None:
    text = f"Ida Lund left for the Harbour Board. It was late, according to {source}."
    assert speaker_of(text, source, "according to", "It was late") == "Ida Lund"


def test_an_office_alone_in_a_headline_is_whoever_holds_it_in_the_text() -> None:
    body = "Madam Grace Tutu, who sells yams, said she saw smoke.\n\nMayor Kofi Sarfo denied it."
    found = extract(f"Mayor blames faulty freezer for fire\n\n{body}", title="Mayor blames faulty freezer for fire")
    assert speakers_in_order(found)[0] == "Kofi Sarfo"


def test_a_pronoun_in_a_headline_is_whom_it_opens_with() -> None:
    title = "Water company fined as it disputes findings"
    text = f"{title}\n\nSevern Water has been fined. The Rail Board told the Echo the lake was foul."
    assert speakers_in_order(extract(text, title=title))[0] == "Severn Water"


def test_an_answer_without_a_label_is_of_the_one_interviewed() -> None:
    title = "A talk with the engineer"
    text = (
        f"{title}\n\nLuisa Ferrante ran the dam. She spoke to Il Corriere Alpino.\n\nDid you know it leaked?\n\n"
        "I warned them.\n\nThe owner says it never heard of it.\n\nThat is false. I have the letters.\n\n"
        "Are you afraid?\n\nNo. I did my job."
    )
    found = extract(text, title=title)
    spoken = [a for a in found.attributions if not a.cue]
    assert {found.speakers[a.speaker].name for a in spoken} == {"Luisa Ferrante"}
    assert [text[a.content[0].start : a.content[-1].end] for a in spoken][1] == "That is false. I have the letters."
    assert not any("you" in text[s.start : s.end] for a in found.attributions for s in a.source)


@pytest.mark.parametrize(("place", "name"), [("New Delhi", "Indian National Congress"), ("Washington", "US Congress")])
def test_a_nickname_is_that_of_the_state_the_text_speaks_of(place: str, name: str) -> None:
    assert last_speaker(f"{place} saw rain. The Congress called the bill hollow.") == name


def test_a_couple_has_one_surname() -> None:
    text = "Peter and Helen Laing found a ring. {} said it was gold."
    assert last_speaker(text.format("Helen Laing wept. Her husband")) == "Peter Laing"
    assert last_speaker(text.format("The Laings")) == "Peter and Helen Laing"


def test_answers_with_a_label_go_with_questions_without_one() -> None:
    text = (
        "Hilde Maar met us in her kitchen.\n\nWhere did the money go?\n\n"
        "HILDE MAAR: To the hall. The roof had leaked.\n\nThe chairman says it had not.\n\nMAAR: He slept through it."
    )
    found = extract(text)
    answers = [a for a in found.attributions if not a.cue]
    words = [[text[span.start : span.end] for span in answer.content] for answer in answers]
    assert words == [["To the hall. The roof had leaked."], ["He slept through it."]]
    assert {found.speakers[answer.speaker].name for answer in answers} == {"Hilde Maar"}


def test_letters_in_brackets_make_one_name_of_what_stands_before() -> None:
    found = extract("The Joint Chiefs of Staff (JCS) said a drone fell. The JCS added that it burnt.")
    assert speakers_in_order(found) == ["Joint Chiefs of Staff"] * 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ferry firm ‘hid two leaks’ to win prize", "Ida Lund"),
        ("‘They hid two leaks!’ Fury at ferry firm", "Ida Lund"),
        ("Ferry firm ‘lost all its lamps’ in storm", "unspecified"),
    ],
)
def test_a_quoting_headline_is_of_who_says_so_in_the_body(title: str, name: str) -> None:
    body = "The firm said its ships were safe.\n\nIda Lund said that the ferry firm had hidden two leaks from the jury."
    assert speakers_in_order(extract(f"{title}\n\n{body}", title=title))[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karl and Mira Falk, the couple whose barn burned, say they smelled smoke.", "Karl and Mira Falk"),
        ("Karl Falk and his wife, the painter Rosa Venn, said the barn had burned.", "Karl Falk and Rosa Venn"),
        ("Karl Falk, the owner, and Rosa Venn, a diver, said the barn had burned.", "Karl Falk and Rosa Venn"),
        (
            "Karl Falk and Rosa Venn met. Mr Falk, Ms Venn and other divers said it was late.",
            "Karl Falk, Rosa Venn and other divers",
        ),
        (
            "Karl Falk and Rosa Venn, both divers, met in Fox Bay Tower. They said it was late.",
            "Karl Falk and Rosa Venn",
        ),
        ("As Karl Falk and Rosa Venn led, the Bell Union met. They said it was late.", "Bell Union"),
        ("Karl Falk, 35, the son of Mayor Olof Falk and Rosa Venn, said the barn had burned.", "Karl Falk"),
    ],
)
def test_those_listed_with_what_they_are_speak_together(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rosa Venn left. A statement from Venn’s office said it was late.", "Rosa Venn’s office"),
        ("Rosa Venn left. A statement from Venn’s office said it was late. Venn said she was ill.", "Rosa Venn"),
        ("Tolvane Ltd left. A letter from the company said it was late.", "Tolvane Ltd"),
        ("Karl Falk met his rivals, who he accused of theft.", "Karl Falk"),
    ],
)
def test_a_source_is_read_as_who_acts_not_as_what_stands_before(text: str, name: str) -> None:
    assert last_speaker(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Karsian Senate met. It met anger from small shops that warn that it could close them.", "small shops"),
        ("The Karsian Senate met. It heard employers such as Tolvane, which opposed the tax.", "Tolvane"),
        ("Rosa Venn is late. Karl Falk is among those who say they will not vote.", "those"),
    ],
)
def test_a_relative_pronoun_takes_up_what_stands_before_it(text: str, name: str) -> None:
    assert last_speaker(text) == name
