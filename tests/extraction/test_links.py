"""Who answers whom, and in which words."""

from __future__ import annotations

import pytest

from claims.extraction import Extraction, Relation, extract

CONTRADICTING = (Relation.DENIES, Relation.REBUTS)


def answers(found: Extraction) -> list[tuple[str, str, Relation]]:
    def name(index: int) -> str:
        return found.speakers[found.attributions[index].speaker].name

    return [(name(link.answer), name(link.answered), link.relation) for link in found.links]


@pytest.mark.parametrize(
    ("text", "answer", "answered"),
    [
        ("Karsia accused Velmora of theft. Velmora denied the accusation.", "Velmora", "Karsia"),
        ("Karsia accused Velmora of theft, a charge that Velmora rejects.", "Velmora", "Karsia"),
        ("Velmora rejected Karsia’s claims of theft.", "Velmora", "Karsia"),
        (
            "Anna Bell said the mayor had lied. Mayor Tom Reed dismissed her claim as “nonsense”.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Anna Bell said Tom Reed ignored three warnings. Tom Reed said no such warnings had come.",
            "Tom Reed",
            "Anna Bell",
        ),
        ("Anna Bell alleged that Tom Reed sold the boat. “That is not true,” Tom Reed said.", "Tom Reed", "Anna Bell"),
        (
            "Tom Reed said the boat was sound. Anna Bell said the crew was ill. Two divers questioned Reed’s account.",
            "Two divers",
            "Tom Reed",
        ),
        (
            "Tom Reed said inflation was at 12%. Anna Bell said it was full. The crew disputed the inflation figure.",
            "crew",
            "Tom Reed",
        ),
        (
            "Anna Bell said the hull had been patched. The harbour opened at nine. "
            "Tom Reed later described Bell’s version as “a bedtime story”.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Tom Reed urged the crew to leave. Anna Bell said the boat was sound. The crew rejected that request.",
            "crew",
            "Tom Reed",
        ),
        (
            "Two engineers said a gate was opened. Anna Bell called the engineers’ account “gossip”.",
            "Anna Bell",
            "Two engineers",
        ),
        ("The bridge was closed, Anna Bell said. Tom Reed said the bridge was open.", "Tom Reed", "Anna Bell"),
        (
            "Anna Bell claimed the gate was opened at night. Tom Reed said the gate was not opened.",
            "Tom Reed",
            "Anna Bell",
        ),
        ("Anna Bell said Tom Reed took bribes. Tom Reed said Bell was mistaken.", "Tom Reed", "Anna Bell"),
        (
            "Coach Tom Reed dropped the captain. His agent, Anna Bell, said the chairman had ordered it. "
            "Coach Tom Reed rejected that claim.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Anna Bell told the court that Tom Reed had hit her. "
            "Asked by Orla Finch, for the defence, Tom Reed said he had never touched Anna Bell.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Lumo Ltd has denied it sold its customers' data.\n\nThe firm runs 40 shops. It was founded in 1990. "
            "Its chairman lives in Gorsk. The shops are open on Sundays.\n\nPellix alleges that Lumo sold the data.",
            "Lumo Ltd",
            "Pellix",
        ),
        ("Anna Bell claimed nobody had warned her. Tom Reed said that was not the case.", "Tom Reed", "Anna Bell"),
        ("“The locker is empty,” Anna Bell said. Tom Reed dismissed that, too.", "Tom Reed", "Anna Bell"),
        (
            "Anna Bell says they ignored his pleas for help for two days, a charge that Tom Reed denies.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Anna Bell said she showed Tom Reed the log. Tom Reed said he never saw it. “She is mistaken,” he said.",
            "Tom Reed",
            "Anna Bell",
        ),
        (
            "Rohit Roe accused the mills of sitting on dues. Gorsk Mill Owners' Association president Anna Bell said "
            "dues would be cleared by May. Tom Reed rubbished the GMOA claim that dues would be cleared by May.",
            "Tom Reed",
            "Anna Bell",
        ),
        ("Prosecutors charged Tom Reed with fraud. He has denied the charges.", "Tom Reed", "Prosecutors"),
        ("Anna Bell said Tom Reed hid the log. “We dispute that entirely,” Tom Reed said.", "Tom Reed", "Anna Bell"),
        ("Anna Bell said the crew had run away. Tom Reed said the reverse was true.", "Tom Reed", "Anna Bell"),
        ("Anna Bell said Karsia hid the flood. Karsia called it “a story for children”.", "Karsia", "Anna Bell"),
    ],
)
def test_an_answer_is_tied_to_what_it_answers(text: str, answer: str, answered: str) -> None:
    found = [(a, b) for a, b, relation in answers(extract(text)) if relation in CONTRADICTING]
    assert (answer, answered) in found


