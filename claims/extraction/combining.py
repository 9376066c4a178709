"""Model and rules together: each where it is better."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from claims.extraction.cues import load_lexicon
from claims.extraction.findings import Found
from claims.extraction.parentheses import with_rest
from claims.extraction.rules import marks
from claims.extraction.turns import find_dateline, find_openings, find_questions
from claims.extraction.values import Document, Mark, Role, Span, Tagger

# A label stands right before the words of its turn: a colon and a space, or a few more.
LABEL_GAP = 4
JOINED = re.compile(r",?\s+(?:and|but|while)\s+(?=(?P<words>\w))")
PARTICIPLE = re.compile(r"(?:[\w'’-]+\s+){1,6}?(?P<cue>\w+ing)\b")
LAST_NOUN = re.compile(r"\s(?P<whole>(?:(?:the|any|all|these|those)\s)?(?P<noun>\w+))\Z")
MOST_MODIFIERS = 6  # words between a verb and the noun that is its object
RELATIVE = re.compile(r"(?:which|that|who) (?:[\w’'-]+ ){1,4}?\w+")
HEARER = re.compile(r"(?:[\w'’-]+\s+){1,5}?(?:that\s+)?")
TELLING = re.compile(r"\b(?:t[eo]l(?:d|ls?|ling)|informed|assured|reminded|warned)$")
PASSING = frozenset({"according to", "reported", "reports"})  # cues of who passes on what others said
POINTER = re.compile(r"\s*[,—–-]\s*(?:an?|the)\s+(?P<noun>[a-z]+)\b")


class CombinedTagger:
    """Takes what `model` finds, and from `rules` what they know better.

    That is: turns of a transcript, whose layout is beyond doubt, and that questions in it state nothing; a content of
    more parts for the same cue, as the subject of a passive is, or one that ends where somebody's answer begins
    ("of theft, *a charge that Sund rejected*"); charges that somebody answers ("rejected Ukraine's allegations of
    delay"), which annotated corpora leave inside the answer; a content whose cue is nearer, or which stops where
    another cue goes on; and whatever stands where the model found nothing.
    """

    def __init__(self, model: Tagger, rules: Tagger) -> None:
        self.model = model
        self.rules = rules

    @property
    def name(self) -> str:
        """Names and versions of both."""
        return f"{self.model.name}+{self.rules.name}"

    def load(self) -> None:
        """Load what both need; raises what they raise."""
        self.model.load()
        self.rules.load()

    def tag(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document, in text order."""
        both = zip(documents, self.model.tag(documents), self.rules.tag(documents), strict=True)
        return [combine(document, model, rules) for document, model, rules in both]


def combine(document: Document, model: Sequence[Mark], rules: Sequence[Mark]) -> list[Mark]:
    """Return the marks of a document that `CombinedTagger` takes, in text order."""
    turns, others = _parted(_attributions(document.text, rules))
    dateline = find_dateline(document)
    settled = _Covered(
        [*(_whole(turn) for turn in turns), *find_questions(document), *([dateline] if dateline else [])]
    )
    answers = _Covered(_whole_answer(other) for other in others if _points_back(document, other))
    quoted = _Covered(quotation.span for quotation in document.quotations)
    within = (_in_paragraph(document, quoted, item) for item in _attributions(document.text, model))
    read = (_without_noun(document, item) for item in within)
    found = [item for item in read if not settled.touches([*item.cue, *item.content])]
    found = [_without(document, item, answers) for item in found if not answers.touches(item.cue)]
    found = [item for item in found if item.content]
    at_cue = {place: other for other in others for span in other.cue for place in range(span.start, span.end)}
    better = [_better(document, _own(document, item, others), at_cue) for item in found]
    kept = [_passed_on(document, item, at_cue) or item for item in better]
    cues = _Covered(span for item in kept for span in item.cue)
    kept = [with_rest(document, item, has_cue=cues.touches) for item in kept]
    contents = _Covered(span for item in kept for span in item.content)
    added = [
        other
        for other in others
        if not cues.touches(other.cue)
        and not settled.touches(other.cue)
        and (
            not contents.touches(other.content)
            or _is_charge(document, other)
            or any(_answers(document, other, item) for item in kept)
        )
    ]
    return marks(_without_openings(document, [*kept, *turns, *added]))


def _without_openings(document: Document, items: list[Found]) -> list[Found]:
    """Return what was found without the place of a report or the time of a post in source and content."""
    openings = find_openings(document)
    if not openings:
        return items
    return [
        replace(
            item,
            source=[_behind(openings, span) for span in item.source],
            content=[_behind(openings, span) for span in item.content],
        )
        for item in items
    ]


def _parted(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    items = list(found)
    return [item for item in items if _is_turn(item)], [item for item in items if not _is_turn(item)]


def _in_paragraph(document: Document, quoted: _Covered, found: Found) -> Found:
    """Return what was found without reported words outside of the paragraph, or part of a headline, of its cue."""
    if not found.cue:
        return found
    around = _part_around(document, found.cue[0].start)
    headline = document.title.end if document.title is not None else 0
    is_title = around.start < headline
    content = [
        span if goes_on else Span(span.start, min(span.end, around.end))
        for span in found.content
        if (goes_on := not is_title and span.start >= headline and quoted.touches([span]))
        or around.start <= span.start < around.end
    ]
    source = (
        [Span(s.start, min(s.end, around.end)) for s in found.source if s.start < around.end]
        if is_title
        else found.source
    )
    return replace(found, source=source, content=content)


def _without_noun(document: Document, found: Found) -> Found:
    """Give a noun for what was said to the content: "pushed back on *allegations* that he lied", "rebuts *claims*"."""
    if len(found.cue) != 1 or not found.content:
        return found
    cue, (first, *others) = found.cue[0], found.content
    noun, lexicon = LAST_NOUN.search(document.text, cue.start, cue.end), load_lexicon()
    verb = document.text[cue.start : cue.end].partition(" ")[0].lower()
    follows = 0 <= first.start - cue.end <= len(" that ")
    if noun is None or not follows or verb not in lexicon.verbs or noun["noun"].lower() not in lexicon.nouns:
        return found
    content = [Span(noun.start("whole"), first.end), *others]
    return replace(found, cue=[Span(cue.start, noun.start())], content=content)


def _part_around(document: Document, place: int) -> Span:
    """Return the paragraph around a place; of a headline, what stands between semicolons."""
    start, end = next(((p.start, p.end) for p in reversed(document.paragraphs) if p.start <= place), (0, place + 1))
    if document.title is not None and place < document.title.end:
        start = max(start, document.text.rfind(";", start, place) + 1)
        end = next((k for k in range(place, end) if document.text[k] == ";"), end)
    return Span(start, end)


def _own(document: Document, found: Found, others: Sequence[Found]) -> Found:
    """Return what was found without contents of an earlier sentence that have a cue of their own there."""
    if not found.cue or len(found.content) == 1:
        return found
    cue = found.cue[0].start
    sentence = next((s.start for s in reversed(document.sentences) if s.start <= cue), 0)
    taken = {
        span
        for span in found.content
        for other in others
        if span.end <= sentence
        and other.source
        and other.cue
        and other.content[0].end == span.end
        and _begin_together(other.content[0], span)
    }
    return replace(found, content=[span for span in found.content if span not in taken] or found.content)


def _better(document: Document, found: Found, at_cue: Mapping[int, Found]) -> Found:
    """Return what the rules found for the same cue, if its content has more parts or stops before an answer to it."""
    if (verb := _verb_before(document, found, at_cue)) is not None:
        return verb
    same = next((at_cue[place] for span in found.cue for place in range(span.start, span.end) if place in at_cue), None)
    if same is None:
        return _nearer(document, found, at_cue)
    lacks = not found.source or _is_no_source(document, found.source) or _is_addressed(document, found)
    if same.source and lacks:
        found = replace(found, source=same.source)
    if len(same.content) > len(found.content) or _strays(document, same, found):
        return same
    if found.cue[0].start > found.content[0].end and _ends_like(same.content[0], found.content[0]):
        return replace(found, content=[same.content[0], *found.content[1:]])  # "*The lab found* the case, she said"
    particle = document.slice(same.cue[-1]).rpartition(" ")[2] in ("on", "upon")
    if particle and same.content[0].start < found.cue[-1].end <= found.content[0].start:
        return replace(found, cue=same.cue, content=same.content)  # "called on | all sides to wait"
    if _loses_subject(document, same, found):
        return replace(found, cue=same.cue, content=same.content)
    stops = _stops_before_answer(document, same, found) or _stops_before_joined(document, same, found, at_cue)
    cut = stops or _starts_behind_hearer(document, same, found)
    return replace(found, content=same.content) if cut else found


def _strays(document: Document, near: Found, found: Found) -> bool:
    """Tell whether a content stands in a later paragraph than its cue, whose own paragraph has one for it."""
    around = _part_around(document, found.cue[0].start)
    return found.content[0].start >= around.end and around.start <= near.content[0].start < around.end


def _loses_subject(document: Document, whole: Found, found: Found) -> bool:
    """Tell whether a content begins behind a cue that is part of what was told: "told us | her son called *her*"."""
    (first, *_), (later, *_) = whole.content, found.content
    if first.start >= later.start or whole.content[-1].end != found.content[-1].end:
        return False
    lost = document.text[first.start : later.start].split()
    tells = TELLING.search(document.slice(found.cue[-1])) is not None
    return tells and bool(lost) and lost[-1].lower() in load_lexicon().verbs


def _nearer(document: Document, found: Found, at_cue: Mapping[int, Found]) -> Found:
    """Return what the rules found with the same content and a cue closer to it: "defying a man who *accuses* him".

    So where a verb of doing was taken for a cue: "released a film which it *said* showed him".
    """
    first = found.content[0].start
    if RELATIVE.match(document.text, first):
        within = range(first, found.content[0].end)
        inside = next((at_cue[place] for place in within if place in at_cue and at_cue[place].source), None)
        if inside is not None and inside.content[-1].end == found.content[-1].end:
            return inside
    between = range(found.cue[-1].end, first) if found.cue else range(0)
    nearer = next((at_cue[place] for place in between if place in at_cue), None)
    same = nearer is not None and bool(nearer.source) and _begin_together(nearer.content[0], found.content[0])
    return nearer if nearer is not None and same else found


def _verb_before(document: Document, found: Found, at_cue: Mapping[int, Found]) -> Found | None:
    """Return what the rules read of a verb whose object was taken for the cue: "*rubbished* the mills' claim that"."""
    if len(found.source) != 1 or not found.cue or document.slice(found.cue[0]).lower() not in load_lexicon().nouns:
        return None
    between = range(found.source[0].end, found.cue[0].start)
    verb = next((at_cue[place] for place in between if place in at_cue), None)
    if verb is None or verb.source != found.source:
        return None
    object_words = document.text[verb.cue[-1].end : found.cue[0].start]
    takes = any(part.start <= found.cue[0].start < part.end for part in verb.content)
    return verb if takes and "," not in object_words and len(object_words.split()) < MOST_MODIFIERS else None


def _passed_on(document: Document, found: Found, at_cue: Mapping[int, Found]) -> Found | None:
    """Return what somebody said whom another only passes on: "*Lund said* he would go, according to the Courier"."""
    if len(found.content) != 1 or not found.cue or document.slice(found.cue[-1]) not in PASSING:
        return None
    whole = found.content[0]
    places = (place for place in range(whole.start, whole.end) if place in at_cue)
    said = next((at_cue[place] for place in places if at_cue[place].source), None)
    if said is None or whole.end > found.cue[0].start:
        return None
    words = [*said.source, *said.cue, *said.content]
    before = document.text[whole.start : min(words).start]
    behind = document.text[max(span.end for span in words) : whole.end]
    is_hearer = TELLING.search(document.slice(said.cue[-1])) is not None and len(behind.split()) < MOST_MODIFIERS
    is_all = whole.start <= min(words).start and (len(behind) <= 1 or is_hearer)
    return said if is_all and (not before or before.endswith(", ")) else None


def _is_no_source(document: Document, source: Sequence[Span]) -> bool:
    """Tell whether all that was marked of a source is an article, "The" of "The Front", or a relative clause."""
    words = document.slice(source[0]).lower() if len(source) == 1 else ""
    return words in ("the", "a", "an") or words.startswith(("which ", "who "))


def _is_addressed(document: Document, found: Found) -> bool:
    """Tell whether a source is whom somebody "told": "“…,” a clerk, who was not named, told the Courier"."""
    if not found.source or not found.cue or document.slice(found.cue[-1]).lower() not in ("told", "tells"):
        return False
    return 0 < found.source[0].start - found.cue[-1].end <= 1


def _stops_before_answer(document: Document, short: Found, long: Found) -> bool:
    """Tell whether all that a content has more than another is a pointer to it: ", a charge that"."""
    one, other = short.content[-1], long.content[-1]
    if len(short.content) != len(long.content) or not _begins_like(one, other):
        return False
    pointer = POINTER.match(document.text, one.end, other.end)
    return pointer is not None and pointer["noun"].lower() in load_lexicon().pointers


def _stops_before_joined(document: Document, short: Found, long: Found, at_cue: Mapping[int, Found]) -> bool:
    """Tell whether a content has more than another what has a cue of its own.

    That is "… and the union accusing him", where somebody else goes on, or "… and urged them to leave".
    """
    one, other = short.content[-1], long.content[-1]
    joined = JOINED.match(document.text, one.end, other.end)
    if joined is None or not _begins_like(one, other):
        return False
    following = at_cue.get(joined.start("words"))
    if following is not None and following.cue[0].start == joined.start("words"):
        return following.source == short.source
    participle = PARTICIPLE.match(document.text, joined.start("words"), other.end)
    return participle is not None and participle["cue"].lower() in load_lexicon().verbs


def _starts_behind_hearer(document: Document, short: Found, long: Found) -> bool:
    """Tell whether all that a content has more than another is who was told: "told *newsmen that* it was late"."""
    one, other = short.content[0], long.content[0]
    before = document.text[other.start : one.start]
    tells = bool(long.cue) and TELLING.search(document.slice(long.cue[-1])) is not None
    return one.end == other.end and HEARER.fullmatch(before) is not None and (tells or before.endswith("that "))


def _begins_like(short: Span, long: Span) -> bool:
    """Tell whether one content begins where a longer one does."""
    return _begin_together(short, long) and short.end < long.end


def _ends_like(long: Span, short: Span) -> bool:
    """Tell whether one content ends where a shorter one does."""
    return long.end == short.end and long.start < short.start


def _begin_together(one: Span, other: Span) -> bool:
    """Tell whether two contents begin at one place, a "that" aside."""
    return abs(one.start - other.start) <= len("that ")


def _points_back(document: Document, found: Found) -> bool:
    """Tell whether a content is a pointer behind a comma: ", *a claim* that Sund rejected"."""
    first = found.content[0]
    pointer = POINTER.match(document.text, max(0, first.start - 2), first.end)
    return pointer is not None and pointer.end() == first.end and pointer["noun"] in load_lexicon().pointers


def _whole_answer(found: Found) -> Span:
    return Span(found.content[0].start, max(span.end for span in (*found.cue, *found.content)))


def _without(document: Document, found: Found, answers: _Covered) -> Found:
    """Return what was found, its content cut where the answer to it begins."""
    if not answers.touches(found.content):
        return found
    cut = [Span(span.start, answers.before(span)) for span in found.content]
    kept = [Span(span.start, span.start + len(document.slice(span).rstrip(" ,—–-"))) for span in cut]
    return replace(found, content=[span for span in kept if span.end > span.start])


def _behind(openings: Iterable[Span], span: Span) -> Span:
    """Return a span without the place or time that it begins with."""
    opening = next((o for o in openings if o.start <= span.start < o.end < span.end), None)
    return Span(opening.end, span.end) if opening else span


def _is_charge(document: Document, found: Found) -> bool:
    """Tell whether a noun with its owner attributes: "Ukraine's allegations of delay"."""
    return bool(found.source and found.cue) and document.slice(found.cue[-1]).lower() in load_lexicon().nouns


def _answers(document: Document, answer: Found, charge: Found) -> bool:
    """Tell whether an attribution by a noun is all that another says no to: "faulted *the police claim that ...*"."""
    if not (answer.source and answer.cue and charge.cue) or len(answer.content) != 1:
        return False
    whole, words = answer.content[0], [*charge.source, *charge.cue, *charge.content]
    is_noun = document.slice(charge.cue[-1]).lower() in load_lexicon().nouns
    held = whole.start <= min(words).start and abs(max(span.end for span in words) - whole.end) <= 1
    return is_noun and held and answer.cue[-1].end <= whole.start


def _attributions(text: str, found: Sequence[Mark]) -> Iterator[Found]:
    """Yield one attribution for each cue that has a content, and each content without cue with the label it has."""
    tied: dict[int, list[Mark]] = {index: [mark] for index, mark in enumerate(found) if mark.role is Role.CUE}
    for mark in found:
        for cue in mark.cues:
            tied[cue].append(mark)
    for parts in tied.values():
        content = _spans(parts, Role.CONTENT)
        if content:
            confidence = min(part.confidence for part in parts)
            yield Found(_spans(parts, Role.SOURCE), _spans(parts, Role.CUE), content, confidence)
    yield from _uncued(text, found)


def _uncued(text: str, found: Sequence[Mark]) -> Iterator[Found]:
    """Yield contents without cue, each with the label that stands beside it in the order of the text."""
    loose = [mark for mark in found if mark.role is not Role.CUE and not mark.cues]
    for index, mark in enumerate(loose):
        if mark.role is Role.CONTENT:
            beside = [*loose[max(0, index - 1) : index], *loose[index + 1 : index + 2]]
            labels = [m.span for m in beside if m.role is Role.SOURCE and _is_label(text, m.span, mark.span)]
            yield Found(labels[:1], [], [mark.span], mark.confidence)


def _spans(found: Iterable[Mark], role: Role) -> list[Span]:
    return [mark.span for mark in found if mark.role is role]


def _is_label(text: str, label: Span, words: Span) -> bool:
    before, after = words.start - label.end, label.start - words.end
    between = text[label.end : words.start] if before >= 0 else text[words.end : label.start]
    return 0 <= max(before, after) <= LABEL_GAP and "\n" not in between


def _is_turn(found: Found) -> bool:
    """Tell a turn of a transcript from a labelled headline and a lone quotation, of which the rules are less sure."""
    return not found.cue and found.confidence >= 0.9


def _whole(turn: Found) -> Span:
    parts = [*turn.source[:1], turn.content[0]]
    return Span(min(span.start for span in parts), max(span.end for span in parts))


class _Covered:
    """The parts of a text that some spans cover."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def before(self, span: Span) -> int:
        """Return where the first covered part inside a span begins, else its end."""
        place = bisect_right(self.ends, span.start)
        covered = place < len(self.starts) and self.starts[place] < span.end
        return max(span.start, self.starts[place]) if covered else span.end

    def touches(self, spans: Iterable[Span]) -> bool:
        """Tell whether any of the spans shares a character with what is covered."""
        for span in spans:
            place = bisect_right(self.ends, span.start)
            if place < len(self.starts) and self.starts[place] < span.end:
                return True
        return False
