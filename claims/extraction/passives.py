"""Attributions by a passive: "was accused of …", "is expected to …", "was denied by …"."""

from __future__ import annotations

from claims.extraction.adjuncts import STOPS, is_infinitive
from claims.extraction.clauses import clause_end
from claims.extraction.cues import load_lexicon
from claims.extraction.findings import Found, Reading, main_phrase
from claims.extraction.phrases import (
    Phrase,
    VerbGroup,
    has_finite_verb,
    noun_phrase_after,
    noun_phrase_before,
    starts_noun_phrase,
    subject_before,
)
from claims.extraction.postposed import left_of
from claims.extraction.sentences import WORDS, Sentence
from claims.extraction.values import Span


def read_passive(reading: Reading, i: int, group: VerbGroup) -> Found | None:
    """Read the passive cue at unit `i`: its subject and its complement are what is said, its agent says it."""
    s, passives = reading.sentence, load_lexicon().passives
    word, k = s.low[i], i + 1
    subject, relative = _passive_subject(s, group.start)
    before = s.low[group.start - 1] if group.start else ""
    if before == "it" and word in passives["that"] and s.low[k : k + 1] == ["that"]:
        return Found([], [s.span(group.start, k)], [s.span(k + 1, clause_end(s, k + 1))], 0.8, (group.start, k))
    subject = _with_noun_clause(s, subject or Phrase(group.start, group.start, group.start - 1))
    if subject.start == subject.end:
        return None
    nothing_follows = k >= len(s) or s.low[k] in STOPS or s.low[k] == "."
    if s.low[subject.start : subject.end] == ["it"] and word in passives["that"] and nothing_follows:
        left = left_of(s, subject.start) if subject.start and s.low[subject.start - 1] == "," else []
        if left and s.low[k : k + 1] == [","] and not has_finite_verb(s, 0, subject.start):
            left.append(s.span(k + 1, clause_end(s, k + 1)))  # "The boat, it was claimed, had sunk"
        return Found([], [s.span(group.start, k)], left, 0.8, (group.start, k)) if left else None
    agent, after = _agent(s, k)
    if agent and s.low[after : after + 1] == [","] and "," in s.low[agent.start : agent.end]:
        after += 1  # "was described by its chair, Ada Orr, as late"
    cue_end, complement = _passive_complement(s, word, after, k)
    if complement is None:
        return None
    if complement[0] == complement[1] and word in load_lexicon().answered and not agent and not _is_said(s, subject):
        return None
    if relative and "," in s.low[complement[0] : complement[1]]:
        complement = complement[0], s.low.index(",", complement[0])
    content = [s.span(subject.start, subject.end)]
    if complement[1] > complement[0]:
        content.append(s.span(*complement))
    source = [s.span(agent.start, agent.end)] if agent else _late_agent(s, complement)
    return Found(source, [s.span(group.start, cue_end)], content, 0.85, (group.start, cue_end))


def _passive_subject(s: Sentence, end: int) -> tuple[Phrase | None, bool]:
    """Return the subject of a passive, and whether it is the antecedent of "the board, which was accused of …,"."""
    if end > 1 and s.low[end - 1] in ("who", "which") and s.low[end - 2] == ",":
        return subject_before(s, end - 2), True
    if s.low[end - 1 : end] in (["but"], ["and"]):
        return main_phrase(s, end), False
    return subject_before(s, end), False


def _with_noun_clause(s: Sentence, subject: Phrase) -> Phrase:
    """Extend "she lied" to "the allegation that she lied", "emissions" to "its pledge to cut emissions"."""
    lexicon, k = load_lexicon(), subject.boundary
    for j in range(subject.end - 1, max(-1, subject.end - 25), -1):
        if (
            s.low[j] in lexicon.nouns
            and j < k + 1
            and (s.low[j + 1] in ("that", "by", "from", "to", "of") or j + 1 == k)
        ):
            phrase = noun_phrase_before(s, j + 1)
            return Phrase(phrase.start, subject.end, phrase.boundary) if phrase else subject
    return subject


def _is_said(s: Sentence, subject: Phrase) -> bool:
    lexicon = load_lexicon()
    return any(s.low[j] in lexicon.nouns or s.low[j] in lexicon.pointers for j in range(subject.start, subject.end))


def _agent(s: Sentence, k: int) -> tuple[Phrase | None, int]:
    """Return the agent in "was denied by the operator" and the unit after it."""
    by = k
    while by < len(s) and (WORDS.is_adverb(s.low[by]) or s.low[by] in WORDS.time):
        by += 1
    if s.low[by : by + 1] == ["by"] and (phrase := noun_phrase_after(s, by + 1)):
        end = next((j for j in range(phrase.start + 1, phrase.end) if _is_complement(s, j)), phrase.end)
        return Phrase(phrase.start, end, end), end
    return None, k


def _is_complement(s: Sentence, j: int) -> bool:
    """Tell whether "of delaying", "as gossip" or "to act" begins at unit `j`."""
    word = s.low[j]
    following = s.low[j + 1] if j + 1 < len(s) else ""
    return word == "as" or is_infinitive(s, j) or (word in ("of", "for", "over") and following.endswith("ing"))


def _late_agent(s: Sentence, complement: tuple[int, int]) -> list[Span]:
    """Return the agent in "was put at nine by rescuers"."""
    k = complement[1]
    if s.low[k : k + 1] == ["by"] and (phrase := noun_phrase_after(s, k + 1)):
        return [s.span(phrase.start, phrase.end)]
    return []


def _passive_complement(s: Sentence, word: str, k: int, cue_end: int) -> tuple[int, tuple[int, int] | None]:
    """Return the end of the cue and the units of the complement, None if the word is no passive cue here."""
    passives = load_lexicon().passives
    while k < len(s) and (WORDS.is_adverb(s.low[k]) or s.low[k] in WORDS.time or s.low[k].isdigit()):
        k += 1
    following = s.low[k] if k < len(s) else ""
    if following == "to" and k + 1 < len(s) and s.raw[k + 1].islower():
        if word in passives["to"]:
            if s.low[k + 1] == "be" and s.low[k + 2 : k + 3] and not s.low[k + 2].endswith("ed"):
                return k + 2, (k + 2, clause_end(s, k + 2, bare_while=True))
            return cue_end, (k, clause_end(s, k, bare_while=True))
        if word in passives["person_to"]:
            return cue_end, (k, clause_end(s, k))
    for name, markers in (("of", ("of",)), ("as", ("as",)), ("for", ("for", "over")), ("at", ("at",))):
        if word in passives[name] and following in markers:
            return cue_end, (k, _end_before_agent(s, k + 1))
    if (
        word in passives["complement"]
        and following not in ("", ".", ",", "for", "in", "on", "by", "to")
        and starts_noun_phrase(s, k)
    ):
        return cue_end, (k, _end_before_agent(s, k))
    if word in passives["subject"] and s.low[cue_end : cue_end + 1] != ["to"]:
        return cue_end, (cue_end, cue_end)
    return cue_end, None


def _end_before_agent(s: Sentence, k: int) -> int:
    end = next((j for j in range(k, clause_end(s, k)) if s.low[j] == "," and s.is_quotation(j - 1)), clause_end(s, k))
    return next(
        (
            j
            for j in range(k + 1, end)
            if s.low[j] == "by"
            and (
                s.is_quotation(j - 1)
                or s.low[j - 1][-1:].isdigit()
                or j == end - 2
                or (j - k <= 2 and s.low[k] not in WORDS.determiners and not s.low[k].endswith("ing"))
            )
        ),
        end,
    )
