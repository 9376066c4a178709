"""Attributions by a noun, an adverb or an adjunct: "Kyiv's claim of ...", "allegedly", "according to X"."""

from __future__ import annotations

from claims.extraction.adjuncts import STOPS, is_infinitive, skip_adjuncts
from claims.extraction.clauses import clause_end, clause_start, coordinates_cue
from claims.extraction.cues import Noun, load_lexicon
from claims.extraction.findings import Found, Reading
from claims.extraction.phrases import (
    DASHES,
    Phrase,
    has_finite_verb,
    noun_phrase_after,
    noun_phrase_before,
    starts_noun_phrase,
    subject_before,
)
from claims.extraction.sentences import QUOTED, WORDS, Sentence
from claims.extraction.values import Span


def read_nouns(reading: Reading) -> None:
    """Add the attributions by nouns: possessive or "by X", and what the noun says."""
    s, nouns = reading.sentence, load_lexicon().nouns
    for i, word in enumerate(s.low):
        noun = nouns.get(word)
        if noun is None or any(found.units[0] <= i < found.units[1] for found in reading.found):
            continue
        source, after = _holder(s, i)
        content = _before_passive(reading, i, _noun_content(s, i, after, noun, bool(source)))
        if content:
            reading.found.append(Found(source, [s.spans[i]], content, 0.75, (i, i + 1), attitude=noun.attitude))


def _before_passive(reading: Reading, i: int, content: list[Span]) -> list[Span]:
    """Cut a content where a cue comes whose subject the noun is: "claims that the dam leaks *were denied*"."""
    at = reading.sentence.spans[i].start
    for cue in (found.cue[0].start for found in reading.found if found.cue and found.content[:1]):
        subject = next((f.content[0] for f in reading.found if f.cue and f.content and f.cue[0].start == cue), None)
        if content and subject and subject.start <= at < subject.end <= cue < content[0].end:
            return [Span(content[0].start, subject.end)] if content[0].start < subject.end else []
    return content


def _holder(s: Sentence, i: int) -> tuple[list[Span], int]:
    """Return whose noun it is, and the unit after the noun and a "by X"."""
    if s.low[i + 1 : i + 2] in (["by"], ["from"]) and (phrase := noun_phrase_after(s, i + 2)):
        end = _holder_end(s, phrase)
        return [s.span(phrase.start, end)], end
    k = i - 1
    while k >= 0 and i - k < 5 and s.low[k] not in STOPS and s.low[k] not in WORDS.prepositions:
        word = s.low[k]
        if word in ("his", "her", "its", "their", "my", "our", "your"):
            return [s.spans[k]], i + 1
        if word == "'s":
            phrase = noun_phrase_before(s, k)
            return ([s.span(_holder_start(s, phrase.start, k), k + 1)] if phrase else []), i + 1
        if word in WORDS.determiners or WORDS.is_finite(s, k):
            break
        k -= 1
    return [], i + 1


def _holder_end(s: Sentence, holder: Phrase) -> int:
    """Return where the holder ends in "claims by the crew of a ship which sank *that*" and "by Orr *of* theft"."""
    for k in range(holder.start + 1, min(len(s), holder.start + 15)):
        if s.low[k] in STOPS:
            break
        if s.low[k] == "that" and s.low[k - 1] not in WORDS.determiners:
            return k
    for k in range(holder.start + 1, holder.end):
        charge = s.low[k] == "of" and (s.raw[k - 1][0].isupper() or s.low[min(k + 1, len(s) - 1)].endswith("ing"))
        if charge or is_infinitive(s, k):
            return k
    return holder.end


def _holder_start(s: Sentence, start: int, end: int) -> int:
    """Return where the holder itself begins in "China's rejection of Ukraine" or "at Kyiv"."""
    for k in range(end - 1, start, -1):
        if s.low[k - 1] in WORDS.prepositions and s.low[k - 1] != "of":
            return k
        if s.low[k] in load_lexicon().verbs and k < end - 1 and s.raw[k].islower():
            return k + 1
    return start


