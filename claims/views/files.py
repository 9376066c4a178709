"""Lists to take away: the address of a list with an ending gives the same rows, all pages, streamed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.exports import CONTENT_TYPES, ROW_WRITERS, atom, claimreview
from claims.exports.rows import claim_rows
from claims.narrowing import address
from claims.search import find_claims, read_filters

FORMATS = {
    "csv": "CSV",
    "ndjson": "NDJSON",
    "json": "JSON",
    "jsonld": "JSON-LD, those with a verdict",
    "atom": "Atom",
}
PLAIN = ("csv", "ndjson", "json")
LISTED = (*PLAIN, "atom")


@dataclass(frozen=True, slots=True)
class Export:
    """What the menu of a list offers: its files by name, and the line that fetches the same rows."""

    files: tuple[tuple[str, str], ...]
    request: str
    curl: str
    feed: str


def offer(
    request: HttpRequest, params: QueryDict, *, formats: tuple[str, ...] = PLAIN, api: str = "", more: str = ""
) -> Export:
    """Return the files of the list at the present address; `api` names the endpoint with the same rows, if any.

    It gives them where it is asked for `more` than the page.

    A private installation gives files to those who are signed in only, so the line asks its API.
    """
    path, query = request.path.rstrip("/"), address(params, view=[], semantic=[], counts=[]).removeprefix("?")
    query = f"?{query}" if query else ""
    files = {name: f"{path}.{name}{query}" for name in formats}
    asked = f"{reverse(api)}{query}" if api else ""
    if more:
        asked += f"{'&' if query else '?'}{more}"
    if settings.PRIVATE and asked:
        line = f"curl -H 'Authorization: Bearer TOKEN' {shlex.quote(request.build_absolute_uri(asked))}"
    else:
        line = f"curl {shlex.quote(request.build_absolute_uri(f'{path}.ndjson{query}'))}"
    named = tuple((FORMATS[name], address) for name, address in files.items())
    return Export(named, asked, line, files.get("atom", ""))


@require_safe
def claim_file(request: HttpRequest, file_format: str) -> StreamingHttpResponse:
    """Stream the claims that the same filters list; of JSON-LD those with a public verdict."""
    if file_format not in FORMATS:
        raise Http404
    found, site = find_claims(request.GET, user=request.user), site_of(request)
    if file_format == "jsonld":
        lines = claimreview.write(found, site)
    elif file_format == "atom":
        here = request.build_absolute_uri()
        page = request.build_absolute_uri(f"{reverse('claim-list')}{address(request.GET)}")
        words = read_filters(request.GET).words
        title = f"Claims: {words} - claimtrack" if words else "Claims - claimtrack"
        lines = atom.write(found, site=site, title=title, page=page, address=here)
    else:
        lines = ROW_WRITERS[file_format](claim_rows(found, site))
    return stream(lines, name="claims", file_format=file_format)


def row_file(rows: Callable[[], Iterator[dict[str, Any]]], *, name: str, file_format: str) -> StreamingHttpResponse:
    """Stream rows in one of the plain formats; raises Http404 for another one."""
    if file_format not in PLAIN:
        raise Http404
    return stream(ROW_WRITERS[file_format](rows()), name=name, file_format=file_format)


def stream(lines: Iterator[str], *, name: str, file_format: str) -> StreamingHttpResponse:
    """Return an answer that is written while it is made; a feed is shown, everything else is kept as a file.

    It begins once there is a row: what fails until then is a failure, not a file that breaks off.
    """
    begun = list(islice(lines, 2))
    answer = StreamingHttpResponse(chain(begun, lines), content_type=CONTENT_TYPES[file_format])
    if file_format != "atom":
        answer["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return answer


def site_of(request: HttpRequest) -> str:
    """Return the address of the installation without the last slash."""
    return request.build_absolute_uri("/").rstrip("/")
