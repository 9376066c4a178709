"""Filters and words to claims, for pages and API alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.db import connection
from django.db.models import Count, F, IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict

from articles.models import Outlet, outlets_named
from claims.extraction.values import QuotationType, Stance
from claims.filters import (
    ORDERINGS,
    ClaimFilter,
    outlets_like,
    parse_name,
    speakers_like,
    speakers_named,
    words_query,
)
from claims.folding import fold
from claims.models import Claim, Speaker, Statement, Status
from claims.query import ParsedQuery, parse_query

__all__ = [
    "MARKS",
    "ORDERINGS",
    "OUTLETS",
    "ClaimFilter",
    "Facet",
    "FacetValue",
    "Filters",
    "Named",
    "ParsedQuery",
    "claims_by",
    "count_found",
    "facets",
    "filtered",
    "find_claims",
    "in_digits",
    "in_words",
    "open_facet",
    "parse_query",
    "read_filters",
    "with_marks",
]

LONGEST_COUNT = 10_000
TOP = 8
FACETS = {"status": "Status", "stance": "Stance", "type": "Quotation", "speaker": "Speaker", "outlet": "Outlet"}
MARKS = ("\x02", "\x03")  # around words that were found; they stand in no text, and would do no harm there
CLOSED = ("status", "stance", "type")
FIND = "find_"  # before the name of a facet: what its values are to be called


@dataclass(frozen=True, slots=True)
class Filters:
    """A list's parameters, ready to use: fields taken out of `q`, unusable values left out.

    `bad` says per parameter what is wrong with the values left out, `notices` the same and more for people.
    """

    params: QueryDict
    words: str
    bad: dict[str, list[str]]
    notices: tuple[str, ...]

    @property
    def ordering(self) -> str:
        """The order in force: what was asked for, else relevance for words, else the newest first."""
        asked = [name for value in self.params.getlist("ordering") if (name := value.strip().casefold())][-1:]
        if asked and (asked[0] != "relevance" or self.words):
            return asked[0]
        return "relevance" if self.words else "-first_seen"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with the number of rows that choosing it alone would give."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Things that are chosen by their names: the conditions on one of a number or name, and on those of a like name."""

    model: Any
    named: Callable[[int | str], Q]
    like: Callable[[str], Q]


SPEAKERS, OUTLETS = Named(Speaker, speakers_named, speakers_like), Named(Outlet, outlets_named, outlets_like)


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter: in fixed order (short closed sets), or the most frequent that bear a `sought` name."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    closed: bool
    sought: str = ""


def read_filters(params: QueryDict) -> Filters:
    """Read a list's parameters; never raises, says in `bad` and `notices` what could not be used."""
    merged = params.copy()
    for name, values in params.lists():
        merged.setlist(name, [value.replace("\0", "") for value in values])  # PostgreSQL holds no NUL
    parsed = [parse_query(q) for q in merged.getlist("q")]
    for query in parsed:
        for name, values in query.params.items():
            merged.setlist(name, [*merged.getlist(name), *(v for v in values if v not in merged.getlist(name))])
    merged.setlist("q", [query.words for query in parsed if fold(query.words)])
    bad = _drop_bad_values(merged)
    notices = [notice for query in parsed for notice in query.notices]
    notices += [message for messages in bad.values() for message in messages]
    return Filters(merged, " ".join(merged.getlist("q")), bad, tuple(notices))


def _drop_bad_values(params: QueryDict) -> dict[str, list[str]]:
    """Take the values that cannot be used out of the parameters; return what is wrong with them, by name."""
    errors = ClaimFilter(params, queryset=Claim.objects.none(), user=None).form.errors.as_data()
    for name, found in errors.items():
        unusable = {error.params["value"] for error in found if error.params}
        params.setlist(name, [value for value in params.getlist(name) if value not in unusable])
    return {name: [error.message for error in found] for name, found in errors.items()}


def find_claims(params: QueryDict, *, user: Any) -> QuerySet[Claim]:
    """Return the claims that a user may see and that meet the filters, in order; bad values are left out."""
    filters = read_filters(params)
    found = filtered(filters.params, user)
    if filters.ordering == "relevance":
        # Whole numbers, because a cursor has to name a place exactly.
        rank = SearchRank(F("search"), words_query(filters.words)) * 1_000_000
        found = found.annotate(relevance=Cast(rank, IntegerField()))
    return found.order_by(*ORDERINGS[filters.ordering])


def filtered(params: QueryDict, user: Any) -> QuerySet[Claim]:
    """Return the claims that a user may see and that meet parameters which `read_filters` has read, in no order."""
    found: QuerySet[Claim] = ClaimFilter(params, queryset=Claim.objects.visible_to(user), user=user).qs
    return found


