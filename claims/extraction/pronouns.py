"""Whom a pronoun stands for, by number, gender, and who was last spoken of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from claims.extraction.cast import Cast
from claims.extraction.cues import load_lexicon
from claims.extraction.figures import Figure, latest_before
from claims.extraction.name_runs import is_name_word
from claims.extraction.story import Story
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import bodies, fold, given_names, roles, word_set

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself", "this", "that", "which"})
PLURAL = word_set("their theirs them themselves these they those")
FIRST = word_set("i me mine my myself our ours ourselves us we")
_OWNING = frozenset({"his", "her"})
RELATIVE = frozenset({"who", "whom", "whose"})
SECOND = frozenset({"you", "your"})
PRONOUNS = MALE | FEMALE | NEUTER | PLURAL | FIRST | RELATIVE | SECOND

# What opens a sentence in front of its subject: "His manager, ", "In Paris, Dr ".
_APPOSITION = re.compile(r"^[^,]{1,60}, (?:[A-Z][\w.’'-]* ){0,2}$")
_OWNED = re.compile(r"['’]s ")
# "Orlec showed a film which, it said, was old": what it says is less than what stands before.
_IN_RELATIVE = re.compile(r"(?:which|that|who),? \Z")
# "Asked about Lund, she": whoever is named in front is somebody else.
_PARTICIPLE_BEFORE = re.compile(
    r"(?:When |While )?(?!During|King|Spring|Nothing|Everything|Something)"
    r"(?i:asked|pressed|questioned|quizzed|reached|told|challenged|[a-z]{3,}ing)\b(?:[^.;“”\"]|\b[A-Z]\.)*, \Z"
)
_SAME_PARAGRAPH = 1.0
_SUBJECT_OF_CLAUSE = 0.5
# As much as a sentence and a half: "Grand Lodge" may be taken for a person.
_UNTOLD = 1.5
# Tokens from a name to its verb.
_LONGEST_SUBJECT = 8
# In sentences: a speaker further back is hardly meant.
_REACH = 12
# Mentions of one figure that are looked at.
_LATEST = 6
# A group named further back is less likely meant by "they" than whoever spoke last.
_PLURAL_REACH = 3


class Salience:
    """Remembers who spoke where, so that a later pronoun or description finds them."""

    def __init__(self, story: Story, cast: Cast) -> None:
        self._story = story
        self._cast = cast
        self._speaking: dict[int, list[int]] = {}
        self._verb_behind: dict[int, bool] = {}

    def note_speaking(self, figure: Figure, position: int) -> None:
        """Note that a figure is the source of an attribution at a position."""
        self._speaking.setdefault(id(figure), []).append(position)

    def resolve(self, pronoun: str, position: int, *, saying: Sequence[Span] = ()) -> Figure | None:
        """Return the figure that fits a pronoun best: recent speakers and subjects before others; None if none fits.

        Whoever is only named in what the pronoun is `saying` is somebody else: "Ida Lund was late, she said".
        """
        word = fold(pronoun)
        nearby = self._cast.nearby(position)
        if word in RELATIVE:
            return max(nearby, key=lambda figure: latest_before(figure, position), default=None)
        best = self.most_salient(
            [figure for figure in nearby if fits(figure, word)], position, word=word, saying=saying
        )
        if word in PLURAL and (best is None or self._sentences_since(best, position) > _PLURAL_REACH):
            several = [f for f in nearby if (self._can_be_they(f) if word == "they" else id(f) in self._speaking)]
            best = self.most_salient(several, position) or best
        if best is not None and best.kind is SpeakerKind.PERSON and not best.gender:
            best.gender = "m" if word in MALE else "f" if word in FEMALE else ""
        return best

    def speaks_just_before(self, figure: Figure, position: int) -> bool:
        """Tell whether somebody speaks in the sentence before a position, or in its own."""
        here = self._story.sentence(position)
        return any(self._story.sentence(p) in (here, here - 1) for p in self._speaking.get(id(figure), ())[-_LATEST:])

    def speaking_in(self, sentence: Span) -> Figure | None:
        """Return the first figure that is the source of an attribution in a sentence."""
        spoken = [
            (place, figure)
            for figure in self._cast.nearby(sentence.end)
            for place in self._speaking.get(id(figure), ())[-_LATEST:]
            if sentence.start <= place < sentence.end
        ]
        return min(spoken, key=lambda item: item[0])[1] if spoken else None

    def _can_be_they(self, figure: Figure) -> bool:
        """Tell whether "they" can be a body, or somebody who has spoken and of whom the text does not say he or she."""
        is_body = figure.kind is SpeakerKind.ORGANIZATION and not figure.nouns & bodies().reports
        return is_body or (id(figure) in self._speaking and not figure.gender)

    def most_salient(
        self, figures: Iterable[Figure], position: int, *, word: str = "", saying: Sequence[Span] = ()
    ) -> Figure | None:
        """Return the figure last spoken of before a position, speakers and subjects first; as `resolve` has it."""
        said = self._said_before(position, saying)
        scored = [
            (score - _doubt(figure, word), figure.name, figure)
            for figure in figures
            if (score := self._score(figure, position, said)) is not None
        ]
        if scored:
            return max(scored, key=lambda item: item[:2])[2]
        return None

    def _sentences_since(self, figure: Figure, position: int) -> int:
        return self._story.sentence(position) - self._story.sentence(max(0, latest_before(figure, position)))

    def _score(self, figure: Figure, position: int, said: Sequence[Span]) -> float | None:
        story = self._story
        here, paragraph = story.sentence(position), story.paragraph(position)
        speaking = self._speaking.get(id(figure), [])
        places = sorted({*figure.places, *speaking})
        before = reversed(places[: bisect_left(places, position)])
        unsaid = (place for place in before if not any(span.start <= place < span.end for span in said))
        best: float | None = None
        for place in islice(unsaid, _LATEST):
            distance = here - story.sentence(place)
            if distance > _REACH:
                break
            score = -float(distance) + 1.5 * (place in speaking)
            score += 1.0 if self._is_subject(place) else _SUBJECT_OF_CLAUSE * self._has_verb(place)
            score += _SAME_PARAGRAPH * (story.paragraph(place) == paragraph)
            score -= 1.5 * (story.quotation(place) is not None and place not in speaking)
            score -= 0.8 * (self._is_possessor(place) and not _OWNED.search(figure.name)) - place * 1e-7
            best = score if best is None else max(best, score)
        return best

    def _said_before(self, position: int, saying: Sequence[Span]) -> list[Span]:
        """Return what the words before a parenthesis such as "he said" say, in its sentence, behind any colon.

        So, too, an opening participle with all that belongs to it: "Asked about Lund, she said".
        """
        text, start = self._story.text, self._story.sentence_span(position).start
        participle = [Span(start, position)] if _PARTICIPLE_BEFORE.match(text, start, position) else []
        if _IN_RELATIVE.search(text, max(start, position - 7), position):
            return participle
        floor = max(start, text.rfind(": ", start, position))
        return participle + [Span(max(span.start, floor), span.end) for span in saying if floor < span.end <= position]

    def _is_subject(self, place: int) -> bool:
        """Tell whether a mention stands at the beginning of its sentence, but for its title and role."""
        start = self._story.sentence_span(place).start
        before = _APPOSITION.sub("", self._story.text[start:place])
        return (
            len(before) < 60
            and "," not in before
            and not any(
                f" {word} " in f" {before.lower()}"
                for word in ("said", "of", "by", "to", "with", "that", "and", "in", "against", "for")
            )
        )

    def _has_verb(self, place: int) -> bool:
        """Tell whether the verb of a clause stands right behind a name: "In a sign of how careful Lund is"."""
        if place not in self._verb_behind:
            story, lists = self._story, load_lexicon().words
            first = end = bisect_left(story.starts, place)
            last = min(first + _LONGEST_SUBJECT, len(story.words) - 1)
            while end < last and is_name_word(story.words[end]):
                end += 1
            is_name = end > first and story.low[first - 1] not in lists["prepositions"] | {"and"}
            while end < last and (story.low[end] in lists["adverbs"] or story.low[end].endswith("ly")):
                end += 1
            self._verb_behind[place] = is_name and _looks_finite(story.words[end])
        return self._verb_behind[place]

    def _is_possessor(self, place: int) -> bool:
        after = self._story.text[place : place + 40]
        match = after.partition(" ")[0]
        return match.endswith(("'s", "’s", "s’", "s'"))


def _looks_finite(word: str) -> bool:
    lists = load_lexicon().words
    is_known = word in lists["auxiliaries"] or word in lists["irregular_verbs"]
    return word.islower() and (is_known or word.endswith(("ed", "s")))


def _doubt(figure: Figure, word: str) -> float:
    """Return by how much less "he" or "she" means somebody whose name is no given name, so perhaps no person's.

    "Her family" is not that of a nameless source.
    """
    is_given = fold(figure.name.partition(" ")[0]) in given_names()
    is_titled = bool(figure.roles) or not figure.nouns.isdisjoint(roles().titles)
    told = figure.gender or is_titled or figure.kind is not SpeakerKind.PERSON or is_given
    if figure.kind is SpeakerKind.ANONYMOUS and not figure.gender and word in _OWNING:
        return _UNTOLD
    return _UNTOLD if word in MALE | FEMALE and not told else 0.0


def fits(figure: Figure, word: str) -> bool:
    """Tell whether a folded pronoun can stand for a figure, by number, gender and kind."""
    if word in MALE or word in FEMALE:
        wanted = "m" if word in MALE else "f"
        single = figure.kind is SpeakerKind.PERSON or (
            figure.kind is SpeakerKind.ANONYMOUS
            and not figure.is_plural
            and bool(figure.nouns & (roles().anonymous | roles().nouns))
        )
        return single and figure.gender in ("", wanted)
    if word in NEUTER:
        return figure.kind in (SpeakerKind.ORGANIZATION, SpeakerKind.STATE) and not figure.is_plural
    if word in PLURAL:
        return figure.is_plural or figure.kind is SpeakerKind.GROUP
    return figure.kind in (SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.STATE)
