"""The two steps of an ingestion that belong to claims, on the real extraction."""

from __future__ import annotations

import pytest

from articles.models import Ingestion
from claims.matching import match_new_claims
from claims.models import Claim, Rebuttal, Statement
from claims.recording import extract_and_record
from tests.factories import make_article, make_ingestion

pytestmark = pytest.mark.django_db

CHARGE = """Tom Reyes, head of the Harbour Workers' Union, accused Mayor Ida Lund of hiding a report on the east bridge.

"The mayor has known about the cracks since March," Reyes told the Courier on Tuesday.
"""
ANSWER = """Harrow mayor Ida Lund denied hiding a report on the east bridge on Thursday.

"I have hidden no report," Lund said.
"""


def ingestion_of(text: str, outlet: str) -> Ingestion:
    article = make_article(text, outlet=outlet)
    return make_ingestion(article, revision=article.latest)


def test_a_text_becomes_statements_that_stand_in_it() -> None:
    ingestion = ingestion_of(CHARGE, "Courier")
    extract_and_record(ingestion)
    statements = list(Statement.objects.select_related("claim__speaker"))
    assert {s.claim.speaker.name for s in statements} == {"Tom Reyes"}
    for statement in statements:
        assert all(CHARGE[start:end] in statement.text.split(" … ") for start, end in statement.content)


def test_the_steps_may_run_twice() -> None:
    ingestion = ingestion_of(CHARGE, "Courier")
    for _ in range(2):
        extract_and_record(ingestion)
        match_new_claims(ingestion)
    assert Statement.objects.count() == Claim.objects.count() == 2


def test_an_answer_in_another_outlet_is_suggested() -> None:
    for text, outlet in ((CHARGE, "Courier"), (ANSWER, "Post")):
        ingestion = ingestion_of(text, outlet)
        extract_and_record(ingestion)
        match_new_claims(ingestion)
    links = Rebuttal.objects.select_related("answer__speaker", "answered__speaker")
    assert {(link.answer.speaker.name, link.answered.speaker.name) for link in links} == {("Ida Lund", "Tom Reyes")}


def test_a_copy_without_a_text_has_nothing_to_record() -> None:
    ingestion = make_ingestion(make_article(None))
    extract_and_record(ingestion)
    match_new_claims(ingestion)
    assert not Claim.objects.exists()
