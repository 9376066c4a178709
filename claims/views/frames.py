"""What the lists of speakers, articles, disputes and outlets share: filters, numbers, order, pages, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse

from claims.exports import atom
from claims.exports.lists import entries
from claims.listing import Asked, Listing
from claims.narrowing import address, chips, choices, labels
from claims.paging import page_of
from claims.search import count_found, in_words
from claims.views.files import LISTED, offer, row_file, stream
from claimtrack.web import page_or_part

PAGE, CHUNK = 50, 200
FILE_DATES = {"seen_at": "last_seen"}  # columns that are called otherwise in files


def list_page(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    counted: Callable[[Any], Any],
    show: Callable[[list[Any]], dict[str, Any]],
    size: int = PAGE,
) -> HttpResponse:
    """Show a page of a list. `counted` adds to narrowed rows what is ordered by and shown, `show` what a page needs."""
    asked = listing.read(request.GET)
    found = listing.narrowed(rows, asked)
    page = page_of(listing.ordered(counted(found), asked), request.GET.get("cursor"), size=size)
    params = asked.params
    active = chips(params, labels(params, user=request.user), listing.labels)
    context = {
        **show(page.rows),
        "asked": asked,
        "listing": listing,
        "values": {name: params.getlist(name) for name in listing.narrowings},
        "found_words": in_words(count_found(found), listing.row),
        "facets": choices(params, listing.facets(rows, asked)),
        "chips": active,
        "removals": [] if page.rows else [(chip, _found(listing, rows, chip.removal)) for chip in active],
        "orders": [(name, words) for name, (words, _) in listing.orders.items()],
        "export": offer(request, params, formats=LISTED, api=f"api-{listing.row}-list", more=listing.api),
        "neighbours": page.neighbours(address(params)),
    }
    return page_or_part(request, f"claims/{listing.row}_list.html", "list", context)


def list_file(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    counted: Callable[[Any], Any],
    flat: Callable[[list[Any], str], Iterator[dict[str, Any]]],
    file_format: str,
) -> StreamingHttpResponse:
    """Stream all pages of a list; `flat` makes rows for a file of some that were found, with the site's address."""
    asked = listing.read(request.GET)
    found = listing.ordered(counted(listing.narrowed(rows, asked)), asked)
    site = request.build_absolute_uri("/").rstrip("/")
    if file_format == "atom":
        title = f"{listing.name.capitalize()}{f': {asked.words}' if asked.words else ''} - claimtrack"
        page = request.build_absolute_uri(f"{reverse(f'{listing.row}-list')}{address(request.GET)}")
        changed = found.order_by().aggregate(at=Max(listing.dated))["at"]
        feed = entries(_flat(found, flat, site), FILE_DATES.get(listing.dated, listing.dated))
        here = request.build_absolute_uri()
        lines = atom.write_entries(feed, title=title, page=page, address=here, changed=changed)
        return stream(lines, name=listing.name, file_format=file_format)
    return row_file(lambda: _flat(found, flat, site), name=listing.name, file_format=file_format)


def _flat(
    found: QuerySet[Any], flat: Callable[[list[Any], str], Iterator[dict[str, Any]]], site: str
) -> Iterator[dict[str, Any]]:
    batch: list[Any] = []
    for row in found.iterator(chunk_size=CHUNK):
        batch.append(row)
        if len(batch) == CHUNK:
            yield from flat(batch, site)
            batch = []
    yield from flat(batch, site)


def _found(listing: Listing, rows: QuerySet[Any], query: str) -> int:
    asked: Asked = listing.read(QueryDict(query[1:]))
    return count_found(listing.narrowed(rows, asked))
