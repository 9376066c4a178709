"""One's own account: profile, recent actions, preferences."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.actions import may_undo
from claims.models import Action
from claimtrack.forms import PreferencesForm
from claimtrack.models import SavedPreferences
from claimtrack.preferences import YEAR, keep_preferences, read_preferences
from claimtrack.web import has_role, toast

RECENT = 50


def own(request: HttpRequest) -> User:
    """Return who asks, on pages that ask for signing in."""
    user = request.user
    assert isinstance(user, User), "login_required lets users only through"  # noqa: S101
    return user


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, and what one did last."""
    user = own(request)
    recent = Action.objects.filter(actor=user, part_of=None).newest()[:RECENT]
    role = next((role for role in ("admin", "editor", "analyst") if has_role(user, role)), "")
    rows = [(action, may_undo(action, user)) for action in recent]
    return render(request, "accounts/account.html", {"role": role, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the preferences, or keep them with the account and in this browser."""
    if request.method != "POST":
        start = {"theme": request.COOKIES.get("theme", ""), **asdict(read_preferences(request))}
        return render(request, "accounts/preferences.html", {"form": PreferencesForm(initial=start)})
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/preferences.html", {"form": form}, status=422)
    chosen = form.preferences
    SavedPreferences.objects.update_or_create(user=own(request), defaults={"values": asdict(chosen)})
    toast(request, "Saved.")
    response = redirect("preferences")
    keep_preferences(request, response, chosen)
    response.set_cookie("theme", form.cleaned_data["theme"], max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
