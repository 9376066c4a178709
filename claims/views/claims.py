"""The list of claims, and the parts of it that come later."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.alike import SWITCH, alike, wants_alike
from claims.cards import cards, with_cards
from claims.completing import complete
from claims.models import Claim
from claims.narrowing import Chip, address, chips, choices, labels
from claims.paging import page_of
from claims.pictures.dates import draw_dates
from claims.search import (
    FACETS,
    LONGEST_COUNT,
    ORDERINGS,
    count_found,
    facets,
    find_claims,
    in_words,
    parse_query,
    read_filters,
    with_marks,
)
from claims.views.bulk import DEEDS
from claims.views.files import FORMATS, offer
from claims.views.timeline import within
from claimtrack.web import page_or_part

PAGE = 50
LONGEST_TYPED = 1000
# Filters without a control of their own in the rail: the form carries them along.
KEPT = ("about", "via", "article", "has_evidence", "mine", "view", SWITCH)
ORDER_WORDS = {
    "-first_seen": "newest first",
    "first_seen": "oldest first",
    "relevance": "best match",
    "-answers": "most answers",
    "-statements": "most repeated",
    "-updated": "latest change",
}
# Facets that cost more than the rows where very many are found; `counts=1` asks for them all the same.
SLOW, AT_ONCE = ("type", "speaker", "outlet"), "counts"


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show the claims that meet the address; fields typed into the box become parameters of it."""
    if any(parse_query(q).params for q in request.GET.getlist("q")):
        return redirect(f"{request.path}{address(read_filters(request.GET).params)}")
    filters = read_filters(request.GET)
    params = filters.params
    found = find_claims(request.GET, user=request.user)
    rows = with_marks(found, filters.words) if filters.words else found
    page = page_of(with_cards(rows), request.GET.get("cursor"), size=PAGE)
    total = count_found(found)
    late = SLOW if total > LONGEST_COUNT and AT_ONCE not in params else ()
    shown = facets(request.GET, user=request.user, names=[name for name in FACETS if name not in late])
    active = chips(params, labels(params, user=request.user))
    wanted = wants_alike(params)
    context = {
        "cards": cards(page.rows),
        "found_words": in_words(total, "claim"),
        "facets": choices(params, shown, late=late),
        "strip": None if late else draw_dates(found, address=within(params)),
        "query": address(params),
        "here": f"?{request.GET.urlencode()}" if request.GET else "",
        "deeds": [(name, words) for name, (words, _) in DEEDS.items() if name != "release"],
        "counted": address(params, **{AT_ONCE: ["1"]}),
        "chips": active,
        "removals": [] if page.rows else _removals(active, request.user),
        "filters": filters,
        "given": {name: params.get(name, "") for name in ("since", "until", "has_rebuttal")},
        "kept": [(name, value) for name in KEPT for value in params.getlist(name)],
        "orders": [(name, ORDER_WORDS[name]) for name in ORDERINGS if name != "relevance" or filters.words],
        "compact": params.get("view") == "compact",
        "as_list": address(params, view=[]),
        "as_compact": address(params, view=["compact"]),
        # They stand below the last row, wherever that is.
        "alike": alike(request.GET, user=request.user) if wanted and not page.next else [],
        "switch": address(params, **{SWITCH: ["0"] if wanted else []}) if filters.words else "",
        "wants_alike": wanted,
        "newest": None if "cursor" in request.GET else _newest(),
        "export": offer(request, params, formats=tuple(FORMATS), api="api-claim-list"),
        "timeline": f"{reverse('timeline')}{address(params, view=[], ordering=[])}",
        "neighbours": page.neighbours(address(params)),
    }
    return page_or_part(request, "claims/claim_list.html", "list", context)


def _removals(active: list[Chip], user: Any) -> list[tuple[Chip, int]]:
    """Return each filter with the number of claims that its removal would give. One query a filter."""
    return [(chip, count_found(find_claims(QueryDict(chip.removal[1:]), user=user))) for chip in active]


def _newest() -> int:
    """Return the highest number of a claim there is."""
    return Claim.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@require_safe
def claim_facet(request: HttpRequest, name: str) -> HttpResponse:
    """Show one facet of the list at the same address: its numbers, or what was sought among its values."""
    params = read_filters(request.GET).params
    if name == "dates":
        strip = draw_dates(find_claims(request.GET, user=request.user), address=within(params))
        return render(request, "components/date_strip.html", {"strip": strip})
    if name not in FACETS:
        raise Http404
    shown = choices(params, facets(request.GET, user=request.user, names=[name]))
    return render(request, "components/facet.html", {"choices": shown[0], "query": address(params)})


@require_safe
def newer_claims(request: HttpRequest) -> HttpResponse:
    """Say how many claims of the list came in after number `above`; nothing (204) where none did."""
    above = request.GET.get("above", "")
    if not (above.isascii() and above.isdecimal() and len(above) < 19):
        raise Http404
    number = count_found(find_claims(request.GET, user=request.user).filter(pk__gt=int(above)))
    if not number:
        return HttpResponse(status=204)
    query = address(read_filters(request.GET).params, above=[])
    return render(request, "components/newer.html", {"words": in_words(number, "newer claim"), "query": query})


@require_safe
def claim_completions(request: HttpRequest) -> JsonResponse:
    """Say how the search typed so far (`q`) could go on."""
    before, found = complete(request.GET.get("q", "")[:LONGEST_TYPED], user=request.user)
    return JsonResponse({"before": before, "completions": [asdict(completion) for completion in found]})
