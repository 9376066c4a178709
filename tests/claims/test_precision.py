"""What editors decide on suggestions is counted by relation and confidence."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.actions import undo
from claims.extraction.values import Relation
from claims.matching import match_revision
from claims.models import Action, Claim, Statement
from claims.precision import Band, Joins, bands, joins
from claims.rebutting import decide, link_by_hand
from claims.sameness import join_claims, part_claims
from tests.claims.stories import NOW
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db


def test_decisions_are_counted_by_relation_and_confidence(editor: User) -> None:
    for state in ("confirmed", "confirmed", "rejected"):
        decide(make_rebuttal(), editor=editor, state=state, now=NOW)
    decide(make_rebuttal(), editor=editor, state="confirmed", relation=Relation.REBUTS, now=NOW)
    make_rebuttal()
    assert bands() == [Band("rules 1", "denies", 0.7, 0.9, confirmed=2, changed=1, rejected=1)]
    assert (bands()[0].decided, bands()[0].share) == (4, 0.5)


def test_only_the_first_decision_on_a_suggestion_counts(editor: User) -> None:
    link = make_rebuttal()
    for state in ("rejected", "confirmed"):
        decide(link, editor=editor, state=state, now=NOW)
    assert [(b.confirmed, b.rejected) for b in bands()] == [(0, 1)]


def test_links_made_by_hand_and_decisions_undone_do_not_count(editor: User) -> None:
    link_by_hand(make_claim(), make_claim(), relation=Relation.DENIES, editor=editor, now=NOW)
    decide(make_rebuttal(), editor=editor, state="confirmed", now=NOW)
    undo(Action.objects.get(verb="decide answer"), editor=editor, now=NOW)
    assert bands() == []


def test_joins_are_counted_with_those_that_editors_parted(editor: User) -> None:
    make_claim("the east bridge had been inspected twice in March", day=1)
    make_claim("the East Bridge was inspected twice in March", day=2)
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    assert joins() == Joins(joined=1, by_hand=0, parted=0)
    part_claims(Statement.objects.filter(text__contains="East Bridge"), editor=editor, now=NOW)
    one, other = Claim.objects.order_by("pk")
    assert joins() == Joins(joined=0, by_hand=0, parted=1)
    join_claims(other, into=one, editor=editor, now=NOW)
    assert joins() == Joins(joined=0, by_hand=1, parted=1)


def test_the_command_prints_a_table(editor: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("matching_report")
    assert "not decided" in capsys.readouterr().out
    decide(make_rebuttal(), editor=editor, state="confirmed", now=NOW)
    call_command("matching_report")
    printed = " ".join(capsys.readouterr().out.split())
    assert "rules 1 denies 70% to 90% 1 0 0 100%" in printed
    call_command("matching_report", since="2030-01-01")
    assert "not decided" in capsys.readouterr().out


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01"])
def test_a_wrong_date_is_refused(since: str) -> None:
    with pytest.raises(CommandError, match="is no date"):
        call_command("matching_report", since=since)
