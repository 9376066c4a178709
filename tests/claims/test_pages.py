"""The pages: what they show, to whom, at how many queries."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from claims.assessing import EvidenceLink, assess
from claims.extraction.values import Stance
from claims.merging import merge
from claims.models import Claim, Rebuttal, RebuttalState, Speaker, Status
from tests.claims.stories import NOW, Said, anonymous, person
from tests.factories import make_article, make_claim, make_rebuttal, make_user, record_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def editing(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def text_of(answer: Any) -> str:
    """Return the words of a page, without tags and runs of spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def verdict(claim: Claim, editor: User, status: str = "false") -> None:
    link = EvidenceLink("https://example.org/report", "Report", "six cracks")
    rationale = "The report of May lists six cracks."
    assess(claim, editor=editor, status=status, rationale=rationale, evidence=[link], version=claim.version, now=NOW)
    claim.refresh_from_db()


@pytest.mark.parametrize(
    "name", ["overview", "claim-list", "article-list", "speaker-list", "outlet-list", "dispute-list", "status-help"]
)
def test_lists_stand_empty_and_filled(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200
    make_rebuttal()
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["overview", "claim-list", "article-list", "speaker-list", "dispute-list"])
def test_a_list_costs_as_many_queries_for_many_rows_as_for_few(client: Client, name: str) -> None:
    for day in range(2):
        make_rebuttal(day=day)
    client.get(reverse(name))
    few = queries(client, reverse(name))
    for day in range(2, 12):
        make_rebuttal(day=day)
    assert queries(client, reverse(name)) == few


def test_a_claim_costs_as_many_queries_with_many_answers_as_with_one(client: Client) -> None:
    accusation = Said(person("Tom Reyes"), "the bridge had cracks", stance=Stance.ACCUSATION)
    denials = [Said(person(f"Ida Lund{n}"), "any crack", "denied", Stance.DENIAL, answers=0) for n in range(8)]
    one = record_story([accusation, denials[0]])[0].claim
    few = queries(client, one.get_absolute_url())
    record_story([accusation, *denials], day=1)
    assert queries(client, one.get_absolute_url()) == few


def test_an_article_costs_as_many_queries_with_many_statements_as_with_one(client: Client) -> None:
    short = record_story([Said(person("Tom Reyes"), "it was late")])[0].revision.article
    sayings = [Said(person(f"Tom Reyes{n}"), f"the bridge had {n} cracks") for n in range(20)]
    long = record_story(sayings)[0].revision.article
    assert queries(client, long.get_absolute_url()) == queries(client, short.get_absolute_url())


def test_a_denial_in_a_list_is_no_assertion_of_what_it_denies(client: Client) -> None:
    make_claim("the bridge had any crack", cue="denied", stance=Stance.DENIAL)
    assert "Ida Lund denies the bridge had any crack" in text_of(client.get("/claims/"))


def test_a_denial_in_own_words_is_no_denial_of_these_words(client: Client) -> None:
    make_claim("the bridge was inspected in May", cue="said", stance=Stance.DENIAL)
    assert "Ida Lund says in denial the bridge was inspected in May" in text_of(client.get("/claims/"))


@pytest.mark.parametrize("address", ["/", "/claims/"])
def test_what_a_claim_is_about_is_said_once(client: Client, address: str) -> None:
    by, act = person("Carl Berg"), Stance.ACCUSATION
    make_claim("“the council” of hiding cracks", cue="accused", stance=act, target="the council")
    make_claim("wide cracks were hidden", who=by, cue="accused", stance=act, target="the harbour board")
    page = text_of(client.get(address))
    assert "Ida Lund accuses “the council” of hiding cracks" in page
    assert page.count("the council") == 1
    assert page.count("the harbour board") == 1


