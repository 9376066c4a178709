"""Tell cue verbs from nouns and adjectives of the same form, by their neighbours."""

from __future__ import annotations

from claims.extraction.adjuncts import STOPS, is_infinitive
from claims.extraction.cues import Form, load_lexicon
from claims.extraction.phrases import VerbGroup, starts_noun_phrase
from claims.extraction.sentences import QUOTED, WORDS, Sentence

_MAKING = frozenset({"made", "filed", "issued", "gave", "wrote", "published", "submitted", "released"})
COUNTED = ("one", "two", "another", "each", "both", "many", "some", "most", "several", "few", "all", "three", "four")


def _begins_content(s: Sentence, k: int) -> bool:
    word = s.low[k] if k < len(s) else ""
    return word in WORDS.determiners | WORDS.subject_pronouns | WORDS.object_pronouns | {"that", QUOTED, ":"}


def is_verb(s: Sentence, i: int, form: Form) -> bool:
    """Tell a verb from a noun or an adjective of the same form by its neighbours."""
    before = s.low[i - 1] if i else ""
    named = s.raw[i][0].isupper() and s.raw[i][1:].islower() and before not in (":", "—", "–", "-")
    if before == "united" or (i and not s.is_title and named):
        return False  # "the United States"
    j = i - 1
    while j > 0 and WORDS.is_adverb(s.low[j]) and s.low[j] not in ("that",):
        j -= 1
    left = s.low[j] if j >= 0 else ""
    if before in ("that", "this", "these", "those") and form.kind in ("finite", "s", "past"):
        left = before = ""
    if left in COUNTED and form.kind != "base" and _begins_content(s, i + len(form.particles) + 1):
        left = ""  # "one said the deal was off; another called it dead"
    if left in WORDS.determiners or (before == "'s" and form.kind in ("base", "s")) or before in ("'s",):
        return False
    since = before == "since" and i > 1 and s.low[i - 2] in WORDS.have
    if before in WORDS.prepositions and form.kind != "ing" and not since:
        return False
    if form.kind == "base":
        return _base_is_verb(s, i, left, form.lemma in load_lexicon().nouns or form.lemma in WORDS.ambiguous)
    if form.kind == "s" and (form.lemma in load_lexicon().nouns or form.lemma in WORDS.ambiguous):
        return _s_form_is_verb(s, i, left)
    return True


def is_headline_passive(s: Sentence, i: int, group: VerbGroup) -> bool:
    """Tell "Minister accused of lying" and "Police urged to act" in a headline, which drops the auxiliary."""
    if not s.is_title or group.form.kind != "finite" or group.start != i or i + 1 >= len(s):
        return False
    passives = load_lexicon().passives
    following = s.low[i + 1]
    return (s.low[i] in passives["of"] and following == "of") or (
        s.low[i] in passives["person_to"] and is_infinitive(s, i + 1)
    )


def is_reduced_relative(s: Sentence, group: VerbGroup) -> bool:
    """Tell "a video posted on Monday" and "a claim made by" from a finite verb."""
    following = s.low[group.end] if group.end < len(s) else ""
    if following == "by" or ("complement" in group.form.frames and "by" in s.low[group.end : group.end + 3]):
        return True  # "the level deemed safe by doctors"
    if group.form.lemma in ("call", "dub", "name") and _is_indefinite(s, group.start):
        return True  # "a river called Ume"
    left = s.raw[group.start - 1] if group.start else ""
    if (
        following not in ("on", "in", "at", "to", "from", "with", "during", "last", "as", "for")
        or not left.islower()
        or left in WORDS.subject_pronouns
    ):
        return False
    k = group.start - 1
    while (
        k >= 0
        and s.low[k] not in STOPS
        and s.low[k] not in ("and", "but")
        and s.low[k] != QUOTED
        and s.low[k] not in WORDS.relatives
    ):
        if WORDS.is_finite(s, k) or any(
            form.kind in ("finite", "past", "s") for form in load_lexicon().verbs.get(s.low[k], ())
        ):
            return True
        k -= 1
    return False


