"""What stands between a cue and its content: dates, places, "in a statement", "to reporters"."""

from __future__ import annotations

from claims.extraction.sentences import QUOTED, WORDS, Sentence

REACH = 60
STOPS = frozenset(",;:()[]—–―-…")


def skip_adjuncts(s: Sentence, start: int) -> int:
    """Skip what stands between a cue and its content: adverbs, dates, "in a statement", "to reporters"."""
    low, k = s.low, start
    while k < len(s) and k - start < REACH:
        word = low[k]
        if word == ",":
            after = _after_short_insertion(s, k)
            if not after:
                return k
            k = after
        elif (
            word in WORDS.time
            or (word == "this" and k + 1 < len(s) and low[k + 1] in WORDS.time)
            or (WORDS.is_adverb(word) and word not in ("that", "both", "once", "since", "even", "only", "not", "just"))
            or (word.isdigit() and k > start and (low[k - 1] in WORDS.time or low[k - 1] in ("may", "march")))
        ):
            k += 1
        elif word in WORDS.prepositions and not is_number_phrase(s, k) and not is_infinitive(s, k):
            after = _after_adjunct(s, k)
            if after == k:
                return k
            k = after
        else:
            return k
    return k


def is_infinitive(s: Sentence, k: int) -> bool:
    """Tell the "to" of "to act" from that of "to reporters"."""
    if s.low[k] != "to" or k + 1 >= len(s) or not (s.raw[k + 1].islower() or s.is_title):
        return False
    word = s.low[k + 1]
    if word.endswith("s") and not word.endswith("ss") and word != "focus":
        return False  # "to supervisors"
    plain = word not in WORDS.determiners and word not in WORDS.object_pronouns and word not in WORDS.groups
    return plain and word.isalpha() and word not in WORDS.hearers


def is_number_phrase(s: Sentence, k: int) -> bool:
    """Tell whether "at least 40" or "about half" begins here, which belongs to the content."""
    following = s.low[k + 1] if k + 1 < len(s) else ""
    return following in WORDS.approximate or (
        s.low[k] in WORDS.approximate
        and (following[:1].isdigit() or following in ("half", "a", "one", "two", "three", "to", "and"))
    )


def _after_short_insertion(s: Sentence, comma: int) -> int:
    """Skip ", however," and ", in a statement," before a complementizer or a quotation; 0 if it is not one."""
    for k in range(comma + 1, min(len(s), comma + 12)):
        if s.low[k] == ",":
            inside = s.low[comma + 1 : k]
            opens = bool(inside) and (inside[0] in WORDS.prepositions or WORDS.is_adverb(inside[0]))
            following = s.low[k + 1] if k + 1 < len(s) else ""
            return k + 1 if opens and (following in ("that", QUOTED)) else 0
        if s.low[k] == QUOTED or WORDS.is_finite(s, k):
            return 0
    return 0


def _after_adjunct(s: Sentence, start: int) -> int:
    """Skip one prepositional phrase; it ends where the content or the next phrase may begin."""
    low, k = s.low, start + 1
    while k < len(s) and (low[k] in WORDS.determiners or low[k] in WORDS.prepositions):
        k += 1
    first = k
    while k < len(s) and k - start < 25:
        word = low[k]
        if (
            word in STOPS
            or word in (".", "?", "!", QUOTED, "and", "but")
            or word in WORDS.relatives
            or word in WORDS.subordinators
        ):
            break
        if k > first and (
            word in WORDS.determiners
            or word in WORDS.prepositions
            or word in WORDS.subject_pronouns
            or word in WORDS.time
        ):
            break
        if (
            k > first
            and s.raw[k][:1].isupper()
            and s.raw[k - 1].islower()
            and low[k - 1] not in WORDS.prepositions
            and low[k - 1] in WORDS.spoken | {"reporters", "journalists"}
        ):
            break
        if WORDS.is_finite(s, k) and not _is_reduced_relative(s, k):
            # The phrase has run into the subject of the content: "in Geneva talks had failed".
            return first if k == first else _split_name(s, first, k)
        k += 1
    return k if k > first else start


def _is_reduced_relative(s: Sentence, k: int) -> bool:
    """Tell "a video posted on Friday" and "a report made public" from a finite verb."""
    following = s.low[k + 1] if k + 1 < len(s) else "."
    if s.low[k] in WORDS.auxiliaries:
        return False
    return (
        following in WORDS.prepositions
        or following in WORDS.time
        or following in ("public", ".", ",")
        or WORDS.is_adverb(following)
    )


def _split_name(s: Sentence, first: int, verb: int) -> int:
    k = first
    while k < verb and s.raw[k][:1].isupper():
        k += 1
    return k if first < k < verb else first + 1 if verb > first + 1 else first
