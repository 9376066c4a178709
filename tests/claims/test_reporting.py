"""Readers report articles in which the machine found nothing."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article
from claims.models import Action
from claims.recording import record
from tests.claims.stories import NOW, publish, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent() -> Article:
    extraction = read([])
    revision = publish("It rained all day, and nobody spoke.")
    record(revision, extraction, now=NOW)
    return revision.article


def test_a_report_stands_in_the_log_once_until_it_is_taken_back(
    client: Client, analyst: User, editor: User, silent: Article
) -> None:
    address = f"{silent.get_absolute_url()}report/"
    client.force_login(analyst)
    assert f'action="{address}"' in client.get(silent.get_absolute_url()).content.decode()
    assert "Reported: editors see it" in client.post(address, follow=True).content.decode()
    assert "You have reported this article" in client.post(address, follow=True).content.decode()
    action = Action.objects.get(verb="report missing statements")
    assert (action.actor, action.object_id) == (analyst, silent.pk)
    client.force_login(editor)
    assert "report missing statements" in client.get("/activity/").content.decode()
    client.post(f"/actions/{action.pk}/undo/", follow=True)
    action.refresh_from_db()
    assert action.undone_by == editor
    client.force_login(analyst)
    assert "Reported: editors see it" in client.post(address, follow=True).content.decode()


def test_a_visitor_has_to_sign_in(client: Client, silent: Article) -> None:
    assert "report/" not in client.get(silent.get_absolute_url()).content.decode()
    assert client.post(f"{silent.get_absolute_url()}report/").headers["Location"].startswith("/login/")
    assert not Action.objects.exists()
