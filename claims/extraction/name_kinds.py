"""What kind of thing each name of a story names: a person in full, a place, an office, an organization."""

from __future__ import annotations

from collections.abc import Sequence, Set

from claims.extraction.called_bodies import is_called_body, noun_of_body, owns_firm
from claims.extraction.geography import Geography
from claims.extraction.institutions import find_institution
from claims.extraction.name_runs import is_name_word
from claims.extraction.name_words import (
    ACRONYM,
    EVENTS,
    INITIALS,
    LANDSCAPE,
    NEVER_GIVEN,
    PARTISANS,
    PLACES,
    SETTLEMENTS,
    THINGS,
    are_partisans,
    can_be_person,
    is_acronym,
    is_word_of_person,
)
from claims.extraction.names import PEERS, Name, find_names, is_role, join
from claims.extraction.role_phrases import role_after, role_before
from claims.extraction.spoken_of import SpokenOf
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold, given_names, places, roles, word_set

# Behind these the name of a place says where.
_WHERE = word_set("in at on off near along across around beside from to into towards through above below up down")
# Last words of broadcasts that bear the name of whoever hosts them.
_SHOWS = word_set("show podcast")
_OF_PARTIES = word_set("liberal conservative republican socialist democrat")
_TWO = 2
# Nouns for persons that firms and papers call themselves.
_FANCIED = word_set("star guardian observer champion ranger pilot voyager miner trader farmer grocer baker rover")


def names_without_epithets(story: Story) -> list[Name]:
    """Return the names of a story, in the order of the text, each without a word that only stands in front of it."""
    found = find_names(story)
    given = {name.words[0] for name in found if fold(name.words[0]) in given_names()}
    full = {name.words for name in found if name.words[0] in given and len(name.words) > 1}
    return [_whole_party(_without_epithet(story, _of_host(name), given, full)) for name in found]


def _of_host(name: Name) -> Name:
    """Return the name of the person for that of a show: "The Ida Lund Show"."""
    is_of_host = len(name.words) > 2 and fold(name.words[-1]) in _SHOWS and fold(name.words[0]) in given_names()
    return Name(name.first, name.end - 1, name.words[:-1], name.title, is_body=False) if is_of_host else name


def _whole_party(name: Name) -> Name:
    """Return "Liberal Democrats" whole: its first word is a title only of persons."""
    words = (*name.title, *name.words)
    is_party = len(words) == _TWO and name.words[0].endswith("s") and fold(words[0]) in _OF_PARTIES
    return Name(name.first - 1, name.end, words, (), True) if is_party and len(name.title) == 1 else name


def _without_epithet(story: Story, name: Name, given: set[str], full: set[tuple[str, ...]]) -> Name:
    """Return "Bianca" for a sentence's "Blonde Bianca", where others are called Bianca, too.

    So, too, "Bianca Roe" for "Certainly Bianca Roe", or the "Trust Bianca Roe" of a headline's words.
    """
    if name.title or len(name.words) < 2 or name.words[1] not in given or fold(name.words[0]) in given_names():
        return name
    is_bare = len(name.words) == 2 and story.begins_sentence(name.first)
    return Name(name.first + 1, name.end, name.words[1:], (), False) if is_bare or name.words[1:] in full else name


