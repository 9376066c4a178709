"""What administrators look things up in: the status page and Django's admin."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.models import Stage
from tests.factories import make_article, make_ingestion, make_user

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
