"""Editors split speakers and describe them; later stories keep to it; undoing restores what was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims import actions
from claims.describing import describe, give_alias, give_role, take_role, wikidata_number
from claims.models import Action, Claim, Speaker, Statement
from claims.splitting import split
from claims.taking import holder_of, release, release_expired, take
from claimtrack.web import Problem
from tests.claims.stories import NOW, person
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db


def holdings() -> list[Any]:
    return [
        (s.name, sorted(s.claims.filter(statement_count__gt=0).values_list("text", flat=True)))
        for s in Speaker.objects.current().order_by("pk")
        if s.claims.filter(statement_count__gt=0).exists()
    ]


@pytest.fixture
def clark(db: None) -> Speaker:
    """Two people of one name, whose roles do not tell them apart."""
    make_claim("the nets were cut at night", who=person("David Clark"))
    return make_claim("the budget would be balanced", who=person("David Clark"), day=2).speaker


def test_two_people_of_one_name_are_kept_apart(clark: Speaker, editor: User) -> None:
    before = holdings()
    budget = Statement.objects.get(text="the budget would be balanced")
    made = split(clark, statements=[budget], name="David Clark", editor=editor, now=NOW)
    assert holdings() == [
        ("David Clark", ["the nets were cut at night"]),
        ("David Clark", ["the budget would be balanced"]),
    ]
    make_claim("the quota was far too small", who=person("David Clark"), day=4)
    assert made.claims.count() == 1
    Claim.objects.get(text="the quota was far too small").statements.all().delete()
    Claim.objects.filter(text="the quota was far too small").delete()
    actions.undo(Action.objects.get(verb="split speaker"), editor=editor, now=NOW)
    assert holdings() == before


def test_a_guise_that_goes_takes_later_stories_along(editor: User) -> None:
    make_claim("the nets were cut", who=person("Ana Berg", "minister of fisheries"))
    other = make_claim("the port was full", who=person("Ana Berg", "fisheries pilot"), day=1)
    speaker = other.speaker
    assert speaker.claims.count() == 2
    made = split(speaker, statements=other.statements.all(), name="", editor=editor, now=NOW)
    later = make_claim("the tide was late", who=person("Ana Berg", "fisheries pilot"), day=5)
    assert later.speaker == made


def test_a_split_leaves_something_on_both_sides(clark: Speaker, editor: User) -> None:
    with pytest.raises(Problem, match="leave at least one"):
        split(clark, statements=Statement.objects.all(), name="", editor=editor, now=NOW)


def test_a_name_given_by_an_editor_stays_and_the_old_one_is_found(clark: Speaker, editor: User) -> None:
    action = describe(
        clark, name="David Clark of Vik", wikidata_id="https://www.wikidata.org/wiki/Q42", editor=editor, now=NOW
    )
    make_claim("the quota was far too small", who=person("David Clark"), day=4)
    clark.refresh_from_db()
    assert (clark.name, clark.wikidata_id) == ("David Clark of Vik", "Q42")
    assert clark.aliases.filter(key="david clark").exists()
    actions.undo(action, editor=editor, now=NOW)
    clark.refresh_from_db()
    assert (clark.name, clark.wikidata_id) == ("David Clark", "")


@pytest.mark.parametrize("given", ["42", "Q", "Q0", "P31", "Q42; drop"])
def test_other_numbers_are_none_of_wikidata(given: str) -> None:
    with pytest.raises(Problem, match="Q and digits"):
        wikidata_number(given)


def test_an_office_with_dates_outlasts_the_texts_and_can_be_taken_back(editor: User) -> None:
    speaker = make_claim(who=person("Ida Lund", "mayor"), role="mayor").speaker
    give_role(speaker, title="mayor", since=date(2020, 1, 1), until=date(2024, 6, 30), editor=editor, now=NOW)
    make_claim(who=person("Ida Lund", "mayor"), role="mayor", day=8)
    role = speaker.roles.get()
    assert (role.first_seen.date(), role.last_seen.date()) == (date(2020, 1, 1), date(2024, 6, 30))
    taken = take_role(role, editor=editor, now=NOW)
    assert speaker.roles.get().last_seen.date() == date(2025, 4, 9)
    actions.undo(taken, editor=editor, now=NOW)
    assert speaker.roles.get().last_seen.date() == date(2024, 6, 30)


def test_an_alias_is_found_until_it_is_undone(clark: Speaker, editor: User) -> None:
    action = give_alias(clark, name="The Skipper", editor=editor, now=NOW)
    assert all("skipper" in text for text in clark.claims.values_list("speaker_text", flat=True))
    actions.undo(action, editor=editor, now=NOW)
    assert not any("skipper" in text for text in clark.claims.values_list("speaker_text", flat=True))


def test_taking_shows_a_claim_in_review_for_half_an_hour(editor: User) -> None:
    claim, other = make_claim(), make_user(role="editor")
    take(claim, editor=editor, now=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.version, holder_of(claim, now=NOW)) == ("in_review", 1, editor)
    with pytest.raises(Problem, match="has taken this claim until"):
        take(claim, editor=other, now=NOW)
    assert release_expired(now=NOW + timedelta(minutes=29)) == 0
    assert release_expired(now=NOW + timedelta(minutes=31)) == 1
    claim.refresh_from_db()
    assert (claim.status, claim.taken_by) == ("unverified", None)
    take(claim, editor=other, now=NOW + timedelta(minutes=31))


def test_only_the_holder_releases(editor: User) -> None:
    claim = make_claim()
    action = take(claim, editor=editor, now=NOW)
    with pytest.raises(Problem, match="not taken"):
        release(claim, editor=make_user(role="editor"), now=NOW)
    actions.undo(action, editor=editor, now=NOW)
    claim.refresh_from_db()
    assert claim.status == "unverified"
