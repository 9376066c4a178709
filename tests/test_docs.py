"""The description of the REST API and its page."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from claimtrack.reference import reference

pytestmark = pytest.mark.django_db


def test_the_schema_is_openapi_3_1_and_names_every_endpoint(client: Client) -> None:
    answer = client.get("/api/v1/schema/")
    schema = yaml.safe_load(answer.content)
    assert schema["openapi"].startswith("3.1")
    assert {"/api/v1/articles/", "/api/v1/claims/", "/api/v1/rebuttals/", "/api/v1/speakers/"} <= set(schema["paths"])


def test_the_schema_is_valid_and_leaves_nothing_to_guess() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def test_the_reference_lists_what_the_schema_has(client: Client) -> None:
    schema = yaml.safe_load(client.get("/api/v1/schema/").content)
    answer = client.get("/api/docs/reference/")
    page = answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    for path, methods in schema["paths"].items():
        for method, endpoint in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            assert f'id="{endpoint["operationId"].replace("_", "-")}"' in page
    links = re.findall(r'href="#(object-\w+)"', page)
    assert links
    assert all(f'id="{link}"' in page for link in links)


def test_the_reference_says_types_in_words() -> None:
    objects = {field.name: field for field in reference().objects["AssessmentInput"]}
    assert objects["status"].type.startswith("one of supported") or "supported" in objects["status"].type
    assert objects["status"].required
    assert (objects["evidence"].type, objects["evidence"].of) == ("list of object", "EvidenceInput")
    (claims,) = [group for group in reference().groups if group.name == "Claims"]
    parameters = {field.name: field.type for field in claims.endpoints[0].parameters}
    assert parameters["status"] == "list of text"
    assert parameters["has_rebuttal"] == "true or false"


def test_the_tutorial_asks_the_address_of_the_reader(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["claims.example.org"]
    page = client.get("/api/docs/", headers={"host": "claims.example.org"}).content.decode()
    assert "curl 'http://claims.example.org/api/v1/claims/" in page
