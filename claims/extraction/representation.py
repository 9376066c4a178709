"""For whom a spokesperson, a lawyer or an office speaks, among those that the text names or describes."""

from __future__ import annotations

import re

from claims.extraction.anonymous import described_source
from claims.extraction.cast import Cast
from claims.extraction.descriptions import Descriptions
from claims.extraction.figures import Figure, latest_before
from claims.extraction.naming import find_named, person_at_end, person_named
from claims.extraction.noun_phrases import NounPhrase, phrase_of, split_owner, words_of
from claims.extraction.organizations import ministry_of
from claims.extraction.principals import can_speak_for, owner_in
from claims.extraction.pronouns import PRONOUNS, Salience
from claims.extraction.spokespersons import represented
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, word_set

_THEIR = word_set("its their")
# Whose offices are not those of other chiefs.
_ELECTED = word_set("governor mayor president")
# Of which a story has one, with an office of its own.
_SINGLE = word_set("ombudsman regulator watchdog")
# A name in a role: "president of the Royal College of Bakers".
_NAMED = re.compile(r"[A-Z][\w&’'-]*(?:(?: (?:of|for|and|of the))? [A-Z][\w&’'-]*){0,8}")
# What is governed, and has spokespeople.
_GOVERNED = word_set("district county city state borough")


