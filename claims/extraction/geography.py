"""States and the words that stand for them: those of the world, and those a story itself makes known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from claims.extraction.wordlists import BEGINNING, beginnings, fold, given_names, roles, states

# A word that can be of a name: "U.S", "Guinea-Bissau".
_NAME_WORD = re.compile(r"[^\W\d_](?:[\w.-]*\w)?")
# Endings that make the name of a people from that of a place: Karsia, Karsian; Benin, Beninese.
_PEOPLE = ("n", "an", "ian", "ese", "ish", "i", "ic", "ean")
_MIN_PLACE = 4
# Surnames and words that end like a people's name need more proof than the ending.
_GOVERNING = (
    r"(?:prime minister|president|government|foreign|defen[cs]e|interior|ambassador|parliament|army|military|"
    r"parliamentary|[a-z]+ ministry|ministry|capital|border|authorities|air force|"
    r"navy|coastguard|coast guard)"
)
_POSSESSIVE_STATE = re.compile(r"\b([A-Z][\w-]{3,40}(?: [A-Z][\w-]{1,40})?)['’]s " + _GOVERNING + r"\b")
# Organs that a person or a firm has not.
_OWN_ORGAN = re.compile(
    r"['’]s (?:[a-z]+ ministry|ministry|prime minister|parliament|capital|border|air force|army|"
    r"navy|coastguard|coast guard)\b"
)
# What a person may have, too: "Lund's foreign minister".
_OWN_OFFICE = re.compile(r"['’]s (?:foreign minister|defen[cs]e minister|ambassador (?:to|in)|parliament\w*)\b")
# Kinds of states in front of a name; a "state of" may be one of a federation.
_CALLED_STATE = re.compile(
    r"\b(?:(?:island|city|archipelago) state|(?:island|desert|mountain|Pacific|Caribbean|Gulf|Balkan|Baltic) nation"
    r"|(?:island |desert |landlocked |mountain )?(?:kingdom|emirate|sultanate|republic)) of "
    r"(?P<place>(?!Hawaii|Tasmania)[A-Z][\w-]{2,40}(?: [A-Z][\w-]{1,40})?)"
)
_NAMED_CAPITAL = re.compile(
    r"(?P<city>(?!In |At |From |To )[A-Z][\w-]+(?: [A-Z][\w-]+)?), (?:the )?(?P<of>[A-Z][\w-]+)(?:['’]s)? capital\b"
    r"|(?P<before>[A-Z][\w-]+)(?:['’]s)? capital,? (?P<behind>[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_ADJECTIVE_STATE = re.compile(r"\b([A-Z][a-z-]{3,40}(?:n|ese|ish|i|ic)) (?:" + _GOVERNING + r"|P(?:rime|resident)|M)")
# "Ostrey sent a team. Its army said": only a state has these.
_OWNING_STATE = re.compile(
    r"(?:^|(?<=[.!?”\"—–-] ))(?P<near>Neighbou?ring |Nearby )?(?P<place>[A-Z][\w-]{3,30})"
    r"(?P<which>, which [^.\n]{3,80},)?(?:, [^.\n]{3,80},)? [a-z](?:[^.\n]|\.\d){3,200}(?:, i|\. I)ts "
    r"(?:[a-z]+ ministry|ambassador|prime minister|parliament|air force|army|general staff)\b",
    re.M,
)
_DATELINE = re.compile(
    r"^([A-Z][A-Z' -]{2,30}|[A-Z][\w'-]{2,20})(?:/[A-Z][A-Z' -]{2,30})?(?:, [\w .]{2,30})?(?: \([^)]{2,40}\))? ?[—–-] ",
    re.M,
)

# Of what a text on Korea speaks as "the North" and "the South".
_DIVIDED = re.compile(r"\b(?:North|South) Korean?s?\b")
_HALVES = {"north": "North Korea", "south": "South Korea"}


@cache
def _world() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return names and seats, adjectives, and first adjective by state."""
    places: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for state in states():
        for word in (*state.names, *state.capitals, *state.seats):
            places.setdefault(_key(word), state.name)
        for word in state.adjectives:
            adjectives.setdefault(fold(word), state.name)
        peoples[state.name] = state.adjectives[0] if state.adjectives else state.name
    return places, adjectives, peoples


@cache
def _world_openers() -> frozenset[str]:
    places, adjectives, _ = _world()
    return beginnings(places.keys() | adjectives.keys())