@pytest.mark.parametrize(
    "text",
    [
        "Anna Bell said the bridge was open. Tom Reed said the harbour was full.",
        "Anna Bell said prices rose in May. Tom Reed said wages rose in June.",
        "Karsia accused Velmora of theft. Norway urged both to talk.",
        "Anna Bell said it was late. She said nobody had come.",
        "Anna Bell said the ship sank. Tom Reed confirmed that the ship sank.",
        "Tom Reed rejected the offer of a loan from the bank.",
    ],
)
def test_other_statements_do_not_contradict(text: str) -> None:
    assert not [link for link in extract(text).links if link.relation in CONTRADICTING]


def test_the_side_concerned_denies_and_others_rebut() -> None:
    text = "Karsia accused Velmora of hiding the flood. Velmora denied the charge. Norway called the charge false."
    relations = {answer: relation for answer, _, relation in answers(extract(text))}
    assert relations == {"Velmora": Relation.DENIES, "Norway": Relation.REBUTS}


def test_a_denial_of_several_accusations_answers_each() -> None:
    text = (
        "Karsia accused Velmora of hoarding water. It also accused Velmora of hiding the flood. "
        "Velmora denied the accusations."
    )
    found = extract(text)
    assert {link.answered for link in found.links} == {0, 1}


def test_what_the_denying_side_goes_on_to_say_answers_too() -> None:
    text = "Karsia accused Velmora of theft. Velmora denied the charge. “The gates were shut all week,” it said."
    assert [(link.answer, link.answered) for link in extract(text).links] == [(1, 0), (2, 0)]


def test_a_denial_that_opens_a_story_answers_the_charge_that_follows() -> None:
    text = "Lumo Ltd has denied stealing secrets.\n\nPellix alleges that Lumo copied its designs in bad faith."
    assert [(a, b) for a, b, _ in answers(extract(text))] == [("Lumo Ltd", "Pellix")]


def test_what_many_words_share_is_no_contradiction() -> None:
    text = (
        "Police said the video of the shooting did not show the street. "
        "Anna Bell said the street and the video of the shooting were shown to police on Friday by her lawyer."
    )
    assert not [link for link in extract(text).links if link.relation in CONTRADICTING]


def test_a_speaker_can_take_back_an_own_claim() -> None:
    text = "Kelly Brant claimed the singer had texted her. Brant later admitted she had exaggerated."
    assert answers(extract(text)) == [("Kelly Brant", "Kelly Brant", Relation.REBUTS)]


def test_to_call_an_act_wrong_takes_nothing_back() -> None:
    text = (
        "Orla Finch said the new bridge was open. Guests said the tram and the bridge were equally slow. "
        "Orla Finch said it was wrong to compare the tram with the bridge."
    )
    found = answers(extract(text))
    assert ("Orla Finch", "Orla Finch", Relation.REBUTS) not in found
    assert ("Orla Finch", "Guests", Relation.REBUTS) in found


def test_a_confirmation_supports() -> None:
    text = "Anna Bell said the ferry ran aground at Holm Point. The coastguard confirmed the ferry ran aground."
    assert [relation for *_, relation in answers(extract(text))] == [Relation.SUPPORTS]


def test_to_back_what_somebody_claims_is_no_contradiction() -> None:
    text = "Anna Bell said the boat was stolen. Tom Reed said it was sold. The coastguard backed Anna Bell’s claim."
    (found,) = [link for link in answers(extract(text)) if link[1] == "Anna Bell"]
    assert found == ("coastguard", "Anna Bell", Relation.SUPPORTS)


def test_evidence_is_the_wording_of_the_answer() -> None:
    text = "Karsia accused Velmora of theft. Velmora denied the accusation."
    (link,) = extract(text).links
    assert [text[span.start : span.end] for span in link.evidence] == ["denied the accusation"]
    assert 0 < link.confidence < 1


def test_headline_and_body_of_one_side_are_one_claim() -> None:
    title = "Harbour board denies crane was unsafe"
    text = f"{title}\n\nThe harbour board has denied that its crane was unsafe. Dockers said the crane was unsafe."
    assert extract(text, title=title).same_claim == ((0, 1),)


