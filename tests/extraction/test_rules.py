"""The rules find who said what, in the many ways in which news says it."""

from __future__ import annotations

import pytest

from claims.extraction.attributions import Triple, assemble
from claims.extraction.rules import RulesTagger
from claims.extraction.segment import segment
from claims.extraction.turns import find_questions
from claims.extraction.values import Document, Span

Shown = tuple[str, str, str]


def read(text: str, title: str | None = None) -> list[Triple]:
    document = segment(text, title=title or "")
    return assemble(document, RulesTagger().tag([document])[0])


def shown(text: str, title: str | None = None) -> list[Shown]:
    document = segment(text, title=title or "")

    def joined(spans: tuple[Span, ...]) -> str:
        return " … ".join(document.slice(span) for span in spans)

    return [
        (joined(triple.source), joined(triple.cue), joined(triple.content))
        for triple in assemble(document, RulesTagger().tag([document])[0])
    ]


def headline(title: str) -> list[Shown]:
    return shown(f"{title}\n\nIt rained.", title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said that the road was closed.", ("Police", "said", "the road was closed")),
        ("Police said the road was closed.", ("Police", "said", "the road was closed")),
        ("Korda told reporters on Tuesday the talks had failed.", ("Korda", "told", "the talks had failed")),
        ("Korda told the Evening Star that talks had failed.", ("Korda", "told", "talks had failed")),
        ("The ministry said in a statement posted on X that it knew.", ("The ministry", "said", "it knew")),
        ("The ministry, in a statement, said it knew.", ("The ministry", "said", "it knew")),
        ("In Paris, the ministry said it had known.", ("the ministry", "said", "it had known")),
        ("Lawyers for Adair argue that he slept.", ("Lawyers for Adair", "argue", "he slept")),
        ("Ravi Sol, who led the inquiry, said nobody slept.", ("Ravi Sol", "said", "nobody slept")),
        ("Sol, of Bergen, Norway, said he was tired.", ("Sol", "said", "he was tired")),
        (
            "Sol, head of schools, said parents still want it.",
            ("Sol, head of schools", "said", "parents still want it"),
        ),
        ("On “The Night Show,” Sol said it was over.", ("Sol", "said", "it was over")),
        ("Sol, 61, said the ferry was old.", ("Sol", "said", "the ferry was old")),
        ("The envoy, Lia Ferro, said progress was slow.", ("The envoy, Lia Ferro", "said", "progress was slow")),
        ("The group, based in Oslo, estimates that 40 are lost.", ("The group", "estimates", "40 are lost")),
        ("It comes after Mr Hale said he would go.", ("Mr Hale", "said", "he would go")),
        ("The report found that 12 wells were foul.", ("The report", "found", "12 wells were foul")),
        ("Orr announced on Sept. 30 that it was over.", ("Orr", "announced", "it was over")),
        (
            "Two people briefed on the talks said they failed.",
            ("Two people briefed on the talks", "said", "they failed"),
        ),
        ("The board issued a statement saying it knew.", ("The board", "saying", "it knew")),
        ("When Orr said it was late, Vale left.", ("Orr", "said", "it was late")),
        ("The firm that owns the quay, Orr Ltd, says it sank.", ("Orr Ltd", "says", "it sank")),
        ("Bell left, saying staff saw the log was lost.", ("Bell", "saying", "staff saw the log was lost")),
        ("Orr told media this month that it sank.", ("Orr", "told", "it sank")),
        ("Orr, 61, a baker, said it was over.", ("Orr", "said", "it was over")),
        ("The board heard a case filed by Ada Orr, who said it sank.", ("Ada Orr", "said", "it sank")),
        ("Orr told Bell her boat would sink, the court was told.", ("Orr", "told", "her boat would sink")),
        ("One said the vote was lost.", ("One", "said", "the vote was lost")),
        ("Kelly said the vote was lost.", ("Kelly", "said", "the vote was lost")),
        ("Per Lind said the vote was lost.", ("Per Lind", "said", "the vote was lost")),
        ("Jan Seva chief Usha Rao claimed that he lied.", ("Jan Seva chief Usha Rao", "claimed", "he lied")),
        ("Pressed on whether it had said the log was lost, Orr denied it.", ("Orr", "denied", "it")),
        ("Harbour staff publish the log, which he said is late.", ("he", "said", "the log … is late")),
        ("Sol, who won the “Golden Oar”, said he was sorry.", ("Sol", "said", "he was sorry")),
        ("Shares fell after Quay Ltd issued a report alleging it lied.", ("Quay Ltd", "alleging", "it lied")),
        ("The party left, with whip Ali calling it “mad”.", ("whip Ali", "calling", "it “mad”")),
        ("A debate began with the union accusing Orr of theft.", ("the union", "accusing", "Orr of theft")),
        ("Marlow is quoted as saying the ferry was safe.", ("Marlow", "is quoted as saying", "the ferry was safe")),
    ],
)
def test_a_clause_belongs_to_the_subject_of_its_cue(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge is unsafe, engineers warned on Monday.", ("engineers", "warned", "The bridge is unsafe")),
        ("PORT ORR, May 4 — It is unsafe, police said.", ("police", "said", "It is unsafe")),
        ("The bridge, engineers warned, is unsafe.", ("engineers", "warned", "The bridge … is unsafe")),
        ("The bridge is unsafe, according to engineers.", ("engineers", "according to", "The bridge is unsafe")),
        ("According to the data, prices fell.", ("the data", "According to", "prices fell")),
        ("The man, according to police, fled.", ("police", "according to", "The man … fled")),
        ("According to the log, seen by the Star, it sank.", ("the log, seen by the Star", "According to", "it sank")),
        ("According to notes seen by the Star, it sank.", ("notes seen by the Star", "According to", "it sank")),
        ("He did not swim, his agent fumed.", ("his agent", "fumed", "He did not swim")),
        ("As per the police, no shots were fired.", ("the police", "As per", "no shots were fired")),
        ("The law would, in the words of one judge, “gut it”.", ("one judge", "in the words of", "“gut it”")),
    ],
)
def test_a_cue_may_follow_or_interrupt_its_content(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It sank,” said Ana Bell, a mother of three.", ("Ana Bell, a mother of three", "said", "“It sank,”")),
        ("‘It sank,’ Bell said.", ("Bell", "said", "‘It sank,’")),
        ('"It sank," Bell, 61, said, pointing at the log.', ("Bell", "said", '"It sank,"')),
        ("“It sank,” he said. “We swam.”", ("he", "said", "“It sank,” … “We swam.”")),
        ("“The ferry,” said Bell, “was safe.”", ("Bell", "said", "“The ferry,” … “was safe.”")),
        ("Bell wrote on X: “It sank. We swam.”", ("Bell", "wrote", "“It sank. We swam.”")),
        ("Asked why, Bell replied: “No idea.”", ("Bell", "replied", "“No idea.”")),
        ("“Why did nobody act?” asked one survivor.", ("one survivor", "asked", "“Why did nobody act?”")),
        ("He said that the plan was “mad” and dear.", ("He", "said", "the plan was “mad” and dear")),
        (
            "She said that “the data is clear,” and that she knew.",
            ("She", "said", "“the data is clear,” and that she knew"),
        ),
        ("“Stop it!” Bell said.", ("Bell", "said", "“Stop it!”")),
        ("Bell said:\n\n“It sank.”", ("Bell", "said", "“It sank.”")),
        ("“It sank.\n\n“We swam,” Bell said.", ("Bell", "said", "“We swam,”")),
    ],
)
def test_a_quotation_goes_to_its_cue_in_one_piece(text: str, expected: Shown) -> None:
    assert expected in shown(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tan labelled the study ‘fiction’.", ("Tan", "labelled", "the study ‘fiction’")),
        ("Tan described it as a mistake.", ("Tan", "described", "it as a mistake")),
        ("Both sides accused each other of lying.", ("Both sides", "accused", "each other of lying")),
        ("The army denied shelling the town.", ("The army", "denied", "shelling the town")),
        ("The army disputed that account.", ("The army", "disputed", "that account")),
        ("The army denied it had fired.", ("The army", "denied", "it had fired")),
        ("She called on the board to resign.", ("She", "called on", "the board to resign")),
        ("She urged both sides to talk.", ("She", "urged", "both sides to talk")),
        ("Iran has vowed to retaliate.", ("Iran", "has vowed", "to retaliate")),
        ("Her office dismissed as “absurd” the whole tale.", ("Her office", "dismissed", "as “absurd” the whole tale")),
        ("The board slammed the firm for its silence.", ("The board", "slammed", "the firm for its silence")),
        ("Bell supported her account.", ("Bell", "supported", "her account")),
        ("Bell has since withdrawn the remark.", ("Bell", "has since withdrawn", "the remark")),
        (
            "The donor, shipping magnate Otto Bell, contradicted him.",
            ("The donor, shipping magnate Otto Bell", "contradicted", "him"),
        ),
        ("Tanker Week said nobody slept.", ("Tanker Week", "said", "nobody slept")),
        ("Bell said that was “a lie”.", ("Bell", "said", "that was “a lie”")),
        ("Bell called that “a lie”.", ("Bell", "called", "that “a lie”")),
        ("Bell called Friday for an inquiry.", ("Bell", "called Friday for", "an inquiry")),
        ("Bell slammed the plan as growers marched.", ("Bell", "slammed", "the plan")),
        ("A rival called the plan “mad”.", ("A rival", "called", "the plan “mad”")),
        ("The court directed the police to act.", ("The court", "directed", "the police to act")),
        ("Relatives are calling for an inquiry.", ("Relatives", "are calling for", "an inquiry")),
    ],
)
def test_objects_and_complements_are_content(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The general was accused of theft.", ("", "was accused", "The general … of theft")),
        (
            "The general was accused by rebels of taking bribes.",
            ("rebels", "was accused", "The general … of taking bribes"),
        ),
        ("The party was accused Monday of lying.", ("", "was accused", "The party … of lying")),
        ("The toll is expected to rise.", ("", "is expected", "The toll … to rise")),
        ("At least 40 people are believed to be missing.", ("", "are believed to be", "At least 40 people … missing")),
        ("It is believed that 40 are missing.", ("", "is believed", "40 are missing")),
        ("The shots came from police, it is alleged.", ("", "is alleged", "The shots came from police")),
        ("No injuries were reported.", ("", "were reported", "No injuries")),
        ("The claim was denied by the board.", ("the board", "was denied", "The claim")),
        ("The claim was denied again by the board.", ("the board", "was denied", "The claim")),
        ("The toll was described as inflated by the port.", ("the port", "was described", "The toll … as inflated")),
        ("Vale, who was accused of theft, left.", ("", "was accused", "Vale … of theft")),
        (
            "The plan was described by its author, Ada Vale, as “late”, coming after the vote.",
            ("its author, Ada Vale", "was described", "The plan … as “late”"),
        ),
        ("Vale could not be reached but is said to be ill.", ("", "is said to be", "Vale … ill")),
        ("It is learnt that the boat sank.", ("", "is learnt", "the boat sank")),
        ("Vale was last night accused of theft.", ("", "was last night accused", "Vale … of theft")),
        ("Vale was branded a “liar” by his rivals.", ("his rivals", "was branded", "Vale … a “liar”")),
        ("The boat, it was claimed, had sunk.", ("", "was claimed", "The boat … had sunk")),
        ("It emerged on Monday that the boat sank.", ("", "emerged", "the boat sank")),
        ("Reports emerged on Monday that the boat sank.", ("", "Reports", "the boat sank")),
        ("Orr is in court over claims he stole it.", ("", "claims", "he stole it")),
        (
            "The keeper, who joined in May, is reportedly ill.",
            ("", "reportedly", "The keeper, who joined in May, is … ill"),
        ),
        ("Orr said that she had been asked to leave.", ("Orr", "said", "she had been asked to leave")),
        ("Damage was put at $4bn by insurers.", ("insurers", "was put", "Damage … at $4bn")),
        ("He has been described as “a coward” by friends.", ("friends", "has been described", "He … as “a coward”")),
        ("The drone was reportedly launched at sea.", ("", "reportedly", "The drone was … launched at sea")),
        ("Rebels allegedly burned it, although nobody saw.", ("", "allegedly", "Rebels … burned it")),
    ],
)
def test_passives_and_adverbs_may_lack_a_source(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine’s claim of a cover-up grew old.", ("Ukraine’s", "claim", "a cover-up")),
        ("Its pledge to act came late.", ("Its", "pledge", "to act came late")),
        ("The claim by Orr that it was rigged is false.", ("Orr", "claim", "it was rigged")),
        (
            "Claims by the crew of a ship which sank that guards slept were denied.",
            ("the crew of a ship which sank", "Claims", "guards slept"),
        ),
        ("Claims from crews that it leaks were rejected.", ("crews", "Claims", "it leaks")),
        ("Claims from crews that it leaks were rejected.", ("", "were rejected")),
        ("The minister's claim that wages rose was false.", ("The minister's", "claim", "wages rose")),
    ],
)
def test_nouns_attribute_to_their_holder(text: str, expected: Shown) -> None:
    assert expected[:2] in [found[:2] for found in shown(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bell called the plan “mad” and urged people to vote.",
            [("Bell", "called", "the plan “mad”"), ("Bell", "urged", "people to vote")],
        ),
        (
            "Bell rejected the report, calling it fiction.",
            [("Bell", "rejected", "the report"), ("Bell", "calling", "it fiction")],
        ),
        (
            "“I swam,” she said, adding that it was cold.",
            [("she", "said", "“I swam,”"), ("she", "adding", "it was cold")],
        ),
        (
            "Police said the man fled, but witnesses disputed that account.",
            [("Police", "said", "the man fled"), ("witnesses", "disputed", "that account")],
        ),
        (
            "Critics have called the law harsh, while supporters say it is needed.",
            [("Critics", "have called", "the law harsh"), ("supporters", "say", "it is needed")],
        ),
        (
            "Orr said it sank, a charge Harbour Minister Ada Vale termed “wild”.",
            [("Orr", "said", "it sank"), ("Harbour Minister Ada Vale", "termed", "it sank … “wild”")],
        ),
        (
            "The firms made peace, but each has since accused the other of theft.",
            [("each", "has since accused", "the other of theft")],
        ),
        (
            "The notes, seen by the court, suggest that Orr knew.",
            [("The notes, seen by the court", "suggest", "Orr knew")],
        ),
        (
            "Orr said it sank, a charge rubbished by the mayor.",
            [("Orr", "said", "it sank"), ("the mayor", "rubbished", "it sank")],
        ),
        (
            "Orr said it sank, a claim that Bell rejected as “fiction”.",
            [("Orr", "said", "it sank"), ("Bell", "rejected", "it sank … as “fiction”")],
        ),
        (
            "Orr has vowed to raise it with the mayor, branding the log a farce.",
            [("Orr", "has vowed", "to raise it with the mayor"), ("Orr", "branding", "the log a farce")],
        ),
        (
            "QUAY: Calling the log a farce, Orr on Monday accused staff of theft.",
            [("Orr", "Calling", "the log a farce"), ("Orr", "accused", "staff of theft")],
        ),
        (
            "Orr denied that he knew, after Bell accused him of lying.",
            [("Orr", "denied", "he knew"), ("Bell", "accused", "him of lying")],
        ),
        (
            "Tehran, which denies seeking a bomb, says its aims are peaceful.",
            [("Tehran", "denies", "seeking a bomb"), ("Tehran", "says", "its aims are peaceful")],
        ),
        (
            "Nord has sent aid — food and tents — but insists it has sent no arms.",
            [("Nord", "insists", "it has sent no arms")],
        ),
        ("He said that it was late and that he was tired.", [("He", "said", "it was late and that he was tired")]),
        (
            "It sank, with police saying it was old and witnesses insisting that it was new.",
            [("police", "saying", "it was old"), ("witnesses", "insisting", "it was new")],
        ),
        (
            "It ended with the union accusing him of lying and a guest calling it “theatre”.",
            [("the union", "accusing", "him of lying"), ("a guest", "calling", "it “theatre”")],
        ),
        (
            "It sank, with police saying it was old and men fishing.",
            [("police", "saying", "it was old and men fishing")],
        ),
    ],
)
def test_one_attribution_a_cue_with_sources_shared(text: str, expected: list[Shown]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Orr declined to comment.",
        "Orr refused to give details.",
        "If Orr said it was late, nobody heard.",
        "The dead were buried as per norms.",
        "The stock added more than 2% after profits rose.",
        "Sol loved a song called “Wild Rose,” a tale of the sea.",
        "They found themselves alone.",
        "Reports emerged on Monday",
        "As the log was read, Orr testified in Bonn.",
        "The dust was above the level deemed safe by doctors.",
        "It raised doubts about whether pledges to pay are enough.",
        "The United States “coast guard” left.",
        "Police have not said how many were hurt.",
        "He did not say when the talks would go on.",
        "The firm did not respond to a request for comment.",
        "The board filed a complaint on Monday.",
        "The claims could not be verified.",
        "He claimed on Monday.",
        "The reports drew criticism.",
        "The accused man left the court.",
        "A noted author lives there.",
        "They sang a song called Blue.",
        "Her son called her at noon.",
        "Orr put Vale in charge and looked at the sea.",
        "The minister, who has two sons, left at once.",
        "The desk holds four police reports Lena Ortiz filed against him.",
        "They have to probe claims Otto Brandl made during the hearing.",
    ],
)
def test_silence_acts_and_bare_nouns_are_no_claims(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("'No deal': Kremlin dismisses truce offer", [("Kremlin", "dismisses", "'No deal'")]),
        ("Bridge unsafe, says mayor", [("mayor", "says", "Bridge unsafe")]),
        ("Drug firm to pay $3bn, sources say", [("sources", "say", "Drug firm to pay $3bn")]),
        ("Minister vows to rebuild after quake", [("Minister", "vows", "to rebuild after quake")]),
        ("Mayor: bridge is 'death trap'", [("Mayor", "", "bridge is 'death trap'")]),
        ("Half of wells foul: report", [("report", "", "Half of wells foul")]),
        ("Police chief accused of lying to court", [("", "accused", "Police chief … of lying to court")]),
        ("Owner urged to act on ferry safety", [("", "urged", "Owner … to act on ferry safety")]),
        (
            "Nord accuses Sund of theft; Sund denies claim",
            [("Nord", "accuses", "Sund of theft"), ("Sund", "denies", "claim")],
        ),
        (
            "Iran denies sending arms, calls report 'baseless'",
            [("Iran", "denies", "sending arms"), ("Iran", "calls", "report 'baseless'")],
        ),
        (
            "Police deny beating rider, say he fell",
            [("Police", "deny", "beating rider"), ("Police", "say", "he fell")],
        ),
        (
            "Orr slams dam project, minister terms charge baseless",
            [("Orr", "slams", "dam project"), ("minister", "terms", "charge baseless")],
        ),
        ("Mayor slams 'ghost bus' rumours as drivers march", [("Mayor", "slams", "'ghost bus' rumours")]),
        ("'We were had': ferry chief answers his critics", [("ferry chief", "", "'We were had'")]),
        ("'Nobody asked': an interview with the new mayor", [("the new mayor", "", "'Nobody asked'")]),
        ("'Nobody asked': Sculptor drags dealers of Ulm to court", [("Sculptor", "", "'Nobody asked'")]),
        ("Raid on a bakery, 4am: we had a warrant, says police chief", [("police chief", "says", "we had a warrant")]),
        (
            "Orr disputes ferry log, as family's lawyer alleges cover-up",
            [("Orr", "disputes", "ferry log"), ("family's lawyer", "alleges", "cover-up")],
        ),
        ("High Court pulls up city, says 'roads kill'", [("High Court", "says", "'roads kill'")]),
        ("Orr 'sorry' for row, says it was 'mad'", [("Orr", "says", "it was 'mad'")]),
        ("Orr warns of famine as aid cuts bite", [("Orr", "warns of", "famine")]),
        ("Union brands pay offer 'an insult'", [("Union", "brands", "pay offer 'an insult'")]),
        ("PM: 'We will not back down'", [("PM", "", "'We will not back down'")]),
        ("Ferry firm ‘hid two leaks’ to win prize", [("", "", "Ferry firm ‘hid two leaks’ to win prize")]),
        ("Girl, 9, 'was told to run' as pier fell", [("", "", "Girl, 9, 'was told to run'")]),
        ("Museum of Ulm buys 'lost' portrait", []),
        ("Crowds flock to 'haunted old' mill", []),
        ("Ferry row: what we know", []),
        ("Why the ferry sank", []),
    ],
)
def test_headlines_are_read_like_sentences(title: str, expected: list[Shown]) -> None:
    assert headline(title) == expected


