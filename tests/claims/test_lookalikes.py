"""Speakers that are likely one are suggested; those told apart are not, and stay apart."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from claims import actions
from claims.lookalikes import Profile, compare, find_lookalikes, forget_lookalikes, lookalikes_of, tell_apart
from claims.merging import merge
from claims.models import Speaker
from tests.claims.stories import NOW, body, person
from tests.factories import make_claim


def profile(name: str, *names: str, kind: str = "person", offices: str = "", number: int = 1) -> Profile:
    return Profile(number, kind, name, frozenset(names), frozenset(offices.split()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("volodymyr zelensky"), profile("volodymyr zelenskyi")),
        (profile("ida lund", offices="mayor"), profile("lund", offices="mayor")),
        (profile("i lund", offices="harbour pilot"), profile("ida lund", offices="harbour")),
        (profile("coast guard office", kind="organization"), profile("cgo", kind="organization")),
        (profile("north fleet", "nf", kind="group"), profile("northern fleet", "nf", kind="organization")),
    ],
)
def test_alike_speakers_are_found(one: Profile, other: Profile) -> None:
    found = compare(one, other)
    assert found is not None
    assert found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (profile("ida lund"), profile("eva lund")),
        (profile("ida lund"), profile("lund", offices="baker")),
        (profile("ida lund", kind="person"), profile("ida lund", kind="organization")),
        (profile("ministry of ports", kind="organization"), profile("ministry of fish", kind="organization")),
        (profile("david clark", offices="skipper"), profile("dan clark", offices="skipper")),
    ],
)
def test_others_are_not(one: Profile, other: Profile) -> None:
    assert compare(one, other) is None


@pytest.fixture
def two(db: None) -> tuple[Speaker, Speaker]:
    forget_lookalikes()
    one = make_claim("the nets were cut", who=person("Volodymyr Zelensky")).speaker
    other = make_claim("the quota was small", who=person("Volodymyr Zelenski Petrenko", "minister"), day=3).speaker
    Speaker.objects.filter(pk=other.pk).update(name="Volodymyr Zelenskij", key="volodymyr zelenskij")
    return one, Speaker.objects.get(pk=other.pk)


def test_a_pair_told_apart_is_not_suggested_until_that_is_undone(two: tuple[Speaker, Speaker], editor: User) -> None:
    assert [other for other, _ in lookalikes_of(two[0])] == [two[1]]
    action = tell_apart(*two, editor=editor, now=NOW)
    assert find_lookalikes() == []
    actions.undo(action, editor=editor, now=NOW)
    assert len(find_lookalikes()) == 1


def test_merged_speakers_are_not_suggested(two: tuple[Speaker, Speaker], editor: User) -> None:
    merge(two[0], into=two[1], editor=editor, now=NOW)
    forget_lookalikes()
    assert find_lookalikes() == []


@pytest.mark.django_db
def test_an_acronym_is_suggested_for_its_body() -> None:
    forget_lookalikes()
    make_claim("the water was clean", who=body("Harbour Water Board"))
    make_claim("the water was fine", who=body("HWB"), day=40)
    assert [pair.reasons for pair in find_lookalikes()] == [("one abbreviates the other",)]
