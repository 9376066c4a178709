"""Two editors at one claim: what does not touch is joined, the rest is theirs to choose."""

from __future__ import annotations

import pytest

from claims.verdicts import EvidenceLink, Verdict, join_verdicts

A, B, C = (EvidenceLink(f"https://example.org/{name}") for name in "abc")
BEFORE = Verdict("false", "Two reports say otherwise.", (A,), "The bridge was safe")


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (Verdict("supported", "other reason", (A,)), Verdict("unproven", "my reason", (A,))),
        (Verdict("false", "better words", (A,), BEFORE.reviewed), Verdict("false", "my words", (A,), BEFORE.reviewed)),
        (Verdict("false", BEFORE.rationale, (A,), "It held"), Verdict("supported", "my words", (A,), BEFORE.reviewed)),
    ],
)
def test_what_touches_is_not_joined(theirs: Verdict, mine: Verdict) -> None:
    assert join_verdicts(BEFORE, theirs, mine) is None


def test_evidence_of_both_is_kept() -> None:
    theirs = Verdict("false", BEFORE.rationale, (A, B), BEFORE.reviewed)
    mine = Verdict("false", BEFORE.rationale, (A, C), BEFORE.reviewed)
    joined = join_verdicts(BEFORE, theirs, mine)
    assert joined == Verdict("false", BEFORE.rationale, (A, C, B), BEFORE.reviewed)


def test_a_link_that_one_took_out_stays_out() -> None:
    theirs = Verdict("false", BEFORE.rationale, (B,), BEFORE.reviewed)
    joined = join_verdicts(BEFORE, theirs, BEFORE)
    assert joined is not None
    assert joined.evidence == (B,)


def test_my_evidence_joins_their_new_verdict() -> None:
    theirs = Verdict("supported", "the report was withdrawn", (A,), BEFORE.reviewed)
    joined = join_verdicts(BEFORE, theirs, Verdict("false", BEFORE.rationale, (A, B), BEFORE.reviewed))
    assert joined == Verdict("supported", "the report was withdrawn", (A, B), BEFORE.reviewed)
