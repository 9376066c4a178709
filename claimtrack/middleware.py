"""What happens around every page: a number for the log, sign-in on private installations, refusals as pages."""

from __future__ import annotations

import secrets
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_structlog.middlewares import RequestMiddleware

from claimtrack import errors
from claimtrack.preferences import read_preferences
from claimtrack.web import Problem, ask_to_sign_in


class NumberedMiddleware(RequestMiddleware):
    """Give each request a number that can be read out to somebody, in the log and on the page of a failure.

    It stands around all other middleware, whose failures are numbered and logged, too.
    """

    def prepare(self, request: HttpRequest) -> None:
        """Begin the log of a request; what its sender calls it does not count."""
        number = secrets.token_hex(3)
        request.META["HTTP_X_REQUEST_ID"] = f"{number[:4]}-{number[4:]}"
        super().prepare(request)

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Add who asks; without a database nobody knows, and the failure is logged all the same."""
        with suppress(Error):
            RequestMiddleware.bind_user_id(request)


class PrivateMiddleware(LoginRequiredMiddleware):
    """Send visitors of a private installation to sign in; the API answers for itself."""

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Ask for sign-in if the installation is private."""
        return super().process_view(request, *view) if settings.PRIVATE else None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002
        """Lead to the sign-in page, parts of pages too."""
        return ask_to_sign_in(request)


class PreferencesMiddleware:
    """Give each request the preferences of its browser, and show times in its zone."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Read them; pages ask for `request.preferences`."""
        preferences = read_preferences(request)
        request.preferences = preferences  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(preferences.time_zone)):
            answer: HttpResponseBase = self.get_response(request)
        return answer


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
        if error.status == HTTPStatus.GONE:
            return errors.gone(request, error.message)
        return render(request, "problem.html", {"problem": error}, status=error.status)