def test_the_overview_names_a_claim_once_with_the_verdict_that_counts(client: Client, editor: User) -> None:
    claim = make_claim("the bridge was safe")
    for day, status in enumerate(("false", "supported")):
        link = EvidenceLink("https://example.org/report", "Report", "six cracks")
        why, now = "The report of May lists six cracks.", NOW + timedelta(days=day)
        assess(claim, editor=editor, status=status, rationale=why, evidence=[link], version=claim.version, now=now)
        claim.refresh_from_db()
    latest = client.get("/").content.decode().partition("Latest assessments")[2]
    assert re.findall(r"status-(\w+)", latest) == ["supported"]


def test_nobody_in_particular_is_unattributed(client: Client) -> None:
    make_claim("the bridge will close", who=anonymous("unspecified"))
    assert "Unattributed says the bridge will close" in text_of(client.get("/claims/"))


def test_fields_in_the_box_become_parameters(client: Client) -> None:
    answer = client.get("/claims/", {"q": 'speaker:"Ida Lund" bridge', "status": "unverified"})
    assert answer.status_code == 302
    assert answer["Location"] == "/claims/?q=bridge&status=unverified&speaker=Ida+Lund"


def test_an_unknown_field_is_named(client: Client) -> None:
    assert "No field “speeker”. Did you mean speaker?" in text_of(client.get("/claims/?q=speeker:Lund"))


def test_a_bad_value_is_named_and_the_rest_of_the_filter_counts(client: Client) -> None:
    make_claim("the bridge was safe", stance=Stance.DENIAL)
    make_claim("the tunnel was dry")
    page = text_of(client.get("/claims/?stance=denial&status=wrong"))
    assert "“wrong” is not one of" in page
    assert "1 claim" in page


def test_each_active_filter_can_be_removed(client: Client) -> None:
    make_claim("the bridge was safe")
    page = client.get("/claims/?stance=assertion&status=-false&q=bridge").content.decode()
    removal = re.search(r'href="\?([^"]+)" aria-label="Remove filter stance assertion"', page)
    assert removal is not None
    assert sorted(removal[1].split("&amp;")) == ["q=bridge", "status=-false"]
    assert "Remove filter status not false" in page
    assert "Remove filter words bridge" in page


def test_a_facet_count_is_the_number_of_rows_it_leads_to(client: Client) -> None:
    for content in ("the bridge was safe", "the tunnel was dry"):
        make_claim(content, cue="denied", stance=Stance.DENIAL)
    make_claim("the ferry was late")
    page = client.get("/claims/").content.decode()
    count = re.search(r'value="denial" id="stance-denial".*?number">(\d+)', page, re.DOTALL)
    assert count is not None
    assert count[1] == "2"
    assert "2 claims" in text_of(client.get("/claims/?stance=denial"))


def test_pages_of_a_list_lead_on_and_back(client: Client) -> None:
    for number in range(51):
        make_claim(f"the bridge had {number} cracks in its deck", day=number % 20)
    first = client.get("/claims/").content.decode()
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older is not None
    second = client.get(f"/claims/{html.unescape(older[1])}").content.decode()
    assert second.count('<article class="claim"') == 1
    assert 'rel="prev"' in second


def test_an_undefined_parameter_is_ignored(client: Client) -> None:
    make_claim()
    assert "1 claim" in text_of(client.get("/claims/?colour=red"))


def test_a_cursor_of_nowhere_is_refused_with_a_page(client: Client) -> None:
    answer = client.get("/claims/?cursor=zzz")
    assert answer.status_code == 400
    assert "first page" in text_of(answer)


