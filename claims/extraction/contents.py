"""The content after a cue, as the frames of the cue allow."""

from __future__ import annotations

from collections.abc import Callable

from claims.extraction.adjuncts import STOPS, skip_adjuncts
from claims.extraction.clauses import clause_end, coordinates_cue
from claims.extraction.cues import Form, load_lexicon
from claims.extraction.phrases import VerbGroup, has_finite_verb, noun_phrase_after, starts_noun_phrase, subject_before
from claims.extraction.sentences import QUOTED, WORDS, Sentence
from claims.extraction.values import Span

_SAID_REACH = 6  # units in which an object shows to be something said


def content_right(s: Sentence, group: VerbGroup) -> list[Span]:
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
        k = after_person(s, k)
    while k < len(s) and s.low[k] in (",", ":", "that", "—", "–"):
        k += 1
    if not s.is_quotation(k):
        return []
    if not s.is_utterance(k) and "object" in group.form.frames and "clause" not in group.form.frames:
        return []  # "blasted ‘sick’ rumours"
    content = [s.spans[k]]
    if (
        s.is_title
        and not s.is_utterance(k)
        and s.low[k + 1 : k + 2]
        and s.low[k + 1] in WORDS.prepositions | WORDS.subordinators
    ):
        return content
    alone = k + 1 >= len(s) or s.low[k + 1] in STOPS or s.low[k + 1] in (".", "?", "!", QUOTED)
    alone = alone or (s.low[k + 1] in ("and", "but") and coordinates_cue(s, k + 1))
    if alone and (s.is_utterance(k) or s.ends_utterance(k)):
        while s.is_quotation(k + 1) and s.is_utterance(k + 1):
            k += 1
            content.append(s.spans[k])
        return content
    return [s.span(k, max(k + 1, clause_end(s, k)))]


def after_person(s: Sentence, k: int) -> int:
    """Skip the one who is told."""
    if k >= len(s) or s.low[k] in STOPS or s.low[k] in ("that", QUOTED):
        return k
    phrase = _person(s, k)
    return skip_adjuncts(s, phrase) if phrase > k else k


def _person(s: Sentence, start: int) -> int:
    """Return the end of the noun phrase of the one who is told, which a content may follow directly."""
    low = s.low
    if low[start] in WORDS.object_pronouns | WORDS.hearers | {"police"}:
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
            or (
                word in WORDS.determiners
                and low[k - 1] not in WORDS.prepositions
                and low[k - 1] not in ("and", "both", "all")
            )
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
        k = after_person(s, k)
        if s.low[k : k + 1] == ["who"]:  # "told the teachers who had come that it was late"
            k = next((j for j in range(k, min(len(s), k + 20)) if s.low[j] == "that"), k)
    if k >= len(s):
        return []
    if s.low[k] == "," and k + 1 < len(s) and s.low[k + 1] == "that":
        k += 1
    if s.low[k].endswith(("self", "selves")):
        return []  # "found themselves alone"
    if s.low[k] == ",":
        return _after_interruption(s, group, k)
    explicit = s.low[k] == "that" and _is_that_clause(s, k, group.form)
    if explicit:
        k += k + 1 >= len(s) or s.low[k + 1] not in WORDS.auxiliaries  # "said that was a lie" keeps its "that"
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


def _is_that_clause(s: Sentence, k: int, form: Form) -> bool:
    """Tell the clause of "noted that it rained" from the pronoun of "noted that man"."""
    end = clause_end(s, k + 1)
    long = end - k > 4 and not form.frames & {"named", "object"}
    return long or QUOTED in s.low[k + 1 : end] or has_finite_verb(s, k + 1, end)


def _has_plain_clause(s: Sentence, k: int, end: int, form: Form) -> bool:
    """Tell whether a clause without "that" begins here, rather than a plain object."""
    if form.lemma in ("say", "tell"):
        return has_finite_verb(s, k, end) or end - k >= 4 or QUOTED in s.low[k:end]
    if form.lemma in ("add", "insist"):
        figure = form.lemma == "add" and (s.raw[k][:1].isdigit() or s.low[k] in WORDS.approximate)
        return has_finite_verb(s, k, end) and not figure  # "the stock added 2% after it reported profits"
    if "named" in form.frames or "object" in form.frames:
        return _zero_that(s, k, end)
    after = next((j for j in range(k + 1, end) if s.low[j] in WORDS.subordinators or s.low[j] == ","), end)
    return has_finite_verb(s, k, max(after, k + 1))


