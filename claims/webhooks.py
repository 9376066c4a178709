"""Telling other programs what is new: bodies that are signed, tried again, and known by an id.

A delivery is a state in a row, as an ingestion is. It is sent at least once: whoever receives it twice knows it by its
id. Redirects are not followed, and the address must be a public one, on every try.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import httpcore2
from django.conf import settings
from django.db.models import Q

from articles.addresses import DEFAULT_PORTS, AddressError, normalize_address
from articles.fetching import AGENT
from articles.guard import GuardedBackend, TemporarilyUnknown
from articles.ingestion import RESEND_AFTER
from articles.polling import without_advice
from claims.alerting import pack
from claims.models import Delivery, DeliveryKind, DeliveryState, SavedSearch
from claimtrack.dispatching import dispatch
from claimtrack.web import Problem

logger = logging.getLogger(__name__)

WHOLE_SECONDS = 10.0
LEASE = timedelta(seconds=60)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)
PAUSE_AFTER = timedelta(days=3)
QUEUE = "fetch"


@dataclass(frozen=True, slots=True)
class Sent:
    """How one try went; `fault` is empty where the receiver has taken the body."""

    status_code: int | None
    fault: str
    milliseconds: int


def usable_address(address: str) -> str:
    """Return the one spelling of an address that may be called. Raises Problem for another one.

    Its name is looked up now, so that a private one is refused at once, and again on every try.
    """
    try:
        address = normalize_address(address)
        parts = urlsplit(address)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        _guard(time.monotonic() + WHOLE_SECONDS).checked_addresses(parts.hostname or "", port)
    except AddressError as error:
        raise Problem(error.code, _words_for(error, address)) from error
    except TemporarilyUnknown:
        pass  # the first delivery tells
    return address


def signature(body: str, *, secret: str, timestamp: int) -> str:
    """Return the HMAC-SHA256 of "timestamp.body" in UTF-8, in hexadecimal."""
    return hmac.new(secret.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()


def send_due(*, now: datetime) -> int:
    """Send a message for every delivery that is due, unless one was sent a moment ago. Returns how many."""
    lost = Q(enqueued_at=None) | Q(enqueued_at__lte=now - RESEND_AFTER)
    numbers = list(Delivery.objects.due(now).filter(lost).order_by("next_try_at", "id").values_list("pk", flat=True))
    for number in numbers:
        _enqueue(number)
    Delivery.objects.filter(pk__in=numbers).update(enqueued_at=now)
    return len(numbers)


def send_soon(delivery: Delivery, *, now: datetime) -> None:
    """Have a delivery sent as soon as the present transaction is over."""
    Delivery.objects.filter(pk=delivery.pk).update(enqueued_at=now)
    _enqueue(delivery.pk)


def _enqueue(delivery_id: int) -> None:
    """Tell the workers to look at a delivery; without a broker the beat does it later."""
    otherwise = f"delivery {delivery_id} waits for the next beat"
    dispatch("claims.tasks.deliver", queue=QUEUE, otherwise=otherwise, delivery_id=delivery_id)


def deliver(delivery_id: int, *, now: datetime) -> None:
    """Send a delivery, unless it is not due or another worker has it, and note how it went."""
    if not Delivery.objects.due(now).filter(pk=delivery_id).update(taken_until=now + LEASE):
        return
    delivery = Delivery.objects.select_related("search").get(pk=delivery_id)
    sent = post(delivery, timestamp=int(now.timestamp()))
    _note(delivery, sent, now=now)
    if not sent.fault and delivery.kind == DeliveryKind.NEWS and (following := pack(delivery.search_id, now=now)):
        send_soon(following, now=now)


def post(delivery: Delivery, *, timestamp: int) -> Sent:
    """Send a body to the address of its search, once."""
    search, body = delivery.search, delivery.body.encode()
    signed = signature(delivery.body, secret=search.webhook_secret, timestamp=timestamp)
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": AGENT,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "Claimtrack-Delivery": str(delivery.uid),
        "Claimtrack-Timestamp": str(timestamp),
        "Claimtrack-Signature": f"v1={signed}",
    }
    began = time.monotonic()
    timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), WHOLE_SECONDS)}
    code, fault = None, ""
    try:
        with (
            httpcore2.ConnectionPool(network_backend=_guard(began + WHOLE_SECONDS), max_connections=1) as pool,
            pool.stream("POST", search.webhook_url, headers=headers, content=body, extensions=timeouts) as answer,
        ):
            code = answer.status
    except Exception as error:
        fault = _words_for(error, search.webhook_url)
    else:
        fault = "" if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES else _refusal(code)
    return Sent(code, fault, round((time.monotonic() - began) * 1000))


def _guard(deadline: float) -> GuardedBackend:
    return GuardedBackend(allow=settings.WEBHOOK_ALLOW, deadline=deadline)


def _refusal(code: int) -> str:
    if code < HTTPStatus.BAD_REQUEST:
        return f"The receiver sends on to another address ({code}), which is not followed. Enter that one."
    return f"The receiver answered {code}."


def _words_for(error: Exception, address: str) -> str:
    """Say in our words why nothing was delivered."""
    host = urlsplit(address).hostname
    match error:
        case AddressError(code="address_not_public"):
            return f"{host} is in a private network, which is not called. Use a public address."
        case AddressError():
            return without_advice(error.message)
        case TemporarilyUnknown():
            return f"The name {host} could not be looked up."
        case httpcore2.TimeoutException():
            return f"{host} did not answer within {WHOLE_SECONDS:.0f} seconds."
        case httpcore2.NetworkError():
            return f"{host} could not be reached or broke off."
        case httpcore2.ProtocolError() | httpcore2.UnsupportedProtocol():
            return f"What answers at {host} does not speak HTTP."
    logger.error("Delivering to %s failed", host, exc_info=error)
    return "Something failed on our side and was recorded."


def _note(delivery: Delivery, sent: Sent, *, now: datetime) -> None:
    """Store how a try went, if the row is still ours. New claims are tried again, what was asked for by hand is not."""
    again = bool(sent.fault) and delivery.kind == DeliveryKind.NEWS
    state = DeliveryState.WAITING if again else DeliveryState.FAILED if sent.fault else DeliveryState.DELIVERED
    ours = Delivery.objects.filter(pk=delivery.pk, taken_until=delivery.taken_until)
    ours.update(
        state=state,
        attempts=delivery.attempts + 1,
        next_try_at=now + wait_after(delivery.attempts + 1),
        taken_until=None,
        enqueued_at=None,
        status_code=sent.status_code,
        milliseconds=sent.milliseconds,
        fault=sent.fault,
        tried_at=now,
    )
    if delivery.kind == DeliveryKind.NEWS:
        _note_health(delivery.search, sent.fault, now=now)


def wait_after(attempts: int) -> timedelta:
    """Return the time until the next try: it doubles, up to an hour."""
    return min(FIRST_WAIT * float(2 ** min(attempts - 1, 20)), LONGEST_WAIT)


def _note_health(search: SavedSearch, fault: str, *, now: datetime) -> None:
    """Note since when a webhook fails; after three days it is not called any more."""
    own = SavedSearch.objects.filter(pk=search.pk)
    since = (search.failing_since or now) if fault else None
    own.update(failing_since=since, fault=fault)
    if since and now - since >= PAUSE_AFTER:
        own.filter(paused_at=None).update(paused_at=now)