class NameKinds:
    """Tells the kinds of names by the names themselves and the words around them, before anybody is known.

    `names` are all those of the story, `common` the words that it has in lower case.
    """

    def __init__(self, story: Story, geography: Geography, *, names: Sequence[Name], common: Set[str]) -> None:
        self._story = story
        self._geography = geography
        self._common = common
        self._roles_beside: dict[Name, tuple[str | None, str | None]] = {}
        self._called_bodies = {name.words for name in names if noun_of_body(story, name) or owns_firm(story, name)}
        self._firms = {name.words for name in names if len(name.words) == 1 and owns_firm(story, name)}
        self._alone: dict[str, list[Name]] = {}
        for name in names:
            if len(name.words) == 1:
                self._alone.setdefault(fold(name.text), []).append(name)
        self._courteous = {name.words for name in names if {fold(word) for word in name.title} & roles().courtesy}
        self._titled = {name.words for name in names if {fold(word) for word in name.title} & roles().titles}
        self._spoken_of = SpokenOf(story, names=names, common=common, alone=self._alone)
        named = {name.words for name in names if name.is_body} | self._called_bodies
        self._shortened = {words[:k] for words in named for k in range(2, len(words))}

    def is_state_word(self, name: Name) -> bool:
        """Tell whether a state is mentioned as such, not as the place of something."""
        before = self._story.low[name.first - 1] if name.first else ""
        if self._geography.state(name.text) is None:
            return False
        return self._geography.is_name_of_state(name.text) or before not in ("in", "at", "near", "from", "around")

    def is_place(self, name: Name) -> bool:
        """Tell whether a name is that of a place or state, or only says where something is."""
        text = name.text
        return not name.title and (
            fold(text) in places()
            or (len(name.words) == 2 and not name.is_body and fold(name.words[0]) in LANDSCAPE)
            or self._geography.state(text) is not None
            or self._geography.state_of_adjective(text) is not None
            or self._is_where(name)
        )

    def _is_where(self, name: Name) -> bool:
        """Tell whether a name only says where something is: "off Mill Lane", "in the village of Upper Lenz"."""
        low, k = self._story.low, name.first - 1
        k -= low[max(k, 0)] == "the"
        if k < 1 or name.title or name.is_body or self._story.low[name.end : name.end + 1] in (["'s"], ["’s"]):
            return False
        if low[k] == "of":
            return low[k - 1] in SETTLEMENTS
        return low[k] in _WHERE and len(name.words) > 1 and fold(name.words[-1]) in PLACES

    def is_full_person(self, name: Name) -> bool:
        """Tell whether a name is that of a person in full, not of a body, an office or a place."""
        if name.is_body or self._institution(name.text) or not 1 < len(name.words) <= 5:
            return False
        if name.words in self._shortened or self._is_of_firm(name):
            return False
        if fold(name.words[-1]) in roles().titles and fold(name.words[0]) not in given_names():
            return False
        is_called = fold(name.words[0]) in given_names()
        if not is_called and (self._is_field_of_office(name) or self._are_people(name)):
            return False
        if fold(name.words[-1]) in EVENTS | bodies().reports:
            return False
        if self.speaks_of_person(name):
            return True
        if name.words in self._called_bodies or not can_be_person(name.words):
            return False
        before = self._story.low[name.first - 1] if name.first else ""
        if before in ("the", "a", "an", "in", "at", "near") or any(ACRONYM.fullmatch(word) for word in name.words[1:]):
            return False
        if ACRONYM.fullmatch(name.words[0]) and not INITIALS.fullmatch(name.words[0]):
            return False
        if fold(name.words[-1]) in PLACES:
            return False
        if any(self._geography.is_name_of_state(join(name.words[k:])) for k in (-1, -2) if len(name.words) + k > 1):
            return False  # "Careers New Zealand"
        if any(name.words[k:] in self._courteous for k in range(1, len(name.words))):
            return True
        surnamed = fold(name.words[-1]) in self._alone
        if self._geography.first_state(name.words[:1]) and not surnamed:
            return False
        if self._spoken_of.as_thing(name) and (not surnamed or fold(name.words[0]) in self._alone):
            return False
        return all(is_word_of_person(word) for word in name.words)

    def _is_of_firm(self, name: Name) -> bool:
        """Tell whether a name begins with one that has what only a firm has: "Orlec's chief executive"."""
        return name.words[:1] in self._firms and not name.title and fold(name.words[0]) not in given_names()

    def _are_people(self, name: Name) -> bool:
        """Tell whether a name is that of many: "Latino Republicans", "Many Karsians"."""
        last = name.words[-1]
        return fold(last) in PARTISANS or (last.endswith("s") and self._geography.is_people(last))

    def _is_field_of_office(self, name: Name) -> bool:
        """Tell whether a name only ends the name of an office: "Commissioner for Physical Planning"."""
        words, k = self._story.words, name.first - 1
        if words[max(k, 0)] in ("and", "&"):  # "Minister of Energy and Natural Wealth"
            k = next((at for at in range(k - 1, 0, -1) if not is_name_word(words[at])), 0)
        office = words[k - 1] if k > 0 and words[k] in ("of", "for", "on") else ""
        return office[:1].isupper() and fold(office) in roles().nouns

    def is_dateline(self, name: Name) -> bool:
        """Tell whether a name in capitals opens a paragraph with the place of the report: "PORT HALDER, March 4 —"."""
        start = self._story.starts[name.first]
        paragraph = self._story.document.paragraphs[self._story.paragraph(start)]
        end = self._story.ends[name.end - 1]
        after = self._story.text[end : end + 2].strip()[:1]
        is_first = paragraph.start == start or self._is_second_of_dateline(name, paragraph.start)
        return is_first and name.text.isupper() and after in (",", ":", "(", "—", "–", "-", "/")

    def _is_second_of_dateline(self, name: Name, start: int) -> bool:
        """Tell whether a name stands behind another and a stroke: "LENZ/PORT HALDER, March 4"."""
        before = self._story.text[start : self._story.starts[name.first]]
        return before.endswith("/") and before.isupper() and " " not in before

    def speaks_of_person(self, name: Name) -> bool:
        """Tell whether a given name, a title or a role beside a name shows that a person bears it."""
        first = fold(name.words[0])
        if first in given_names() and not (
            self._geography.state(name.words[0]) and first in ("georgia", "jordan", "chad")
        ):
            return True
        listed = (roles().titles, roles().courtesy, bodies().heads)
        titled = any(fold(word) in words for word in name.title for words in listed)
        return titled or (any(role is not None for role in self.beside(name)) and not self._is_peer(name))

    def _is_peer(self, name: Name) -> bool:
        """Tell whether all that stands beside a name of one word firms are to each other, too: "rival Orlec"."""
        stated = [role for role in self.beside(name) if role is not None]
        return len(name.words) == 1 and bool(stated) and all(self._is_of_peer(name, fold(role)) for role in stated)

    def _is_of_peer(self, name: Name, role: str) -> bool:
        noun = role.rpartition(" ")[2]
        is_noun_of_body = noun in bodies().heads or noun in bodies().outlet_words  # "the broadcaster KTV"
        return noun in PEERS or (is_noun_of_body and is_acronym(name.text))

    def is_titled(self, name: Name) -> bool:
        """Tell whether the text calls somebody by a title and this name alone: "President Lund"."""
        return name.words in self._titled and not is_acronym(name.text)

    def beside(self, name: Name) -> tuple[str | None, str | None]:
        """Return the roles in front of a name and behind it."""
        if name not in self._roles_beside:
            self._roles_beside[name] = role_before(self._story, name), role_after(self._story, name)
        return self._roles_beside[name]

    def is_of_body(self, name: Name) -> bool:
        """Tell whether a name that is no person's can be that of an organization."""
        if are_partisans(name.words) or (len(name.words) > 1 and fold(name.words[-1]) in THINGS):
            return False
        is_known = name.is_body or self._institution(name.text) is not None or fold(name.text) in bodies().known
        is_known = is_known or is_called_body(self._story, name) or self._is_peer(name)
        return is_known or len(name.words) > 1 or is_acronym(name.text)

    def is_short_noun(self, name: Name) -> bool:
        """Tell whether a sentence only begins with the noun of a body: "Guild vice-president Ida Lund" of a guild."""
        noun = fold(name.text)
        is_first = len(name.words) == 1 and self._story.begins_sentence(name.first)
        behind = "".join(self._story.low[name.end : name.end + 1])
        is_class = noun == "police" or is_role(behind)  # "Police said", of a force named elsewhere
        return is_first and noun in bodies().heads and noun in self._common and is_class

    def is_office(self, name: Name) -> bool:
        """Tell "Prime Minister" and a headline's "Star" from the railway "Northern Star"."""
        noun = fold(name.words[-1])
        if noun == "executive" and len(name.words) > 1 and fold(name.words[-2]) != "chief":
            return False  # "the Housing Executive"
        if noun in ("ombudsman", "guard") and len(name.words) > 1:
            return False  # "the Fair Work Ombudsman", "the Hellenic Coast Guard"
        is_fancied = noun in _FANCIED and fold(name.words[0]) in NEVER_GIVEN
        if len(name.words) > 1 and (is_fancied or noun_of_body(self._story, name)):
            return False
        return noun in roles().nouns or fold(name.text) in roles().acronyms

    def is_of_person(self, key: str) -> bool:
        """Tell whether the text speaks of a folded name of one word as of a person: "When Lund began his run"."""
        return self._spoken_of.as_person(key)

    def _institution(self, text: str) -> tuple[str, str | None] | None:
        return find_institution(self._geography, self._story.text, text)
