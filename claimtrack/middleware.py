"""What happens around every page: sign-in on private installations, refusals as pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from claimtrack.web import Problem


class PrivateMiddleware(LoginRequiredMiddleware):
    """Send visitors of a private installation to sign in; the API answers for itself."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Ask for sign-in if the installation is private."""
        return super().process_view(request, *view) if settings.PRIVATE else None


class ProblemMiddleware:
    """Show an expected refusal that a page did not handle itself."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        answer: HttpResponseBase = self.get_response(request)
        return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a Problem; everything else takes its course."""
        if not isinstance(error, Problem):
            return None
        return render(request, "problem.html", {"problem": error}, status=error.status)
