"""Whom "who" takes up: Ida Lund in "Ida Lund, the head of Orlec, who", the nurses in "nurses at Orr who"."""

from __future__ import annotations

from claims.extraction.anonymous import is_person_noun
from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.names import Name
from claims.extraction.pronouns import PRONOUNS, RELATIVE
from claims.extraction.role_phrases import is_role_phrase, is_verb_form
from claims.extraction.story import Story
from claims.extraction.values import Span
from claims.extraction.wordlists import roles, word_set

# Tokens before a pronoun among which its antecedent is looked for.
_REACH = 40
_MARKS = word_set(", — – - ( --")
_ARTICLES = word_set("a an the his her its their our one another")
_OPENING = _ARTICLES | word_set("those both some many several")
_QUANTITIES = word_set(
    """
    percent cent one some many most several all both none dozens hundreds thousands millions majority number group
    handful half third quarter couple
    """
)
# Of "some of whom": what is left of the antecedent behind it.
_PARTS = word_set("some many most several all both none one two three half each few of")
_JOINS = word_set("'s ' - %")
_ENDING = word_set("him me us them not now than")
_NEVER = word_set("percent % cent one anyone everyone someone anybody everybody somebody")
_IS = word_set("is was remains became")
_ADJECTIVES = word_set("familiar close based involved living working")
_LINKS = word_set("of in at from on with for to near behind about across among within")
# Between a person and the body of which that person is.
_MEMBER_LINKS = word_set("of in at from on with for")


def antecedent(story: Story, cast: Cast, relative: int) -> Span | None:
    """Return the words that the relative pronoun at a place takes up, in its sentence; None if there are none."""
    sentence = story.sentence_span(relative)
    first, k = story.units(sentence).start, story.units(Span(sentence.start, relative)).stop
    return _before(story, cast, max(first, k - _REACH), k)


def _before(story: Story, cast: Cast, first: int, k: int) -> Span | None:
    low, end = story.low, k
    if end > first and low[end - 1] in ("and", "but"):  # "a nurse who left in May and who says"
        joined = next((at for at in range(end - 2, first, -1) if low[at] in RELATIVE), None)
        return _before(story, cast, first, joined) if joined is not None else None
    if end > first and low[end - 1] in load_lexicon().words["prepositions"]:  # "for whom", "some of whom"
        end -= 1
        while end > first and low[end - 1] in _PARTS:
            end -= 1
    is_parted = end > first and low[end - 1] in _MARKS
    while end > first and (low[end - 1] in _MARKS or low[end - 1] in load_lexicon().words["time_words"]):
        end -= 1
    if end <= first:
        return None
    if (name := _named_before(story, cast, first, end) or _member_before(story, cast, first, end)) is not None:
        return _span(story, name.first - len(name.title), name.end)
    start = _phrase_start(story, cast, first, end, is_parted=is_parted)
    if (copula := _copula_before(story, first, start)) is not None:
        return _subject(story, cast, copula)
    if low[end - 1] in _NEVER or (low[start] in PRONOUNS - {"those"} and end - start == 1):
        return None
    return _span(story, start, end)


def _copula_before(story: Story, first: int, start: int) -> int | None:
    """Return the verb of "Ida Lund *is* a liar and a thief who", None without one."""
    low, k = story.low, start
    while k > first and low[k] not in _IS and (k == start or low[k] in (",", "and") or not _stops(story, k)):
        k -= 1
    return k if low[k] in _IS and k > first and low[k + 1] in ("a", "an", "the") else None


def _subject(story: Story, cast: Cast, copula: int) -> Span | None:
    if story.low[copula - 1] in PRONOUNS:
        return _span(story, copula - 1, copula)
    name = cast.name_ending(copula)
    return _span(story, name.first - len(name.title), name.end) if name is not None else None


def _named_before(story: Story, cast: Cast, first: int, end: int) -> Name | None:
    """Return the person to whom an apposition belongs that ends here: "*Ida Lund*, 54, the head of Orlec"."""
    while (comma := next((at for at in range(end - 1, first, -1) if story.words[at] == ","), None)) is not None:
        if not (story.words[comma + 1].isdigit() and end == comma + 2) and not _is_apposition(story, comma + 1, end):
            return None
        name = cast.name_ending(comma)
        if name is not None:
            return name if cast.person(name.words, story.starts[name.first], name.title) is not None else None
        end = comma
    return None


