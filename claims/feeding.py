"""What editors do to feeds; each of it is written down and can be undone. The articles of a feed stay in any case."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.addresses import AddressError, normalize_address
from articles.models import Feed, FeedState, Outlet
from articles.polling import poll_now
from articles.publishing import outlet_for
from claims.actions import changed_since, record, undo_of
from claims.models import Action
from claimtrack.web import Problem


def add_feed(
    address: str, *, outlet: str, minutes: int, editor: AbstractBaseUser, now: datetime, title: str = ""
) -> tuple[Feed, Action]:
    """Follow a feed from now on; its first poll begins at once. Raises Problem for a bad or a known address."""
    try:
        address = normalize_address(address)
    except AddressError as error:
        raise Problem(error.code, error.message) from error
    with transaction.atomic():
        _refuse_second(address)
        feed = Feed.objects.create(
            address=address,
            title=title[:500],
            outlet=outlet_for(outlet, "", now=now),
            minutes=minutes,
            added_by_id=editor.pk,
            created_at=now,
            next_poll_at=now,
        )
        action = _write("add feed", feed, editor=editor, before={}, after=_shown(feed), now=now)
        poll_now(feed, now=now)
    return feed, action


def edit_feed(feed: Feed, *, outlet: str, minutes: int, editor: AbstractBaseUser, now: datetime) -> Action:
    """Change how often a feed is asked, and whose stories it names. What was taken in before stays as it is."""
    with transaction.atomic():
        feed = _locked(feed.pk)
        before, old = _shown(feed), {"outlet": feed.outlet_id, "minutes": feed.minutes}
        feed.outlet, feed.minutes = outlet_for(outlet, "", now=now), minutes
        feed.next_poll_at = min(feed.next_poll_at, now + feed.interval)
        feed.save(update_fields=["outlet", "minutes", "next_poll_at"])
        new = {"outlet": feed.outlet_id, "minutes": feed.minutes}
        return _write(
            "edit feed",
            feed,
            editor=editor,
            before=before,
            after=_shown(feed),
            payload={"old": old, "new": new},
            now=now,
        )


def pause_feed(feed: Feed, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Stop asking a feed. Raises Problem (409) if it is paused already."""
    with transaction.atomic():
        feed = _locked(feed.pk)
        if feed.state == FeedState.PAUSED:
            raise Problem("paused_before", "This feed is paused already.", status=HTTPStatus.CONFLICT)
        before = feed.state
        _pause(feed)
        return _write("pause feed", feed, editor=editor, before={"state": before}, after={"state": feed.state}, now=now)


def resume_feed(feed: Feed, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Ask a feed again that was paused or gone, at once. Raises Problem (409) if it is being asked."""
    with transaction.atomic():
        feed = _locked(feed.pk)
        if feed.is_asked:
            raise Problem("resumed_before", "This feed is being polled already.", status=HTTPStatus.CONFLICT)
        before = feed.state
        _resume(feed, now=now)
        return _write("resume feed", feed, editor=editor, before={"state": before}, after={"state": "polled"}, now=now)


def delete_feed(feed: Feed, *, editor: AbstractBaseUser, now: datetime) -> Action:
    """Follow a feed no longer. Its articles, and what it has named, stay."""
    with transaction.atomic():
        feed = _locked(feed.pk)
        Feed.objects.filter(pk=feed.pk).update(deleted_at=now)
        return _write("delete feed", feed, editor=editor, before=_shown(feed), after={}, now=now)


@undo_of("add feed")
def _take_away(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has the editor)
    if not Feed.objects.kept().filter(pk=action.object_id).update(deleted_at=now):
        raise changed_since(action)
    return f"{action.label} is no longer followed."


@undo_of("edit feed")
def _change_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    feed, old, new = _kept(action), action.payload["old"], action.payload["new"]
    if {"outlet": feed.outlet_id, "minutes": feed.minutes} != new:
        raise changed_since(action)
    feed.outlet, feed.minutes = Outlet.objects.filter(pk=old["outlet"]).first(), old["minutes"]
    feed.save(update_fields=["outlet", "minutes"])
    return f"{feed} is as it was before."


@undo_of("pause feed")
def _resume_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    feed = _kept(action)
    if feed.is_asked:
        raise changed_since(action)
    _resume(feed, now=now)
    return f"{feed} is polled again."


@undo_of("resume feed")
def _pause_again(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    feed = _kept(action)
    if not feed.is_asked:
        raise changed_since(action)
    _pause(feed)
    return f"{feed} is paused again."


@undo_of("delete feed")
def _bring_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (as above)
    feed = Feed.objects.get(pk=action.object_id)
    _refuse_second(feed.address)
    Feed.objects.filter(pk=feed.pk).update(deleted_at=None, next_poll_at=now)
    return f"{feed} is followed again."


def _pause(feed: Feed) -> None:
    feed.state = FeedState.PAUSED
    feed.save(update_fields=["state"])


def _resume(feed: Feed, *, now: datetime) -> None:
    feed.state, feed.failures, feed.fault_code, feed.fault_message = FeedState.HEALTHY, 0, "", ""
    feed.save(update_fields=["state", "failures", "fault_code", "fault_message"])
    poll_now(feed, now=now)


def _refuse_second(address: str) -> None:
    if known := Feed.objects.kept().filter(address=address).first():
        message = f"This feed is followed already: {known}. Open it to change how often it is polled."
        raise Problem("known_feed", message, status=HTTPStatus.CONFLICT)


def _locked(pk: int) -> Feed:
    return Feed.objects.kept().select_for_update(of=["self"]).select_related("outlet").get(pk=pk)


def _kept(action: Action) -> Feed:
    if not Feed.objects.kept().filter(pk=action.object_id).exists():
        raise changed_since(action)
    return _locked(action.object_id)


def _shown(feed: Feed) -> dict[str, Any]:
    return {
        "address": feed.address,
        "outlet": feed.outlet.name if feed.outlet else None,
        "every": f"{feed.minutes} minutes",
    }


def _write(verb: str, feed: Feed, *, editor: AbstractBaseUser, now: datetime, **values: Any) -> Action:
    return record(verb, actor=editor, obj=feed, now=now, **values)
