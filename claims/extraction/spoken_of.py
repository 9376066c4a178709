"""Whether a text goes on to speak of a name as of a person or of a thing: "When Lund began his run"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from claims.extraction.cues import load_lexicon
from claims.extraction.name_runs import is_name_word
from claims.extraction.names import Name
from claims.extraction.story import Story
from claims.extraction.wordlists import fold, given_names, roles, word_set

# Tokens in which a pronoun takes up a name.
_REACH = 30
# How often a clause goes on with "he" or "her" behind a person's name of one word.
_OFTEN = 2
_PERSONAL = word_set("he she his her him who it its which")
_OF_THING = frozenset({"it", "its", "which"})
_OF_PERSON = _PERSONAL - _OF_THING
_CLAUSE_ENDS = word_set(", . ; : ! ?")
_ENDS_OF_CLAUSE = _CLAUSE_ENDS | word_set("“ ” \" and but or that 's ’s")


class SpokenOf:
    """Tells persons from things by the pronouns behind the names of one story; each name is read once.

    `names` are those of the story, `common` the words that it has in lower case, `alone` its names of one word, by
    the folded word.
    """

    def __init__(
        self, story: Story, *, names: Iterable[Name], common: Set[str], alone: Mapping[str, Sequence[Name]]
    ) -> None:
        self._story = story
        self._common = common
        self._alone = alone
        self._named: dict[tuple[str, ...], list[Name]] = {}
        for name in names:
            self._named.setdefault(name.words, []).append(name)
        self._things: dict[str, bool] = {}
        self._persons: dict[str, bool] = {}

    def as_thing(self, name: Name) -> bool:
        """Tell whether its sentences go on with "it", not "he", or its last word is a common noun of the text."""
        key = fold(name.text)
        if key not in self._things:
            said = [self._said_of(mention) for mention in self._named.get(name.words, [name])]
            things, persons = (sum(word in pronouns for word in said) for pronouns in (_OF_THING, _OF_PERSON))
            self._things[key] = things > persons or (not persons and name.words[-1].casefold() in self._common)
        return self._things[key]

    def as_person(self, key: str) -> bool:
        """Tell whether a clause goes on with "he" or "her" behind a name of one word: "When Lund began his run"."""
        if key not in self._persons:
            said = [word for name in self._alone.get(key, ()) if (word := self._pronoun_behind(name))]
            told = sum(word in _OF_PERSON for word in said)
            self._persons[key] = told >= _OFTEN and told > len(said) - told
        return self._persons[key]

    def _said_of(self, name: Name) -> str:
        """Return the first pronoun behind a mention, in its sentence, that can mean who is named."""
        story = self._story
        end = story.units(story.sentence_span(story.starts[name.first])).stop
        for k in range(name.end, min(end, name.end + _REACH)):
            if self._takes_up(k) or self._brings_in(k):
                return story.low[k]
        return ""

    def _pronoun_behind(self, name: Name) -> str:
        """Return the pronoun of the clause whose subject a name can be, if no other name stands between."""
        low, words = self._story.low, self._story.words
        if low[name.end : name.end + 2] == [",", "who"]:
            return "who"
        before = low[name.first - 1] if name.first else ""
        lists = load_lexicon().words
        if before == "the" or {before, *low[name.end : name.end + 1]} & lists["prepositions"]:
            return ""
        for k in range(name.end, min(name.end + _REACH, len(low))):
            if low[k] in _PERSONAL:
                return low[k]
            if low[k] in _ENDS_OF_CLAUSE or is_name_word(words[k]):
                break
        return ""

    def _brings_in(self, k: int) -> bool:
        """Tell whether a token begins the name of a person, whose "her" may be: "Orlec met Ida Lund and her team"."""
        low, following = self._story.low[k], "".join(self._story.words[k + 1 : k + 2])
        return is_name_word(following) and (low in given_names() or low in roles().courtesy)

    def _takes_up(self, k: int) -> bool:
        """Tell whether a token is a pronoun that can mean the subject, as the object "it" of its clause cannot."""
        low = self._story.low
        return low[k] in _PERSONAL and not (low[k] == "it" and low[k + 1 : k + 2] and low[k + 1] in _CLAUSE_ENDS)
