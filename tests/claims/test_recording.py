"""Extractions become rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from articles.models import Revision
from claims.assessing import EvidenceLink, assess
from claims.extraction.values import Attitude, Stance
from claims.models import Claim, Rebuttal, RebuttalState, Speaker, Statement
from claims.rebutting import decide
from claims.recording import record
from tests.claims.stories import NOW, Said, anonymous, body, person, publish, read, state
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LUND = person("Ida Lund", "mayor of Harrow", "Lund", "the mayor")
UNION = body("Harbour Workers' Union", "the union")
ACCUSATION = Said(UNION, "the bridge had cracks since March", stance=Stance.ACCUSATION)
DENIAL = Said(LUND, "the bridge ever had any cracks", cue="denied", stance=Stance.DENIAL, answers=0)


def tell(*sayings: Said, extractor: str = "rules 1", **story: Any) -> Revision:
    extraction = read(sayings, extractor=extractor)
    revision = publish(extraction.text, **story)
    record(revision, extraction, now=NOW)
    return revision


def rows() -> list[list[dict[str, Any]]]:
    tables: tuple[Any, ...] = (Speaker, Claim, Statement, Rebuttal)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_a_statement_keeps_its_words_places_and_speaker() -> None:
    revision = tell(Said(LUND, "the east bridge was safe", role="mayor of Harrow", via="Courier"))
    statement = Statement.objects.get()
    assert statement.claim.text == "the east bridge was safe"
    assert statement.claim.speaker.name == "Ida Lund"
    assert [revision.text[a:b] for a, b in statement.content] == ["the east bridge was safe"]
    assert (statement.mention, statement.cue_text, statement.via) == ("Ida Lund", "said", "Courier")
    assert [role.title for role in statement.claim.speaker.roles.all()] == ["mayor of Harrow"]


def test_recording_twice_changes_nothing() -> None:
    extraction = read([ACCUSATION, DENIAL])
    revision = publish(extraction.text)
    record(revision, extraction, now=NOW)
    before = rows()
    record(revision, extraction, now=NOW + timedelta(hours=1))
    assert rows() == before


def test_statements_are_numbered_in_reading_order() -> None:
    tell(ACCUSATION, DENIAL, Said(LUND, "the inspectors had seen it"))
    assert list(Statement.objects.order_by("start").values_list("number", flat=True)) == [1, 2, 3]


def test_attitudes_are_not_recorded() -> None:
    tell(Said(LUND, "the bridge to be closed for good", cue="wants", attitude=Attitude.ATTITUDE), ACCUSATION)
    assert [claim.speaker.name for claim in Claim.objects.all()] == ["Harbour Workers' Union"]


def test_headline_and_body_are_one_claim_in_the_fuller_words() -> None:
    sayings = [Said(UNION, "cracks found in March"), Said(UNION, "the bridge had wide cracks since March")]
    extraction = read(sayings, same_claim=((0, 1),))
    record(publish(extraction.text), extraction, now=NOW)
    claim = Claim.objects.get()
    assert (claim.text, claim.statement_count) == ("the bridge had wide cracks since March", 2)


def test_one_claim_in_two_outlets_has_two_statements_and_the_earlier_date() -> None:
    tell(Said(LUND, "the east bridge was perfectly safe"), outlet="Post", day=3)
    tell(Said(LUND, "The east bridge was “perfectly safe”"), outlet="Courier", day=1)
    claim = Claim.objects.get()
    assert (claim.statement_count, claim.first_seen.day) == (2, 2)
    assert claim.text == "The east bridge was “perfectly safe”"


def test_words_that_mean_something_in_their_text_only_stay_apart() -> None:
    for day in (1, 2):
        tell(Said(LUND, "the allegations", cue="denied", stance=Stance.DENIAL), day=day)
    assert Claim.objects.count() == 2


def test_an_answer_inside_an_article_is_suggested_with_its_words() -> None:
    revision = tell(ACCUSATION, DENIAL)
    link = Rebuttal.objects.get()
    assert (link.answer.speaker.name, link.answered.speaker.name) == ("Ida Lund", "Harbour Workers' Union")
    assert (link.state, link.extractor) == (RebuttalState.SUGGESTED, "rules 1")
    assert [revision.text[a:b] for a, b in link.evidence] == ["the bridge ever had any cracks"]
    assert link.answered.answer_count == 1
    assert link.answer.dispute_id == link.answered.dispute_id is not None


def test_a_decided_answer_outlasts_a_later_extraction() -> None:
    extraction = read([ACCUSATION, DENIAL])
    revision = publish(extraction.text)
    record(revision, extraction, now=NOW)
    decide(Rebuttal.objects.get(), editor=make_user(role="editor"), state="rejected", now=NOW)
    record(revision, read([ACCUSATION, DENIAL], extractor="rules 2"), now=NOW)
    link = Rebuttal.objects.get()
    assert (link.state, link.answered.answer_count) == (RebuttalState.REJECTED, 0)


def test_a_later_extractor_replaces_what_nobody_decided_on() -> None:
    revision = tell(ACCUSATION, DENIAL)
    better = read([ACCUSATION, Said(LUND, DENIAL.content, cue="denied", stance=Stance.REJECTION)], extractor="rules 2")
    record(revision, better, now=NOW)
    assert not Rebuttal.objects.exists()
    assert {c.stance for c in Claim.objects.shown()} == {"accusation", "rejection"}
    assert set(Statement.objects.values_list("extractor", flat=True)) == {"rules 2"}


def test_a_judged_claim_outlasts_an_extractor_that_no_longer_finds_it() -> None:
    revision = tell(ACCUSATION, DENIAL)
    judged = Claim.objects.get(stance="denial")
    assess(
        judged, editor=make_user(role="editor"), status="false", rationale="The report of May lists six cracks.",
        evidence=[EvidenceLink("https://example.org/report")], version=1, now=NOW,
    )  # fmt: skip
    extraction = read([ACCUSATION, DENIAL], extractor="rules 2")
    less = type(extraction)(
        extraction.text, extraction.speakers, extraction.attributions[:1], (), (), extraction.extractor
    )
    record(revision, less, now=NOW)
    judged.refresh_from_db()
    assert (judged.status, judged.statement_count) == ("false", 1)


def test_a_new_revision_keeps_claims_links_and_assessments() -> None:
    first = tell(ACCUSATION, DENIAL)
    claim = Claim.objects.get(stance="denial")
    assess(claim, editor=make_user(role="editor"), status="in_review", rationale="", evidence=[], version=1, now=NOW)
    decide(Rebuttal.objects.get(), editor=make_user(role="editor"), state="confirmed", now=NOW)
    changed = read([Said(LUND, "she would resign in autumn"), ACCUSATION, Said(**{**vars(DENIAL), "answers": 1})])
    record(publish(changed.text, article=first.article), changed, now=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.statements.count(), claim.statement_count) == ("in_review", 2, 1)
    assert Rebuttal.objects.get().state == RebuttalState.CONFIRMED
    assert Claim.objects.count() == 3


def test_a_capital_and_its_state_are_one_speaker() -> None:
    china = state("China", "Beijing", "the Chinese government")
    tell(Said(china, "it has always kept the truce"), day=1)
    tell(Said(state("China", "China"), "no ship had left the port"), day=2)
    speaker = Speaker.objects.get()
    assert {alias.name for alias in speaker.aliases.all()} == {"China", "Beijing", "the Chinese government"}


def test_a_surname_in_a_later_story_is_found_again() -> None:
    tell(Said(LUND, "the east bridge was safe", role="mayor of Harrow"), day=1)
    tell(Said(person("Lund"), "the tunnel would open on time"), day=4)
    assert [s.name for s in Speaker.objects.current()] == ["Ida Lund"]
    assert Claim.objects.filter(speaker__name="Ida Lund").count() == 2


def test_a_surname_known_before_the_full_name_joins_it_later() -> None:
    tell(Said(person("Lund", "mayor of Harrow"), "the tunnel would open on time"), day=4)
    tell(Said(LUND, "the east bridge was safe", role="mayor of Harrow"), day=1)
    assert [s.name for s in Speaker.objects.current()] == ["Ida Lund"]


def test_a_surname_that_two_may_bear_is_nobody_elses() -> None:
    tell(Said(LUND, "the east bridge was safe", role="mayor of Harrow"), day=1)
    tell(Said(person("Ole Lund", "harbour pilot"), "the fog was thick that night"), day=2)
    tell(Said(person("Lund"), "the tunnel would open on time"), day=3)
    assert sorted(s.name for s in Speaker.objects.current()) == ["Ida Lund", "Lund", "Ole Lund"]


def test_a_surname_long_after_is_somebody_else() -> None:
    tell(Said(LUND, "the east bridge was safe"), day=1)
    tell(Said(person("Lund"), "the tunnel would open on time"), day=90)
    assert Speaker.objects.current().count() == 2


def test_two_people_of_one_name_with_contrary_roles_stay_apart() -> None:
    tell(Said(person("David Clark", "trawler skipper from Harrow"), "the nets were cut at night"), day=1)
    tell(Said(person("David Clark", "finance minister of Karsia"), "the budget would be balanced soon"), day=2)
    assert Speaker.objects.current().filter(name="David Clark").count() == 2


def test_spellings_of_one_name_are_one_person() -> None:
    tell(Said(person("Volodymyr Zelenskyy", "president of Ukraine"), "the talks would go on in May"), day=1)
    tell(Said(person("Volodymyr Zelensky", "Ukrainian leader"), "the grain ships had left Odesa"), day=2)
    assert Speaker.objects.current().count() == 1


def test_a_name_with_invisible_characters_is_the_same_name() -> None:
    hidden = body("I\u2060da Lu\u200dnd")
    tell(Said(LUND, "the east bridge was safe"), Said(hidden, "the tunnel would open on time"))
    assert [s.name for s in Speaker.objects.current()] == ["Ida Lund"]
    assert Claim.objects.filter(search="lund").count() == 2


def test_an_acronym_joins_the_one_name_it_was_introduced_with() -> None:
    tell(Said(body("HWU"), "the strike would begin on Monday"), day=1)
    tell(Said(body("Harbour Workers Union", "HWU"), "the cranes were never inspected"), day=2)
    assert [s.name for s in Speaker.objects.current()] == ["Harbour Workers Union"]


def test_anonymous_sources_are_one_speaker_a_description_and_nobody_else() -> None:
    tell(Said(anonymous("unspecified"), "the drones reached the river at dawn"), day=1)
    tell(Said(anonymous("unspecified"), "the bridge was hit twice by night"), day=2)
    tell(Said(anonymous("two engineers"), "the spillway was opened before midnight"), day=3)
    assert sorted(Speaker.objects.values_list("name", "kind")) == [
        ("two engineers", "anonymous"), ("unspecified", "anonymous"),
    ]  # fmt: skip


def test_a_speaker_is_found_by_every_name() -> None:
    tell(Said(state("China", "Beijing"), "it has always kept the truce"))
    assert Claim.objects.filter(search="beijing").count() == 1
