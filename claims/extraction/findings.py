"""What the rules have found in a sentence so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.cues import load_lexicon
from claims.extraction.phrases import Phrase, subject_before
from claims.extraction.sentences import QUOTED, WORDS, Sentence
from claims.extraction.values import Span


@dataclass(slots=True)
class Found:
    """An attribution in the making: spans by role, and the units of its cue in its sentence."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    confidence: float = 0.9
    units: tuple[int, int] = (-1, -1)
    awaits_quotation: bool = False
    attitude: bool = False


@dataclass(slots=True)
class Reading:
    """What has been found in a sentence so far, for cues that share a source."""

    sentence: Sentence
    found: list[Found] = field(default_factory=list)

    def last_source(self, before: int) -> list[Span]:
        """Return the source of the nearest cue before a unit, or the subject of the sentence."""
        for earlier in reversed(self.found):
            if earlier.units[1] <= before and earlier.source:
                return earlier.source
        return main_subject(self.sentence, before)


def main_subject(s: Sentence, before: int) -> list[Span]:
    """Return the span of the subject of the first finite verb of the sentence."""
    phrase = main_phrase(s, before)
    return [s.span(phrase.start, phrase.end)] if phrase else []


def main_phrase(s: Sentence, before: int) -> Phrase | None:
    """Return the subject of the first finite verb before a unit; in a headline, of the first word in -s."""
    verbs = load_lexicon().verbs
    for k in range(1, min(before, 60)):
        cue = s.low[k] in verbs and any(form.kind in ("s", "finite", "past") for form in verbs[s.low[k]])
        if (WORDS.is_finite(s, k) or cue) and s.low[k - 1] not in WORDS.determiners:
            phrase = subject_before(s, k)
            if phrase and s.low[phrase.start] not in WORDS.relatives:
                return phrase
    likely = (k for k in range(1, before) if s.low[k] == QUOTED or (s.low[k].endswith("s") and s.raw[k].islower()))
    verb = next(likely, 0) if s.is_title else 0  # "Minister ‘sorry’ for delays, says …"
    return Phrase(0, verb, -1) if verb and "," not in s.low[:verb] else None
