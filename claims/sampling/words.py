"""Who may say what: names and sentences of an invented country, drawn by number or by chance."""

from __future__ import annotations

from random import Random

from claims.extraction.values import SpeakerKind, Stance


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


FIRST = _listed(
    "Ada Anton Beate Boris Carla Darko Edda Emil Fenna Goran Hedda Igor Ines Jasna Jonas Karin Kolja Lena Luka Mara "
    "Milan Nadja Nils Olga Oskar Petra Pavel Rada Rolf Sanja Sven Tilda Tomas Ulla Vera Viktor Wanda Xenia Yuri Zora"
)
LAST = _listed(
    "Abern Brodal Cerin Dorvik Eklund Farsky Galdos Hornik Istrin Jurkov Kessel Lindqvar Morava Nordin Obrek Pasvik "
    "Quist Ravnic Solberg Tarnov Ulmer Varga Westrin Yarov Zeman Alvik Borsen Corvin Dragan Elster Fjelde Grabow "
    "Hellin Ivarsen Jelic Korda Lazar Mostrin Nemec Ostrov Pirin Rosk Savic Trane Urban Vesely Wolny Ziegin Ambros"
)
PLACES = _listed(
    "Aldera Brinholm Corvath Dunmere Elsbruck Farrow Gorsk Hallin Ivestad Jornau Karvola Lissen Marrowby Nordhafen "
    "Ostrava-Sud Pellin Quarrow Rostin Sandvar Tolmin Ulmerau Varnholt Westerlin Yarmoor Zelin Arkhavn Belgrove Cresk"
)
BODIES = (
    "council",
    "water board",
    "ministry of health",
    "police",
    "port authority",
    "teachers' union",
    "steelworks",
    "court",
    "chamber of trade",
    "election office",
    "railway",
    "hospital trust",
    "fishermen's league",
    "energy agency",
)
GROUPS = ("residents", "protesters", "farmers", "dockers", "students", "nurses", "opposition members", "investors")
OFFICES = ("mayor of {}", "spokesperson of the {} council", "member of parliament for {}", "head of the {} water board")
PAPERS = ("Courier", "Post", "Herald", "Wire", "Observer", "Gazette", "Standard", "Echo")
THINGS = (
    "the new bridge",
    "the harbour tunnel",
    "the flood barrier",
    "the regional hospital",
    "the east line",
    "the waste plant",
    "the school reform",
    "the border post",
    "the steel contract",
    "the housing scheme",
    "the vaccine order",
    "the water tariff",
    "the fishing quota",
    "the airport runway",
)
DEEDS = (
    "has cost {} million crowns",
    "will need {} more workers",
    "was delayed by {} days",
    "left {} families without power",
    "received {} complaints in a year",
    "was built with {} tons of foreign steel",
    "would save {} jobs",
    "missed {} safety checks",
    "was paid for with {} secret loans",
)
CUES: dict[Stance, tuple[str, ...]] = {
    Stance.ASSERTION: ("said", "stated", "announced", "told reporters", "confirmed"),
    Stance.ACCUSATION: ("alleged", "complained", "charged"),
    Stance.DENIAL: ("denied",),
    Stance.REJECTION: ("rejected claims",),
    Stance.COMMITMENT: ("promised", "pledged"),
    Stance.CALL: ("demanded", "urged"),
    Stance.ASSESSMENT: ("warned", "estimated"),
    Stance.OTHER: ("wondered aloud whether it was so",),
}
_SAID: tuple[Stance, ...] = (
    *([Stance.ASSERTION] * 11),
    *([Stance.ACCUSATION] * 4),
    *([Stance.COMMITMENT] * 2),
    *([Stance.ASSESSMENT] * 2),
    Stance.CALL,
    Stance.OTHER,
)
_KINDS = (*([SpeakerKind.PERSON] * 6), *([SpeakerKind.ORGANIZATION] * 2), SpeakerKind.STATE, SpeakerKind.GROUP)


def kind_of(number: int) -> SpeakerKind:
    """Return what sort of speaker has a number."""
    return _KINDS[number % len(_KINDS)]


def name_of(number: int) -> str:
    """Return the name of a speaker; no two numbers share one."""
    turn, rest = divmod(number, len(PLACES))
    place = PLACES[rest]
    match kind_of(number):
        case SpeakerKind.PERSON:
            number, first = divmod(number, len(FIRST))
            number, last = divmod(number, len(LAST))
            middle = _letters(number)
            return f"{FIRST[first]} {middle}. {LAST[last]}"
        case SpeakerKind.STATE:
            return f"Republic of {place} {_letters(turn)}"
        case SpeakerKind.GROUP:
            return f"{place} {GROUPS[turn % len(GROUPS)]} of district {turn + 1}"
        case _:
            return f"{place} {BODIES[turn % len(BODIES)]} {_letters(turn)}"


def role_of(number: int) -> str:
    """Return the office of a person; others have none."""
    if kind_of(number) is not SpeakerKind.PERSON:
        return ""
    return OFFICES[number % len(OFFICES)].format(PLACES[number % len(PLACES)])


def outlet_name(number: int) -> str:
    """Return the name of an outlet; no two numbers share one."""
    turn, place = divmod(number, len(PLACES))
    return f"{PLACES[place]} {PAPERS[turn % len(PAPERS)]} {turn // len(PAPERS) or ''}".strip()


def content_of(number: int, chance: Random) -> str:
    """Return what a claim says; the number in it keeps it from being another's."""
    deed = chance.choice(DEEDS).format(number)
    return f"{chance.choice(THINGS)} of {chance.choice(PLACES)} {deed}"


def stance_of(chance: Random) -> Stance:
    """Return a stance that a claim of its own may have, as often as in news."""
    return chance.choice(_SAID)


def _letters(number: int) -> str:
    """Return A to Z, then AA and on."""
    number, last = divmod(number, 26)
    return (_letters(number - 1) if number else "") + chr(ord("A") + last)
