"""The speech act of an attribution, and whether it is a statement at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.attributions import Triple
from claims.extraction.cue_words import cue_lemmas, has_cue
from claims.extraction.silence import is_act, is_only_asked, keeps_silent
from claims.extraction.story import Story
from claims.extraction.values import Attitude, QuotationType, Stance
from claims.extraction.wordlists import stances, word_set

_FIRST = frozenset({"i", "we", "our", "my"})
_OWN = frozenset({"he", "she", "it", "they"}) | _FIRST
_INSISTING = word_set("assert insist maintain protest reaffirm reiterate repeat retort stress")
_TRUTH = re.compile(r"\b(?:not true|untrue|not the case|no truth|no basis|a lie|lies)\b")
_HEAD = 14


def stance_of(story: Story, triple: Triple, *, kind: QuotationType) -> Stance:
    """Return the stance by cue and content; what only a link can tell (a denial without denying words) comes later."""
    lemmas = cue_lemmas(story.low_words(triple.cue))
    content = story.low_words(triple.content)
    stance = _by_cue(lemmas, content)
    if stance is not None:
        return stance
    return _by_content(content, lemmas, kind)


def _by_cue(lemmas: Sequence[str], content: Sequence[str]) -> Stance | None:
    if has_cue("denial", lemmas):
        return Stance.DENIAL
    if has_cue("call", lemmas) and lemmas[-1] != "offer":
        return Stance.CALL
    for stance in (Stance.REJECTION, Stance.ACCUSATION, Stance.COMMITMENT):
        if has_cue(stance.value, lemmas):
            return stance
    if has_cue("assessment", lemmas):
        return _judged(content, lemmas)
    return None


def _judged(content: Sequence[str], lemmas: Sequence[str]) -> Stance:
    """Return what calling or describing amounts to: "called it a lie" rejects, "a reckless act" accuses."""
    words = set(content)
    lists = stances().content
    if lemmas[-1] in ("predict", "expect", "forecast", "estimate", "believe", "think", "hail", "praise", "project"):
        return Stance.ASSESSMENT
    if words & lists["falsity"]:
        return Stance.REJECTION
    if words & lists["wrongdoing"] and lemmas[-1] != "warn":
        return Stance.ACCUSATION
    return Stance.ASSESSMENT


def _by_content(content: Sequence[str], lemmas: Sequence[str], kind: QuotationType) -> Stance:
    lists = stances().content
    words, opening = set(content), content[:_HEAD]
    subject = next((k for k, word in enumerate(opening) if word in _OWN), None)
    joined = " ".join(content)
    if _TRUTH.search(joined):
        return Stance.DENIAL
    if words & lists["falsity"] and (
        {
            "claim",
            "claims",
            "allegation",
            "allegations",
            "report",
            "reports",
            "it",
            "this",
            "that",
            "review",
            "accusation",
            "accusations",
            "suggestion",
        }
        & set(opening)
    ):
        return Stance.REJECTION
    if subject is not None and subject < 3 and set(opening[subject + 1 : subject + 4]) & lists["future"]:
        return Stance.COMMITMENT
    if words & lists["wrongdoing"] and not _about_oneself(opening):
        return (
            Stance.ACCUSATION if not words & lists["negation"] or not has_cue("assertion", lemmas) else Stance.ASSERTION
        )
    if set(opening) & (lists["obligation"] - {"need", "needs"}):
        return Stance.CALL
    if _INSISTING & set(lemmas) and words & lists["negation"] and set(opening[:3]) & _OWN:
        return Stance.DENIAL
    if set(opening) & lists["likelihood"] or _is_judgement(content):
        return Stance.ASSESSMENT
    return (
        Stance.OTHER
        if kind is QuotationType.DIRECT and not lemmas and opening[:1] and opening[0] in _FIRST
        else Stance.ASSERTION
    )


def _about_oneself(opening: Sequence[str]) -> bool:
    return bool(opening) and next((word for word in opening if word.isalpha()), "") in _FIRST | {"it"}


def _is_judgement(content: Sequence[str]) -> bool:
    listed = stances().content["judgement"]
    return any(
        word in ("is", "was", "are", "'s", "be") and set(content[k + 1 : k + 4]) & listed
        for k, word in enumerate(content)
    )


def attitude_of(story: Story, triple: Triple, *, kind: QuotationType, has_speaker: bool) -> Attitude:
    """Return attitude for wishes, beliefs and silence; quoted words and agentless passives are statements."""
    low, content = story.low_words(triple.cue), story.low_words(triple.content)
    asked = is_only_asked(low, content, has_source=bool(triple.source))
    if asked or keeps_silent(low, content) or is_act(low, content):
        return Attitude.ATTITUDE
    if not low or kind is not QuotationType.INDIRECT or not has_speaker:
        return Attitude.STATEMENT
    if any(word in ("by", "reportedly", "according") for word in low):
        return Attitude.STATEMENT
    lemmas = cue_lemmas(low)
    return Attitude.ATTITUDE if has_cue("attitude", lemmas[-1:]) else Attitude.STATEMENT
