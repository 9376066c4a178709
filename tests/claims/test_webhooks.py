"""Webhooks: signed, tried again, known by an id, and never called inside the network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

from claims import alerting, saving
from claims.alerting import watch
from claims.models import Delivery, DeliveryState, SavedSearch
from claims.saving import replay, resume_webhook, save_search, send_test, set_webhook
from claims.webhooks import PAUSE_AFTER, deliver, send_due, wait_after
from claimtrack.web import Problem
from tests.claims.stories import NOW
from tests.factories import make_claim
from tests.receiving import Receiver

pytestmark = pytest.mark.django_db
SITE = "https://claims.example"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def receiver(settings: Settings, httpserver: HTTPServer) -> Receiver:
    settings.WEBHOOK_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    return Receiver(httpserver)


@pytest.fixture
def search(analyst: User, receiver: Receiver) -> SavedSearch:
    search, _ = save_search("Bridges", QueryDict("stance=assertion"), user=analyst, site=SITE, now=NOW)
    receiver.secret = set_webhook(search, receiver.address, site=SITE, now=NOW)
    return reloaded(search)


def reloaded(search: SavedSearch) -> SavedSearch:
    return SavedSearch.objects.select_related("user").get(pk=search.pk)


def send_all(now: Any = LATER) -> None:
    """Send all that is due, as the workers do."""
    for number in Delivery.objects.due(now).order_by("pk").values_list("pk", flat=True):
        deliver(number, now=now)


def test_new_claims_reach_the_receiver_signed(search: SavedSearch, receiver: Receiver) -> None:
    claim = make_claim("the bridge held")
    watch(now=LATER)
    send_all()
    (body,) = receiver.bodies
    assert body["event"] == "claims.new"
    assert body["search"] == {
        "id": search.pk, "name": "Bridges", "url": f"{SITE}/saved/{search.pk}/",
        "claims": f"{SITE}/claims/?stance=assertion",
    }  # fmt: skip
    assert [(c["id"], c["text"], c["url"]) for c in body["claims"]] == [
        (claim.pk, "the bridge held", SITE + claim.get_absolute_url())
    ]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status_code, delivery.attempts) == ("delivered", 200, 1)
    assert receiver.headers[0]["Claimtrack-Delivery"] == str(delivery.uid) == body["delivery"]
    assert delivery.milliseconds is not None
    send_all(LATER + timedelta(days=1))
    assert len(receiver.bodies) == 1


def test_a_wrong_secret_is_refused_by_the_receiver(search: SavedSearch, receiver: Receiver) -> None:
    receiver.secret = "another"
    make_claim()
    watch(now=LATER)
    send_all()
    assert Delivery.objects.get().fault == "The receiver answered 401."


def test_a_new_secret_signs_from_now_on(search: SavedSearch, receiver: Receiver) -> None:
    receiver.secret = saving.renew_secret(search, now=NOW)
    make_claim()
    watch(now=LATER)
    send_all()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_what_fails_is_tried_again_later_with_the_same_id(search: SavedSearch, receiver: Receiver) -> None:
    receiver.answers = [500, 503, 204]
    make_claim()
    watch(now=LATER)
    send_all()
    assert reloaded(search).failing_since == LATER
    send_all()  # not yet
    assert len(receiver.bodies) == 1
    send_all(LATER + timedelta(seconds=10))
    send_all(LATER + timedelta(seconds=30))
    assert len({body["delivery"] for body in receiver.bodies}) == 1
    delivery = Delivery.objects.get()
    assert (len(receiver.bodies), delivery.state, delivery.attempts) == (3, "delivered", 3)
    assert reloaded(search).failing_since is None


def test_the_wait_doubles_up_to_an_hour() -> None:
    assert [wait_after(n).total_seconds() for n in (1, 2, 3, 9, 10, 1000)] == [10, 20, 40, 2560, 3600, 3600]


def test_what_comes_while_one_is_on_its_way_goes_into_the_next(search: SavedSearch, receiver: Receiver) -> None:
    receiver.answers = [500, 200]
    make_claim()
    watch(now=LATER)
    send_all()
    later = [make_claim().pk for _ in range(3)]
    watch(now=LATER)
    assert Delivery.objects.count() == 1
    send_all(LATER + timedelta(minutes=1))
    send_all(LATER + timedelta(minutes=1))
    assert [c["id"] for c in receiver.bodies[-1]["claims"]] == later


def test_a_body_holds_a_hundred_claims_and_the_rest_follows(
    search: SavedSearch, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "MOST_IN_ONE", 2)
    numbers = [make_claim().pk for _ in range(5)]
    watch(now=LATER)
    for _ in range(3):
        send_all()
    assert [[c["id"] for c in body["claims"]] for body in receiver.bodies] == [numbers[:2], numbers[2:4], numbers[4:]]


def test_a_worker_that_died_while_sending_is_followed_by_another(
    search: SavedSearch, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_claim()
    watch(now=LATER)
    monkeypatch.setattr("claims.webhooks._note", _die)
    with pytest.raises(KeyboardInterrupt):
        send_all()
    monkeypatch.undo()
    send_all(LATER + timedelta(seconds=1))  # the lease still holds
    assert len(receiver.bodies) == 1
    send_all(LATER + timedelta(minutes=2))
    assert [body["delivery"] for body in receiver.bodies] == [str(Delivery.objects.get().uid)] * 2
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_after_three_days_it_is_paused_and_resumed_with_all_that_came(search: SavedSearch, receiver: Receiver) -> None:
    receiver.answers = [500]
    first = make_claim()
    watch(now=LATER)
    send_all()
    send_all(LATER + PAUSE_AFTER - timedelta(minutes=1))
    assert reloaded(search).paused_at is None
    ended = LATER + PAUSE_AFTER + timedelta(hours=1)
    send_all(ended)
    assert reloaded(search).paused_at == ended
    tries = len(receiver.bodies)
    second = make_claim()
    watch(now=ended + timedelta(days=1))
    send_all(ended + timedelta(days=1))
    assert len(receiver.bodies) == tries
    receiver.answers = [200]
    back = ended + timedelta(days=2)
    resume_webhook(search, now=back)
    send_all(back)
    send_all(back)
    assert [[c["id"] for c in body["claims"]] for body in receiver.bodies[tries:]] == [[first.pk], [second.pk]]
    assert (reloaded(search).paused_at, reloaded(search).failing_since) == (None, None)


def test_a_test_says_that_it_is_one_and_holds_the_latest_finds(search: SavedSearch, receiver: Receiver) -> None:
    claims = [make_claim().pk for _ in range(4)]
    watch(now=LATER)
    Delivery.objects.all().delete()
    send_test(search, now=LATER)
    send_all()
    (body,) = receiver.bodies
    assert (body["event"], [c["id"] for c in body["claims"]]) == ("test", claims[1:])


def test_a_failing_test_is_not_tried_again_and_does_not_count(search: SavedSearch, receiver: Receiver) -> None:
    receiver.answers = [500]
    send_test(search, now=LATER)
    send_all()
    send_all(LATER + timedelta(days=1))
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, len(receiver.bodies)) == ("failed", 1, 1)
    assert reloaded(search).failing_since is None


def test_a_replay_sends_the_same_body_under_the_same_id(search: SavedSearch, receiver: Receiver) -> None:
    make_claim()
    watch(now=LATER)
    send_all()
    replay(Delivery.objects.select_related("search").get(), now=LATER)
    send_all()
    assert receiver.bodies[0] == receiver.bodies[1]
    one, two = (headers["Claimtrack-Delivery"] for headers in receiver.headers)
    assert one == two
    assert sorted(Delivery.objects.values_list("kind", "state")) == [("news", "delivered"), ("replay", "delivered")]


def test_only_the_last_fifty_are_kept_and_none_that_waits(search: SavedSearch, receiver: Receiver) -> None:
    receiver.answers = [500, 200]
    make_claim()
    watch(now=LATER)
    send_all()
    first = Delivery.objects.get()
    for number in range(55):
        now = LATER + timedelta(milliseconds=number)
        send_test(search, now=now)
        for pk in Delivery.objects.filter(kind="test").due(now).values_list("pk", flat=True):
            deliver(pk, now=now)
    assert Delivery.objects.count() <= 52
    assert Delivery.objects.filter(pk=first.pk, state="waiting").exists()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/hook", "http://10.0.0.5/", "http://169.254.169.254/latest",
        "http://[::1]/", "http://2130706433/", "http://db.internal/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_when_they_are_entered(search: SavedSearch, address: str) -> None:
    with pytest.raises(Problem, match="private network"):
        set_webhook(search, address, site=SITE, now=NOW)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ftp://a.example.org/", "scheme_not_allowed"),
        ("javascript:alert(1)", "scheme_not_allowed"),
        ("https://user:pw@a.example.org/", "credentials_in_address"),
        ("https://a.example.org:25/", "port_not_allowed"),
    ],
)
def test_what_is_no_web_address_is_refused_in_its_own_words(search: SavedSearch, address: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        set_webhook(search, address, site=SITE, now=NOW)
    assert refused.value.code in (code, "unknown_host")
    assert "Paste the text" not in refused.value.message
    assert "paste the text" not in refused.value.message


def test_an_address_that_became_private_is_not_called(
    search: SavedSearch, receiver: Receiver, settings: Settings
) -> None:
    make_claim()
    watch(now=LATER)
    settings.WEBHOOK_ALLOW = []
    send_all()
    assert receiver.bodies == []
    assert "private network" in Delivery.objects.get().fault


def test_redirects_are_not_followed(search: SavedSearch, receiver: Receiver, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/moved").respond_with_data("", 302, {"Location": receiver.address})
    set_webhook(search, httpserver.url_for("/moved"), site=SITE, now=NOW)
    make_claim()
    watch(now=LATER)
    send_all()
    assert receiver.bodies == []
    assert "sends on to another address (302)" in Delivery.objects.get().fault


def test_a_receiver_that_is_not_there_is_said(search: SavedSearch, receiver: Receiver, httpserver: HTTPServer) -> None:
    make_claim()
    watch(now=LATER)
    httpserver.stop()
    try:
        send_all()
    finally:
        httpserver.start()
    assert Delivery.objects.get().fault == "127.0.0.1 could not be reached or broke off."


def test_only_what_is_found_after_it_was_set_is_sent(analyst: User, receiver: Receiver) -> None:
    search, _ = save_search("Bridges", QueryDict(), user=analyst, site=SITE, now=NOW)
    make_claim()
    watch(now=LATER)
    receiver.secret = set_webhook(search, receiver.address, site=SITE, now=LATER)
    new = make_claim()
    watch(now=LATER)
    send_all()
    assert [c["id"] for body in receiver.bodies for c in body["claims"]] == [new.pk]


def test_another_address_keeps_the_secret_and_none_ends_it(search: SavedSearch, receiver: Receiver) -> None:
    assert set_webhook(search, receiver.address + "?b", site=SITE, now=NOW) == ""
    assert reloaded(search).webhook_secret == receiver.secret
    make_claim()
    watch(now=LATER)
    set_webhook(search, "", site=SITE, now=NOW)
    assert reloaded(search).webhook_secret == ""
    send_all()
    assert receiver.bodies == []


def test_messages_are_sent_for_what_is_due_and_not_again_at_once(
    search: SavedSearch, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    make_claim()
    watch(now=LATER)
    assert [send_due(now=LATER + timedelta(seconds=wait)) for wait in (0, 5, 40)] == [1, 0, 1]
