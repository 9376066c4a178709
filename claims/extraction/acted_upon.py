"""Sources that are spoken of and say nothing: "a man accused of theft", "Ida Lund isn't expected to come"."""

from __future__ import annotations

import itertools
import re

from claims.extraction.attributions import Triple
from claims.extraction.cues import load_lexicon
from claims.extraction.story import Story
from claims.extraction.values import Span
from claims.extraction.wordlists import fold, word_set

_CHARGED = word_set("accused suspected charged convicted indicted acquitted")
_TOLD = word_set("told informed notified advised reminded assured warned")
_ASKED = word_set("asked pressed questioned quizzed")
_HEARD = word_set("hears heard")
_SUBJECTS = word_set("i we he she they")
# Before whom others speak.
_HEARINGS = word_set("court jury inquest inquiry tribunal trial hearing jurors magistrates")
# "Ida Lund was booed by *clerks* after saying".
_BY_AGENT = re.compile(
    r"(?P<subject>[^,;]{1,80}?) (?:was|were|is|are|(?:has|have|had) been) (?:[\w-]+ ){0,6}?\w+ by (?:the |an? )?"
)
# "“It is over,” *he* was quoted as saying by the Courier".
_QUOTED_BY = re.compile(
    r"(?<![\w’'-])(?P<subject>[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
    r" (?:was|were|is|has been) (?:quoted|cited|reported) (?:as saying )?by"
)
_TO_CUE = re.compile(r" (?:after|for|before|while|when|(?P<as>as)) (?=\w+ing\b)")
# Characters between a source and the cue right behind it: ", ".
_BESIDE = 2


def is_acted_upon(story: Story, triple: Triple) -> bool:
    """Tell whether the source of a triple is the object of its cue: who does it, the text does not say."""
    if not triple.source or not triple.cue:
        return False
    source, cue = triple.source[-1], triple.cue[0]
    units = story.units(Span(cue.start, triple.cue[-1].end))
    low = story.low[units.start : units.stop + 1]  # with the word behind the cue
    if "by" in low:
        return False
    if source.start > cue.end:
        return low[0] in _ASKED and story.begins_sentence(units.start)  # "Asked about the dam, Orr said"
    if not 0 <= cue.start - source.end <= _BESIDE:
        return False
    if low[0] in _TOLD and low[1:2] in ([":"], ["to"]):
        return story.in_title(cue.start)  # a headline's "Parents told: school to close"
    if fold(story.text[source.start : source.end]).rpartition(" ")[2] in _HEARINGS:
        ends_title = story.in_title(cue.start) and triple.content[0].start < source.start  # "…, jury told"
        if story.low[units.stop - 1] in _HEARD or (low[0] == "told" and ends_title):
            return True
    subject = fold(story.text[source.start : source.end])
    is_expletive = subject == "it"
    if subject in _SUBJECTS and load_lexicon().words["be"].isdisjoint(low):
        return False  # "rivals, whom *he* accused of theft"
    return _is_charged(low) or _is_expected(low) or _is_told(low, of_anybody=is_expletive)


def _is_told(low: list[str], *, of_anybody: bool) -> bool:
    """Tell whether a cue is "was told", or behind "it" any passive: "would be recalled"."""
    be = load_lexicon().words["be"]
    return any(
        word in be and (behind in _TOLD or (of_anybody and behind.endswith("ed")))
        for word, behind in itertools.pairwise(low)
    )


def _is_charged(low: list[str]) -> bool:
    return any(word in _CHARGED and behind in ("of", "with") for word, behind in itertools.pairwise(low))


def _is_expected(low: list[str]) -> bool:
    """Tell whether a cue is "is expected to", "was asked about"."""
    words, passives = load_lexicon().words, load_lexicon().passives
    at = next((k for k, word in enumerate(low) if word in words["be"]), len(low))
    expected = passives["to"] | passives["person_to"]
    return any(
        (word in expected and behind == "to") or (word in _ASKED and behind in ("about", "whether", "if"))
        for word, behind in zip(low[at:], low[at + 1 :], strict=False)
    )


def subject_of_passive(story: Story, triple: Triple) -> Span | None:
    """Return who is booed and speaks in "*Ida Lund* was booed by clerks for saying", if the clerks are the source.

    So, too, in "*Ida Lund* was quoted by the Courier as saying".
    """
    if not triple.source or not triple.cue:
        return None
    agent, cue = triple.source[0], triple.cue[0]
    quoted = _QUOTED_BY.search(story.text, story.sentence_span(cue.start).start, triple.cue[-1].end)
    if quoted is not None and quoted.end() == triple.cue[-1].end:
        return Span(*quoted.span("subject"))
    between = _TO_CUE.match(story.text, agent.end)
    if between is None or cue.start not in (between.end(), between.start("as")):
        return None
    passive = _BY_AGENT.fullmatch(story.text, story.sentence_span(agent.start).start, agent.start)
    return Span(*passive.span("subject")) if passive is not None else None
