"""Organizations that a source names: by name, or as the ministry, force or office of a state."""

from __future__ import annotations

import re

from claims.extraction.anonymous import is_person_noun
from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.name_runs import is_name_word
from claims.extraction.name_words import are_partisans
from claims.extraction.names import FIRMS, PEERS
from claims.extraction.noun_phrases import NounPhrase, apposed, words_of
from claims.extraction.values import SpeakerKind
from claims.extraction.wordlists import bodies, fold, roles, singular, word_set

_LEADING = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|[a-z-]+ly|former|state-run|neighbouring|neighboring)\s+", re.I
)
_TO_DO = re.compile(r"\bto [a-z]+ (?:the )?$")  # "a petition to save Pedro"
_BY = re.compile(r"\bby (?:the )?([A-Z].*)$", re.S)
# No author: "a memo, seen by the Courier", "an email obtained by Orlec".
_SEEN_BY = re.compile(
    r"\b(?:(?:and|first|later) )*(?:(?:seen|obtained|viewed|reviewed) by|leaked to|shared with)\b.*", re.S
)
_PORTFOLIOS = {"foreign": "Foreign Affairs", "health": "Health", "defence": "Defence", "defense": "Defense"}
_SIDES = word_set("opposition ruling")
# Who is somebody's, by a name behind.
_RELATED = word_set(
    "family families parents relatives children friends neighbours neighbors colleagues supporters heirs"
)
# What bodies are of a kind that is written like a name: "The Super PAC said".
CLASSES = frozenset({"super pac", "pac", "super-pac"})
_CALLED = re.compile(r"(?:[\w-]+ ){0,3}?(?P<noun>[a-z]+) the (?=[A-Z])")
# What is made of somebody else than its author.
_ASKING = word_set("poll survey study analysis polls surveys studies analyses")
# How many of somebody speak.
_QUANTITIES = word_set(
    """
    percent cent number majority minority plurality share half third quarter handful couple dozens scores hundreds
    thousands millions
    """
)
_BASED = re.compile(r"^[A-Z][\w-]+-based (?=[A-Z])")
_PUBLISHES = re.compile(
    r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,5}) (?:ha[ds] )?(?:published|released|issued|unveiled) \Z"
)
_LOCAL = ("County", "City", "Township", "Parish", "Borough", "Valley")
# Characters in which a name and its verb stand.
_LONGEST_BEFORE = 120
_STATES = frozenset({"government", "administration", "cabinet", "ministry", "company", "firm"})
# Bodies of which a country has many, and those that it has in others.
_OF_PLACE = word_set("court tribunal police embassy consulate mission prosecutor prosecutors authority council")
_MISSIONS = word_set("embassy consulate mission")
_MANY = (["prosecutors"], ["police"], ["authorities"])
_IN_PLACE = re.compile(r" in (?:[A-Z]|the [A-Z]).*")
_OWNING = re.compile(r"['’]s?$")
_WITH_FIELD = 2  # words of a ministry and its field
_MINISTER = re.compile(r"\b(?P<field>(?:[a-z]+ affairs|[a-z]+)) minister\b|\bminister (?:of|for) (?P<of>[a-z]+)\b")
_ABROAD = re.compile(r"\bIn ([A-Z][\w-]+(?: [A-Z][\w-]+)?), (?:the [A-Z][\w-]+ capital, )?$")


def publisher_before(cast: Cast, phrase: NounPhrase) -> Figure | None:
    """Return the body that publishes a report in the words right before it: "Orlec Union published | a study"."""
    match = _PUBLISHES.search(cast.story.text, max(0, phrase.start - _LONGEST_BEFORE), phrase.start)
    is_report = singular(phrase.head) in bodies().reports
    return cast.body(match["name"]) if is_report and match is not None else None


