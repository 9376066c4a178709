"""What all views share: roles, page or fragment, cursor pages, refusals. Imports no app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from rest_framework import pagination, permissions
from rest_framework.request import Request

from claimtrack.preferences import Preferences

ROLES = ("analyst", "editor", "admin")
P = ParamSpec("P")


class Problem(Exception):  # noqa: N818  (the word of RFC 9457)
    """An expected refusal, with a code for programs and a message that tells people what to do next.

    `field` is what was entered wrongly, where it is about one thing that was entered.
    """

    def __init__(
        self, code: str, message: str, *, status: int = HTTPStatus.UNPROCESSABLE_ENTITY, field: str = ""
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.status, self.field = code, message, status, field


def add_problem(form: Form, problem: Problem) -> None:
    """Show a refusal in a form: at the field that it is about, if the form has it."""
    form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def gone(what: str, how: str, moment: datetime) -> Problem:
    """Return the refusal to show what is no longer there: what it was, what was done to it, and on which day."""
    message = f"This {what} was {how} on {date_format(localtime(moment), 'j F Y')}."
    return Problem("gone", message, status=HTTPStatus.GONE)


def has_role(user: AbstractBaseUser | AnonymousUser, role: str) -> bool:
    """Return whether a user may do what `role` may do; administrators may do all, editors what analysts may."""
    if not user.is_authenticated or not user.is_active:
        return False
    if getattr(user, "is_superuser", False):
        return True
    allowed = ROLES[ROLES.index(role) :]
    cached: set[str] | None = getattr(user, "_role_names", None)
    if cached is None:
        cached = set(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
        user._role_names = cached  # type: ignore[attr-defined]
    return any(name in cached for name in allowed)


def may_read(user: object) -> bool:
    """Return whether a user may read at all: everybody, unless the installation is private."""
    return not settings.PRIVATE or bool(getattr(user, "is_authenticated", False))


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def role_required(role: str) -> Callable[[View[P]], View[P]]:
    """Send visitors to sign in and refuse those who may not do what a role may."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            if not has_role(request.user, role):
                raise PermissionDenied(f"This needs the role {role}. Ask an administrator of this installation for it.")
            return view(request, *args, **kwargs)

        return guarded

    return guard


editor_required = role_required("editor")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and from there back to the page where somebody was."""
    htmx = getattr(request, "htmx", None)
    back = (htmx.current_url_abs_path if htmx else "") or request.get_full_path()
    return lead_to(request, redirect_to_login(back).url)


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render one part of a template for htmx, the whole page for everybody else (boosted and history requests too)."""
    htmx = getattr(request, "htmx", None)
    wants_part = bool(htmx and not htmx.boosted and not htmx.history_restore_request)
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    if wants_part and len(get_messages(request)):
        response.write(render_to_string("components/toasts.html", {"late": True}, request))
    patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def toast(request: HttpRequest, words: str, *, undo: int | None = None, failed: bool = False) -> None:
    """Say something bottom left of the next page, or of the part that htmx takes in; `undo` numbers an action."""
    level = messages.ERROR if failed else messages.SUCCESS
    messages.add_message(request, level, words, extra_tags=str(undo) if undo else "")


def go_back(request: HttpRequest, default: str) -> HttpResponse:
    """Lead to the address of this site that a form names as `next`, by htmx's own header where htmx asks."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return lead_to(request, wanted if safe else resolve_url(default))


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect; htmx would put the page that follows into a part of the present one, so it is told by a header."""
    if not getattr(request, "htmx", False):
        return HttpResponseRedirect(address)
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Give every page the user's role, the preferences of the browser, and the version."""
    theme = request.COOKIES.get("theme", "")
    return {
        "is_editor": hasattr(request, "user") and has_role(request.user, "editor"),
        "theme": theme if theme in ("light", "dark") else "",
        "preferences": getattr(request, "preferences", Preferences()),
        "version": settings.VERSION,
    }


class ReadOrRole(permissions.BasePermission):
    """Reading is public unless the installation is private; writing needs the view's `write_role` (editor)."""

    message = "This needs the role editor. Ask an administrator of this installation for a token that has it."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether the request may go on."""
        if request.method in permissions.SAFE_METHODS:
            return may_read(request.user)
        return has_role(request.user, getattr(view, "write_role", "editor"))


class RoleOnly(ReadOrRole):
    """Reading, too, needs the view's `write_role` (editor)."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return whether the request may go on."""
        return has_role(request.user, getattr(view, "write_role", "editor"))


class CursorPages(pagination.CursorPagination):
    """Pages that stay valid while rows arrive; `limit` from 1 to 200."""

    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200
    ordering = ("-created_at", "-id")
