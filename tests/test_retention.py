"""What is removed once a day, and what never is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from articles import ingestion
from articles.models import Article, Ingestion, Payload, Stage
from claims.models import Action, Claim, Delivery, DeliveryKind, DeliveryState, Statement
from claims.saving import save_search
from claimtrack.models import Upkeep
from claimtrack.retention import keep_house
from tests.claims.stories import NOW
from tests.factories import make_article, make_claim, make_ingestion, make_rebuttal, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)


def deliver(user: User, state: DeliveryState, *, days: int) -> Delivery:
    search, _ = save_search("News", QueryDict(""), user=user, site="https://claims.example", now=NOW)
    at = LATER - timedelta(days=days)
    return Delivery.objects.create(
        search=search, kind=DeliveryKind.TEST, body="{}", state=state, made_at=at, tried_at=at, next_try_at=at
    )


def fail(payload: Payload, *, days: int) -> Ingestion:
    made = make_ingestion(make_article(None), stage=Stage.FAILED)
    made.payload, made.body, made.body_sha256 = payload, b"The ferry is late.", "ab"
    made.failed_in, made.finished_at = Stage.CLEANING, LATER - timedelta(days=days)
    made.save()
    return made


def test_ended_deliveries_go_when_they_are_due(analyst: User) -> None:
    due = [deliver(analyst, state, days=31) for state in (DeliveryState.DELIVERED, DeliveryState.FAILED)]
    fresh = deliver(analyst, DeliveryState.DELIVERED, days=29)
    waiting = deliver(analyst, DeliveryState.WAITING, days=31)
    run = keep_house(now=LATER)
    assert set(Delivery.objects.all()) == {fresh, waiting}
    assert run is not None
    assert run.removed["deliveries to webhooks"] == len(due)


def test_what_failed_submissions_brought_goes_where_that_is_set_and_their_rows_stay(settings: Any) -> None:
    settings.KEEP_FAILED_DAYS = 30
    text, page, fresh = fail(Payload.TEXT, days=31), fail(Payload.URL, days=31), fail(Payload.TEXT, days=29)
    done = make_ingestion(make_article(), stage=Stage.DONE)
    Ingestion.objects.filter(pk=done.pk).update(body=b"x", finished_at=NOW - timedelta(days=300))
    keep_house(now=LATER)
    bodies = dict(Ingestion.objects.values_list("pk", "body"))
    assert [bodies[one.pk] is None for one in (text, page, fresh, done)] == [True, True, False, False]
    text.refresh_from_db()
    assert "send it again" in text.error_message
    page.refresh_from_db()
    assert ingestion.retry(page, now=LATER)
    page.refresh_from_db()
    assert page.stage == Stage.FETCHING
    assert keep_house(now=LATER + timedelta(days=1)) is not None
    text.refresh_from_db()
    assert text.error_message.count("send it again") == 1


def test_accepted_work_and_its_history_are_never_removed(editor: User, settings: Any) -> None:
    settings.KEEP_OWN_ACTIONS_DAYS = 1
    make_rebuttal()
    Action.objects.create(
        verb="assess", actor=editor, object_type="claim", object_id=1, label="x", claims=[1], made_at=NOW
    )
    before = [model.objects.count() for model in (Article, Claim, Statement, Action)]
    keep_house(now=NOW + timedelta(days=5000))
    assert [model.objects.count() for model in (Article, Claim, Statement, Action)] == before


def test_log_entries_on_what_is_ones_own_go_only_where_that_is_set(analyst: User, settings: Any) -> None:
    save_search("News", QueryDict(""), user=analyst, site="https://claims.example", now=NOW)
    assert Action.objects.filter(private=True).count() == 1
    keep_house(now=LATER)
    assert Action.objects.filter(private=True).count() == 1
    settings.KEEP_OWN_ACTIONS_DAYS = 40
    keep_house(now=NOW + timedelta(days=39))
    assert Action.objects.filter(private=True).count() == 1
    keep_house(now=NOW + timedelta(days=41))
    assert not Action.objects.filter(private=True).exists()


@pytest.mark.parametrize("name", ["KEEP_DELIVERIES_DAYS", "KEEP_FAILED_DAYS"])
def test_nothing_goes_where_it_is_kept_for_good(analyst: User, settings: Any, name: str) -> None:
    settings.KEEP_DELIVERIES_DAYS = settings.KEEP_FAILED_DAYS = 30
    setattr(settings, name, 0)
    deliver(analyst, DeliveryState.DELIVERED, days=400)
    fail(Payload.TEXT, days=400)
    run = keep_house(now=LATER)
    assert run is not None
    assert Delivery.objects.exists() == (name == "KEEP_DELIVERIES_DAYS")
    assert Ingestion.objects.exclude(body=None).exists() == (name == "KEEP_FAILED_DAYS")


def test_it_runs_once_a_day_and_forgets_sessions_that_have_ended() -> None:
    Session.objects.create(session_key="old", session_data="x", expire_date=NOW)
    Session.objects.create(session_key="new", session_data="x", expire_date=LATER + timedelta(hours=1))
    assert keep_house(now=LATER) is not None
    assert [session.session_key for session in Session.objects.all()] == ["new"]
    assert keep_house(now=LATER + timedelta(hours=22)) is None
    assert keep_house(now=LATER + timedelta(hours=24)) is not None
    for day in range(2, 40):
        keep_house(now=LATER + timedelta(days=day))
    assert Upkeep.objects.count() == 30


def test_the_status_page_says_what_is_kept_and_what_was_removed(client: Client, settings: Any) -> None:
    settings.KEEP_FAILED_DAYS = 1
    client.force_login(make_user("ada", role="admin"))
    assert "It has not run yet." in client.get("/admin/status/").content.decode()
    make_claim()
    fail(Payload.TEXT, days=31)
    keep_house(now=timezone.now())
    page = client.get("/admin/status/").content.decode()
    assert "kept 1 day<" in page
    assert "kept 30 days<" in page
    assert "kept for good<" in page
    assert "1 texts and pages of failed submissions" in page
