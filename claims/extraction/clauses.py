"""Where the words of a speaker end and those of the reporter go on."""

from __future__ import annotations

from claims.extraction.adjuncts import STOPS
from claims.extraction.cues import load_lexicon
from claims.extraction.phrases import CLAUSE_REACH, DASHES, subject_before
from claims.extraction.sentences import QUOTED, WORDS, Sentence

_JOINING = frozenset({"and", "but", "while"})
_ABSOLUTE_REACH = 60  # units between "with" and the last participle it governs
_JOINED_SUBJECT = 6  # units of the subject of a joined participle


def clause_end(s: Sentence, start: int, *, cut_conjunctions: bool = True, bare_while: bool = False) -> int:
    """Return the unit where a content that begins at `start` ends.

    It ends with the sentence, or where the reporter takes over: ", adding", ", after the ministry blamed",
    "and accused", ", a claim that", ", according to".
    """
    low = s.low
    limit = min(len(s), start + CLAUSE_REACH)
    k = start
    while k < limit:
        word = low[k]
        if word == ";" or (word in (".", "?", "!") and k + 1 >= len(s)):
            return k
        if word in DASHES and k > start and _is_reporters_dash(s, k):
            return k
        if word == "," and k > start and ends_at_comma(s, k, cut_conjunctions):
            return k
        if word in ("and", "but") and k > start and cut_conjunctions and coordinates_cue(s, k):
            return k
        if word in ("while", "whereas") and bare_while and k > start:
            return k
        if k > start and joined_participle(s, k):
            return k
        k += 1
    return limit


def _is_reporters_dash(s: Sentence, k: int) -> bool:
    following = s.low[k + 1] if k + 1 < len(s) else ""
    return (
        following in load_lexicon().pointers
        or (following in ("a", "an", "the") and _is_pointer(s, k + 1))
        or (following in ("but", "and") and coordinates_cue(s, k + 1))
    )


def ends_at_comma(s: Sentence, comma: int, cut_conjunctions: bool = True) -> bool:
    """Tell whether the reporter takes over after a comma."""
    low, k = s.low, comma + 1
    while k < len(s) and WORDS.is_adverb(low[k]) and low[k] not in ("even", "both"):
        k += 1
    if k >= len(s):
        return True
    word = low[k]
    following = low[k + 1] if k + 1 < len(s) else ""
    if word in WORDS.reporters_connectives or (word == "according" and following == "to"):
        return not (word == "as" and following in ("well", "much", "many"))
    if word == "when" or (word == "citing") or (word == "quoted" and following == "by"):
        return True
    if word in ("a", "an", "the", "something") and _is_pointer(s, k):
        return True
    forms = load_lexicon().verbs.get(word, ())
    if s.is_title and (any(form.kind in ("s", "base") and form.frames for form in forms) or _begins_own_clause(s, k)):
        return True
    if any(form.kind == "ing" and not form.attitude - form.frames for form in forms):
        return True
    if word in ("and", "but"):
        return cut_conjunctions and (coordinates_cue(s, k) or (word == "but" and _begins_own_clause(s, k + 1)))
    if word in ("who", "which"):
        return _relative_has_cue(s, k)
    return _is_parenthetical(s, comma)


def _is_pointer(s: Sentence, k: int) -> bool:
    """Tell whether "a claim that", "an account which" begins at unit `k`."""
    pointers = load_lexicon().pointers
    if s.low[k] == "something":
        return True
    for j in range(k + 1, min(len(s) - 1, k + 4)):
        if s.low[j] in pointers:
            following = s.low[j + 1]
            return (
                following in WORDS.relatives
                or following in WORDS.subject_pronouns
                or s.raw[j + 1][:1].isupper()
                or following in ("the", "later", "made")
                or (following.endswith("ed") and s.low[j + 2 : j + 3] == ["by"])
                or following in ("denied", "rejected", "dismissed", "repeated", "echoed")
            )
    return False


