"""The list of claims: taken away as files, its facets, what comes late, what is found by meaning or not at all."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import search
from claims.assessing import EvidenceLink, assess
from claims.extraction.values import Stance
from claims.meaning import embed_claims
from claims.models import Claim, Rebuttal, Speaker, Statement
from claims.search import facets, find_claims
from claims.taking import take
from claims.views import claims as views
from tests.claims.stories import NOW, person
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def numbers_in(text: str, file_format: str) -> list[int]:
    """Return the numbers of the claims in a file, in its order."""
    if file_format == "csv":
        return [int(row["id"]) for row in csv.DictReader(io.StringIO(text))]
    if file_format == "ndjson":
        return [json.loads(line)["id"] for line in text.splitlines()]
    if file_format == "json":
        return [row["id"] for row in json.loads(text)]
    if file_format == "jsonld":
        return [int(re.findall(r"/claims/(\d+)-", item["url"])[0]) for item in json.loads(text)["@graph"]]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in ElementTree.fromstring(text).iter(f"{ATOM}entry")]
    return [int(address.split("/")[-2]) for address in ids]


def test_a_file_holds_the_rows_of_the_list_all_pages_in_its_order(client: Client) -> None:
    for number in range(60):
        make_claim(f"the bridge had {number} cracks in its deck", day=number % 20)
    make_claim("the bridge had no crack at all", cue="denied", stance=Stance.DENIAL)
    wanted = Claim.objects.filter(stance="assertion").order_by("first_seen", "id").values_list("pk", flat=True)
    assert len(wanted) == 60
    for file_format in ("csv", "ndjson", "json", "atom"):
        answer = client.get(f"/claims.{file_format}?stance=assertion&ordering=first_seen")
        assert numbers_in(body(answer), file_format) == list(wanted), file_format


def test_fields_in_the_words_of_a_files_address_count(client: Client) -> None:
    rebuttal = make_rebuttal()
    assert numbers_in(body(client.get("/claims.json?q=stance:denial")), "json") == [rebuttal.answer_id]


def test_json_ld_holds_those_with_a_public_verdict(client: Client, editor: User) -> None:
    judged = make_claim("the bridge had six cracks")
    make_claim("the tunnel was dry")
    why = "The report of May lists six cracks."
    link = EvidenceLink("https://example.org/report")
    assess(judged, editor=editor, status="supported", rationale=why, evidence=[link], version=1, now=NOW)
    assert numbers_in(body(client.get("/claims.jsonld")), "jsonld") == [judged.pk]


@pytest.mark.parametrize("file_format", ["csv", "ndjson", "json", "jsonld", "atom"])
def test_a_file_of_nothing_is_well_formed(client: Client, file_format: str) -> None:
    assert numbers_in(body(client.get(f"/claims.{file_format}?q=nothing")), file_format) == []


def test_there_is_no_file_of_another_kind(client: Client) -> None:
    assert client.get("/claims.exe").status_code == 404


def test_a_feed_survives_what_xml_cannot_hold(client: Client) -> None:
    claim = make_claim("the bridge & the quay were safe")
    Claim.objects.filter(pk=claim.pk).update(text="“one < two” & \x0b\x1f\ufffe so on")
    feed = ElementTree.fromstring(body(client.get('/claims.atom?q="bridge"')))
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Ida Lund says: “one < two” &  so on"
    assert feed.findtext(f"{ATOM}id") == "http://testserver/claims.atom?q=%22bridge%22"
    assert feed.findtext(f"{ATOM}updated")


def test_the_menu_says_how_many_and_shows_the_line_that_gets_them(client: Client) -> None:
    make_rebuttal()
    page = client.get("/claims/?stance=denial&status=-false&view=compact").content.decode()
    line = re.search(r"data-curl>([^<]+)<", page)
    assert line is not None
    address = html.unescape(line[1]).split("'")[1]
    assert address == "http://testserver/claims.ndjson?stance=denial&status=-false"
    assert len(body(client.get(address.removeprefix("http://testserver"))).splitlines()) == 1
    assert "1 claim, all pages" in words_of(page)
    assert 'href="/api/v1/claims/?stance=denial&amp;status=-false"' in page
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="/claims\.atom\?stance=denial', page
    )


def test_the_line_of_a_private_installation_asks_the_api_with_a_token(
    client: Client, settings: Any, analyst: User
) -> None:
    settings.PRIVATE = True
    assert client.get("/claims.csv").status_code == 302
    client.force_login(analyst)
    line = re.search(r"data-curl>([^<]+)<", client.get("/claims/").content.decode())
    assert line is not None
    assert html.unescape(line[1]) == "curl -H 'Authorization: Bearer TOKEN' http://testserver/api/v1/claims/"


def facet_values(client: Client, query: str, name: str = "speaker") -> list[str]:
    page = client.get(f"/claims/facets/{name}/?{query}").content.decode()
    return re.findall(r'class="value">\s*([^<]+?)\s*<', page)


def test_a_speaker_is_found_among_many_by_the_beginning_of_a_word(client: Client) -> None:
    for number in range(12):
        for day in range(2):
            make_claim(who=person(f"Ida Lund{'abcdefghijkl'[number]}"), day=day)
    make_claim(who=person("Tom Reyes"))
    assert len(facet_values(client, "")) == 8
    assert "Tom Reyes" not in facet_values(client, "")
    assert facet_values(client, "find_speaker=rey") == ["Tom Reyes"]
    assert facet_values(client, "find_speaker=eyes") == []
    # Without script the same box is sent with the form.
    assert "Tom Reyes" in client.get("/claims/?find_speaker=Tom").content.decode()


def test_each_value_offers_itself_alone_or_left_out(client: Client) -> None:
    make_claim(who=person("Ida Lund"))
    make_claim(who=person("Tom Reyes"), outlet="Post")
    lund = Speaker.objects.get(name="Ida Lund")
    page = client.get("/claims/?stance=assertion").content.decode()
    for label, query in (("Only", f"speaker={lund.pk}"), ("Not", f"speaker=-{lund.pk}")):
        address = re.search(rf'href="([^"]+)" aria-label="{label} Ida Lund"', page)
        assert address is not None
        assert html.unescape(address[1]) == f"?stance=assertion&{query}"
        assert len(client.get(f"/claims/{html.unescape(address[1])}").context["cards"]) == 1


def test_where_very_many_are_found_slow_numbers_come_late(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Ida Lund", "Tom Reyes", "Ada Brandt"):
        make_claim(who=person(name))
    for module in (search, views):
        monkeypatch.setattr(module, "LONGEST_COUNT", 2)
    monkeypatch.setattr(search.count_found, "__kwdefaults__", {"limit": 2})
    page = client.get("/claims/?stance=assertion").content.decode()
    assert "more than 2 claims" in page
    assert 'aria-label="Only Ida Lund"' not in page
    assert 'hx-get="/claims/facets/speaker/?stance=assertion"' in page
    assert "Ida Lund" in client.get("/claims/facets/speaker/?stance=assertion").content.decode()
    link = re.search(r'href="([^"]+)">Count them', page)
    assert link is not None
    assert 'aria-label="Only Ida Lund"' in client.get(f"/claims/{html.unescape(link[1])}").content.decode()


def test_counts_follow_all_other_filters_and_say_what_choosing_gives(client: Client) -> None:
    for day in range(3):
        make_rebuttal(day=day)
    make_claim("the ferry was late", outlet="Post")
    for facet in facets(client.get("/claims/?stance=-call").context["filters"].params, user=None):
        for value in facet.values:
            params = client.get("/claims/?stance=-call").context["filters"].params.copy()
            params.setlist(facet.name, [value.value])
            assert find_claims(params, user=None).count() == value.count, (facet.name, value)


def test_where_nothing_is_found_each_filter_says_what_its_removal_gives(client: Client) -> None:
    make_claim("the bridge was safe")
    make_claim("the bridge was old")
    page = words_of(client.get("/claims/?q=bridge&stance=denial&status=unverified").content.decode())
    assert "without stance: denial (2)" in page
    assert "without status: unverified (0)" in page
    assert "without words: bridge (0)" in page


def test_claims_that_came_in_meanwhile_are_said_and_shown_on_demand(client: Client) -> None:
    make_claim("the bridge was safe")
    above = client.get("/claims/?stance=assertion").context["newest"]
    assert client.get(f"/claims/newer/?stance=assertion&above={above}").status_code == 204
    make_claim("the bridge was old")
    make_claim("the bridge had any crack", cue="denied", stance=Stance.DENIAL)
    answer = client.get(f"/claims/newer/?stance=assertion&above={above}").content.decode()
    assert "1 newer claim: show" in answer
    assert 'href="/claims/?stance=assertion"' in answer
    for odd in ("", "x", "-1", "9" * 30, "²"):
        assert client.get("/claims/newer/", {"above": odd}).status_code == 404


def test_similar_meanings_stand_below_and_are_neither_counted_nor_exported(client: Client) -> None:
    one = make_claim("the old bridge will be closed for repairs")
    other = make_claim("the ancient crossing is to be shut while it is mended")
    denial = make_claim("the ancient crossing would be shut", cue="denied", stance=Stance.DENIAL)
    embed_claims([one, other, denial])
    answer = client.get("/claims/?q=bridge&stance=assertion")
    assert [card.claim for card in answer.context["cards"]] == [one]
    assert [card.claim for card, _ in answer.context["alike"]] == [other]
    assert "1 claim" in words_of(answer.content.decode())
    assert re.search(r"similar 0\.\d\d", words_of(answer.content.decode()))
    assert numbers_in(body(client.get("/claims.json?q=bridge&stance=assertion")), "json") == [one.pk]
    assert client.get("/claims/?q=bridge&semantic=0").context["alike"] == []
    assert client.get("/claims/?q=zebra").context["alike"] == []
    assert [card.claim for card, _ in client.get("/claims/?q=-quay+bridge").context["alike"]] == [other, denial]


def test_sample_claims_are_as_if_they_had_been_read(client: Client) -> None:
    call_command("load_sample_claims", "120", verbosity=0)
    call_command("load_sample_claims", "30", seed=1, verbosity=0)
    assert Claim.objects.shown().count() == 150
    for statement in Statement.objects.select_related("revision"):
        text = statement.revision.text
        assert [text[start:end] for start, end in statement.content] == [statement.text]
        assert [text[start:end] for start, end in statement.source] == [statement.mention]
    for claim in Claim.objects.all():
        assert claim.statement_count == claim.statements.count()
        assert claim.answer_count == claim.answers_received.count()
    assert Rebuttal.objects.exclude(answer__dispute=None).count() == Rebuttal.objects.count() > 5
    assert client.get("/claims/?q=bridge").context["cards"]
    for address in ("/", "/disputes/", "/speakers/", "/articles/", "/outlets/", "/timeline/", "/network/"):
        assert client.get(address).status_code == 200
    # What is recorded afterwards gets numbers of its own.
    assert make_claim("the bridge was safe").pk > 150


def test_words_that_were_found_are_marked_and_nothing_else_is_markup(client: Client) -> None:
    claim = make_claim("the bridges & the <b>bridge</b> at the quay were safe")
    page = client.get("/claims/?q=bridge").content.decode()
    assert "the <mark>bridges</mark> &amp; the &lt;b&gt;<mark>bridge</mark>&lt;/b&gt; at the quay" in page
    assert "<mark>" not in client.get("/claims/").content.decode()
    Claim.objects.filter(pk=claim.pk).update(text="the bridge " + "x" * 270 + " bridge and bridges again")
    cut = re.search(r'class="words">(.*?)</span>', client.get("/claims/?q=bridge").content.decode())
    assert cut is not None
    assert cut[1].startswith("the <mark>bridge</mark> xxx")
    assert len(html.unescape(re.sub("<[^>]+>", "", cut[1]))) == 280
    assert cut[1].count("<mark>") == cut[1].count("</mark>")


def test_mine_are_those_taken_too(client: Client, editor: User) -> None:
    claim = make_claim()
    make_claim()
    take(claim, editor=editor, now=timezone.now())
    assert len(client.get("/claims/?mine=true").context["cards"]) == 0
    client.force_login(editor)
    assert [card.claim for card in client.get("/claims/?mine=true").context["cards"]] == [claim]
    assert len(client.get("/claims/?mine=false").context["cards"]) == 1


@pytest.mark.parametrize("address", ["/claims/?view=compact", "/claims/?q=cracks&semantic=0", "/claims/?counts=1"])
def test_an_editors_list_of_fifty_is_small_and_costs_as_much_as_one_of_two(
    client: Client, editor: User, address: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content
        assert len(page) < 100_000
        assert len(gzip.compress(page)) < 20_000
        return len(captured)

    client.force_login(editor)
    for day in range(2):
        make_rebuttal(day=day)
    few = cost()
    for day in range(2, 50):
        make_rebuttal(day=day % 28)
    assert cost() == few
