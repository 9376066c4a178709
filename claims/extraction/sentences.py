"""Sentences as the rules see them: words and punctuation, with each quotation as one unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.cues import load_lexicon
from claims.extraction.values import Document, Quotation, Span, Token

QUOTED = "“”"
INVISIBLE = re.compile("[\u200b-\u200d\u2060\u00ad]")
MONTHS = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
FULL_STOP = re.compile(r"[.!?]\s+(?=[A-Z])")
LONGEST = 1500
ENDS = frozenset(",.?!…—–-")
ADVERB = re.compile(r"[a-z]{3,}ly$")


@dataclass(slots=True)
class Sentence:
    """Parallel lists, one entry a unit: the word in lower case, its span, and its quotation if it is one."""

    document: Document
    low: list[str]
    spans: list[Span]
    raw: list[str]
    is_title: bool
    paragraph_end: bool

    def __len__(self) -> int:
        return len(self.low)

    def span(self, start: int, end: int) -> Span:
        """Return the span of the units from `start` up to `end`, exclusive."""
        return Span(self.spans[start].start, self.spans[end - 1].end)

    def starts_quotation(self, span: Span) -> bool:
        """Tell whether a quotation begins where the span does."""
        return any(low == QUOTED and place.start == span.start for low, place in zip(self.low, self.spans, strict=True))

    def is_utterance_span(self, span: Span) -> bool:
        """Tell whether the span is just one quotation."""
        return any(low == QUOTED and place == span for low, place in zip(self.low, self.spans, strict=True))

    def is_quotation(self, i: int) -> bool:
        """Tell whether unit `i` is a quotation; false beyond the edges."""
        return 0 <= i < len(self.low) and self.low[i] == QUOTED

    def ends_utterance(self, i: int) -> bool:
        """Tell whether a quotation ends like something said in full: with a punctuation mark inside."""
        words = self.raw[i].rstrip("”’\"'»“ ")
        return self.is_quotation(i) and words[-1:] in ENDS

    def is_utterance(self, i: int) -> bool:
        """Tell whether a quotation is a whole utterance rather than a few quoted words."""
        if not self.is_quotation(i):
            return False
        words = self.raw[i].strip("“”‘’\"'«» ")
        return (
            bool(words)
            and (words[-1] in ENDS or words.count(" ") >= 4)
            and (words[0].isupper() or not words[0].isalpha())
        )


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document."""
    outer = [q for q in document.quotations if q.depth == 0]
    ends = {paragraph.end for paragraph in document.paragraphs}
    yield from _cut(document, document.sentences, document.tokens, outer, ends)


def quoted_sentences(document: Document, turns: Sequence[Span]) -> Iterator[Sentence]:
    """Yield the insides of outer quotations and of turns, cut at full stops, with inner quotations as units."""
    outer = [q for q in document.quotations if q.depth == 0 and q.span.end - q.span.start > 25]
    inner = [q for q in document.quotations if q.depth == 1]
    insides = [span for q in outer for span in _inside(document.text, q.span.start + 1, q.span.end - q.closed)]
    insides += [span for turn in turns for span in _inside(document.text, turn.start, turn.end)]
    yield from _cut(document, insides, document.tokens, inner, set())


def _inside(text: str, start: int, end: int) -> Iterator[Span]:
    for stop in FULL_STOP.finditer(text, start, end):
        yield Span(start, stop.end())
        start = stop.end()
    if start < end:
        yield Span(start, end)


def _cut(
    document: Document, spans: Sequence[Span], tokens: Sequence[Token], quotations: Sequence[Quotation], ends: set[int]
) -> Iterator[Sentence]:
    starts = [token.span.start for token in tokens]
    quote_starts = [q.span.start for q in quotations]
    for span in spans:
        words = tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        inside = quotations[bisect_left(quote_starts, span.start) : bisect_left(quote_starts, span.end)]
        title = document.title is not None and document.title.start <= span.start < document.title.end
        # What is longer than any sentence is read in parts, so that no rule looks at more.
        for start in range(0, len(words), LONGEST):
            part = words[start : start + LONGEST]
            yield _sentence(document, part, inside, title, span.end in ends)


