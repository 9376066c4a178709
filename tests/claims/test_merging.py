"""Editors find that two speakers are one."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.assessing import assess
from claims.merging import merge, unmerge
from claims.models import Alias, Claim, Rebuttal, Role, Speaker, Statement
from claimtrack.web import Problem
from tests.claims.stories import NOW, person
from tests.factories import make_claim

pytestmark = pytest.mark.django_db
LUND, LUNDQVIST = person("Ida Lund", "mayor of Harrow"), person("Ida Lundqvist", "Harrow mayor")


def everything() -> list[list[dict[str, Any]]]:
    tables: list[Any] = [
        Speaker.objects.values("id", "name", "merged_into"),
        Claim.objects.values("id", "speaker", "text", "status", "merged_into", "statement_count", "speaker_text"),
        Statement.objects.values("id", "claim", "sighting__speaker"),
        Alias.objects.values("speaker", "name"),
        Role.objects.values("speaker", "title"),
        Rebuttal.objects.values("answer", "answered", "state"),
    ]
    return [sorted(table, key=str) for table in tables]


@pytest.fixture
def two() -> tuple[Speaker, Speaker]:
    make_claim("the east bridge was safe", who=LUND, day=1)
    make_claim("the tunnel would open in May", who=LUNDQVIST, day=2)
    make_claim("The East Bridge was safe", who=LUNDQVIST, day=3)
    return Speaker.objects.get(name="Ida Lundqvist"), Speaker.objects.get(name="Ida Lund")


def test_claims_aliases_and_roles_move(two: tuple[Speaker, Speaker], editor: User) -> None:
    speaker, into = two
    merge(speaker, into=into, editor=editor, now=NOW)
    assert list(Speaker.objects.current()) == [into]
    assert {c.speaker for c in Claim.objects.shown()} == {into}
    assert {a.name for a in into.aliases.all()} == {"Ida Lund", "Ida Lundqvist"}
    assert {r.title for r in into.roles.all()} == {"mayor of Harrow", "Harrow mayor"}
    assert Claim.objects.shown().filter(search="lundqvist").count() == Claim.objects.shown().count() == 2


def test_claims_in_the_same_words_become_one(two: tuple[Speaker, Speaker], editor: User) -> None:
    merge(two[0], into=two[1], editor=editor, now=NOW)
    claim = Claim.objects.shown().get(text="the east bridge was safe")
    assert claim.statement_count == 2


def test_undoing_a_merge_restores_everything(two: tuple[Speaker, Speaker], editor: User) -> None:
    own = Claim.objects.get(text="The East Bridge was safe")
    assess(own, editor=editor, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    before = everything()
    made = merge(two[0], into=two[1], editor=editor, now=NOW)
    assert Claim.objects.shown().get(text="the east bridge was safe").status == "in_review"
    unmerge(made, editor=editor, now=NOW)
    assert everything() == before


def test_a_later_story_finds_the_merged_speaker(two: tuple[Speaker, Speaker], editor: User) -> None:
    merge(two[0], into=two[1], editor=editor, now=NOW)
    claim = make_claim("the ferry would sail again", who=LUNDQVIST, day=5)
    assert claim.speaker == two[1]


def test_what_came_after_the_merge_goes_back_too(two: tuple[Speaker, Speaker], editor: User) -> None:
    made = merge(two[0], into=two[1], editor=editor, now=NOW)
    claim = make_claim("the ferry would sail again", who=LUNDQVIST, day=5)
    unmerge(made, editor=editor, now=NOW)
    claim.refresh_from_db()
    assert claim.speaker == two[0]


def test_no_later_story_parts_what_an_editor_merged(editor: User) -> None:
    make_claim("the nets were cut at night", who=person("David Clark", "trawler skipper"))
    make_claim("the budget would be balanced soon", who=person("David Clark", "finance minister"))
    one, other = Speaker.objects.order_by("pk")
    merge(other, into=one, editor=editor, now=NOW)
    make_claim("the quota was far too small", who=person("David Clark", "trawler skipper"), day=4)
    make_claim("the levy would fall in June", who=person("David Clark", "finance minister"), day=4)
    assert Speaker.objects.current().get().claims.count() == 4


def test_what_is_merged_or_the_same_cannot_be_merged(two: tuple[Speaker, Speaker], editor: User) -> None:
    speaker, into = two
    with pytest.raises(Problem, match="same speaker"):
        merge(into, into=into, editor=editor, now=NOW)
    made = merge(speaker, into=into, editor=editor, now=NOW)
    with pytest.raises(Problem, match="already part of Ida Lund"):
        merge(speaker, into=into, editor=editor, now=NOW)
    unmerge(made, editor=editor, now=NOW)
    with pytest.raises(Problem, match="undone before"):
        unmerge(made, editor=editor, now=NOW)