def with_marks(claims: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    """Add to claims as `marked` their text with the words that a search has found between `MARKS`."""
    begin, end = MARKS
    headline = SearchHeadline(
        "text", words_query(words), config="english", start_sel=begin, stop_sel=end, highlight_all=True
    )
    return claims.annotate(marked=headline)


def count_found(claims: QuerySet[Any], *, limit: int = LONGEST_COUNT) -> int:
    """Return the number of rows, or limit + 1 if there are more than `limit`."""
    return claims.order_by()[: limit + 1].count()


def in_words(number: int, what: str) -> str:
    """Return a number found, e.g. "1 claim", "413 claims", "more than 10,000 claims"."""
    return f"{in_digits(number)} {what}{'' if number == 1 else 's'}"


def in_digits(number: int) -> str:
    """Return a number found without what it counts, e.g. "413", "more than 10,000"."""
    return f"more than {LONGEST_COUNT:,}" if number > LONGEST_COUNT else f"{number:,}"


def facets(params: QueryDict, *, user: Any, names: Iterable[str] = ()) -> list[Facet]:
    """Return facets of a list, all of `FACETS` by default. Counts follow all other filters; a query or two each.

    `find_speaker` and `find_outlet` among the parameters keep of these what bears such a name.
    """
    filters = read_filters(params).params
    return [_FACETS[name](name, filters, user) for name in names or FACETS]


def _words(values: Any) -> list[tuple[str, str]]:
    return [(value.value, value.value.capitalize()) for value in values]


def _others(name: str, filters: QueryDict, user: Any) -> QuerySet[Claim]:
    params = filters.copy()
    params.pop(name, None)
    return filtered(params, user).order_by()


def _claims_by(name: str, filters: QueryDict, user: Any) -> dict[Any, int]:
    return dict(_others(name, filters, user).values_list(name).annotate(n=Count("pk")))


def _stated_by(name: str, filters: QueryDict, user: Any, column: str) -> dict[Any, int]:
    return claims_by(column, Statement.objects.filter(claim__in=_others(name, filters, user)))


def claims_by(column: str, statements: QuerySet[Statement]) -> dict[Any, int]:
    """Return how many claims statements are of, by the value of a column. One query."""
    pairs = statements.order_by().values_list(column, "claim").distinct()
    sql, values = pairs.query.sql_with_params()
    # Pairs made unique by hashing, because COUNT(DISTINCT) sorts them.
    counted = f"SELECT pair.value, COUNT(*) FROM ({sql}) AS pair (value, claim) GROUP BY pair.value"  # noqa: S608  (of Django)
    with connection.cursor() as cursor:
        cursor.execute(counted, values)
        return dict(cursor.fetchall())


def _closed(name: str, filters: QueryDict, user: Any) -> Facet:
    chosen = filters.getlist(name)
    counts = _stated_by(name, filters, user, name) if name == "type" else _claims_by(name, filters, user)
    values = (
        FacetValue(value, word, counts.get(value, 0), value in chosen, f"-{value}" in chosen)
        for value, word in _CHOICES[name]
    )
    return Facet(name, FACETS[name], tuple(values), closed=True)


def _speakers(name: str, filters: QueryDict, user: Any) -> Facet:
    return open_facet(name, FACETS[name], filters, _claims_by(name, filters, user), SPEAKERS)


def _outlets(name: str, filters: QueryDict, user: Any) -> Facet:
    counts = _stated_by(name, filters, user, "revision__article__outlet")
    counts.pop(None, None)
    return open_facet(name, FACETS[name], filters, counts, OUTLETS)


def open_facet(name: str, label: str, params: QueryDict, counts: Mapping[Any, int], named: Named) -> Facet:
    """Return the most frequent of things by their names, with what is chosen of them; `counts` are by number."""
    model = named.model
    wanted, unwanted = (_rows(named, names) for names in _chosen(name, params))
    sought = params.get(f"{FIND}{name}", "").strip()
    fitting = set(model.objects.filter(named.like(sought)).values_list("pk", flat=True)) if sought else counts.keys()
    shown = _most({pk: n for pk, n in counts.items() if pk in fitting}, wanted | unwanted)
    names = dict(model.objects.filter(pk__in=shown).values_list("pk", "name"))
    values = (
        FacetValue(str(pk), names[pk], counts.get(pk, 0), pk in wanted, pk in unwanted) for pk in shown if pk in names
    )
    return Facet(name, label, tuple(values), closed=False, sought=sought)


def _chosen(name: str, filters: QueryDict) -> tuple[list[str], list[str]]:
    values = filters.getlist(name)
    return [v for v in values if not v.startswith("-")], [v[1:] for v in values if v.startswith("-")]


def _rows(named: Named, names: list[str]) -> set[int]:
    condition = Q(pk__in=())
    for name in names:
        condition |= named.named(parse_name(name))
    return set(named.model.objects.filter(condition).values_list("pk", flat=True))


def _most(counts: dict[int, int], chosen: set[int]) -> list[int]:
    """Return the most frequent rows and the chosen ones, most frequent first."""
    ranked = sorted(counts, key=lambda pk: (-counts[pk], pk))
    return ranked[:TOP] + [pk for pk in ranked[TOP:] if pk in chosen] + sorted(chosen - counts.keys())


_CHOICES = {"status": Status.choices, "stance": _words(Stance), "type": _words(QuotationType)}
_FACETS = {"status": _closed, "stance": _closed, "type": _closed, "speaker": _speakers, "outlet": _outlets}