@cache
def state_by_code(code: str) -> str | None:
    """Return the name of a state, by its ISO 3166 code."""
    return next((state.name for state in states() if state.code == code), None)


class Geography:
    """Finds the state that words stand for, in one text.

    A place that the text gives a people of its own ("Karsian" for "Karsia") or the organs of a state is
    taken for a state, and the city of the dateline for its capital.
    """

    def __init__(self, text: str) -> None:
        places, adjectives, peoples = _world()
        self._places, self._adjectives, self._peoples = dict(places), dict(adjectives), dict(peoples)
        self.invented: set[str] = set()
        self._text = text
        self._behind: dict[tuple[str, str], bool] = {}
        self._borne: dict[str, bool] = {}
        self._halves = _HALVES if _DIVIDED.search(text) else {}
        self._learn_from_adjectives()
        self._learn_from_possessives()
        self._learn_from_organs()
        self._learn_from_kinds()
        self._learn_capitals()
        self._learn_named_capitals()

    @cached_property
    def _openers(self) -> frozenset[str]:
        places, adjectives, _ = _world()
        learnt = (self._places.keys() | self._adjectives.keys()) - places.keys() - adjectives.keys()
        return _world_openers() | beginnings(learnt)

    def may_begin(self, low: str) -> bool:
        """Tell whether a folded token may begin what `state_of` knows, an article apart; seldom wrong, and fast."""
        return low[:BEGINNING] in self._openers

    @cached_property
    def _capitalised(self) -> list[str]:
        return sorted(set(re.findall(r"\b[A-Z][\w-]{2,}", self._text)), key=lambda word: (word.isupper(), word))

    @cached_property
    def _lower(self) -> frozenset[str]:
        return frozenset(re.findall(r"\b[a-z][\w-]{2,}", self._text))

    def _learn(self, place: str, adjective: str | None) -> None:
        key = _key(place)
        if self.state(place) is not None:
            return
        self._places[key] = place
        self.invented.add(place)
        self._peoples[place] = adjective or place
        if adjective:
            self._adjectives[fold(adjective)] = place

    def _learn_from_adjectives(self) -> None:
        for match in _ADJECTIVE_STATE.finditer(self._text):
            adjective = match.group(1)
            if fold(adjective) in self._adjectives or adjective.casefold() in self._lower:
                continue
            place = next((word for word in self._capitalised if _is_people_of(adjective, word)), None)
            if place is not None:
                self._learn(place, adjective)

    def _learn_from_possessives(self) -> None:
        for match in _POSSESSIVE_STATE.finditer(self._text):
            place = match.group(1)
            adjective = next((word for word in self._capitalised if _is_people_of(word, place)), None)
            in_use = self._stands_behind(r"\b(?:in|to|from|into|with|against|of) ", place)
            has_office = _OWN_OFFICE.match(self._text, match.end(1)) and not self._is_surname(place)
            has_organ = _OWN_ORGAN.match(self._text, match.end(1)) is not None
            if adjective is not None or has_office or ((has_organ or in_use) and not self._is_borne(place)):
                self._learn(place, adjective)

    def _learn_from_organs(self) -> None:
        for match in _OWNING_STATE.finditer(self._text):
            place = match["place"]
            in_use = self._stands_behind(r"\b(?:in|to|from|into|with|against|on) ", place)
            if match["near"] or match["which"] or (in_use and not self._is_surname(place)):
                self._learn(place, next((word for word in self._capitalised if _is_people_of(word, place)), None))

    def _learn_from_kinds(self) -> None:
        """Learn "the island state of Ostrey"."""
        for match in _CALLED_STATE.finditer(self._text):
            place = match["place"]
            self._learn(place, next((word for word in self._capitalised if _is_people_of(word, place)), None))

    def _is_surname(self, place: str) -> bool:
        return self._stands_behind(r"\b(?!Port |Lake |In )[A-Z](?:\w+|\.) ", place)

    def _stands_behind(self, pattern: str, place: str) -> bool:
        """Tell whether a name stands behind a pattern anywhere; the text is searched once for each."""
        if (pattern, place) not in self._behind:
            found = re.search(rf"{pattern}{re.escape(place)}\b", self._text)
            self._behind[pattern, place] = found is not None
        return self._behind[pattern, place]

    def _is_borne(self, place: str) -> bool:
        """Tell whether somebody has a name, as a given name or a title before it shows: "President Ida Lund"."""
        if place not in self._borne:
            runs = set(re.findall(rf"((?:\b[A-Z][\w-]*\.? ){{1,2}}){re.escape(place)}\b", self._text))
            listed = (given_names(), roles().titles, roles().courtesy)
            of_persons = (word for run in runs for word in run.split())
            self._borne[place] = any(fold(word.strip(".")) in words for word in of_persons for words in listed)
        return self._borne[place]

    def _learn_capitals(self) -> None:
        """Take the city of the dateline for the seat of the first invented state after it."""
        for match in _DATELINE.finditer(self._text):
            city = match.group(1).title() if match.group(1).isupper() else match.group(1)
            if not self.invented or self.state(city):
                continue
            after = self._text[match.end() : match.end() + 160]
            found = [(at, place) for place in sorted(self.invented) if (at := after.find(place)) >= 0]
            if found and not re.search(rf"\b(?:in|near|at) {re.escape(city)}\b", self._text):
                self._places[_key(city)] = min(found)[1]

    def _learn_named_capitals(self) -> None:
        """Learn "Tarnovo, the Doranian capital" and "Dorania's capital, Tarnovo"."""
        for match in _NAMED_CAPITAL.finditer(self._text):
            city, of_state = match["city"] or match["behind"], match["of"] or match["before"]
            state = self.state(of_state) or self.state_of_adjective(of_state)
            if state in self.invented:
                self._places.setdefault(_key(city), state)

    @cached_property
    def state_of_report(self) -> str | None:
        """The state in whose capital a text is dated: Iran of "TEHRAN, May 3 -", None if it is in none."""
        dateline = _DATELINE.search(self._text)
        return self.state(dateline[1].title()) if dateline is not None else None

    def state(self, words: str) -> str | None:
        """Return the state that a name, capital or seat of power stands for."""
        key = _key(words)
        return self._places.get(key) or (self._halves.get(key) if words[:1].isupper() or " " in words else None)

    def state_of_adjective(self, word: str) -> str | None:
        """Return the state of a people: "Chinese", "Karsian"."""
        return self._adjectives.get(fold(word))

    def is_people(self, word: str) -> bool:
        """Tell whether a word names the people of a state, or one of them: "Mexicans", "French", "Irishman"."""
        forms = (word, word.removesuffix("s"), re.sub(r"(?<=[sc]h)(?:wo)?m[ae]n$", "", word))
        halves = word.split("-")  # "the Cuban-American"
        is_of_two = len(halves) > 1 and all(self.state_of_adjective(half) is not None for half in halves)
        return is_of_two or any(self.state_of_adjective(form) is not None for form in forms)

    def state_of(self, folded: str) -> str | None:
        """Return the state that folded words stand for, as its name, capital, seat or people."""
        return self._places.get(_bare(folded)) or self._adjectives.get(folded)

    def is_name_of_state(self, words: str) -> bool:
        """Tell whether words name a state itself, not its capital or seat."""
        state = self.state(words)
        return state is not None and (_key(state) == _key(words) or state in self.invented)

    def adjective(self, state: str) -> str:
        """Return the adjective of a state, or its name where none is known."""
        return self._peoples.get(state, state)

    def state_in(self, text: str) -> str | None:
        """Return the first state that a stretch of text names, as `first_state` does."""
        return self.first_state(_NAME_WORD.findall(text))

    def first_state(self, words: Iterable[str]) -> str | None:
        """Return the first state that a run of words names, by name, seat or adjective; longest match first."""
        listed = list(words)
        for start in range(len(listed)):
            for end in range(min(len(listed), start + 4), start, -1):
                phrase = " ".join(listed[start:end])
                if not phrase[:1].isupper():
                    break
                found = self.state_of(fold(phrase))
                if found:
                    return found
        return None


def _key(words: str) -> str:
    return _bare(fold(words))


def _bare(folded: str) -> str:
    return folded.strip().removeprefix("the ")


def _is_people_of(adjective: str, place: str) -> bool:
    """Tell whether an adjective is made from the name of a place: Karsian of Karsia."""
    one, other = fold(adjective), fold(place)
    if one == other or len(other) < _MIN_PLACE or one in ("english", "indian"):
        return False
    stems = {other, other.rstrip("aeiouy")}
    return any(len(stem) >= _MIN_PLACE - 1 and one == stem + ending for stem in stems for ending in _PEOPLE)
