"""One address for each thing: slugs are decoration, and merged rows lead to what they became."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponsePermanentRedirect


class Addressed(Protocol):
    """What has a page of its own."""

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        ...


def elsewhere(request: HttpRequest, row: Addressed, below: str = "") -> HttpResponsePermanentRedirect | None:
    """Return the redirect to a row's canonical address, with the query, unless the request is there already.

    `below` is the rest of the address of a page below the row's own.
    """
    address = f"{row.get_absolute_url()}{below}"
    if request.path == address:
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
