"""Feeds are asked for what is new; each entry becomes one ingestion, however often the feed names it.

The row is the truth, as with ingestions: a message only says "look at this row". The version of a feed (etag, date) is
stored after its entries, so that a poll that breaks off is repeated as a whole, and brings nothing twice.
"""

from __future__ import annotations

import hashlib
import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from articles.addresses import AddressError, normalize_address
from articles.duplicates import article_at, lock_identity
from articles.feeds import Entry, NotAFeed, read_feed
from articles.feeds import Feed as ReadFeed
from articles.fetching import FEEDS, READABLE, Fetched, FetchError, fetch
from articles.ingestion import RESEND_AFTER, submit
from articles.models import Article, Feed, FeedState, Ingestion
from articles.submitting import Submission
from claimtrack.dispatching import dispatch
from claimtrack.web import Problem

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than a task may run
SLOW_SECONDS = 5.0
LONGEST_WAIT = timedelta(days=1)
MOST_DOUBLINGS = 6
QUEUE = "fetch"


def poll_due(*, now: datetime) -> int:
    """Send a message for every feed that is due, unless one was sent a moment ago. Returns how many."""
    due = Feed.objects.due(now).filter(Q(enqueued_at=None) | Q(enqueued_at__lte=now - RESEND_AFTER))
    numbers = list(due.order_by("next_poll_at", "id").values_list("pk", flat=True))
    for number in numbers:
        _enqueue(number)
    Feed.objects.filter(pk__in=numbers).update(enqueued_at=now)
    return len(numbers)


def poll_now(feed: Feed, *, now: datetime) -> bool:
    """Have a feed polled at once. Returns whether it is polled at all: not while it is paused or gone."""
    asked = Feed.objects.asked().filter(pk=feed.pk).update(next_poll_at=now, enqueued_at=now)
    if asked:
        _enqueue(feed.pk)
    return bool(asked)


def _enqueue(feed_id: int) -> None:
    """Tell the workers to look at a feed; without a broker the beat does it later."""
    otherwise = f"feed {feed_id} waits for the next beat"
    dispatch("articles.tasks.poll_feed", queue=QUEUE, otherwise=otherwise, feed_id=feed_id)


def poll(feed_id: int, *, now: datetime) -> int:
    """Ask a feed and take its new entries in, unless it is not due or another worker has it. Returns how many."""
    if not (feed := _take(feed_id, now=now)):
        return 0
    began = time.monotonic()
    try:
        fetched = fetch(feed.address, accept=(*READABLE, *FEEDS), etag=feed.etag, last_modified=feed.last_modified)
        slow = time.monotonic() - began > SLOW_SECONDS
        found = None if fetched.unchanged else read_feed(fetched.body, address=fetched.address, now=now)
        new = sum(take_in(feed, entry, now=now) for entry in found.entries) if found else 0
    except (FetchError, NotAFeed) as error:
        _fail(feed, error.code, without_advice(error.message), wait=getattr(error, "wait", None), now=now)
        return 0
    except Exception:
        logger.exception("Feed %s could not be polled", feed.pk)
        message = "Something failed on our side and was recorded. The next poll tries again."
        _fail(feed, "internal_error", message, wait=None, now=now)
        return 0
    _succeed(feed, fetched, found, new=new, slow=slow, now=now)
    return new


def take_in(feed: Feed, entry: Entry, *, now: datetime) -> bool:
    """Submit the story of an entry, unless the feed has named it before. Returns whether it is new.

    A story that is here already, by whatever way, is not fetched again. What cannot be submitted is kept with its
    reason.
    """
    fault = ""
    try:
        address = normalize_address(entry.address) if entry.address else ""
        fault = "" if address else "The entry has no address."
    except AddressError as error:
        address, fault = entry.address.replace("\0", "")[:2000], error.message
    named = entry.guid or ("" if address else f"title:{entry.title}")
    guid = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest() if named else None
    with transaction.atomic():
        lock_identity("feed", str(feed.pk))
        same = Q(guid=guid) if guid else Q(pk=None)
        same |= Q(address=address) if address else Q(pk=None)
        if feed.entries.filter(same).exists():
            return False
        article, ingestion = (article_at(address), None) if address else (None, None)
        if not article and not fault:
            article, ingestion, fault = _submit(feed, entry, address, now=now)
        feed.entries.create(
            guid=guid,
            address=address,
            title=entry.title,
            article=article,
            ingestion=ingestion,
            fault=fault,
            found_at=now,
        )
    return True


