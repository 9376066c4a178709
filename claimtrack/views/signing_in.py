"""Signing in: name and password, then a code where the account asks for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claimtrack import second_factor
from claimtrack.forms import CodeForm, say_what_to_enter
from claimtrack.models import SavedPreferences
from claimtrack.preferences import keep_preferences, parse_preferences

HALF_WAY = "half_signed_in"
HALF_WAY_LASTS = timedelta(minutes=5)


class SignIn(LoginView):
    """Ask for name and password; where the account has a second factor, for its code afterwards."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_form(self, form_class: Any = None) -> Any:
        """Return the form, whose fields say what is missing."""
        form = super().get_form(form_class)
        say_what_to_enter(form)
        return form

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, or go on to the code."""
        user = form.get_user()
        assert isinstance(user, User), "AuthenticationForm gives users"  # noqa: S101
        if not second_factor.is_on(user):
            return _let_in(self.request, user, to=self.get_success_url(), backend=user.backend)
        self.request.session[HALF_WAY] = {
            "user": user.pk,
            "backend": user.backend,
            "until": (timezone.now() + HALF_WAY_LASTS).isoformat(),
        }
        return redirect(f"{resolve_url('login-code')}?{urlencode({'next': self.get_redirect_url()})}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say if somebody was signed in before."""
        left_over = settings.SESSION_COOKIE_NAME in self.request.COOKIES and not self.request.session.session_key
        return super().get_context_data(was_signed_in=left_over, **kwargs)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of who gave the right password just now."""
    half_way = request.session.get(HALF_WAY)
    user = _who(half_way, timezone.now())
    if user is None or half_way is None:
        return redirect("login")
    wanted = request.POST.get("next") or request.GET.get("next", "")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.fits(user, form.cleaned_data["code"]):
            del request.session[HALF_WAY]
            safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
            to = wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
            return _let_in(request, user, to=to, backend=half_way["backend"])
        form.add_error("code", "This code is not right, or was used before. Wait a moment, then enter the next one.")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/login_code.html", {"form": form, "next": wanted}, status=status)


def _who(half_way: dict[str, Any] | None, now: datetime) -> User | None:
    if not half_way or datetime.fromisoformat(half_way["until"]) < now:
        return None
    return User.objects.filter(pk=half_way["user"], is_active=True).first()


def _let_in(request: HttpRequest, user: User, *, to: str, backend: str) -> HttpResponse:
    """Sign a user in, with the preferences that were saved."""
    login(request, user, backend=backend)
    response = redirect(to)
    if saved := SavedPreferences.objects.filter(user=user).first():
        keep_preferences(request, response, parse_preferences(saved.values))
    return response
