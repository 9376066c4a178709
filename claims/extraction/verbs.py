"""Attributions by a verb: "X said that …", "…, said X", "X described Y as Z"."""

from __future__ import annotations

from itertools import takewhile

from claims.extraction.adjuncts import STOPS, skip_adjuncts
from claims.extraction.clauses import clause_end, joined_participle
from claims.extraction.contents import content_right
from claims.extraction.cues import Form, load_lexicon
from claims.extraction.findings import Found, Reading
from claims.extraction.passives import read_passive
from claims.extraction.phrases import (
    DASHES,
    Phrase,
    VerbGroup,
    noun_phrase_after,
    noun_phrase_before,
    particles_end,
    subject_before,
    verb_group,
)
from claims.extraction.postposed import content_left, inverted_source, nothing_follows, read_postposed
from claims.extraction.sentences import WORDS, Sentence
from claims.extraction.values import Span
from claims.extraction.wordclass import is_headline_passive, is_reduced_relative, is_verb

_DENYING = frozenset({"deny", "reject", "dispute", "dismiss", "refute"})
_DENIED_WITHIN = 6  # units


def read_verbs(reading: Reading) -> None:
    """Add the attributions by verbs to what has been found in the sentence."""
    s, verbs = reading.sentence, load_lexicon().verbs
    i = 0
    while i < len(s):
        found = None
        for form in verbs.get(s.low[i], ()):
            if not particles_end(s, i, form):
                continue
            found = _read_form(reading, i, form)
            if found is not None:
                reading.found.append(found)
                break
        i = max(i + 1, found.units[1]) if found else i + 1


def _read_form(reading: Reading, i: int, form: Form) -> Found | None:
    s = reading.sentence
    is_plural_noun = form.kind == "s" and s.low[i] in load_lexicon().nouns
    if (form.kind == "base" or is_plural_noun) and any(found.units[1] == i for found in reading.found):
        return None  # "calls charge “pure invention”", "rejects claims it lied"
    if is_plural_noun and s.low[i - 1 : i] == [","] and _is_denied_behind(s, i):
        return None  # "blamed traders, claims they have denied"
    if form.kind == "ing" and i and s.low[i - 1] == "as":
        return _quoted_as(reading, i, form)
    if not is_verb(s, i, form):
        return None
    group = verb_group(s, i, form)
    if group.infinitive or group.modal:
        return None
    if group.negated and form.lemma not in ("rule out",):
        return None
    if form.kind == "ing" and not group.finite:
        leads = i == 0 or (i <= 4 and (s.low[i - 1] == ":" or s.low[i - 1] in DASHES))  # after a dateline
        return _leading_participle(s, group) if leads else _participle(reading, i, group)
    if group.passive or is_headline_passive(s, i, group):
        return read_passive(reading, i, group)
    if form.kind == "participle" and group.start == i:
        return None
    if form.kind == "finite" and group.start == i and is_reduced_relative(s, group):
        return _answered_pointer(s, group)
    return _active(reading, group)


def _is_denied_behind(s: Sentence, i: int) -> bool:
    """Tell whether a noun for what was said is denied within its clause: "claims they have denied"."""
    clause = takewhile(lambda low: low != ",", s.low[i + 1 : i + 1 + _DENIED_WITHIN])
    return any(form.lemma in _DENYING for low in clause for form in load_lexicon().verbs.get(low, ()))


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
    content = content_right(s, group)
    if subject is None or not content:
        return None
    return Found([s.span(subject.start, subject.end)], [s.span(start, i + 1)], content, units=(start, i + 1))


