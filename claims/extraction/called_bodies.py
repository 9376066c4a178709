"""Names that a noun beside them calls bodies: "carmaker Orlec", "Orlec, a carmaker"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claims.extraction.cues import load_lexicon
from claims.extraction.figures import COMPANY
from claims.extraction.name_words import SPORTS
from claims.extraction.names import Name, is_of_office
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold, roles, word_set

# By which a body is called in front of a name that may be a word: "tech site Bitwise".
_CALLED = bodies().companies | bodies().outlet_words
# Offices and things that a person has not.
_OF_FIRMS = frozenset(
    {"chief executive", "chief operating", "chief financial", "finance chief", "finance director", "managing director"}
    | {"share price", "annual report", "customer service", "legal department"}
)
# What stands in small letters behind the title of an outlet.
_TITLED = word_set("magazine newspaper tabloid newsletter")
# What stands behind the name of who makes it, or of the two who do: "an Echo/Courier poll".
_POLLS = word_set("poll survey")
_JOINING = ("/", "-", "–")
# Nouns for bodies that may stand behind their names, and what stands behind those.
_KINDS = word_set("charity group company firm union bank chain network campaign organisation organization")
_ENDS_NAME = word_set("in of for on at with from by which that who said says has had is was . , ;")
# What bodies do, and places do not.
_ACTS = word_set("runs owns operates makes represents employs sells publishes manages provides supplies builds")
# What a firm has.
_OF_FIRM = word_set("shares shareholders website headquarters")
# Words of the name of a place.
_LONGEST_PLACE = 3
# Who plays for a club.
_PLAYERS = word_set("footballer striker midfielder defender goalkeeper forward winger fullback manager")
# Tokens of an apposition up to its noun, and what follows that noun.
_APPOSITION = 8
_ENDS = word_set("in of for on at with from by based which that who whose , . ; : ( — –")


def noun_of_body(story: Story, name: Name) -> str:
    """Return the noun beside a name that calls it a body: "carmaker Orlec", "Orlec, a carmaker", "Orlec magazine"."""
    return (
        _titled(story, name)
        or _club_of_player(story, name)
        or _noun_of(story, name)
        or _noun_behind(story, name.end)
        or _noun_before(story, _before_article(story, name))
    )


def is_called_body(story: Story, name: Name) -> bool:
    """Tell whether a noun calls a name a body: "Orlec, a carmaker", "site Bitwise", not "the firm Lund ran"."""
    before = name.first - len(name.title) - 1
    is_bare = before > 0 and story.low[before - 1] not in load_lexicon().words["determiners"]
    is_bare = is_bare and not story.begins_sentence(before + 1)
    noun = _titled(story, name) or _club_of_player(story, name) or _noun_behind(story, name.end)
    if story.low[name.end : name.end + 2] == [",", "which"] and not _ACTS.isdisjoint(
        story.low[name.end + 2 : name.end + 3]
    ):
        return True  # "Orlec, which runs the ferries"
    return noun != "" or (is_bare and fold(_noun_before(story, before)) in _CALLED)


def _titled(story: Story, name: Name) -> str:
    """Return the noun right behind a name that only a body has: "Orlec *magazine*", "an Orlec Watch *poll*"."""
    noun = story.words[name.end] if name.end < len(story.words) else ""
    start = story.starts[name.first]
    is_one_of_two = story.text[max(0, start - 1) : start] in _JOINING or any(mark in name.text for mark in _JOINING)
    return noun if noun in _TITLED or (noun in _POLLS and not is_one_of_two) else ""


def _club_of_player(story: Story, name: Name) -> str:
    """Return "club" for the name of "the Orlec Rovers striker"."""
    before, behind = (story.low[k] if 0 <= k < len(story.low) else "" for k in (name.first - 1, name.end))
    is_of_club = before in ("the", "former") and behind in _PLAYERS and not name.title
    return "club" if is_of_club else ""


def owns_firm(story: Story, name: Name) -> bool:
    """Tell whether a name has what only a firm has: "Orlec Rail's chief executive", "Orlec Rail shares fell"."""
    low, k = story.low, name.end
    k += low[k : k + 1] in (["'s"], ["’s"], ["'"], ["’"])
    office = " ".join(low[k : k + 2])
    stands_before_name = story.words[k + 2 : k + 3] != [] and story.words[k + 2][:1].isupper()
    owns = k > name.end or stands_before_name  # "Orlec Rail chief executive Ida Lund"
    return (owns and office in _OF_FIRMS) or not _OF_FIRM.isdisjoint(low[k : k + 1])


def _before_article(story: Story, name: Name) -> int:
    """Return the token before a name, before its article in an apposition: "A pressure group, the Orr Forum (OF),"."""
    at = name.first - len(name.title) - 1
    is_apposed = at > 1 and story.low[at] == "the" and story.words[at - 1] == ","
    return at - 1 if is_apposed and story.words[name.end : name.end + 1] in ([","], ["("]) else at


def _noun_before(story: Story, at: int) -> str:
    """Return the noun in front of a name, or of the comma there: "His publisher, Orlec"."""
    low = story.low
    if at > 0 and low[at] == ",":
        at -= 1
        if any(word in load_lexicon().words["prepositions"] for word in low[max(0, at - 2) : at]):
            return ""  # "a former diver for the company, Mick Tolland"
    if at < 0 or is_of_office(story, at):  # "leader of the opposition on the council Ida Lund"
        return ""
    return story.words[at] if _is_noun_of_body(story.words[at]) else ""


def _noun_behind(story: Story, comma: int) -> str:
    """Return the last word of an apposition that begins at a comma: ", a small shipping firm with offices"."""
    low = story.low
    if low[comma : comma + 1] != [","] or low[comma + 1 : comma + 2] not in (["a"], ["an"], ["the"]):
        return ""
    end = next((k for k in range(comma + 2, min(comma + _APPOSITION, len(low))) if low[k] in _ENDS), len(low))
    end -= low[end - 1] in ("there", "here")
    return low[end - 1] if end > comma + 2 and _is_noun_of_body(low[end - 1]) else ""


def _noun_of(story: Story, name: Name) -> str:
    """Return the noun right behind a name of several words with an article, if it ends the phrase."""
    low, end = story.low, name.end
    is_named = len(name.words) > 1 and not name.title and name.first > 0 and low[name.first - 1] == "the"
    return low[end] if is_named and low[end : end + 1] and low[end] in _KINDS and low[end + 1] in _ENDS_NAME else ""


def _is_noun_of_body(word: str) -> bool:
    return word in bodies().heads | bodies().outlet_words and word not in roles().nouns


def councils_of_places(story: Story, names: Iterable[Name]) -> Iterator[tuple[str, int]]:
    """Yield the councils that are written in small letters, and where they stand: "Marlshire council"."""
    for name in names:
        is_place = not name.title and not name.is_body and len(name.words) <= _LONGEST_PLACE
        if is_place and story.words[name.end : name.end + 1] == ["council"]:
            yield story.slice(name.first, name.end + 1), story.starts[name.first]


def nouns_of_company(words: list[str]) -> set[str]:
    """Return by which nouns a body is taken up that its folded words show to be a company, or the board of a sport."""
    if words[:1] and words[0] in SPORTS:  # "Cricket Orlec"
        return {"board", "body"}
    return set(COMPANY) if words and (words[-1] in bodies().companies or "&" in words) else set()
