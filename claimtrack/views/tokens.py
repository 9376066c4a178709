"""One's own tokens of the REST API."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claimtrack.forms import TokenForm
from claimtrack.models import TokenDetails
from claimtrack.tokens import make_token, revoke_token
from claimtrack.views.account import own
from claimtrack.web import toast


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the tokens, or make one: its words are shown this once."""
    if request.method != "POST":
        return _page(request, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    made = make_token(own(request), name=given["name"], scope=given["scope"], lasts=form.lasts, now=timezone.now())
    return _page(request, TokenForm(), made=made)


@require_POST
@login_required
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token; the toast takes it back."""
    details = get_object_or_404(TokenDetails, pk=pk, token__user=own(request), revoked_at=None)
    action = revoke_token(details, user=own(request), now=timezone.now())
    toast(request, f"Revoked: “{details.name}” opens nothing any more.", undo=action.pk)
    return redirect("tokens")


def _page(request: HttpRequest, form: TokenForm, *, made: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    known = TokenDetails.objects.filter(token__user=own(request)).select_related("token").order_by("-token__created")
    rows = [(details, details.is_expired(now)) for details in known]
    return render(request, "accounts/tokens.html", {"form": form, "rows": rows, "made": made}, status=status)
