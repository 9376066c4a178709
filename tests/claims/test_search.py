"""Filters, words and facets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.assessing import EvidenceLink, assess
from claims.extraction.values import Stance
from claims.models import Claim, Rebuttal, Speaker
from claims.rebutting import decide
from claims.search import count_found, facets, find_claims, read_filters
from tests.claims.stories import NOW, Said, person, state
from tests.factories import make_article, make_claim, record_story

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def found(query: str, user: Any = VISITOR) -> list[str]:
    return [claim.text for claim in find_claims(QueryDict(query), user=user)]


@pytest.fixture
def cast() -> None:
    lund, reyes = person("Ida Lund", "mayor of Harrow"), person("Tom Reyes")
    record_story(
        [
            Said(reyes, "the east bridge had cracks", "says", Stance.ACCUSATION, target="Harrow council", via="AP"),
            Said(lund, "“the bridge never had one crack”", "denied", Stance.DENIAL, answers=0),
        ],
        outlet="Courier", day=1,
    )  # fmt: skip
    make_claim("the café on the pier would close", who=lund, outlet="Post", day=2, stance=Stance.COMMITMENT)
    make_claim("it has kept the peace treaty", who=state("Karsia", "Belgrave"), outlet="Post", day=3)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("q=bridge", 2),
        ("q=bridges", 2),
        ("q=bridge+-cracks", 0),
        ("q=treaty+OR+pier", 2),
        ("q=%22east+bridge%22", 1),
        ("q=cafe", 1),
        ("q=caf%C3%A9", 1),
        ("q=belgrave", 1),
        ("q=speaker:%22Ida+Lund%22", 2),
        ("q=-speaker:%22Ida+Lund%22", 2),
        ("speaker=Ida+Lund", 2),
        ("speaker=lund&speaker=Karsia", 1),
        ("speaker=Ida+Lund&stance=denial", 1),
        ("stance=denial&stance=accusation", 2),
        ("stance=-denial", 3),
        ("outlet=Courier", 2),
        ("outlet=-courier", 2),
        ("status=unverified", 4),
        ("status=-unverified", 0),
        ("type=direct", 1),
        ("since=2025-04-03", 2),
        ("until=2025-04-03", 3),
        ("since=2025-04-03&until=2025-04-03", 1),
        ("since=2025-04-03T08:00:00Z", 2),
        ("has_rebuttal=true", 1),
        ("has_rebuttal=false", 3),
        ("has_evidence=true", 0),
        ("about=harrow+council", 1),
        ("about=-harrow", 3),
        ("via=ap", 1),
        ("mine=true", 0),
        ("nonsense=1", 4),
        ("speaker=Nobody+Known", 0),
    ],
)
def test_filters_mean_what_they_say(cast: None, query: str, count: int) -> None:
    assert len(found(query)) == count


def test_a_syndicated_copy_has_the_claims_of_its_original(cast: None) -> None:
    original = Claim.objects.get(stance="denial").statements.get().revision.article
    copy = make_article(None, outlet="Echo")
    Article.objects.filter(pk=copy.pk).update(duplicate_of=original)
    assert len(found(f"article={copy.pk}")) == len(found(f"article={original.pk}")) == 2


def test_merged_and_hidden_claims_are_not_listed(cast: None) -> None:
    one, other = Claim.objects.order_by("pk")[:2]
    Claim.objects.filter(pk=one.pk).update(hidden_at=NOW)
    Claim.objects.filter(pk=other.pk).update(merged_into=one)
    assert len(found("")) == 2


def test_nobody_reads_a_private_installation_without_signing_in(cast: None, settings: Any, outsider: User) -> None:
    settings.PRIVATE = True
    assert found("") == []
    assert len(found("", outsider)) == 4


def test_a_rejected_answer_answers_nothing(cast: None, editor: User) -> None:
    decide(Rebuttal.objects.get(), editor=editor, state="rejected", now=NOW)
    assert found("has_rebuttal=true") == []


def test_mine_are_the_claims_i_assessed(cast: None, editor: User, analyst: User) -> None:
    claim = Claim.objects.get(stance="denial")
    link = EvidenceLink("https://example.org/report")
    assess(
        claim, editor=editor, status="false", rationale="The report of May lists six cracks.", evidence=[link],
        version=1, now=NOW,
    )  # fmt: skip
    assert found("mine=true", editor) == [claim.text]
    assert found("mine=true", analyst) == []
    assert found("has_evidence=true") == [claim.text]


@pytest.mark.parametrize(
    ("ordering", "first"),
    [
        ("-first_seen", "it has kept the peace treaty"),
        ("first_seen", "the east bridge had cracks"),
        ("-answers", "the east bridge had cracks"),
    ],
)
def test_lists_come_in_the_order_asked_for(cast: None, ordering: str, first: str) -> None:
    assert found(f"ordering={ordering}")[0] == first


def test_words_bring_the_best_match_first() -> None:
    make_claim("the bridge, the old bridge, every bridge was inspected", day=1)
    make_claim("the inspectors never saw that bridge by daylight at all", day=2)
    assert found("q=bridge")[0].startswith("the bridge")
    assert found("q=bridge&ordering=-first_seen")[0].startswith("the inspectors")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=nonsense", "status"),
        ("since=yesterday", "since"),
        ("until=99999-01-01", "until"),
        ("article=abc", "article"),
        ("has_rebuttal=perhaps", "has_rebuttal"),
        ("ordering=password", "ordering"),
        ("q=" + "a+" * 600, "q"),
    ],
)
def test_a_bad_value_is_named_and_the_rest_counts(cast: None, query: str, name: str) -> None:
    filters = read_filters(QueryDict(f"{query}&stance=denial"))
    assert list(filters.bad) == [name]
    assert len(filters.notices) == 1
    assert len(found(f"{query}&stance=denial")) == 1


@pytest.mark.parametrize("name", ["q", "speaker", "about", "via", "outlet", "type", "mine", "article"])
def test_no_input_breaks_a_list(name: str) -> None:
    for text in ["%00", "'", "\\", "a:*", "((((", "!!", "a <-> b", "%F0%9F%9A%A2", "--a", "%E2%80%AE", "%25", "_"]:
        query = QueryDict(f"{name}={text}")
        list(find_claims(query, user=VISITOR))
        facets(query, user=VISITOR)


@pytest.mark.parametrize("query", ["", "q=bridge", "speaker=Ida+Lund", "stance=denial&outlet=Courier", "status=-false"])
def test_each_facet_count_is_the_number_of_rows_on_choosing_it(cast: None, query: str) -> None:
    for facet in facets(QueryDict(query), user=VISITOR):
        for value in facet.values:
            params = QueryDict(query, mutable=True)
            params.setlist(facet.name, [value.value])
            assert find_claims(params, user=VISITOR).count() == value.count, (facet.name, value)


def test_facets_show_closed_sets_whole_and_long_ones_by_number(cast: None) -> None:
    shown = {facet.name: facet for facet in facets(QueryDict("stance=-call&speaker=Karsia"), user=VISITOR)}
    assert [v.value for v in shown["type"].values] == ["direct", "indirect", "mixed"]
    assert [v.value for v in shown["stance"].values if v.excluded] == ["call"]
    assert [(v.label, v.count) for v in shown["speaker"].values if v.selected] == [("Karsia", 1)]
    assert shown["speaker"].values[0].label == "Ida Lund"


def test_a_chosen_speaker_is_shown_though_others_say_more() -> None:
    for number in range(9):
        for day in range(2):
            make_claim(who=person(f"Speaker Number{number}"), day=day)
    make_claim("the quay was quiet that night", who=person("Ida Lund"))
    lund = Speaker.objects.get(name="Ida Lund")
    speaker = facets(QueryDict(f"speaker={lund.pk}"), user=VISITOR)[3]
    assert len(speaker.values) == 9
    assert [v.label for v in speaker.values if v.selected] == ["Ida Lund"]


def test_numbers_found_are_exact_to_a_limit(cast: None) -> None:
    claims = find_claims(QueryDict(), user=VISITOR)
    assert count_found(claims) == 4
    assert count_found(claims, limit=2) == 3


def test_facets_cost_the_same_for_few_and_many_rows(cast: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        facets(QueryDict("stance=-call"), user=VISITOR)
    for day in range(30):
        make_claim(day=day)
    with CaptureQueriesContext(connection) as many:
        facets(QueryDict("stance=-call"), user=VISITOR)
    assert len(many) == len(few)


def test_since_a_moment_is_since_that_moment(cast: None) -> None:
    newest = find_claims(QueryDict("since=2025-04-04T09:00:00%2B00:00"), user=VISITOR).get()
    assert newest.first_seen == datetime(2025, 4, 4, 9, tzinfo=UTC)
