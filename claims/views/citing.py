"""What others take of a claim: citations, an embeddable card, and the oEmbed answer that finds it."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.citing import citations
from claims.models import Claim
from claims.places import statements_of
from claims.views.canonical import elsewhere
from claims.views.claim import find_claim
from claims.wording import sentence
from claimtrack.web import Problem

# The size of a card; a page that embeds it may ask for less.
WIDTH, HEIGHT = 560, 240
NARROWEST = 240


@require_safe
def claim_cite(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a claim's citations, and how to embed it."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "cite/"):
        return moved
    site = request.build_absolute_uri("/").rstrip("/")
    first = next(iter(statements_of(claim, most=1)), None)
    context = {
        "claim": claim,
        "first": first,
        "citations": citations(claim, first, site=site, today=timezone.now().date()),
        "frame": _frame(claim, site, WIDTH),
        "quotation": _quotation(claim, site),
    }
    return render(request, "claims/claim_cite.html", context)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # it is typed for views without arguments
def claim_embed(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a claim as a card without script: the only page that others may frame."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim, "embed/"):
        return moved
    first = next(iter(statements_of(claim, most=1)), None)
    address = request.build_absolute_uri(claim.get_absolute_url())
    return render(request, "claims/claim_embed.html", {"claim": claim, "first": first, "address": address})


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer for the address of a claim what its card is (oEmbed 1.0, in JSON)."""
    if request.GET.get("format", "json") != "json":
        message = "This answers in JSON only. Ask with format=json."
        raise Problem("format_not_served", message, status=HTTPStatus.NOT_IMPLEMENTED)
    claim = find_claim(request.user, _claim_at(request.GET.get("url", "")))
    site = request.build_absolute_uri("/").rstrip("/")
    width = _at_most(request.GET.get("maxwidth", ""), WIDTH)
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "claimtrack",
        "provider_url": f"{site}/",
        "title": sentence(claim),
        "author_name": claim.speaker.name,
        "author_url": site + claim.speaker.get_absolute_url(),
        "html": _frame(claim, site, width),
        "width": width,
        "height": HEIGHT,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _claim_at(address: str) -> int:
    """Return the number of the claim that an address of this installation shows. Raises Http404."""
    try:
        match = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        raise Http404 from None
    if match.url_name != "claim":
        raise Http404
    return int(match.kwargs["pk"])


def _at_most(text: str, limit: int) -> int:
    asked = int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(limit)) + 1 else limit
    return max(NARROWEST, min(limit, asked))


def _frame(claim: Claim, site: str, width: int) -> str:
    source, title = f"{site}{claim.get_absolute_url()}embed/", sentence(claim)
    markup = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    return format_html(markup, source, title, width, HEIGHT)


def _quotation(claim: Claim, site: str) -> str:
    address = site + claim.get_absolute_url()
    markup = '<blockquote cite="{}"><p>{}</p><footer><a href="{}">{}, claimtrack</a></footer></blockquote>'
    return format_html(markup, address, sentence(claim), address, claim.get_status_display())