@pytest.mark.parametrize("kind", ["claim", "article", "speaker", "outlet", "dispute"])
def test_a_wrong_slug_leads_to_the_canonical_address(client: Client, kind: str) -> None:
    rebuttal = make_rebuttal()
    article = rebuttal.statement.revision.article  # type: ignore[union-attr]
    claim = Claim.objects.get(pk=rebuttal.answered_id)
    rows: dict[str, Any] = {
        "claim": claim,
        "article": article,
        "speaker": claim.speaker,
        "outlet": article.outlet,
        "dispute": claim.dispute,
    }
    answer = client.get(f"/{kind}s/{rows[kind].pk}-other/?a=b")
    assert (answer.status_code, answer["Location"]) == (301, f"{rows[kind].get_absolute_url()}?a=b")
    assert client.get(f"/{kind}s/{rows[kind].pk}/").status_code == 301


def test_a_merged_speaker_leads_to_the_one_it_became(client: Client, editor: User) -> None:
    one = make_claim("the bridge was safe").speaker
    other = make_claim("the tunnel was dry", who=person("Ida Lund-Reyes")).speaker
    merge(other, into=one, editor=editor, now=NOW)
    answer = client.get(other.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (301, one.get_absolute_url())


def test_a_hidden_claim_is_nowhere(client: Client) -> None:
    claim = make_claim("the bridge was safe")
    Claim.objects.filter(pk=claim.pk).update(hidden_at=NOW)
    for path in (claim.get_absolute_url(), f"{claim.get_absolute_url()}history/"):
        answer = client.get(path)
        assert (answer.status_code, "the bridge" in text_of(answer)) == (410, False)
        assert "This claim was hidden on 10 April 2025." in text_of(answer)
    Claim.objects.filter(pk=claim.pk).update(removed=True)
    problem = client.get(f"/api/v1/claims/{claim.pk}/")
    assert (problem.status_code, problem.json()["code"]) == (410, "gone")
    assert problem.json()["detail"] == "This claim was deleted on 10 April 2025."
    assert "the bridge was safe" not in text_of(client.get("/claims/"))


def test_a_withdrawn_article_says_so(client: Client, settings: Settings) -> None:
    article = make_article("Ida Lund said the bridge was safe.", title="Bridge is safe")
    article.withdrawn_at = NOW
    article.save()
    for path in (article.get_absolute_url(), f"{article.get_absolute_url()}revisions/1/"):
        answer = client.get(path)
        assert (answer.status_code, "Bridge is safe" in text_of(answer)) == (410, False)
        assert "This article was withdrawn on 10 April 2025." in text_of(answer)
    settings.PRIVATE = True
    assert client.get(article.get_absolute_url()).status_code == 302
    assert client.get(f"/api/v1/articles/{article.pk}/").status_code == 401


def test_claim_and_answer_stand_on_one_page_with_their_words(client: Client) -> None:
    rebuttal = make_rebuttal()
    page = text_of(client.get(rebuttal.answered.get_absolute_url()))
    assert rebuttal.answered.text in page
    assert rebuttal.answer.text in page
    assert "denied by Ida Lund" in page
    assert "suggested 0.80" in page


def test_a_quote_leads_to_its_place_in_the_article(client: Client) -> None:
    (statement,) = record_story([Said(person("Ida Lund"), "the bridge was safe")])
    answer = client.get(f"/statements/{statement.pk}/")
    assert answer["Location"].endswith(f"?statement={statement.pk}#statement-1")
    page = client.get(answer["Location"]).content.decode()
    assert '<span class="content-1 chosen" data-statements="1">the bridge was safe</span>' in page
    assert 'aria-label="Statement 1: Ida Lund says, unverified"' in page


def test_text_of_articles_is_never_markup(client: Client) -> None:
    evil = "<script>alert(1)</script> & <img src=x onerror=alert(2)>"
    (statement,) = record_story([Said(person("Ida <b>Lund</b>"), evil)], outlet="<i>Courier</i>")
    for address in (
        statement.revision.article.get_absolute_url(),
        statement.claim.get_absolute_url(),
        statement.claim.speaker.get_absolute_url(),
        "/claims/",
        "/",
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Lund" not in page
        assert "<i>Courier" not in page


def test_a_copy_leads_to_the_article_whose_text_it_repeats(client: Client) -> None:
    original = make_article("Ida Lund said the bridge was safe.", title="Bridge is safe")
    copy = make_article(None, title="The bridge, again", outlet="Wire")
    copy.duplicate_of = original
    copy.save()
    assert original.get_absolute_url() in client.get(copy.get_absolute_url()).content.decode()


def test_a_private_installation_shows_visitors_nothing(client: Client, settings: Any, analyst: User) -> None:
    rebuttal = make_rebuttal()
    settings.PRIVATE = True
    article: Any = rebuttal.statement.revision.article  # type: ignore[union-attr]
    addresses = [rebuttal.answer.get_absolute_url(), article.get_absolute_url(), "/claims/", "/", "/disputes/"]
    addresses += [rebuttal.answer.speaker.get_absolute_url(), article.outlet.get_absolute_url(), "/speakers/"]
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/"), address
    assert client.get("/login/").status_code == 200
    client.force_login(analyst)
    assert all(client.get(address).status_code == 200 for address in addresses)


@pytest.mark.parametrize("who", ["visitor", "analyst"])
def test_those_who_are_no_editors_see_no_control_and_reach_none(client: Client, analyst: User, who: str) -> None:
    rebuttal = make_rebuttal()
    claim = rebuttal.answered
    if who == "analyst":
        client.force_login(analyst)
    page = client.get(claim.get_absolute_url()).content.decode()
    for control in ("Assess", "Confirm", "Reject", "/ingest/"):
        assert control not in re.sub(r">Assessments<", "", page)
    for address in (f"{claim.get_absolute_url()}assess/", "/ingest/"):
        answer = client.get(address)
        assert answer.status_code == (302 if who == "visitor" else 403)
    decision = client.post(f"/claims/{claim.pk}/answers/{rebuttal.pk}/", {"state": "confirmed"})
    assert decision.status_code == (302 if who == "visitor" else 403)
    rebuttal.refresh_from_db()
    assert rebuttal.state == RebuttalState.SUGGESTED


def sent(claim: Claim, **changes: str) -> dict[str, str]:
    return {
        "reviewed": "Ida Lund says: the bridge was safe",
        "status": "false",
        "rationale": "The report of May lists six cracks.",
        "version": str(claim.version),
        "rows": "1",
        "evidence-0-url": "https://example.org/report",
        "evidence-0-title": "Report",
        "evidence-0-excerpt": "six cracks",
    } | changes


def test_an_editor_assesses_a_claim(editing: Client, editor: User) -> None:
    claim = make_claim("the bridge was safe")
    answer = editing.post(f"{claim.get_absolute_url()}assess/", sent(claim), follow=True)
    assert answer.redirect_chain == [(claim.get_absolute_url(), 302)]
    made = claim.assessments.get()
    assert (made.status, made.editor, made.reviewed) == ("false", editor, "Ida Lund says: the bridge was safe")
    assert made.evidence.get().excerpt == "six cracks"
    assert "Saved: False." in text_of(answer)


def test_htmx_is_led_to_the_claim_too(editing: Client) -> None:
    claim = make_claim("the bridge was safe")
    answer = editing.post(f"{claim.get_absolute_url()}assess/", sent(claim), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, claim.get_absolute_url())


NO_EVIDENCE = {"evidence-0-url": "", "evidence-0-title": "", "evidence-0-excerpt": ""}
FULL_ADDRESS = "Enter a full address that begins with https:// or http://."


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"rationale": "No."}, "id_rationale", "Say why in at least 20 characters."),
        (NO_EVIDENCE, "id_evidence-0-url", "Add at least one link that a reader can check."),
        ({"evidence-0-url": "javascript:alert(1)"}, "id_evidence-0-url", FULL_ADDRESS),
        ({"evidence-0-url": ""}, "id_evidence-0-url", FULL_ADDRESS),
        ({"status": ""}, "id_status", "Choose a status."),
        ({"status": "true"}, "id_status", "Select a valid choice."),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_kept(
    editing: Client, changes: dict[str, str], field: str, message: str
) -> None:
    claim = make_claim("the bridge was safe")
    answer = editing.post(f"{claim.get_absolute_url()}assess/", sent(claim, **changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'<a href="#{field}">{message}' in page
    assert f'id="{field}' in page
    assert "Ida Lund says: the bridge was safe" in page
    assert not claim.assessments.exists()


def test_another_row_of_evidence_keeps_what_was_typed(editing: Client) -> None:
    claim = make_claim("the bridge was safe")
    page = editing.post(f"{claim.get_absolute_url()}assess/", sent(claim, add="evidence")).content.decode()
    assert 'name="evidence-1-url"' in page
    assert "https://example.org/report" in page
    assert not claim.assessments.exists()


def test_when_two_editors_save_the_second_keeps_the_text_and_can_save_again(editing: Client) -> None:
    claim = make_claim("the bridge was safe")
    stale = sent(claim)
    verdict(claim, make_user("ana", role="editor"), "unproven")
    answer = editing.post(f"{claim.get_absolute_url()}assess/", stale)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ana changed this claim while you were writing" in page
    assert "The report of May lists six cracks." in page
    assert f'name="version" value="{claim.version}"' in page
    again = editing.post(f"{claim.get_absolute_url()}assess/", stale | {"version": str(claim.version)})
    assert again.status_code == 302
    assert [a.status for a in claim.assessments.order_by("pk")] == ["unproven", "false"]


def test_an_assessment_is_undone_and_stays_in_the_history(editing: Client, editor: User) -> None:
    claim = make_claim("the bridge was safe")
    verdict(claim, editor)
    (made,) = claim.assessments.all()
    page = text_of(editing.post(f"/claims/{claim.pk}/assessments/{made.pk}/withdraw/", follow=True))
    assert "Undone: Ida Lund&#x27;s claim is Unverified again." in page
    assert "taken back" in page
    claim.refresh_from_db()
    assert claim.status == Status.UNVERIFIED


def test_an_assessment_that_is_not_the_latest_is_not_undone_alone(editing: Client, editor: User) -> None:
    claim = make_claim("the bridge was safe")
    verdict(claim, editor)
    first = claim.assessments.get()
    verdict(claim, make_user("ana", role="editor"), "unproven")
    page = text_of(editing.post(f"/claims/{claim.pk}/assessments/{first.pk}/withdraw/", follow=True))
    assert "This was changed again since (ana, " in page
    claim.refresh_from_db()
    assert claim.status == Status.UNPROVEN


@pytest.mark.parametrize("htmx", [True, False])
def test_a_suggested_answer_is_confirmed_and_given_back(editing: Client, editor: User, htmx: bool) -> None:
    rebuttal = make_rebuttal()
    address = f"/claims/{rebuttal.answered_id}/answers/{rebuttal.pk}/"
    headers = {"HX-Request": "true"} if htmx else {}
    answer = editing.post(address, {"state": "confirmed"}, headers=headers, follow=not htmx)
    assert f"confirmed by {editor.username}" in text_of(answer)
    editing.post(address, {"state": "suggested"}, headers=headers)
    rebuttal.refresh_from_db()
    assert (rebuttal.state, rebuttal.decided_by) == ("suggested", None)


def test_a_suggested_answer_is_confirmed_as_another_relation(editing: Client) -> None:
    rebuttal = make_rebuttal()
    page = editing.get(rebuttal.answered.get_absolute_url()).content.decode()
    offered = re.search(rf'<select[^>]* id="relation-{rebuttal.pk}">(.*?)</select>', page)
    assert offered is not None
    assert re.findall(r'value="(\w+)"( selected)?>', offered[1]) == [
        ("denies", " selected"), ("rebuts", ""), ("supports", ""), ("responds", "")
    ]  # fmt: skip
    address = f"/claims/{rebuttal.answered_id}/answers/{rebuttal.pk}/"
    assert "rebutted by" in text_of(editing.post(address, {"state": "confirmed", "relation": "rebuts"}, follow=True))
    rebuttal.refresh_from_db()
    assert (rebuttal.state, rebuttal.relation) == ("confirmed", "rebuts")


def test_the_overview_says_editors_alone_what_waits_in_each_queue(editing: Client, client: Client) -> None:
    make_rebuttal()
    page = re.search(r"For editors:.*?</p>", editing.get("/").content.decode())
    assert page is not None
    links = re.findall(r'href="(/review/\?queue=\w+)">(\d+) ([^<]+)</a>', page[0])
    assert [words for _, _, words in links] == ["new claims", "suggested link", "second opinions"]
    for address, number, _ in links:
        queues = editing.get(address).content.decode().partition('aria-label="Queues"')[2]
        queue = re.search(r'aria-current="page">[^<]*<span class="number">(\d+)<', queues)
        assert queue is not None
        assert queue[1] == number
    assert "For editors" not in Client().get("/").content.decode()


def test_an_answer_of_other_claims_is_not_decided_here(editing: Client) -> None:
    rebuttal, stranger = make_rebuttal(), make_claim("the ferry was late")
    assert editing.post(f"/claims/{stranger.pk}/answers/{rebuttal.pk}/", {"state": "confirmed"}).status_code == 404
    rebuttal.refresh_from_db()
    assert rebuttal.state == RebuttalState.SUGGESTED


def test_a_rejected_answer_is_listed_apart_and_no_longer_counts(editing: Client) -> None:
    rebuttal = make_rebuttal()
    editing.post(f"/claims/{rebuttal.answered_id}/answers/{rebuttal.pk}/", {"state": "rejected"})
    page = text_of(editing.get(rebuttal.answered.get_absolute_url()))
    assert "Answered by (0)" in page
    assert "Rejected (1)" in page
    assert Rebuttal.objects.get().state == RebuttalState.REJECTED


def test_the_theme_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/claims/?q=a"})
    assert (answer["Location"], answer.cookies["theme"].value) == ("/claims/?q=a", "dark")
    assert 'class="dark"' in client.get("/claims/").content.decode()
    client.post("/theme/", {"theme": "system"})
    assert 'class="dark"' not in client.get("/claims/").content.decode()


def test_the_theme_leads_nowhere_else(client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": "//evil.example/"})["Location"] == "/"


def test_a_speaker_page_has_claims_answers_and_disputes(client: Client) -> None:
    rebuttal = make_rebuttal()
    speaker = Speaker.objects.get(name="Ida Lund")
    for tab in ("claims", "given", "disputes"):
        assert (
            rebuttal.answered.text in text_of(client.get(speaker.get_absolute_url(), {"tab": tab})) or tab == "claims"
        )
    assert rebuttal.answer.text in text_of(client.get(speaker.get_absolute_url()))
    assert "None." in text_of(client.get(speaker.get_absolute_url(), {"tab": "received"}))


def test_pages_load_nothing_from_elsewhere_and_hold_no_script(client: Client) -> None:
    rebuttal = make_rebuttal()
    for address in ("/", "/claims/", rebuttal.answer.get_absolute_url(), "/login/"):
        answer = client.get(address)
        page = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", page)
        assert not re.search(r'(?:src|<link[^>]*href)="https?:', page)
        assert "default-src 'none'" in answer["Content-Security-Policy"]


ODD = ["\0", " ", "'", '"', "%00", "-", "²", "9" * 23, "-1", "a" * 3000, "\ufffd", "<script>", "1,2", "☃"]
FILTERS = ("q", "speaker", "outlet", "article", "status", "since", "has_rebuttal", "about", "ordering", "view")


@pytest.mark.parametrize("name", FILTERS)
def test_no_odd_filter_breaks_the_list_of_claims(client: Client, name: str) -> None:
    make_rebuttal()
    for value in ODD:
        for path in ("/claims/", "/claims/facets/dates/", "/timeline/"):
            assert client.get(path, {name: value}).status_code in (200, 302), (path, value)


@pytest.mark.parametrize("path", ["claims", "articles", "speakers", "outlets", "disputes"])
def test_no_odd_parameter_breaks_a_list(client: Client, path: str) -> None:
    for value in ODD:
        assert client.get(f"/{path}/", {"q": value, "kind": value, "outlet": value}).status_code in (200, 302), value
        assert client.get(f"/{path}/", {"cursor": value}).status_code == 400, value


@pytest.mark.parametrize("ordering", ["", " ", "-ANSWERS", " -answers "])
def test_an_order_is_read_leniently(client: Client, ordering: str) -> None:
    make_rebuttal()
    assert client.get("/claims/", {"ordering": ordering}).status_code == 200
    assert client.get("/api/v1/claims/", {"ordering": ordering}).status_code == 200


@pytest.mark.parametrize("kind", ["claims", "articles", "speakers", "outlets", "disputes", "statements", "ingest"])
def test_no_odd_number_breaks_a_page(editing: Client, kind: str) -> None:
    for number in ("0", "99999999999999999999999", "1-", "-1", "x", "1%00"):
        assert editing.get(f"/{kind}/{number}/").status_code == 404


def test_no_odd_parameter_breaks_the_reader_or_a_speaker(client: Client) -> None:
    rebuttal = make_rebuttal()
    article = rebuttal.statement.revision.article  # type: ignore[union-attr]
    for odd in ODD:
        chosen = {"statement": odd, "marks": odd, "speaker": odd}
        assert client.get(article.get_absolute_url(), chosen).status_code == 200
        assert client.get(rebuttal.answer.speaker.get_absolute_url(), {"tab": odd}).status_code == 200


def test_a_list_of_fifty_is_small(client: Client) -> None:
    for number in range(50):
        make_rebuttal(day=number % 20)
    page = client.get("/claims/").content
    assert page.count(b'<article class="claim"') == 50
    assert len(page) < 100_000


def test_a_link_to_the_outlet_jumps_to_the_words(client: Client) -> None:
    (statement,) = record_story([Said(person("Ida Lund"), "“the two-lane bridge, and the quay, were safe”")])
    article = statement.revision.article
    article.url = "https://courier.example.org/bridge"
    article.save()
    page = client.get(statement.claim.get_absolute_url()).content.decode()
    words = "%E2%80%9Cthe%20two%2Dlane%20bridge%2C%20and%20the%20quay%2C%20were%20safe%E2%80%9D"
    assert f'href="https://courier.example.org/bridge#:~:text={words}"' in page


def test_a_row_and_a_suggestion_have_telling_names(client: Client) -> None:
    rebuttal = make_rebuttal()
    pk = rebuttal.answered_id
    assert f'aria-labelledby="claim-{pk} status-{pk} date-{pk}"' in client.get("/claims/").content.decode()
    page = client.get(rebuttal.answered.get_absolute_url()).content.decode()
    assert 'aria-label="Suggested: denied by Ida Lund, 80 percent"' in page


def test_an_article_that_repeats_a_dispute_shows_its_answers_too(client: Client) -> None:
    accusation = Said(person("Tom Reyes"), "the bridge had six cracks", stance=Stance.ACCUSATION)
    denial = Said(person("Ida Lund"), "any of the six cracks in it", "denied", Stance.DENIAL, answers=0)
    record_story([accusation, denial])
    again = record_story([accusation, denial], outlet="Wire", day=1)[0].revision.article
    page = text_of(client.get(again.get_absolute_url()))
    assert "1 link" in page
    assert "denies 1 suggested 0.80" in page
