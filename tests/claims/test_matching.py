"""Claims across articles: repeated, answered, or neither."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from claims.assessing import assess
from claims.extraction.values import Speaker, SpeakerKind, Stance
from claims.matching import match_revision
from claims.models import Claim, Rebuttal, Statement
from claims.rebutting import decide
from claims.sameness import join_claims, part_claims
from tests.claims.stories import NOW, Said, anonymous, body, person, state
from tests.factories import record_story

pytestmark = pytest.mark.django_db
LUND, REYES = person("Ida Lund", "mayor of Harrow"), person("Tom Reyes", "union leader")
CHARGE = "the mayor Ida Lund hid a report on wide cracks in the east bridge"


def tell(
    who: Speaker,
    content: str,
    stance: Stance = Stance.ASSERTION,
    *,
    day: int,
    outlet: str = "Courier",
    target: str | None = None,
) -> None:
    (statement,) = record_story([Said(who, content, stance=stance, target=target)], outlet=outlet, day=day)
    match_revision(statement.revision, now=NOW)


def test_a_claim_said_again_in_other_words_joins_the_earlier_one() -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=1)
    tell(LUND, "the East Bridge was inspected twice in March", day=2, outlet="Post")
    claim = Claim.objects.shown().get()
    assert (claim.statement_count, claim.text) == (2, "the east bridge had been inspected twice in March")
    assert Claim.objects.get(merged_into=claim).recorded.count() == 1


def test_the_earliest_wording_is_the_whole_though_its_first_article_came_last() -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=3)
    tell(LUND, "the East Bridge was inspected twice in March", day=5, outlet="Post")
    tell(LUND, "the East Bridge was inspected twice in March", day=1, outlet="Mail")
    claim = Claim.objects.shown().get()
    assert (claim.text, claim.statement_count) == ("the East Bridge was inspected twice in March", 3)


def test_matching_twice_changes_nothing() -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=1)
    tell(LUND, "the East Bridge was inspected twice in March", day=2)
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=2)
    before = [list(model.objects.order_by("pk").values()) for model in (Claim, Statement, Rebuttal)]
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    assert [list(model.objects.order_by("pk").values()) for model in (Claim, Statement, Rebuttal)] == before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the flood killed 12 people in Harrow", "the flood killed 30 people in Harrow"),
        ("the east bridge was inspected in March", "the east bridge was not inspected in March"),
        ("the east bridge was safe for lorries", "the west tunnel was closed to lorries"),
    ],
)
def test_other_numbers_negation_or_matter_make_another_claim(one: str, other: str) -> None:
    tell(LUND, one, day=1)
    tell(LUND, other, day=2)
    assert Claim.objects.shown().count() == 2


def test_a_quotation_is_matched_by_its_words() -> None:
    tell(LUND, "“we will not leave the harbour to thieves”", day=1)
    tell(LUND, "the council stood firm: “We will not leave the harbour to thieves”, whatever it cost", day=2)
    assert Claim.objects.shown().count() == 1


def test_a_denial_never_joins_an_assertion() -> None:
    tell(LUND, "the report on wide cracks was hidden", day=1)
    tell(LUND, "the report on wide cracks was hidden", Stance.DENIAL, day=2)
    assert Claim.objects.shown().count() == 2


@pytest.mark.parametrize("source", [anonymous("Officials"), body("harbour police")])
def test_sources_known_by_a_description_only_are_not_taken_for_one(source: Speaker) -> None:
    tell(source, "the east bridge had been inspected twice in March", day=1)
    tell(source, "the East Bridge was inspected twice in March", day=2)
    assert Claim.objects.shown().count() == 2


def test_an_editors_verdict_decides_which_claim_stays(editor: User) -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=2)
    judged = Claim.objects.get()
    assess(judged, editor=editor, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    tell(LUND, "the East Bridge was inspected twice in March", day=1)
    assert Claim.objects.shown().get() == judged


def test_a_denial_in_another_outlet_is_suggested_as_an_answer() -> None:
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=2, outlet="Post")
    link = Rebuttal.objects.get()
    assert (link.answer.speaker.name, link.answered.speaker.name) == ("Ida Lund", "Tom Reyes")
    assert (link.relation, link.state, link.extractor) == ("denies", "suggested", "learned 1")
    assert 0.5 < link.confidence < 1
    assert link.statement is not None
    assert [link.statement.revision.text[a:b] for a, b in link.evidence] == [
        "she hid any report on cracks in the bridge"
    ]


def test_a_denial_recorded_before_the_accusation_is_suggested_too() -> None:
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=2, outlet="Post")
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    assert Rebuttal.objects.get().answer.speaker.name == "Ida Lund"


def test_a_denial_printed_long_before_is_no_answer() -> None:
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=1)
    tell(REYES, CHARGE, Stance.ACCUSATION, day=9)
    assert not Rebuttal.objects.exists()


def test_a_denial_of_something_else_is_no_answer() -> None:
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    tell(LUND, "the ferry had been sold to Karsia", Stance.DENIAL, day=2)
    tell(person("Ole Brandt"), "the report on mussels was late", Stance.DENIAL, day=2)
    assert not Rebuttal.objects.exists()


def test_a_rejected_answer_is_never_suggested_again(editor: User) -> None:
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=2)
    decide(Rebuttal.objects.get(), editor=editor, state="rejected", now=NOW)
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    assert Rebuttal.objects.get().state == "rejected"


def test_what_an_editor_made_of_a_suggestion_stays(editor: User) -> None:
    tell(REYES, CHARGE, Stance.ACCUSATION, day=1)
    tell(LUND, "she hid any report on cracks in the bridge", Stance.DENIAL, day=2)
    decide(Rebuttal.objects.get(), editor=editor, state="confirmed", relation="responds", now=NOW)
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    link = Rebuttal.objects.get()
    assert (link.state, link.relation, link.decided_by) == ("confirmed", "responds", editor)


def test_claims_that_an_editor_joined_stay_joined(editor: User) -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=1)
    tell(LUND, "engineers saw nothing amiss at all", day=2, outlet="Post")
    one, other = Claim.objects.order_by("pk")
    join_claims(other, into=one, editor=editor, now=NOW)
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    assert Claim.objects.shown().get() == one


def test_a_state_answers_for_its_spokesman() -> None:
    soldiers = "Karsian soldiers are fighting in the Velmora hills"
    tell(state("Velmora"), soldiers, Stance.ACCUSATION, day=1)
    denied = "Velmora's allegations of Karsian soldiers fighting in its hills"
    tell(person("Ilka Danev", "spokeswoman of Karsia"), denied, Stance.REJECTION, day=2)
    link = Rebuttal.objects.get()
    assert (link.answer.speaker.name, link.relation) == ("Ilka Danev", "denies")
    assert link.confidence > 0.7


def test_a_denial_on_another_matter_is_no_answer_though_both_name_one_party() -> None:
    tell(REYES, "Karsia sold dredgers to Velmora for its war", Stance.ACCUSATION, day=1)
    tell(state("Velmora"), "its fishermen had crossed the line off Karsia", Stance.DENIAL, day=2)
    assert not Rebuttal.objects.exists()


def test_the_same_said_by_somebody_else_is_suggested_as_support() -> None:
    tell(REYES, "the east bridge has had wide cracks since March", day=1)
    tell(person("Nora Wilk", "bridge engineer"), "the east bridge had wide cracks since March", day=3, outlet="Post")
    link = Rebuttal.objects.get()
    assert (link.relation, link.answer.speaker.name) == ("supports", "Nora Wilk")
    assert Claim.objects.shown().count() == 2


def test_a_contrary_figure_is_suggested_as_a_rebuttal_by_the_later_one() -> None:
    tell(person("Nora Wilk", "organiser of the march"), "200,000 people marched through Harrow", day=1, target="march")
    few = "some 30,000 people had marched through Harrow"
    tell(body("Harrow Police"), few, day=2, outlet="Post", target="march")
    link = Rebuttal.objects.get()
    assert (link.relation, link.answer.speaker.name) == ("rebuts", "Harrow Police")


def test_two_claims_that_an_editor_parted_are_never_joined_again(editor: User) -> None:
    tell(LUND, "the east bridge had been inspected twice in March", day=1)
    tell(LUND, "the East Bridge was inspected twice in March", day=2, outlet="Post")
    part_claims(Statement.objects.filter(text__contains="East Bridge"), editor=editor, now=NOW)
    for statement in Statement.objects.all():
        match_revision(statement.revision, now=NOW)
    assert Claim.objects.shown().count() == 2


def test_a_speaker_of_any_kind_repeats_itself() -> None:
    karsia = Speaker("Karsia", SpeakerKind.STATE, ("Karsia", "Belgrave"))
    tell(karsia, "it had opened no gate of the northern dam", Stance.DENIAL, day=1)
    tell(state("Karsia"), "it had opened no gates of the northern dam", Stance.DENIAL, day=2)
    assert Claim.objects.shown().get().statement_count == 2
