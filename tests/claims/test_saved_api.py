"""Saved searches over REST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from claims.models import SavedSearch

pytestmark = pytest.mark.django_db
Api = Callable[..., APIClient]
LIST = "/api/v1/saved-searches/"


def test_a_search_is_saved_listed_and_deleted(api: Api, analyst: User, editor: User) -> None:
    asked = {"name": "Denials", "query": "?stance=denial&cursor=x"}
    made = api(analyst).post(LIST, asked, format="json")
    assert made.status_code == 201
    found = made.json()
    assert (found["name"], found["query"], found["webhook"]) == ("Denials", "stance=denial", None)
    assert Client().get(found["feed"]).status_code == 200
    assert [row["id"] for row in api(analyst).get(LIST).json()["results"]] == [found["id"]]
    assert api(editor).get(LIST).json()["results"] == []
    assert api(editor).get(f"{LIST}{found['id']}/").status_code == 404
    assert api(editor).delete(f"{LIST}{found['id']}/").status_code == 404
    assert api(analyst).delete(f"{LIST}{found['id']}/").status_code == 204
    assert api(analyst).get(f"{LIST}{found['id']}/").status_code == 404


def test_the_secret_of_a_webhook_is_given_once(api: Api, analyst: User, settings: Settings) -> None:
    settings.WEBHOOK_ALLOW = ["127.0.0.1:9"]
    asked = {"name": "Denials", "webhook": "http://127.0.0.1:9/"}
    made = api(analyst).post(LIST, asked, format="json").json()
    assert made["webhook_secret"] == SavedSearch.objects.get().webhook_secret != ""
    assert "webhook_secret" not in api(analyst).get(f"{LIST}{made['id']}/").json()


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"name": ""}, 400),
        ({"name": 7}, 400),
        ({"name": "A", "query": ["q"]}, 400),
        ({"name": "A", "webhook": "http://10.0.0.5/"}, 422),
        ({"name": "A", "webhook": "nonsense"}, 422),
        ({"name": "A", "query": "q=" + "a" * 5000}, 400),
    ],
)
def test_what_cannot_be_saved_is_refused_and_not_stored(
    api: Api, analyst: User, asked: dict[str, Any], status: int
) -> None:
    assert api(analyst).post(LIST, asked, format="json").status_code == status
    assert not SavedSearch.objects.exists()


def test_visitors_have_none(api: Api) -> None:
    assert api().get(LIST).status_code == 401
    assert api().post(LIST, {"name": "A"}, format="json").status_code == 401
