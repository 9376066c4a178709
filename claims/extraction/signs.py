"""What an attribution shows of itself: signs that it answers somebody, and signs that it does not."""

from __future__ import annotations

from collections.abc import Iterator

from claims.extraction.answers import answers_openly, challenges, opposes, says_false, says_no, singular_pointer
from claims.extraction.cue_words import has_cue, strikes_back
from claims.extraction.pointers import read_pointer
from claims.extraction.points import Point
from claims.extraction.retractions import retracts
from claims.extraction.values import Attitude, Document, QuotationType, SpeakerKind
from claims.extraction.wording import such_stems
from claims.extraction.wordlists import QUOTATION_MARKS, stances, word_set

_LEMMAS = {
    "refuses": word_set("refuse decline refusal"),
    "insists": word_set("counter defend insist maintain protest reiterate repeat stress argue reaffirm assert"),
    "replies": word_set(
        """
        reply retort hit-back fire-back shoot-back hit-out counter rebut clap-back push-back contradict disagree differ
        """
    ),
    "responds": word_set("respond"),
    "adds": word_set("add go-on continue also note explain"),
    "admits": word_set("admit concede acknowledge accept confess"),
    "puts": word_set("put estimate"),
    "cites": word_set("according accord per"),
}
_LABELLING = word_set("brand call characterise characterize compare deride describe dub label liken term")
_BACKING = stances().supporting | word_set("back support stand-by vindicate second")
_FRAMES = {
    "contrasts": word_set("but however yet instead nonetheless nevertheless although though whereas while despite"),
    "counters": word_set(
        """
        contradicted countered disagreed disputed differently different variance otherwise insisted retorted replied
        responded asked reacting responding response reply denied denies dismissed rejected part
        """
    ),
}
_OPENINGS = {
    "no early": stances().content["negation"] - {"always", "only"},
    "only": word_set("only merely just simply"),
    "of oneself": word_set("i we our my us me"),
    "duty": stances().content["obligation"],
}
_ANYWHERE = {
    "thorough": word_set(
        """
        all always any each ever every everyone everything fully never no none nobody nothing properly not single
        """
    ),
    "cleared": word_set("clear cleared exonerated"),
    "asks": frozenset({"?"}),
}
_FOUND = word_set(
    "breach breaches evidence fault indication link proof record sign signs trace traces wrongdoing irregularities"
)
_TURNS = ("But ", "However", "Yet ", "Instead", "Not so", "In response", "In reply", "Responding", "Asked", "Reacting")
_ASKED = ("Asked", "Reacting", "Responding", "Pressed", "Questioned", "Told")
_JOINS = (", but", ", while", "but", "while", ", although", "; but", ", and")
_EARLY = 8
_SOON = 5
# Any of these may make a statement an answer; without one it mostly is none.
ANSWERING = frozenset(
    {
        *("denies", "rejects", "false", "no", "insists", "replies", "responds", "contrasts", "counters", "turns"),
        *("no early", "no later", "only", "thorough", "hits back", "such", "clears", "asked", "semicolon", "admits"),
    }
)


def signs_of(document: Document, point: Point) -> frozenset[str]:
    """Return the signs of an attribution, by cue, content and the words around."""
    return frozenset((*_of_cue(point), *_of_content(point), *_of_kind(point), *_of_sentence(document, point)))


def shown_to_answers(point: Point, signs: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield what an attribution with these signs is to those that may answer it."""
    yield f"to {point.attribution.stance.value}", True
    yield "to charge", point.is_charge
    yield "to open answer", "open" in signs
    yield "to pointer", bool({"pointer", "pronoun"} & signs)
    yield "to no", bool({"no early", "no later"} & signs)
    listed = ("nested", "noun", "nobody", "attitude", "turn", "of oneself", "asks")
    yield from ((f"to {sign}", sign in signs) for sign in listed)


def _of_cue(point: Point) -> Iterator[str]:
    lemmas = set(point.lemmas)
    denies, rejects = (has_cue(kind, point.lemmas) for kind in ("denial", "rejection"))
    if against_plan := opposes(point):
        yield "opposes"
    rejects = (rejects and not against_plan) or challenges(point)
    if denies or rejects:
        yield "denies" if denies else "rejects"
    yield from (name for name, listed in _LEMMAS.items() if lemmas & listed)
    for name, listed in _FRAMES.items():
        if listed & point.frame and not (name == "counters" and (denies or rejects)):
            yield name
    if "back" in point.frame and {"hit", "hits", "fired", "hitting", "shot"} & point.frame:
        yield "hits back"
    if lemmas & _BACKING and not strikes_back(point.lemmas):
        yield "backs"


def _of_content(point: Point) -> Iterator[str]:
    words, opening = set(point.words), _opening(point)
    if says_false(point):
        yield "false"
    if says_no(point) or opening[:1] == ["no"]:
        yield "no"
    yield from (name for name, listed in _OPENINGS.items() if listed & set(opening))
    if words & _OPENINGS["no early"] and not set(opening) & _OPENINGS["no early"]:
        yield "no later"
    yield from (name for name, listed in _ANYWHERE.items() if listed & words)
    if set(opening[:_SOON]) & stances().content["future"]:
        yield "promises"
    if any(word[:1].isdigit() for word in point.words):
        yield "number"
    yield from (name for name, holds in (("such", bool(such_stems(point.words))), ("clears", _clears(point))) if holds)


def _of_kind(point: Point) -> Iterator[str]:
    attribution = point.attribution
    yield attribution.stance.value
    pointer = read_pointer(point.words)
    labelled = pointer.noun if pointer is not None and not _LABELLING.isdisjoint(point.lemmas) else ""
    if pointer is not None:
        yield "pronoun" if pointer.is_pronoun else "pointer"
    for name, holds in (
        ("labels words", bool(labelled)),
        ("labels assertion", labelled in stances().pointers["asserting"]),
        ("nested", attribution.nested_in is not None),
        ("headline", point.in_title),
        ("noun", singular_pointer(point)),
        ("no cue", not attribution.cue),
        ("turn", not attribution.cue and bool(attribution.source)),
        ("attitude", attribution.attitude is not Attitude.STATEMENT),
        ("open", answers_openly(point)),
        ("quoted", attribution.type is QuotationType.DIRECT),
        ("retracts", retracts(point)),
        ("anonymous", point.speaker.kind is SpeakerKind.ANONYMOUS),
        ("nobody", point.is_nobodys),
    ):
        if holds:
            yield name


def _of_sentence(document: Document, point: Point) -> Iterator[str]:
    """Yield how the sentence begins, and how its words before the attribution end: "..., but she"."""
    sentence = document.sentences[point.sentence]
    before = document.text[sentence.start : max(sentence.start, point.place)].rstrip().lower()
    opening = document.text[sentence.start : sentence.start + 40].lstrip("“\"‘'")
    for name, holds in (
        ("semicolon", before.endswith(";")),
        ("joined", bool(before) and before.endswith(_JOINS)),
        ("turns", opening.startswith((*_TURNS, "For "))),
        ("asked", opening.startswith(_ASKED)),
    ):
        if holds:
            yield name


def _opening(point: Point) -> list[str]:
    return [word for word in point.words if word not in QUOTATION_MARKS][:_EARLY]


def _clears(point: Point) -> bool:
    """Tell whether something is said to be missing that a charge would leave: "found no trace", "without fault"."""
    words = point.words
    return any(
        word in ("no", "without", "any") and _FOUND & set(words[at + 1 : at + 3]) for at, word in enumerate(words)
    ) and bool({"no", "not", "n't", "without"} & set(words))