def _zero_that(s: Sentence, k: int, end: int) -> bool:
    """Tell whether a clause without "that" follows a verb that mostly takes a plain object."""
    phrase = noun_phrase_after(s, k)
    if phrase is None or phrase.end >= end or not WORDS.is_finite(s, phrase.end):
        return False
    return not (s.low[phrase.end].endswith("ed") and s.low[phrase.end + 1 : phrase.end + 2] == ["by"])


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
        or following in WORDS.subordinators
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
        new_phrase = word in WORDS.determiners and s.low[j - 1] not in WORDS.prepositions and s.low[j - 1] != "and"
        if word in STOPS or word == "that" or new_phrase or WORDS.is_finite(s, j):
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
    end = next((j for j in range(k + 1, end) if s.is_title and s.low[j] == "as" and _is_as_clause(s, j)), end)
    return [s.span(k, end)] if end > k else []


def _said_object_right(s: Sentence, group: VerbGroup) -> list[Span]:
    """Return an object that is a noun for what was said, or whom the verb contradicts: "her account", "him"."""
    if group.form.lemma == "contradict" and s.low[group.end : group.end + 1] in (["him"], ["her"], ["them"]):
        return [s.spans[group.end]]
    end = next((k for k in range(group.end, len(s)) if s.low[k] in STOPS), len(s))
    lexicon = load_lexicon()
    object_words = s.low[group.end : min(end, group.end + _SAID_REACH)]
    said = any(word in lexicon.pointers or word in lexicon.nouns for word in object_words)
    return _object_right(s, group) if said else []


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
        if word == "as" and _is_as_clause(s, j):
            return [s.span(k, j)] if "object" in group.form.frames else []
        if word in markers and ("at" not in markers or _is_figure(s, j + 1)):
            end = clause_end(s, j + 1)
            if "at" in markers:  # "put it at 3, while the union says 5"
                end = next((c for c in range(j + 1, end) if s.low[c] == "," and s.low[c + 1 : c + 2] == ["while"]), end)
            return [s.span(k, end)] if end > j + 1 else []
        if word in (";", ":", ".") or (word == "that" and "of" in markers):
            return []
    return []


def _is_as_clause(s: Sentence, k: int) -> bool:
    """Tell "as growers march" and "as the talks began" from "as a stunt"."""
    phrase = noun_phrase_after(s, k + 1, apposition=False)
    if phrase is None:
        return False
    if phrase.end < len(s) and WORDS.is_finite(s, phrase.end):
        return True
    last = s.low[phrase.end - 1]
    plural = (
        1 < phrase.end - phrase.start < 4 and s.low[phrase.end - 2].endswith("s") and s.raw[phrase.end - 2].islower()
    )
    return s.is_title and plural and last.isalpha() and not last.endswith("s")


def _is_figure(s: Sentence, k: int) -> bool:
    """Tell whether a number follows: "put the toll *at* about 40"."""
    return any(word[:1].isdigit() or word in ("$", "£", "€") for word in s.low[k : k + 3])


def _complement_right(s: Sentence, group: VerbGroup) -> list[Span]:
    k = group.end
    if k >= len(s) or not starts_noun_phrase(s, k) or s.low[k] in ("for", "on", QUOTED):
        return []  # "a film called “Rain”" is named, not described
    if s.low[k] in WORDS.object_pronouns and s.low[k + 1 : k + 2] and s.low[k + 1] in WORDS.prepositions | WORDS.time:
        return []  # "called her at noon" by telephone
    end = clause_end(s, k)
    if end - k < 2 or (has_finite_verb(s, k, k + 2) and not (s.is_title and QUOTED in s.low[k:end])):
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


def _strip_end(s: Sentence, end: int) -> int:
    return end - 1 if end and s.low[end - 1] == "." else end


RIGHT: tuple[tuple[str, Callable[[Sentence, VerbGroup], list[Span]]], ...] = (
    ("quote", _quotation_right),
    ("as", _marker("as")),
    ("of", _marker("of")),
    ("to", _infinitive_right),
    ("person-to", _person_infinitive_right),
    ("clause", _clause_right),
    ("gerund", _gerund_right),
    ("object", _object_right),
    ("said", _said_object_right),
    ("for", _marker("for", "over")),
    ("on", _marker("on")),
    ("with", _marker("with")),
    ("against", _marker("against")),
    ("at", _marker("at")),
    ("to-object", _marker("to")),
    ("complement", _complement_right),
)
