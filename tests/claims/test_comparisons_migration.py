"""What was matched before comparisons were kept is as if it had been kept."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.state import ProjectState

from claims.joining import join_all
from claims.models import MATCHER, SAME, Claim, Comparison, Rebuttal, Statement
from claims.rebutting import decide
from claims.sameness import join_claims
from tests.claims.stories import NOW, body, person
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db
REYES, UNION = person("Tom Reyes"), body("Harbour Workers Union")


def linked(answer: Claim, answered: Claim, confidence: float = 0.8, by: str = MATCHER) -> Rebuttal:
    """Link claims as they now are by the statements that they were recorded with."""
    ends = [Statement.objects.select_related("claim").get(recorded_as=claim) for claim in (answer, answered)]
    return Rebuttal.objects.create(
        answer=ends[0].claim, answered=ends[1].claim, statement=ends[0], answered_statement=ends[1],
        relation="rebuts", confidence=confidence, extractor=by, created_at=NOW,
    )  # fmt: skip


def filled() -> set[tuple[int, int, str, float]]:
    """Return what the migration makes of the claims and links there are."""
    migration = import_module("claims.migrations.0009_comparisons").Migration
    state = ProjectState.from_apps(apps)
    for operation in migration.operations:
        if isinstance(operation, RunSQL):
            with connection.schema_editor(atomic=False) as editor:
                operation.database_forwards("claims", editor, state, state)
    return set(Comparison.objects.values_list("claim", "other", "relation", "confidence"))


def test_answers_tie_the_claims_that_their_statements_were_recorded_as() -> None:
    first, again, answered = make_claim(day=1), make_claim(day=2), make_claim(who=REYES)
    join_all([(first.pk, again.pk)])
    linked(again, answered)
    assert filled() == {(again.pk, answered.pk, "rebuts", 0.8), (again.pk, first.pk, SAME, 1.0)}


def test_what_stands_in_a_text_was_not_compared() -> None:
    make_rebuttal()
    linked(make_claim(), make_claim(who=REYES), by="rules 1")
    assert filled() == set()


def test_of_several_answers_of_a_pair_the_likeliest_is_kept() -> None:
    one, other = make_claim(day=1), make_claim(who=REYES)
    linked(one, other, 0.7)
    linked(other, one, 0.9)
    assert filled() == {(other.pk, one.pk, "rebuts", 0.9)}


def test_an_answer_whose_statement_is_gone_is_left_out() -> None:
    answer = make_claim()
    linked(answer, make_claim(who=REYES))
    Statement.objects.filter(recorded_as=answer).delete()
    assert filled() == set()


def test_a_part_of_a_claim_of_another_speaker_is_not_the_same() -> None:
    part, whole = make_claim(), make_claim(who=UNION)
    Claim.objects.filter(pk=part.pk).update(merged_into=whole)
    assert filled() == set()


def test_a_confirmed_answer_between_claims_that_were_joined_later_is_no_obstacle(editor: User) -> None:
    answer, answered = make_claim(day=1), make_claim(day=2)
    decide(linked(answer, answered), editor=editor, state="confirmed", relation="rebuts", now=NOW)
    join_claims(answer, into=answered, editor=editor, now=NOW + timedelta(minutes=1))
    assert filled() == {(answer.pk, answered.pk, "rebuts", 0.8)}
