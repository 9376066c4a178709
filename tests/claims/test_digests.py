"""A mail a day, if there is something new. Mails are written to a folder by Django's own backend."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from pytest_django.fixtures import Settings

from claims.alerting import watch
from claims.digests import send_due
from claims.models import SavedSearch
from claims.saving import save_search, set_digest
from tests.claims.stories import NOW
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def mails(settings: Settings, tmp_path: Path) -> Path:
    settings.MAIL = {"EMAIL_FILE_PATH": str(tmp_path)}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def sent(folder: Path) -> list[EmailMessage]:
    texts = [text for path in sorted(folder.iterdir()) for text in path.read_text().split("-" * 79) if text.strip()]
    return [
        email.message_from_bytes(text.strip().encode(), _class=EmailMessage, policy=email.policy.default)
        for text in texts
    ]


def subscribe(user: User, name: str = "Bridges", *, now: datetime = NOW) -> SavedSearch:
    User.objects.filter(pk=user.pk).update(email=f"{user.username}@claims.example")
    search, _ = save_search(name, QueryDict(), user=user, site="https://claims.example", now=now)
    set_digest(search, wanted=True, now=now)
    return search


def test_what_is_new_comes_in_one_mail_a_day(analyst: User, mails: Path) -> None:
    subscribe(analyst, "Bridges & <ferries>")
    subscribe(analyst, "Another")
    claim = make_claim("the “ferry” & the bridge held")
    watch(now=NOW)
    assert send_due(now=NOW + DAY / 2) == 0
    assert send_due(now=NOW + DAY) == 1
    (mail,) = sent(mails)
    text = mail.get_content()
    assert (mail["To"], mail["Subject"]) == ("analyst@claims.example", "claimtrack: 2 new claims")
    assert "Bridges & <ferries>: 1 new" in text
    assert "Ida Lund: the “ferry” & the bridge held" in text
    assert f"https://claims.example{claim.get_absolute_url()}" in text
    assert send_due(now=NOW + 3 * DAY) == 0
    make_claim()
    watch(now=NOW + 3 * DAY)
    assert send_due(now=NOW + 3 * DAY) == 1


def test_nothing_is_sent_without_news_an_address_or_a_wish(analyst: User, mails: Path) -> None:
    subscribe(analyst)
    assert send_due(now=NOW + DAY) == 0
    make_claim()
    watch(now=NOW)
    User.objects.filter(pk=analyst.pk).update(email="")
    assert send_due(now=NOW + DAY) == 0
    User.objects.filter(pk=analyst.pk).update(email="a@claims.example")
    set_digest(SavedSearch.objects.get(), wanted=False, now=NOW)
    assert send_due(now=NOW + DAY) == 0
    assert sent(mails) == []


def test_without_a_mail_server_nothing_is_tried(analyst: User, mails: Path, settings: Settings) -> None:
    settings.MAIL = {}
    subscribe(analyst)
    make_claim()
    watch(now=NOW)
    assert send_due(now=NOW + DAY) == 0
    assert SavedSearch.objects.get().digested_to == 0


def test_a_mail_that_fails_is_sent_later_and_holds_up_nobody(analyst: User, mails: Path, settings: Settings) -> None:
    first, second = subscribe(analyst), subscribe(make_user("zoe", role="analyst"))
    make_claim()
    watch(now=NOW)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1,
    )  # fmt: skip
    assert send_due(now=NOW + DAY) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert send_due(now=NOW + DAY) == 2
    assert {mail["To"] for mail in sent(mails)} == {"analyst@claims.example", "zoe@claims.example"}
    assert {s.digested_at for s in SavedSearch.objects.filter(pk__in=[first.pk, second.pk])} == {NOW + DAY}


def test_of_many_only_the_first_are_listed(analyst: User, mails: Path) -> None:
    subscribe(analyst)
    for _ in range(22):
        make_claim()
    watch(now=NOW)
    send_due(now=NOW + DAY)
    (mail,) = sent(mails)
    assert mail.get_content().count("\n* ") == 21
    assert "and 2 more" in mail.get_content()
