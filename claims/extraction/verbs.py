"""Attributions by a verb: "X said that ...", "..., said X", "X described Y as Z", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from claims.extraction.clauses import clause_end, clause_start, coordinates_cue
from claims.extraction.cues import Form, load_lexicon
from claims.extraction.phrases import (
    DASHES,
    STOPS,
    Phrase,
    VerbGroup,
    has_finite_verb,
    is_infinitive,
    noun_phrase_after,
    noun_phrase_before,
    skip_adjuncts,
    starts_noun_phrase,
    subject_before,
    verb_group,
)
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
    """Return the subject of the first finite verb of the sentence."""
    verbs = load_lexicon().verbs
    for k in range(1, min(before, 60)):
        cue = s.low[k] in verbs and any(form.kind in ("s", "finite", "past") for form in verbs[s.low[k]])
        if (WORDS.is_finite(s, k) or cue) and s.low[k - 1] not in WORDS.determiners:
            phrase = subject_before(s, k)
            if phrase:
                return [s.span(phrase.start, phrase.end)]
    return []


def read_verbs(reading: Reading) -> None:
    """Add the attributions by verbs to what has been found in the sentence."""
    s, verbs = reading.sentence, load_lexicon().verbs
    i = 0
    while i < len(s):
        found = None
        for form in verbs.get(s.low[i], ()):
            if tuple(s.low[i + 1 : i + 1 + len(form.particles)]) != form.particles:
                continue
            found = _read_form(reading, i, form)
            if found is not None:
                reading.found.append(found)
                break
        i = max(i + 1, found.units[1]) if found else i + 1


def _quoted_as(reading: Reading, i: int, form: Form) -> Found | None:
    """Read "was quoted as saying", where the one quoted is subject."""
    s = reading.sentence
    quoted = next((k for k in range(i - 2, max(-1, i - 9), -1) if s.low[k] == "quoted"), -1)
    if quoted < 0:
        return None
    start = quoted
    while start and s.low[start - 1] in WORDS.auxiliaries:
        start -= 1
    subject = subject_before(s, start)
    group = VerbGroup(start, i + 1, form, passive=False, negated=False, modal=False, infinitive=False, finite=True)
    content = _content_right(s, group)
    if subject is None or not content:
        return None
    return Found([s.span(subject.start, subject.end)], [s.span(start, i + 1)], content, units=(start, i + 1))


def _read_form(reading: Reading, i: int, form: Form) -> Found | None:
    s = reading.sentence
    if form.kind == "base" and any(found.units[1] == i for found in reading.found):
        return None  # "calls charge “pure invention”"
    if form.kind == "ing" and i and s.low[i - 1] == "as":
        return _quoted_as(reading, i, form)
    if not _is_verb(s, i, form):
        return None
    group = verb_group(s, i, form)
    if group.infinitive or group.modal:
        return None
    if group.negated and form.lemma not in ("rule out",):
        return None
    if form.kind == "ing" and not group.finite:
        return _participle(reading, i, group)
    if group.passive or _is_headline_passive(s, i, group):
        return _passive(reading, i, group)
    if form.kind == "participle" and group.start == i:
        return None
    if form.kind == "finite" and group.start == i and _is_reduced_relative(s, group):
        return None
    return _active(reading, i, group)


def _is_verb(s: Sentence, i: int, form: Form) -> bool:
    """Tell a verb from a noun or an adjective of the same form by its neighbours."""
    before = s.low[i - 1] if i else ""
    j = i - 1
    while j > 0 and WORDS.is_adverb(s.low[j]) and s.low[j] not in ("that",):
        j -= 1
    left = s.low[j] if j >= 0 else ""
    if before in ("that", "this", "these", "those") and form.kind in ("finite", "s", "past"):
        left = before = ""
    if left in WORDS.determiners or (before == "'s" and form.kind in ("base", "s")) or before in ("'s",):
        return False
    if before in WORDS.prepositions and form.kind != "ing":
        return False
    if form.kind == "base":
        return _base_is_verb(s, i, left, form.lemma in load_lexicon().nouns or form.lemma in AMBIGUOUS)
    if form.kind == "s" and (form.lemma in load_lexicon().nouns or form.lemma in AMBIGUOUS):
        return _s_form_is_verb(s, i, left)
    return True


def _is_headline_passive(s: Sentence, i: int, group: VerbGroup) -> bool:
    """Tell "Minister accused of lying" and "Police urged to act" in a headline, which drops the auxiliary."""
    if not s.is_title or group.form.kind != "finite" or group.start != i or i + 1 >= len(s):
        return False
    passives = load_lexicon().passives
    following = s.low[i + 1]
    return (s.low[i] in passives["of"] and following == "of") or (s.low[i] in passives["person_to"] and is_infinitive(s, i + 1))


def _is_reduced_relative(s: Sentence, group: VerbGroup) -> bool:
    """Tell "a video posted on Monday" and "a claim made by" from a finite verb."""
    following = s.low[group.end] if group.end < len(s) else ""
    if following == "by":
        return True
    left = s.raw[group.start - 1] if group.start else ""
    if following not in ("on", "in", "at", "to", "from", "with", "during", "last", "as", "for") or not left.islower() or left in WORDS.subject_pronouns:
        return False
    k = group.start - 1
    while k >= 0 and s.low[k] not in STOPS and s.low[k] not in ("and", "but") and s.low[k] != QUOTED and s.low[k] not in WORDS.relatives:
        if WORDS.is_finite(s, k) or any(form.kind in ("finite", "past", "s") for form in load_lexicon().verbs.get(s.low[k], ())):
            return True
        k -= 1
    return False


AMBIGUOUS = frozenset(
    "report state note charge blame praise comment answer question plan order request post tweet promise pledge estimate project "
    "forecast fear hope attack label brand call demand claim cite joke remark boast account challenge rebuke mock slam back "
    "support post message email text counter rule find view offer credit press list bill pan frame rate term blast".split()
)


def _base_is_verb(s: Sentence, i: int, left: str, noun: bool) -> bool:
    if (
        left in ("i", "we", "you", "they", "who", "people", "that", "to", "which", "will", "would", "police")
        or left in WORDS.auxiliaries
    ):
        return True
    following = s.low[i + 1] if i + 1 < len(s) else ""
    if not noun or _has_plural_head(s, i):
        return bool(left) and left not in STOPS and left not in WORDS.conjunctions and left not in WORDS.subordinators
    if not left.endswith("s") or left.endswith("ss") or left == "'s":
        return left in WORDS.groups
    return (
        following in WORDS.determiners
        or following in WORDS.subject_pronouns
        or following in (QUOTED, "that", "it")
        or starts_noun_phrase(s, i + 1)
        and s.raw[i + 1][:1].isupper()
    )


def _follows_verb(s: Sentence, i: int) -> bool:
    """Tell whether the verb of the clause has come already: "rejected claims that"."""
    k = i - 1
    while k >= 0 and s.low[k] not in STOPS and s.low[k] not in WORDS.subordinators and s.low[k] not in WORDS.relatives:
        if WORDS.is_finite(s, k) or (s.low[k] in load_lexicon().verbs and s.raw[k].islower()) or s.low[k] in WORDS.prepositions - {"of", "at", "for", "in"}:
            return True
        k -= 1
    return False


def _has_plural_head(s: Sentence, i: int) -> bool:
    """Tell whether "lawyers for Adeyemi" or the like ends before unit `i`."""
    for k in range(i - 1, max(0, i - 8), -1):
        if s.low[k] in STOPS or WORDS.is_finite(s, k):
            return False
        if s.low[k] in WORDS.prepositions:
            return s.low[k - 1].endswith("s") and not s.low[k - 1].endswith("ss")
    return False


def _s_form_is_verb(s: Sentence, i: int, left: str) -> bool:
    if i + 1 >= len(s) or s.low[i + 1] == ".":  # "…, the ministry claims."
        return "," in s.low[max(0, i - 7) : i - 1]
    if left in WORDS.subject_pronouns or left in ("who", "which"):
        return True
    following = s.low[i + 1] if i + 1 < len(s) else ""
    if (
        following
        in ("of", "about", "by", "from", "against", "and", "or", ",", ".", "were", "are", "have", "will", "that")
        and following != "that"
    ):
        return False
    if following == "that":
        return bool(left) and (left == "," or not _follows_verb(s, i))
    return (
        (
            following in WORDS.determiners
            or following in WORDS.subject_pronouns | WORDS.object_pronouns
            or following == QUOTED
            or following == "to"
            or s.raw[i + 1][:1].isupper()
            or s.is_title
            or following == ":"
        )
        if following
        else False
    )


# Active verbs -----------------------------------------------------------------------------------


def _active(reading: Reading, i: int, group: VerbGroup) -> Found | None:
    s = reading.sentence
    inverted = _inverted_source(s, group)
    if inverted is not None:
        return _postposed(reading, group, inverted, clause_end_left=group.start)
    source, boundary = _source(reading, group)
    if not source:
        return None
    content = _content_right(s, group)
    left = _content_left(s, group, boundary, bool(content))
    spans = [*left, *content] or _relative_object(s, group, boundary) or _relative_clause(s, group, boundary)
    if boundary > 0 and s.low[boundary] in WORDS.relatives and s.low[boundary - 1] == ",":
        spans = [_up_to_comma(s, span) for span in spans]
    if not content and (pointer := _pointer_in(s, group)):
        source, spans = pointer
    found = Found(source, [s.span(group.start, group.end)], spans, units=(group.start, group.end))
    found.attitude = not group.form.frames
    if not spans:
        if s.low[-1] == ":" and "quote" in group.form.frames:
            found.awaits_quotation = True
            return found
        return None
    return found


def _relative_clause(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return antecedent and predicate in "The strike, which the army says killed two, ..."."""
    k = group.end
    if boundary < 1 or s.low[boundary] not in ("that", "which", "who") or "clause" not in group.form.frames or k >= len(s):
        return []
    if s.low[k] in STOPS or not WORDS.is_finite(s, k):
        return []
    antecedent = noun_phrase_before(s, boundary - 1 if s.low[boundary - 1] == "," else boundary)
    predicate = s.span(k, clause_end(s, k))
    return [s.span(antecedent.start, antecedent.end), predicate] if antecedent else [predicate]


