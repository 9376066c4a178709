"""Attributions that report no words: who keeps silent, what was only asked, and what is an act."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.cue_words import cue_lemmas, stance_lemmas
from claims.extraction.cues import load_lexicon
from claims.extraction.wordlists import QUOTATION_MARKS, word_set

REFUSING = word_set("decline declines declined declining refuse refuses refused refusing refusal")
_QUOTES = frozenset(QUOTATION_MARKS)
_TELLING = word_set(
    """
    answer be comment confirm describe detail disclose discuss elaborate expand give identify name provide
    respond reveal say share specify speak speculate talk
    """
)
_TO_SPEAK = word_set("comment discuss speak talk brief")
_ALLOWED = word_set("authorised authorized allowed permitted")
_NAMED = word_set("named identified quoted")
_SAYING = word_set("according by per to with")
_ABOUT = word_set("about if whether why how what who when where")
_WITHHELD = word_set("say confirm disclose specify reveal explain")
_NOT = frozenset({"not", "n't", "n’t", "never"})
_REPLYING = word_set("answer answered reply replied respond responded return returned")
_ASKED_OF = word_set("call calls email emails inquiries inquiry message messages question questions request requests")
_APOLOGISING = word_set("apologise apologize apologised apologized apologises apologizes apologising apologizing")
_APPEALING = word_set("appeal appeals appealed appealing")
_ORDERING = word_set("order ordered orders ordering direct directed directs instruct instructed instructs")
_OBJECT = 6  # words of the object of a verb
_TOPIC = word_set(
    """
    disagree disagreed disagrees disagreeing differ differed differs clash clashed clashes spar spars sparred
    feud feuded wrangle wrangled
    """
)


def keeps_silent(cue: Sequence[str], content: Sequence[str]) -> bool:
    """Tell whether somebody says nothing, by the folded words of cue and content.

    That is "declined to comment", "was not authorised to discuss the matter", "asked not to be named", "would not say
    whether", "did not reply to a request".
    """
    words = [*cue, *content[:6]]
    if _NOT & set(cue) and cue[-1] in _WITHHELD and content[:1] and content[0] in _ABOUT:
        return True
    if _NOT & set(cue) and _REPLYING & set(cue) and _ASKED_OF & set(content[:5]):
        return True
    to = next((k for k, word in enumerate(words[:-1]) if word == "to"), None)
    if to is None:
        return False
    told = set(words[to + 1 : to + 3])
    if REFUSING & set(words[:to]):
        return words[to + 1] in _TELLING or list(content[:3]) == ["to", "do", "so"]
    if "not" in words[:to] and words[to - 1] in _ALLOWED:
        return words[to + 1] in _TO_SPEAK
    return "not" in words[:to] and words[0] == "asked" and bool(told & _NAMED)


def is_only_asked(cue: Sequence[str], content: Sequence[str], *, has_source: bool) -> bool:
    """Tell whether nobody is said to ask: "Asked about the images", "Asked whether he would resign"."""
    words = [*cue, *content[:1]]
    return not has_source and words[:1] == ["asked"] and len(words) > 1 and words[1] in _ABOUT


def is_act(cue: Sequence[str], content: Sequence[str]) -> bool:
    """Tell whether a verb that is none of saying has a thing or a purpose for content: "traced the painting".

    Such are found by what was learnt from a corpus that counts them as attributions. So are those that name no
    statement: "apologised to the family", "disagreed over the number".
    """
    if _names_no_statement(cue, content):
        return True
    says = any(_is_of_saying(word, content) for word in cue)
    if says or not cue or _SAYING & set(cue) or stance_lemmas() & set(cue_lemmas(cue)):
        return False
    if not _QUOTES.isdisjoint(content):
        return False
    return content[:1] == ["to"] or not any(_is_finite(word) for word in content)


def _names_no_statement(cue: Sequence[str], content: Sequence[str]) -> bool:
    last = cue[-1] if cue else ""
    apologises = _APOLOGISING & set(cue) and content[:1] == ["to"]
    has_topic = (_TOPIC & set(cue) and {"over", "on", "about"} & set(cue)) or (cue[:1] == ["spoke"] and last == "about")
    hears = cue[:1] in (["hears"], ["heard"]) and "that" not in content and not any(map(_is_finite, content))
    ordered = _ORDERING & set(cue) and not any(_orders(content, k) for k, word in enumerate(content) if word == "to")
    ordered = ordered and _QUOTES.isdisjoint("".join(content)) and "that" not in content[:3]
    return bool(apologises or has_topic or hears or ordered or (_APPEALING & set(cue) and last == "against"))


def _orders(content: Sequence[str], to: int) -> bool:
    """Tell whether a "to" leads to a verb, not to a place."""
    following = content[to + 1 : to + 2]
    words = load_lexicon().words
    return bool(following) and following[0] not in words["determiners"] | words["possessives"]


def _is_of_saying(word: str, content: Sequence[str]) -> bool:
    """Tell whether a word of a cue is one of saying; "backed" is of a statement, not of a player."""
    lexicon = load_lexicon()
    forms = lexicon.verbs.get(word, ())
    if forms and all(form.frames == {"said"} for form in forms) and forms[0].lemma != "contradict":
        return any(noun in lexicon.pointers or noun in lexicon.nouns for noun in content[:_OBJECT])
    return bool(forms) or word in lexicon.nouns or not word.isalpha()


def _is_finite(word: str) -> bool:
    listed = load_lexicon().words
    return word in listed["auxiliaries"] or word in listed["irregular_verbs"] or word.endswith("ed")