def test_a_relative_clause_has_its_antecedent_as_source() -> None:
    assert shown("The claim was denied by the owner, Ore Ltd, which said its ships were safe.")[1:] == [
        ("the owner, Ore Ltd", "said", "its ships were safe")
    ]


def test_answers_of_an_interview_are_attributed_without_cue() -> None:
    text = "Ida Orr spoke to us.\n\nQ: Was it safe?\n\nA: It was. We checked it twice.\n\nQ: And now?\n\nA: Yes."
    assert shown(text) == [("A", "", "It was. We checked it twice.")]


def test_questions_of_an_interviewer_are_no_claims() -> None:
    text = "We met.\n\nQuay Post: It sank.\n\nOrr: It did not.\n\nQ. Who lied?\n\nA. Those who say so."
    assert shown(text) == [("Orr", "", "It did not."), ("A", "", "Those who say so.")]


def test_who_mostly_asks_is_an_interviewer_though_reports_of_others_count() -> None:
    text = (
        "Two met.\n\nIDA ORR: It sank twice.\n\nVALE: Was it safe? The owner says it was.\n\nORR: He was not there.\n\n"
        "VALE: Who was?\n\nORR: Nobody was."
    )
    answers = [("IDA ORR", "", "It sank twice."), ("ORR", "", "He was not there."), ("ORR", "", "Nobody was.")]
    assert shown(text) == [answers[0], ("The owner", "says", "it was"), *answers[1:]]


