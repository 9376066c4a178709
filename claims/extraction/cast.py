"""The cast of a story: persons, organizations and states it names, each with all the ways it names them."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Set

from claims.extraction.called_bodies import is_called_body, noun_of_body, owns_firm
from claims.extraction.figures import COMPANY, Figure, abbreviates, latest_before
from claims.extraction.geography import Geography, state_by_code
from claims.extraction.institutions import find_institution
from claims.extraction.name_words import (
    ACRONYM,
    INITIALS,
    LANDSCAPE,
    NEVER_GIVEN,
    PLACES,
    SETTLEMENTS,
    can_be_person,
    is_acronym,
    is_word_of_person,
    person_key,
)
from claims.extraction.names import (
    Name,
    find_names,
    initials,
    is_name_word,
    is_postnominal,
    is_role,
    join,
)
from claims.extraction.role_phrases import role_after, role_before
from claims.extraction.spoken_of import SpokenOf
from claims.extraction.story import Story
from claims.extraction.surnames import bearer, called_by_given_name, head_of_family, is_kin_before, is_relative
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import bodies, fold, given_names, places, roles, word_set

_AGE = re.compile(r",? \(?(\d{1,3})\b")
# Whose a role is: a late man’s sister is no man.
_POSSESSOR = re.compile(r"\A(?:(?!(?:of|for|to|in|at|from) )\S+ )*\S+['’]s? ")
# Titles that a person has in place of a given name: "Lord Hexley".
_PEERAGE = frozenset({"lord", "lady", "baron", "baroness"})
# Behind these the name of a place says where.
_WHERE = word_set("in at on off near along across around beside from to into towards through above below up down")
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
        self._roles_beside: dict[Name, tuple[str | None, str | None]] = {}
        self._common = {word for word in story.words if word.islower()}
        self._first_places = {low: story.starts[k] for k, low in reversed(list(enumerate(story.low)))}
        self._forces: list[Figure] = []
        self._by_role: dict[str, list[Figure]] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._mentions: list[tuple[int, int]] = []
        found = find_names(story)
        given = {name.words[0] for name in found if fold(name.words[0]) in given_names()}
        full = {name.words for name in found if name.words[0] in given and len(name.words) > 1}
        self.names = [self._without_epithet(name, given, full) for name in found]
        self._name_starts = [story.starts[name.first] for name in self.names]
        self._called_bodies = {name.words for name in self.names if noun_of_body(story, name) or owns_firm(story, name)}
        self._alone: dict[str, list[Name]] = {}
        for name in self.names:
            if len(name.words) == 1:
                self._alone.setdefault(fold(name.text), []).append(name)
        self._courteous = {name.words for name in self.names if {fold(word) for word in name.title} & roles().courtesy}
        self._spoken_of = SpokenOf(story, names=self.names, common=self._common, alone=self._alone)
        named = {name.words for name in self.names if name.is_body} | self._called_bodies
        self._shortened = {words[:k] for words in named for k in range(2, len(words))}
        self._gather()

    def _gather(self) -> None:
        named = [name for name in self.names if not self._is_dateline(name)]
        where = [name for name in named if self._is_place(name)]
        known = _without(named, where)
        persons = [name for name in known if self._is_full_person(name)]
        for name in sorted(persons, key=lambda name: -len(name.words)):
            self.add_person(name)
        for name in persons:
            self._add_namesake(name)
        for name in sorted(_without(known, persons), key=lambda name: (-len(name.words), _has_office_only(name.title))):
            self._add_other(name)
        for name in where:
            if self._is_state_word(name):
                state = self.geography.state(name.text) or name.text
                self.meet(self.state(state), self.story.starts[name.first])

    def _without_epithet(self, name: Name, given: set[str], full: set[tuple[str, ...]]) -> Name:
        """Return "Bianca" for a sentence's "Blonde Bianca", where others are called Bianca, too.

        So, too, "Bianca Roe" for "Certainly Bianca Roe", or the "Trust Bianca Roe" of a headline's words.
        """
        if name.title or len(name.words) < 2 or name.words[1] not in given or fold(name.words[0]) in given_names():
            return name
        is_bare = len(name.words) == 2 and self.story.begins_sentence(name.first)
        return Name(name.first + 1, name.end, name.words[1:], (), False) if is_bare or name.words[1:] in full else name

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

    def _is_state_word(self, name: Name) -> bool:
        """Tell whether a state is mentioned as such, not as the place of something."""
        before = self.story.low[name.first - 1] if name.first else ""
        if self.geography.state(name.text) is None:
            return False
        return self.geography.is_name_of_state(name.text) or before not in ("in", "at", "near", "from", "around")

    def _is_place(self, name: Name) -> bool:
        text = name.text
        return not name.title and (
            fold(text) in places()
            or (len(name.words) == 2 and not name.is_body and fold(name.words[0]) in LANDSCAPE)
            or self.geography.state(text) is not None
            or self.geography.state_of_adjective(text) is not None
            or self._is_where(name)
        )

    def _is_where(self, name: Name) -> bool:
        """Tell whether a name only says where something is: "off Mill Lane", "in the village of Upper Lenz"."""
        low, k = self.story.low, name.first - 1
        k -= low[max(k, 0)] == "the"
        if k < 1 or name.title or name.is_body or self.story.low[name.end : name.end + 1] in (["'s"], ["’s"]):
            return False
        if low[k] == "of":
            return low[k - 1] in SETTLEMENTS
        return low[k] in _WHERE and len(name.words) > 1 and fold(name.words[-1]) in PLACES

    def _is_full_person(self, name: Name) -> bool:
        if name.is_body or self._institution(name.text) or not 1 < len(name.words) <= 5:
            return False
        if name.words in self._shortened:
            return False
        if fold(name.words[-1]) in roles().titles and fold(name.words[0]) not in given_names():
            return False
        if fold(name.words[0]) not in given_names() and self._is_field_of_office(name):
            return False
        if self._speaks_of_person(name):
            return True
        if name.words in self._called_bodies or not can_be_person(name.words):
            return False
        before = self.story.low[name.first - 1] if name.first else ""
        if before in ("the", "in", "at", "near") or any(ACRONYM.fullmatch(word) for word in name.words[1:]):
            return False
        if ACRONYM.fullmatch(name.words[0]) and not INITIALS.fullmatch(name.words[0]):
            return False
        if fold(name.words[-1]) in PLACES:
            return False
        if any(self.geography.is_name_of_state(join(name.words[k:])) for k in (-1, -2) if len(name.words) + k > 1):
            return False  # "Careers New Zealand"
        if any(name.words[k:] in self._courteous for k in range(1, len(name.words))):
            return True
        surnamed = fold(name.words[-1]) in self._alone
        if self.geography.first_state(name.words[:1]) and not surnamed:
            return False
        if self._spoken_of.as_thing(name) and (not surnamed or fold(name.words[0]) in self._alone):
            return False
        return all(is_word_of_person(word) for word in name.words)

    def _is_field_of_office(self, name: Name) -> bool:
        """Tell whether a name only ends the name of an office: "Commissioner for Physical Planning"."""
        words, k = self.story.words, name.first - 1
        if words[max(k, 0)] in ("and", "&"):  # "Minister of Energy and Natural Wealth"
            k = next((at for at in range(k - 1, 0, -1) if not is_name_word(words[at])), 0)
        office = words[k - 1] if k > 0 and words[k] in ("of", "for") else ""
        return office[:1].isupper() and fold(office) in roles().nouns

    def _is_dateline(self, name: Name) -> bool:
        """Tell whether a name in capitals opens a paragraph with the place of the report: "PORT HALDER, March 4 —"."""
        start = self.story.starts[name.first]
        paragraph = self.story.document.paragraphs[self.story.paragraph(start)]
        end = self.story.ends[name.end - 1]
        after = self.story.text[end : end + 2].strip()[:1]
        return paragraph.start == start and name.text.isupper() and after in (",", ":", "(", "—", "–", "-", "/")

    def _speaks_of_person(self, name: Name) -> bool:
        first = fold(name.words[0])
        if first in given_names() and not (
            self.geography.state(name.words[0]) and first in ("georgia", "jordan", "chad")
        ):
            return True
        listed = (roles().titles, roles().courtesy, bodies().heads)
        titled = any(fold(word) in words for word in name.title for words in listed)
        return titled or any(role is not None for role in self._beside(name))

    def _beside(self, name: Name) -> tuple[str | None, str | None]:
        """Return the roles in front of a name and behind it."""
        if name not in self._roles_beside:
            self._roles_beside[name] = role_before(self.story, name), role_after(self.story, name)
        return self._roles_beside[name]

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
            if len(name.words) > 2:
                self._short.setdefault(fold(join(name.words[1:])), []).append(figure)
        self._note_person(figure, name)
        return figure

    def _add_namesake(self, name: Name) -> None:
        """Add the other one of "Ida and Petr Lund", who has the surname of the second."""
        story, given = self.story, name.first - 2
        if given < 0 or name.title or len(name.words) < 2 or story.low[given + 1] != "and":
            return
        if is_name_word(story.words[given]) and (story.low[given] in given_names() or is_kin_before(story, given)):
            self.add_person(Name(given, given + 1, (story.words[given], *name.words[1:]), (), is_body=False))

    def _kin_called(self, name: Name) -> Figure | None:
        """Return the relative so far called by the given name alone: "Mr Lund’s daughter Ida", then "Miss Lund"."""
        gender = next((g for word in name.title if (g := roles().gender.get(fold(word), ""))), "")
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
        title = {fold(word) for word in name.title} & (roles().courtesy | roles().titles)
        title = {roles().shortened.get(word, word) for word in title}
        figure.nouns |= title if len(name.title) == 1 else title - {"general"}  # an attorney general is no general
        figure.nouns |= {"judge"} if "justice" in figure.nouns else set()
        figure.nouns |= _CLERGY if title & _REVEREND else set()
        figure.nouns |= {"journalist"} if self._is_of_outlet(name) else set()
        for role in self._beside(name):
            if role and role not in figure.roles:
                figure.roles.append(role)
                for short in _acronyms_of(role):
                    self._short.setdefault(short, []).append(figure)
                    figure.nouns |= {short} & roles().nouns
                for word in figure.role_words:
                    if figure not in self._by_role.setdefault(word, []):
                        self._by_role[word].append(figure)
                figure.state = figure.state or self._state_of_role(role)
        gender = self._gender_of(name)
        figure.gender = gender or figure.gender
        age = _AGE.match(story.text, story.ends[name.end - 1])
        if age and figure.age is None:
            figure.age = age.group(1)

    def _is_of_outlet(self, name: Name) -> bool:
        """Tell whether an outlet has somebody: "CNN's Ida Lund"."""
        low, k = self.story.low, name.first - len(name.title) - 1
        if k < 1 or low[k] not in ("'s", "’s"):
            return False
        return any(" ".join(low[max(0, k - length) : k]) in bodies().outlets for length in range(1, _LONGEST_OUTLET))

    def _gender_of(self, name: Name) -> str:
        before, after = (_POSSESSOR.sub("", role or "") for role in self._beside(name))
        words = map(fold, (*name.title, *re.findall(r"[\w.-]+", before), *re.findall(r"\w+", after)[:6]))
        bare = (word.partition("-of-")[0].rpartition("-")[2] for word in words)  # "ex-boyfriend", "mum-of-two"
        return next((gender for word in bare if (gender := roles().gender.get(word, ""))), "")

    def _state_of_role(self, role: str) -> str | None:
        """Return the state whose office it is: Velmora for "Velmora's ambassador to Karsia"."""
        return self.geography.state_in(re.split(r"\b(?:to|in|on|for)\b", role)[0])

    def _add_other(self, name: Name) -> None:
        text, start = name.text, self.story.starts[name.first]
        if self._is_office(name) and not self.family(text) and not self._institution(text):
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
        elif self._is_of_body(name) and not self._is_short_noun(name):
            figure = self.add_body(text, start)
            self._note_acronym(figure, name)
            if noun := noun_of_body(self.story, name):
                figure.nouns |= {noun} | (COMPANY if noun in bodies().companies else set())
            if owns_firm(self.story, name):
                figure.nouns |= COMPANY

    def _is_of_body(self, name: Name) -> bool:
        is_known = name.is_body or self._institution(name.text) is not None or is_called_body(self.story, name)
        return is_known or len(name.words) > 1 or is_acronym(name.text)

    def _is_short_noun(self, name: Name) -> bool:
        """Tell whether a sentence only begins with the noun of a body: "Guild vice-president Ida Lund" of a guild."""
        noun = fold(name.text)
        is_first = len(name.words) == 1 and self.story.begins_sentence(name.first)
        behind = "".join(self.story.low[name.end : name.end + 1])
        return is_first and noun in bodies().heads and noun in self._common and is_role(behind)

    def _is_office(self, name: Name) -> bool:
        """Tell "Prime Minister" and a headline's "Star" from the railway "Northern Star"."""
        noun = fold(name.words[-1])
        if noun == "executive" and len(name.words) > 1 and fold(name.words[-2]) != "chief":
            return False  # "the Housing Executive"
        is_fancied = noun in _FANCIED and fold(name.words[0]) in NEVER_GIVEN
        if len(name.words) > 1 and (is_fancied or noun_of_body(self.story, name)):
            return False
        return noun in roles().nouns or fold(name.text) in roles().acronyms

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
            or (len(name.words) == 1 and (self._speaks_of_person(name) or self._is_person_alone(name)))
        )

    def _is_person_alone(self, name: Name) -> bool:
        """Tell whether a text speaks of somebody by the surname alone, never in full: "Lund began his run"."""
        is_other = name.is_body or is_acronym(name.text) or noun_of_body(self.story, name) or self.is_body(name.text)
        return not is_other and self._spoken_of.as_person(fold(name.text))

    def add_body(self, text: str, position: int) -> Figure:
        """Add an organization by name, or note another mention of one that is known."""
        institution = self._institution(text)
        canonical = institution[0] if institution else text
        figure = self._by_key.get(("body", fold(canonical)))
        if figure is None:
            figure = self._new(canonical, SpeakerKind.ORGANIZATION, "body")
            figure.state = (state_by_code(institution[1]) if institution and institution[1] else None) or (
                self.geography.first_state(text.split())
            )
            words = fold(text).split()
            named = {*words, *fold(canonical).split()}
            figure.nouns = named & (bodies().heads | bodies().outlet_words) | self._company_nouns(words)
            figure.nouns |= {word for word in words if word.endswith("s") and word[:-1] in bodies().heads}
            for word in dict.fromkeys(fold(canonical).split()):
                self._by_word.setdefault(word, []).append(figure)
        self.meet(figure, position, text)
        return figure

    def _company_nouns(self, words: list[str]) -> set[str]:
        return set(COMPANY) if words and (words[-1] in bodies().companies or "&" in words) else set()

    def _note_acronym(self, figure: Figure, name: Name) -> None:
        """Learn "Office of Device Safety (ODS)"."""
        match = re.compile(r" \(([A-Z][A-Za-z&.-]{1,9})\)").match(self.story.text, self.story.ends[name.end - 1])
        if match:
            self._acronyms[fold(match.group(1))] = figure
            self.meet(figure, match.start(1), match.group(1))
        if len(short := initials(name.words)) > 2:
            self._acronyms.setdefault(fold(short), figure)

    def _institution(self, text: str) -> tuple[str, str | None] | None:
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
        return min(fitting, key=lambda figure: figure.places[0], default=None)

    def is_name(self, words: str, start: int, end: int) -> bool:
        """Tell whether a stretch of the text holds these words as a name, not as a sentence's first word."""
        at = bisect_left(self._name_starts, start)
        while at < len(self._name_starts) and self._name_starts[at] < end:
            if words in self.names[at].text:
                return True
            at += 1
        return end <= start

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
        at = bisect_left(self._mentions, (start, -1))
        while at < len(self._mentions) and self._mentions[at][0] < end:
            figure = self.figures[self._mentions[at][1]]
            if figure.kind is SpeakerKind.ORGANIZATION and ("body", fold(figure.name)) in self._by_key:
                return figure
            at += 1
        return None

    def roles_at(self, place: int) -> tuple[str, ...]:
        """Return the roles that stand beside the name that begins at a place of the text."""
        at = bisect_left(self._name_starts, place)
        named = at < len(self.names) and self._name_starts[at] == place
        return tuple(role for role in self._beside(self.names[at]) if role) if named else ()

    def called(self, noun: str, start: int, end: int) -> Figure | None:
        """Return the only organization that a noun beside its name calls so in a stretch: "The group, Clean Tide"."""
        at = bisect_left(self._name_starts, start)
        found: dict[int, Figure] = {}
        while at < len(self._name_starts) and self._name_starts[at] < end:
            name = self.names[at]
            figure = self.body(name.text) if noun_of_body(self.story, name) == noun else None
            if figure is not None:
                found[figure.number] = figure
            at += 1
        return next(iter(found.values())) if len(found) == 1 else None

    def mentioned(self, start: int, end: int, kind: SpeakerKind) -> list[tuple[int, Figure]]:
        """Return the mentions of a kind of figures in a stretch of the text, with their places."""
        at, stop = bisect_left(self._mentions, (start, -1)), bisect_left(self._mentions, (end, -1))
        met = ((place, self.figures[number]) for place, number in self._mentions[at:stop])
        return [(place, figure) for place, figure in met if figure.kind is kind]

    def first_in(self, stretch: Span, *kinds: SpeakerKind) -> Figure | None:
        """Return the figure of some kinds that a stretch of the text mentions first."""
        at, stop = bisect_left(self._mentions, (stretch.start, -1)), bisect_left(self._mentions, (stretch.end, -1))
        met = (self.figures[number] for _, number in self._mentions[at:stop])
        return next((figure for figure in met if figure.kind in kinds), None)

    def first_met(self, start: int, end: int, *, kind: SpeakerKind) -> list[Figure]:
        """Return the figures of a kind whose first mention in the text lies in a stretch of it."""
        at, stop = bisect_left(self._mentions, (start, -1)), bisect_left(self._mentions, (end, -1))
        met = dict.fromkeys(self.figures[number] for _, number in self._mentions[at:stop])
        return [figure for figure in met if figure.kind is kind and figure.places[0] >= start]

    def name_ending(self, end: int) -> Name | None:
        """Return the name whose last token stands right before a token."""
        at = bisect_left(self._name_starts, self.story.starts[end - 1] + 1) - 1
        return self.names[at] if end > 0 and at >= 0 and self.names[at].end == end else None

    def end_of_name_over(self, place: int) -> int:
        """Return the end of the name that begins before a place of the text and goes on behind it, else the place."""
        at = bisect_left(self._name_starts, place) - 1
        return max(place, self.story.ends[self.names[at].end - 1]) if at >= 0 else place

    def full_person(self, words: tuple[str, ...]) -> Figure | None:
        """Return the person of exactly this name."""
        return self._by_key.get(("person", person_key(words)))

    def person(self, words: tuple[str, ...], position: int, title: tuple[str, ...] = ()) -> Figure | None:
        """Return the person of a full or short name; of two of one surname, by title, who is called so, the latest one.

        One whose full name has been read comes before one so far called by the given name: "her son, Marcus".
        """
        exact = self._by_key.get(("person", person_key(words)))
        if exact is not None and not (len(words) == 1 and title):
            return exact
        if len(words) > 1:
            return self._fuller(words) or self._only(self._short.get(fold(join(words)), ()), position, title)
        short = self._short.get(fold(words[0]), []) if words else []
        named = [f for f in short if f.words[-1] == fold(words[0])]
        called = None if title else bearer(named, position) or head_of_family(named, position)
        return called or self._only(short, position, title)

    def _only(self, figures: Iterable[Figure], position: int, title: tuple[str, ...]) -> Figure | None:
        candidates = list(figures)
        courtesy = {fold(word) for word in title} & roles().courtesy
        gender = _gender_of_title(title)
        offices = {fold(word) for word in title} - courtesy
        fitting = [figure for figure in candidates if not gender or figure.gender in ("", gender)]
        return max(
            fitting,
            key=lambda figure: (
                gender == "" or figure.introduced < position,
                gender != "" and figure.gender == gender,
                _is_called(figure, courtesy),
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
        if figure is not None or institution:
            return figure
        words = key.split()
        candidates = self._by_word.get(words[0], []) if words else []
        fuller = [f for f in candidates if abbreviates(words, f.words) or _begins_company(words, f)]
        return fuller[0] if len(fuller) == 1 else None

    def firm(self, word: str) -> Figure | None:
        """Return the one organization whose name of two words begins with a word: Sahyog of "Sahyog Infra"."""
        no_firm = bodies().heads - bodies().companies
        key = fold(word)
        if self.geography.state(word) is not None or key in places() or self._spoken_of.as_person(key):
            return None
        named = [f for f in self._by_word.get(key, ()) if f.words[:1] == [key] and len(f.words) == 2]
        return named[0] if len(named) == 1 and named[0].words[1] not in no_firm | bodies().outlet_words else None


# Tokens of an outlet's name, and one more.
_LONGEST_OUTLET = 5
# Nouns for persons that firms and papers call themselves.
_FANCIED = word_set("star guardian observer champion ranger pilot voyager miner trader farmer grocer baker rover")
# Words of an office that is not called by letters.
_SHORTEST = 2
_REVEREND = word_set("rev rev. reverend")
_CLERGY = word_set("minister clergyman clergywoman vicar priest pastor")
_SUFFIXES = word_set("jr sr ii iii de la van von der al el bin di da le du jr. sr.")


def _without(names: Iterable[Name], others: Iterable[Name]) -> list[Name]:
    left_out = {name.first for name in others}
    return [name for name in names if name.first not in left_out]


def _begins_company(words: list[str], figure: Figure) -> bool:
    """Tell whether words begin the name of a company: Marlin of Marlin Line."""
    return figure.nouns >= COMPANY and figure.words[: len(words)] == words


def _gender_of_title(title: tuple[str, ...]) -> str:
    """Return the gender that the words before a name tell, "" if they tell none."""
    return next((gender for word in title if (gender := roles().gender.get(fold(word), ""))), "")


def _has_office_only(title: tuple[str, ...]) -> bool:
    """Tell whether a title leaves open which of a family has it, as "President" does and "Mr" does not."""
    return bool(title) and all(fold(word) in roles().titles - roles().courtesy for word in title)


def _is_called(figure: Figure, courtesy: Set[str]) -> int:
    """Return 1 if the text has called somebody by a courtesy title, -1 if only by others: Mrs Lund is not Ms Lund."""
    called = figure.nouns & roles().courtesy
    return 0 if not called or not courtesy else 1 if called & courtesy else -1


def _acronyms_of(role: str) -> set[str]:
    """Return the letters that can stand for an office: "dce" for "district chief executive of Orr"."""
    office = re.split(r" (?:for|in|at) ", role)[0]
    words = [word for word in re.split(r"[ -]", office.split(" of ")[0]) if word.isalpha()]
    lower = fold("".join(word[0] for word in words)) if len(words) > _SHORTEST else ""
    called = (role, office, office.split(" of ")[0])  # "DG" of "Director General of the Orr Cell"
    return {short for short in (*(fold(initials(words.split())) for words in called), lower) if len(short) > 1}
