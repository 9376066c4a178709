"""Saved searches: what is new to each, and following one more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.contrib.auth.models import User
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.alerting import KEPT_DELIVERIES, matched
from claims.cards import cards, with_cards
from claims.exports import atom
from claims.models import Claim, DeliveryState, Match, SavedSearch
from claims.narrowing import Chip, chips, labels
from claims.saved_forms import MailForm, NameForm, WebhookForm
from claims.saving import cleaned_query, delete_search, rename_search, save_search, visit
from claims.search import count_found, find_claims
from claims.views.files import site_of, stream
from claimtrack.web import Problem, page_or_part, toast

SHOWN = 50
IN_FEED = 50
SECRET = "new_secret"  # noqa: S105  (where it waits in the session)


@dataclass(frozen=True, slots=True)
class Row:
    """A search in the list, with its filters in words."""

    search: SavedSearch
    chips: list[Chip]


@require_safe
@login_required
def saved_list(request: HttpRequest) -> HttpResponse:
    """Show one's saved searches with how much is new to each."""
    claim = Q(matches__claim__hidden_at=None, matches__claim__merged_into=None, matches__claim__statement_count__gt=0)
    new = Count("matches", filter=claim & Q(matches__found_at__gt=F("visited_at")))
    searches = list(SavedSearch.objects.kept().filter(user=owner(request)).annotate(new=new).order_by("name", "id"))
    names = _names([search.params for search in searches], request)
    rows = [Row(search, chips(search.params, names)) for search in searches]
    return render(request, "claims/saved_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def saved_new(request: HttpRequest) -> HttpResponse:
    """Show what is to be saved, or save it: the list whose parameters the address holds."""
    query = QueryDict(cleaned_query(request.GET))
    shown = chips(query, _names([query], request))
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": _name(shown)})
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        name, site = form.cleaned_data["name"], site_of(request)
        try:
            search, action = save_search(name, query, user=owner(request), site=site, now=timezone.now())
        except Problem as problem:
            problems = [("id_name", problem.message)]
        else:
            toast(request, f"Saved: “{name}”.", undo=action.pk)
            return redirect(search)
    total = count_found(find_claims(query, user=request.user))
    context = {"form": form, "chips": shown, "total": total, "problems": problems or problems_of(form)}
    return render(request, "claims/saved_new.html", context, status=422 if context["problems"] else 200)


@never_cache
@require_safe
@login_required
def saved_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is new to a search since the last visit, and how one is told."""
    search = own_search(request, pk)
    if getattr(request, "htmx", False):
        return detail(request, search)
    visit(search, now=timezone.now())
    return detail(request, search, secret=request.session.pop(SECRET, ""))


@require_POST
@login_required
def saved_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a search another name."""
    search, form = own_search(request, pk), NameForm(request.POST)
    if not form.is_valid():
        return detail(request, search, name=form, status=422)
    action = rename_search(search, form.cleaned_data["name"], now=timezone.now())
    toast(request, "Saved.", undo=action.pk)
    return redirect(search)


@require_POST
@login_required
def saved_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a list no longer, and go to the others."""
    search = own_search(request, pk)
    action = delete_search(search, now=timezone.now())
    toast(request, f"“{search}” is deleted.", undo=action.pk)
    return redirect("saved-list")


@login_not_required  # the secret in the address opens it
@require_safe
def saved_feed(request: HttpRequest, pk: int, secret: str) -> StreamingHttpResponse:
    """Give the claims that a search has found as an Atom feed, the latest found first."""
    search = get_object_or_404(SavedSearch.objects.watched(), pk=pk)
    if not constant_time_compare(secret, search.feed_secret):
        raise Http404
    latest = Match.objects.filter(search=search).order_by("-pk").values_list("claim", flat=True)[:IN_FEED]
    found = Claim.objects.visible_to(search.user).filter(pk__in=list(latest)).order_by("-pk")
    site, title = site_of(request), f"{search.name} - claimtrack"
    page, here = site + search.list_address, request.build_absolute_uri()
    lines = atom.write(found, site=site, title=title, page=page, address=here)
    return stream(lines, name="saved", file_format="atom")


def detail(request: HttpRequest, search: SavedSearch, *, status: int = 200, **changed: Any) -> HttpResponse:
    """Show the page of a search; `changed` are forms with errors, and a secret that is shown this once."""
    user = owner(request)
    new = matched(search).filter(pk__in=_found_since(search)).order_by("-pk")
    deliveries = list(search.deliveries.defer("body").order_by("-made_at", "-id")[:KEPT_DELIVERIES])
    forms = {
        "name": NameForm(initial={"name": search.name}),
        "webhook": WebhookForm(initial={"address": search.webhook_url}),
        "mail": MailForm(initial={"by_mail": search.by_mail}),
    }
    context = {
        "search": search,
        "chips": chips(search.params, _names([search.params], request)),
        "cards": cards(with_cards(new)[:SHOWN]),
        "new_total": new.count(),
        "deliveries": deliveries,
        "on_the_way": any(d.state == DeliveryState.WAITING and not d.attempts for d in deliveries),
        "feed_url": request.build_absolute_uri(search.feed_address),
        "mail_is_set": bool(settings.MAIL),
        "has_address": bool(user.email),
        **forms,
        **changed,
    }
    context["problems"] = [problem for name in forms for problem in problems_of(context[name])]
    return page_or_part(request, "claims/saved_detail.html", "deliveries", context, status=status)


def show_once(request: HttpRequest, secret: str) -> None:
    """Have the next page of a search show a secret."""
    request.session[SECRET] = secret


def own_search(request: HttpRequest, pk: int) -> SavedSearch:
    """Return a saved search of who asks. Raises Http404."""
    return get_object_or_404(SavedSearch.objects.kept().select_related("user"), pk=pk, user=owner(request))


def owner(request: HttpRequest) -> User:
    """Return who asks."""
    assert isinstance(request.user, User), "login_required lets users only through"  # noqa: S101
    return request.user


def problems_of(form: Any) -> list[tuple[str, str]]:
    """Return what is wrong with the fields of a form: their ids and the words."""
    return [(form[name].auto_id, str(message)) for name, found in form.errors.items() for message in found]


def _found_since(search: SavedSearch) -> Any:
    return Match.objects.filter(search=search, found_at__gt=search.new_since).values("claim")


def _names(queries: Sequence[QueryDict], request: HttpRequest) -> Mapping[tuple[str, str], str]:
    """Return the words for the values of some lists, in as many queries as for one."""
    together = QueryDict(mutable=True)
    for query in queries:
        for name, values in query.lists():
            together.setlist(name, [*together.getlist(name), *values])
    return labels(together, user=request.user)


def _name(shown: Iterable[Chip]) -> str:
    """Return what a search may be called by its filters."""
    words = (f"{chip.label} {'not ' if chip.excluded else ''}{chip.value}" for chip in shown)
    return (", ".join(words) or "All claims")[:120]
