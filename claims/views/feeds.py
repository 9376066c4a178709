"""Feeds: how each is doing, what it named, and following one more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.discovery import discover
from articles.forms import FeedForm
from articles.models import Feed, FeedEntry
from articles.polling import poll_now
from claims.feeding import add_feed, delete_feed, edit_feed, pause_feed, resume_feed
from claims.models import Action
from claims.paging import page_of
from claims.pictures.strip import Strip, draw_strip
from claimtrack.web import Problem, editor_required, go_back, page_or_part, toast

PAGE, DAYS = 50, 30
PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A feed in the list, with how many stories it brought today and in the last days."""

    feed: Feed
    today: int
    strip: Strip


@require_safe
@editor_required
def feed_list(request: HttpRequest) -> HttpResponse:
    """Show all feeds, those in trouble first."""
    return page_or_part(request, "claims/feed_list.html", "list", _list_page())


@require_POST
@editor_required
def find_feed(request: HttpRequest) -> HttpResponse:
    """Look for a feed at an address, and show what it holds before it is followed."""
    address = request.POST.get("address", "").strip()[:2000]
    try:
        found = discover(address, now=timezone.now())
    except Problem as problem:
        context = _list_page() | {"address": address, "problems": [("id_address", problem.message)]}
        return render(request, "claims/feed_list.html", context, status=422)
    known = Feed.objects.kept().filter(address=found.address).first()
    form = FeedForm(initial={"outlet": found.feed.title[:200]})
    context = {"found": found, "entries": found.feed.entries[:PREVIEWED], "known": known, "form": form}
    return render(request, "claims/feed_found.html", context)


@require_POST
@editor_required
def follow_feed(request: HttpRequest) -> HttpResponse:
    """Follow a feed that was found."""
    address, form = request.POST.get("address", "")[:2000], FeedForm(request.POST)
    problems = [(form[name].auto_id, str(message)) for name, found in form.errors.items() for message in found]
    if not problems:
        try:
            title = request.POST.get("title", "").replace("\0", "")
            feed, action = add_feed(
                address, **form.cleaned_data, title=title, editor=_editor(request), now=timezone.now()
            )
        except Problem as problem:
            problems = [("id_address", problem.message)]
        else:
            toast(request, f"{feed} is followed, and polled now.", undo=action.pk)
            return redirect(feed)
    context = _list_page() | {"address": address, "problems": problems}
    return render(request, "claims/feed_list.html", context, status=422)


@require_safe
@editor_required
def feed_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a feed: how it is doing, what it named, and how it is followed."""
    feed = _feed(pk)
    outlet = feed.outlet.name if feed.outlet else ""
    return _detail(request, feed, FeedForm(initial={"outlet": outlet, "minutes": feed.minutes}))


@require_POST
@editor_required
def change_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Change interval and outlet."""
    feed, form = _feed(pk), FeedForm(request.POST)
    if not form.is_valid():
        problems = [(form[name].auto_id, str(message)) for name, found in form.errors.items() for message in found]
        return _detail(request, feed, form, problems=problems, status=422)
    action = edit_feed(feed, **form.cleaned_data, editor=_editor(request), now=timezone.now())
    toast(request, "Saved.", undo=action.pk)
    return redirect(feed)


@require_POST
@editor_required
def poll_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a feed now instead of when its time comes."""
    feed = _feed(pk)
    if poll_now(feed, now=timezone.now()):
        toast(request, f"{feed} is being polled.")
    else:
        toast(request, f"{feed} is {feed.get_state_display()}. Resume it first.", failed=True)
    return go_back(request, feed.get_absolute_url())


@require_POST
@editor_required
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop asking a feed."""
    return _do(request, pk, pause_feed, "{} is paused.")


@require_POST
@editor_required
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a feed again."""
    return _do(request, pk, resume_feed, "{} is polled again.")


@require_POST
@editor_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a feed no longer, and go to the others."""
    feed = _feed(pk)
    action = delete_feed(feed, editor=_editor(request), now=timezone.now())
    toast(request, f"{feed} is no longer followed. Its articles stay.", undo=action.pk)
    return redirect("feed-list")


def _do(request: HttpRequest, pk: int, verb: Callable[..., Action], words: str) -> HttpResponse:
    feed = _feed(pk)
    try:
        action = verb(feed, editor=_editor(request), now=timezone.now())
    except Problem as problem:
        toast(request, problem.message, failed=True)
    else:
        toast(request, words.format(feed), undo=action.pk)
    return go_back(request, feed.get_absolute_url())


def _detail(
    request: HttpRequest,
    feed: Feed,
    form: FeedForm,
    *,
    problems: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    entries = FeedEntry.objects.filter(feed=feed).select_related("article", "ingestion")
    page = page_of(entries.defer("ingestion__body").order_by("-found_at", "-id"), request.GET.get("cursor"), size=PAGE)
    context = {
        "feed": feed,
        "form": form,
        "problems": problems,
        "entries": page.rows,
        "row": _rows([feed], now=now)[0],
        "entry_total": feed.entries.count(),
        "neighbours": page.neighbours("?"),
    }
    return page_or_part(request, "claims/feed_detail.html", "list", context, status=status)


def _list_page() -> dict[str, Any]:
    feeds = Feed.objects.kept().select_related("outlet").order_by("-failures", "title", "id")
    rows = _rows(list(feeds), now=timezone.now())
    return {"rows": rows, "today": sum(row.today for row in rows)}


def _rows(feeds: Sequence[Feed], *, now: datetime) -> list[Row]:
    """Return feeds with their strips, which cost one query for all of them."""
    since = now - timedelta(days=DAYS)
    found = FeedEntry.objects.filter(feed__in=feeds, found_at__gte=since).values_list("feed", TruncDate("found_at"))
    numbers: dict[int, dict[date, int]] = defaultdict(dict)
    for feed, day, number in found.annotate(n=Count("pk")).order_by():
        numbers[feed][day] = number
    today = now.date()
    return [Row(feed, numbers[feed.pk].get(today, 0), _strip(numbers[feed.pk], today)) for feed in feeds]


def _strip(numbers: dict[date, int], today: date) -> Strip:
    return draw_strip(numbers, until=today, days=DAYS, of="New items")


def _feed(pk: int) -> Feed:
    return get_object_or_404(Feed.objects.kept().select_related("outlet"), pk=pk)


def _editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "only editors get here"  # noqa: S101
    return request.user
