"""The rules tagger: a cue lexicon, quotation spans and clause patterns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claims.extraction.cues import load_lexicon
from claims.extraction.findings import Found, Reading
from claims.extraction.nouns import read_adjuncts, read_adverbs, read_nouns
from claims.extraction.phrases import DASHES, noun_phrase_after, subject_before
from claims.extraction.segment import HEADLINE_MAX
from claims.extraction.sentences import QUOTED, WORDS, Sentence, quoted_sentences, sentences
from claims.extraction.turns import find_signed, find_turns
from claims.extraction.values import Document, Mark, Role, Span
from claims.extraction.verbs import read_verbs

LABEL_FIRST = re.compile(r"(?P<label>[A-Z][^:,;“‘\"]{1,40}):\s+(?P<words>\S.{8,})$")
LABEL_LAST = re.compile(r"(?P<words>.{8,}?)(?::| [-–—]) (?P<label>[^:,;“‘\"]{2,40})$")
# What begins the deed in "Council ‘hid the leak’ to win vote as trial opens", stands around it, and is no more of it.
DOING = WORDS.verbs | WORDS.auxiliaries | WORDS.negations
OF_SOMEBODY = re.compile(r"\w,? \Z")
FOLLOWING = WORDS.prepositions | WORDS.subordinators | WORDS.conjunctions | {"to"}
ASIDE = re.compile(r"\s(?:as|amid)\s")
OBJECT_CUE = re.compile(r"\b(?:accus|den[iy]|reject|call|describ|label|brand|ask|urg|blam|dismiss|condemn|demand)\w*$")


class RulesTagger:
    """Tags by rules alone: deterministic, no model, some thousand sentences a second."""

    @property
    def name(self) -> str:
        """Name and version, recorded with what was found."""
        return "rules-1"

    def load(self) -> None:
        """Load the lexicon."""
        load_lexicon()

    def tag(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document, in text order."""
        return [marks(_attributions(document)) for document in documents]


def marks(found: Sequence[Found]) -> list[Mark]:
    """Turn attributions into marks; a span that serves several cues is one mark with several arcs."""
    spans: dict[tuple[Role, Span], tuple[set[Span], float]] = {}
    for item in found:
        for role, parts in ((Role.CUE, item.cue), (Role.SOURCE, item.source), (Role.CONTENT, item.content)):
            for span in parts:
                arcs, confidence = spans.get((role, span), (set(), 1.0))
                arcs.update(item.cue if role is not Role.CUE else ())
                spans[role, span] = arcs, min(confidence, item.confidence)
    order = sorted(spans, key=lambda key: (key[1], key[0]))
    index = {span: place for place, (role, span) in enumerate(order) if role is Role.CUE}
    return [
        Mark(role, span, tuple(sorted(index[cue] for cue in spans[role, span][0])), spans[role, span][1])
        for role, span in order
    ]


def _attributions(document: Document) -> list[Found]:
    found: list[Found] = []
    awaiting: Found | None = None
    turns = find_turns(document)
    spoken = [span for turn in turns for span in turn.words]
    turns += find_signed(document)
    wholes = [span for turn in turns for span in turn.wholes()]
    begins, ends = sorted(span.start for span in wholes), sorted(span.end for span in wholes)
    for sentence in sentences(document):
        span = sentence.spans[0] if sentence.spans else None
        if span is None or bisect_right(begins, span.start) > bisect_right(ends, span.start):
            continue
        if awaiting is not None:
            taken = _leading_utterance(sentence)
            if taken is not None:
                awaiting.content.append(taken)
                found.append(awaiting)
            awaiting = None
            if taken is not None and len(sentence) <= 2:
                continue
        reading = read_sentence(sentence)
        awaiting = next((item for item in reading if item.awaits_quotation and not item.content), None)
        _take_previous(reading, found, span.start)
        found.extend(item for item in reading if item.content)
    found.extend(Found([turn.name] if turn.name else [], [], turn.words, 0.9) for turn in turns)
    if (title := _silent_title(document, found)) is not None:
        found.extend(_labelled_headline(document, title, found) or _quoted_headline(document, title))
    for sentence in quoted_sentences(document, spoken):
        found.extend(_nested(sentence))
    return found


