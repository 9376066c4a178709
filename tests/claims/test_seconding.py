"""Second opinions: proposals, agreeing, sending back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.assessing import EvidenceLink, StaleClaim, assess
from claims.models import Assessment, Claim, Proposal, ProposalState
from claims.seconding import agree, open_proposal, propose, reopen, retract, send_back
from claims.verdicts import Verdict
from claimtrack.web import Problem
from tests.claims.stories import NOW
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db
WHY = "The report of May lists six cracks."
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _asked_for(settings: Any) -> None:
    settings.SECOND_OPINION = "3-4"


def judge(claim: Claim, editor: User, status: str = "false") -> Assessment | Proposal:
    evidence = [EvidenceLink("https://example.org/report", "Report", "six cracks")]
    version = Claim.objects.get(pk=claim.pk).version
    return assess(claim, editor=editor, status=status, rationale=WHY, evidence=evidence, version=version, now=NOW)


def proposed(claim: Claim, editor: User) -> Proposal:
    made = judge(claim, editor)
    assert isinstance(made, Proposal)
    return made


def test_a_proposed_verdict_leaves_the_public_status(editor: User) -> None:
    claim = make_claim()
    made = proposed(claim, editor)
    claim.refresh_from_db()
    assert (claim.status, claim.version, open_proposal(claim)) == ("unverified", 1, made)
    assert not claim.assessments.exists()


def test_verdicts_that_are_not_concerned_count_at_once(editor: User) -> None:
    assert isinstance(judge(make_claim(), editor, "supported"), Assessment)


def test_once_another_agrees_it_counts_with_all_that_was_given(editor: User) -> None:
    claim = make_claim()
    other = make_user(role="editor")
    made = agree(proposed(claim, editor), editor=other, now=LATER)
    claim.refresh_from_db()
    assert (claim.status, made.editor, made.seconded_by) == ("false", editor, other)
    assert [(e.url, e.excerpt) for e in made.evidence.all()] == [("https://example.org/report", "six cracks")]


def test_nobody_agrees_with_themselves(editor: User) -> None:
    claim = make_claim()
    with pytest.raises(Problem, match="another editor has to agree"):
        agree(proposed(claim, editor), editor=editor, now=LATER)
    claim.refresh_from_db()
    assert claim.status == "unverified"


def test_a_verdict_given_since_makes_a_proposal_outdated(editor: User) -> None:
    claim, other = make_claim(), make_user(role="editor")
    made = proposed(claim, editor)
    judge(claim, other, "supported")
    with pytest.raises(Problem, match="assessed after this was proposed"):
        agree(made, editor=other, now=LATER)


def test_proposing_otherwise_takes_the_place_of_the_first(editor: User) -> None:
    claim, other = make_claim(), make_user(role="editor")
    first, second = proposed(claim, editor), proposed(claim, other)
    first.refresh_from_db()
    assert (first.state, open_proposal(claim)) == (ProposalState.REPLACED, second)
    with pytest.raises(Problem, match="replaced by another"):
        agree(first, editor=other, now=LATER)


def test_sending_back_needs_a_note_and_can_be_undone(editor: User) -> None:
    made, other = proposed(make_claim(), editor), make_user(role="editor")
    with pytest.raises(Problem, match="Say what is missing"):
        send_back(made, editor=other, note=" no ", now=LATER)
    sent = send_back(made, editor=other, note="Which report of May?", now=LATER)
    assert (sent.state, sent.note) == (ProposalState.RETURNED, "Which report of May?")
    reopen(sent)
    assert open_proposal(made.claim) == made


def test_only_the_proposer_takes_it_back(editor: User) -> None:
    made = proposed(make_claim(), editor)
    with pytest.raises(Problem, match="Only editor can take"):
        retract(made, editor=make_user(role="editor"), now=LATER)
    assert retract(made, editor=editor, now=LATER).state == ProposalState.REPLACED


def test_a_proposal_on_an_older_version_is_refused(editor: User) -> None:
    claim = make_claim()
    judge(claim, editor, "supported")
    with pytest.raises(StaleClaim):
        propose(claim, Verdict("false", WHY), editor=editor, version=1, now=LATER)
