"""Editors correct what the machine found; later runs and changed pages leave it so; undoing restores everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.test import Client

from articles.models import Revision
from claims import actions
from claims.assessing import assess
from claims.correcting import change_stance, edit_sentence, edit_spans, reassign
from claims.extraction.values import Extraction, Span, Stance
from claims.hiding import hide, remove
from claims.models import Action, Assessment, Claim, Rebuttal, RebuttalState, Speaker, Statement
from claims.rebutting import decide
from claims.recording import record
from claims.sameness import join_claims, part_claims
from claimtrack.web import Problem
from tests.claims.stories import NOW, Said, person, publish, read
from tests.factories import make_claim, make_speaker, make_user

pytestmark = pytest.mark.django_db
LUND, REYES = person("Ida Lund"), person("Tom Reyes")
SAFE = "the east bridge was safe to cross"
STORY = [
    Said(LUND, "the east bridge was safe to cross"),
    Said(REYES, "the east bridge had six deep cracks", stance=Stance.ACCUSATION),
    Said(LUND, "any of the six deep cracks", "denied", Stance.DENIAL, answers=1),
]


def tell(extraction: Extraction, *, after: Revision | None = None) -> Revision:
    revision = publish(extraction.text, article=after.article if after else None)
    record(revision, extraction, now=NOW)
    return revision


def rows() -> str:
    kept = (Claim, Statement, Rebuttal, Assessment)
    found = [row for model in kept for row in model.objects.order_by("pk")]
    return str(
        serializers.serialize("json", [row for row in found if not isinstance(row, Claim) or row.statement_count])
    )


def said(revision: Revision, text: str) -> Statement:
    found = revision.statements.select_related("claim__speaker", "revision", "recorded_as")
    return found.get(text=text)


def to_reyes(revision: Revision, editor: User) -> Action:
    statement = said(revision, STORY[0].content)
    return reassign([statement], to=Speaker.objects.get(name="Tom Reyes"), editor=editor, now=NOW)


def to_denial(revision: Revision, editor: User) -> Action:
    return change_stance([said(revision, STORY[0].content)], stance="denial", editor=editor, now=NOW)


def shorter(revision: Revision, editor: User) -> Action:
    statement = said(revision, STORY[0].content)
    return edit_spans(statement, words={"content": "the east bridge was safe"}, editor=editor, now=NOW)


def reworded(revision: Revision, editor: User) -> Action:
    claim = said(revision, STORY[0].content).claim
    return edit_sentence(claim, text="The east bridge is safe for lorries", editor=editor, now=NOW)


def hidden(revision: Revision, editor: User) -> Action:
    return hide(said(revision, STORY[0].content).claim, reason="no claim at all", editor=editor, now=NOW)


def seen(revision: Revision) -> list[tuple[str, str, str, str, bool]]:
    statements = revision.statements.order_by("number").select_related("claim__speaker")
    return [(s.claim.speaker.name, s.stance, s.text, s.claim.text, s.claim.hidden_at is None) for s in statements]


CORRECTIONS = [to_reyes, to_denial, shorter, reworded, hidden]
Correct = Callable[[Revision, User], Action]


@pytest.mark.parametrize("correct", CORRECTIONS)
def test_a_correction_outlasts_another_run(correct: Correct, editor: User) -> None:
    extraction = read(STORY)
    revision = tell(extraction)
    correct(revision, editor)
    corrected = seen(revision)
    for extractor in ("rules 1", "rules 2"):
        record(revision, replace(extraction, extractor=extractor), now=NOW)
        assert seen(revision) == corrected
    assert Claim.objects.filter(statement_count=0, hidden_at=None, recorded__isnull=False).count() == 0


@pytest.mark.parametrize("correct", CORRECTIONS)
def test_a_correction_outlasts_a_changed_page(correct: Correct, editor: User) -> None:
    revision = tell(read(STORY))
    correct(revision, editor)
    corrected = seen(revision)
    added = Said(person("Eva Berg"), "nobody had asked the pilots at the harbour")
    changed = tell(read([added, *STORY]), after=revision)
    assert seen(changed)[1:] == corrected
    record(changed, read([added, *STORY], extractor="rules 2"), now=NOW)
    assert seen(changed)[1:] == corrected


@pytest.mark.parametrize("correct", CORRECTIONS)
def test_undoing_restores_everything(correct: Correct, editor: User) -> None:
    revision = tell(read(STORY))
    claim = said(revision, STORY[0].content).claim
    assess(claim, editor=editor, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    before = rows()
    action = correct(revision, editor)
    assert rows() != before
    actions.undo(action, editor=editor, now=NOW)
    assert rows() == before


def test_the_assessments_go_with_the_claim(editor: User) -> None:
    revision = tell(read(STORY))
    claim = said(revision, STORY[0].content).claim
    assess(claim, editor=editor, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    to_reyes(revision, editor)
    claim.refresh_from_db()
    assert (claim.speaker.name, claim.status, claim.assessments.count()) == ("Tom Reyes", "in_review", 1)


def test_a_reassigned_claim_joins_the_same_one_of_the_new_speaker(editor: User) -> None:
    make_claim("the east bridge was safe to cross", who=REYES)
    revision = tell(read(STORY))
    before = rows()
    action = to_reyes(revision, editor)
    claim = Claim.objects.shown().get(text=STORY[0].content)
    assert (claim.speaker.name, claim.statement_count) == ("Tom Reyes", 2)
    actions.undo(action, editor=editor, now=NOW)
    assert rows() == before


def test_a_corrected_statement_is_kept_when_the_machine_marks_other_words(editor: User) -> None:
    revision = tell(read(STORY))
    to_reyes(revision, editor)
    other = read([replace(STORY[0], content="the east bridge was safe"), *STORY[1:]], extractor="rules 2")
    longer = replace(other, text=revision.text)
    shifted = [
        replace(a, source=_moved(a.source, n), cue=_moved(a.cue, n), content=_moved(a.content, n))
        for n, a in enumerate(other.attributions)
    ]
    links = tuple(replace(link, evidence=_moved(link.evidence, 1)) for link in other.links)
    record(revision, replace(longer, attributions=tuple(shifted), links=links), now=NOW)
    assert seen(revision)[0][0:3:2] == ("Tom Reyes", STORY[0].content)
    assert revision.statements.count() == 3


def _moved(spans: Any, number: int) -> Any:
    by = len(" to cross") if number else 0
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def test_a_corrected_statement_is_found_beside_its_own_cue_in_a_longer_page(editor: User) -> None:
    """Every sentence has a "said": that of the statement is the one before its words."""
    first = tell(read([Said(LUND, "the east bridge was safe to cross in May"), STORY[1]]))
    edit_spans(said(first, "the east bridge was safe to cross in May"), words={"content": SAFE}, editor=editor, now=NOW)
    added = [Said(REYES, f"the toll had been raised {times} times since the flood") for times in ("two", "five")]
    longer = Said(LUND, "the east bridge was safe to cross in May and never closed to anybody since then")
    second = tell(read([*added, longer, STORY[1]]), after=first)
    (kept,) = second.statements.filter(text__startswith=SAFE)
    assert kept.text == SAFE
    assert second.text[kept.cue[0][0] : kept.content[0][1]] == f"said {SAFE}"


def test_a_corrected_statement_whose_words_are_gone_stays_with_its_revision(editor: User) -> None:
    revision = tell(read(STORY))
    to_reyes(revision, editor)
    changed = tell(read(STORY[1:]), after=revision)
    assert changed.statements.count() == 2
    assert seen(revision)[0][0] == "Tom Reyes"


def test_a_reworded_sentence_of_a_changed_page_stays_the_same_claim(editor: User) -> None:
    revision = tell(read(STORY))
    claim = said(revision, STORY[0].content).claim
    changed = tell(
        read([replace(STORY[0], content="the east bridge was quite safe to cross"), *STORY[1:]]), after=revision
    )
    assert said(changed, "the east bridge was quite safe to cross").claim == claim


@pytest.mark.parametrize("again", ["same page", "changed page"])
def test_a_rejected_answer_stays_rejected(editor: User, again: str) -> None:
    revision = tell(read(STORY))
    link = Rebuttal.objects.get()
    decide(link, editor=editor, state=RebuttalState.REJECTED, now=NOW)
    if again == "same page":
        record(revision, read(STORY, extractor="rules 2"), now=NOW)
    else:
        tell(read([*STORY, Said(person("Eva Berg"), "nobody had asked the pilots")]), after=revision)
    assert [(row.pk, row.state) for row in Rebuttal.objects.all()] == [(link.pk, "rejected")]


def test_words_that_are_not_in_the_article_are_refused(editor: User) -> None:
    revision = tell(read(STORY))
    with pytest.raises(Problem, match="not in the article"):
        edit_spans(said(revision, STORY[0].content), words={"content": "the west bridge"}, editor=editor, now=NOW)
    with pytest.raises(Problem, match="needs words"):
        edit_spans(said(revision, STORY[0].content), words={"content": " "}, editor=editor, now=NOW)


def test_of_words_that_stand_twice_those_at_the_place_are_meant(client: Client, editor: User) -> None:
    twice = "the bridge was safe, and the ferry slow, and the bridge was old"
    revision = tell(read([STORY[1], Said(LUND, twice)]))
    statement = said(revision, twice)
    words, layers = "the bridge was", ("source", "cue", "content")
    second = revision.text.rindex(words)
    address = f"{statement.claim.get_absolute_url()}edit/words/"
    client.force_login(editor)
    page = client.get(address)
    begun = page.context["form"].initial
    assert f'data-spans-text="{statement.start}"' in page.content.decode()
    assert [begun[f"{layer}_at"] for layer in layers] == [getattr(statement, layer)[0][0] for layer in layers]
    client.post(address, begun | {"content": words})
    statement.refresh_from_db()
    assert statement.content == [[revision.text.index(words), revision.text.index(words) + len(words)]]
    client.post(address, begun | {"content": words, "content_at": second})
    cue = statement.cue
    statement.refresh_from_db()
    assert (statement.content, statement.cue) == ([[second, second + len(words)]], cue)


def test_what_changed_since_is_not_undone_alone(editor: User) -> None:
    revision = tell(read(STORY))
    first = to_reyes(revision, editor)
    reassign([said(revision, STORY[0].content)], to=make_speaker("Eva Berg"), editor=editor, now=NOW)
    with pytest.raises(Problem, match="changed again since"):
        actions.undo(first, editor=editor, now=NOW)


def test_only_an_administrator_deletes_and_brings_back(editor: User) -> None:
    claim, admin = make_claim(), make_user(role="admin")
    with pytest.raises(Problem, match="needs the role admin"):
        remove(claim, reason="a court order", editor=editor, now=NOW)
    action = remove(claim, reason="a court order", editor=admin, now=NOW)
    assert not Claim.objects.shown().exists()
    with pytest.raises(Problem, match="Only an administrator"):
        actions.undo(action, editor=editor, now=NOW)
    actions.undo(action, editor=admin, now=NOW)
    assert Claim.objects.shown().get() == claim


def test_claims_joined_by_hand_are_one_and_come_apart_again(editor: User) -> None:
    one = make_claim("the levy would fall in June")
    other = make_claim("the tax on boats goes down in summer", day=1)
    before = rows()
    action = join_claims(other, into=one, editor=editor, now=NOW)
    assert Claim.objects.shown().get().statement_count == 2
    actions.undo(action, editor=editor, now=NOW)
    assert rows() == before


def test_claims_of_two_speakers_are_not_joined(editor: User) -> None:
    one, other = make_claim("the levy would fall"), make_claim("the levy would fall", who=REYES)
    with pytest.raises(Problem, match="two speakers"):
        join_claims(one, into=other, editor=editor, now=NOW)


def test_a_statement_parted_from_its_claim_stays_apart(editor: User) -> None:
    make_claim("the ferry would sail again on Monday")
    make_claim("the ferry would sail again on Monday", day=20)
    later = Statement.objects.order_by("pk").last()
    assert later is not None
    before = rows()
    action = part_claims([later], editor=editor, now=NOW)
    assert sorted(Claim.objects.shown().values_list("statement_count", flat=True)) == [1, 1]
    extraction = read([Said(LUND, "the ferry would sail again on Monday")], extractor="rules 2")
    record(later.revision, extraction, now=NOW)
    assert sorted(Claim.objects.shown().values_list("statement_count", flat=True)) == [1, 1]
    later.refresh_from_db()
    Statement.objects.update(extractor="rules 1")
    actions.undo(action, editor=editor, now=NOW)
    assert rows() == before


def test_a_stance_that_a_claim_has_already_is_named_in_the_refusal(editor: User) -> None:
    revision = tell(read(STORY))
    with pytest.raises(Problem, match="The stance is assertion already"):
        change_stance([said(revision, STORY[0].content)], stance="assertion", editor=editor, now=NOW)
