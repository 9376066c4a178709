"""Stories recorded in any order, twice, and by several workers at once give the same rows."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, Outlet, Revision
from claims.extraction.values import Extraction, Stance
from claims.matching import match_revision
from claims.models import Alias, Claim, Comparison, Rebuttal, Role, Speaker, Statement
from claims.recording import record
from tests.claims.stories import NOW, Said, anonymous, body, person, publish, read, state

LUND = person("Ida Lund", "mayor of Harrow")
PILOT = person("Ole Lund", "harbour pilot")
UNION = body("Harbour Workers Union", "HWU")
CRACKS = Said(UNION, "the east bridge had wide cracks since March", stance=Stance.ACCUSATION, target="Ida Lund")
NO_CRACKS = Said(LUND, "the east bridge ever had wide cracks", cue="denied", stance=Stance.DENIAL)

STORIES: list[tuple[str, int, list[Said]]] = [
    ("Courier", 1, [CRACKS, Said(**{**vars(NO_CRACKS), "answers": 0})]),
    ("Post", 2, [Said(body("HWU"), "the east bridge had very wide cracks since March", stance=Stance.ACCUSATION)]),
    ("Herald", 2, [Said(person("Lund", "mayor of Harrow"), "the tunnel would open in the autumn")]),
    ("Post", 3, [Said(person("Lund"), "nobody had told the council anything")]),
    ("Courier", 4, [NO_CRACKS, Said(anonymous("two engineers"), "the steel was never inspected at all")]),
    ("Herald", 5, [Said(PILOT, "the fog was thick that night"), Said(LUND, "the Tunnel would open in the autumn")]),
    ("Post", 60, [Said(person("Lund"), "the ferry would be sold abroad")]),
    ("Mail", 6, [Said(state("China", "Beijing"), "it had never sold any of the steel", stance=Stance.DENIAL)]),
    ("Mail", 5, [Said(state("China"), "“it had never sold any of the steel”", stance=Stance.DENIAL)]),
    (
        "Post",
        4,
        [Said(person("Tom Reyes", "union leader"), "China sold the steel in secret", stance=Stance.ACCUSATION)],
    ),
    ("Post", 7, [Said(person("Ida Lund", "opposition candidate in Velmora"), "the levy would be doubled next spring")]),
    ("Mail", 8, [Said(person("Reyes"), "the crews would strike from Monday on")]),
]


Story = tuple[str, int, list[Said]]

LATE = person("Lund", "mayor of Harrow")
DRY = "the reservoir would be dry before the end of July"
# Of each the last story changes what those before it are to each other.
TURNS: dict[str, list[Story]] = {
    "a name is understood later": [
        ("Courier", 1, [Said(person("Ida Lund"), DRY), Said(person("Ole Lund"), "the fog was thick that night")]),
        ("Post", 2, [Said(LATE, "the reservoir will be dry before the end of July")]),
        ("Mail", 3, [Said(LUND, "the tunnel would open in the autumn")]),
    ],
    "an earlier article makes them too far apart": [
        ("Courier", 20, [Said(LUND, DRY)]),
        ("Post", 45, [Said(LUND, "the reservoir will be dry before the end of July")]),
        ("Mail", 1, [Said(LUND, DRY)]),
    ],
    "an earlier article makes the answer the earlier claim": [
        ("Courier", 5, [CRACKS]),
        ("Post", 6, [NO_CRACKS]),
        ("Mail", 1, [NO_CRACKS]),
    ],
    "two say the same at one time": [
        ("Courier", 4, [Said(LUND, DRY)]),
        ("Post", 4, [Said(person("Tom Reyes", "union leader"), DRY)]),
    ],
    "a text says what is compared too": [
        ("Courier", 2, [NO_CRACKS]),
        ("Post", 1, [CRACKS]),
        ("Mail", 3, [CRACKS, Said(**{**vars(NO_CRACKS), "answers": 0})]),
    ],
    "the whole goes to another speaker": [
        ("Courier", 1, [Said(person("Ida Lund"), DRY)]),
        ("Post", 2, [Said(LUND, "the reservoir will be dry before the end of July")]),
        ("Mail", 3, [Said(person("Ida Lund", "opposition candidate in Velmora"), "the levy would be doubled")]),
    ],
}


def stored(stories: list[Story]) -> list[tuple[Revision, Extraction]]:
    pairs = []
    for outlet, day, sayings in stories:
        extraction = read(sayings)
        pairs.append((publish(extraction.text, outlet=outlet, day=day), extraction))
    return pairs


def snapshot() -> dict[str, Any]:
    """Return everything that must not depend on the order, without numbers of rows."""
    shown = Claim.objects.shown().select_related("speaker")
    return {
        "speakers": sorted(Speaker.objects.current().values_list("name", "key", "kind")),
        "claims": sorted(
            (c.speaker.name, c.text, c.stance, c.first_seen, c.statement_count, c.answer_count, c.speaker_text)
            for c in shown
        ),
        "statements": sorted(
            Statement.objects.values_list("text", "claim__text", "claim__speaker__name", "claim__speaker__key")
        ),
        "links": sorted(
            Rebuttal.objects.values_list("answer__text", "answered__text", "relation", "state", "confidence")
        ),
        "disputes": sorted(
            sorted(Claim.objects.filter(dispute=d).values_list("text", flat=True))
            for d in set(Claim.objects.exclude(dispute=None).values_list("dispute", flat=True))
        ),
        "aliases": sorted(Alias.objects.filter(speaker__merged_into=None).values_list("speaker__name", "name")),
        "roles": sorted(Role.objects.filter(speaker__merged_into=None).values_list("title", "first_seen", "last_seen")),
    }


def assert_same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for name, values in wanted.items():
        assert found[name] == values, name


def take_in(pair: tuple[Revision, Extraction]) -> None:
    record(*pair, now=NOW)
    match_revision(pair[0], now=NOW)


def as_written(stories: list[Story]) -> dict[str, Any]:
    for pair in stored(stories):
        take_in(pair)
    once = snapshot()
    for model in (Rebuttal, Comparison, Statement, Claim, Alias, Role):
        model.objects.all().delete()
    for table in ("claims_sighting", "claims_speaker", "claims_dispute"):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    Article.objects.all().delete()
    Outlet.objects.all().delete()
    return once


@pytest.mark.django_db
def test_the_stories_of_this_test_hold_every_case() -> None:
    once = as_written(STORIES)
    assert [name for name, _, _ in once["speakers"]].count("Ida Lund") == 2
    assert ("Harbour Workers Union", "organization") in {(name, kind) for name, _, kind in once["speakers"]}
    assert any(claim[4] > 1 for claim in once["claims"])
    assert len(once["links"]) >= 2
    assert once["disputes"]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_stories_does_not_matter(seed: int) -> None:
    once = as_written(STORIES)
    pairs = stored(STORIES) * 2
    random.Random(seed).shuffle(pairs)
    for pair in pairs:
        take_in(pair)
    assert_same(snapshot(), once)


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_do_as_one_does() -> None:
    once = as_written(STORIES)
    pairs = stored(STORIES) * 2
    random.Random(1).shuffle(pairs)

    def work(pair: tuple[Revision, Extraction]) -> None:
        try:
            take_in(pair)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        for outcome in [workers.submit(work, pair) for pair in pairs]:
            outcome.result(timeout=60)
    assert_same(snapshot(), once)


@pytest.mark.django_db
@pytest.mark.parametrize("case", TURNS)
def test_what_a_late_story_changes_is_as_if_it_had_come_first(case: str) -> None:
    stories = TURNS[case]
    once = as_written(stories)
    for order in permutations(stories):
        assert_same(as_written(list(order)), once)


@pytest.mark.django_db
def test_a_crowd_between_them_keeps_no_answer_away() -> None:
    near = [Said(person(f"Witness {n}"), f"the east bridge had {n} wide cracks since March") for n in range(2, 72)]
    stories: list[Story] = [("Courier", 1, [CRACKS]), ("Post", 2, [NO_CRACKS]), ("Mail", 1, near)]
    once = as_written(stories)
    assert (NO_CRACKS.content, CRACKS.content) in {link[:2] for link in once["links"]}
    assert_same(as_written([stories[2], stories[1], stories[0]]), once)
