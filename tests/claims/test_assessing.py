"""Editors' verdicts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from claims.assessing import EvidenceLink, InvalidAssessment, StaleClaim, assess, withdraw
from claims.extraction.values import Stance
from claims.models import Assessment, Claim
from claimtrack.web import Problem
from tests.claims.stories import NOW
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
WHY = "The report of May lists six cracks."
LINK = EvidenceLink("https://example.org/report", "Report", "six cracks")


def judge(claim: Claim, editor: User, status: str = "false", *, version: int = 1, minutes: int = 0) -> Assessment:
    made = assess(
        claim,
        editor=editor,
        status=status,
        rationale=WHY,
        evidence=[LINK],
        version=version,
        now=NOW + timedelta(minutes=minutes),
    )
    assert isinstance(made, Assessment)
    return made


def test_a_verdict_counts_and_is_kept_with_its_evidence(editor: User) -> None:
    claim = make_claim()
    made = judge(claim, editor)
    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("false", 2)
    assert [(e.url, e.title, e.excerpt) for e in made.evidence.all()] == [
        ("https://example.org/report", "Report", "six cracks")
    ]


def test_what_is_judged_keeps_its_speech_act(editor: User) -> None:
    claim = make_claim("the bridge had any crack", stance=Stance.DENIAL, cue="denied")
    assert judge(claim, editor).reviewed == "Ida Lund denies: the bridge had any crack"


def test_a_verdict_on_an_older_version_is_refused_and_writes_nothing(editor: User) -> None:
    claim = make_claim()
    judge(claim, editor)
    with pytest.raises(StaleClaim):
        judge(claim, editor, "supported")
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "rationale", "evidence", "fields"),
    [
        ("false", "too short", [LINK], ["rationale"]),
        ("false", WHY, [], ["evidence"]),
        ("not_checkable", "   " * 20, [], ["rationale"]),
        ("supported", WHY, [EvidenceLink("javascript:ctxmark(1)")], ["evidence"]),
        ("supported", WHY, [LINK, EvidenceLink("example.org/a")], ["evidence"]),
        ("supported", WHY, [EvidenceLink("https://")], ["evidence"]),
        ("supported", WHY, [EvidenceLink("http://[::1")], ["evidence"]),
        ("in_review", "", [EvidenceLink("data:text/html,x")], ["evidence"]),
        ("nonsense", WHY, [LINK], ["status"]),
        ("false", "", [], ["rationale", "evidence"]),
    ],
)
def test_a_verdict_needs_reason_and_evidence(
    editor: User, status: str, rationale: str, evidence: list[EvidenceLink], fields: list[str]
) -> None:
    claim = make_claim()
    with pytest.raises(InvalidAssessment) as refused:
        assess(claim, editor=editor, status=status, rationale=rationale, evidence=evidence, version=1, now=NOW)
    assert list(refused.value.errors) == fields
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("status", ["unverified", "in_review"])
def test_what_is_no_verdict_needs_neither(editor: User, status: str) -> None:
    claim = make_claim()
    assess(claim, editor=editor, status=status, rationale="", evidence=[], version=1, now=NOW)
    claim.refresh_from_db()
    assert claim.status == status


def test_withdrawing_restores_the_status_before_and_keeps_the_history(editor: User) -> None:
    claim = make_claim()
    judge(claim, editor, "unproven")
    judged = judge(claim, editor, "false", version=2, minutes=1)
    undone = withdraw(judged, editor=editor, now=NOW + timedelta(minutes=2))
    claim.refresh_from_db()
    assert (claim.status, claim.version, undone.undoes) == ("unproven", 4, judged)
    assert claim.assessments.count() == 3


def test_the_first_verdict_withdrawn_leaves_the_claim_unverified(editor: User) -> None:
    claim = make_claim()
    withdraw(judge(claim, editor), editor=editor, now=NOW + timedelta(minutes=1))
    claim.refresh_from_db()
    assert claim.status == "unverified"


def test_only_the_latest_verdict_can_be_withdrawn(editor: User) -> None:
    claim = make_claim()
    first = judge(claim, editor)
    judge(claim, editor, "supported", version=2, minutes=1)
    with pytest.raises(Problem, match="changed again since"):
        withdraw(first, editor=editor, now=NOW + timedelta(minutes=2))
