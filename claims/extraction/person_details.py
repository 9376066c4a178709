"""What the title, the roles and the words beside a name tell of a person: gender, age, nouns, letters for an office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from claims.extraction.figures import Figure
from claims.extraction.geography import Geography
from claims.extraction.name_runs import initials
from claims.extraction.names import Name
from claims.extraction.story import Story
from claims.extraction.wordlists import bodies, fold, roles, word_set

_AGE = re.compile(r",? \(?(\d{1,3})\b")
_IN_COURT = re.compile(
    r"(?: [KQ]C)?,? (?:(?P<for>prosecuting|opening the (?:case|prosecution)|for the (?:prosecution|Crown))"
    r"|defending|mitigating|for the defen[cs]e)\b"
)
_PROSECUTING = word_set("prosecutor barrister lawyer counsel")
_BESIDE = 60
# Whose a role is: a late man’s sister is no man.
_POSSESSOR = re.compile(r"\A(?:(?!(?:of|for|to|in|at|from) )\S+ )*\S+['’]s? ")
# The party of somebody in brackets: "(Con)", "(R-Ohio)".
_PARTY = re.compile(r" \((?P<party>Con|Lab|Lib Dem|LD|[RD])(?:[-,] ?[A-Z][\w.]*)?\)")
_PARTIES = {
    "Con": "conservative", "Lab": "labour", "Lib Dem": "liberal", "LD": "liberal", "R": "republican", "D": "democrat",
}  # fmt: skip
# Tokens of an outlet's name, and one more.
_LONGEST_OUTLET = 5
# Words of an office that is not called by letters.
_SHORTEST = 2
_REVEREND = word_set("rev rev. reverend")
_CLERGY = word_set("minister clergyman clergywoman vicar priest pastor")


def nouns_of_title(title: tuple[str, ...]) -> set[str]:
    """Return the nouns for a person of a title, in full: minister and vicar for "Rev."."""
    told = {fold(word) for word in title} & (roles().courtesy | roles().titles)
    told = {roles().shortened.get(word, word) for word in told}
    nouns = told if len(title) == 1 else told - {"general"}  # an attorney general is no general
    return nouns | ({"judge"} if "justice" in nouns else set()) | (_CLERGY if told & _REVEREND else set())


def nouns_of_advocate(story: Story, name: Name) -> set[str]:
    """Return the nouns for whom a text shows at work in court: "Ida Lund KC, opening the case for the prosecution"."""
    end = story.ends[name.end - 1]
    at_work = _IN_COURT.match(story.text, end, end + _BESIDE)
    if at_work is None:
        return set()
    return set(_PROSECUTING if at_work["for"] else _PROSECUTING - {"prosecutor"})


def gender_of(words: Iterable[str]) -> str:
    """Return the gender that the first of some folded words tells, "" if none tells one."""
    return next((gender for word in words if (gender := roles().gender.get(word, ""))), "")


def gender_told(title: tuple[str, ...], *beside: str | None) -> str:
    """Return the gender that a title and the roles before and behind a name tell, "" if they tell none."""
    before, after = (_POSSESSOR.sub("", role or "") for role in beside)
    words = map(fold, (*title, *re.findall(r"[\w.-]+", before), *re.findall(r"\w+", after)[:6]))
    return gender_of(word.partition("-of-")[0].rpartition("-")[2] for word in words)  # "ex-boyfriend", "mum-of-two"


def age_behind(story: Story, name: Name) -> str | None:
    """Return the age that stands right behind a name."""
    age = _AGE.match(story.text, story.ends[name.end - 1])
    return age.group(1) if age else None


def party_behind(story: Story, name: Name) -> set[str]:
    """Return the noun for the party that stands in brackets behind a name, if one does."""
    match = _PARTY.match(story.text, story.ends[name.end - 1])
    return {_PARTIES[match["party"]]} if match else set()


def is_of_outlet(story: Story, name: Name) -> bool:
    """Tell whether an outlet has somebody: "CNN's Ida Lund"."""
    low, k = story.low, name.first - len(name.title) - 1
    if k < 1 or low[k] not in ("'s", "’s"):
        return False
    return any(" ".join(low[max(0, k - length) : k]) in bodies().outlets for length in range(1, _LONGEST_OUTLET))


def state_of_role(geography: Geography, role: str) -> str | None:
    """Return the state whose office it is: Velmora for "Velmora's ambassador to Karsia"."""
    return geography.state_in(re.split(r"\b(?:to|in|on|for)\b", role)[0])


def acronyms_of(role: str) -> set[str]:
    """Return the letters that can stand for an office: "dce" for "district chief executive of Orr"."""
    office = re.split(r" (?:for|in|at) ", role)[0]
    words = [word for word in re.split(r"[ -]", office.split(" of ")[0]) if word.isalpha()]
    lower = fold("".join(word[0] for word in words)) if len(words) > _SHORTEST else ""
    called = (role, office, office.split(" of ")[0])  # "DG" of "Director General of the Orr Cell"
    return {short for short in (*(fold(initials(words.split())) for words in called), lower) if len(short) > 1}


def has_office_only(title: tuple[str, ...]) -> bool:
    """Tell whether a title leaves open which of a family has it, as "President" does and "Mr" does not."""
    return bool(title) and all(fold(word) in roles().titles - roles().courtesy for word in title)


def is_called(figure: Figure, courtesy: Set[str]) -> int:
    """Return 1 if the text has called somebody by a courtesy title, -1 if only by others: Mrs Lund is not Ms Lund."""
    called = figure.nouns & roles().courtesy
    return 0 if not called or not courtesy else 1 if called & courtesy else -1