def coordinates_cue(s: Sentence, conjunction: int) -> bool:
    """Tell whether a conjunction joins another cue: "and accused", "but insists", "and Velmora denied"."""
    low, k = s.low, conjunction + 1
    while k < len(s) and (WORDS.is_adverb(low[k]) or low[k] in WORDS.have):
        k += 1
    if k >= len(s):
        return False
    lexicon = load_lexicon()
    forms = lexicon.verbs.get(low[k], ())
    if any(form.kind in ("finite", "past", "s") and form.frames for form in forms):
        following = low[k + 1] if k + 1 < len(s) else ""
        if all("named" in form.frames and "object" not in form.frames for form in forms):
            return following in ("that", QUOTED, ":", ",")  # "and found that" is a new cue, "and found a man" is none
        return following not in ("by", "of", "him", "them") or low[k] in ("warned", "spoke")
    return _begins_own_clause(s, conjunction + 1)


def joined_participle(s: Sentence, conjunction: int) -> int:
    """Return the unit of the second cue in "with A blaming B *and* the union accusing C", 0 if there is none."""
    if s.low[conjunction] not in _JOINING:
        return 0
    before = range(conjunction - 1, max(-1, conjunction - _ABSOLUTE_REACH), -1)
    absolute = next((k for k in before if s.low[k] == "with"), conjunction)
    if not any(_is_cue_participle(s, k) for k in range(absolute + 2, conjunction)):
        return 0
    for k in range(conjunction + 1, min(len(s), conjunction + _JOINED_SUBJECT + 2)):
        if _is_cue_participle(s, k):
            return k if k > conjunction + 1 else 0
        if s.low[k] in STOPS or s.low[k] in WORDS.relatives or WORDS.is_finite(s, k):
            return 0
    return 0


def _is_cue_participle(s: Sentence, k: int) -> bool:
    if k and s.low[k - 1] in WORDS.determiners:  # "the ruling coalition"
        return False
    return any(form.kind == "ing" and form.frames for form in load_lexicon().verbs.get(s.low[k], ()))


def _begins_own_clause(s: Sentence, start: int) -> bool:
    """Tell whether a subject and a cue verb follow within a few words."""
    lexicon = load_lexicon()
    if start >= len(s) or s.low[start] in ("that", QUOTED) or s.low[start] in WORDS.prepositions:
        return False
    for k in range(start + 1, min(len(s), start + 9)):
        word = s.low[k]
        if word in (",", QUOTED, "that", "to", "of") or word in WORDS.relatives:
            return False
        forms = lexicon.verbs.get(word, ())
        if any(form.kind in ("finite", "past", "s") and form.frames for form in forms) and not WORDS.is_finite(
            s, k - 1
        ):
            return s.low[k - 1] not in WORDS.determiners
        if WORDS.is_finite(s, k) and word not in WORDS.have:
            return False
    return False


def _relative_has_cue(s: Sentence, k: int) -> bool:
    for j in range(k + 1, min(len(s), k + 5)):
        forms = load_lexicon().verbs.get(s.low[j], ())
        if any(form.kind in ("finite", "past", "s") and form.frames for form in forms):
            return True
    return False


def _is_parenthetical(s: Sentence, comma: int) -> bool:
    """Tell whether ", the minister said" or ", she said," follows."""
    lexicon = load_lexicon()
    for k in range(comma + 2, min(len(s), comma + 14)):
        word = s.low[k]
        if word in (",", QUOTED) or word in WORDS.relatives:
            return False
        forms = lexicon.verbs.get(word, ())
        if any(form.kind in ("finite", "past", "s") and "clause" in form.frames for form in forms):
            following = s.low[k + 1] if k + 1 < len(s) else "."
            closes = following in (",", ".", "in", "on", "at", "during", "to") or following in WORDS.time
            return closes and subject_before(s, k) is not None
        if word in WORDS.be and s.low[k + 1 : k + 2] == ["told"] and s.low[k + 2 : k + 3] in (["."], [","], []):
            return True  # "…, the court was told."
        if WORDS.is_finite(s, k) and word not in WORDS.have:
            return False
    return False


def clause_start(s: Sentence, end: int) -> int:
    """Return where the clause that ends at `end` begins: after a dateline, a headline's topic, a semicolon or "but"."""
    low, k = s.low, end - 1
    floor = max(-1, end - CLAUSE_REACH)
    while k > floor:
        if (
            low[k] == ";"
            or (low[k] in DASHES and k <= (8 if len(s.raw[0]) > 1 else 4) and s.raw[0].isupper())
            or (s.is_title and low[k] == ":")
        ):
            break
        k -= 1
    start = k + 1
    while start < end and low[start] in WORDS.conjunctions:
        start += 1
    return start
