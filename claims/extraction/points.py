"""Attributions as points of an argument: whose side, about whom, in which words, saying yes or no."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.cue_words import cue_lemmas
from claims.extraction.descriptions import COMPANY_NOUNS
from claims.extraction.figures import UNSPECIFIED
from claims.extraction.geography import Geography
from claims.extraction.sides import sides_of
from claims.extraction.story import LONGEST, Story
from claims.extraction.values import Attribution, Span, Speaker, SpeakerKind, Stance
from claims.extraction.wording import counted_things, negated_stems, opposites_of, telling_stems
from claims.extraction.wordlists import BEGINNING, beginnings, bodies, fold, roles, stances, word_set

_CLAIMING = frozenset({"accuse", "allege", "claim", "complain"})
_THIRD = word_set("he her his it its she their they")


@dataclass(frozen=True, slots=True)
class Point:
    """One attribution as links look at it.

    `sides` are folded names of whoever the speaker speaks for, `named` those that the content names.
    `words` are the folded words of content, `context` the stems of the whole sentence, `frame` the folded words
    of that sentence outside the content, `counted` the numbers of the content with the stems of what they count,
    `opposites` words that would say the opposite. `is_charge` tells whether it is put to somebody else's account: by
    stance, or as a mere claim about others.
    """

    index: int
    attribution: Attribution
    speaker: Speaker
    place: int
    sentence: int
    paragraph: int
    sides: frozenset[str]
    named: frozenset[str]
    lemmas: tuple[str, ...]
    words: tuple[str, ...]
    stems: frozenset[str]
    context: frozenset[str]
    frame: frozenset[str]
    about: tuple[str, ...]
    counted: frozenset[tuple[str, str]]
    negated: frozenset[str]
    opposites: frozenset[str]
    is_negated: bool
    is_charge: bool
    in_title: bool

    @property
    def accused(self) -> frozenset[str]:
        """Whoever the content names, but for the speaker's own side."""
        return self.named - self.sides

    @property
    def is_nobodys(self) -> bool:
        """Tell whether the text does not say who speaks."""
        return self.speaker.kind is SpeakerKind.ANONYMOUS and self.speaker.name == UNSPECIFIED

    def is_with(self, other: Point) -> bool:
        """Tell whether two points are of one side."""
        return self.attribution.speaker == other.attribution.speaker or bool(self.sides & other.sides)

    def is_against(self, other: Point) -> bool:
        """Tell whether two points can contradict each other: they have different speakers of different sides."""
        return self.attribution.speaker != other.attribution.speaker and not self.sides & other.sides

    def is_concerned_by(self, other: Point) -> bool:
        """Tell whether the other's content is about this point's side."""
        return bool(self.sides & other.named)


def read_points(
    story: Story,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    geography: Geography,
    allegiances: Sequence[frozenset[str]] = (),
) -> list[Point]:
    """Return the point of each attribution, in their order.

    `allegiances` are names of those for whom each speaker speaks as well, where the text tells it.
    """
    names = _names_of(speakers)
    sides = sides_of(story, attributions, speakers, geography, names, allegiances)
    naming = _Naming(story, names, geography)
    return [
        _point(story, index, attribution, speakers[attribution.speaker], sides[attribution.speaker], naming)
        for index, attribution in enumerate(attributions)
    ]


def _point(
    story: Story,
    index: int,
    attribution: Attribution,
    speaker: Speaker,
    sides: frozenset[str],
    naming: _Naming,
) -> Point:
    place = min(span.start for span in (*attribution.source, *attribution.cue, *attribution.content))
    content = attribution.content_alt or attribution.content
    words = tuple(story.low_words(content))
    sentence = story.sentence_span(attribution.content[0].start)
    named = naming.named(attribution.content)
    if set(words[:3]) & _THIRD:
        named |= naming.named([Span(sentence.start, attribution.content[0].end)]) - sides
    lemmas = tuple(cue_lemmas(story.low_words(attribution.cue)))
    claims = bool(named - sides and _CLAIMING & set(lemmas))
    return Point(
        index=index,
        attribution=attribution,
        speaker=speaker,
        place=place,
        sentence=story.sentence(place),
        paragraph=story.paragraph(place),
        sides=sides,
        named=named,
        lemmas=lemmas,
        words=words,
        stems=telling_stems(story.low_words(attribution.content)),
        about=tuple(_said_about(story, attribution, sentence)),
        frame=frozenset(_frame(story, attribution, sentence)),
        context=telling_stems(story.low_words([sentence])),
        counted=counted_things(words),
        negated=negated_stems(words, stances().content["negation"] - {"only", "always"}),
        opposites=opposites_of(words),
        is_negated=bool(set(words) & stances().content["negation"]),
        is_charge=attribution.stance is Stance.ACCUSATION or claims,
        in_title=story.in_title(place),
    )