def _active(reading: Reading, group: VerbGroup) -> Found | None:
    s = reading.sentence
    inverted = inverted_source(s, group)
    if inverted is not None:
        return read_postposed(reading, group, inverted, clause_end_left=group.start)
    if group.form.frames == {"it"}:
        return _impersonal(s, group)
    source, boundary = _source(reading, group)
    if not source or (boundary >= 0 and s.low[boundary] in ("if", "whether", "unless")):
        return None
    if s.document.slice(source[0]).lower() in ("nobody", "no one", "none", "no-one"):
        return None
    content = content_right(s, group)
    left = content_left(s, group, boundary, bool(content))
    if left and content and s.is_utterance_span(left[-1]) and not s.starts_quotation(content[0]):
        content = []  # "…," he tweeted after the committee met
    if left and content and s.low[boundary] == "," and _is_participial(s, left[-1]):
        left = []  # "Addressing a rally at Gorsk, Orr said"
    if not left and content and s.low[group.end : group.end + 1] == ["as"]:
        left = _relative_object(s, group, boundary)  # "a charge that Velmora rejects as absurd"
    if not left and not content and "complement" in group.form.frames:
        left = _described_pointer(s, group, boundary)
    spans = [*left, *content] or _relative_object(s, group, boundary) or _relative_clause(s, group, boundary)
    if boundary > 0 and s.low[boundary] in WORDS.relatives and s.low[boundary - 1] == ",":
        spans = [_up_to_comma(s, span) for span in spans]
    elif 0 <= boundary <= 1 and s.low[boundary] in WORDS.subordinators - {"that"} and not left:
        spans = [_up_to_comma(s, span) for span in spans]  # "When he said it was late, they left"
    described = bool(group.form.frames & {"complement", "as"})
    if (described or not content) and (pointer := _pointer_in(s, group)):
        source, spans = pointer
        k = skip_adjuncts(s, group.end)
        if described and (end := clause_end(s, k)) > k:
            spans.append(s.span(k, end))
    found = Found(source, [s.span(group.start, group.end)], spans, units=(group.start, group.end))
    found.attitude = not group.form.frames
    if not spans:
        if s.low[-1] == ":" and "quote" in group.form.frames:
            found.awaits_quotation = True
            return found
        return found if "quote" in group.form.frames and len(s) < 12 and nothing_follows(s, group) else None
    return found


def _is_participial(s: Sentence, span: Span) -> bool:
    """Tell whether words before source and cue are a clause on the speaker, without a verb of their own."""
    words = s.document.slice(span).lower()
    return words.partition(" ")[0].endswith("ing") and not words.endswith(("”", "’", '"', "'"))


def _impersonal(s: Sentence, group: VerbGroup) -> Found | None:
    """Read "it emerged on Friday that the ship was lost", which nobody says."""
    k = skip_adjuncts(s, group.end)
    if s.low[group.start - 1 : group.start] != ["it"] or s.low[k : k + 1] != ["that"]:
        return None
    content = [s.span(k + 1, clause_end(s, k + 1))]
    return Found([], [s.span(group.start, group.end)], content, 0.7, (group.start, group.end))