@pytest.mark.parametrize(
    ("text", "answer", "answered"),
    [
        (
            "Harwick council plans to fell 60 trees along Marsh Lane, campaigners claimed. "
            "The council said only 22 trees would be removed.",
            "Harwick council",
            "campaigners",
        ),
        (
            "Farmers accused Vessel Dairy of poisoning the river. "
            "The county's environment office said its own tests had shown no trace of poison.",
            "county's environment office",
            "Farmers",
        ),
        (
            "Walkers claimed that Corva Quarries had closed the old path. "
            "However, Corva Quarries said every path had been kept open.",
            "Corva Quarries",
            "Walkers",
        ),
        (
            "Pilots accused Corva Air of breaking rest rules. "
            "But Corva Air said no pilot had flown more than the legal limit.",
            "Corva Air",
            "Pilots",
        ),
        (
            "Opposition leader Marco Tell has said the stadium cost too much. "
            "The Quelbo Times spoke with mayor Rita Sandoval.\n\n"
            "Q: Mr Tell says the stadium cost twice what voters were told. Did it?\n\n"
            "A: No. The price was printed on the ballot.\n\nQ: What comes next?\n\nA: We open the gates in June.",
            "Rita Sandoval",
            "Marco Tell",
        ),
        (
            "Parents claimed Tom Reed sold the exam paper. Tom Reed said the paper lay in a bank until Friday.",
            "Tom Reed",
            "Parents",
        ),
        (
            "Anna Bell wanted peace. Pilots accused Anna Bell of breaking rest rules. "
            "Anna Bell’s lawyer said crews were rested. “Nobody was ever tired,” the lawyer added.",
            "Anna Bell’s lawyer",
            "Pilots",
        ),
    ],
    ids=["other figures", "nothing found", "however", "but", "no in an interview", "first word", "next word"],
)
def test_a_contrary_account_answers_without_a_word_of_denial(text: str, answer: str, answered: str) -> None:
    assert (answer, answered) in [(a, b) for a, b, relation in answers(extract(text)) if relation in CONTRADICTING]


@pytest.mark.parametrize(
    "text",
    [
        "Farmers accused Vessel Dairy of poisoning the river. Anna Bell said her shop was full every day.",
        "Farmers accused Vessel Dairy of poisoning the river. Vessel Dairy confirmed it had poisoned the river.",
        "Farmers accused Vessel Dairy of poisoning the river. Vessel Dairy promised never to use the river again.",
        "Walkers said 60 trees would be felled. The council said 22 benches would be removed.",
    ],
    ids=["a stranger", "an admission", "a promise", "other things counted"],
)
def test_what_is_not_contrary_is_no_answer(text: str) -> None:
    assert not [link for link in extract(text, tagger="rules").links if link.relation in CONTRADICTING]


@pytest.mark.parametrize(
    "reply",
    [
        "Bell’s agent, Ines Corbo, denied she had met the farmers.",
        "“No animal was ever hurt,” her lawyer, Ines Corbo, said. Corbo denied the allegation.",
        "A lawyer for Bell denied the allegation.",
    ],
)
def test_those_who_speak_for_somebody_deny_for_them(reply: str) -> None:
    found = extract(f"Farmers accused Anna Bell of harming animals. {reply}")
    assert Relation.DENIES in [relation for _, answered, relation in answers(found) if answered == "Farmers"]


def test_an_officer_goes_on_for_the_body_that_spoke_just_before() -> None:
    text = (
        "The Dockers’ Union alleged that Castor Lines skipped fire drills. Castor Lines denied the allegation. "
        "“Every drill was held,” said operations director Hanna Moss."
    )
    assert ("Hanna Moss", "Dockers’ Union", Relation.DENIES) in answers(extract(text))


def test_nobody_answers_the_own_words_by_saying_that_another_is_mistaken() -> None:
    text = "Tom Reed said the log was lost. Anna Bell said it was not. “She is mistaken,” Tom Reed said."
    assert ("Tom Reed", "Tom Reed") not in [(answer, answered) for answer, answered, _ in answers(extract(text))]


def test_a_claim_of_somebody_is_that_on_the_matter_named() -> None:
    text = (
        "Anna Bell said the boat was sound. Anna Bell said the crew had been paid. "
        "Two divers disputed Bell’s claim that the crew had been paid."
    )
    found = extract(text)
    answered = [found.attributions[link.answered].content for link in found.links]
    assert [text[spans[0].start : spans[-1].end] for spans in answered] == ["the crew had been paid"]
