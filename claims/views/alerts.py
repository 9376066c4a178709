"""How somebody is told what is new to a saved search: feed, webhook, mail."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims import saving
from claims.saved_forms import MailForm, WebhookForm
from claims.views.files import site_of
from claims.views.saved import detail, own_search, show_once
from claimtrack.web import Problem, page_or_part, toast


@require_POST
@login_required
def set_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Send news to an address, or end it. A new secret is shown this once."""
    search, form = own_search(request, pk), WebhookForm(request.POST)
    if form.is_valid():
        address, site = form.cleaned_data["address"].strip(), site_of(request)
        try:
            secret = saving.set_webhook(search, address, site=site, now=timezone.now())
        except Problem as problem:
            form.add_error("address", problem.message)
        else:
            show_once(request, secret)
            toast(request, "Saved." if address else "Nothing is sent to a webhook any more.")
            return redirect(search)
    return detail(request, search, webhook=form, status=422)


@require_POST
@login_required
def renew_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign with another secret, shown this once."""
    search = own_search(request, pk)
    show_once(request, saving.renew_secret(search, now=timezone.now()))
    return redirect(search)


@require_POST
@login_required
def renew_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the feed another address."""
    search = own_search(request, pk)
    saving.renew_feed(search, now=timezone.now())
    toast(request, "The feed has a new address. The former one leads nowhere.")
    return redirect(search)


@require_POST
@login_required
def set_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail a day, or none."""
    search, form = own_search(request, pk), MailForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["by_mail"]
    saving.set_digest(search, wanted=wanted, now=timezone.now())
    toast(request, "You get a mail when there is something new, once a day at most." if wanted else "You get no mail.")
    return redirect(search)


@require_POST
@login_required
def send_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the latest claims once, marked as a test."""
    search = own_search(request, pk)
    if search.webhook_url:
        saving.send_test(search, now=timezone.now())
        toast(request, "A test is being sent.")
    else:
        toast(request, "Enter an address first.", failed=True)
    return redirect(f"{search.get_absolute_url()}#deliveries")


@require_safe
@login_required
def delivery_detail(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Show what was sent, and how it went."""
    search = own_search(request, pk)
    context = {"search": search, "delivery": get_object_or_404(search.deliveries, pk=delivery)}
    return page_or_part(request, "claims/saved_delivery.html", "delivery", context)


@require_POST
@login_required
def replay(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Send a delivery again."""
    search = own_search(request, pk)
    saving.replay(get_object_or_404(search.deliveries, pk=delivery), now=timezone.now())
    toast(request, "It is being sent again.")
    return redirect(f"{search.get_absolute_url()}#deliveries")


@require_POST
@login_required
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the webhook again."""
    search = own_search(request, pk)
    saving.resume_webhook(search, now=timezone.now())
    toast(request, f"“{search}” is sent again, with all that was found meanwhile.")
    return redirect(search)