def _relative_clause(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return antecedent and predicate in "The strike, which the army says killed two, ..."."""
    k = group.end
    if (
        boundary < 1
        or s.low[boundary] not in ("that", "which", "who")
        or "clause" not in group.form.frames
        or k >= len(s)
    ):
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
    if phrase is None or not group.form.frames & {"object", "complement", "as"}:
        return None
    b = phrase.boundary
    if b > 0 and s.low[b] in load_lexicon().pointers and s.low[b - 1] in ("a", "an", "the"):
        return [s.span(phrase.start, phrase.end)], [s.span(b - 1, b + 1)]
    if b > 0 and s.low[b] in load_lexicon().pointers and s.low[b - 1] == "," and _is_denied_behind(s, b):
        return [s.span(phrase.start, phrase.end)], [s.span(b, b + 1)]
    for k in range(phrase.start + 1, min(phrase.start + 4, phrase.end - 1)):
        if (
            s.low[k] in load_lexicon().pointers
            and s.low[phrase.start] in ("a", "an", "the")
            and s.low[k + 1] not in WORDS.prepositions
            and s.low[k + 1] != "'s"
        ):
            return [s.span(k + 1, phrase.end)], [s.span(phrase.start, k + 1)]
    return None


def _relative_object(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return what is denied in "a charge that Velmora rejects"."""
    if boundary < 1 or s.low[boundary] not in ("that", "which") or "object" not in group.form.frames:
        return []
    end = boundary - 1 if s.low[boundary - 1] == "," else boundary
    lexicon = load_lexicon()
    if s.low[boundary] == "that" and s.low[end - 1] not in lexicon.pointers and s.low[end - 1] not in lexicon.nouns:
        return []
    phrase = noun_phrase_before(s, end)
    return [s.span(phrase.start, phrase.end)] if phrase else []


def _described_pointer(s: Sentence, group: VerbGroup, boundary: int) -> list[Span]:
    """Return pointer and complement in "a condition that Orr called absurd"."""
    end = clause_end(s, group.end)
    if boundary < 2 or s.low[boundary] not in ("that", "which") or end <= group.end:
        return []
    phrase = noun_phrase_before(s, boundary)
    if phrase is None or s.low[boundary - 1] not in load_lexicon().pointers:
        return []
    return [s.span(phrase.start, phrase.end), s.span(group.end, end)]


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
    by = [k for k in range(phrase.start, phrase.end - 1) if s.low[k] == "by"]
    if by and s.low[relative] == "who":  # "a petition filed by Ada Orr, who says"
        return [s.span(by[-1] + 1, phrase.end)]
    return [s.span(_with_description(s, phrase), phrase.end)]


def _with_description(s: Sentence, name: Phrase) -> int:
    """Return where "the owner, Ore Ltd" begins if `name` is only the name in it."""
    comma = name.boundary
    if comma < 1 or s.low[comma] != "," or not s.raw[name.start][:1].isupper():
        return name.start
    for k in range(comma - 1, max(-1, comma - 8), -1):
        if s.low[k] in STOPS or WORDS.is_finite(s, k):
            break
        if s.low[k] in WORDS.determiners and k and s.low[k - 1] in ("by", "to", "with", "from"):
            return k
    return name.start


def _absolute_subject(s: Sentence, i: int) -> list[Span]:
    """Return the subject of a participle in "with the unions accusing the board of delay"."""
    for k in range(i - 2, max(-1, i - 12), -1):
        word = s.low[k]
        if s.low[i - 1] == ",":
            break
        if word == "with":
            capital = s.raw[k + 1][:1].isupper() or s.raw[i - 1][:1].isupper()
            named = capital or s.low[k + 1] in WORDS.determiners | WORDS.groups
            return [s.span(k + 1, i)] if named or i - k == 2 else []
        if joined_participle(s, k) == i:
            return [s.span(k + 1, i)]
        if word in STOPS or word in WORDS.relatives or WORDS.is_finite(s, k):
            break
    return []


def _has_message(s: Sentence, k: int, group: VerbGroup) -> bool:
    """Tell whether a participle follows a message: "issued a statement saying", "wrote on X accusing"."""
    return group.form.lemma in ("say", "accuse", "claim", "deny", "urge", "warn", "allege", "suggest", "call for") and (
        s.low[k] in WORDS.spoken
        or s.low[k] in WORDS.reports
        or s.low[k] in ("twitter", "x", "facebook", "instagram", "telegram")
    )


def _leading_participle(s: Sentence, group: VerbGroup) -> Found | None:
    """Read "Calling it a farce, Orr left", whose source is the subject after the comma."""
    comma = next((k for k in range(group.end, len(s)) if s.low[k] == ","), len(s))
    phrase = noun_phrase_after(s, comma + 1, apposition=False)
    content = [_up_to_comma(s, span) for span in content_right(s, group)]
    if phrase is None or not content or not group.form.frames:
        return None
    cue = [s.span(group.start, group.end)]
    return Found([s.span(phrase.start, phrase.end)], cue, content, 0.7, (group.start, group.end))


def _answered_pointer(s: Sentence, group: VerbGroup) -> Found | None:
    """Read "a charge rejected by the mayor"."""
    at = group.start - 1
    pointer = at > 0 and s.low[at] in load_lexicon().pointers and s.low[at - 1] in ("a", "an", "the")
    if not pointer or s.low[group.end : group.end + 1] != ["by"] or "object" not in group.form.frames:
        return None
    agent = noun_phrase_after(s, group.end + 1)
    if agent is None:
        return None
    content, cue = [s.span(at - 1, at + 1)], [s.span(group.start, group.end)]
    return Found([s.span(agent.start, agent.end)], cue, content, 0.8, (group.start, group.end))


def _publisher(s: Sentence, k: int, group: VerbGroup) -> list[Span]:
    """Return who "published a report" in "after Orr published a report alleging theft"."""
    if not _has_message(s, k, group):
        return []
    for j in range(k, max(0, k - 8), -1):
        if WORDS.is_finite(s, j) and s.low[j - 1] not in WORDS.determiners:
            phrase = subject_before(s, j)
            return [s.span(phrase.start, phrase.end)] if phrase else []
    return []


def _participle(reading: Reading, i: int, group: VerbGroup) -> Found | None:
    """Read ", adding that ..." and "..., calling it ...", whose source is that of the clause before."""
    s = reading.sentence
    before = s.low[i - 1] if i else ""
    k = i - 1
    while k > 0 and WORDS.is_adverb(s.low[k]):
        k -= 1
    attached = s.low[k] in (",", "and", "by", "while", "but", "in", *DASHES) or _has_message(s, k, group)
    attached = attached or bool(_absolute_subject(s, i))
    if k < 1 or not attached or before == "'s":
        return None
    if not group.form.frames:
        return None
    source = _absolute_subject(s, i) or _publisher(s, k, group) or reading.last_source(i)
    content = content_right(s, group)
    if not source:
        return None
    found = Found(source, [s.span(i, group.end)], content, 0.8, (i, group.end))
    if not content:
        found.awaits_quotation = s.low[-1] == ":"
    return found if content or found.awaits_quotation else None
