"""Editors mark statements that the machine did not find; nothing but undoing takes them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

from articles.models import Revision
from claims import actions
from claims.assessing import assess
from claims.correcting import change_stance
from claims.extraction.values import Relation, Span
from claims.hiding import hide
from claims.marking import mark_statement
from claims.models import Action, Claim, Rebuttal, Speaker, Statement
from claims.recording import record
from claims.suggesting import suggest
from claimtrack.web import Problem
from tests.claims.stories import NOW, Said, person, publish, read
from tests.claims.test_review_pages import says_at_its_field
from tests.factories import make_speaker, make_user

pytestmark = pytest.mark.django_db
LUND, REYES = person("Ida Lund"), person("Tom Reyes")
STORY = [Said(LUND, "the ferry was late"), Said(REYES, "the quay had sunk by a hand")]
MORE = "The mayor’s office let it be known that “the harbour will close in May”.\n\nNobody objected."
WORDS = {"source": "The mayor's office", "cue": "let it be known that", "content": '"the harbour will close in May"'}


def tell(text: str = "", *, after: Revision | None = None, extractor: str = "rules 1") -> Revision:
    extraction = read(STORY, extractor=extractor)
    extraction = replace(extraction, text=f"{extraction.text}\n\n{text or MORE}")
    revision = publish(extraction.text, article=after.article if after else None)
    record(revision, extraction, now=NOW)
    return revision


def mark(revision: Revision, editor: User, *, who: Speaker | None = None, **changed: Any) -> Action:
    given: dict[str, Any] = {"words": WORDS, "stance": "commitment"} | changed
    return mark_statement(revision, speaker=who or make_speaker("Mayor’s office"), editor=editor, now=NOW, **given)


def marked(revision: Revision) -> Statement:
    (statement,) = (s for s in revision.statements.select_related("claim__speaker") if s.is_by_hand)
    return statement


def seen(revision: Revision) -> list[tuple[int, str, str]]:
    rows = revision.statements.filter(claim__hidden_at=None).select_related("claim__speaker").order_by("number")
    return [(row.number, row.claim.speaker.name, row.text) for row in rows]


def test_words_become_a_statement_with_its_claim(editor: User) -> None:
    revision = tell()
    mark(revision, editor)
    statement = marked(revision)
    text = revision.text
    assert [text[start:end] for start, end in statement.content] == ["“the harbour will close in May”"]
    assert (statement.mention, statement.cue_text) == ("The mayor’s office", "let it be known that")
    assert (statement.number, statement.type, statement.stance) == (3, "direct", "commitment")
    claim = Claim.objects.shown().get(speaker__name="Mayor’s office")
    assert (claim.statement_count, claim.stance, statement.claim) == (1, "commitment", claim)


def test_statements_are_numbered_in_the_order_of_the_text(editor: User) -> None:
    revision = tell()
    mark(revision, editor, who=Speaker.objects.get(name="Ida Lund"), words={"content": "Ida Lund said the ferry"})
    assert [number for number, _, _ in seen(revision)] == [1, 2, 3]
    assert marked(revision).number == 1


def test_of_words_that_stand_twice_those_at_the_place_are_meant(editor: User) -> None:
    revision = tell("The quay is closed, she said at noon. The quay is closed, he said.")
    second = revision.text.rindex("The quay is closed")
    mark(revision, editor, words={"content": "The quay is closed", "cue": "said"}, near={"content": second})
    statement = marked(revision)
    assert statement.content == [[second, second + len("The quay is closed")]]
    assert statement.cue[0][0] > second


def test_a_marked_statement_outlasts_another_run(editor: User) -> None:
    revision = tell()
    mark(revision, editor)
    before = seen(revision)
    for extractor in ("rules 1", "rules 2"):
        record(revision, replace(read(STORY, extractor=extractor), text=revision.text), now=NOW)
        assert seen(revision) == before


def test_what_the_machine_finds_later_on_the_same_words_is_that_statement(editor: User) -> None:
    revision = tell()
    mark(revision, editor)
    found = read([*STORY, Said(person("Someone else"), "the harbour will close in May")], extractor="rules 2")
    shift = revision.text.index("the harbour will close in May") - found.text.index("the harbour will close in May")
    last = found.attributions[-1]
    moved = replace(
        last,
        source=(),
        cue=(),
        content=tuple(Span(s.start + shift, s.end + shift) for s in last.content),
    )
    record(revision, replace(found, text=revision.text, attributions=(*found.attributions[:-1], moved)), now=NOW)
    assert [who for _, who, _ in seen(revision)] == ["Ida Lund", "Tom Reyes", "Mayor’s office"]


def test_a_marked_statement_comes_along_to_a_changed_page(editor: User) -> None:
    revision = tell()
    mark(revision, editor)
    changed = tell("It rained all day.\n\n" + MORE, after=revision)
    statement = marked(changed)
    assert changed.text[slice(*statement.content[0])] == "“the harbour will close in May”"
    assert statement.claim == marked(revision).claim
    assert marked(tell("It rained.\n\n" + MORE, after=changed)).claim == statement.claim


def test_undoing_drops_the_statement_in_all_revisions(editor: User) -> None:
    revision = tell()
    before = seen(revision)
    action = mark(revision, editor)
    changed = tell("It rained all day.\n\n" + MORE, after=revision)
    actions.undo(action, editor=editor, now=NOW)
    assert seen(revision) == before == seen(changed)
    assert not Claim.objects.shown().filter(speaker__name="Mayor’s office").exists()


def test_undoing_drops_what_was_suggested_for_it(editor: User) -> None:
    revision = tell()
    action = mark(revision, editor)
    first = revision.statements.order_by("number")[0]
    suggest(marked(revision), first, relation=Relation.REBUTS, confidence=0.7, evidence=[], by="rules 1", now=NOW)
    assert Rebuttal.objects.count() == 1
    actions.undo(action, editor=editor, now=NOW)
    assert not Rebuttal.objects.exists()


def test_it_is_not_undone_once_somebody_went_on_with_it(editor: User) -> None:
    revision = tell()
    action = mark(revision, editor)
    change_stance([marked(revision)], stance="call", editor=editor, now=NOW)
    with pytest.raises(Problem, match="changed again since"):
        actions.undo(action, editor=editor, now=NOW)
    other = mark(revision, editor, words={"content": "Nobody objected"})
    claim = Statement.objects.get(pk=other.object_id).claim
    assess(claim, editor=editor, status="in_review", rationale="", evidence=[], version=claim.version, now=NOW)
    with pytest.raises(Problem, match="changed again since"):
        actions.undo(other, editor=editor, now=NOW)


def test_what_cannot_be_marked_is_refused(editor: User) -> None:
    revision = tell()
    with pytest.raises(Problem, match="not in the article"):
        mark(revision, editor, words={"content": "the harbour will open in May"})
    with pytest.raises(Problem, match="what is said"):
        mark(revision, editor, words={"content": " … ", "cue": "that"})
    mark(revision, editor)
    with pytest.raises(Problem, match="already, as statement 3"):
        mark(revision, editor)
    hide(marked(revision).claim, reason="no claim at all", editor=editor, now=NOW)
    with pytest.raises(Problem, match="has hidden this claim"):
        mark(revision, editor, words={"content": "the harbour will close in May"}, who=marked(revision).claim.speaker)
    tell("It rained.", after=revision)
    with pytest.raises(Problem, match="newer text"):
        mark(revision, editor, words={"content": "Nobody objected"})


# The page


def form(revision: Revision, **changed: str) -> dict[str, str]:
    return {"revision": str(revision.number), "stance": "assertion", **WORDS, "name": "Kaja Moen"} | changed


def address_of(revision: Revision) -> str:
    return f"{revision.article.get_absolute_url()}mark/"


def test_the_form_begins_with_the_words_that_were_selected(client: Client, editor: User) -> None:
    revision = tell()
    client.force_login(editor)
    start = revision.text.index("Nobody objected")
    page = client.get(f"{address_of(revision)}?start={start}&end={start + len('Nobody objected')}").content.decode()
    assert f'value="{start}"' in page
    assert ">\nNobody objected</textarea>" in page
    assert 'data-spans-text="' in page
    for odd in ("start=9&end=3", "start=x&end=3", "start=999999&end=9999999", "start=-1&end=4", ""):
        assert client.get(f"{address_of(revision)}?{odd}").status_code == 200


def test_a_statement_is_marked_and_undone_by_forms_alone(client: Client, editor: User) -> None:
    revision = tell()
    client.force_login(editor)
    answer = client.post(address_of(revision), form(revision), follow=True)
    page = answer.content.decode()
    assert "Saved: the words are a statement." in page
    assert 'aria-current="true"' in page
    statement = marked(revision)
    assert statement.claim.speaker.name == "Kaja Moen"
    assert "marked by an editor" in client.get(statement.claim.get_absolute_url()).content.decode()
    client.post(f"/actions/{Action.objects.get(verb='mark statement').pk}/undo/")
    assert len(seen(revision)) == 2


def test_words_of_the_source_say_who_it_is(client: Client, editor: User) -> None:
    revision = tell("Ida Lund added that nobody would swim. The quay is closed.")
    client.force_login(editor)
    sent = form(revision, name="", source="Ida Lund", cue="added", content="nobody would swim")
    client.post(address_of(revision), sent)
    assert marked(revision).claim.speaker.name == "Ida Lund"
    answer = client.post(address_of(revision), sent | {"source": "", "content": "The quay is closed", "cue": ""})
    assert answer.status_code == 422
    assert "Choose whose words these are" in answer.content.decode()
    chosen = str(Speaker.objects.get(name="Tom Reyes").pk)
    client.post(
        address_of(revision), sent | {"source": "", "content": "The quay is closed", "cue": "", "speaker": chosen}
    )
    assert [who for _, who, _ in seen(revision)][2:] == ["Ida Lund", "Tom Reyes"]


def test_what_was_typed_stays_when_it_cannot_be_marked(client: Client, editor: User) -> None:
    revision = tell()
    client.force_login(editor)
    answer = client.post(address_of(revision), form(revision, content="these words are nowhere"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "these words are nowhere" in page
    says_at_its_field(page, "These words are not in the article", "content")
    tell("It rained all day.", after=revision)
    answer = client.post(address_of(revision), form(revision) | {"revision": "1"})
    assert answer.status_code == 409
    assert "Kaja Moen" in answer.content.decode()


def test_only_editors_mark(client: Client, analyst: User) -> None:
    revision = tell()
    assert client.get(address_of(revision)).status_code == 302
    client.force_login(analyst)
    assert client.post(address_of(revision), form(revision)).status_code == 403
    assert "New statement" not in client.get(revision.article.get_absolute_url()).content.decode()
    client.force_login(make_user("ana", role="editor"))
    assert "New statement" in client.get(revision.article.get_absolute_url()).content.decode()


# The REST API

Api = Callable[..., APIClient]


def test_scripts_mark_and_take_back(api: Api, editor: User) -> None:
    revision = tell()
    address = f"/api/v1/articles/{revision.article_id}/statements/"
    sent = {"revision": 1, **WORDS, "name": "Kaja Moen", "stance": "commitment"}
    made = api(editor).post(address, sent, format="json")
    row = made.json()
    assert made.status_code == 201
    assert [span["text"] for span in row["content"]] == ["“the harbour will close in May”"]
    assert row["claim"] == marked(revision).claim_id
    assert api().get(f"/api/v1/statements/{row['id']}/").json() == row
    assert api(editor).post(address, sent, format="json").json()["code"] == "marked_before"
    assert api().delete(f"/api/v1/statements/{row['id']}/").status_code == 401
    assert api(editor).delete(f"/api/v1/statements/{row['id']}/").status_code == 204
    assert api().get(f"/api/v1/statements/{row['id']}/").status_code == 404


def test_scripts_are_told_what_is_wrong(api: Api, editor: User, analyst: User) -> None:
    revision = tell()
    address = f"/api/v1/articles/{revision.article_id}/statements/"
    sent = {"revision": 1, "content": "Nobody objected", "name": "Kaja Moen"}
    assert api(analyst).post(address, sent, format="json").status_code == 403
    for field, value in {"revision": 7, "content": "", "stance": "shout", "speaker": 99999999}.items():
        answer = api(editor).post(address, sent | {field: value}, format="json")
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert api(editor).post(address, sent | {"content": "nowhere"}, format="json").json()["code"] == "not_in_text"
    nobody = {"revision": 1, "content": "Nobody objected"}
    assert list(api(editor).post(address, nobody, format="json").json()["errors"]) == ["speaker"]
    found = revision.statements.order_by("number").first()
    assert found is not None
    assert api(editor).delete(f"/api/v1/statements/{found.pk}/").json()["code"] == "not_by_hand"
    tell("It rained.", after=revision)
    assert api(editor).post(address, sent, format="json").status_code == 409
