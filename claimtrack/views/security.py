"""Password, second factor and recovery codes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from claimtrack import second_factor
from claimtrack.forms import FirstCodeForm, OwnPasswordForm, say_what_to_enter
from claimtrack.views.account import own
from claimtrack.web import Problem, toast


@never_cache
@require_safe
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Show what guards the account."""
    return _page(request)


@sensitive_post_parameters()
@never_cache
@require_POST
@login_required
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password; other browsers are signed out by it, this one stays."""
    form = _password_form(own(request), request.POST)
    if not form.is_valid():
        return _page(request, password_form=form, status=422)
    form.save()
    update_session_auth_hash(request, own(request))
    toast(request, "The password was changed. Other browsers were signed out.")
    return redirect("security")


@require_POST
@login_required
def begin_factor(request: HttpRequest) -> HttpResponse:
    """Make a secret, which the page then shows."""
    second_factor.begin(own(request))
    return redirect("security")


@never_cache
@require_POST
@login_required
def confirm_factor(request: HttpRequest) -> HttpResponse:
    """Switch the second factor on by a first code, and show the recovery codes this once."""
    form = FirstCodeForm(request.POST)
    if not form.is_valid():
        return _page(request, code_form=form, status=422)
    try:
        codes = second_factor.confirm(own(request), form.cleaned_data["code"])
    except Problem as problem:
        form.add_error("code", problem.message)
        return _page(request, code_form=form, status=422)
    return _page(request, codes=codes)


@sensitive_post_parameters()
@never_cache
@require_POST
@login_required
def change_factor(request: HttpRequest) -> HttpResponse:
    """With the password again: make new recovery codes, or switch the second factor off."""
    form = OwnPasswordForm(own(request), request.POST)
    if not form.is_valid():
        return _page(request, own_form=form, status=422)
    if "off" in request.POST:
        second_factor.switch_off(own(request))
        toast(request, "The second factor is off.")
        return redirect("security")
    return _page(request, codes=second_factor.renew_codes(own(request)))


def _page(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    user = own(request)
    context = {
        "password_form": _password_form(user),
        "code_form": FirstCodeForm(),
        "own_form": OwnPasswordForm(user),
        "is_on": second_factor.is_on(user),
        "codes_left": second_factor.codes_left(user),
        **_secret(user),
        **given,
    }
    context["problems"] = [
        problem for name in ("password_form", "code_form", "own_form") for problem in _problems(context[name])
    ]
    return render(request, "accounts/security.html", context, status=status)


def _secret(user: User) -> dict[str, Any]:
    device = second_factor.pending(user)
    return {"picture": second_factor.picture(device), "secret": second_factor.written(device)} if device else {}


def _problems(form: Any) -> list[tuple[str, str]]:
    return [(form[name].auto_id, str(message)) for name, messages in form.errors.items() for message in messages]


def _password_form(user: User, sent: QueryDict | None = None) -> PasswordChangeForm:
    """Return the form, which shall not take the focus: it stands below other things."""
    form = PasswordChangeForm(user, sent)
    form.fields["old_password"].widget.attrs.pop("autofocus", None)
    say_what_to_enter(form)
    return form
