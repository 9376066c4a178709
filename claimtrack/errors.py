"""What is shown when something is refused or fails: a page for people, a problem (RFC 9457) below /api/."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from claimtrack.problems import MEDIA_TYPE, problem_body


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (what it says is not for visitors)
    """Say that the request cannot be read."""
    return _answer(request, 400, "bad_request", "The request cannot be read. Go back and try again.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what is missing."""
    message = str(exception) or "This is not for you to see. Ask an administrator of this installation."
    return _answer(request, 403, "permission_denied", message, administrators=_administrators(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (for developers, not for visitors)
    """Say that a form was not one of ours, or is too old."""
    message = "The form is out of date, or cookies are blocked. Reload the page and send it again."
    return _answer(request, 403, "csrf", message)


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Say that there were too many wrong passwords."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    message = f"Too many wrong passwords. Wait {minutes} minutes, then try again."
    answer = _answer(request, 429, "locked_out", message)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (names internals)
    """Say that there is nothing at this address."""
    return _answer(request, 404, "not_found", "There is nothing at this address.", words=_words(request.path))


def gone(request: HttpRequest, message: str) -> HttpResponse:
    """Say that what was here was withdrawn."""
    return _answer(request, 410, "gone", message)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, with the number under which the log has it; needs no database."""
    context = _context("")
    number = context["request_id"]
    recorded = f"was recorded as {number}" if number else "was recorded"
    context["message"] = f"Something failed on our side and {recorded}. Nothing was changed. Try again."
    answer: HttpResponse
    if _is_api(request):
        answer = _problem(500, "server_error", context["message"])
    else:
        answer = HttpResponse(render_to_string("500.html", context), status=500)
    answer["X-Request-ID"] = number
    return answer


def _answer(request: HttpRequest, status: int, code: str, message: str, **context: Any) -> HttpResponse:
    if _is_api(request):
        return _problem(status, code, message)
    return render(request, f"{status}.html", {**_context(message), **context}, status=status)


def _administrators(request: HttpRequest) -> list[str]:
    """Return who can give a role, for those who are signed in."""
    if not request.user.is_authenticated:
        return []
    able = User.objects.filter(Q(is_superuser=True) | Q(groups__name="admin"), is_active=True)
    return list(able.values_list("username", flat=True).distinct().order_by("username")[:5])


def _words(path: str) -> str:
    """Return what an address says in words, to search for: "/claims/12-the-bridge/" gives "the bridge"."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return " ".join(part for part in re.split(r"[-_+.\s]+", last) if not part.isdecimal())[:100]


def _problem(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(problem_body(HTTPStatus(status), code, message), status=status, content_type=MEDIA_TYPE)


def _context(message: str) -> dict[str, Any]:
    return {"message": message, "request_id": structlog.contextvars.get_contextvars().get("request_id", "")}


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
