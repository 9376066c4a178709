"""Model and rules together: whose finding is taken where."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.combining import combine
from claims.extraction.findings import Found
from claims.extraction.rules import marks
from claims.extraction.segment import segment
from claims.extraction.values import Mark, Role, Span

TEXT = (
    "The ferry operator was accused of delay, and Ida Lund rejected the union’s allegations of neglect. "
    "Piotr Orsk said nobody was hurt. The crew charged the harbour with haste, a claim that its master denied.\n\n"
    "“It sank,” a clerk, who wept, told the Echo.\n\n"
    "It sailed late, with porters blaming the pilot and the cooks calling it fate. "
    "One guest faulted the cook’s boast of thrift. Then the owner warned guests of rain and urged them to stay. "
    "One guide told newsmen that the lift was old.\n\n"
    "Q: Was it safe?\n\nA: It was safe."
)


def at(words: str) -> list[Span]:
    return [Span(TEXT.index(words), TEXT.index(words) + len(words))] if words else []


def at_of(text: str, words: str) -> list[Span]:
    return [Span(text.index(words), text.index(words) + len(words))]


def found(source: str, cue: str, *content: str, confidence: float = 0.9) -> Found:
    return Found(at(source), at(cue), [span for words in content for span in at(words)], confidence)


def combined(model: list[Found], rules: list[Found]) -> list[Mark]:
    return combine(segment(TEXT), marks(model), marks(rules))


ORSK = found("Piotr Orsk", "said", "nobody was hurt")
REJECTION = found("Ida Lund", "rejected", "the union’s allegations of neglect")
CHARGE = found("the union’s", "allegations", "neglect")
PASSIVE = found("", "was accused", "The ferry operator", "delay")
HASTE = found("The crew", "charged", "the harbour with haste")
DENIED = found("its master", "denied", "a claim")
CLERK = found("a clerk", "told", "“It sank,”")
PORTERS = found("porters", "blaming", "the pilot")
COOKS = found("the cooks", "calling", "it fate")
CLAIM = found("the cook’s", "boast", "thrift")
FAULT = found("One guest", "faulted", "the cook’s boast of thrift")
WARNED = found("the owner", "warned", "guests of rain")
URGED = found("the owner", "urged", "them to stay")
TOLD = found("One guide", "told", "the lift was old")
TURN = found("A", "", "It was safe.")


@pytest.mark.parametrize(
    ("model", "rules", "expected"),
    [
        ([ORSK], [], [ORSK]),
        ([], [ORSK], [ORSK]),
        ([ORSK], [found("Orsk", "said", "hurt")], [ORSK]),
        ([found("", "was accused", "delay")], [PASSIVE], [PASSIVE]),
        ([PASSIVE], [found("", "was accused", "delay")], [PASSIVE]),
        ([REJECTION], [CHARGE], [REJECTION, CHARGE]),
        ([REJECTION], [found("", "allegations", "neglect")], [REJECTION]),
        ([found("A", ":", "It was safe"), ORSK], [TURN], [ORSK, TURN]),
        (
            [found("", "said", "nobody was hurt")],
            [found("", "", "nobody was hurt", confidence=0.7)],
            [found("", "said", "nobody was hurt")],
        ),
        ([found("Q", ":", "Was it safe?"), ORSK], [TURN], [ORSK, TURN]),
        ([found("The crew", "charged", "the harbour with haste, a claim that")], [HASTE, DENIED], [HASTE, DENIED]),
        ([found("The crew", "charged", "the harbour with haste", "its master")], [DENIED], [HASTE, DENIED]),
        ([HASTE, found("its master", "a claim", "denied")], [DENIED], [HASTE, DENIED]),
        ([found("the Echo", "told", "“It sank,”")], [CLERK], [CLERK]),
        ([found("The crew", "charged", "the harbour with haste")], [found("", "charged", "the harbour")], [HASTE]),
        ([found("porters", "blaming", "the pilot and the cooks calling it fate")], [PORTERS, COOKS], [PORTERS, COOKS]),
        ([found("porters", "blaming", "the pilot", "nobody was hurt")], [], [PORTERS]),
        ([CLAIM], [FAULT], [FAULT, CLAIM]),
        ([found("the owner", "warned", "guests of rain and urged them to stay")], [WARNED, URGED], [WARNED, URGED]),
        ([found("One guide", "told", "newsmen that the lift was old")], [TOLD], [TOLD]),
    ],
    ids=[
        "only the model",
        "only the rules",
        "the same cue",
        "a passive with its subject",
        "a passive whose subject only the model has",
        "a charge inside its rejection",
        "a noun without owner",
        "a turn",
        "a floating quotation that has a cue",
        "a question",
        "an answer in a relative clause",
        "an answer taken for more words of the charge",
        "a pointer taken for a cue",
        "a newspaper taken for who spoke to it",
        "more words after the same cue",
        "a second participle with its subject",
        "reported words of a paragraph before",
        "a charge that the rules know to be answered",
        "a second cue with the same source",
        "whom somebody told",
    ],
)
def test_each_is_taken_where_it_is_better(model: list[Found], rules: list[Found], expected: list[Found]) -> None:
    assert combined(model, rules) == marks(expected)


def test_nothing_from_nothing() -> None:
    assert combined([], []) == []


def test_cues_without_content_are_left_out() -> None:
    assert combined([found("Piotr Orsk", "said")], []) == []


def test_a_shared_source_stays_one_mark_with_two_cues() -> None:
    second = Found(at("Ida Lund"), at("Piotr Orsk"), at("nobody"), 0.9)
    (source,) = [m for m in combined([REJECTION, second], []) if m.role is Role.SOURCE]
    assert len(source.cues) == 2


def test_the_place_of_a_report_does_not_speak() -> None:
    text = "Buses late\n\nBELAPUR: As many as nine buses broke down, an official said."
    document = segment(text, title="Buses late")
    place = Found([Span(12, 19)], [Span(19, 20)], [Span(21, len(text) - 1)])
    assert combine(document, marks([place]), marks([])) == []


def test_a_lone_label_of_a_headline_speaks() -> None:
    text = "MINISTER: Buses are safe\n\nThe buses were checked in May."
    document = segment(text, title="MINISTER: Buses are safe")
    label = Found([Span(0, 8)], [Span(8, 9)], [Span(10, 24)])
    assert combine(document, marks([label]), marks([])) == marks([label])


def test_a_source_is_more_than_its_article() -> None:
    cut = found("The", "charged", "the harbour with haste")
    assert combined([cut], [HASTE]) == marks([HASTE])


@pytest.mark.parametrize("dateline", ["KYIV — ", "PORT HALDER (PNS) - ", "MBASA, Aug 9 (Wire) – "])
def test_the_place_of_the_report_is_no_part_of_what_is_said(dateline: str) -> None:
    text = f"Two held\n\n{dateline}Two men were held, Ida Lund said."
    start = text.index("\n\n") + 2
    said = Span(text.index("Two men"), text.index(", Ida"))
    source, cue = ([Span(text.index(words), text.index(words) + len(words))] for words in ("Ida Lund", "said"))
    model = Found(source, cue, [Span(start, said.end)], 0.9)
    document = segment(text, title="Two held")
    assert combine(document, marks([model]), []) == marks([Found(source, cue, [said], 0.9)])


def test_the_time_of_a_post_is_no_part_of_what_is_said() -> None:
    text = "0915 - All is quiet.\n\n1655 - “The paper was forged,” says Ida Lund."
    say = Found(at_of(text, "Ida Lund"), at_of(text, "says"), at_of(text, "1655 - “The paper was forged,”"), 0.9)
    (content,) = [mark for mark in combine(segment(text), marks([say]), []) if mark.role is Role.CONTENT]
    assert text[content.span.start : content.span.end] == "“The paper was forged,”"


def test_the_time_of_a_post_is_no_part_of_who_speaks() -> None:
    text = "14:42 GMT - Rebels say drones hit a convoy.\n\n15:10 GMT - The army says it has no drones."
    first = within(text, "14:42 GMT - Rebels", "say", "drones hit a convoy")
    second = within(text, "15:10 GMT - The army", "says", "it has no drones")
    found = combine(segment(text), marks([first, second]), [])
    sources = [text[mark.span.start : mark.span.end] for mark in found if mark.role is Role.SOURCE]
    assert sources == ["Rebels", "The army"]


def test_what_is_told_keeps_its_subject() -> None:
    text = "Ida Lund told Channel 6 her son called her a liar."
    source, cue = at_of(text, "Ida Lund"), at_of(text, "told")
    read = [Found(source, cue, at_of(text, words), 0.9) for words in ("her a liar", "her son called her a liar")]
    (content,) = [
        mark for mark in combine(segment(text), marks(read[:1]), marks(read[1:])) if mark.role is Role.CONTENT
    ]
    assert text[content.span.start : content.span.end] == "her son called her a liar"


def test_a_noun_for_what_was_said_is_content() -> None:
    text = "Hines pushed back on allegations that he lied."
    swallowed = within(text, "Hines", "pushed back on allegations", "that he lied")
    told = within(text, "Hines", "pushed back on", "allegations that he lied")
    assert combine(segment(text), marks([swallowed]), marks([])) == marks([told])


def test_content_goes_to_the_nearer_cue() -> None:
    text = "Larsen wept, contradicting a group that accuses him of theft."
    far = within(text, "Larsen", "contradicting", "him of theft")
    near = within(text, "a group", "accuses", "him of theft")
    assert combine(segment(text), marks([far]), marks([near])) == marks([near])


def test_what_an_act_is_said_to_show_is_said() -> None:
    text = "Ankara released a film which it said showed the crash."
    act = within(text, "Ankara", "released a film", "which it said showed the crash")
    said = within(text, "it", "said", "a film", "showed the crash")
    assert combine(segment(text), marks([act]), marks([said])) == marks([said])


def test_a_content_with_its_own_cue_is_not_taken_by_the_next_sentence() -> None:
    text = "A review found the paper was flawed. The authors acknowledged the error but said it stood."
    both = within(text, "The authors", "acknowledged", "the paper was flawed", "the error")
    first = within(text, "A review", "found", "the paper was flawed")
    own = within(text, "The authors", "acknowledged", "the error")
    assert combine(segment(text), marks([both]), marks([first])) == marks([first, own])


def test_a_cue_with_words_of_its_own_takes_none_of_a_later_paragraph() -> None:
    text = "According to two pilots, the runway was wet. They gave no names.\n\n“We never land in rain.”"
    far = within(text, "two pilots", "According to", "“We never land in rain.”")
    near = within(text, "two pilots", "According to", "the runway was wet")
    alone = Found([], [], at_of(text, "“We never land in rain.”"))
    assert combine(segment(text), marks([far]), marks([near, alone])) == marks([near, alone])


def test_whom_somebody_calls_on_is_content() -> None:
    text = "China called on all sides to wait."
    long = within(text, "China", "called on all sides", "to wait")
    short = within(text, "China", "called on", "all sides to wait")
    assert combine(segment(text), marks([long]), marks([short])) == marks([short])


def test_a_relative_clause_does_not_speak() -> None:
    text = "The Food Council, which represents makers, disputed the findings."
    clause = within(text, "which represents makers", "disputed", "the findings")
    council = within(text, "The Food Council", "disputed", "the findings")
    assert combine(segment(text), marks([clause]), marks([council])) == marks([council])


def test_a_headline_of_two_parts_says_two_things() -> None:
    title = "Growers slam minister over prices; ministry says stocks are ample"
    document = segment(f"{title}\n\nIt rained.", title=title)
    wrong = within(title, "ministry", "says", "Growers slam minister over prices", "stocks are ample")
    assert combine(document, marks([wrong]), marks([])) == marks(
        [within(title, "ministry", "says", "stocks are ample")]
    )


def test_words_of_a_headline_and_its_body_are_kept_apart() -> None:
    text = "Quay is safe, says master\n\nThe master told the Echo it was safe."
    document = segment(text, title="Quay is safe, says master")
    wrong = within(text, "master\n\nThe master", "says", "Quay is safe", "it was safe")
    assert combine(document, marks([wrong]), marks([])) == marks([within(text, "master", "says", "Quay is safe")])


def within(text: str, source: str, cue: str, *content: str) -> Found:
    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Found([place(source)], [place(cue)], [place(words) for words in content], 0.9)


def test_the_verb_is_the_cue_where_its_object_is_a_claim() -> None:
    text = "Baban Ghule rubbished the owners' claim that dues would be paid."
    source = Span(0, text.index(" rubbished"))
    claim = text.index("claim")
    model = Found([source], [Span(claim, claim + 5)], [Span(text.index("dues"), len(text) - 1)])
    rules = Found([source], [Span(12, 21)], [Span(22, len(text) - 1)])
    (cue,) = [mark for mark in combine(segment(text), marks([model]), marks([rules])) if mark.role is Role.CUE]
    assert text[cue.span.start : cue.span.end] == "rubbished"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("On Monday, Ida Moe said the mill was shut, according to two clerks.", "said"),
        ("“We are shut,” Ida Moe told the clerks, according to a note.", "told"),
        ("The mill was shut, according to two clerks.", "according to"),
    ],
)
def test_whoever_passes_on_what_was_said_does_not_say_it(text: str, cue: str) -> None:
    (attribution,) = extract(text).attributions
    assert [text[span.start : span.end] for span in attribution.cue] == [cue]


def test_a_quotation_of_the_headline_is_no_part_of_what_the_body_says() -> None:
    text = "Guild ‘sold the hall’; ‘nonsense’, says warden\n\nOrr said the guild sold the hall."
    both, body = (
        Found([], [Span(text.index(cue), text.index(cue) + 4)], _spans(text, words))
        for cue, words in (
            ("says", ("‘sold the hall’", "‘nonsense’")),
            ("said", ("‘sold the hall’", "the guild sold the hall")),
        )
    )
    document = segment(text, title=text.partition("\n")[0])
    contents = [document.slice(mark.span) for mark in combine(document, marks([both, body]), []) if mark.cues]
    assert contents == ["‘nonsense’", "the guild sold the hall"]


def _spans(text: str, pieces: tuple[str, ...]) -> list[Span]:
    return [Span(text.index(words), text.index(words) + len(words)) for words in pieces]
