"""Filters and words to claims, for pages and API alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Count, F, IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import QueryDict

from articles.models import Outlet
from claims.extraction.values import QuotationType, Stance
from claims.filters import ORDERINGS, ClaimFilter, outlets_named, parse_name, speakers_named, words_query
from claims.folding import fold
from claims.models import Claim, Speaker, Statement, Status
from claims.query import ParsedQuery, parse_query

__all__ = [
    "ORDERINGS",
    "ClaimFilter",
    "Facet",
    "FacetValue",
    "Filters",
    "ParsedQuery",
    "count_found",
    "facets",
    "find_claims",
    "parse_query",
    "read_filters",
]

LONGEST_COUNT = 10_000
TOP = 8


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
class Facet:
    """The values of one filter, in fixed order (short closed sets) or the most frequent first."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    closed: bool


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
    found = _filtered(filters.params, user)
    if filters.ordering == "relevance":
        # Whole numbers, because a cursor has to name a place exactly.
        rank = SearchRank(F("search"), words_query(filters.words)) * 1_000_000
        found = found.annotate(relevance=Cast(rank, IntegerField()))
    return found.order_by(*ORDERINGS[filters.ordering])


def _filtered(params: QueryDict, user: Any) -> QuerySet[Claim]:
    found: QuerySet[Claim] = ClaimFilter(params, queryset=Claim.objects.visible_to(user), user=user).qs
    return found


def count_found(claims: QuerySet[Any], *, limit: int = LONGEST_COUNT) -> int:
    """Return the number of rows, or limit + 1 if there are more than `limit`."""
    return claims.order_by()[: limit + 1].count()


def facets(params: QueryDict, *, user: Any) -> list[Facet]:
    """Return the facets of a list: status, stance, type, speaker, outlet. Counts follow all other filters."""
    filters = read_filters(params).params
    return [
        _closed("status", "Status", Status.choices, filters, _claims_by("status", filters, user)),
        _closed("stance", "Stance", _words(Stance), filters, _claims_by("stance", filters, user)),
        _closed("type", "Quotation", _words(QuotationType), filters, _stated_by("type", filters, user, "type")),
        _speakers(filters, user),
        _outlets(filters, user),
    ]


def _words(values: Any) -> list[tuple[str, str]]:
    return [(value.value, value.value.capitalize()) for value in values]


def _others(name: str, filters: QueryDict, user: Any) -> QuerySet[Claim]:
    params = filters.copy()
    params.pop(name, None)
    return _filtered(params, user).order_by()


def _claims_by(name: str, filters: QueryDict, user: Any) -> dict[Any, int]:
    return dict(_others(name, filters, user).values_list(name).annotate(n=Count("pk")))


def _stated_by(name: str, filters: QueryDict, user: Any, column: str) -> dict[Any, int]:
    statements = Statement.objects.filter(claim__in=_others(name, filters, user))
    return dict(statements.values_list(column).annotate(n=Count("claim", distinct=True)).order_by())


def _closed(name: str, label: str, choices: Any, filters: QueryDict, counts: dict[Any, int]) -> Facet:
    chosen = filters.getlist(name)
    values = (
        FacetValue(value, word, counts.get(value, 0), value in chosen, f"-{value}" in chosen) for value, word in choices
    )
    return Facet(name, label, tuple(values), closed=True)


def _speakers(filters: QueryDict, user: Any) -> Facet:
    counts = _claims_by("speaker", filters, user)
    wanted, unwanted = (_rows(Speaker, speakers_named, names) for names in _chosen("speaker", filters))
    shown = _most(counts, wanted | unwanted)
    names = dict(Speaker.objects.filter(pk__in=shown).values_list("pk", "name"))
    return Facet("speaker", "Speaker", _open_values(shown, names, counts, wanted, unwanted), closed=False)


def _outlets(filters: QueryDict, user: Any) -> Facet:
    counts = _stated_by("outlet", filters, user, "revision__article__outlet")
    counts.pop(None, None)
    wanted, unwanted = (_rows(Outlet, outlets_named, names) for names in _chosen("outlet", filters))
    shown = _most(counts, wanted | unwanted)
    names = dict(Outlet.objects.filter(pk__in=shown).values_list("pk", "name"))
    return Facet("outlet", "Outlet", _open_values(shown, names, counts, wanted, unwanted), closed=False)


def _chosen(name: str, filters: QueryDict) -> tuple[list[str], list[str]]:
    values = filters.getlist(name)
    return [v for v in values if not v.startswith("-")], [v[1:] for v in values if v.startswith("-")]


def _rows(model: Any, named: Any, names: list[str]) -> set[int]:
    condition = Q(pk__in=())
    for name in names:
        condition |= named(parse_name(name))
    return set(model.objects.filter(condition).values_list("pk", flat=True))


def _most(counts: dict[int, int], chosen: set[int]) -> list[int]:
    """Return the most frequent rows and the chosen ones, most frequent first."""
    ranked = sorted(counts, key=lambda pk: (-counts[pk], pk))
    return ranked[:TOP] + [pk for pk in ranked[TOP:] if pk in chosen] + sorted(chosen - counts.keys())


def _open_values(
    shown: list[int], names: dict[int, str], counts: dict[int, int], wanted: set[int], unwanted: set[int]
) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(str(pk), names[pk], counts.get(pk, 0), pk in wanted, pk in unwanted) for pk in shown if pk in names
    )
