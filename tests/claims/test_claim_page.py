"""The pages of one claim: what they show of it, how it is cited, who may frame it."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article
from claims.extraction.values import Stance
from claims.meaning import embed_claims
from claims.models import Claim, Rebuttal
from claims.taking import take
from tests.claims.stories import NOW, Said, anonymous, person
from tests.claims.test_pages import queries, text_of, verdict
from tests.factories import make_claim, make_rebuttal, record_story

pytestmark = pytest.mark.django_db

SUBPAGES = ("history/", "compare/", "cite/", "embed/")


def told_by(outlet: str, content: str, *, day: int) -> Claim:
    return record_story([Said(person("Ida Lund"), content)], outlet=outlet, day=day)[0].claim


def page_of(client: Client, claim: Claim, below: str = "") -> Any:
    answer = client.get(f"{claim.get_absolute_url()}{below}")
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("below", SUBPAGES)
def test_every_page_of_a_claim_has_one_address(client: Client, below: str) -> None:
    claim = make_claim("the bridge was safe")
    answer = client.get(f"/claims/{claim.pk}-other/{below}?a=b")
    assert (answer.status_code, answer["Location"]) == (301, f"{claim.get_absolute_url()}{below}?a=b")


@pytest.mark.parametrize("below", SUBPAGES)
def test_no_page_of_a_hidden_claim_is_shown(client: Client, below: str) -> None:
    claim = make_claim("the bridge was safe")
    Claim.objects.filter(pk=claim.pk).update(hidden_at=NOW)
    assert client.get(f"{claim.get_absolute_url()}{below}").status_code == 410


@pytest.mark.parametrize("below", ["", *SUBPAGES])
def test_a_page_of_a_claim_costs_as_many_queries_for_many_statements_as_for_one(client: Client, below: str) -> None:
    claim = told_by("Courier", "the old bridge across the river was safe", day=0)
    few = queries(client, f"{claim.get_absolute_url()}{below}")
    for day in range(1, 8):
        told_by(f"Outlet {day}", "the old bridge across the river was safe", day=day)
    assert queries(client, f"{claim.get_absolute_url()}{below}") == few


def test_the_timeline_says_when_it_was_stated_repeated_answered_and_assessed(client: Client, editor: User) -> None:
    rebuttal = make_rebuttal()
    verdict(rebuttal.answered, editor)
    page = text_of(page_of(client, rebuttal.answered))
    assert re.search(r"first stated in Courier 1 April 2025 denied by Ida Lund .* assessed False by editor", page)


def test_a_withdrawn_article_keeps_its_quotation_and_says_so(client: Client) -> None:
    claim = make_claim("the bridge was safe")
    Article.objects.update(withdrawn_at=NOW)
    page = page_of(client, claim).content.decode()
    assert "The article was withdrawn" in page
    assert "the bridge was safe</span>" in page
    assert "Read here" not in page


def test_a_missing_date_and_a_missing_name_are_said(client: Client) -> None:
    claim = make_claim("the bridge will close", who=anonymous("unspecified"), cue="is believed to")
    Article.objects.update(published_at=None)
    page = text_of(page_of(client, claim))
    assert "published date unknown, came in 10 April 2025" in page
    assert "Unattributed · “is believed to”" in page


def test_a_page_says_where_its_words_come_from(client: Client) -> None:
    claim = make_claim("the bridge was safe")
    statement = claim.statements.get()
    page = page_of(client, claim).content.decode()
    assert statement.revision.sha256 in page
    assert f"revisions/{statement.revision.number}/" in page


def test_a_verdict_is_in_the_page_for_machines_and_cannot_end_its_element(client: Client, editor: User) -> None:
    claim = make_claim("the bridge was </script><script>alert(1)</script> safe")
    assert "ld+json" not in page_of(client, claim).content.decode()
    verdict(claim, editor)
    page = page_of(client, claim).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block is not None
    review = json.loads(block[1])
    assert (review["@type"], review["reviewRating"]["ratingValue"]) == ("ClaimReview", 1)
    assert review["itemReviewed"]["text"] == claim.text
    assert "<script>alert" not in page


def test_claims_of_like_meaning_stand_beside_a_claim_unless_they_are_tied_to_it(client: Client) -> None:
    one = make_claim("the old bridge will be closed for repairs")
    other = make_claim("the bridge is to be closed while it is repaired", who=person("Carl Berg"))
    far = make_claim("the harbour holds no water at low tide")
    embed_claims([one, other, far])
    page = page_of(client, one)
    assert [card.claim for card, _ in page.context["similar"]] == [other]
    shown = (
        r"Similar, not the same \(1\) Carl Berg says the bridge is to be closed while it is repaired similar 0\.\d\d"
    )
    assert re.search(shown, text_of(page))
    link = make_rebuttal()
    Rebuttal.objects.filter(pk=link.pk).update(answer=other, answered=one)
    for claim in (one, other):
        assert page_of(client, claim).context["similar"] == []


def test_what_is_too_short_to_compare_has_nothing_similar(client: Client) -> None:
    claims = [make_claim("the accusation", who=person(name)) for name in ("Ida Lund", "Carl Berg")]
    embed_claims(claims)
    assert page_of(client, claims[0]).context["similar"] == []


def test_wordings_are_compared_by_word(client: Client) -> None:
    claim = told_by("Courier", "the old bridge across the river was totally safe", day=0)
    other = told_by("Herald", "the old bridge across the river was fully safe", day=1)
    other.statements.update(claim=claim)
    Claim.objects.filter(pk=claim.pk).update(statement_count=2)
    page = page_of(client, claim, "compare/").content.decode()
    assert "<del>totally</del> <ins>fully</ins> safe" in page
    assert "Same claim elsewhere (1)" in text_of(page_of(client, claim))


def test_numbers_that_drift_stand_first(client: Client) -> None:
    claim = told_by("Courier", "155 men fight in the east of the country", day=0)
    for day, content in enumerate(("155 men fight in the very east of the land", "150 men fight in the east"), start=1):
        told_by(f"Outlet {day}", content, day=day).statements.update(claim=claim)
    table = page_of(client, claim, "compare/").content.decode().partition('class="table wordings"')[2]
    outlets = re.findall(r">(Courier|Outlet \d)<", table)
    assert outlets == ["Courier", "Outlet 2", "Outlet 1"]


def drifting_claim() -> Claim:
    """Return a claim of which three outlets give three numbers, on three days."""
    claim = told_by("Courier", "155 men fight in the east of the country", day=0)
    for day, number in enumerate(("150", "163"), start=1):
        told_by(f"Outlet {day}", f"{number} men fight in the east", day=day).statements.update(claim=claim)
    return claim


def test_numbers_that_drift_are_points_in_time_with_their_values(client: Client) -> None:
    claim = drifting_claim()
    page = page_of(client, claim, "compare/")
    assert "155 in Courier on" in text_of(page)
    assert "163 in Outlet 2 on" in text_of(page)
    assert "3 different numbers in all. Times are UTC." in text_of(page)
    picture = re.search(r'<svg [^>]*class="numbers".*?</svg>', page.content.decode(), re.DOTALL)
    assert picture is not None
    drawn = re.findall(r">([^<>]+)</text>", picture[0])
    assert [words for words in drawn if words in ("155", "150", "163")] == ["155", "150", "163"]
    assert [words for words in drawn if words in ("Courier", "Outlet 1", "Outlet 2")] == [
        "Courier",
        "Outlet 1",
        "Outlet 2",
    ]
    marked = re.findall(r'href="(/statements/\d+/)"', picture[0])
    assert set(marked) == {f"/statements/{pk}/" for pk in claim.statements.values_list("pk", flat=True)}


def test_the_numbers_that_drift_are_a_file_too(client: Client) -> None:
    answer = client.get(f"{drifting_claim().get_absolute_url()}numbers.csv")
    lines = b"".join(answer).decode().split("\r\n")
    assert lines[0] == "Outlet,Published,Numbers"
    assert [line.rpartition(",")[2] for line in lines[1:4]] == ["155", "150", "163"]


def test_where_no_number_drifts_there_is_no_chart_of_them(client: Client) -> None:
    claim = told_by("Courier", "155 men fight in the east", day=0)
    told_by("Herald", "155 men fight in the far east", day=1).statements.update(claim=claim)
    assert 'class="chart"' not in page_of(client, claim, "compare/").content.decode()


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("plain", "Ida Lund denies: A &amp; {B} | C (Courier, 1 April 2025). Status: Unverified."),
        ("apa", "Ida Lund. (2025, April 1). Ida Lund denies: A &amp; {B} | C [Claim; status: Unverified]. Courier."),
        ("bibtex", r"title = {{Ida Lund denies: A \&amp; \{B\} | C}}"),
        ("mediawiki", "|title=Ida Lund denies: A &amp; &amp;#123;B&amp;#125; {{!}} C |website="),
    ],
)
def test_a_claim_is_cited_with_its_speech_act_and_nothing_breaks_the_style(
    client: Client, style: str, words: str
) -> None:
    claim = make_claim("A & {B} | C", cue="denied", stance=Stance.DENIAL)
    page = page_of(client, claim, "cite/").content.decode()
    found = re.search(rf'id="{style}" [^>]*>(.*?)</pre>', page, re.DOTALL)
    assert found is not None
    assert words in found[1].replace("&amp;amp;", "&amp;")


def test_the_annotation_to_copy_is_json(client: Client) -> None:
    page = page_of(client, make_claim("the bridge was “safe”"), "cite/").content.decode()
    found = re.search(r'id="webannotation" [^>]*>(.*?)</pre>', page, re.DOTALL)
    assert found is not None
    assert json.loads(html.unescape(found[1]))["target"][0]["selector"][1]["exact"] == "the bridge was “safe”"


def test_only_the_card_may_be_framed(client: Client) -> None:
    claim = make_claim("the bridge was safe")
    card, page = page_of(client, claim, "embed/"), page_of(client, claim)
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert "<script" not in card.content.decode()
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_card_of_a_claim_is_found_by_its_address(client: Client) -> None:
    claim = make_claim('the "bridge" was <b>safe</b>')
    page = page_of(client, claim).content.decode()
    link = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)
    assert link is not None
    answer = client.get(html.unescape(link[1])).json()
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    assert f'src="http://testserver{claim.get_absolute_url()}embed/"' in answer["html"]
    assert "<b>" not in answer["html"]


@pytest.mark.parametrize("url", ["", "http://testserver/speakers/1-x/", "http://[", "/claims/999999-x/"])
def test_oembed_knows_claims_only(client: Client, url: str) -> None:
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_oembed_speaks_json_only_and_keeps_to_the_width_asked_for(client: Client) -> None:
    url = f"http://testserver{make_claim('the bridge was safe').get_absolute_url()}"
    assert client.get("/oembed", {"url": url, "format": "xml"}).status_code == 501
    for asked, given in (("300", 300), ("10", 240), ("99999", 560), ("x", 560)):
        assert client.get("/oembed", {"url": url, "maxwidth": asked}).json()["width"] == given


def changed(client: Client, claim: Claim, *, since: datetime) -> Any:
    query = urlencode({"since": since.isoformat()})
    return client.get(f"{claim.get_absolute_url()}changed/?{query}", headers={"HX-Request": "true"})


def test_an_open_page_is_told_what_others_changed(client: Client, editor: User) -> None:
    claim = make_rebuttal().answered
    opened = timezone.now() - timedelta(seconds=90)
    Claim.objects.update(updated_at=opened)
    Rebuttal.objects.update(created_at=opened)
    watch = f'hx-get="{claim.get_absolute_url()}changed/?since='
    assert watch in client.get(claim.get_absolute_url()).content.decode()
    assert changed(client, claim, since=opened).status_code == 204
    take(claim, editor=editor, now=opened + timedelta(seconds=70))
    told = changed(client, claim, since=opened)
    assert re.search(r"This claim changed 2\d s ago", told.content.decode())
    assert f'href="{claim.get_absolute_url()}"' in told.content.decode()
    assert changed(client, claim, since=opened + timedelta(seconds=80)).status_code == 204
    client.force_login(editor)
    assert changed(client, claim, since=opened).status_code == 204


def test_an_open_page_is_told_of_new_answers(client: Client) -> None:
    claim = make_rebuttal().answered
    opened = timezone.now() - timedelta(minutes=30)
    Claim.objects.update(updated_at=opened)
    Rebuttal.objects.update(created_at=opened + timedelta(minutes=10))
    assert "changed 20 min ago" in changed(client, claim, since=opened).content.decode()


@pytest.mark.parametrize("since", ["", "yesterday", "2025-04-10", "2025-13-40T00:00:00Z", "2025-04-10T12:00:00"])
def test_without_a_moment_nothing_is_told(client: Client, since: str) -> None:
    claim = make_claim()
    assert client.get(f"{claim.get_absolute_url()}changed/", {"since": since}).status_code == 204