def _sentence(
    document: Document, words: Sequence[Token], quotations: Sequence[Quotation], title: bool, last: bool
) -> Sentence:
    sentence = Sentence(document, [], [], [], title, last)
    coming = (quotation for quotation in quotations if not words or quotation.span.start >= words[0].span.start)
    skip_to, quotation = -1, next(coming, None)
    for token in words:
        start = token.span.start
        if start < skip_to:
            continue
        if quotation is not None and start >= quotation.span.start:
            sentence.low.append(QUOTED)
            sentence.spans.append(quotation.span)
            sentence.raw.append(document.slice(quotation.span))
            skip_to, quotation = quotation.span.end, next(coming, None)
            continue
        word = token.text
        sentence.low.append(_plain(word, sentence.low[-1] if sentence.low else ""))
        sentence.spans.append(token.span)
        sentence.raw.append(word)
    return sentence


def _plain(word: str, before: str) -> str:
    if word in ("'", "’"):
        return "'s" if before.endswith("s") else word
    return _lowered(word)


@lru_cache(maxsize=20_000)
def _lowered(word: str) -> str:
    if word[0] == "-":
        return "—" if len(word) > 1 else word
    if not word.isascii():
        word = INVISIBLE.sub("", word)
    low = word.lower().replace("’", "'")
    return low[:-1] if low.endswith(".") and low[:-1] in MONTHS else low


class Words:
    """Questions about single units, answered from the word lists."""

    def __init__(self) -> None:
        lists = load_lexicon().words
        self.determiners = lists["determiners"] | lists["possessives"]
        self.subject_pronouns = lists["subject_pronouns"]
        self.object_pronouns = lists["object_pronouns"]
        self.prepositions = lists["prepositions"]
        self.subordinators = lists["subordinators"]
        self.relatives = lists["relatives"]
        self.conjunctions = lists["conjunctions"]
        self.auxiliaries = lists["auxiliaries"] - {"'s", "'d"}
        self.be = lists["be"] - {"'s"}
        self.have = lists["have"]
        self.modals = lists["modals"]
        self.negations = lists["negations"]
        self.adverbs = lists["adverbs"]
        self.time = lists["time_words"] - {"may", "march", "sun", "sat", "mar", "mon", "wed", "second"}
        self.verbs = lists["irregular_verbs"]
        self.not_verbs = lists["not_verbs"]
        self.reports = lists["reports"]
        self.offices = lists["offices"]
        self.approximate = lists["approximate"]
        self.spoken = lists["spoken"]
        self.hearers = lists["hearers"]
        self.no_adverbs = lists["no_adverbs"]
        self.ambiguous = lists["ambiguous"]
        self.reporting = lists["reporting"]
        self.unattributed = lists["unattributed"]
        self.reporters_connectives = lists["reporters_connectives"]
        self.rules = lists["rules"]
        self.obtained = lists["obtained"]
        self.groups = lists["collective_sources"]

    def is_adverb(self, word: str) -> bool:
        """Tell whether the word is an adverb."""
        return word in self.adverbs or (word not in self.no_adverbs and ADVERB.match(word) is not None)

    def is_finite(self, sentence: Sentence, i: int) -> bool:
        """Tell whether unit `i` looks like a finite verb."""
        word = sentence.low[i]
        if word in self.auxiliaries:
            return word not in ("may", "will", "can") or i == 0 or sentence.is_title or sentence.raw[i].islower()
        if not sentence.is_title and not sentence.raw[i].islower():
            return False
        if word in self.verbs:
            return i == 0 or sentence.low[i - 1] not in self.determiners
        if not word.endswith("ed") or word in self.not_verbs or len(word) < 5:
            return False
        j = i - 1
        while j >= 0 and self.is_adverb(sentence.low[j]):
            j -= 1
        before = sentence.low[j] if j >= 0 else ""
        return not (before in self.determiners or before in self.prepositions or before in ("'s", "and", "or", ",", ""))


WORDS = Words()