def test_an_interview_may_do_without_labels() -> None:
    text = (
        "Ida Orr met us.\n\nWhy now?\n\nBecause I am free.\n\nOf what?\n\nOf the port. I left it.\n\nI was not sacked."
        "\n\nYour deputy says you lied.\n\nHe was not there.\n\nAnd the ferry?\n\nWe sold it.\n\nHer book is out now."
    )
    assert [content for _, _, content in shown(text)] == [
        "Because I am free.",
        "Of the port. I left it. … I was not sacked.",
        "you lied",
        "He was not there.",
        "We sold it.",
    ]


def test_questions_in_bold_part_the_answers() -> None:
    text = (
        "Two met.\n\n**Was it safe?**\n\nIda Orr: It was.\n\nPim Vale: Never.\n\nNobody asked us.\n\n"
        "**Let us stay with the ferry. The owner told us it was old.**\n\nOrr: He said otherwise in May.\n\n"
        "Why?\n\nOrr: Ask him."
    )
    answers = ["It was.", "Never. … Nobody asked us.", "He said otherwise in May.", "Ask him."]
    assert [content for _, cue, content in shown(text) if not cue] == answers
    bold = [text[span.start : span.end] for span in find_questions(segment(text)) if text[span.start] == "*"]
    assert bold == ["**Was it safe?**", "**Let us stay with the ferry. The owner told us it was old.**"]


