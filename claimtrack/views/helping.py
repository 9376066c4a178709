"""Help and what stands behind the footer: searching, keys, the REST API, the licence."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimtrack.reference import reference
from claimtrack.web import page_or_part


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """Explain the words of the search box."""
    return page_or_part(request, "help/searching.html", "words", {})


@require_safe
def key_help(request: HttpRequest) -> HttpResponse:
    """List the single keys; `?` shows them in a dialog."""
    return page_or_part(request, "help/keys.html", "keys", {})


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    """Teach the REST API by requests to this installation."""
    return render(request, "help/api.html", {"site": request.build_absolute_uri("/").rstrip("/")})


@require_safe
def api_reference(request: HttpRequest) -> HttpResponse:
    """List the endpoints of the REST API and the objects they take and answer."""
    return render(request, "help/reference.html", {"reference": reference()})


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Show the licence, in paragraphs that fit any screen."""
    text = (settings.BASE_DIR / "LICENSE").read_text(encoding="utf-8")
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]
    return render(request, "about/licence.html", {"paragraphs": paragraphs})
