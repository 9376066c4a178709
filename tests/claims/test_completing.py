"""How a search could go on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from claims.completing import complete
from claims.query import parse_query
from tests.claims.stories import person
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def cast() -> None:
    for _ in range(2):
        make_claim(who=person("Ida Lund"))
    make_claim(who=person("Lunda Ray"), outlet="Lundby Post")


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("spea", ["speaker:"]),
        ("bridge sta", ["status:", "stance:"]),
        ("-sp", ["-speaker:"]),
        ("speaker:lu", ['speaker:"Ida Lund" ', 'speaker:"Lunda Ray" ']),
        ('has:rebuttal -speaker:"ida', ['-speaker:"Ida Lund" ']),
        ("SPEAKER:ray", ['speaker:"Lunda Ray" ']),
        ("outlet:lund", ['outlet:"Lundby Post" ']),
        ("lund", ['speaker:"Ida Lund" ', 'speaker:"Lunda Ray" ', 'outlet:"Lundby Post" ']),
        ("status:not", ["status:not_checkable "]),
        ("stance:de", ["stance:denial "]),
        ("is:", ["is:unanswered ", "is:mine "]),
        ("has:e", ["has:evidence "]),
        ("about:x", []),
        ("nofield:x", []),
        ("zzz", []),
        ("", []),
        ("speaker:", ['speaker:"Ida Lund" ', 'speaker:"Lunda Ray" ']),
        ('speaker:"Ida Lund"', []),
    ],
)
def test_the_last_term_is_completed(cast: None, typed: str, texts: list[str]) -> None:
    assert [found.text for found in complete(typed, user=VISITOR)[1]] == texts


def test_what_stands_before_stays_and_the_whole_is_understood(cast: None) -> None:
    before, found = complete('dam "east bridge" speaker:ida', user=VISITOR)
    assert before == 'dam "east bridge" '
    assert parse_query(before + found[0].text).params == {"speaker": ["Ida Lund"]}


def test_a_private_installation_names_nobody_to_visitors(cast: None, settings: Any) -> None:
    settings.PRIVATE = True
    assert complete("speaker:ida", user=VISITOR)[1] == []
    assert complete("lund", user=VISITOR)[1] == []


@pytest.mark.parametrize("odd", ["\0", "-", ":", '"', "speaker:\0", "%", "\\", "a" * 5000, "☃", "speaker:%", "«", "::"])
def test_nothing_typed_breaks_it(client: Client, odd: str) -> None:
    answer = client.get("/claims/completions/", {"q": odd})
    assert answer.status_code == 200
    assert isinstance(answer.json()["completions"], list)
