"""The content before a cue: "…," said X, and "The plan, she said, was dead"."""

from __future__ import annotations

from claims.extraction.adjuncts import STOPS, skip_adjuncts
from claims.extraction.clauses import clause_start
from claims.extraction.contents import after_person
from claims.extraction.findings import Found, Reading
from claims.extraction.phrases import DASHES, Phrase, VerbGroup, has_finite_verb, noun_phrase_after
from claims.extraction.sentences import QUOTED, WORDS, Sentence
from claims.extraction.values import Span


def inverted_source(s: Sentence, group: VerbGroup) -> Phrase | None:
    """Return the source in "“…,” said X" and "…, says X"; None if the verb is not inverted."""
    if (
        group.form.kind not in ("s", "finite", "past", "base")
        or not group.form.frames & {"clause", "quote"}
        or group.start == 0
    ):
        return None
    before = group.start - 1
    if "person" in group.form.frames:
        return None
    quoted = (s.is_quotation(before) and s.ends_utterance(before)) or (
        s.low[before] in (",", *DASHES) and s.is_quotation(before - 1)
    )
    if not quoted and (s.low[before] not in (",", *DASHES) or not _may_follow_clause(s, group)):
        return None
    phrase = noun_phrase_after(s, group.end)
    if phrase is None or (quoted and has_finite_verb(s, phrase.start, phrase.end)):
        return None
    said = quoted and (s.low[before] == QUOTED or s.is_utterance(before - 1))
    if not said and not _closes(s, phrase):
        return None
    return phrase


def _closes(s: Sentence, phrase: Phrase) -> bool:
    """Tell whether the sentence may end after a source: what goes on is a clause, not "…, says X"."""
    if s.low[phrase.start] in WORDS.subject_pronouns:
        return False
    following = s.low[phrase.end] if phrase.end < len(s) else "."
    return following in (".", ",", ";") or following in WORDS.time or following in ("in", "on", "at", "during", "after")


def _may_follow_clause(s: Sentence, group: VerbGroup) -> bool:
    """Tell whether "…, says X" may be read here, with a clause or a headline before it."""
    start = clause_start(s, group.start - 1)
    clause = s.is_title or has_finite_verb(s, start, group.start - 1)
    if group.form.lemma == "say" and group.start - start > 4 and "," not in s.low[start : group.start - 1]:
        clause = True  # its verb is one that no list knows
    return clause and group.form.lemma in WORDS.reporting and s.low[group.end : group.end + 1] != ["two"]


def read_postposed(reading: Reading, group: VerbGroup, source: Phrase, *, clause_end_left: int) -> Found | None:
    """Read "…," said X, with the rest of the quotation behind X."""
    s = reading.sentence
    left = left_of(s, clause_end_left)
    if not left:
        return None
    content = left
    right = skip_adjuncts(s, source.end)
    if right < len(s) and s.low[right] in (",", ":", ";") and s.is_quotation(right + 1):
        right += 1
    if s.is_quotation(right) and (s.is_utterance(right) or _is_broken_off(s, left)):
        content = [*left, s.spans[right]]
    return Found(
        [s.span(source.start, source.end)], [s.span(group.start, group.end)], content, units=(group.start, group.end)
    )


def _is_broken_off(s: Sentence, left: list[Span]) -> bool:
    """Tell whether a quotation ends in a comma, to be continued after its cue."""
    return len(left) == 1 and s.document.slice(left[0]).rstrip("”’\"'» ").endswith(",")


def left_of(s: Sentence, end: int) -> list[Span]:
    """Return the content before a postposed cue: the quotation, or the clause before the comma."""
    k = end
    while k and s.low[k - 1] in (",", *DASHES):
        k -= 1
    if k == 0:
        return []
    if s.is_quotation(k - 1) and s.is_utterance(k - 1) and not _is_named(s, k - 1):
        return [s.spans[k - 1]]
    start = clause_start(s, k)
    return [s.span(start, k)] if start < k else []


def _is_named(s: Sentence, i: int) -> bool:
    """Tell a title in quotation marks from words said: "on “The Harbour Show,” she said"."""
    before = s.low[i - 1] if i else ""
    return before in WORDS.prepositions or before in WORDS.determiners


def content_left(s: Sentence, group: VerbGroup, boundary: int, has_right: bool) -> list[Span]:
    """Return what stands before source and cue; with content behind the cue only a quotation or a first half."""
    if boundary < 0 or not group.form.frames & {"clause", "quote"}:
        return []
    if s.is_quotation(boundary) and s.ends_utterance(boundary):
        if has_right and _is_named(s, boundary):
            return []
        return left_of(s, boundary + 1)
    quoted = s.low[boundary] in (",", *DASHES) and s.is_quotation(boundary - 1)
    if (
        quoted
        and not _is_named(s, boundary - 1)
        and (s.is_utterance(boundary - 1) or clause_start(s, boundary) == boundary - 1)
    ):
        return [s.spans[boundary - 1]]
    if has_right or s.low[boundary] not in (",", *DASHES) or not group.form.frames & {"clause", "after"}:
        return _interrupted(s, group, boundary) if has_right else []
    if not nothing_follows(s, group):
        return []
    start = clause_start(s, boundary)
    if s.low[start] in WORDS.subordinators and "," not in s.low[start:boundary]:
        return []  # "As the charges were read, Orr testified in Bonn."
    clause = s.is_title or QUOTED in s.low[start:boundary] or has_finite_verb(s, start, boundary)
    return [s.span(start, boundary)] if start < boundary and clause else []


def nothing_follows(s: Sentence, group: VerbGroup) -> bool:
    """Tell whether only adjuncts follow the cue: "…, she told reporters in Paris."."""
    k = skip_adjuncts(s, group.end)
    if "person" in group.form.frames:
        k = after_person(s, k)
    return (
        k >= len(s)
        or s.low[k] in STOPS
        or s.low[k] in (".", "!", "?", QUOTED, "and", "but")
        or s.low[k] in WORDS.subordinators
        or s.low[k] in WORDS.relatives
    )


def _interrupted(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return the first half of "The plan, she said, was dead"."""
    right = skip_adjuncts(s, group.end)
    if s.low[boundary] != "," or right >= len(s) or s.low[right] != "," or "clause" not in group.form.frames:
        return []
    start = clause_start(s, boundary)
    if s.low[start] in WORDS.subordinators and has_finite_verb(s, start, boundary):
        return []  # "As the charges were read, she testified in Bonn, where ..."
    return [s.span(start, boundary)] if start < boundary else []
