"""What people do with their saved searches; each of it is written down for them alone, and can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.http import QueryDict

from claims.actions import changed_since, record, undo_of
from claims.alerting import add_delivery, catch_up, drop_old, matched, note_known
from claims.models import Action, Delivery, DeliveryKind, DeliveryState, Match, SavedSearch
from claims.models.saved_search import make_secret
from claims.narrowing import LABELS
from claims.search import read_filters
from claims.turns import watching_turn
from claims.webhooks import send_soon, usable_address
from claimtrack.web import Problem

VISIT_LASTS = timedelta(minutes=30)
MOST_SEARCHES = 100
LONGEST_QUERY = 4000
MOST_IN_TEST = 3


def cleaned_query(params: QueryDict) -> str:
    """Return the parameters of a list of claims that choose its rows, and its order; what cannot be used is left out.

    Raises Problem for an address that is too long.
    """
    filters, kept = read_filters(params).params, QueryDict(mutable=True)
    for name in (*LABELS, "ordering"):
        kept.setlist(name, [value for value in filters.getlist(name) if value.strip()])
    query = kept.urlencode()
    if len(query) > LONGEST_QUERY:
        raise Problem("query_too_long", "These are too many filters to be saved. Take some away.")
    return query


def save_search(name: str, params: QueryDict, *, user: User, site: str, now: datetime) -> tuple[SavedSearch, Action]:
    """Follow a list of claims under a name. What is in it now is not new. Raises Problem beyond a hundred."""
    if SavedSearch.objects.kept().filter(user=user).count() >= MOST_SEARCHES:
        raise Problem("too_many_searches", f"You have {MOST_SEARCHES} saved searches. Delete one first.")
    with watching_turn():
        search = SavedSearch.objects.create(
            user=user, name=name, query=cleaned_query(params), site=site, created_at=now, visited_at=now,
            new_since=now,
        )  # fmt: skip
        note_known(search, now=now)
        return search, _write("save search", search, before=None, after={"name": name}, now=now)


def rename_search(search: SavedSearch, name: str, *, now: datetime) -> Action:
    """Give a search another name."""
    with transaction.atomic():
        before, search.name = search.name, name
        search.save(update_fields=["name"])
        return _write("rename search", search, before={"name": before}, after={"name": name}, now=now)


def delete_search(search: SavedSearch, *, now: datetime) -> Action:
    """Follow a list no longer: nothing is sent, its feed is gone."""
    with transaction.atomic():
        SavedSearch.objects.filter(pk=search.pk).update(deleted_at=now)
        return _write("delete search", search, before={"name": search.name}, after=None, now=now)


def visit(search: SavedSearch, *, now: datetime) -> None:
    """Note that its owner looks at a search now. What was new stays so while one goes on looking."""
    if now - search.visited_at > VISIT_LASTS:
        search.new_since = search.visited_at
    search.visited_at = now
    search.save(update_fields=["visited_at", "new_since"])


def set_webhook(search: SavedSearch, address: str, *, site: str, now: datetime) -> str:
    """Have news sent to an address; an empty one ends it. Returns the secret where a new one was made, else nothing.

    Only what is found from now on is sent. Raises Problem for an address that cannot be used.
    """
    address = usable_address(address) if address else ""
    with transaction.atomic():
        search = _locked(search)
        before, made = search.webhook_url, ""
        if address and not before:
            search.packed_to = _latest(search)
            search.webhook_secret = made = make_secret()
        if not address:
            search.webhook_secret = ""
            search.deliveries.filter(state=DeliveryState.WAITING).update(state=DeliveryState.FAILED)
        search.webhook_url, search.site = address, site
        _resume(search, now=now)
        shown = {"webhook": _host(before)}, {"webhook": _host(address)}
        _write("set webhook", search, before=shown[0], after=shown[1], now=now)
    return made


def renew_secret(search: SavedSearch, *, now: datetime) -> str:
    """Sign with another secret from now on, and return it."""
    with transaction.atomic():
        search.webhook_secret = make_secret()
        search.save(update_fields=["webhook_secret"])
        _write("renew webhook secret", search, before=None, after=None, now=now)
    return search.webhook_secret


def renew_feed(search: SavedSearch, *, now: datetime) -> None:
    """Give the Atom feed another address; the former one leads nowhere."""
    with transaction.atomic():
        search.feed_secret = make_secret()
        search.save(update_fields=["feed_secret"])
        _write("renew feed address", search, before=None, after=None, now=now)


def set_digest(search: SavedSearch, *, wanted: bool, now: datetime) -> Action:
    """Send a mail a day with what is found from now on, or none."""
    with transaction.atomic():
        search = _locked(search)
        search.by_mail, search.digested_at = wanted, now
        search.digested_to = _latest(search)
        search.save(update_fields=["by_mail", "digested_at", "digested_to"])
        before, after = ("no", "yes") if wanted else ("yes", "no")
        return _write("set mail", search, before={"daily mail": before}, after={"daily mail": after}, now=now)


def resume_webhook(search: SavedSearch, *, now: datetime) -> None:
    """Call a webhook again at once, with all that was found meanwhile."""
    with transaction.atomic():
        _resume(_locked(search), now=now)


def send_test(search: SavedSearch, *, now: datetime) -> Delivery:
    """Send the latest claims that a search has found, marked as a test; it is tried once."""
    with transaction.atomic():
        latest = list(matched(search).order_by("-pk").values_list("pk", flat=True)[:MOST_IN_TEST])
        delivery = add_delivery(search, DeliveryKind.TEST, matched(search).filter(pk__in=latest), now=now)
        send_soon(delivery, now=now)
    return delivery


def replay(delivery: Delivery, *, now: datetime) -> Delivery:
    """Send a body again as it was, under its id, signed anew; it is tried once."""
    with transaction.atomic():
        again = Delivery.objects.create(
            search=delivery.search,
            uid=delivery.uid,
            kind=DeliveryKind.REPLAY,
            claims=delivery.claims,
            body=delivery.body,
            next_try_at=now,
            made_at=now,
        )
        drop_old(delivery.search)
        send_soon(again, now=now)
    return again


def _resume(search: SavedSearch, *, now: datetime) -> None:
    search.paused_at, search.failing_since, search.fault = None, None, ""
    search.save(update_fields=[
        "webhook_url", "webhook_secret", "site", "packed_to", "paused_at", "failing_since", "fault",
    ])  # fmt: skip
    search.deliveries.filter(state=DeliveryState.WAITING).update(next_try_at=now)


def _locked(search: SavedSearch) -> SavedSearch:
    return SavedSearch.objects.select_for_update(of=("self",)).select_related("user").get(pk=search.pk)


def _latest(search: SavedSearch) -> int:
    return Match.objects.filter(search=search).order_by("-pk").values_list("pk", flat=True).first() or 0


def _host(address: str) -> str | None:
    return urlsplit(address).hostname if address else None


@undo_of("save search")
def _forget(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has the owner)
    if not SavedSearch.objects.kept().filter(pk=action.object_id).update(deleted_at=now):
        raise changed_since(action)
    return f"“{action.label}” is not saved any more."


@undo_of("rename search")
def _name_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    named = SavedSearch.objects.kept().filter(pk=action.object_id, name=action.after["name"])
    if not named.update(name=action.before["name"]):
        raise changed_since(action)
    return f"it is called “{action.before['name']}” again."


@undo_of("delete search")
def _bring_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    search = SavedSearch.objects.select_related("user").filter(pk=action.object_id).exclude(deleted_at=None).first()
    if search is None:
        raise changed_since(action)
    SavedSearch.objects.filter(pk=search.pk).update(deleted_at=None)
    catch_up(search, since=action.made_at, now=now)
    return f"“{action.label}” is saved again."


def _write(
    verb: str, search: SavedSearch, *, before: dict[str, Any] | None, after: dict[str, Any] | None, now: datetime
) -> Action:
    return record(verb, actor=search.user, obj=search, before=before, after=after, private=True, now=now)
