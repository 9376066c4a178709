"""What administrators look things up in: the status page and Django's admin."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Stage
from claimtrack.web import has_role
from tests.factories import make_article, make_ingestion, make_outlet, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(make_user("chief", role="admin", is_staff=True, is_superuser=True))
    return client


def test_stages_stand_in_the_order_in_which_a_story_passes_them(chief: Client) -> None:
    for stage in (Stage.DONE, Stage.CLEANING, Stage.FAILED, Stage.QUEUED, Stage.MATCHING):
        make_ingestion(stage=stage)
    page = chief.get("/admin/status/").content.decode()
    shown = re.findall(r"<tr><td>(\w+)</td>", page)
    assert shown == ["queued", "cleaning", "matching", "done", "failed"]


def test_an_article_without_a_title_is_listed_by_its_address(chief: Client) -> None:
    article = make_article(url="https://courier.example.org/bridge")
    page = chief.get("/admin/articles/article/").content.decode()
    assert re.search(rf'/{article.pk}/change/">[^<]*courier\.example\.org/bridge', page)


def test_users_are_listed_with_their_roles(chief: Client) -> None:
    make_user("ana", role="editor")
    make_user("ben")
    page = chief.get("/admin/auth/user/").content.decode()
    roles = dict(re.findall(r'/change/">(\w+)</a></th><td class="field-roles">(\w+)<', page))
    assert roles == {"chief": "admin", "ana": "editor", "ben": "none"}


def test_a_user_is_given_a_role_and_no_single_permissions(chief: Client) -> None:
    ana = make_user("ana")
    editor = Group.objects.get_or_create(name="editor")[0]
    address = f"/admin/auth/user/{ana.pk}/change/"
    page = chief.get(address).content.decode()
    assert "user_permissions" not in page
    answer = chief.post(address, {"username": "ana", "is_active": "on", "groups": [editor.pk]})
    assert answer.status_code == 302
    assert has_role(User.objects.get(pk=ana.pk), "editor")


@pytest.mark.parametrize("url", ["https://courier.example.org/bridge", None])
def test_an_article_is_withdrawn_by_one_field(chief: Client, url: str | None) -> None:
    article = make_article(url=url)
    address = f"/admin/articles/article/{article.pk}/change/"
    assert chief.post(address, {"withdrawn_at": "2026-11-26T12:00"}).status_code == 302
    article.refresh_from_db()
    assert article.withdrawn_at == datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert chief.get(f"/articles/{article.pk}/").status_code == 410


def test_the_domain_of_an_outlet_is_given_and_taken_away(chief: Client) -> None:
    outlet = make_outlet("Courier")
    for domain in ("courier.example.org", ""):
        answer = chief.post(f"/admin/articles/outlet/{outlet.pk}/change/", {"domain": domain})
        assert answer.status_code == 302
        outlet.refresh_from_db()
        assert outlet.domain == (domain or None)