def _submit(feed: Feed, entry: Entry, address: str, *, now: datetime) -> tuple[Article | None, Ingestion | None, str]:
    outlet = feed.outlet.name if feed.outlet else ""
    submission = Submission(url=address, outlet=outlet, published_at=entry.published_at)
    try:
        submitted = submit(submission, user=feed.added_by, now=now)
    except Problem as problem:
        return None, None, problem.message
    return submitted.article, submitted.ingestion, ""


def _take(feed_id: int, *, now: datetime) -> Feed | None:
    """Take the row by an update that must change exactly one; the end of the lease is the taker's token."""
    if not Feed.objects.due(now).filter(pk=feed_id).update(taken_until=now + LEASE):
        return None
    return Feed.objects.select_related("outlet", "added_by").get(pk=feed_id)


def _succeed(feed: Feed, fetched: Fetched, found: ReadFeed | None, *, new: int, slow: bool, now: datetime) -> None:
    """Note a poll that brought a feed, or the word that nothing changed.

    One that broke off midway counts as a failure, but is asked for as usual. No version of it is named to the site, so
    that it comes whole again.
    """
    broken = bool(found and found.fault)
    code, message = _remark(found)
    known = feed if fetched.unchanged else fetched
    _finish(
        feed,
        now=now,
        next_poll_at=now + feed.interval,
        state=FeedState.FAILING if broken else FeedState.SLOW if slow else FeedState.HEALTHY,
        failures=feed.failures + 1 if broken else 0,
        fault_code=code,
        fault_message=message,
        new_items=new,
        title=feed.title or (found.title[:500] if found else ""),
        etag="" if broken else known.etag[:500],
        last_modified="" if broken else known.last_modified[:100],
    )


def _remark(found: ReadFeed | None) -> tuple[str, str]:
    """Return code and words for what was not read of a feed, both empty if all was."""
    if found and found.fault:
        return "not_valid", found.fault
    if found and found.left_out:
        read = len(found.entries)
        return "left_out", f"{found.left_out:,} entries were left out; only the first {read} are read."
    return "", ""


def _fail(feed: Feed, code: str, message: str, *, wait: float | None, now: datetime) -> None:
    """Note a poll that brought nothing: the wait doubles with each one in a row, up to a day."""
    failures = feed.failures + 1
    longer = feed.interval * 2 ** min(failures, MOST_DOUBLINGS)
    asked = timedelta(seconds=wait or 0)
    refused = code == "robots_refused"
    states = {"robots_refused": FeedState.REFUSED, "page_gone": FeedState.GONE}
    _finish(
        feed,
        now=now,
        next_poll_at=now + (LONGEST_WAIT if refused else min(max(longer, asked), LONGEST_WAIT)),
        state=states.get(code, FeedState.FAILING),
        failures=failures,
        fault_code=code,
        fault_message=message,
        new_items=0,
    )


def _finish(feed: Feed, *, now: datetime, **fields: object) -> None:
    """Store how a poll ended, if the row is still ours; one that was paused meanwhile stays so."""
    ours = Feed.objects.filter(pk=feed.pk, taken_until=feed.taken_until)
    ours.exclude(state=FeedState.PAUSED).update(**fields, polled_at=now, taken_until=None)
    ours.update(taken_until=None)


def without_advice(message: str) -> str:
    """Leave out what helps with one page only."""
    return message.replace(" Paste the text instead.", "").replace(", or paste the text instead.", ".")