def _is_indefinite(s: Sentence, end: int) -> bool:
    """Tell whether an object or the like with "a" ends here: "bought a boat", "with a script"."""
    near = range(end - 1, max(0, end - 5), -1)
    article = next((k for k in near if s.low[k] in WORDS.determiners), 0)
    plain = s.raw[article - 1].islower() and s.low[article - 1] not in WORDS.conjunctions | WORDS.subordinators
    return article > 0 and s.low[article] in ("a", "an") and s.raw[end - 1].islower() and plain


def _base_is_verb(s: Sentence, i: int, left: str, noun: bool) -> bool:
    if (
        left in ("i", "we", "you", "they", "who", "people", "that", "to", "which", "will", "would", "police")
        or left in WORDS.auxiliaries
    ):
        return True
    following = s.low[i + 1] if i + 1 < len(s) else ""
    if s.is_title and left == "," and not noun:
        return True  # "Police deny beating man, say he fell"
    if left == "," and (opening := _opening_comma(s, i - 1)):
        left = s.low[opening - 1]  # "The letters, seen by the court, suggest that"
        if not noun:
            return left in WORDS.groups or (left.endswith("s") and not left.endswith("ss"))
    if not noun or _has_plural_head(s, i):
        return bool(left) and left not in STOPS and left not in WORDS.conjunctions and left not in WORDS.subordinators
    if not left.endswith("s") or left.endswith("ss") or left == "'s":
        return left in WORDS.groups
    return (
        following in WORDS.determiners
        or following in WORDS.subject_pronouns
        or following in (QUOTED, "that", "it")
        or (starts_noun_phrase(s, i + 1) and s.raw[i + 1][:1].isupper())
    )


def _opening_comma(s: Sentence, close: int) -> int:
    """Return the comma that opens the insertion which ends at the comma `close`, 0 if there is none."""
    inside = range(close - 1, max(0, close - 20), -1)
    return next(
        (
            k
            for k in inside
            if s.low[k] == ","
            and WORDS.obtained & set(s.low[k + 1 : k + 3]) | WORDS.relatives & set(s.low[k + 1 : k + 2])
        ),
        0,
    )


def _follows_verb(s: Sentence, i: int) -> bool:
    """Tell whether the verb of the clause has come already: "rejected claims that"."""
    k = i - 1
    while k >= 0 and s.low[k] not in STOPS and s.low[k] not in WORDS.subordinators and s.low[k] not in WORDS.relatives:
        if (
            WORDS.is_finite(s, k)
            or (s.low[k] in load_lexicon().verbs and s.raw[k].islower())
            or s.low[k] in WORDS.prepositions - {"of", "at", "for", "in"}
        ):
            return True
        k -= 1
    return False


def _has_s_form(s: Sentence, i: int) -> bool:
    """Tell whether a cue in the present tense comes earlier in the sentence."""
    verbs = load_lexicon().verbs
    return (
        any(form.kind == "s" for word in s.low[:i] for form in verbs.get(word, ())) or "," in s.low[max(0, i - 2) : i]
    )


def _has_plural_head(s: Sentence, i: int) -> bool:
    """Tell whether "lawyers for Adeyemi" or the like ends before unit `i`."""
    for k in range(i - 1, max(0, i - 8), -1):
        if s.low[k] in STOPS or WORDS.is_finite(s, k):
            return False
        if s.low[k] in WORDS.prepositions:
            return s.low[k - 1].endswith("s") and not s.low[k - 1].endswith("ss")
    return False


def _is_made_behind(s: Sentence, i: int) -> bool:
    """Tell whether what is said is the object of a clause without pronoun: "reports *Ida Orr filed* against him"."""
    k = i + 1
    while k < len(s) and s.raw[k][:1].isupper():
        k += 1
    if k == i + 1 or k >= len(s) or s.low[k] not in _MAKING:
        return False
    return k + 1 >= len(s) or s.low[k + 1] in WORDS.prepositions | WORDS.time | {".", ",", "that"}


def _s_form_is_verb(s: Sentence, i: int, left: str) -> bool:
    if _is_made_behind(s, i):
        return False  # "to probe claims Orr made in May"
    if left in ("whether", "if", "as", "because"):
        return False  # "asked whether pledges to help were enough"
    if left[-1:].isdigit() or (left.endswith("ing") and s.raw[i - 1].islower()):
        return False  # "receiving 911 calls"
    if left in ("and", ",") and not s.is_title and not _has_s_form(s, i):
        return False  # "promises of access, and pledges to help"
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
