"""Lists of speakers, articles, disputes and outlets: read, narrowed, counted and ordered alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from claims.filters import Term, narrow
from claims.search import Facet, FacetValue, Named, open_facet

LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A parameter: how a value is read, and which rows it keeps.

    With `choices`, or with names of things that rows are `of`, it is a facet, counted by `column`.
    """

    label: str
    parse: Callable[[str], Any]
    condition: Callable[[Any], Q]
    excludable: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    column: str = ""
    of: Named | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: values that can be used, by parameter; what is wrong with others, by parameter."""

    params: QueryDict
    terms: dict[str, list[Term]]
    bad: dict[str, list[str]]
    ordering: str

    @property
    def notices(self) -> tuple[str, ...]:
        """What is wrong with values, in words."""
        return tuple(message for messages in self.bad.values() for message in messages)

    @property
    def words(self) -> str:
        """What was typed into the search box."""
        return self.params.get("q", "")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list by its name and what a row is called; the first of its `orders` (words and columns) is the default.

    `dated` is the column that says when a row came in or changed. `api` is what its endpoint has to be asked for to
    give these rows and no others.
    """

    name: str
    row: str
    narrowings: Mapping[str, Narrowing]
    orders: Mapping[str, tuple[str, tuple[str, ...]]]
    dated: str = "created_at"
    api: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """The words for its parameters."""
        return {name: narrowing.label.lower() for name, narrowing in self.narrowings.items()}

    def read(self, params: QueryDict) -> Asked:
        """Read a list's parameters; never raises."""
        kept, terms, bad = params.copy(), dict[str, list[Term]](), dict[str, list[str]]()
        for name, values in params.lists():
            kept.setlist(name, [value.replace("\0", "")[:LONGEST_VALUE] for value in values])
        for name, narrowing in self.narrowings.items():
            usable = []
            for value in dict.fromkeys(kept.getlist(name)):
                try:
                    terms.setdefault(name, []).extend(_terms(value, narrowing))
                except (ValueError, OverflowError) as error:
                    bad.setdefault(name, []).append(str(error))
                else:
                    usable.append(value)
            kept.setlist(name, usable)
            if not usable:
                del kept[name]
        asked = kept.get("ordering", "").strip()
        if asked and asked not in self.orders:
            bad["ordering"] = [f"“{asked[:40]}” is not one of {', '.join(self.orders)}."]
        return Asked(kept, terms, bad, asked if asked in self.orders else next(iter(self.orders)))

    def narrowed(self, rows: QuerySet[Any], asked: Asked, *, without: str = "") -> QuerySet[Any]:
        """Keep the rows that are asked for, `without` regard to one parameter."""
        for name, narrowing in self.narrowings.items():
            if name != without:
                rows = narrow(rows, asked.terms.get(name, []), narrowing.condition)
        return rows

    def ordered(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        """Put rows into the order asked for."""
        return rows.order_by(*self.orders[asked.ordering][1])

    def facets(self, rows: QuerySet[Any], asked: Asked) -> list[Facet]:
        """Return the facets of rows. Counts follow all other parameters; a query each, three for one of names."""
        shown = [name for name, narrowing in self.narrowings.items() if narrowing.choices or narrowing.of]
        return [self._facet(name, rows, asked) for name in shown]

    def _facet(self, name: str, rows: QuerySet[Any], asked: Asked) -> Facet:
        narrowing = self.narrowings[name]
        others = self.narrowed(rows, asked, without=name).order_by()
        counts: dict[Any, int] = dict(others.values_list(narrowing.column or name).annotate(n=Count("pk")))
        if narrowing.of:
            counts.pop(None, None)
            return open_facet(name, narrowing.label, asked.params, counts, narrowing.of)
        chosen = {(term.value, term.excluded) for term in asked.terms.get(name, [])}
        values = (
            FacetValue(value, word, counts.get(value, 0), (value, False) in chosen, (value, True) in chosen)
            for value, word in narrowing.choices
        )
        return Facet(name, narrowing.label, tuple(values), closed=True)


def _terms(value: str, narrowing: Narrowing) -> list[Term]:
    text = value.strip()
    if not text:
        return []
    excluded = narrowing.excludable and text.startswith("-")
    return [Term(narrowing.parse(text.removeprefix("-") if excluded else text), excluded)]
