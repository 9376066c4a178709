"""The cast of a story: persons, organizations and states it names, each with all the ways it names them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator

from claims.extraction.called_bodies import councils_of_places, noun_of_body, nouns_of_company, owns_firm
from claims.extraction.figures import COMPANY, Figure, abbreviates, is_short_for, latest_before
from claims.extraction.geography import Geography, state_by_code
from claims.extraction.institutions import find_institution, nouns_of_institution
from claims.extraction.name_kinds import NameKinds, names_without_epithets
from claims.extraction.name_runs import initials, is_name_word
from claims.extraction.name_words import (
    are_partisans,
    is_acronym,
    person_key,
    without_article,
)
from claims.extraction.names import Name, is_postnominal, join
from claims.extraction.person_details import (
    acronyms_of,
    age_behind,
    gender_of,
    gender_told,
    has_office_only,
    is_called,
    is_of_outlet,
    nouns_of_advocate,
    nouns_of_title,
    party_behind,
    state_of_role,
)
from claims.extraction.possessive_names import endings_of_names, with_ending
from claims.extraction.story import Story
from claims.extraction.surnames import bearer, called_by_given_name, head_of_family, is_kin_before, is_relative
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import bodies, fold, given_names, places, roles, word_set

# Titles that a person has in place of a given name: "Lord Hexley".
_PEERAGE = frozenset({"lord", "lady", "baron", "baroness"})
# Letters of an acronym that others of the same letters may stand for.
_SHORTEST_ACRONYM = 2
# Whoever is shadow or deputy of an office does not hold it.
_SECONDARY = word_set("shadow deputy assistant vice")
# Letters for a body behind its name.
_SHORT_FOR = re.compile(
    r"(?: \(|,? (?:(?:better|widely|commonly|also) )?known as |, or )"
    r"(?P<short>(?<=\()[A-Z][A-Za-z&.-]{1,9}(?=\))|[A-Z][A-Za-z&.-]{0,8}[A-Z](?=[),.; ]))"
)
# Mentions looked back on for a pronoun or description.
_MEMORY = 300


class Cast:
    """Everybody whom a text names, found by full or short name, acronym or nickname."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.geography = Geography(story.text)
        self.figures: list[Figure] = []
        self._by_key: dict[tuple[str, str], Figure] = {}
        self._short: dict[str, list[Figure]] = {}
        self._acronyms: dict[str, Figure] = {}
        self._common = {word for word in story.words if word.islower()}
        self._first_places = {low: story.starts[k] for k, low in reversed(list(enumerate(story.low)))}
        self._forces: list[Figure] = []
        self._by_role: dict[str, list[Figure]] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._mentions: list[tuple[int, int]] = []
        self._endings = endings_of_names(story)
        self.names = names_without_epithets(story)
        self._name_starts = [story.starts[name.first] for name in self.names]
        self._kinds = NameKinds(story, self.geography, names=self.names, common=self._common)
        self._gather()

    def _gather(self) -> None:
        named = [name for name in self.names if not self._kinds.is_dateline(name)]
        where = [name for name in named if self._kinds.is_place(name)]
        known = _without(named, where)
        persons = [name for name in known if self._kinds.is_full_person(name)]
        for name in sorted(persons, key=lambda name: -len(name.words)):
            self.add_person(name)
        for name in persons:
            self._add_namesake(name)
        for name in sorted(_without(known, persons), key=lambda name: (-len(name.words), has_office_only(name.title))):
            self._add_other(name)
        for text, place in councils_of_places(self.story, self.names):
            if not any("council" in figure.words for figure in self._by_word.get(fold(text.split()[0]), ())):
                self.add_body(text, place)
        for name in where:
            if self._kinds.is_state_word(name):
                state = self.geography.state(name.text) or name.text
                self.meet(self.state(state), self.story.starts[name.first])

    def meet(self, figure: Figure, position: int, alias: str | None = None) -> None:
        """Note a mention of a figure at a position, and the words of it."""
        insort(figure.places, position)
        insort(self._mentions, (position, figure.number))
        if alias and alias not in figure.aliases:
            figure.aliases.append(alias)

    def nearby(self, position: int) -> list[Figure]:
        """Return the figures among the last mentions before a position, in the order of the cast."""
        end = bisect_left(self._mentions, (position, -1))
        numbers = {number for _, number in self._mentions[max(0, end - _MEMORY) : end]}
        return [self.figures[number] for number in sorted(numbers)]

    def add_person(self, name: Name) -> Figure:
        """Add a person by full name, or note another mention of one that is known."""
        text = name.text
        figure = self._by_key.get(("person", person_key(name.words)))
        if figure is None and len(name.words) > 1:
            figure = self.person(name.words, self.story.starts[name.first])
        if figure is None:
            peerage = " ".join(word for word in name.title[-1:] if fold(word) in _PEERAGE and len(name.words) == 1)
            figure = self._new(f"{peerage} {text}".strip(), SpeakerKind.PERSON, "person", person_key(name.words))
            figure.gender = given_names().get(fold(name.words[0]), "")
            for word in {fold(w) for w in name.words if len(w) > 1} - _SUFFIXES:
                self._short.setdefault(word, []).append(figure)
                if bare := without_article(word):  # "Omari" for "Basim al-Omari"
                    self._short.setdefault(bare, []).append(figure)
            if len(name.words) > 2:
                self._short.setdefault(fold(join(name.words[1:])), []).append(figure)
        self._note_person(figure, name)
        return figure

    def _add_namesake(self, name: Name) -> None:
        """Add the other one of "Ida and Petr Lund", who has the surname of the second."""
        story, given = self.story, name.first - 2
        if given < 0 or name.title or len(name.words) < 2 or story.low[given + 1] != "and":
            return
        if given and story.low[given - 1] in given_names():  # "Jane Ida and Petr Lund" are of two families
            return
        if is_name_word(story.words[given]) and (story.low[given] in given_names() or is_kin_before(story, given)):
            self.add_person(Name(given, given + 1, (story.words[given], *name.words[1:]), (), is_body=False))

    def _kin_called(self, name: Name) -> Figure | None:
        """Return the relative so far called by the given name alone: "Mr Lund’s daughter Ida", then "Miss Lund"."""
        gender = gender_of(map(fold, name.title))
        if not gender or len(name.words) > 1 or not self.family(name.text):
            return None
        return called_by_given_name(self.figures, fold(name.text), gender, self.story.starts[name.first])

    def family(self, surname: str) -> list[Figure]:
        """Return the persons who bear a surname, in the order of the text."""
        found = [f for f in self._short.get(fold(surname.split()[-1]), ()) if fold(f.name).endswith(fold(surname))]
        return sorted(found, key=lambda figure: figure.places[0])

    def _fuller(self, words: tuple[str, ...]) -> Figure | None:
        """Return the known person of a fuller name: "Jean Marc Roe" for "Jean Roe"."""
        first, last = fold(words[0]), fold(words[-1])
        for figure in self._short.get(last, ()):
            known = figure.words
            if len(words) > 1 and known[0] == first and known[-1] == last:
                return figure
        return None

    def _note_person(self, figure: Figure, name: Name) -> None:
        story, start = self.story, self.story.starts[name.first]
        self.meet(figure, start, name.text)
        if len(name.words) > 1:
            if start < figure.introduced:
                figure.introduced, figure.is_kin = start, is_relative(self.story, name)
        elif not name.title and fold(name.text) == figure.words[-1]:
            figure.surname_alone.append(start)
        figure.nouns |= (
            nouns_of_title(name.title)
            | party_behind(story, name)
            | ({"journalist"} if is_of_outlet(story, name) else set())
        )
        for role in self._kinds.beside(name):
            if role and role not in figure.roles:
                figure.roles.append(role)
                for short in acronyms_of(role):
                    self._short.setdefault(short, []).append(figure)
                    figure.nouns |= {short} & roles().nouns
                for word in figure.role_words:
                    if figure not in self._by_role.setdefault(word, []):
                        self._by_role[word].append(figure)
                figure.state = figure.state or state_of_role(self.geography, role)
        figure.nouns |= nouns_of_advocate(story, name)
        figure.gender = gender_told(name.title, *self._kinds.beside(name)) or figure.gender
        figure.age = figure.age or age_behind(story, name)

    def _add_other(self, name: Name) -> None:
        text, start = name.text, self.story.starts[name.first]
        if are_partisans(name.words):
            return
        if self._kinds.is_office(name) and not self.family(text) and not self._institution(text):
            return
        if is_postnominal(text) and self.story.words[max(0, name.first - 1)] == ",":  # "Ida Lund, SC, said"
            return
        known = None if name.is_body and len(name.words) > 1 else self.person(name.words, start, name.title)
        if known is not None:
            self._note_person(known, name)
        elif (kin := self._kin_called(name)) is not None:
            kin.name = f"{kin.name} {text}"
            self._short.setdefault(fold(text), []).append(kin)
            self._note_person(kin, name)
        elif self._is_titled_person(name):
            self.add_person(name)
        elif (figure := self.body(text)) is not None:
            self.meet(figure, start, text)
        elif self._kinds.is_of_body(name) and not self._kinds.is_short_noun(name):
            figure = self.add_body(text, start)
            self._note_acronym(figure, name)
            if noun := noun_of_body(self.story, name):
                figure.nouns |= {noun} | (COMPANY if noun in bodies().companies else set())
            if owns_firm(self.story, name):
                figure.nouns |= COMPANY

    def _is_titled_person(self, name: Name) -> bool:
        courteous = any(fold(word) in roles().courtesy for word in name.title)
        before = self.story.low[name.first - 1] if name.first else ""
        gives = before == "as" and {"name", "named", "identified"} & set(
            self.story.low[max(0, name.first - 4) : name.first]
        )
        return (
            courteous
            or bool(gives)
            or before in roles().courtesy
            or (len(name.words) == 1 and self._is_called_person(name))
        )

    def _is_called_person(self, name: Name) -> bool:
        kinds = self._kinds
        return kinds.is_titled(name) or kinds.speaks_of_person(name) or self._is_person_alone(name)

    def _is_person_alone(self, name: Name) -> bool:
        """Tell whether a text speaks of somebody by the surname alone, never in full: "Lund began his run"."""
        is_other = name.is_body or is_acronym(name.text) or noun_of_body(self.story, name) or self.is_body(name.text)
        return not is_other and self._kinds.is_of_person(fold(name.text))

    def add_body(self, text: str, position: int) -> Figure:
        """Add an organization by name, or note another mention of one that is known."""
        institution = self._institution(text)
        canonical = institution[0] if institution else text
        figure = self._by_key.get(("body", fold(canonical)))
        if figure is None:
            name = canonical if institution else with_ending(text, self._endings)
            figure = self._new(name, SpeakerKind.ORGANIZATION, "body", fold(canonical))
            figure.state = (state_by_code(institution[1]) if institution and institution[1] else None) or (
                self.geography.first_state(text.split())
            )
            words = fold(text).split()
            named = {*words, *fold(canonical).split()} | nouns_of_institution(canonical)
            figure.nouns = named & (bodies().heads | bodies().outlet_words | {"bloc"}) | nouns_of_company(words)
            figure.nouns |= bodies().known.get(fold(figure.name), frozenset())
            figure.nouns |= {"coastguard"} if words[-2:] == ["coast", "guard"] else set()
            figure.nouns |= {word for word in words if word.endswith("s") and word[:-1] in bodies().heads}
            for word in dict.fromkeys(fold(canonical).split()):
                self._by_word.setdefault(word, []).append(figure)
        self.meet(figure, position, text)
        return figure

    def _note_acronym(self, figure: Figure, name: Name) -> None:
        """Learn "Office of Device Safety (ODS)" and "the Orlec Grid Council, known as OGCO,"."""
        match = _SHORT_FOR.match(self.story.text, self.story.ends[name.end - 1])
        if match:
            self._acronyms[fold(match["short"])] = figure
            self.meet(figure, match.start("short"), match["short"])
        short = initials(name.words)
        if len(short) > 2 or (len(short) == 2 and fold(name.words[-1]) in bodies().government):
            self._acronyms.setdefault(fold(short), figure)

    def _institution(self, text: str) -> tuple[str, str | None] | None:
        if len(text) == 2 and fold(text) in self._acronyms:  # the EC of a text on an Electoral Commission
            return None
        return find_institution(self.geography, self.story.text, text)

    def _new(self, name: str, kind: SpeakerKind, sort: str, key: str | None = None) -> Figure:
        figure = Figure(len(self.figures), name, kind)
        self.figures.append(figure)
        self._by_key[sort, key or fold(name)] = figure
        return figure

    def is_common_noun(self, word: str) -> bool:
        """Tell whether a capitalised word of a headline is a noun that the text has in lower case."""
        low = word.casefold()
        return any(low in words for words in (self._common, bodies().heads, bodies().reports, roles().nouns))

    def is_word_before(self, low: str, position: int) -> bool:
        """Tell whether a folded word stands somewhere before a position."""
        return self._first_places.get(low, position) < position

    def institution(self, words: str, position: int) -> Figure | None:
        """Return the organization that news knows by a nickname or acronym."""
        return self.add_body(words, position) if self._institution(words) else None

    def with_role(self, words: Iterable[str]) -> Figure | None:
        """Return the first person of the whole text whose roles hold all these words, None if there is none."""
        wanted = set(words)
        fitting = [f for word in list(wanted)[:1] for f in self._by_role.get(word, ()) if wanted <= f.role_words]
        fitting = [f for f in fitting if not _SECONDARY & f.role_words - wanted]
        return min(fitting, key=lambda figure: figure.places[0], default=None)

    def is_name(self, words: str, start: int, end: int) -> bool:
        """Tell whether a stretch of the text holds these words as a name, not as a sentence's first word."""
        return end <= start or any(words in name.text for name in self._names_in(start, end))

    def _names_in(self, start: int, end: int) -> list[Name]:
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]

    def state(self, name: str) -> Figure:
        """Return the figure of a state, added if it is new."""
        figure = self._by_key.get(("state", fold(name)))
        if figure is None:
            figure = self._new(name, SpeakerKind.STATE, "state")
            figure.state = name
            figure.nouns = {"country", "nation", "government", "state", "republic", "kingdom", "authorities"}
        return figure

    def described(self, name: str, kind: SpeakerKind, nouns: Iterable[str], *, is_plural: bool = False) -> Figure:
        """Return the figure that a description stands for: "two engineers", "farmers' unions"."""
        figure = self._by_key.get(("described", fold(name)))
        if figure is None:
            figure = self._new(name, kind, "described")
            figure.nouns, figure.is_plural = set(nouns), is_plural
        return figure

    def add_force(self, name: str, state: str, nouns: set[str]) -> Figure:
        """Add a ministry, force or office of a state, known by its nouns."""
        figure = self._by_key.get(("body", fold(name)))
        if figure is None:
            figure = self._new(name, SpeakerKind.ORGANIZATION, "body")
        figure.state, figure.nouns = state, figure.nouns | nouns
        if figure not in self._forces:
            self._forces.append(figure)
        return figure

    def forces(self) -> list[Figure]:
        """Return the ministries, forces and offices of states, the latest first."""
        return self._forces[::-1]

    def next_body(self, start: int, end: int) -> Figure | None:
        """Return the first organization named in a stretch of the text, by a name of its own."""
        bodies_met = (figure for _, figure in self._met(start, end) if figure.kind is SpeakerKind.ORGANIZATION)
        return next((body for body in bodies_met if ("body", fold(body.name)) in self._by_key), None)

    def roles_at(self, place: int) -> tuple[str, ...]:
        """Return the roles that stand beside the name that begins at a place of the text."""
        at = bisect_left(self._name_starts, place)
        named = at < len(self.names) and self._name_starts[at] == place
        return tuple(role for role in self._kinds.beside(self.names[at]) if role) if named else ()

    def called(self, noun: str, start: int, end: int) -> Figure | None:
        """Return the only organization that a noun beside its name calls so in a stretch: "The group, Clean Tide"."""
        named = [name for name in self._names_in(start, end) if noun_of_body(self.story, name) == noun]
        found = {figure for name in named if (figure := self.body(name.text)) is not None}
        return found.pop() if len(found) == 1 else None

    def mentioned(self, start: int, end: int, kind: SpeakerKind) -> list[tuple[int, Figure]]:
        """Return the mentions of a kind of figures in a stretch of the text, with their places."""
        return [(place, figure) for place, figure in self._met(start, end) if figure.kind is kind]

    def first_in(self, stretch: Span, *kinds: SpeakerKind) -> Figure | None:
        """Return the figure of some kinds that a stretch of the text mentions first."""
        return next((figure for _, figure in self._met(stretch.start, stretch.end) if figure.kind in kinds), None)

    def first_met(self, start: int, end: int, *, kind: SpeakerKind) -> list[Figure]:
        """Return the figures of a kind whose first mention in the text lies in a stretch of it."""
        met = dict.fromkeys(figure for _, figure in self._met(start, end))
        return [figure for figure in met if figure.kind is kind and figure.places[0] >= start]

    def _met(self, start: int, end: int) -> Iterator[tuple[int, Figure]]:
        at, stop = bisect_left(self._mentions, (start, -1)), bisect_left(self._mentions, (end, -1))
        return ((place, self.figures[number]) for place, number in self._mentions[at:stop])

    def name_ending(self, end: int) -> Name | None:
        """Return the name whose last token stands right before a token."""
        at = bisect_left(self._name_starts, self.story.starts[end - 1] + 1) - 1
        return self.names[at] if end > 0 and at >= 0 and self.names[at].end == end else None

    def end_of_name_over(self, place: int) -> int:
        """Return the end of the name that begins before a place of the text and goes on behind it, else the place."""
        at = bisect_left(self._name_starts, place) - 1
        return max(place, self.story.ends[self.names[at].end - 1]) if at >= 0 else place

    def start_of_body_over(self, place: int) -> int:
        """Return where the name of a body begins in which a place is: "Ministry of | Rail", else the place."""
        name = self.name_over(place)
        is_inside = name is not None and name.is_body and not {"of", "for"}.isdisjoint(name.words)
        return self.story.starts[name.first] if name is not None and is_inside else place

    def name_over(self, place: int) -> Name | None:
        """Return the name that a place of the text stands in or begins, if there is one."""
        at = bisect_right(self._name_starts, place) - 1
        return self.names[at] if at >= 0 and place < self.story.ends[self.names[at].end - 1] else None

    def full_person(self, words: tuple[str, ...]) -> Figure | None:
        """Return the person of exactly this name."""
        return self._by_key.get(("person", person_key(words)))

    def person(self, words: tuple[str, ...], position: int, title: tuple[str, ...] = ()) -> Figure | None:
        """Return the person of a full or short name; of two of one surname, by title, who is called so, the latest one.

        One whose full name has been read comes before one so far called by the given name: "her son, Marcus".
        """
        exact = self._by_key.get(("person", person_key(words)))
        if exact is not None and not (len(words) == 1 and (title or self._is_only_courteous(exact, position))):
            return exact
        if len(words) > 1:
            return self._fuller(words) or self._only(self._short.get(fold(join(words)), ()), position, title)
        short = self._short.get(fold(words[0]), []) if words else []
        named = [f for f in short if f.words[-1] == fold(words[0])]
        if exact is not None and not title:  # "Lund" is Petr Lund, not the Mrs Lund of whom no more is told
            short = named = [f for f in named if f is not exact and f.introduced < position]
        called = None if title else bearer(named, position) or head_of_family(named, position)
        return called or self._only(short, position, title)

    def _is_only_courteous(self, figure: Figure, position: int) -> bool:
        """Tell whether somebody is only "Mrs Lund" where somebody else of the surname is named in full before."""
        others = (f for f in self._short.get(figure.words[-1], ()) if f is not figure and f.introduced < position)
        is_courteous = len(figure.words) == 1 and not figure.nouns.isdisjoint(roles().courtesy)
        return is_courteous and any(f.words[-1] == figure.words[-1] for f in others)

    def _only(self, figures: Iterable[Figure], position: int, title: tuple[str, ...]) -> Figure | None:
        candidates = list(figures)
        courtesy = {fold(word) for word in title} & roles().courtesy
        gender = gender_of(map(fold, title))
        offices = {fold(word) for word in title} - courtesy
        fitting = [figure for figure in candidates if not gender or figure.gender in ("", gender)]
        return max(
            fitting,
            key=lambda figure: (
                gender == "" or figure.introduced < position,
                gender != "" and figure.gender == gender,
                is_called(figure, courtesy),
                not offices.isdisjoint(figure.nouns),
                figure.introduced < position or (bool(offices) and len(figure.words) == 1),
                latest_before(figure, position),
            ),
            default=None,
        )

    def is_body(self, text: str) -> bool:
        """Tell whether words are the whole name or acronym of an organization, not only a part of one."""
        key = fold(text).removeprefix("the ")
        return ("body", key) in self._by_key or key in self._acronyms or self._institution(text) is not None

    def body(self, text: str) -> Figure | None:
        """Return the organization of a name, short name, acronym or nickname."""
        key = fold(text).removeprefix("the ")
        institution = self._institution(text)
        figure = self._by_key.get(("body", fold(institution[0]) if institution else key)) or self._acronyms.get(key)
        figure = figure or self._of_foreign_acronym(text)
        if figure is not None or institution:
            return figure
        words = key.split()
        candidates = self._by_word.get(words[0], []) if words else []
        fuller = [f for f in candidates if abbreviates(words, f.words) or is_short_for(words, f)]
        return fuller[0] if len(fuller) == 1 else None

    def _of_foreign_acronym(self, text: str) -> Figure | None:
        """Return the one body that has the letters in the order of another language: FLA, Azawad Liberation Front."""
        if len(text) <= _SHORTEST_ACRONYM or not is_acronym(text):
            return None
        found = [figure for short, figure in self._acronyms.items() if sorted(short) == sorted(fold(text))]
        return found[0] if len(found) == 1 else None

    def firm(self, word: str) -> Figure | None:
        """Return the one organization whose name of two words begins with a word: Sahyog of "Sahyog Infra"."""
        no_firm = bodies().heads - bodies().companies
        key = fold(word)
        if self.geography.state(word) is not None or key in places() or self._kinds.is_of_person(key):
            return None
        named = [f for f in self._by_word.get(key, ()) if f.words[:1] == [key] and len(f.words) == 2]
        return named[0] if len(named) == 1 and named[0].words[1] not in no_firm | bodies().outlet_words else None


_SUFFIXES = word_set("jr sr ii iii de la van von der al el bin di da le du jr. sr.")


def _without(names: Iterable[Name], others: Iterable[Name]) -> list[Name]:
    left_out = {name.first for name in others}
    return [name for name in names if name.first not in left_out]
