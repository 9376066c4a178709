"""What editors did, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.actions import UNDO, gather, history_of, latest_action, record, undo
from claims.assessing import assess
from claims.extraction.values import Stance
from claims.merging import merge
from claims.models import Action, Claim, Rebuttal, Speaker
from claims.rebutting import decide, link_by_hand
from claimtrack.web import Problem
from tests.claims.stories import NOW, person
from tests.factories import make_claim, make_rebuttal, make_speaker, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def take(claim: Claim, editor: User, status: str = "in_review") -> Action:
    """Set a status that needs no reason, and return the action."""
    claim.refresh_from_db()
    assess(claim, editor=editor, status=status, rationale="", evidence=[], version=claim.version, now=NOW)
    action = latest_action(claim, by=editor)
    assert action
    return action


def test_an_action_says_who_did_what_from_what_to_what(editor: User) -> None:
    claim = make_claim("the bridge was safe")
    action = take(claim, editor)
    assert (action.verb, action.actor, action.label) == ("assess", editor, "Ida Lund: the bridge was safe")
    assert (action.before, action.after["status"]) == ({"status": "unverified"}, "in_review")
    assert action.get_absolute_url() == f"/claims/{claim.pk}-claim/"


def test_undoing_adds_to_the_log_and_erases_nothing(editor: User) -> None:
    claim, ana = make_claim(), make_user("ana", role="editor")
    action = take(claim, editor)
    assert undo(action, editor=ana, now=LATER) == "Ida Lund's claim is Unverified again."
    action.refresh_from_db()
    assert (action.undone_by, action.undone_at, action.undoing.actor) == (ana, LATER, ana)
    assert action.undoing.after == {"status": "unverified"}
    assert claim.assessments.count() == 2


def test_what_was_undone_is_not_undone_again(editor: User) -> None:
    action = take(make_claim(), editor)
    undo(action, editor=editor, now=LATER)
    with pytest.raises(Problem, match=r"undone before \(editor, "):
        undo(action, editor=editor, now=LATER)


def test_who_changed_it_since_is_named(editor: User) -> None:
    claim, ana = make_claim(), make_user("ana", role="editor")
    first = take(claim, editor)
    take(claim, ana, "unverified")
    with pytest.raises(Problem, match=r"changed again since \(ana, .*\), so it cannot be undone alone"):
        undo(first, editor=editor, now=LATER)


def test_a_decision_is_taken_back_to_the_one_before(editor: User) -> None:
    link, ana = make_rebuttal(), make_user("ana", role="editor")
    decide(link, editor=ana, state="confirmed", now=NOW)
    decide(link, editor=editor, state="rejected", now=LATER)
    action = latest_action(link, by=editor)
    assert action
    undo(action, editor=editor, now=LATER)
    link.refresh_from_db()
    assert (link.state, link.decided_by, link.decided_at) == ("confirmed", ana, NOW)
    assert link.answered.answer_count == 1


def test_a_link_made_by_hand_goes_again(editor: User) -> None:
    link = link_by_hand(make_claim(day=2), make_claim(day=1), relation="rebuts", editor=editor, now=NOW)
    action = latest_action(link, by=editor)
    assert action
    undo(action, editor=editor, now=LATER)
    assert not Rebuttal.objects.exists()


def test_a_decision_on_a_link_outlasts_undoing_its_making(editor: User) -> None:
    link = link_by_hand(make_claim(day=2), make_claim(day=1), relation="rebuts", editor=editor, now=NOW)
    made = latest_action(link, by=editor)
    assert made
    decide(link, editor=editor, state="rejected", now=LATER)
    with pytest.raises(Problem, match="changed again since"):
        undo(made, editor=editor, now=LATER)


def test_merging_speakers_is_in_the_history_of_their_claims(editor: User) -> None:
    claim = make_claim("the tunnel would open in May", who=person("Ida Lundqvist"))
    make_claim("the bridge was safe")
    one, other = Speaker.objects.get(name="Ida Lundqvist"), Speaker.objects.get(name="Ida Lund")
    merge(one, into=other, editor=editor, now=NOW)
    (action,) = history_of(claim)
    assert action.after == {"part of": "Ida Lund"}
    undo(action, editor=editor, now=LATER)
    assert Speaker.objects.current().count() == 2


def test_the_history_of_a_claim_holds_its_answers_and_the_latest_first(editor: User) -> None:
    link = make_rebuttal()
    take(link.answered, editor)
    decide(link, editor=editor, state="confirmed", now=LATER)
    take(make_claim(stance=Stance.CALL), editor)
    assert [action.verb for action in history_of(link.answered)] == ["decide answer", "assess"]


def test_several_are_undone_together_or_not_at_all(editor: User) -> None:
    claims = [make_claim(), make_claim()]
    whole = gather("assess several", [take(claim, editor) for claim in claims], actor=editor, now=NOW)
    changed = take(claims[0], editor, "unverified")
    with pytest.raises(Problem, match="changed again since"):
        undo(whole, editor=editor, now=LATER)
    assert Claim.objects.filter(status="in_review").get() == claims[1]
    undo(changed, editor=editor, now=LATER)
    undo(whole, editor=editor, now=LATER)
    assert not Claim.objects.exclude(status="unverified").exists()


def test_one_undo_takes_all_of_several_back(editor: User) -> None:
    claims = [make_claim(), make_claim()]
    whole = gather("assess several", [take(claim, editor) for claim in claims], actor=editor, now=NOW)
    assert undo(whole, editor=editor, now=LATER) == "2 changes were taken back."
    assert not Claim.objects.exclude(status="unverified").exists()


def test_who_is_no_editor_undoes_own_actions_alone(editor: User, analyst: User) -> None:
    action = take(make_claim(), editor)
    with pytest.raises(Problem, match="needs the role editor"):
        undo(action, editor=analyst, now=LATER)


def test_what_is_private_is_seen_and_undone_by_its_actor_alone(
    editor: User, analyst: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(UNDO, "note", lambda *_, **__: "The note is back.")
    action = record("note", actor=analyst, obj=make_speaker(), before=None, after=None, private=True, now=NOW)
    assert not Action.objects.visible_to(editor).exists()
    with pytest.raises(Problem):
        undo(action, editor=editor, now=LATER)
    assert undo(action, editor=analyst, now=LATER) == "The note is back."


def test_the_toast_of_a_verdict_undoes_it(client: Client, editor: User) -> None:
    client.force_login(editor)
    claim = make_claim()
    form = {"status": "in_review", "version": "1", "reviewed": "", "rationale": "", "rows": "1"}
    page = client.post(f"{claim.get_absolute_url()}assess/", form, follow=True).content.decode()
    action = latest_action(claim, by=editor)
    assert action
    assert f'action="/actions/{action.pk}/undo/"' in page
    answer = client.post(f"/actions/{action.pk}/undo/", {"next": claim.get_absolute_url()}, follow=True)
    assert answer.redirect_chain == [(claim.get_absolute_url(), 302)]
    assert "Undone: Ida Lund&#x27;s claim is Unverified again." in answer.content.decode()


def test_a_part_of_a_page_brings_its_toast(client: Client, editor: User) -> None:
    client.force_login(editor)
    link = make_rebuttal()
    address = f"/claims/{link.answered_id}/answers/{link.pk}/"
    part = client.post(address, {"state": "confirmed"}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="toasts" hx-swap-oob="innerHTML"' in part
    assert "Saved: confirmed." in part


def test_undoing_leads_to_no_other_site(client: Client, editor: User) -> None:
    client.force_login(editor)
    action = take(make_claim(), editor)
    answer = client.post(f"/actions/{action.pk}/undo/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_visitor_undoes_nothing(client: Client, editor: User) -> None:
    action = take(make_claim(), editor)
    assert client.post(f"/actions/{action.pk}/undo/").status_code == 302
    action.refresh_from_db()
    assert action.undone_at is None
