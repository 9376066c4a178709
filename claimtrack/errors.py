"""What is shown when something is refused or fails: a page for people, a problem (RFC 9457) below /api/."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
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
    return _answer(request, 403, "permission_denied", message)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (for developers, not for visitors)
    """Say that a form was not one of ours, or is too old."""
    message = "The form is out of date, or cookies are blocked. Reload the page and send it again."
    return _answer(request, 403, "csrf", message)


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Say that there were too many wrong passwords."""
    message = "Too many wrong passwords. Wait 15 minutes, then try again."
    return _answer(request, 429, "locked_out", message, template="403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (names internals)
    """Say that there is nothing at this address."""
    return _answer(request, 404, "not_found", "There is nothing at this address.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, with the number under which the log has it; needs no database."""
    context = _context("Something went wrong here. It is in the log; try again in a moment.")
    if _is_api(request):
        return _problem(500, "server_error", f"{context['message']} Request {context['request_id']}.")
    return HttpResponse(render_to_string("500.html", context), status=500)


def _answer(request: HttpRequest, status: int, code: str, message: str, *, template: str | None = None) -> HttpResponse:
    if _is_api(request):
        return _problem(status, code, message)
    return render(request, template or f"{status}.html", _context(message), status=status)


def _problem(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse(problem_body(HTTPStatus(status), code, message), status=status, content_type=MEDIA_TYPE)


def _context(message: str) -> dict[str, Any]:
    return {"message": message, "request_id": structlog.contextvars.get_contextvars().get("request_id", "")}


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