def _noun_content(s: Sentence, i: int, k: int, noun: Noun, held: bool) -> list[Span]:
    if k >= len(s):
        return []
    word = s.low[k]
    if (
        word in ("against", "about")
        and (phrase := noun_phrase_after(s, k + 1))
        and s.low[phrase.end : phrase.end + 1] == ["of"]
    ):
        k, word = phrase.end, "of"
    if word in ("emerged", "surfaced", "circulated", "spread", "persisted") and noun.frames & {"that"}:
        k = skip_adjuncts(s, k + 1)  # "Reports emerged on Sunday that"
        if k >= len(s):
            return []
        word = s.low[k] if k < len(s) else ""
    if (
        word in ("he", "she", "they", "it")
        and s.low[i].rstrip("s") in WORDS.unattributed
        and WORDS.is_finite(s, min(k + 1, len(s) - 1))
    ):
        return [s.span(k, _noun_end(s, k + 1))]  # "amid claims he lied"
    if s.is_title and not held and k == i + 1 and s.low[i].rstrip("s") in WORDS.unattributed:
        end = _noun_end(s, k + 1)
        if starts_noun_phrase(s, k) and has_finite_verb(s, k + 1, end):
            return [s.span(k, end)]  # "Kyiv rejects claims its army fled"
    if (
        word in (",", ":", "–", "—")
        and k + 1 < len(s)
        and s.low[k + 1] in (QUOTED, "that")
        and held
        and "quote" in noun.frames
    ):
        k, word = k + 1, s.low[k + 1]
    end = _noun_end(s, k + 1)
    if end <= k + 1 and word != QUOTED:
        return []
    if word == "that" and not held and s.low[i].rstrip("s") not in WORDS.unattributed:
        return []
    if word == "that" and "that" in noun.frames and has_finite_verb(s, k + 1, end) and not _is_object_relative(s, k):
        return [s.span(k + 1, end)]
    if not held:
        return []
    if word == "of" and "of" in noun.frames:
        return [s.span(k + 1, end)]
    if (
        word == "to"
        and "to" in noun.frames
        and s.low[k + 1].isalpha()
        and s.low[k + 1] not in WORDS.determiners
        and s.raw[k + 1].islower()
    ):
        return [s.span(k, end)]
    if word == "for" and "for" in noun.frames:
        return [s.span(k, end)]
    return []


def _is_object_relative(s: Sentence, k: int) -> bool:
    """Tell whether "that" is the object of what follows: "a claim that China has rejected"."""
    lexicon = load_lexicon()
    for j in range(k + 1, min(len(s), k + 10)):
        forms = lexicon.verbs.get(s.low[j], ())
        active = s.low[j - 1] not in WORDS.be
        if active and any(f.kind in ("finite", "past", "participle", "s") and "object" in f.frames for f in forms):
            following = s.low[j + 1] if j + 1 < len(s) else "."
            return following in (".", ",", ";", "and", "but", "as") or following in WORDS.time
    return s.low[k + 1] in WORDS.auxiliaries if k + 1 < len(s) else True


def _noun_end(s: Sentence, start: int) -> int:
    """Return where the content of a noun ends: at a comma, or where the verb of the main clause comes."""
    end = clause_end(s, start)
    end = _before_main_verb(s, start, end) if s.low[start - 1] != "and" else end
    for k in range(start, end):
        if s.low[k] in (",", ":") and not _continues_list(s, k):
            return k
        if s.low[k] == "as" and k > start:
            return k
        if s.low[k] == "and" and coordinates_cue(s, k):
            return k
    return end


def _before_main_verb(s: Sentence, start: int, end: int) -> int:
    """Return where the main verb comes if the noun is its subject: "the claim that X lied *was* denied"."""
    allowed = 1 if s.low[start - 1] == "that" or s.low[start - 1] in WORDS.subject_pronouns else 0
    seen = 0
    for k in range(start, end):
        if s.low[k] in WORDS.relatives or s.low[k] in WORDS.subordinators or s.low[k] in ("and", "but", "or"):
            return end
        if (
            s.low[k] in WORDS.auxiliaries
            and (k == start or s.low[k - 1] not in WORDS.auxiliaries)
            and s.low[k] != "n't"
        ):
            if seen >= allowed:
                return k
            seen += 1
        elif WORDS.is_finite(s, k) and s.low[k - 1] not in WORDS.auxiliaries and not WORDS.is_adverb(s.low[k - 1]):
            seen += 1
    return end


def _continues_list(s: Sentence, comma: int) -> bool:
    following = s.low[comma + 1] if comma + 1 < len(s) else ""
    return following.isdigit()


def read_adverbs(reading: Reading) -> None:
    """Add "reportedly" and "allegedly", unless they stand in what somebody says."""
    s, adverbs = reading.sentence, load_lexicon().adverbs
    for i, word in enumerate(s.low):
        if word not in adverbs or _is_covered(reading, s.spans[i]):
            continue
        start = i if i and s.low[i - 1] in WORDS.prepositions else _own_clause_start(s, i)
        end = clause_end(s, i + 1)
        content = [s.span(a, b) for a, b in ((start, i), (i + 1, end)) if a < b]
        if content:
            reading.found.append(Found([], [s.spans[i]], content, 0.85, (i, i + 1)))


