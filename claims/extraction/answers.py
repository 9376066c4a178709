"""Answers that say they are answers: denials, rejections and judgements of what somebody said."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence, Set

from claims.extraction.cue_words import has_cue
from claims.extraction.pointers import Pointer, is_owned_by, read_pointer
from claims.extraction.points import Point
from claims.extraction.values import QuotationType, Relation, Span, Stance
from claims.extraction.wording import shared_part, stem
from claims.extraction.wordlists import stances, word_set

# How many attributions back an answer reaches.
WINDOW = 30
# Claims of the body that a headline sums up, and sentences back to a charge that a denial is about.
_HEADLINE = 8
_NEAR = 5
_JUST = 2
_JUDGING = word_set(
    """
    call describe label brand dub term characterise characterize deem dismiss consider regard find say add insist
    tell argue
    """
)
# To refuse to act is no answer to a claim.
_REFUSING = frozenset({"refuse", "decline", "refusal"})
_GROUNDS = frozenset({"evidence", "truth", "basis", "merit", "foundation", "proof", "substance", "grounds"})
_HITTING_BACK = word_set(
    """
    counter fire-back hit-back hit-out laugh-off push-back reply respond scoff shoot-back shrug-off
    """
)
_ACCUSING = frozenset(
    {Stance.ACCUSATION, Stance.ASSERTION, Stance.ASSESSMENT, Stance.CALL, Stance.OTHER, Stance.COMMITMENT}
)


_NUMBERS = frozenset({"figure", "number", "estimate", "total", "count", "data"})
_ANSWERING = 0.6
_QUOTING = frozenset("“”\"‘’'«»„")
_ACTS = frozenset({Stance.CALL, Stance.COMMITMENT})
# What is rejected without being said to be untrue.
_OFFERED = word_set("offer proposal demand threat letter petition notion idea suggestion call plan pledge promise")


def answers_openly(point: Point) -> bool:
    """Tell whether cue or content says that the point answers another."""
    rejects = has_cue("rejection", point.lemmas) and not _REFUSING & set(point.lemmas)
    if has_cue("denial", point.lemmas) or rejects or _HITTING_BACK & set(point.lemmas):
        return True
    return says_no(point) or says_false(point)


def says_no(point: Point) -> bool:
    """Tell whether spoken words begin with a no that stands by itself: "No. It cost what we said.", "Not at all"."""
    words = [word for word in point.words[:5] if word not in _QUOTING]
    stands = words[:1] == ["no."] or (words[:1] == ["no"] and words[1:2] != [] and not words[1][:1].isalnum())
    return point.attribution.type is QuotationType.DIRECT and (stands or words[:3] == ["not", "at", "all"])


def says_false(point: Point) -> bool:
    """Tell whether the content calls words false: "it a lie", "the review is deeply flawed", "Ortiz was mistaken"."""
    falsity = stances().content["falsity"]
    opening = point.words[:24]
    if (("not" in opening or "n't" in opening) and bool({"true", "credible"} & set(opening))) or (
        "no" in opening and "truth" in opening
    ):
        return True
    if _lacks_ground(opening):
        return True
    if not set(opening) & falsity:
        return False
    return read_pointer(point.words) is not None or _predicates_falsity(opening, falsity)


def _lacks_ground(words: Sequence[str]) -> bool:
    """Tell whether words say that something is without ground: "no evidence of that", "without merit"."""
    return any(word in ("no", "without") and following in _GROUNDS for word, following in itertools.pairwise(words))


def _predicates_falsity(words: Sequence[str], falsity: frozenset[str]) -> bool:
    """Tell whether a short subject is said to be false: "That is nonsense", "Ortiz was mistaken"."""
    for k, word in enumerate(words[:6]):
        if word in ("is", "was", "are", "were", "'s") and 0 < k <= 4:
            return bool(set(words[k + 1 : k + 4]) & falsity)
    return False


def answered_openly(points: Sequence[Point], k: int, answering: Set[int]) -> list[tuple[int, float]]:
    """Return the points that an open answer takes up, with confidences, the surest first.

    `answering` are points known to be answers themselves, which are less often meant.
    """
    point = points[k]
    for found in (_same_content(points, k), _inside(points, k)):
        if found:
            return found
    pointer = read_pointer(point.words)
    candidates = [p for p in _around(points, k) if p.attribution.stance in _ACCUSING and _differs(point, p)]
    if says_no(point):
        return _just_before(point, candidates)
    if pointer is None and has_cue("rejection", point.lemmas) and _is_judged_false(point):
        pointer = Pointer("that", False, frozenset(), frozenset(), is_pronoun=True)
    if pointer is not None and pointer.is_pronoun and point.about:
        pointer = read_pointer(point.about) or pointer
    if pointer is not None:
        found = _pointed(point, pointer, candidates, answering)
        return found or (_pointed(point, pointer, _body_of_headline(points, k), answering) if point.in_title else [])
    return (
        _subject_person(point, candidates)
        or _by_proposition(point, candidates)
        or _last_charge(point, candidates)
        or _next_charge(points, k)
        or _just_said(point, candidates)
    )


def _next_charge(points: Sequence[Point], k: int) -> list[tuple[int, float]]:
    """Return the charge that follows a denial which opens the story: "Lumo has denied ... Pellix alleges that ..."."""
    point = points[k]
    if not has_cue("denial", point.lemmas):
        return []
    ahead = [p for p in points[k + 1 : k + 1 + _HEADLINE] if p.sentence - point.sentence <= _NEAR and not p.in_title]
    charges = [p for p in ahead if p.is_charge and point.is_concerned_by(p) and p.is_against(point)]
    return [(charges[0].index, 0.45)] if charges else []


def _just_said(point: Point, candidates: Sequence[Point]) -> list[tuple[int, float]]:
    """Return what stands right before "There is no evidence of that"."""
    near = [p for p in candidates if 0 <= point.sentence - p.sentence <= _JUST and p.place < point.place]
    return [(near[-1].index, 0.5)] if near and _lacks_ground(point.words[:24]) else []


def _just_before(point: Point, candidates: Sequence[Point]) -> list[tuple[int, float]]:
    """Return what somebody else said last, such as the claim that a question reports."""
    near = [p for p in candidates if p.place < point.place and point.paragraph - p.paragraph <= 1]
    return [(near[-1].index, 0.7)] if near else []


def _is_judged_false(point: Point) -> bool:
    return bool(set(point.words[:8]) & stances().content["falsity"])


def _body_of_headline(points: Sequence[Point], k: int) -> list[Point]:
    """Return the first claims of the body, which a headline's answer is about if the headline has no other."""
    body = [p for p in points[k + 1 : k + 1 + _HEADLINE] if not p.in_title]
    return [p for p in body if p.attribution.stance in _ACCUSING and _differs(points[k], p)]