def _member_before(story: Story, cast: Cast, first: int, end: int) -> Name | None:
    """Return the person whose body ends here: "*Ida Lund* of the Dockers' Union"."""
    body = cast.name_ending(end)
    if body is None or cast.person(body.words, story.starts[body.first], body.title) is not None:
        return None
    k = body.first
    while k > first and (story.low[k - 1] in ("the", "'s", "’s") or story.words[k - 1][:1].isupper()):
        k -= 1
    name = cast.name_ending(k - 1) if k - 1 > first and story.low[k - 1] in _MEMBER_LINKS else None
    is_person = name is not None and cast.person(name.words, story.starts[name.first], name.title) is not None
    return name if is_person else None


def _is_apposition(story: Story, start: int, end: int) -> bool:
    """Tell whether words say what somebody is, and bring in nobody else: "a baker", not "a baker and the mayor"."""
    low = story.low[start:end]
    bare = low[1:] if low[0] in _ARTICLES else low
    several = any(word == "and" and bare[at + 1 : at + 2] and bare[at + 1] in _ARTICLES for at, word in enumerate(bare))
    clause = any(is_verb_form(word) or word in load_lexicon().words["auxiliaries"] for word in bare)
    return bool(bare) and not several and not clause and (len(bare) < len(low) or is_role_phrase(bare))


def _phrase_start(story: Story, cast: Cast, first: int, end: int, *, is_parted: bool) -> int:
    """Return where the noun phrase begins that ends at a token, with the nouns for persons to which it belongs."""
    low, name = story.low, cast.name_ending(end)
    start = name.first - len(name.title) if name is not None else _noun_start(story, first, end)
    if name is not None and is_parted and cast.person(name.words, story.starts[name.first]) is not None:
        return start  # "the lawyer of Ida Lund, who"
    is_plural = _is_plural(low[end - 1])
    if name is not None or not is_person_noun(low[end - 1]):
        start = _outer_start(story, first, start, is_plural=is_plural)
    if start - 2 >= first and low[start - 1] == "and" and is_person_noun(low[start - 2]):
        start = _noun_start(story, first, start - 1)  # "some analysts and activists"
    if start - 2 >= first and low[start - 1] == "of" and low[start - 2] in _QUANTITIES:
        start = _noun_start(story, first, start - 1)  # "30 percent of voters"
    return start


def _outer_start(story: Story, first: int, start: int, *, is_plural: bool) -> int:
    """Return where the persons are named to whom a phrase belongs: "*nurses* at the clinic", "*those* in the port".

    The place of the phrase itself, if it belongs to nobody.
    """
    low, outer = story.low, start
    while outer - 1 > first and low[outer - 1] in ("the", *_LINKS, "that"):
        outer -= 1
        if low[outer] == "the":
            continue
        while outer - 1 > first and low[outer - 1] in _ADJECTIVES:
            outer -= 1
        noun = low[outer - 1]
        if noun != "those" and _stops(story, outer - 1):
            return start
        outer = _noun_start(story, first, outer)
        if is_person_noun(noun) or noun == "those" or (not is_plural and _is_plural(noun)):
            return outer
    return start


def _is_plural(low: str) -> bool:
    return low[-1:] == "s" and low[-2:] not in ("ss", "'s")


def _noun_start(story: Story, first: int, end: int) -> int:
    """Return where a noun phrase without prepositions begins: behind a verb, a mark or the like."""
    k = end - 1
    while k > first and story.low[k] not in _OPENING and not _stops(story, k - 1):
        k -= 1
    if story.low[k].endswith("ly") and k + 2 < end and story.low[k + 1].endswith("ing"):
        k += 1
    before = story.low[k - 1] if k > first else ""
    is_verb = before == "to" or (story.low[k].endswith("ing") and (before == "," or before.endswith("ly")))
    return k + 1 if is_verb and k + 1 < end else k  # ", echoing experts who"


def _stops(story: Story, k: int) -> bool:
    low, words = story.low[k], load_lexicon().words
    if low == "." and story.low[k - 1 : k] and story.low[k - 1] in roles().courtesy | roles().titles:
        return False  # "Mr. Lund's manager"
    if low in _JOINS:
        return False
    closed = ("prepositions", "conjunctions", "auxiliaries", "subordinators", "relatives", "subject_pronouns")
    return not low[0].isalnum() or low in _ENDING or any(low in words[name] for name in closed) or is_verb_form(low)


def _span(story: Story, start: int, end: int) -> Span:
    return Span(story.starts[start], story.ends[end - 1])
