"""Errors of the REST API as RFC 9457 problem details."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claimtrack.web import Problem, ReadOrRole

MEDIA_TYPE = "application/problem+json"


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn known errors into RFC 9457 problem details; anything else is a 500."""
    if isinstance(error, Problem):
        return _problem(error.status, error.code, error.message)
    response = exception_handler(error, context)
    if response is None:
        return None
    code, detail, errors = "error", "", None
    if isinstance(error, Http404):
        code, detail = "not_found", "There is nothing at this address."
    elif isinstance(error, PermissionDenied):
        code, detail = "permission_denied", str(error) or ReadOrRole.message
    elif isinstance(error, exceptions.ValidationError):
        code, detail, errors = "invalid", "Some fields are not right; see errors.", error.detail
    elif isinstance(error, exceptions.APIException):
        code, detail = str(error.get_codes()), str(error.detail)
    problem = _problem(response.status_code, code, detail, errors)
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in response:
            problem[header] = response[header]
    return problem


def problem_body(status: int, code: str, detail: str, errors: Any = None) -> dict[str, Any]:
    """Return what a problem says, as RFC 9457 names it."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "code": code}
    body["detail"] = detail
    if errors is not None:
        body["errors"] = errors
    return body


def _problem(status: int, code: str, detail: str, errors: Any = None) -> Response:
    return Response(problem_body(status, code, detail, errors), status=status, content_type=MEDIA_TYPE)