def _frame(story: Story, attribution: Attribution, sentence: Span) -> list[str]:
    """Return the words of a sentence that are not content: "Moss disagreed, noting"."""
    inside = {i for span in attribution.content for i in story.units(span)}
    return [story.low[i] for i in story.units(sentence)[:LONGEST] if i not in inside]


def _said_about(story: Story, attribution: Attribution, sentence: Span) -> list[str]:
    """Return the words after "said of", "told reporters about": what the content answers."""
    if not attribution.cue or attribution.cue[-1].end >= sentence.end:
        return []
    inside = {i for span in attribution.content for i in story.units(span)}
    low = [story.low[i] for i in story.units(Span(attribution.cue[-1].end, sentence.end)) if i not in inside]
    about = next((k for k, word in enumerate(low[:6]) if word in ("of", "about")), None)
    return low[about + 1 : about + 9] if about is not None else []


def _names_of(speakers: Sequence[Speaker]) -> dict[str, frozenset[str]]:
    """Return the folded name of each speaker by the words that name it in a content."""
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        if speaker.kind is SpeakerKind.ANONYMOUS:
            continue
        key = fold(speaker.name)
        short = [fold(alias) for alias in speaker.aliases]
        if speaker.kind is SpeakerKind.PERSON:
            short = [key.split()[-1], *(alias for alias in short if " " not in alias and alias not in _THIRD)]
        for word in (key, *short):
            found.setdefault(word.removeprefix("the "), set()).add(key)
    firms = [fold(s.name) for s in speakers if s.kind is SpeakerKind.ORGANIZATION and _is_firm(s)]
    if len(firms) == 1:
        for word in COMPANY_NOUNS:
            found.setdefault(word, set()).add(firms[0])
    for word, holders in _roles_held(speakers).items():
        if word not in found and len(holders) == 1:
            found[word] = holders
    return {word: frozenset(keys) for word, keys in found.items()}


def _roles_held(speakers: Sequence[Speaker]) -> dict[str, set[str]]:
    """Return the persons by the nouns that stand for their roles: "the chef", and "the star" for a singer."""
    held: dict[str, set[str]] = {}
    for speaker in speakers:
        role = fold(speaker.affiliation or "").split() if speaker.kind is SpeakerKind.PERSON else []
        for noun in role[-1:]:
            wider = (name for name, narrower in roles().classes.items() if noun in narrower)
            for word in {noun, *wider}:
                held.setdefault(word, set()).add(fold(speaker.name))
    return held


def _is_firm(speaker: Speaker) -> bool:
    aliases = {word for alias in speaker.aliases for word in fold(alias).split()}
    return bool((set(fold(speaker.name).split()) & bodies().companies) | (aliases & COMPANY_NOUNS))


class _Naming:
    """Tells who is named in a stretch of a story: speakers, and states in whatever form."""

    def __init__(self, story: Story, names: dict[str, frozenset[str]], geography: Geography) -> None:
        self._story = story
        self._names = names
        self._geography = geography
        openers = beginnings(names)
        self._firsts = [
            i
            for i, (word, low) in enumerate(zip(story.words, story.low, strict=True))
            if low[:BEGINNING] in openers or (word[:1].isupper() and geography.may_begin(low))
        ]

    def named(self, spans: Sequence[Span]) -> frozenset[str]:
        """Return the folded names of those named in spans."""
        story, found = self._story, set[str]()
        for span in spans:
            units = story.units(span)[:LONGEST]
            first, end = bisect_left(self._firsts, units.start), bisect_left(self._firsts, units.stop)
            for i in self._firsts[first:end]:
                for stop in range(i + 1, min(units.stop, i + 4) + 1):
                    found |= self._called(story.slice(i, stop))
        return frozenset(found)

    def _called(self, words: str) -> frozenset[str]:
        """Return whom words are the name of."""
        folded = fold(words)
        names = self._names.get(folded, frozenset())
        state = self._geography.state_of(folded) if words[:1].isupper() else None
        return names | {fold(state)} if state else names