def test_the_parts_of_a_fact_check_are_no_speakers() -> None:
    text = "CLAIM: A clip says that the dam broke.\n\nTHE FACTS: Ida Orr of the board said it held.\n\nRATING: False."
    assert shown(text) == [
        ("A clip", "says", "the dam broke"),
        ("Ida Orr of the board", "said", "it held"),
    ]


def test_an_answer_may_have_several_paragraphs() -> None:
    text = "Two met.\n\nQ: Was it safe?\n\nA: It was.\n\nNobody asked us.\n\nQ: Why?\n\nA: Ask them."
    assert [content for _, _, content in shown(text)] == ["It was. … Nobody asked us.", "Ask them."]


def test_only_the_first_turns_may_carry_names() -> None:
    text = "We met.\n\nPim Vale: Was it safe?\n\nIda Orr: It was.\n\nWill it sail?\n\nWe think so."
    assert [content for _, _, content in shown(text)] == ["It was.", "We think so."]


def test_turns_may_carry_names() -> None:
    text = "Two guests met.\n\nIda Orr: The ferry was safe.\n\nPim Vale: That is nonsense.\n\nNote: This was edited."
    assert shown(text) == [("Ida Orr", "", "The ferry was safe."), ("Pim Vale", "", "That is nonsense.")]


def test_every_found_span_lies_in_its_text() -> None:
    text = "“It sank,” Bell said.\n\nOrr denied it, calling the claim “a lie”.\n\n“We swam.”"
    document: Document = segment(text)
    for triple in read(text):
        spans = (*triple.source, *triple.cue, *triple.content)
        assert all(any(p.start <= s.start < s.end <= p.end for p in document.paragraphs) for s in spans)


def test_a_figure_ends_where_another_one_speaks() -> None:
    text = "Dr Mutua put the toll at 3, while the union insists that 11 are missing."
    assert shown(text)[0] == ("Dr Mutua", "put", "the toll at 3")


def test_claims_that_are_denied_behind_a_comma_are_no_verb() -> None:
    assert ("they", "have denied", "claims") in shown("Reed blamed traders for the fire, claims they have denied.")


def test_what_the_speaker_does_meanwhile_is_not_said() -> None:
    text = 'Addressing a rally at Kolgaon, Orr said, "The mills are full."'
    assert shown(text) == [("Orr", "said", '"The mills are full."')]
