"""Noun phrases, verb groups and clause ends, told by closed word classes: a grammar as shallow as it can be."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.adjuncts import STOPS, is_number_phrase
from claims.extraction.cues import Form, load_lexicon
from claims.extraction.sentences import QUOTED, WORDS, Sentence

REACH = 60  # units looked at to either side: longer noun phrases and parentheses are no prose
CLAUSE_REACH = 400
SAYING = frozenset(["say", "add", "claim", "insist", "argue", "warn", "note", "suggest", "allege", "explain", "stress"])
_OF_NAMES = frozenset({"week", "now", "today", "day", "month", "hour", "tomorrow", "tonight"})
DASHES = frozenset("—–―-")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Units from `start` up to `end`; `boundary` is the unit that stopped the search, -1 at the edge."""

    start: int
    end: int
    boundary: int


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries, from `start` up to `end` (particles included)."""

    start: int
    end: int
    form: Form
    passive: bool
    negated: bool
    modal: bool
    infinitive: bool
    finite: bool


def particles_end(s: Sentence, i: int, form: Form) -> int:
    """Return the unit after a cue and its particles, "called *for*" or "called Friday *for*"; 0 without them."""
    k = i + 1
    while form.particles and k < len(s) and s.low[k] in WORDS.time:
        k += 1
    end = k + len(form.particles)
    return end if tuple(s.low[k:end]) == form.particles else 0


def verb_group(s: Sentence, i: int, form: Form) -> VerbGroup:
    """Return the verb group around the cue form at unit `i`."""
    low = s.low
    start, j = i, i - 1
    passive = negated = modal = infinitive = auxiliary = False
    while j >= 0 and i - j < 8:
        word = low[j]
        if word in WORDS.auxiliaries:
            passive = passive or (not auxiliary and word in WORDS.be and form.kind in ("finite", "participle"))
            modal = modal or (word in WORDS.modals and word not in ("will", "would", "'ll"))
            modal = modal or (word == "would" and form.lemma not in ("say", "tell"))
            auxiliary = True
            start = j
        elif word in WORDS.negations:
            negated = True
        elif word == "to":
            infinitive, start = form.kind == "base" or auxiliary, j
        elif (word == "since" and j and low[j - 1] in WORDS.have) or word in ("last", "night", "week", "month"):
            pass  # "has since said", "was last night accused"
        elif not WORDS.is_adverb(word) or word in ("that", "since", "in", "yesterday", "today"):
            break
        j -= 1
    finite = auxiliary or form.kind in ("s", "past", "finite") or (form.kind == "base" and not infinitive)
    return VerbGroup(start, particles_end(s, i, form) or i + 1, form, passive, negated, modal, infinitive, finite)


def before_adverbs(s: Sentence, end: int) -> int:
    """Return where the phrase before adverbs and dates ends: "the mayor on Monday also" is cut to "the mayor"."""
    low = s.low
    while end > 0:
        word = low[end - 1]
        if word in _OF_NAMES and end > 1 and s.raw[end - 1][:1].isupper() and s.raw[end - 2][:1].isupper():
            return end  # "Tanker Week", "Human Rights Now"
        if word in WORDS.negations or (WORDS.is_adverb(word) and word not in ("that", "both")):
            end -= 1
        elif word in WORDS.time and not (word in ("late", "early", "hours") and end == 1):
            end -= 1
            if end > 0 and low[end - 1] in ("on", "in", "at", "by", "'s"):
                end -= 1
        elif word.isdigit() and end > 1 and low[end - 2] in ("may", "march", *WORDS.time):
            end -= 2
        else:
            return end
    return end


def subject_before(s: Sentence, end: int) -> Phrase | None:
    """Return the noun phrase that is subject of the verb at `end`, with its apposition; None if there is none."""
    end = before_adverbs(s, end)
    if end <= 0:
        return None
    if s.low[end - 1] == "," or s.low[end - 1] in ("—", "–", ")"):
        return _before_parenthesis(s, end - 1)
    return noun_phrase_before(s, end)


def _before_parenthesis(s: Sentence, close: int) -> Phrase | None:
    """Return the subject in "Lund, who led the review, said", with an apposition but not a relative clause."""
    mark = "(" if s.low[close] == ")" else s.low[close]
    floor = max(-1, close - REACH)
    opening = close - 1
    while opening > floor and s.low[opening] != mark:
        if s.is_quotation(opening) and s.ends_utterance(opening):
            return None
        opening -= 1
    if opening <= max(floor, 0) or close - opening < 2:
        return None
    first = s.low[opening + 1]
    if first in WORDS.subordinators - {"that"} and first not in WORDS.relatives:
        return noun_phrase_before(s, opening)
    phrase = noun_phrase_before(s, opening)
    if phrase is None or s.low[phrase.start].isdigit():  # "Lund, of Bergen, Norway, said", "Lund, 61, a baker, said"
        return _before_parenthesis(s, opening) if mark == "," else None
    starts_clause = (
        first in WORDS.relatives
        or first in WORDS.prepositions
        or first in WORDS.conjunctions
        or (first.endswith("ing") and not _names(s, opening + 2, close))
        or first.isdigit()
        or WORDS.is_adverb(first)
        or (first.endswith("ed") and s.raw[opening + 1].islower())
    )
    if starts_clause or mark != ",":
        return phrase
    lead = s.low[max(0, phrase.boundary - 3) : phrase.boundary + 1]
    if WORDS.relatives & set(lead) and "," not in lead and s.raw[opening + 1][0].isupper():
        return Phrase(opening + 1, close, opening)  # "the firm that owns the ferry, Quay Ltd, said"
    return Phrase(phrase.start, close, phrase.boundary)


def _names(s: Sentence, start: int, end: int) -> bool:
    """Tell whether words end in a name that no preposition leads to: "shipping *magnate Otto Brandl*"."""
    return start < end and s.raw[end - 1][:1].isupper() and not WORDS.prepositions & set(s.low[start:end])


def noun_phrase_before(s: Sentence, end: int) -> Phrase | None:
    """Return the noun phrase that ends at `end`, as far left as it goes."""
    low = s.low
    if end <= 0:
        return None
    if low[end - 1] in WORDS.subject_pronouns and low[end - 1] not in ("one", "others", "another", "there"):
        return Phrase(end - 1, end, end - 2)
    floor = max(-1, end - REACH)
    k, conjunction = end - 1, -1
    while k > floor and not (_bounds_left(s, k, end) and (conjunction >= 0 or not _is_reduced_relative(s, k))):
        if low[k] in ("and", "but", "or"):
            conjunction = k
        k -= 1
    start = k + 1
    if conjunction >= 0 and k >= 0 and (WORDS.is_finite(s, k) or low[k] in WORDS.object_pronouns):
        start = conjunction + 1
    start = _trim_left(s, start, end)
    if start + 1 < end and start and s.low[start - 1] == "," and _opens_participle(s, start):
        return Phrase(start + 1, end, start)  # "…, saying staff had seen him"
    for j in range(end - 1, start, -1):
        if _begins_anew(s, j):  # what stands before is a clause whose verb no list knows
            return Phrase(j, end, j - 1)
    return Phrase(start, end, k) if start < end else None


def _opens_participle(s: Sentence, k: int) -> bool:
    return _is_cue_participle(s, k) or (s.low[k].endswith("ing") and s.low[k + 1] in ("a", "an", "the"))


def _is_cue_participle(s: Sentence, k: int) -> bool:
    forms = load_lexicon().verbs.get(s.low[k], ())
    return s.raw[k].islower() and any(form.kind == "ing" and form.lemma in SAYING for form in forms)


def _begins_anew(s: Sentence, j: int) -> bool:
    """Tell whether an article follows a plain word, as it does after a verb: "published the report"."""
    before = s.low[j - 1]
    return (
        s.low[j] in ("a", "an", "the", "its", "his", "her", "their")
        and s.raw[j - 1].islower()
        and before.isalpha()
        and not before.endswith("ing")
        and before not in WORDS.prepositions | WORDS.conjunctions | WORDS.determiners | WORDS.time
        and before not in ("what", "as", "then", "plus", "versus")
        and not WORDS.is_adverb(before)
    )


def _is_reduced_relative(s: Sentence, k: int) -> bool:
    """Tell "two people briefed on the talks" from a finite verb."""
    before, following = s.low[k - 1] if k else "", s.low[k + 1] if k + 1 < len(s) else ""
    plain = s.low[k].endswith("ed") and s.low[k] not in WORDS.auxiliaries and before.isalpha()
    return (
        plain
        and following in WORDS.prepositions | {"last", "yesterday"}
        and before not in WORDS.subject_pronouns | WORDS.relatives
    )


def _bounds_left(s: Sentence, k: int, end: int) -> bool:
    word = s.low[k]
    if word in STOPS or word in ("?", "!") or (word == "." and k + 1 < end):
        return True
    if word == QUOTED:
        return s.ends_utterance(k) or s.is_utterance(k)
    if word in WORDS.relatives or word == "but":
        return True
    if word in WORDS.subordinators and not (word == "as" and k and s.low[k - 1] == "such"):
        return True
    return WORDS.is_finite(s, k)


def _trim_left(s: Sentence, start: int, end: int) -> int:
    low = s.low
    while start < end:
        word = low[start]
        if word in ("per", "jan", "mar", "sun", "will") and s.raw[start][0].isupper() and _is_name(s, start + 1, end):
            break
        if word in WORDS.conjunctions or word in WORDS.time or (WORDS.is_adverb(word) and word not in ("both", "that")):
            start += 1
        elif word in WORDS.prepositions and word not in ("like",) and not is_number_phrase(s, start):
            start = _after_prepositional_phrase(s, start, end)
        else:
            break
    return start


def _is_name(s: Sentence, k: int, end: int) -> bool:
    return k < end and s.raw[k][:1].isupper() and s.low[k] not in WORDS.determiners


def _after_prepositional_phrase(s: Sentence, start: int, end: int) -> int:
    """Skip "In Paris" of "In Paris officials said"; `end` if the phrase is all there is."""
    k = start + 1
    while k < end and s.low[k] in WORDS.prepositions:
        k += 1
    if k < end and (s.raw[k][:1].isupper() or s.low[k].isdigit()) and s.low[k] not in WORDS.determiners:
        while k < end and (s.raw[k][:1].isupper() or s.low[k].isdigit()) and s.low[k] not in WORDS.determiners:
            k += 1
        return k
    k += 1
    while k < end and s.low[k] not in WORDS.determiners and not s.raw[k][:1].isupper():
        k += 1
    return k


def noun_phrase_after(s: Sentence, start: int, *, apposition: bool = True) -> Phrase | None:
    """Return the noun phrase that begins at `start`, with its apposition unless told otherwise."""
    low, length = s.low, min(len(s), start + REACH)
    if start >= length or low[start] in STOPS or low[start] == QUOTED:
        return None
    if low[start] in WORDS.subject_pronouns | WORDS.object_pronouns and low[start] not in (
        "one",
        "another",
        "others",
        "this",
        "that",
        "these",
        "those",
    ):
        return Phrase(start, start + 1, start + 1)
    k = start
    while k < length and not _bounds_right(s, k, start):
        k += 1
    if k == start:
        return None
    end = k
    while apposition and k < length and low[k] == "," and (after := _apposition_end(s, k)) > 0:
        end = k = after
    return Phrase(start, end, end)


def _bounds_right(s: Sentence, k: int, start: int) -> bool:
    word = s.low[k]
    if word in STOPS or word in (".", "?", "!", QUOTED) or word in WORDS.relatives or word in WORDS.subordinators:
        return True
    if word in WORDS.time and k > start:
        return True
    if word in WORDS.object_pronouns or (word in WORDS.subject_pronouns and word not in ("one", "another", "others")):
        return True
    if word == "by" and k > start and s.low[k - 1] in WORDS.reports:
        return False
    if word in WORDS.prepositions and k > start:
        following = s.low[k + 1] if k + 1 < len(s) else ""
        return (
            word not in ("of", "for", "from", "at", "to", "with")
            or following in WORDS.time
            or following in WORDS.spoken
            or (k + 2 < len(s) and s.low[k + 2] in WORDS.spoken)
        )
    if word in ("and", "or") and k + 1 < len(s):
        return s.low[k + 1] in load_lexicon().verbs or WORDS.is_finite(s, k + 1)
    return k > start and WORDS.is_finite(s, k)


def _apposition_end(s: Sentence, comma: int) -> int:
    """Return where an apposition after `comma` ends, 0 if what follows is none."""
    k = comma + 1
    if k >= len(s):
        return 0
    first = s.low[k]
    if (
        first in WORDS.relatives | WORDS.subordinators | WORDS.prepositions | WORDS.conjunctions
        or first.endswith("ing")
        or first == QUOTED
        or WORDS.is_adverb(first)
    ):
        return 0
    if first in load_lexicon().verbs and first not in WORDS.determiners:
        return 0
    limit = min(len(s), k + 25)
    while k < limit and s.low[k] not in (",", ".", ";", ":", "—", "–", QUOTED, "?", "!"):
        if WORDS.is_finite(s, k) or s.low[k] in WORDS.relatives:
            return k if s.low[k] in WORDS.relatives and k - comma > 2 else 0
        k += 1
    return k


def starts_noun_phrase(s: Sentence, i: int) -> bool:
    """Tell whether unit `i` may begin a noun phrase."""
    if i >= len(s):
        return False
    word = s.low[i]
    return (
        word in WORDS.determiners
        or word in WORDS.subject_pronouns
        or word in WORDS.object_pronouns
        or word == QUOTED
        or s.raw[i][:1].isupper()
        or s.raw[i][:1].isdigit()
        or (
            word.replace("-", "").isalpha()
            and word not in WORDS.negations
            and word not in WORDS.prepositions
            and word not in WORDS.conjunctions
            and word not in WORDS.subordinators
            and not WORDS.is_adverb(word)
            and not WORDS.is_finite(s, i)
        )
    )


def has_finite_verb(s: Sentence, start: int, end: int) -> bool:
    """Tell whether a finite verb stands between two units."""
    verbs = load_lexicon().verbs
    return any(
        WORDS.is_finite(s, k)
        or (s.low[k] in verbs and not s.low[k].endswith("ing") and k > start and s.low[k - 1] not in WORDS.determiners)
        or (k > start and s.low[k - 1] in ("they", "we", "you", "i") and s.low[k].isalpha())
        or (k > start and s.low[k].endswith("s") and s.low[k].isalpha() and s.low[k - 1] in ("he", "she", "it"))
        for k in range(start, min(end, len(s), start + CLAUSE_REACH))
    )