def _up_to_comma(s: Sentence, span: Span) -> Span:
    """Cut a content within a relative clause at the comma that ends the clause."""
    for low, place in zip(s.low, s.spans, strict=True):
        if low == "," and span.start < place.start < span.end:
            return Span(span.start, place.start)
    return span


def _pointer_in(s: Sentence, group: VerbGroup) -> tuple[list[Span], list[Span]] | None:
    """Return source and pointer in "a claim Hamas denies"."""
    phrase = subject_before(s, group.start)
    if phrase is None or "object" not in group.form.frames or phrase.end - phrase.start < 3:
        return None
    for k in range(phrase.start + 1, min(phrase.start + 4, phrase.end - 1)):
        if s.low[k] in load_lexicon().pointers and s.low[phrase.start] in ("a", "an", "the") and s.low[k + 1] not in WORDS.prepositions and s.low[k + 1] != "'s":
            return [s.span(k + 1, phrase.end)], [s.span(phrase.start, k + 1)]
    return None


def _relative_object(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return what is denied in "a charge that Velmora rejects"."""
    if boundary < 1 or s.low[boundary] not in ("that", "which") or "object" not in group.form.frames:
        return []
    end = boundary - 1 if s.low[boundary - 1] == "," else boundary
    phrase = noun_phrase_before(s, end)
    return [s.span(phrase.start, phrase.end)] if phrase else []


def _source(reading: Reading, group: VerbGroup) -> tuple[list[Span], int]:
    """Return the subject of a finite cue and the unit that bounds it; shared with an earlier cue after "and"."""
    s = reading.sentence
    k = group.start - 1
    while k >= 0 and (WORDS.is_adverb(s.low[k]) or s.low[k] in WORDS.time):
        k -= 1
    before = s.low[k] if k >= 0 else ""
    if before in ("who", "which") or (
        before == "that" and k and s.low[k - 1] not in (",", "and") and not WORDS.is_finite(s, k - 1)
    ):
        return _antecedent(s, k), k
    if before in ("and", "but", "or", "yet", "then", ",") or before in DASHES:
        phrase = subject_before(s, group.start) if before == "," or before in DASHES else None
        if phrase:
            return [s.span(phrase.start, phrase.end)], phrase.boundary
        return reading.last_source(group.start), -2
    phrase = subject_before(s, group.start)
    if phrase is None:
        return [], -2
    return [s.span(phrase.start, phrase.end)], phrase.boundary


def _antecedent(s: Sentence, relative: int) -> list[Span]:
    end = relative
    while end and s.low[end - 1] in (",", *WORDS.prepositions):
        end -= 1
    phrase = subject_before(s, end)
    if phrase is None:
        return []
    return [s.span(phrase.start, phrase.end)]


def _inverted_source(s: Sentence, group: VerbGroup) -> Phrase | None:
    """Return the source in "“…,” said X" and "…, says X"; None if the verb is not inverted."""
    if (
        group.form.kind not in ("s", "finite", "past", "base")
        or not group.form.frames & {"clause", "quote"}
        or group.start == 0
    ):
        return None
    before = group.start - 1
    comma = s.low[before] == ","
    if "person" in group.form.frames:
        return None
    if comma and not s.is_quotation(before - 1) and not _may_follow_clause(s, group):
        return None
    if not comma and s.low[before] not in DASHES and not (s.is_quotation(before) and s.ends_utterance(before)):
        return None
    phrase = noun_phrase_after(s, group.end)
    if phrase is None or has_finite_verb(s, phrase.start, phrase.end) and not comma:
        return None
    if comma and (
        subject_before(s, group.start) is not None and s.low[phrase.end : phrase.end + 1] not in ([], ["."], [","])
    ):
        return None
    if comma and not has_finite_verb(s, phrase.end, len(s)) and phrase.end < len(s) and s.low[phrase.end] == "that":
        return None
    return phrase


def _may_follow_clause(s: Sentence, group: VerbGroup) -> bool:
    """Tell whether "…, says X" may be read here, with a clause or a headline before it."""
    start = clause_start(s, group.start - 1)
    clause = s.is_title or has_finite_verb(s, start, group.start - 1)
    return clause and group.form.lemma in REPORTING and s.low[group.end : group.end + 1] != ["two"]


REPORTING = frozenset("say report claim warn find reveal suggest insist predict show hear announce argue".split())


def _postposed(reading: Reading, group: VerbGroup, source: Phrase, *, clause_end_left: int) -> Found | None:
    s = reading.sentence
    left = _left_of(s, clause_end_left)
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


def _left_of(s: Sentence, end: int) -> list[Span]:
    """Return the content before a postposed cue: the quotation, or the clause before the comma."""
    k = end
    while k and s.low[k - 1] in (",", *DASHES):
        k -= 1
    if k == 0:
        return []
    if s.is_quotation(k - 1) and s.is_utterance(k - 1):
        return [s.spans[k - 1]]
    start = clause_start(s, k)
    return [s.span(start, k)] if start < k else []


def _content_left(s: Sentence, group: VerbGroup, boundary: int, has_right: bool) -> list[Span]:
    if boundary < 0 or not group.form.frames & {"clause", "quote"}:
        return []
    if s.is_quotation(boundary) and s.ends_utterance(boundary):
        return _left_of(s, boundary + 1)
    if s.low[boundary] in (",", *DASHES) and s.is_quotation(boundary - 1):
        if s.is_utterance(boundary - 1) or clause_start(s, boundary) == boundary - 1:
            return [s.spans[boundary - 1]]
    if has_right or s.low[boundary] not in (",", *DASHES) or "clause" not in group.form.frames:
        return _interrupted(s, group, boundary) if has_right else []
    if not _nothing_follows(s, group):
        return []
    start = clause_start(s, boundary)
    return [s.span(start, boundary)] if start < boundary and (has_finite_verb(s, start, boundary) or s.is_title) else []


def _nothing_follows(s: Sentence, group: VerbGroup) -> bool:
    """Tell whether only adjuncts follow the cue: "…, she told reporters in Paris."."""
    k = skip_adjuncts(s, group.end)
    if "person" in group.form.frames:
        k = _after_person(s, group, k)
    return k >= len(s) or s.low[k] in STOPS or s.low[k] in (".", "!", "?", QUOTED, "and", "but") or s.low[k] in WORDS.subordinators or s.low[k] in WORDS.relatives


def _interrupted(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return the first half of "The plan, she said, was dead"."""
    right = skip_adjuncts(s, group.end)
    if s.low[boundary] != "," or right >= len(s) or s.low[right] != "," or "clause" not in group.form.frames:
        return []
    start = clause_start(s, boundary)
    return [s.span(start, boundary)] if start < boundary else []


def _content_right(s: Sentence, group: VerbGroup) -> list[Span]:
    """Return what follows the cue as its frames allow; empty if nothing does."""
    frames = group.form.frames or group.form.attitude
    for frame, reader in RIGHT:
        if frame in frames:
            content = reader(s, group)
            if content:
                return content
    return []


def _quotation_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = skip_adjuncts(s, group.end)
    if "person" in group.form.frames or group.form.lemma == "ask":
        k = _after_person(s, group, k)
    while k < len(s) and s.low[k] in (",", ":", "that", "—", "–"):
        k += 1
    if not s.is_quotation(k):
        return []
    content = [s.spans[k]]
    if s.is_title and not s.is_utterance(k) and s.low[k + 1 : k + 2] and s.low[k + 1] in WORDS.prepositions | WORDS.subordinators:
        return content
    alone = k + 1 >= len(s) or s.low[k + 1] in STOPS or s.low[k + 1] in (".", "?", "!", QUOTED)
    alone = alone or (s.low[k + 1] in ("and", "but") and coordinates_cue(s, k + 1))
    if alone and (s.is_utterance(k) or s.ends_utterance(k)):
        while s.is_quotation(k + 1) and s.is_utterance(k + 1):
            k += 1
            content.append(s.spans[k])
        return content
    return [s.span(k, max(k + 1, clause_end(s, k)))]


def _after_person(s: Sentence, group: VerbGroup, k: int) -> int:
    """Skip the one who is told."""
    if k >= len(s) or s.low[k] in STOPS or s.low[k] in ("that", QUOTED):
        return k
    phrase = _person(s, k)
    return skip_adjuncts(s, phrase) if phrase > k else k


def _person(s: Sentence, start: int) -> int:
    """Return the end of the noun phrase of the one who is told, which a content may follow directly."""
    low = s.low
    if low[start] in WORDS.object_pronouns or low[start] in (
        "reporters",
        "journalists",
        "lawmakers",
        "parliament",
        "police",
    ):
        return start + 1
    k = start
    while k < len(s) and k - start < 25:
        word = low[k]
        if (
            word in STOPS
            or word in (".", QUOTED, "that", "?", "!")
            or word in WORDS.subordinators
            or word in WORDS.relatives
            or word in WORDS.subject_pronouns
        ):
            break
        if k > start and (
            (word in WORDS.time and low[k - 1] not in WORDS.determiners)
            or word in WORDS.determiners
            and low[k - 1] not in WORDS.prepositions
            and low[k - 1] not in ("and", "both", "all")
        ):
            break
        if k > start and word in ("in", "on", "at", "during", "after", "before", "to", "by", "via"):
            break
        if WORDS.is_finite(s, k):
            return start + 1 if k > start + 1 else start
        k += 1
    return k


def _clause_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = skip_adjuncts(s, group.end)
    if "person" in group.form.frames:
        k = _after_person(s, group, k)
    if k >= len(s):
        return []
    if s.low[k] == "," and k + 1 < len(s) and s.low[k + 1] == "that":
        k += 1
    if s.low[k] == ",":
        return _after_interruption(s, group, k)
    explicit = s.low[k] == "that" and has_finite_verb(s, k + 1, clause_end(s, k + 1))
    if explicit:
        k += 1
    elif s.low[k] in ("if", "whether", "how", "why", "what", "when", "where", "who") and group.form.lemma in (
        "say",
        "explain",
        "warn",
        "add",
        "tell",
    ):
        explicit = True
    elif s.low[k] == ":" and k + 1 < len(s):
        return [s.span(k + 1, _strip_end(s, len(s)))]
    elif not starts_noun_phrase(s, k) and s.low[k] not in (
        "if",
        "when",
        "both",
        "there",
        "even",
        "at",
        "about",
        "between",
        "up",
        "more",
        "because",
        "under",
        "over",
        "in",
        "only",
        "nearly",
        "almost",
        "not",
        "while",
        "once",
        "since",
        "after",
    ):
        return []
    end = clause_end(s, k)
    if end <= k:
        return []
    if not explicit and not _has_plain_clause(s, k, end, group.form):
        return []
    return [s.span(k, end)]


def _has_plain_clause(s: Sentence, k: int, end: int, form: Form) -> bool:
    """Tell whether a clause without "that" begins here, rather than a plain object."""
    if form.lemma in ("say", "tell"):
        return has_finite_verb(s, k, end) or end - k >= 4 or QUOTED in s.low[k:end]
    if form.lemma in ("add", "insist"):
        return has_finite_verb(s, k, end)
    if "named" in form.frames or "object" in form.frames:
        return _zero_that(s, k, end)
    after = next((j for j in range(k + 1, end) if s.low[j] in WORDS.subordinators or s.low[j] == ","), end)
    return has_finite_verb(s, k, max(after, k + 1))


def _zero_that(s: Sentence, k: int, end: int) -> bool:
    """Tell whether a clause without "that" follows a verb that mostly takes a plain object."""
    phrase = noun_phrase_after(s, k)
    return phrase is not None and phrase.end < end and (WORDS.is_finite(s, phrase.end))


def _after_interruption(s: Sentence, group: VerbGroup, comma: int) -> list[Span]:
    """Return the second half of "The plan, she said, was dead"."""
    if s.low[group.start - 1 : group.start] == [","] or comma + 1 >= len(s):
        return []
    boundary = subject_before(s, group.start)
    if boundary is None or boundary.boundary < 1 or s.low[boundary.boundary] != ",":
        return []
    end = clause_end(s, comma + 1)
    following = s.low[comma + 1]
    if (
        following in WORDS.conjunctions
        or following in ("adding", "citing", "saying", "according", "who", "which", "as", "after", QUOTED)
        or following.endswith("ing")
    ):
        return []
    return [s.span(comma + 1, end)] if end > comma + 1 and has_finite_verb(s, comma + 1, end) else []


def _infinitive_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = skip_adjuncts(s, group.end)
    if s.low[k : k + 1] == ["not"]:
        k += 1
    if s.low[k : k + 1] != ["to"]:
        return []
    start = k - 1 if k and s.low[k - 1] == "not" else k
    return [s.span(start, clause_end(s, k))]


def _person_infinitive_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = group.end
    if not starts_noun_phrase(s, k):
        return []
    for j in range(k + 1, min(len(s), k + 25)):
        word = s.low[j]
        if (
            word == "to"
            and j + 1 < len(s)
            and s.low[j + 1].isalpha()
            and s.low[j + 1] not in WORDS.determiners
            and s.raw[j + 1].islower()
        ):
            return [s.span(k, clause_end(s, j))]
        if word in STOPS or word == "that" or WORDS.is_finite(s, j):
            return []
    return []


def _object_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = group.end
    while k < len(s) and WORDS.is_adverb(s.low[k]):
        k += 1
    if k < len(s) and s.low[k] in WORDS.time:
        return []
    if not starts_noun_phrase(s, k):
        return []
    end = clause_end(s, k)
    return [s.span(k, end)] if end > k else []


def _marked_object_right(s: Sentence, group: VerbGroup, markers: frozenset[str]) -> list[Span]:
    """Return object and complement joined by a marker: "Karsia *of* hoarding water", "it *as* gossip"."""
    k = group.end
    if s.low[k : k + 1] == ["as"] and "as" in markers:  # "dismissed as gossip the account of the engineers"
        return [s.span(k, clause_end(s, k))]
    if not starts_noun_phrase(s, k):
        return []
    if s.is_title and "as" not in markers:
        return [s.span(k, clause_end(s, k))]
    for j in range(k + 1, min(len(s), k + 30)):
        word = s.low[j]
        if word in markers:
            end = clause_end(s, j + 1)
            return [s.span(k, end)] if end > j + 1 else []
        if word in (";", ":", ".") or (word == "that" and "of" in markers):
            return []
    return []


def _complement_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = group.end
    if k >= len(s) or not starts_noun_phrase(s, k) or s.low[k] in ("for", "on"):
        return []
    end = clause_end(s, k)
    if end - k < 2 or has_finite_verb(s, k, k + 2):
        return []
    return [s.span(k, end)]


def _gerund_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = group.end
    if (
        k < len(s)
        and s.low[k].endswith("ing")
        and len(s.low[k]) > 4
        and s.low[k] not in ("nothing", "everything", "something")
    ):
        return [s.span(k, clause_end(s, k))]
    return []


def _marker(*words: str) -> Callable[[Sentence, VerbGroup], list[Span]]:
    return lambda s, group: _marked_object_right(s, group, frozenset(words))


RIGHT: tuple[tuple[str, Callable[[Sentence, VerbGroup], list[Span]]], ...] = (
    ("quote", _quotation_right),
    ("as", _marker("as")),
    ("of", _marker("of")),
    ("to", _infinitive_right),
    ("person-to", _person_infinitive_right),
    ("clause", _clause_right),
    ("gerund", _gerund_right),
    ("object", _object_right),
    ("for", _marker("for", "over")),
    ("on", _marker("on")),
    ("with", _marker("with")),
    ("against", _marker("against")),
    ("at", _marker("at")),
    ("to-object", _marker("to")),
    ("complement", _complement_right),
)


# Participles ------------------------------------------------------------------------------------


def _participle(reading: Reading, i: int, group: VerbGroup) -> Found | None:
    """Read ", adding that ..." and "..., calling it ...", whose source is that of the clause before."""
    s = reading.sentence
    before = s.low[i - 1] if i else ""
    k = i - 1
    while k > 0 and WORDS.is_adverb(s.low[k]):
        k -= 1
    if k < 1 or s.low[k] not in (",", "and", "by", "while", "but", "in", *DASHES) or before == "'s":
        return None
    if not group.form.frames:
        return None
    source = reading.last_source(i)
    content = _content_right(s, group)
    if not source:
        return None
    found = Found(source, [s.span(i, group.end)], content, 0.8, (i, group.end))
    if not content:
        found.awaits_quotation = s.low[-1] == ":"
    return found if content or found.awaits_quotation else None


# Passives ---------------------------------------------------------------------------------------


def _passive(reading: Reading, i: int, group: VerbGroup) -> Found | None:
    s, passives = reading.sentence, load_lexicon().passives
    word, k = s.low[i], i + 1
    subject = subject_before(s, group.start)
    before = s.low[group.start - 1] if group.start else ""
    if before == "it" and word in passives["that"] and s.low[k : k + 1] == ["that"]:
        return Found([], [s.span(group.start, k)], [s.span(k + 1, clause_end(s, k + 1))], 0.8, (group.start, k))
    subject = _with_noun_clause(s, subject or Phrase(group.start, group.start, group.start - 1))
    if subject.start == subject.end:
        return None
    nothing_follows = k >= len(s) or s.low[k] in STOPS or s.low[k] == "."
    if s.low[subject.start : subject.end] == ["it"] and word in passives["that"] and nothing_follows:
        left = _left_of(s, subject.start) if subject.start and s.low[subject.start - 1] == "," else []
        return Found([], [s.span(group.start, k)], left, 0.8, (group.start, k)) if left else None
    agent, after = _agent(s, k)
    cue_end, complement = _passive_complement(s, word, after, k)
    if complement is None:
        return None
    if complement[0] == complement[1] and word in load_lexicon().answered and not agent and not _is_said(s, subject):
        return None
    content = [s.span(subject.start, subject.end)]
    if complement[1] > complement[0]:
        content.append(s.span(*complement))
    source = [s.span(agent.start, agent.end)] if agent else _late_agent(s, complement)
    return Found(source, [s.span(group.start, cue_end)], content, 0.85, (group.start, cue_end))


def _with_noun_clause(s: Sentence, subject: Phrase) -> Phrase:
    """Extend "she lied" to "the allegation that she lied", "emissions" to "its pledge to cut emissions"."""
    lexicon, k = load_lexicon(), subject.boundary
    for j in range(subject.end - 1, max(-1, subject.end - 25), -1):
        if s.low[j] in lexicon.nouns and j < k + 1 and (s.low[j + 1] in ("that", "by", "to", "of") or j + 1 == k):
            phrase = noun_phrase_before(s, j + 1)
            return Phrase(phrase.start, subject.end, phrase.boundary) if phrase else subject
    return subject


def _is_said(s: Sentence, subject: Phrase) -> bool:
    lexicon = load_lexicon()
    return any(s.low[j] in lexicon.nouns or s.low[j] in lexicon.pointers for j in range(subject.start, subject.end))


def _agent(s: Sentence, k: int) -> tuple[Phrase | None, int]:
    """Return the agent in "was denied by the operator" and the unit after it."""
    if s.low[k : k + 1] == ["by"] and (phrase := noun_phrase_after(s, k + 1)):
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
    k = skip_adjuncts(s, k) if s.low[k : k + 1] and (WORDS.is_adverb(s.low[k]) or s.low[k] in WORDS.time) else k
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
        return cue_end, (k, clause_end(s, k))
    if word in passives["subject"] and not s.low[cue_end : cue_end + 1] == ["to"]:
        return cue_end, (cue_end, cue_end)
    return cue_end, None


def _end_before_agent(s: Sentence, k: int) -> int:
    end = clause_end(s, k)
    return next((j for j in range(k, end) if s.low[j] == "by" and (s.is_quotation(j - 1) or s.low[j - 1][-1:].isdigit() or j == end - 2 or s.raw[j - 1][:1].isdigit())), end)


def _strip_end(s: Sentence, end: int) -> int:
    return end - 1 if end and s.low[end - 1] == "." else end


def sources(found: Sequence[Found]) -> list[list[Span]]:
    """Return the sources of what was found."""
    return [item.source for item in found]