def mentioned_body(cast: Cast, phrase: NounPhrase, position: int) -> Figure | None:
    """Return the organization that a phrase names as its head; None for "a BBC presenter" or a lower-case noun."""
    if len(phrase.parts) > 1 and (listed := cast.body(phrase.text)) is not None:  # "the Mill, Dock and Rail Union"
        return listed
    for part in phrase.parts:
        described = phrase if part == phrase.parts[0] else apposed(part, phrase)
        unseen = _SEEN_BY.sub("", part).strip()
        authored = _BY.search(unseen) if singular(phrase.head) in bodies().reports else None
        if not unseen or (authored is None and _is_of_another(described)):
            continue
        bare = authored[1] if authored else re.sub(r"^(?:The|the|A|a|An|an)\s+", "", unseen)
        if " " in bare and bare.islower() and (institution := cast.institution(bare, position)) is not None:
            return institution  # "the world body"
        capitals = re.search(r"(?:^|\s)((?:[a-z]{2}-)?[A-Z][^,]*)$", bare)
        if capitals is None or _TO_DO.search(bare, 0, capitals.start(1)):
            continue
        words = _BASED.sub("", bare if bare[:1].isupper() else capitals.group(1))
        last_lower = re.search(r"^.*\s(?!of\b|for\b|and\b|the\b|on\b|de\b)[a-z][\w-]*\s+(?=[A-Z])", words)
        words = words[last_lower.end() :] if last_lower and not phrase.tail else words
        first, _, rest = words.partition(" ")
        called = fold(first) in bodies().companies and cast.body(rest) is not None  # "Drugmaker Corvane"
        if rest[:1].isupper() and (called or fold(first) in FIRMS | PEERS | _SIDES):  # "promoters Bigtop Live"
            words = rest
        called_by = _CALLED.match(words)  # "Teaching union the NTU"
        if called_by is not None and called_by["noun"] in bodies().heads:
            words = words[called_by.end() :]
        if fold(words) in CLASSES:
            continue
        figure = _known(cast, words)
        if figure is not None:
            return figure
        if (institution := cast.institution(words, position)) is not None:
            return institution
        if _is_new_body(cast, words, phrase):
            return cast.add_body(words, position)
    return None


def _is_of_another(phrase: NounPhrase) -> bool:
    """Tell whether the name in a phrase is only whose it is, or where.

    So in "the farmers' committee of Wadgaon", "the ex-wife of Petr Orr", and in what somebody knows: "experts on Orr".
    """
    is_person = is_person_noun(phrase.head) or phrase.head.endswith("-year-old")
    if phrase.head in _ASKING and phrase.tail[:1] in (("of",), ("in",), ("on",), ("about",), ("among",)):
        return True  # "a poll of voters in Orr"
    if is_person and phrase.tail[:1] in (("about",), ("on",), ("across",), ("around",), ("throughout",), ("within",)):
        return True
    if phrase.head in _QUANTITIES and phrase.tail[:1] == ("of",):
        return True  # "26 percent of Orrians"
    if phrase.tail[:1] == ("that",):  # "the company that runs a home in Lenz"
        return not any(word[:1].isupper() for word in phrase.parts[0].split(" that ")[0].split()[1:])
    if not phrase.tail or phrase.tail[0] not in ("of", "in", "at", "for", "from", "near"):
        return False
    if phrase.head in _RELATED or phrase.head in roles().nouns or is_person:
        return True
    lower = phrase.parts[0].split(f" {phrase.tail[0]} ")[0]
    is_place = phrase.tail[0] in ("in", "near")  # "the hotels in Orr Bay"
    is_body = is_place or (phrase.head in bodies().heads and phrase.head not in _STATES)
    return is_body and not any(word[:1].isupper() for word in lower.split()[1:])


def _known(cast: Cast, words: str) -> Figure | None:
    """Return the organization of a name; a place behind it ("Orlec Energia in Tervala") may be left out.

    So may a noun for what it is: "the Marl Steps charity".
    """
    if (figure := cast.body(words)) is not None:
        return figure
    named, _, noun = words.rpartition(" ")
    if noun.islower() and (figure := cast.body(named)) is not None and noun in figure.nouns:
        return figure
    shorter = re.split(r"\s(?:in|at|from|based)\s", words)[0]
    of_place = re.split(r" of (?!the\b)", words)[0]
    shorter = of_place if shorter == words and " " in of_place else shorter
    return (cast.body(shorter) if shorter != words else None) or cast.firm(words)


def _is_new_body(cast: Cast, words: str, phrase: NounPhrase) -> bool:
    """Tell whether words nobody knows yet are a name: all of them capitalised, but for connectors."""
    listed = words.split()
    if len(listed) > 2 and listed[-1] == "party" and not _OWNING.search(listed[-2]):
        listed = listed[:-1]  # "the Democratic Progressive party"
    in_text = cast.story.in_title(phrase.start) or cast.is_name(" ".join(listed), phrase.start, phrase.end)
    if are_partisans(listed) or fold(words) in roles().acronyms or (len(listed) == 1 and cast.family(words)):
        return False
    if not in_text or listed[0].isdigit() or (len(listed) == 1 and cast.is_common_noun(words)):
        return False
    named = all(
        is_name_word(word) or word[:1].isdigit() or word in ("of", "for", "and", "the", "&", "on", "de")
        for word in listed
    )
    return (
        named and len(phrase.core) > 0 and phrase.head not in roles().nouns and not cast.geography.is_people(listed[0])
    )


