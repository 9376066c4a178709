"""Every list can be taken away."""

from __future__ import annotations

import csv
import io
import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from claims.assessing import EvidenceLink, assess
from claims.exports.csv import cell
from claims.extraction.values import Stance
from claims.models import Claim, Statement
from tests.claims.stories import NOW, person
from tests.factories import make_claim, make_rebuttal

pytestmark = pytest.mark.django_db


def exported(kind: str, file_format: str) -> str:
    out = StringIO()
    call_command("export", kind, "--format", file_format, "--site", "https://claims.example/", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["claims", "statements", "rebuttals"])
def test_ndjson_and_csv_hold_the_same_rows(kind: str) -> None:
    for day in range(3):
        make_rebuttal(day=day)
    objects = [json.loads(line) for line in exported(kind, "ndjson").splitlines()]
    table = list(csv.DictReader(io.StringIO(exported(kind, "csv"))))
    assert len(objects) == len(table) == {"claims": 6, "statements": 6, "rebuttals": 3}[kind]
    assert [str(row["id"]) for row in objects] == [row["id"] for row in table]
    assert list(objects[0]) == list(table[0])


def test_a_claim_says_where_it_stands() -> None:
    claim = make_claim("the east bridge was safe", outlet="Post")
    (row,) = [json.loads(line) for line in exported("claims", "ndjson").splitlines()]
    assert (row["text"], row["speaker"], row["outlets"]) == ("the east bridge was safe", "Ida Lund", ["Post"])
    assert row["url"] == f"https://claims.example{claim.get_absolute_url()}"


def test_without_a_site_links_lead_to_the_one_of_the_settings(settings: Settings) -> None:
    settings.SITE = "https://claims.example.org"
    claim, out = make_claim(), StringIO()
    call_command("export", "claims", stdout=out)
    assert json.loads(out.getvalue())["url"] == f"https://claims.example.org{claim.get_absolute_url()}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\0=", "|"])
def test_no_cell_is_a_formula(start: str) -> None:
    shown = cell(f"{start}cmd('x')")
    assert str(shown).startswith("'")
    assert "\0" not in str(shown)


def test_formulas_in_names_and_words_are_inert_in_the_file() -> None:
    make_claim("=HYPERLINK(1) was said by everybody", who=person("@SUM Lund"), outlet="+Post")
    for kind in ("claims", "statements"):
        for row in csv.reader(io.StringIO(exported(kind, "csv"))):
            assert not [value for value in row if value.startswith(("=", "+", "-", "@"))]


def test_claim_review_holds_public_verdicts_only(editor: User) -> None:
    judged = make_claim("the bridge had any crack", stance=Stance.DENIAL, cue="denied")
    make_claim("the tunnel was dry")
    reviewed = make_claim("the ferry was late")
    link = EvidenceLink("https://example.org/report", "Report")
    assess(
        judged, editor=editor, status="false", rationale="The report of May lists six cracks.", evidence=[link],
        version=1, now=NOW,
    )  # fmt: skip
    assess(reviewed, editor=editor, status="in_review", rationale="", evidence=[], version=1, now=NOW)
    document = json.loads(exported("claims", "claimreview"))
    (review,) = document["@graph"]
    assert (document["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == "Ida Lund denies: the bridge had any crack"
    assert review["reviewRating"] == {
        "@type": "Rating", "alternateName": "False", "bestRating": 5, "worstRating": 1, "ratingValue": 1,
    }  # fmt: skip
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "Ida Lund"}
    assert review["citation"] == [{"@type": "WebPage", "url": "https://example.org/report", "name": "Report"}]


def test_what_cannot_be_checked_has_no_number(editor: User) -> None:
    claim = make_claim()
    assess(
        claim, editor=editor, status="not_checkable", rationale="A forecast that nobody can check.", evidence=[],
        version=1, now=NOW,
    )  # fmt: skip
    (review,) = json.loads(exported("claims", "claimreview"))["@graph"]
    assert "ratingValue" not in review["reviewRating"]


@pytest.mark.parametrize("kind", ["claims", "statements", "rebuttals"])
def test_web_annotations_point_at_the_words(kind: str) -> None:
    make_rebuttal()
    page = json.loads(exported(kind, "webannotation"))
    texts = {s.revision.text for s in Statement.objects.select_related("revision")}
    assert page["items"]
    for item in page["items"]:
        for target in item["target"]:
            position, quote = target["selector"]
            assert any(text[position["start"] : position["end"]] == quote["exact"] for text in texts)


def test_a_format_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match="There is no claimreview of rebuttals"):
        exported("rebuttals", "claimreview")


@pytest.mark.parametrize("kind", ["claims", "statements", "rebuttals"])
@pytest.mark.parametrize("file_format", ["ndjson", "csv", "webannotation"])
def test_an_export_costs_as_many_queries_for_30_rows_as_for_2(kind: str, file_format: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported(kind, file_format)
        return len(captured)

    for day in range(2):
        make_rebuttal(day=day)
    few = queries()
    for day in range(14):
        make_rebuttal(day=day)
    assert queries() == few


def test_hidden_claims_are_not_exported() -> None:
    claim: Any = make_claim()
    Claim.objects.filter(pk=claim.pk).update(hidden_at=NOW)
    assert exported("claims", "ndjson") == exported("statements", "ndjson") == ""
