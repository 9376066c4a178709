"""The list of claims."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from claims.cards import cards, with_cards
from claims.narrowing import address, chips, choices, labels
from claims.paging import page_of
from claims.search import LONGEST_COUNT, ORDERINGS, count_found, facets, find_claims, parse_query, read_filters
from claimtrack.web import page_or_part

PAGE = 50
# Filters without a control of their own in the rail: the form carries them along.
KEPT = ("about", "via", "article", "has_evidence", "mine")
ORDER_WORDS = {
    "-first_seen": "newest first",
    "first_seen": "oldest first",
    "relevance": "best match",
    "-answers": "most answers",
    "-statements": "most repeated",
    "-updated": "latest change",
}


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show the claims that meet the address; fields typed into the box become parameters of it."""
    if any(parse_query(q).params for q in request.GET.getlist("q")):
        return redirect(f"{request.path}{address(read_filters(request.GET).params)}")
    filters = read_filters(request.GET)
    found = find_claims(request.GET, user=request.user)
    page = page_of(with_cards(found), request.GET.get("cursor"), size=PAGE)
    total = count_found(found)
    shown = facets(request.GET, user=request.user)
    context = {
        "cards": cards(page.rows),
        "total": min(total, LONGEST_COUNT),
        "more": total > LONGEST_COUNT,
        "facets": choices(filters.params, shown),
        "chips": chips(filters.params, labels(filters.params, user=request.user)),
        "filters": filters,
        "given": {name: filters.params.get(name, "") for name in ("since", "until", "has_rebuttal")},
        "kept": [(name, value) for name in KEPT for value in filters.params.getlist(name)],
        "orders": [(name, ORDER_WORDS[name]) for name in ORDERINGS if name != "relevance" or filters.words],
        "compact": request.GET.get("view") == "compact",
        "as_list": address(filters.params, view=[]),
        "as_compact": address(filters.params, view=["compact"]),
        "newer": page.newer and f"{address(filters.params)}&cursor={page.newer}",
        "older": page.older and f"{address(filters.params)}&cursor={page.older}",
    }
    return page_or_part(request, "claims/claim_list.html", "list", context)
