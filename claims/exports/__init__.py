"""Every list can be taken away: `export(kind, rows, format, site=...)` streams it as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from claims.exports import claimreview, csv, json, ndjson, webannotation
from claims.exports.rows import claim_rows, rebuttal_rows, statement_rows

Writer = Callable[[QuerySet[Any], str], Iterator[str]]

# How any rows of names and values are written.
ROW_WRITERS: dict[str, Callable[[Iterable[dict[str, Any]]], Iterator[str]]] = {
    "csv": csv.write,
    "ndjson": ndjson.write,
    "json": json.write,
}

_ROWS: dict[str, Callable[[QuerySet[Any], str], Iterator[dict[str, Any]]]] = {
    "claims": claim_rows,
    "statements": statement_rows,
    "rebuttals": rebuttal_rows,
}
_ANNOTATIONS: dict[str, Writer] = {
    "claims": webannotation.write_claims,
    "statements": webannotation.write_statements,
    "rebuttals": webannotation.write_rebuttals,
}
KINDS = tuple(_ROWS)
FORMATS = ("ndjson", "csv", "claimreview", "webannotation")
CONTENT_TYPES = {
    "ndjson": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "claimreview": "application/ld+json",
    "webannotation": "application/ld+json",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml; charset=utf-8",
}


class NoSuchExport(Exception):  # noqa: N818  (a wish that cannot be met)
    """A format that does not exist for a kind of rows; the message says which do."""


def export(kind: str, rows: QuerySet[Any], file_format: str, *, site: str) -> Iterator[str]:
    """Return claims, statements or rebuttals as a stream of text in the order of the query set.

    `site` is the address of the installation without the last slash, for links. Raises NoSuchExport.
    """
    if file_format == "ndjson":
        return ndjson.write(_ROWS[kind](rows, site))
    if file_format == "csv":
        return csv.write(_ROWS[kind](rows, site))
    if file_format == "webannotation":
        return _ANNOTATIONS[kind](rows, site)
    if file_format == "claimreview" and kind == "claims":
        return claimreview.write(rows, site)
    raise NoSuchExport(f"There is no {file_format} of {kind}. ClaimReview exists for claims, the others for all.")