def _is_covered(reading: Reading, span: Span) -> bool:
    """Tell whether an adverb stands in what somebody says, or qualifies the cue itself."""
    if any(
        f.source and f.cue and f.source[0].end <= span.start <= f.cue[0].end <= span.end + 30 for f in reading.found
    ):
        return True
    return any(part.start <= span.start and span.end <= part.end for found in reading.found for part in found.content)


def _own_clause_start(s: Sentence, i: int) -> int:
    """Return where the clause around an adverb begins: after ", and", "who" or a subordinator."""
    k = i - 1
    while k >= 0:
        word = s.low[k]
        if word == "," and (subject := subject_before(s, k + 1)) and _is_described(s, subject.end):
            return subject.start  # "The keeper, who joined in May, is reportedly ill"
        if (
            word in (";", *DASHES)
            or word in WORDS.relatives - {"that"}
            or (word in WORDS.subordinators and word not in ("as", "that", "how"))
        ):
            break
        if word in ("and", "but") and k and s.low[k - 1] == ",":
            break
        k -= 1
    if k >= 0 and s.low[k] in WORDS.relatives:
        phrase = subject_before(s, k)
        return phrase.start if phrase else k + 1
    start = k + 1
    while start < i and s.low[start] in WORDS.conjunctions:
        start += 1
    return start


def _is_described(s: Sentence, k: int) -> bool:
    return s.low[k : k + 1] == [","] and s.low[k + 1] in WORDS.relatives


def read_adjuncts(reading: Reading) -> None:
    """Add "according to X", before, after or within what X says."""
    s = reading.sentence
    for i, word in enumerate(s.low):
        length = next(
            (
                len(phrase)
                for phrase in load_lexicon().adjuncts
                if phrase[0] == word and tuple(s.low[i : i + len(phrase)]) == phrase
            ),
            0,
        )
        if not length or ((word == "per" and not s.raw[i + 1 : i + 2]) or (word == "per" and not _names_source(s, i))):
            continue
        phrase = noun_phrase_after(s, i + length)
        if phrase is None or s.low[phrase.end - 1] in WORDS.rules:
            continue
        phrase = _with_participle(s, phrase)
        content = _around_adjunct(s, i, phrase.end)
        if not content and (bare := noun_phrase_after(s, i + length, apposition=False)):
            phrase = bare  # "According to the data, prices rose": what looked like an apposition is the content
            content = _around_adjunct(s, i, phrase.end)
        if content:
            cue, source = s.span(i, i + length), s.span(phrase.start, phrase.end)
            reading.found.append(Found([source], [cue], content, 0.95, (i, i + length)))


def _with_participle(s: Sentence, phrase: Phrase) -> Phrase:
    """Extend "the emails" to "the emails, seen by the Star" and "letters" to "letters obtained by it"."""
    for k in range(phrase.start + 1, min(len(s) - 2, phrase.end + 2)):
        if s.low[k] in WORDS.obtained and s.low[k + 1] in ("by", "to", "on", "in"):
            holder = noun_phrase_after(s, k + 2, apposition=False)
            return Phrase(phrase.start, holder.end, holder.end) if holder else phrase
    return phrase


def _names_source(s: Sentence, i: int) -> bool:
    """Tell "per the ministry" from "80 per cent" and "twice per day"."""
    following = s.low[i + 1]
    return i > 0 and s.low[i - 1] == "," and (following in ("the", "a", "an") or s.raw[i + 1][:1].isupper())


def _around_adjunct(s: Sentence, i: int, after: int) -> list[Span]:
    left_end = i - 1 if i and s.low[i - 1] in (",", *DASHES) else i
    start = _adjunct_clause_start(s, left_end)
    right = after + 1 if after < len(s) and s.low[after] == "," else after
    if s.is_quotation(right) and s.low[i : i + 3] != ["according", "to"]:
        return [s.spans[right]]
    leading = start >= left_end
    if leading:
        end = clause_end(s, right)
        return [s.span(right, end)] if right < end else []
    content = [s.span(start, left_end)]
    if (
        right > after
        and right < len(s)
        and s.low[right] not in ("who", "which", "and", "but")
        and not s.low[right].endswith("ing")
    ):
        end = clause_end(s, right)
        if end > right and (has_finite_verb(s, right, end) and not has_finite_verb(s, start, left_end)):
            content.append(s.span(right, end))
    return content


def _adjunct_clause_start(s: Sentence, end: int) -> int:
    """Return where the clause before an adjunct begins; an utterance in quotation marks is one."""
    if s.is_quotation(end - 1) and s.is_utterance(end - 1) and s.ends_utterance(end - 1):
        return end - 1
    start = clause_start(s, end)
    for k in range(start, end - 1):
        if (
            s.low[k] == ","
            and s.low[k + 1] in ("and", "but")
            and has_finite_verb(s, start, k)
            and has_finite_verb(s, k, end)
        ):
            start = k + 2
    return start