def _take_previous(reading: list[Found], found: list[Found], start: int) -> None:
    """Give "Orr said." the quotation before it, which its question mark made a sentence of its own."""
    empty = next((item for item in reading if not item.content and not item.awaits_quotation), None)
    if empty is None or not found:
        return
    previous = found[-1]
    if not previous.cue and not previous.source and 0 <= start - previous.content[-1].end <= 2:
        empty.content = found.pop().content


def read_sentence(sentence: Sentence) -> list[Found]:
    """Return the attributions in one sentence, in no particular order."""
    reading = Reading(sentence)
    read_verbs(reading)
    read_nouns(reading)
    read_adjuncts(reading)
    read_adverbs(reading)
    _give_leading_quotation(reading)
    reading.found.extend(_uncued(reading))
    reading.found[:] = [found for found in reading.found if not _is_echo(found, reading)]
    return reading.found


def _is_echo(found: Found, reading: Reading) -> bool:
    """Tell whether a belief, a pronoun's words or a passive stand within what another says: "Lund said he hoped"."""
    s = reading.sentence
    if not found.cue:
        return False
    first = (found.source or found.content)[0].start
    agentless = not found.source and len(found.content) == 2
    pronoun = bool(found.source) and s.document.slice(found.source[0]).lower() in WORDS.subject_pronouns
    return (found.attitude or pronoun or agentless) and any(
        part.start <= first and found.cue[0].end < part.end
        for other in reading.found
        if other is not found and not other.attitude
        for part in other.content
    )


def _give_leading_quotation(reading: Reading) -> None:
    """Let the quotation of "'No deal': Kremlin dismisses truce" be the content of the cue behind the colon."""
    s = reading.sentence
    if not s.is_title or not s.is_quotation(0) or s.low[1:2] not in ([":"], ["-"], ["–"], ["—"]):
        return
    for found in reading.found:
        if (
            found.source
            and found.units[0] > 1
            and found.source[0].start >= s.spans[2].start
            and found.source[0].end <= s.spans[found.units[0]].start
        ):
            if found.source[0].start == s.spans[2].start:
                found.content = [s.spans[0]]
            return


def _labelled_headline(document: Document, title: Span, found: Sequence[Found]) -> list[Found]:
    """Return "Mayor: bridge is unsafe" and "Bridge unsafe: report", if the label is one who speaks."""
    named = (_names(document.slice(span)) for item in found for span in item.source)
    speakers = {names[-1] for names in named if names}
    for pattern in (LABEL_FIRST, LABEL_LAST):
        match = pattern.match(document.text, title.start, title.end)
        if match and _speaks(match["label"], speakers):
            return [Found([Span(*match.span("label"))], [], [Span(*match.span("words"))], 0.6)]
    return []


def _quoted_headline(document: Document, title: Span) -> list[Found]:
    """Return "Council ‘hid the leak’", of which a headline quotes what is said to have been done."""
    for quotation in document.quotations:
        if not title.start < quotation.span.start < quotation.span.end <= title.end:
            continue
        words = document.slice(quotation.span)[1:-1].split()
        does = len(words) > 1 and words[0].islower() and (words[0].endswith("ed") or words[0] in DOING)
        before, after = document.text[title.start : quotation.span.start], document.text[quotation.span.end : title.end]
        if does and OF_SOMEBODY.search(before) and set(after.lower().split()[:1]) <= FOLLOWING:
            aside = ASIDE.search(document.text, quotation.span.end, title.end)
            return [Found([], [], [Span(title.start, aside.start() if aside else title.end)], 0.6)]
    return []


def _silent_title(document: Document, found: Sequence[Found]) -> Span | None:
    """Return the headline, if it is short and nothing was found in it."""
    title = document.title
    if title is None or title.end - title.start > HEADLINE_MAX:
        return None
    return None if any(title.start <= item.content[0].start < title.end for item in found) else title