def body_of_state(
    cast: Cast, phrase: NounPhrase, position: int, owner: str | None = None, near: str | None = None
) -> Figure | None:
    """Return "Ukrainian Air Force" for "Ukraine's air force", "Russian Ministry of Defence" for its ministry.

    The `owner` is the state that "its" stands for, `near` the one that spoke just before.
    """
    head = phrase.head
    if head not in bodies().government or not phrase.parts:
        return None
    where = _IN_PLACE.search(phrase.parts[0]) if head in _OF_PLACE else None
    state, rest = _split(cast, phrase.parts[0][: where.start()] if where else phrase.parts[0])
    state = state or owner
    if state is None and where is not None:
        return None  # "a court in Berlin" is not that of the country
    if where is not None and state is not None and head in _MISSIONS:
        return cast.add_force(f"{cast.geography.adjective(state)} {head.title()}{where[0]}", state, {head})
    if state is None:
        state = _state_around(cast, position) or (near if len(rest) > 1 else None)
        known = _of_state(cast, state, rest)
        state = state or cast.geography.state_of_report
        if known is not None or state is None or head != "ministry" or len(rest) < _WITH_FIELD:
            return known
    nickname = cast.institution(f"{cast.geography.adjective(state)} {' '.join(rest)}", position)
    return (
        nickname
        or _of_state(cast, state, rest)
        or _named_in_full(cast, state, rest)
        or _new(cast, state, rest, position)
    )


def ministry_of(cast: Cast, minister: Figure, position: int) -> Figure | None:
    """Return the ministry of whom the text states to be minister, of which state and for what; else None."""
    fields = (_MINISTER.search(fold(role)) for role in minister.roles)
    field = next((match["of"] or match["field"] for match in fields if match is not None), None)
    state = minister.state or cast.geography.state_of_report
    if field is None or state is None or field in ("prime", "first", "chief", "deputy"):
        return None
    rest = [*field.split(), "ministry"]
    return _of_state(cast, state, rest) or _new(cast, state, rest, position)


def _split(cast: Cast, named: str) -> tuple[str | None, list[str]]:
    """Return the state in the words that name a body, and its other words."""
    words = [
        word
        for word in re.findall(r"(?:[A-Z]\.){2,}|[\w-]+|['’]s\b", _LEADING.sub("", named))
        if word not in ("'s", "’s")
    ]
    for start in range(len(words)):
        for end in range(min(len(words), start + 3), start, -1):
            name = " ".join(words[start:end])
            state = cast.geography.state(name) or cast.geography.state_of_adjective(name)
            is_local = "".join(words[end : end + 1]) in _LOCAL  # "the Ottawa County sheriff's office"
            if state and name[:1].isupper() and not is_local:
                rest = [word for word in (*words[:start], *words[end:]) if fold(word) not in ("the", "of", "in")]
                return state, [fold(word) for word in rest]
    return None, [fold(word) for word in words[: words.index("in") if "in" in words[1:] else None]]


def _state_around(cast: Cast, position: int) -> str | None:
    """Return the state of "In Tervala, the water ministry", else None."""
    match = _ABROAD.search(cast.story.text[max(0, position - 60) : position])
    return cast.geography.state(match.group(1)) if match else None


def _of_state(cast: Cast, state: str | None, rest: list[str]) -> Figure | None:
    """Return the body of a state met last; of "prosecutors" without a state, those of whom the text speaks first."""
    wanted = set(rest) - {"of", "the"}
    fitting = [f for f in cast.forces() if state in (None, f.state) and wanted and wanted <= f.nouns]
    return next(iter(fitting[-1:] if state is None and rest in _MANY else fitting), None)


def _named_in_full(cast: Cast, state: str, rest: list[str]) -> Figure | None:
    """Return the one body whose name holds all words: National Intelligence Service for "its intelligence service"."""
    states = (state,) if "ministry" in rest else (state, None)
    fitting = [
        figure
        for figure in cast.figures
        if figure.kind is SpeakerKind.ORGANIZATION and figure.state in states and figure.name[:1].isupper()
        if len(rest) > 1 and set(rest) < set(figure.words)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _new(cast: Cast, state: str, rest: list[str], position: int) -> Figure:
    people = cast.geography.adjective(state)
    if state in cast.geography.invented or rest[-1:] != ["ministry"] or len(rest) < 2:
        name = f"{people} {' '.join(rest) if rest[-1:] == ['ministry'] else ' '.join(word.title() for word in rest)}"
    else:
        portfolio = " ".join(rest[:-1])
        name = f"{people} Ministry of {_PORTFOLIOS.get(portfolio, portfolio.title())}"
    figure = cast.add_force(name, state, {*rest, *words_of(name)})
    cast.meet(figure, position)
    return figure