class Representation:
    """Finds for whom others speak, and remembers it for a later "the spokesman"."""

    def __init__(self, cast: Cast, salience: Salience, descriptions: Descriptions) -> None:
        self._cast, self._salience, self._descriptions = cast, salience, descriptions
        self._represented: dict[str, Figure] = {}

    def owner(self, figure: Figure, source: str, position: int, before: Figure | None) -> Figure | None:
        """Return for whom the words of a source say that it speaks: "its president", "Lund’s lawyer"."""
        found = owner_in(source) if figure.kind in (SpeakerKind.PERSON, SpeakerKind.ANONYMOUS) else None
        if found is None:
            return None
        words, noun = found
        neuter = fold(words) in _THEIR
        owner = (self._salience.resolve("it", position) or before) if neuter else self._find(words, position)
        return owner if owner not in (None, figure) and can_speak_for(noun, owner.kind) else None

    def office(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the office or ministry of a person whom a phrase names or describes: "the mayor’s office"."""
        if phrase.core in (("the", "ministry"), ("ministry",)):
            return self._ministry_just(position)
        owner, owned = split_owner(re.sub(r"^([Hh]is|[Hh]er) (?=(?:office|ministry)$)", r"\1's ", phrase.text))
        person = self._find(owner, position) if fold(owned) in ("office", "ministry") else None
        noun = fold(owner).rpartition(" ")[2]
        if person is not None and noun in _ELECTED and noun not in person.role_words | person.nouns:
            return None
        if person is None or person.kind is not SpeakerKind.PERSON:
            return person if noun in _SINGLE and person is not None else None
        if fold(owned) == "ministry":
            return ministry_of(self._cast, person, position)
        figure = self._cast.described(f"{person.name}’s office", SpeakerKind.ORGANIZATION, {"office"})
        figure.sides.add(person.name)
        return figure

    def employer(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the body that the role of a person names: "her charity", of the head of the Orr Trust."""
        is_body = phrase.head in bodies().heads - bodies().government and len(phrase.parts) == 1
        if len(phrase.core) != 2 or phrase.core[0] not in ("his", "her") or phrase.tail or not is_body:
            return None
        person = self._salience.resolve(phrase.core[0], position)
        names = [match.group() for role in (person.roles if person else ()) for match in _NAMED.finditer(role)]
        return next((body for name in names if (body := self._cast.body(name)) is not None), None)

    def _ministry_just(self, position: int) -> Figure | None:
        """Return the ministry of the minister last spoken of, None if a ministry has been since."""
        near = self._cast.nearby(position)
        found = [f for f in near if "ministry" in f.nouns or (f.kind is SpeakerKind.PERSON and "minister" in f.offices)]
        last = max(found, key=lambda figure: latest_before(figure, position), default=None)
        return ministry_of(self._cast, last, position) if last is not None and "ministry" not in last.nouns else None

    def spokesperson(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return for whom an unnamed spokesperson speaks; one of a person stays anonymous."""
        is_for = phrase.head in roles().spokespersons and phrase.tail[:1] in (("for",), ("of",))
        if is_for and (named := self._named_behind(phrase, position)) is not None:
            return named
        if not is_for and person_named(self._cast, phrase, position) is not None:
            return None
        words = represented(phrase)
        if words is None:
            return None
        if (person := self._voice_just(phrase, position)) is not None:
            return person
        if not words:
            return self._of_unsaid(phrase, position)
        principal = self._find(words, position) or self._unnamed_body(words, phrase.start)
        if principal is None:
            return None
        if principal.is_single:
            name = f"{phrase.head} for {principal.name}"
            return self._cast.described(name, SpeakerKind.ANONYMOUS, {phrase.head})
        self._represented[phrase.head] = principal
        return principal

    def _voice_just(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return who spoke just before, without any role so far: "said Ida Moe. The ministry spokeswoman said"."""
        if phrase.core[:1] != ("the",) or phrase.tail:
            return None
        gender = roles().gender.get(phrase.head, "")
        near = [f for f in self._cast.nearby(position) if f.kind is SpeakerKind.PERSON and not f.roles]
        fitting = [f for f in near if f.gender in ("", gender or f.gender)]
        speaking = [f for f in fitting if self._salience.speaks_just_before(f, position)]
        return speaking[0] if len(speaking) == 1 else None

    def _named_behind(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the person of "a spokesman for the mayor, Tom Reed", if the mayor is somebody else."""
        persons = (person_at_end(self._cast, part.split(), position) for part in phrase.parts[1:])
        figure = next((person for person in persons if person is not None), None)
        stated = [set(words_of(role)) for role in figure.roles] if figure is not None else []
        is_principal = any(phrase.tail[-1] in words and not words & roles().spokespersons for words in stated)
        return None if is_principal else figure

    def _of_unsaid(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return for whom "a spokesman", "the spokesman" or "its spokesman" speaks, whose words do not say it."""
        before = self._body_before(phrase, position)
        if before is not None or phrase.is_indefinite:
            return before
        return self._descriptions.resolve(phrase, position) or self._represented.get(phrase.head)

    def _body_before(self, phrase: NounPhrase, position: int) -> Figure | None:
        """Return the organization spoken of before, for which "a spokesman" or "its spokesman" speaks."""
        if not phrase.is_indefinite and phrase.core[0] not in _THEIR:
            return None
        figure = self._salience.resolve("it", position)
        if figure is None or (figure.name[:1].islower() and not figure.nouns & (bodies().heads - bodies().reports)):
            return None  # "the caption" has no spokesman
        return figure if can_speak_for(phrase.head, figure.kind) else None

    def _unnamed_body(self, words: str, position: int) -> Figure | None:
        """Return the organization of a common noun that the text has not named: "the board", "a district spokesman"."""
        phrase = phrase_of(words, position)
        if phrase.head in _GOVERNED and words == phrase.head:
            return self._cast.described(words, SpeakerKind.ORGANIZATION, {words})
        is_body = phrase.head in bodies().heads and phrase.head not in roles().nouns
        is_common = phrase.is_definite or words == phrase.head
        return described_source(self._cast, phrase) if is_common and is_body else None

    def _find(self, words: str, position: int) -> Figure | None:
        """Return whom words inside a phrase name, None if they describe nobody known."""
        phrase = phrase_of(words, position)
        if not phrase.core:
            return None
        if len(phrase.core) == 1 and phrase.head in PRONOUNS:
            return self._salience.resolve(phrase.head, position)
        office = roles().acronyms.get(phrase.head)
        holder = self._cast.with_role(office.split()) if office else None
        named = holder or find_named(self._cast, self._salience, phrase, position)
        if named is not None:
            return named
        if phrase.is_definite or words[:1].islower():
            return self._descriptions.resolve(phrase, position)
        return self._cast.add_body(words, position) if words[:1].isupper() else None