def _names(words: str) -> list[str]:
    return re.findall(r"\b[A-Z][\w-]+", words)


def _speaks(label: str, speakers: set[str]) -> bool:
    """Tell whether a label names a speaker of the text, a report, or somebody by what they do."""
    words = label.split()
    last = words[-1].lower().removesuffix("'s").removesuffix("’s")
    return words[-1] in speakers or last in WORDS.reports or last in WORDS.groups or last in WORDS.offices


def _leading_utterance(s: Sentence) -> Span | None:
    return s.spans[0] if s.is_quotation(0) and s.is_utterance(0) else None


def _uncued(reading: Reading) -> Iterator[Found]:
    """Yield quotations that no cue of the sentence has taken: floating ones, and those after a colon."""
    s = reading.sentence
    taken = [span for item in reading.found for span in item.content]
    for k in range(len(s)):
        if not s.is_quotation(k) or any(t.start <= s.spans[k].start < t.end for t in taken):
            continue
        if k and s.low[k - 1] in (":", *DASHES) and (s.is_utterance(k) or s.is_title):
            subject = _topic(s, k - 1)
            yield Found(subject, [], [s.spans[k]], 0.7)
        elif s.is_title and k == 0 and s.low[1:2] in ([":"], ["—"], ["–"], ["-"], [","]):
            yield Found(_label_after(s, 2), [], [s.spans[k]], 0.7)
        elif k == 0 and s.is_utterance(k) and s.ends_utterance(k) and len(s) <= 2:
            yield Found([], [], [s.spans[k]], 0.7)
        elif k and s.low[k - 1] == QUOTED and s.is_utterance(k) and s.ends_utterance(k):
            yield Found([], [], [s.spans[k]], 0.6)


def _label_after(s: Sentence, start: int) -> list[Span]:
    """Return who is named after a headline's quotation, without what they do: "‘No’: chief answers his critics"."""
    if "with" in s.low[start : start + 4] and {"interview", "conversation"} & set(s.low[start : start + 4]):
        start = s.low.index("with", start) + 1
    phrase = noun_phrase_after(s, start)
    if phrase is None:
        return []
    verbs = (
        k
        for k in range(phrase.start + 1, phrase.end - 1)
        if s.low[k].endswith("s")
        and s.low[k] != "'s"
        and (s.low[k + 1] in WORDS.determiners | WORDS.object_pronouns | {"back", "out"} or s.low[k + 1].endswith("s"))
    )
    return [s.span(phrase.start, next(verbs, phrase.end))]


def _topic(s: Sentence, colon: int) -> list[Span]:
    """Return the subject of the clause before a colon, or all of it where there is no verb."""
    for k in range(1, colon):
        if not WORDS.is_finite(s, k) or s.low[k - 1] in WORDS.determiners | WORDS.relatives:
            continue
        if phrase := subject_before(s, k):
            return [s.span(phrase.start, phrase.end)]
    return [s.span(0, colon)] if colon and colon <= 8 else []


def _nested(sentence: Sentence) -> Iterator[Found]:
    """Yield what a quoted sentence attributes to others, where that is beyond doubt."""
    reading = Reading(sentence)
    read_verbs(reading)
    for item in reading.found:
        plain = (
            item.source and item.cue and item.content and not item.attitude and _is_explicit(sentence.document, item)
        )
        if plain and not re.match(
            r"(?:I|we|you|he|she|they|it|that|who|which|this)$", sentence.document.slice(item.source[0]), re.IGNORECASE
        ):
            item.confidence = 0.5
            yield item


def _is_explicit(document: Document, item: Found) -> bool:
    """Tell whether "that", or a cue with an object, shows an attribution in a quotation to be one."""
    cue, content = item.cue[0], item.content[0]
    return "that" in document.text[cue.end : content.start] or OBJECT_CUE.search(document.slice(cue)) is not None
