"""What is new to a saved search: each claim once, by whatever happened to it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any, TypeVar

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from articles.models import Stage
from claims import alerting
from claims.actions import undo
from claims.alerting import watch
from claims.assessing import withdraw
from claims.hiding import hide
from claims.models import Claim, ClaimChange, Match, SavedSearch, Status
from claims.rebutting import link_by_hand
from claims.saving import delete_search, save_search
from claims.taking import take
from claims.verdicts import EvidenceLink, Verdict, write_verdict
from tests.claims.stories import NOW, person
from tests.factories import make_claim, make_ingestion, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
T = TypeVar("T")
RATIONALE = "The report of the harbour office says otherwise."


def save(user: User, query: str = "") -> SavedSearch:
    return save_search("News", QueryDict(query), user=user, site="https://claims.example", now=NOW)[0]


def found(search: SavedSearch) -> set[int]:
    """Return the claims that are new to a search."""
    return set(Match.objects.filter(search=search, found_at__gt=NOW).values_list("claim", flat=True))


def judge(claim: Claim, editor: User, status: Status = Status.FALSE) -> None:
    claim.refresh_from_db()
    verdict = Verdict(status, RATIONALE, (EvidenceLink("https://a.example.org/"),))
    write_verdict(claim, verdict, editor=editor, version=claim.version, now=LATER)


def test_what_was_there_before_is_not_new_and_what_comes_is(analyst: User) -> None:
    old = make_claim()
    search = save(analyst)
    assert watch(now=LATER) == 0
    new = make_claim()
    assert watch(now=LATER) == 1
    assert found(search) == {new.pk}
    assert set(search.matches.values_list("claim", flat=True)) == {old.pk, new.pk}


def test_only_claims_that_meet_the_filters_are_found(analyst: User) -> None:
    search = save(analyst, "speaker=Tom+Reyes&q=ferry")
    make_claim("the ferry was late")
    wanted = make_claim("the ferry was early", who=person("Tom Reyes"))
    make_claim("the bus was early", who=person("Tom Reyes"))
    watch(now=LATER)
    assert found(search) == {wanted.pk}


def test_a_claim_is_found_when_it_is_judged_and_not_again(analyst: User, editor: User) -> None:
    search, claim = save(analyst, "status=false"), make_claim()
    watch(now=LATER)
    assert found(search) == set()
    judge(claim, editor)
    watch(now=LATER)
    assert found(search) == {claim.pk}
    withdraw(claim.assessments.get(), editor=editor, now=LATER)
    judge(claim, editor)
    assert watch(now=LATER) == 0


def test_an_answer_makes_the_claim_it_answers_new(analyst: User, editor: User) -> None:
    accusation, denial = make_claim(), make_claim(who=person("Tom Reyes"))
    search = save(analyst, "has_rebuttal=true")
    link_by_hand(denial, accusation, relation="denies", editor=editor, now=LATER)
    watch(now=LATER)
    assert found(search) == {accusation.pk}


def test_taking_a_claim_is_noticed_too(analyst: User, editor: User) -> None:
    claim, search = make_claim(), save(analyst, "status=in_review")
    take(claim, editor=editor, now=LATER)
    watch(now=LATER)
    assert found(search) == {claim.pk}


def test_what_an_old_claim_goes_through_does_not_make_it_new(analyst: User, editor: User) -> None:
    claim, search = make_claim(), save(analyst)
    judge(claim, editor)
    assert watch(now=LATER) == 0
    assert found(search) == set()


def test_a_change_that_is_rolled_back_leaves_nothing(editor: User) -> None:
    claim = make_claim()
    ClaimChange.objects.all().delete()
    with transaction.atomic():
        judge(claim, editor)
        assert ClaimChange.objects.exists()
        transaction.set_rollback(True)
    assert not ClaimChange.objects.exists()


def test_a_watch_that_breaks_off_is_done_again(analyst: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = save(analyst), save(make_user("second", role="analyst"))
    claim = make_claim()
    look = alerting._look

    def die_at_the_second(search: SavedSearch, *args: object, **more: object) -> int:
        if search.pk == two.pk:
            raise KeyboardInterrupt
        return look(search, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(alerting, "_look", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        watch(now=LATER)
    assert found(one) == set()
    monkeypatch.undo()
    watch(now=LATER)
    assert found(one) == found(two) == {claim.pk}


def test_a_story_that_is_being_matched_waits(analyst: User) -> None:
    search, claim = save(analyst), make_claim()
    revision = claim.statements.get().revision
    row = make_ingestion(revision.article, stage=Stage.MATCHING, revision=revision)
    assert watch(now=LATER) == 0
    row.stage = Stage.DONE
    row.save()
    assert watch(now=LATER) == 1
    assert found(search) == {claim.pk}


def test_hidden_claims_are_not_found(analyst: User, editor: User) -> None:
    save(analyst)
    hide(make_claim(), reason="Not said by her", editor=editor, now=LATER)
    assert watch(now=LATER) == 0


def test_searches_of_those_who_left_and_deleted_ones_find_nothing(analyst: User) -> None:
    search = save(analyst)
    User.objects.filter(pk=analyst.pk).update(is_active=False)
    make_claim()
    watch(now=LATER)
    User.objects.filter(pk=analyst.pk).update(is_active=True)
    SavedSearch.objects.filter(pk=search.pk).update(deleted_at=NOW)
    make_claim()
    watch(now=LATER)
    assert found(search) == set()


def test_a_search_that_is_brought_back_has_what_came_meanwhile(analyst: User) -> None:
    search = save(analyst)
    action = delete_search(search, now=NOW)
    claim = make_claim()
    assert watch(now=LATER) == 0
    undo(action, editor=analyst, now=LATER)
    assert found(search) == {claim.pk}


def test_of_very_many_only_the_latest_are_stored_and_none_is_new(
    analyst: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "MOST_KNOWN", 2)
    claims = [make_claim() for _ in range(4)]
    search = save(analyst)
    assert (search.matches.count(), search.horizon) == (2, claims[2].pk)
    judge(claims[0], editor)
    judge(claims[3], editor)
    new = make_claim()
    watch(now=LATER)
    assert found(search) == {new.pk}


def test_many_changes_are_looked_at_in_batches(analyst: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerting, "BATCH", 2)
    search = save(analyst)
    claims = {make_claim().pk for _ in range(5)}
    assert watch(now=LATER) == 5
    assert found(search) == claims
    assert not ClaimChange.objects.exists()


def test_nothing_new_costs_few_queries(analyst: User) -> None:
    save(analyst)
    watch(now=LATER)
    with CaptureQueriesContext(connection) as seen:
        watch(now=LATER)
    assert len(seen) <= 6


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_comes_while_a_search_is_saved_is_not_missed(
    analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, go_on = Event(), Event()
    note_known = alerting.note_known

    def note_slowly(search: SavedSearch, *, now: datetime) -> None:
        note_known(search, now=now)
        looked.set()
        assert go_on.wait(20)

    monkeypatch.setattr("claims.saving.note_known", note_slowly)
    with ThreadPoolExecutor(2) as threads:
        saved = threads.submit(in_thread, save, analyst)
        assert looked.wait(20)
        claim = make_claim()
        watched = threads.submit(in_thread, watch, now=LATER)
        with pytest.raises(TimeoutError):
            watched.result(1)  # it waits for the search, which it would not know
        go_on.set()
        search = saved.result(20)
        assert watched.result(20) == 1
    assert found(search) == {claim.pk}


def in_thread(function: Callable[..., T], *args: Any, **named: Any) -> T:
    """Call a function in a thread of its own, and close that thread's connection."""
    try:
        return function(*args, **named)
    finally:
        connection.close()
