"""A list's filters as addresses: what removing, adding or turning one round leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import QueryDict

from articles.models import Article, Outlet
from claims.models import Speaker, Status
from claims.search import CLOSED, FACETS, Facet, FacetValue
from claims.wording import called

# Filters that a person sees as chips, with their words; the order and the page are none.
LABELS = {
    "q": "words",
    "speaker": "speaker",
    "outlet": "outlet",
    "status": "status",
    "stance": "stance",
    "type": "quotation",
    "since": "since",
    "until": "until",
    "has_rebuttal": "denied or rebutted",
    "about": "about",
    "via": "via",
    "has_evidence": "with evidence",
    "mine": "assessed by me",
    "article": "article",
}
PLACE = "cursor"
FLAG_WORDS = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the address of the list without it."""

    label: str
    value: str
    excluded: bool
    removal: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, with the addresses that keep it alone, or leave it out."""

    value: FacetValue
    only: str
    without: str


@dataclass(frozen=True, slots=True)
class Choices:
    """A facet as its part of the filter form. One whose numbers come late has no values yet."""

    name: str
    label: str
    closed: bool
    values: tuple[Choice, ...] = ()
    sought: str = ""
    late: bool = False


def address(params: QueryDict, **changes: Iterable[str]) -> str:
    """Return the query of a list with some parameters replaced, on its first page; "?" alone for none."""
    changed = params.copy()
    changed.pop(PLACE, None)
    for name, values in changes.items():
        changed.setlist(name, list(values))
    for name in [name for name, values in changed.lists() if not any(values)]:
        changed.pop(name)
    return f"?{changed.urlencode()}"


def labels(params: QueryDict, *, user: object) -> dict[tuple[str, str], str]:
    """Return the words for values that stand as codes and numbers in an address. A query each for those it has."""
    named = {("status", value): word.lower() for value, word in Status.choices}
    rows: list[tuple[str, QuerySet[Model]]] = [
        ("speaker", Speaker.objects.all()),
        ("outlet", Outlet.objects.all()),
        ("article", Article.objects.visible_to(user)),
    ]
    for name, known in rows:
        given = (value.removeprefix("-")[:18] for value in params.getlist(name))
        if numbers := [int(number) for number in given if number.isascii() and number.isdecimal()]:
            found = known.filter(pk__in=numbers)
            named |= {(name, str(row.pk)): called(row) if isinstance(row, Speaker) else str(row) for row in found}
    return named


def chips(params: QueryDict, names: Mapping[tuple[str, str], str], words: Mapping[str, str] = LABELS) -> list[Chip]:
    """Return the active filters in the order of `words`, those for parameters; `names` are those of `labels`."""
    return [
        _chip(params, name, value, names, words[name])
        for name in words
        for value in dict.fromkeys(params.getlist(name))
        if value.strip()
    ]


def choices(params: QueryDict, facets: Iterable[Facet], *, late: Iterable[str] = ()) -> list[Choices]:
    """Return facets with the addresses of each value, then those that are to come `late`, by name."""
    counted = [
        Choices(
            facet.name,
            facet.label,
            facet.closed,
            tuple(_choice(params, facet.name, value) for value in facet.values),
            facet.sought,
        )
        for facet in facets
    ]
    return [*counted, *(Choices(name, FACETS[name], closed=name in CLOSED, late=True) for name in late)]


def _choice(params: QueryDict, name: str, value: FacetValue) -> Choice:
    others = [other for other in params.getlist(name) if other.removeprefix("-") != value.value]
    only = address(params, **{name: [value.value]})
    return Choice(value, only, address(params, **{name: [*others, f"-{value.value}"]}))


def _chip(params: QueryDict, name: str, value: str, names: Mapping[tuple[str, str], str], word: str) -> Chip:
    plain = value.removeprefix("-") if name != "q" else value
    shown = FLAG_WORDS.get(plain, plain) if name in ("has_rebuttal", "has_evidence", "mine") else plain
    rest = [other for other in params.getlist(name) if other != value]
    return Chip(word, names.get((name, plain), shown), plain != value, address(params, **{name: rest}))
