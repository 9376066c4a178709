"""The pages by which editors decide: assessing, conflicts, corrections, the queue."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.assessing import EvidenceLink, assess
from claims.extraction.values import Stance
from claims.lookalikes import forget_lookalikes
from claims.models import Claim, Pass, Proposal, Rebuttal, Speaker
from claims.seconding import open_proposal
from claims.taking import take
from tests.claims.stories import NOW, body, person
from tests.factories import make_claim, make_rebuttal, make_speaker, make_user

pytestmark = pytest.mark.django_db
WHY = "The report of May lists six cracks."
LINK = EvidenceLink("https://example.org/report", "Report", "six cracks")


@pytest.fixture
def signed_in(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def typed(version: int = 1, **fields: Any) -> dict[str, Any]:
    filled = {"status": "false", "rationale": WHY, "reviewed": "It was safe", "rows": 1, "version": version}
    return filled | {"evidence-0-url": LINK.url} | fields


def judge(
    claim: Claim, editor: User, status: str = "unproven", rationale: str = "Two agencies disagree on it."
) -> None:
    version = Claim.objects.get(pk=claim.pk).version
    assess(claim, editor=editor, status=status, rationale=rationale, evidence=[LINK], version=version, now=NOW)


def address(claim: Claim, what: str = "assess/") -> str:
    return f"{claim.get_absolute_url()}{what}"


@pytest.mark.parametrize("stance", [Stance.COMMITMENT, Stance.CALL, Stance.ASSESSMENT])
def test_what_is_hardly_checkable_starts_as_such(signed_in: Client, stance: Stance) -> None:
    page = signed_in.get(address(make_claim(stance=stance))).content.decode()
    assert 'value="not_checkable" checked' in page


def test_the_form_begins_with_the_verdict_that_stands(signed_in: Client, editor: User) -> None:
    claim = make_claim()
    judge(claim, editor)
    page = signed_in.get(address(claim)).content.decode()
    assert 'value="unproven" checked' in page
    assert "Two agencies disagree on it." in page
    assert LINK.url in page


def test_a_denial_needs_the_sentence_that_is_judged(signed_in: Client) -> None:
    claim = make_claim("any crack", stance=Stance.DENIAL, cue="denied")
    answer = signed_in.post(address(claim), typed(reviewed=" "))
    assert answer.status_code == 422
    assert "A denial is judged on the denial." in answer.content.decode()
    assert signed_in.post(address(claim), typed(reviewed="There is no crack")).status_code == 302
    assert claim.assessments.get().reviewed == "There is no crack"


def test_the_preview_shows_the_card_and_saves_nothing(signed_in: Client) -> None:
    claim = make_claim()
    page = signed_in.post(address(claim), typed(preview="card")).content.decode()
    assert "What readers will see" in page
    assert not claim.assessments.exists()


def test_the_day_a_link_was_seen_is_kept(signed_in: Client) -> None:
    claim = make_claim()
    signed_in.post(address(claim), typed() | {"evidence-0-seen": "2025-04-02"})
    assert claim.assessments.get().evidence.get().seen_at.date().isoformat() == "2025-04-02"


def test_a_conflict_shows_all_three_and_the_mix_is_saved(signed_in: Client, editor: User) -> None:
    claim, ana = make_claim(), make_user("ana", role="editor")
    judge(claim, ana)
    mine = typed(rationale="The ministry's figures say so.") | {"evidence-0-url": "https://example.org/mine"}
    answer = signed_in.post(address(claim), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("ana changed this claim", "Two agencies disagree", "figures say so", "https://example.org/mine"):
        assert words in page
    choice = {"seen": 1, "choose-status": "mine", "choose-rationale": "theirs", "choose-reviewed": "mine"}
    choice |= {"keep": ["0", "1"]}
    assert signed_in.post(address(claim), mine | choice | {"version": 2}).status_code == 302
    made = claim.assessments.order_by("-pk")[0]
    assert (made.status, made.rationale) == ("false", "Two agencies disagree on it.")
    assert {e.url for e in made.evidence.all()} == {LINK.url, "https://example.org/mine"}
    assert claim.assessments.count() == 2


def test_a_mix_that_cannot_stand_is_refused_with_the_choices_kept(signed_in: Client, editor: User) -> None:
    claim = make_claim()
    judge(claim, make_user("ana", role="editor"))
    choice = {"seen": 1, "choose-status": "mine", "choose-rationale": "theirs"}
    answer = signed_in.post(address(claim), typed(2) | choice)
    assert answer.status_code == 422
    assert "Add at least one link" in answer.content.decode()


def test_mine_may_become_a_proposal(signed_in: Client, editor: User) -> None:
    claim = make_claim()
    judge(claim, make_user("ana", role="editor"))
    signed_in.post(address(claim), typed(2, seen=1, ask="proposal"))
    proposal = open_proposal(claim)
    assert proposal is not None
    assert (proposal.status, proposal.editor) == ("false", editor)
    claim.refresh_from_db()
    assert claim.status == "unproven"


def test_evidence_added_meanwhile_is_joined_without_a_page(signed_in: Client, editor: User) -> None:
    claim = make_claim()
    judge(claim, editor)
    made = claim.assessments.get()
    fields = {"status": "unproven", "rationale": made.rationale, "reviewed": made.reviewed, "rows": 2, "version": 2}
    links = {"evidence-0-url": LINK.url, "evidence-1-url": "https://example.org/second"}
    ana = make_user("ana", role="editor")
    more = [LINK, EvidenceLink("https://example.org/third")]
    assess(
        claim, editor=ana, status="unproven", rationale=made.rationale, reviewed=made.reviewed, evidence=more,
        version=2, now=NOW,
    )  # fmt: skip
    answer = signed_in.post(address(claim), fields | links, follow=True)
    assert "together with what ana changed meanwhile" in answer.content.decode()
    latest = claim.assessments.order_by("-pk")[0]
    assert {e.url.rpartition("/")[2] for e in latest.evidence.all()} == {"report", "second", "third"}


def test_a_verdict_offers_the_opposite_for_its_denial(signed_in: Client, editor: User) -> None:
    link = make_rebuttal()
    judge(link.answered, editor, "false")
    page = signed_in.get(link.answered.get_absolute_url()).content.decode()
    assert f"{link.answer.get_absolute_url()}assess/?from={link.answered_id}" in page
    form = signed_in.get(f"{address(link.answer)}?from={link.answered_id}").content.decode()
    assert 'value="supported" checked' in form
    link.answer.refresh_from_db()
    assert link.answer.status == "unverified"


EDITS: list[tuple[str, dict[str, Any]]] = [
    ("speaker", {"name": "Eva Berg", "kind": "person"}),
    ("stance", {"stance": "accusation"}),
    ("sentence", {"text": "The bridge is closed to lorries"}),
    ("words", {"source": "Ida Lund", "cue": "said", "content": "the bridge"}),
    ("hide", {"reason": "no claim at all"}),
]


@pytest.mark.parametrize(("what", "fields"), EDITS)
def test_each_correction_has_a_page_and_an_undo(signed_in: Client, what: str, fields: dict[str, Any]) -> None:
    claim = make_claim("the bridge was safe to cross")
    before = (claim.speaker_id, claim.stance, claim.text, claim.hidden_at)
    assert signed_in.get(address(claim, f"edit/{what}/")).status_code == 200
    answer = signed_in.post(address(claim, f"edit/{what}/"), fields)
    assert answer.status_code == 302, answer.content.decode()
    claim.refresh_from_db()
    assert (claim.speaker_id, claim.stance, claim.text, claim.hidden_at) != before
    page = signed_in.get("/").content.decode()
    undo = page.split('action="/actions/')[1].split("/")[0]
    signed_in.post(f"/actions/{undo}/undo/")
    claim.refresh_from_db()
    assert (claim.speaker_id, claim.stance, claim.text, claim.hidden_at) == before


@pytest.mark.parametrize(
    ("what", "fields", "words", "field"),
    [
        ("speaker", {}, "Choose a speaker", "speaker"),
        ("speaker", {"speaker": "9" * 18}, "Choose a speaker", "speaker"),
        ("stance", {"stance": "assertion"}, "already", "stance"),
        ("sentence", {"text": " "}, "Enter the claim as a sentence.", "text"),
        ("sentence", {"text": "the bridge was safe"}, "reads like this already", "text"),
        ("words", {"content": "the moon"}, "not in the article", "content"),
        ("words", {"content": "the bridge was safe", "source": "the moon"}, "not in the article", "source"),
        ("merge", {}, "Choose a claim", "other"),
        ("answer", {"direction": "in", "relation": "denies"}, "Choose the other claim", "other"),
        ("hide", {"reason": "no"}, "Say why", "reason"),
    ],
)
def test_what_cannot_be_done_is_said_at_its_field(
    signed_in: Client, what: str, fields: dict[str, Any], words: str, field: str
) -> None:
    answer = signed_in.post(address(make_claim("the bridge was safe"), f"edit/{what}/"), fields)
    assert answer.status_code == 422
    says_at_its_field(answer.content.decode(), words, field)


def says_at_its_field(page: str, words: str, field: str) -> None:
    """Check that a summary leads to a field, and that the field is tied to its error."""
    summary = page.split("There is a problem</h2>")[1].split("</div>")[0]
    leads = re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary)
    assert [(to, words in told) for to, told in leads] == [(f"id_{field}", True)]
    (tag,) = re.findall(rf'<[^>]* id="id_{field}"[^>]*>', page)
    assert f"id_{field}_error" in tag.split('aria-describedby="')[1].split('"')[0].split()
    assert tag.startswith("<fieldset") or 'aria-invalid="true"' in tag
    assert words in page.split(f'id="id_{field}_error"')[1].split("</span></span>")[0]


def test_an_answer_is_linked_with_its_words(signed_in: Client) -> None:
    claim = make_claim("the bridge was unsafe for lorries", stance=Stance.ACCUSATION)
    other = make_claim("nothing was wrong with the bridge", who=person("Tom Reyes"), day=1)
    page = signed_in.get(f"{address(claim, 'edit/answer/')}?q=nothing+wrong").content.decode()
    assert f'value="{other.pk}"' in page
    fields = {"other": other.pk, "direction": "in", "relation": "rebuts", "words": "nothing was wrong"}
    refused = signed_in.post(f"{address(claim, 'edit/answer/')}?q=nothing+wrong", fields | {"words": "all was well"})
    assert f'name="other" value="{other.pk}" checked' in refused.content.decode()
    signed_in.post(address(claim, "edit/answer/"), fields)
    link = Rebuttal.objects.get()
    assert (link.answer, link.answered, link.relation, link.state) == (other, claim, "rebuts", "confirmed")
    assert link.statement is not None
    assert link.statement.revision.text[slice(*link.evidence[0])] == "nothing was wrong"


CLOSED = ["/review/", "/claims/1-x/assess/", "/claims/1-x/edit/speaker/", "/speakers/1-x/edit/merge/"]


@pytest.mark.parametrize("path", CLOSED)
def test_only_editors_get_in(client: Client, analyst: User, path: str) -> None:
    assert client.get(path)["Location"].startswith("/login/")
    client.force_login(analyst)
    assert client.get(path).status_code == 403


def test_deleting_is_for_administrators(signed_in: Client) -> None:
    assert signed_in.get(address(make_claim(), "edit/delete/")).status_code == 403


def test_the_queue_shows_the_newest_and_comes_back_to_what_was_skipped(signed_in: Client) -> None:
    old, new = make_claim(day=0), make_claim(day=3)
    assert signed_in.get("/review/").context["claim"] == new
    signed_in.post("/review/skip/", {"queue": "new", "claim": new.pk, "next": "/review/"})
    assert signed_in.get("/review/").context["claim"] == old
    assert Pass.objects.count() == 1
    assert signed_in.get("/review/?order=oldest").context["claim"] == old


def test_what_another_has_taken_is_left_out(signed_in: Client, editor: User) -> None:
    mine, theirs = make_claim(day=0), make_claim(day=1)
    now = timezone.now()
    take(theirs, editor=make_user("ana", role="editor"), now=now)
    take(mine, editor=editor, now=now)
    answer = signed_in.get("/review/")
    assert (answer.context["claim"], answer.context["total"]) == (mine, 1)
    assert signed_in.get("/review/?queue=mine").context["claim"] == mine


@pytest.mark.parametrize("queue", ["new", "suggested", "second", "speakers", "mine"])
def test_an_empty_queue_says_what_was_done(signed_in: Client, editor: User, queue: str) -> None:
    forget_lookalikes()
    assert "All done." in signed_in.get(f"/review/?queue={queue}").content.decode()


def test_suggestions_are_decided_in_their_queue(signed_in: Client) -> None:
    link = make_rebuttal()
    page = signed_in.get("/review/?queue=suggested")
    assert page.context["claim"] == link.answer
    data = {"state": "rejected", "relation": "denies", "next": "/review/?queue=suggested"}
    answer = signed_in.post(f"/claims/{link.answer_id}/answers/{link.pk}/", data)
    assert answer["Location"] == "/review/?queue=suggested"
    assert "All done." in signed_in.get("/review/?queue=suggested").content.decode()


def test_the_second_opinion_is_given_in_its_queue(client: Client, editor: User, settings: Any) -> None:
    settings.SECOND_OPINION = "all"
    claim = make_claim()
    client.force_login(editor)
    client.post(address(claim), typed())
    proposal = Proposal.objects.get()
    client.post(f"/proposals/{proposal.pk}/agree/")
    claim.refresh_from_db()
    assert claim.status == "unverified"
    client.force_login(make_user("ana", role="editor"))
    assert client.get("/review/?queue=second").context["claim"] == claim
    client.post(f"/proposals/{proposal.pk}/return/", {"note": "Which report of May?"})
    client.force_login(editor)
    assert "Which report of May?" in client.get("/review/?queue=mine").content.decode()


def test_two_speakers_are_merged_or_kept_apart_in_their_queue(signed_in: Client) -> None:
    forget_lookalikes()
    make_claim("the water was clean", who=body("Harbour Water Board"))
    make_claim("the water was fine", who=body("HWB"), day=40)
    page = signed_in.get("/review/?queue=speakers")
    keep, other = (side.speaker for side in page.context["sides"])
    data = {"into": keep.pk, "next": "/review/?queue=speakers"}
    signed_in.post(f"{other.get_absolute_url()}edit/merge/", data)
    assert Speaker.objects.get(pk=other.pk).merged_into == keep
    assert signed_in.get("/review/?queue=speakers").context["pairs"] == []


def test_the_forms_of_a_speaker_do_what_they_say(signed_in: Client) -> None:
    speaker = make_claim("the water was clean", who=body("Harbour Water Board")).speaker
    base = f"{speaker.get_absolute_url()}edit/"
    for what in ("describe", "alias", "office", "merge", "split"):
        assert signed_in.get(f"{base}{what}/").status_code == 200
    signed_in.post(f"{base}alias/", {"name": "The Board"})
    office = {"role": "", "role_title": "regulator", "since": "2020-01-01", "until": "2024-01-01"}
    signed_in.post(f"{base}office/", office)
    assert speaker.aliases.filter(key="board").exists()
    assert speaker.roles.get().title == "regulator"
    other = make_speaker("Port Board", "organization")
    page = signed_in.post(f"{base}merge/", {"into": other.pk, "preview": "1"}).content.decode()
    assert "1 claim with 1 statement would move" in page
    for name in (other.name, speaker.name):
        assert f'<section class="side stack" aria-label="{name}">' in page
    answer = signed_in.post(f"{base}describe/", {"name": "HWB", "kind": "organization", "wikidata_id": "X1"})
    assert "A Wikidata number is a Q" in answer.content.decode()


def test_a_queue_costs_as_much_with_many_claims(signed_in: Client) -> None:
    def cost() -> int:
        forget_lookalikes()
        with CaptureQueriesContext(connection) as queries:
            signed_in.get("/review/")
        return len(queries)

    make_claim(day=0)
    make_claim(day=1)
    few = cost()
    for day in range(12):
        make_claim(day=day)
    assert cost() == few