def _last_charge(point: Point, candidates: Sequence[Point]) -> list[tuple[int, float]]:
    """Return the last charge against the side that denies: to deny is to be accused."""
    if not has_cue("denial", point.lemmas):
        return []
    charges = [
        p
        for p in candidates
        if p.attribution.stance is Stance.ACCUSATION
        and p.is_against(point)
        and p.place < point.place
        and point.sentence - p.sentence <= _NEAR
        and (point.is_concerned_by(p) or point.sentence - p.sentence <= 1)
    ]
    return [(charges[-1].index, 0.5)] if charges else []


def _differs(point: Point, other: Point) -> bool:
    return other.attribution.speaker != point.attribution.speaker and not answers_openly(other)


def _around(points: Sequence[Point], k: int) -> list[Point]:
    """Return the points an answer can mean: those before it, and later ones of its sentence; a headline has its own."""
    point = points[k]
    before = [p for p in points[max(0, k - WINDOW) : k] if p.in_title == point.in_title or not point.in_title]
    after = [p for p in points[k + 1 : k + 4] if p.sentence == point.sentence]
    is_denial = has_cue("denial", point.lemmas)
    return [p for p in (*before, *after) if is_denial or p.attribution.nested_in != k]


def _same_content(points: Sequence[Point], k: int) -> list[tuple[int, float]]:
    """Return the claim that "a claim that China has rejected" stands behind."""
    attribution = points[k].attribution
    if not attribution.content_alt:
        return []
    return [(p.index, 0.95) for p in points[max(0, k - 5) : k] if p.attribution.content == attribution.content][-1:]


def _inside(points: Sequence[Point], k: int) -> list[tuple[int, float]]:
    """Return the attribution within the object: "rejected Ukraine's allegations of", "hits back at her claim of"."""
    point = points[k]
    place = _after_cue(point)
    for other in (*points[k + 1 : k + 5], *reversed(points[max(0, k - 3) : k])):
        cue = other.attribution.cue
        if not cue or other.index == k or other.sentence != point.sentence:
            continue
        is_noun = singular_pointer(other)
        inside = any(span.start <= cue[0].start and cue[0].end <= span.end for span in point.attribution.content)
        follows = place <= other.place <= place + 15 and is_noun
        if is_noun and (inside or follows) and other.attribution.speaker != point.attribution.speaker:
            return [(other.index, 0.9)]
    return []


def singular_pointer(point: Point) -> bool:
    """Tell whether the cue is a noun for what was said: "allegations", "claim"."""
    nouns = stances().pointers["nouns"]
    source = point.attribution.source
    cue = point.attribution.cue
    return bool(point.lemmas) and point.lemmas[-1] in nouns and (not source or source[0].end <= cue[0].start + 1)


def _after_cue(point: Point) -> int:
    cue: tuple[Span, ...] = point.attribution.cue
    return cue[-1].end if cue else point.place


