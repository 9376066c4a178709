"""Extractions become rows."""

from __future__ import annotations

import pytest

from claims.extraction.values import Attitude, Relation, Stance
from claims.models import Claim, Rebuttal, Speaker, Statement
from claims.recording import record

from tests.claims.stories import NOW, Said, anonymous, body, person, publish, read, state

pytestmark = pytest.mark.django_db

LUND = person("Ida Lund", "mayor of Harrow", "Lund", "the mayor")
UNION = body("Harbour Workers' Union", "the union")


def tell(*sayings: Said, **story: object) -> None:
    extraction = read(sayings)
    record(publish(extraction.text, **story), extraction, now=NOW)


def test_a_statement_keeps_its_words_places_and_speaker() -> None:
    extraction = read([Said(LUND, "the east bridge was safe", role="mayor of Harrow", via="Courier")])
    revision = publish(extraction.text)
    record(revision, extraction, now=NOW)
    statement = Statement.objects.get()
    assert statement.claim.text == "the east bridge was safe"
    assert statement.claim.speaker.name == "Ida Lund"
    assert [revision.text[a:b] for a, b in statement.content] == ["the east bridge was safe"]
    assert (statement.mention, statement.cue_text, statement.via) == ("Ida Lund", "said", "Courier")
    assert [role.title for role in statement.claim.speaker.roles.all()] == ["mayor of Harrow"]


def test_recording_twice_changes_nothing() -> None:
    sayings = [
        Said(UNION, "the bridge had cracks since March", stance=Stance.ACCUSATION),
        Said(LUND, "the bridge ever had any cracks", cue="denied", stance=Stance.DENIAL, answers=0),
    ]
    extraction = read(sayings)
    revision = publish(extraction.text)
    record(revision, extraction, now=NOW)
    before = list(Statement.objects.values()), list(Claim.objects.values()), list(Rebuttal.objects.values())
    record(revision, extraction, now=NOW)
    assert before == (
        list(Statement.objects.values()), list(Claim.objects.values()), list(Rebuttal.objects.values())
    )  # fmt: skip
