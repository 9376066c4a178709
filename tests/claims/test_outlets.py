"""Outlets: renamed, merged and parted again; which answers they left out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Outlet, OutletKind
from articles.publishing import outlet_for
from claims.actions import latest_action, undo
from claims.extraction.values import Relation, Stance
from claims.leaving_out import left_out
from claims.models import Claim, Rebuttal, RebuttalState
from claims.outlets import describe_outlet, merge_outlets, unmerge_outlets
from claimtrack.web import Problem
from tests.claims.stories import NOW, Said, person
from tests.factories import make_article, make_feed, make_outlet, record_story

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def state() -> list[Any]:
    articles = list(Article.objects.order_by("pk").values_list("pk", "outlet__name"))
    return [articles, list(Outlet.objects.order_by("pk").values_list("name", "kind", "domain", "merged_into"))]


def undo_latest(outlet: Outlet, editor: User) -> str:
    action = latest_action(outlet, by=editor)
    assert action is not None
    return undo(action, editor=editor, now=LATER)


def test_a_renamed_outlet_is_still_meant_by_its_former_name(editor: User) -> None:
    outlet = make_outlet("Curier", domain="courier.example.org")
    before = state()
    describe_outlet(outlet, name=" The  Courier ", kind="newspaper", editor=editor, now=NOW)
    outlet.refresh_from_db()
    assert (outlet.name, outlet.kind) == ("The Courier", OutletKind.NEWSPAPER)
    assert outlet_for("Curier", "", now=NOW) == outlet_for("The Courier", "", now=NOW) == outlet
    assert undo_latest(outlet, editor) == "Curier is described as before."
    assert state() == before
    assert outlet_for("The Courier", "", now=NOW) != outlet


def test_an_outlet_may_get_a_former_name_back(editor: User) -> None:
    outlet = make_outlet("Courier")
    describe_outlet(outlet, name="Post", editor=editor, now=NOW)
    between = state()
    describe_outlet(outlet, name="Courier", editor=editor, now=NOW)
    assert outlet_for("Post", "", now=NOW) == outlet_for("Courier", "", now=NOW) == outlet
    undo_latest(outlet, editor)
    assert state() == between


@pytest.mark.parametrize(
    ("name", "code"), [("", "no_name"), (" ", "no_name"), ("Post", "name_taken"), ("Courier", "nothing_changed")]
)
def test_a_name_that_cannot_be_is_refused(editor: User, name: str, code: str) -> None:
    outlet, _ = make_outlet("Courier"), make_outlet("Post")
    before = state()
    with pytest.raises(Problem) as caught:
        describe_outlet(outlet, name=name, editor=editor, now=NOW)
    assert (caught.value.code, state()) == (code, before)


def test_merged_outlets_are_one_until_they_are_parted(editor: User) -> None:
    outlet, into, last = make_outlet("Courier", domain="courier.example.org"), make_outlet("Post"), make_outlet("Wire")
    describe_outlet(outlet, name="Old Courier", editor=editor, now=NOW)
    for name in ("Old Courier", "Old Courier", "Post"):
        make_article(outlet=name)
    feed = make_feed(outlet=outlet)
    before = state()
    made = merge_outlets(outlet, into=into, editor=editor, now=NOW)
    feed.refresh_from_db()
    assert (into.articles.count(), feed.outlet) == (3, into)
    for name, address in (("Courier", ""), ("Old Courier", ""), ("", "https://www.courier.example.org/1")):
        assert outlet_for(name, address, now=NOW) == into
    between = state()
    onward = merge_outlets(into, into=last, editor=editor, now=NOW)
    assert outlet_for("Courier", "", now=NOW) == last
    with pytest.raises(Problem, match="changed again since"):
        unmerge_outlets(made, editor=editor, now=LATER)
    unmerge_outlets(onward, editor=editor, now=LATER)
    assert state() == between
    assert unmerge_outlets(made, editor=editor, now=LATER) == outlet
    feed.refresh_from_db()
    assert (state(), feed.outlet) == (before, outlet)


def test_what_cannot_be_merged_is_refused(editor: User) -> None:
    outlet, into = make_outlet("Courier"), make_outlet("Post")
    with pytest.raises(Problem, match="the same outlet"):
        merge_outlets(outlet, into=outlet, editor=editor, now=NOW)
    merge_outlets(outlet, into=into, editor=editor, now=NOW)
    for one, other in ((outlet, make_outlet("Wire")), (make_outlet("Wire"), outlet)):
        with pytest.raises(Problem, match="Courier is already part of Post"):
            merge_outlets(one, into=other, editor=editor, now=NOW)


def test_the_address_and_the_filters_of_a_merged_outlet_lead_to_the_one_it_is_part_of(
    client: Client, editor: User
) -> None:
    make_article("Ida Lund said so.", title="Bridge", outlet="Courier")
    outlet, into = make_outlet("Courier"), make_outlet("Post")
    record_story([Said(person("Ida Lund"), "the bridge was safe")], outlet="Courier")
    merge_outlets(outlet, into=into, editor=editor, now=NOW)
    answer = client.get(f"/outlets/{outlet.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, into.get_absolute_url())
    assert "Courier" not in words_of(client.get("/outlets/"))
    for value in (outlet.pk, "courier", into.pk):
        assert len(client.get("/api/v1/claims/", {"outlet": value}).json()["results"]) == 1
        assert len(client.get("/api/v1/articles/", {"outlet": value}).json()["results"]) == 2
    assert "Bridge" in words_of(client.get("/articles/", {"outlet": outlet.pk}))


def test_an_editor_renames_and_merges_on_pages_and_takes_it_back(editing: Client, editor: User) -> None:
    outlet, into = make_outlet("Courier"), make_outlet("Post")
    make_article(outlet="Courier")
    base = outlet.get_absolute_url()
    assert f'href="{base}edit/merge/"' in editing.get(base).content.decode()
    answer = editing.post(f"{base}edit/describe/", {"name": "The Courier", "kind": "agency"}, follow=True)
    assert "news agency" in words_of(answer)
    assert "also: “Courier”" in words_of(answer)
    assert "Merge them" not in words_of(editing.get(f"{base}edit/merge/"))  # there is nothing to choose yet
    page = editing.get(f"{base}edit/merge/", {"q": "pos"})
    assert f'name="into" value="{into.pk}"' in page.content.decode()
    preview = editing.post(f"{base}edit/merge/?q=pos", {"into": into.pk, "preview": "1"})
    assert "1 article would move to Post" in words_of(preview)
    answer = editing.post(f"{base}edit/merge/?q=pos", {"into": into.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == into.get_absolute_url()
    undoing = re.search(r'action="(/actions/\d+/undo/)"', answer.content.decode())
    assert undoing
    assert "are two outlets again" in words_of(editing.post(undoing[1], follow=True))
    assert not Outlet.objects.get(pk=outlet.pk).merged_into


@pytest.mark.parametrize(
    ("what", "sent", "message"),
    [
        ("merge", {}, "Choose the outlet"),
        ("describe", {"name": "Post"}, "merge them"),
        ("describe", {}, "Enter a name."),
    ],
)
def test_a_correction_that_cannot_be_says_why(editing: Client, what: str, sent: dict[str, str], message: str) -> None:
    outlet, _ = make_outlet("Courier"), make_outlet("Post")
    answer = editing.post(f"{outlet.get_absolute_url()}edit/{what}/", sent)
    assert answer.status_code == 422
    assert message in words_of(answer)


def test_only_editors_correct_outlets(client: Client, analyst: User) -> None:
    outlet = make_outlet("Courier")
    address = f"{outlet.get_absolute_url()}edit/describe/"
    assert client.get(address)["Location"].startswith("/login/")
    client.force_login(analyst)
    assert client.post(address, {"name": "X"}).status_code == 403
    assert "edit/describe" not in client.get(outlet.get_absolute_url()).content.decode()
    client.logout()


def dispute(number: int = 1) -> Rebuttal:
    """Let Courier report a charge, and Post the charge with its denial."""
    charge = Said(person("Tom Reyes"), f"the bridge had {number} cracks", stance=Stance.ACCUSATION)
    denial = Said(
        person("Ida Lund"), f"any of the {number} cracks", "denied", Stance.DENIAL, answers=0, relation=Relation.DENIES
    )
    (told,) = record_story([charge], outlet="Courier", day=2 * number)
    record_story([charge, denial], outlet="Post", day=2 * number)
    return Rebuttal.objects.get(answered=told.claim)


def test_an_outlet_left_out_the_answers_that_others_reported(client: Client, editor: User) -> None:
    link = dispute()
    courier, post = make_outlet("Courier"), make_outlet("Post")
    assert list(left_out(courier, editor)) == [link]
    assert list(left_out(post, editor)) == []
    page = client.get(courier.get_absolute_url())
    assert "1 answer left out" in words_of(page)
    assert link.answer.get_absolute_url() in page.content.decode()
    assert "Reported by Post" in words_of(page)
    Rebuttal.objects.update(relation=Relation.SUPPORTS)
    assert list(left_out(courier, editor)) == []
    Rebuttal.objects.update(relation=Relation.REBUTS, state=RebuttalState.REJECTED)
    assert list(left_out(courier, editor)) == []
    Rebuttal.objects.update(state=RebuttalState.CONFIRMED)
    Claim.objects.filter(pk=link.answer_id).update(hidden_at=NOW)
    assert list(left_out(courier, editor)) == []


def test_a_copy_of_anothers_story_reports_its_answers(editor: User) -> None:
    link = dispute()
    assert link.statement is not None
    courier = make_outlet("Courier")
    copy = make_article(None, outlet="Courier", title="Cracks denied")
    Article.objects.filter(pk=copy.pk).update(duplicate_of=link.statement.revision.article)
    assert list(left_out(courier, editor)) == []


def test_the_page_of_an_outlet_costs_the_same_for_many_answers(client: Client) -> None:
    numbers = []
    for begin, end in ((1, 3), (3, 12)):
        for number in range(begin, end):
            dispute(number)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(make_outlet("Courier").get_absolute_url()).content.decode()
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert "11 answers left out" in page
    older = re.search(r'href="([^"#]+)#left-out" aria-label="Older answers"', page)
    assert older
    second = client.get(f"{make_outlet('Courier').get_absolute_url()}{older[1]}").content.decode()
    assert second.count('<article class="tie ') == 1