def _pointed(
    point: Point, pointer: Pointer, candidates: Sequence[Point], answering: Set[int]
) -> list[tuple[int, float]]:
    fits = {p.index: _fit(point, pointer, p) - _ANSWERING * (p.index in answering) for p in candidates}
    scored = sorted(((fits[other.index], other.place, other.index) for other in candidates), reverse=True)
    if not scored or scored[0][0] <= 0:
        return []
    best = scored[0]
    found = [(best[2], min(0.9, 0.55 + 0.1 * best[0]))]
    if pointer.is_plural and pointer.noun in stances().pointers["accusing"] and not pointer.is_pronoun:
        found += _others_accusing(point, candidates, best[2])
    return found


def _others_accusing(point: Point, candidates: Sequence[Point], best: int) -> list[tuple[int, float]]:
    """Return the further charges of the same accuser that a plural takes up: "denied the allegations"."""
    chosen = next(other for other in candidates if other.index == best)
    return [
        (other.index, 0.6)
        for other in candidates
        if other.index != best
        and other.attribution.stance is Stance.ACCUSATION
        and other.sides & chosen.sides
        and abs(other.sentence - chosen.sentence) <= 2
        and not other.in_title
        and not chosen.in_title
        and bool(other.named & point.sides) == bool(chosen.named & point.sides)
    ]


def _fit(point: Point, pointer: Pointer, other: Point) -> float:
    """Return how well a claim fits a pointer; 0 or less if it does not."""
    score = 1.0 - 0.12 * min(12, abs(point.sentence - other.sentence))
    if pointer.owner and not is_owned_by(pointer, other):
        score -= 1.2 if not pointer.owner & set(other.words) else 0.0
    elif pointer.owner:
        score += 1.5
    if not pointer.is_pronoun and stem(pointer.noun)[:5] == stem((*other.lemmas, "")[-2 if other.lemmas else 0])[:5]:
        score += 0.8
    if pointer.noun in stances().pointers["accusing"] and other.attribution.stance is Stance.ASSESSMENT:
        score -= 0.6
    score += 0.8 * bool(point.sides & other.named) + 0.7 * (other.attribution.stance is Stance.ACCUSATION)
    score += 1.2 * shared_part(pointer.topic, other.context) if pointer.topic else 0.0
    score -= 0.5 * bool(point.sides & other.sides)
    score -= 1.0 * (other.attribution.stance in _ACTS and pointer.noun not in _OFFERED and not pointer.is_pronoun)
    if pointer.noun in ("finding", "review", "study", "report", "audit", "inquiry", "investigation", "data"):
        score += 0.8 * _reports(other)
    if pointer.noun in _NUMBERS:
        score += 0.8 * any(word[:1].isdigit() for word in other.words)
    if pointer.is_pronoun:
        score += 0.4 * (abs(point.sentence - other.sentence) <= 1)
        score += 0.6 * (not point.attribution.cue and 0 <= point.paragraph - other.paragraph <= 1)
    score -= 1.0 * (other.in_title and not point.in_title)
    return score - 0.4 * (other.attribution.nested_in is not None and not pointer.is_pronoun)


def _reports(other: Point) -> bool:
    return any(
        word in " ".join(other.speaker.aliases).casefold() for word in ("report", "review", "study", "audit", "survey")
    )


def _subject_person(point: Point, candidates: Sequence[Point]) -> list[tuple[int, float]]:
    """Return the claim of the person said to be wrong: "Ortiz was mistaken"."""
    if not says_false(point):
        return []
    by_person = [p for p in candidates if p.sides & _opening_names(point)]
    scored = sorted(((shared_part(point.stems, p.stems), p.place, p.index) for p in by_person), reverse=True)
    return [(scored[0][2], 0.75)] if scored else []


def _opening_names(point: Point) -> set[str]:
    opening = set(point.words[:4])
    return {name for name in point.named if set(name.split()) & opening}


def _by_proposition(point: Point, candidates: Iterable[Point]) -> list[tuple[int, float]]:
    """Return the claims whose proposition is denied in full words: "denied it had opened the gates"."""
    scored = []
    for other in candidates:
        shared = shared_part(point.stems, other.stems)
        concerned = point.is_concerned_by(other)
        score = shared + 0.3 * concerned + 0.2 * (other.attribution.stance is Stance.ACCUSATION)
        blamed = other.sentence == point.sentence and other.attribution.stance is Stance.ACCUSATION
        score += 0.3 * (blamed and point.is_against(other))
        score += 0.25 * (other.sentence == point.sentence) - 0.02 * min(10, abs(other.sentence - point.sentence))
        if shared >= 0.3 or (other.sentence == point.sentence and (concerned or blamed)):
            scored.append((score, other.place, other.index))
    scored.sort(reverse=True)
    return [(index, min(0.9, 0.4 + 0.5 * score)) for score, _, index in scored[:1] if score >= 0.45]


def relation_of(answer: Point, answered: Point) -> Relation:
    """Return denies for the side concerned, rebuts for anybody else who says no."""
    if has_cue("denial", answer.lemmas) or answer.is_concerned_by(answered):
        return Relation.DENIES
    if has_cue("rejection", answer.lemmas) and answered.attribution.stance is Stance.ACCUSATION:
        return Relation.DENIES
    return Relation.REBUTS
