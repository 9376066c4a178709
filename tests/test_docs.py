"""The description of the REST API and its page."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_schema_is_openapi_3_1_and_names_every_endpoint(client: Client) -> None:
    answer = client.get("/api/v1/schema/")
    schema = yaml.safe_load(answer.content)
    assert schema["openapi"].startswith("3.1")
    assert {"/api/v1/articles/", "/api/v1/claims/", "/api/v1/rebuttals/", "/api/v1/speakers/"} <= set(schema["paths"])


def test_the_schema_is_valid_and_leaves_nothing_to_guess() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_the_page_works_offline_and_under_the_content_policy(client: Client) -> None:
    answer = client.get("/api/docs/reference/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "<style" not in page
    assert page.count("<script src=") == page.count("<script") == 3
    assert "//" not in page.replace("<!DOCTYPE", "")
    script = client.get("/api/docs/reference/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert b"/api/v1/schema/" in script.content


def test_the_tutorial_asks_the_address_of_the_reader(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["claims.example.org"]
    page = client.get("/api/docs/", headers={"host": "claims.example.org"}).content.decode()
    assert "curl 'http://claims.example.org/api/v1/claims/" in page
