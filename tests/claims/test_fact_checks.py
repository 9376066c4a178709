"""Fact-checks of others: stored once, suggested for the same speaker and like words, decided on by editors."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from pytest_httpserver import HTTPServer

from claims.actions import undo
from claims.alerting import watch
from claims.claimreviews import Review
from claims.extraction.values import Speaker as Who
from claims.fact_check_sources import import_followed
from claims.fact_checks import NEAR, Imported, decide_match, import_reviews
from claims.meaning import embed_claims
from claims.merging import merge
from claims.models import Action, Claim, FactCheck, FactCheckMatch, FactCheckSource
from claims.pairing.embedding import comparable, embed
from claims.sameness import join_claims
from claimtrack.web import Problem
from tests.claims.stories import NOW, anonymous, person
from tests.factories import make_claim, make_rebuttal, make_user

pytestmark = pytest.mark.django_db
FEED = Path(__file__).parent / "fact_checks.json"
LATER = NOW + timedelta(hours=1)
REYES = person("Tom Reyes")
NEVER = "the east bridge had not been inspected since the flood of 2019"
REVIEW = Review(
    url="https://skarvik-checks.org/1",
    claim="Says the east bridge was never inspected after the 2019 flood.",
    publisher="Skarvik Checks",
    rating="Half a plank short",
    value=2,
    best=5,
    worst=1,
    published=date(2025, 4, 14),
    claimant="Tom Reyes",
    claimed=date(2025, 4, 2),
    appearance="https://courier.example.org/reyes",
)
PAIRS = (Path(__file__).parent / "fact_check_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]


def placed(content: str = NEVER, who: Who = REYES, **said: Any) -> Claim:
    """Make a claim that matching has placed."""
    claim = make_claim(content, who=who, **said)
    embed_claims([claim])
    return claim


def take_in(**changed: Any) -> Imported:
    return import_reviews([dataclasses.replace(REVIEW, **changed)], now=NOW)


def suggested() -> set[int]:
    return set(FactCheckMatch.objects.values_list("claim", flat=True))


def test_the_threshold_tells_one_claim_from_two() -> None:
    kinds, *sides = zip(*(line.split("\t") for line in PAIRS), strict=True)
    ones, others = (embed([comparable(text) for text in side]) for side in sides)
    near = [kind for kind, score in zip(kinds, (ones * others).sum(axis=1), strict=True) if score >= NEAR]
    assert (kinds.count("same"), kinds.count("other")) == (14, 18)
    assert near.count("same") >= 12
    assert near.count("other") <= 2


def test_a_fact_check_is_suggested_for_claims_of_its_claimant_alone() -> None:
    claim = placed()
    placed(who=person("Ida Lund"))
    placed("the harbour would open in spring")
    assert take_in() == Imported(new=1, suggested=1)
    match = FactCheckMatch.objects.get()
    assert (match.claim, match.state) == (claim, "suggested")
    assert match.confidence >= NEAR


@pytest.mark.parametrize("claimant", ["", "Somebody else", "Ida Reyes"])
def test_without_the_same_speaker_nothing_is_suggested(claimant: str) -> None:
    placed()
    assert take_in(claimant=claimant).suggested == 0


@pytest.mark.parametrize(
    ("who", "claimant"),
    [(person("Reyes"), "Tom Reyes"), (person("Tom Reyes", None, "T. Reyes"), "T. Reyes"), (REYES, "TOM RÉYES")],
)
def test_a_speaker_is_known_by_surname_alias_and_spelling(who: Who, claimant: str) -> None:
    claim = placed(who=who)
    take_in(claimant=claimant)
    assert suggested() == {claim.pk}


def test_nameless_sources_get_no_suggestions() -> None:
    placed(who=anonymous("officials"))
    assert take_in(claimant="Officials").suggested == 0


def test_a_claim_that_comes_later_gets_the_fact_checks_that_are_there() -> None:
    take_in()
    claim, _ = make_claim(NEVER, who=REYES), make_claim(NEVER, who=person("Ida Lund"))
    watch(now=LATER)
    assert suggested() == {claim.pk}
    Claim.objects.filter(pk=claim.pk).update(text="the harbour would open in spring")
    watch(now=LATER)
    assert FactCheckMatch.objects.count() == 1


def test_a_merge_of_speakers_brings_the_fact_checks_of_both(editor: User) -> None:
    take_in()
    claim, other = placed(who=person("Reyes Moreno")), placed("the weather was fine")
    assert suggested() == set()
    merge(other.speaker, into=claim.speaker, editor=editor, now=LATER)
    watch(now=LATER)
    assert suggested() == {claim.pk}


def test_importing_again_changes_nothing_and_a_new_rating_is_taken_over(editor: User) -> None:
    placed()
    take_in()
    assert take_in() == Imported(known=1)
    decide_match(FactCheckMatch.objects.get(), editor=editor, state="confirmed", now=NOW)
    assert take_in(rating="A plank short", value=1) == Imported(changed=1)
    check = FactCheck.objects.get()
    assert (check.rating, check.rating_value) == ("A plank short", 1)
    assert FactCheckMatch.objects.get().state == "confirmed"


def test_new_words_of_a_page_with_one_review_are_a_change_of_it(editor: User) -> None:
    placed()
    other = placed("the new harbour cost the city 40 million crowns")
    take_in()
    assert take_in(claim="The city spent 40 million crowns on the new harbour.") == Imported(changed=1, suggested=1)
    assert suggested() == {other.pk}
    two = [dataclasses.replace(REVIEW, claim=words) for words in ("One thing.", "Another thing.")]
    assert import_reviews(two, now=NOW).new == 2


def test_a_decision_is_written_down_and_undone(editor: User) -> None:
    claim = placed()
    take_in()
    match = FactCheckMatch.objects.get()
    action = decide_match(match, editor=editor, state="rejected", now=NOW)
    assert (action.claims, action.get_absolute_url().split("-")[0]) == ([claim.pk], f"/claims/{claim.pk}")
    undo(action, editor=editor, now=LATER)
    match.refresh_from_db()
    assert (match.state, match.decided_by, match.decided_at) == ("suggested", None, None)
    first = decide_match(match, editor=editor, state="confirmed", now=NOW)
    decide_match(match, editor=editor, state="rejected", now=LATER)
    with pytest.raises(Problem, match="changed again since"):
        undo(first, editor=editor, now=LATER)


def test_the_page_shows_readers_what_editors_confirmed(client: Client, editor: User, analyst: User) -> None:
    claim = placed()
    take_in(rating="<b>Half</b> a plank")
    match, path = FactCheckMatch.objects.get(), claim.get_absolute_url()
    client.force_login(analyst)
    assert "Fact-checks by others" not in client.get(path).content.decode()
    assert client.post(f"/claims/{claim.pk}/fact-checks/{match.pk}/", {"state": "confirmed"}).status_code == 403
    client.force_login(editor)
    page = client.get(path).content.decode()
    assert "&lt;b&gt;Half&lt;/b&gt; a plank" in page
    assert "<b>Half" not in page
    assert client.post(f"/claims/{claim.pk}/fact-checks/{match.pk}/", {"state": "nonsense"}).status_code == 400
    answer = client.post(f"/claims/{claim.pk}/fact-checks/{match.pk}/", {"state": "confirmed"})
    assert (answer.status_code, answer["Location"]) == (302, f"{path}#fact-checks")
    visitor = Client().get(path).content.decode()
    assert "Fact-checks by others (1)" in visitor
    assert 'href="https://skarvik-checks.org/1" rel="noopener noreferrer nofollow"' in visitor
    assert "confirmed by" not in visitor
    client.post(f"/actions/{Action.objects.latest('pk').pk}/undo/")
    assert "Fact-checks by others" not in Client().get(path).content.decode()
    client.post(f"/claims/{claim.pk}/fact-checks/{match.pk}/", {"state": "rejected"})
    assert "Rejected (1)" in client.get(path).content.decode()


def test_suggestions_are_decided_in_the_queue(client: Client, editor: User) -> None:
    claim, other = placed(), placed("the harbour was never dredged")
    take_in()
    take_in(url="https://skarvik-checks.org/2", claim="Says the harbour was never dredged.")
    first = FactCheckMatch.objects.get(claim=claim)
    FactCheckMatch.objects.filter(pk=first.pk).update(created_at=LATER)  # the newest is shown first
    client.force_login(editor)
    page = client.get("/review/?queue=suggested")
    assert (page.context["claim"], page.context["total"]) == (claim, 2)
    assert f'id="confirm-check-{first.pk}" data-key="c"' in page.content.decode()
    assert page.context["decided"] == f"/review/?queue=suggested&claim={other.pk}"
    decision = {"state": "confirmed", "next": page.context["decided"]}
    answer = client.post(f"/claims/{claim.pk}/fact-checks/{first.pk}/", decision)
    assert answer["Location"] == page.context["decided"]
    assert client.get("/review/?queue=suggested").context["claim"] == other
    client.post(f"/actions/{Action.objects.latest('pk').pk}/undo/")
    assert client.get("/review/?queue=suggested").context["claim"] == claim
    client.post(f"/claims/{claim.pk}/fact-checks/{first.pk}/", {"state": "rejected"})
    client.post("/review/skip/", {"queue": "suggested", "claim": other.pk})
    assert client.get("/review/?queue=suggested").context["claim"] == other
    assert {key: waits for key, _, waits in client.get("/review/").context["queues"]}["suggested"] == 1


def test_what_is_suggested_for_a_part_of_a_claim_waits_with_the_whole(client: Client, editor: User) -> None:
    claim = placed()
    take_in()
    whole = placed("nobody had looked at the east bridge since the flood of 2019", day=2)
    join_claims(claim, into=whole, editor=editor, now=NOW)
    client.force_login(editor)
    page = client.get("/review/?queue=suggested")
    assert page.context["claim"] == whole
    assert "Skarvik Checks" in page.content.decode()


def test_a_claim_with_a_link_and_a_fact_check_gets_the_keys_one_after_the_other(client: Client, editor: User) -> None:
    link = make_rebuttal()
    claim = link.answer
    check = FactCheck.objects.create(key="k", url=REVIEW.url, publisher="Skarvik Checks", imported_at=NOW)
    match = FactCheckMatch.objects.create(factcheck=check, claim=claim, confidence=0.8, created_at=NOW)
    client.force_login(editor)
    page = client.get("/review/?queue=suggested")
    assert (page.context["total"], page.context["keyed"]) == (1, str(link.pk))
    assert page.content.decode().count('data-key="c"') == 1
    here = f"/review/?queue=suggested&claim={claim.pk}"
    assert page.context["decided"] == here
    client.post(f"/claims/{claim.pk}/answers/{link.pk}/", {"state": "confirmed", "next": here})
    assert client.get(here).context["keyed"] == f"check-{match.pk}"


def test_rest_gives_what_editors_confirmed(client: Client, editor: User) -> None:
    claim = placed()
    take_in()
    assert client.get(f"/api/v1/claims/{claim.pk}/").json()["fact_checks"] == []
    decide_match(FactCheckMatch.objects.get(), editor=editor, state="confirmed", now=NOW)
    (check,) = client.get(f"/api/v1/claims/{claim.pk}/").json()["fact_checks"]
    assert check == {
        "publisher": "Skarvik Checks", "url": REVIEW.url, "claim_reviewed": REVIEW.claim, "claimant": "Tom Reyes",
        "rating": "Half a plank short", "rating_value": 2, "best_rating": 5, "worst_rating": 1,
        "published_at": "2025-04-14",
    }  # fmt: skip


def test_a_part_is_swapped_for_those_with_script(client: Client, editor: User) -> None:
    claim = placed()
    take_in()
    client.force_login(editor)
    path = f"/claims/{claim.pk}/fact-checks/{FactCheckMatch.objects.get().pk}/"
    answer = client.post(path, {"state": "confirmed"}, headers={"HX-Request": "true"}).content.decode()
    assert answer.lstrip().startswith('<section class="block" id="fact-checks"')
    assert "<html" not in answer


def test_a_fact_check_of_another_claim_cannot_be_decided_here(client: Client, editor: User) -> None:
    placed()
    other = placed("the harbour would open in spring")
    take_in()
    client.force_login(editor)
    path = f"/claims/{other.pk}/fact-checks/{FactCheckMatch.objects.get().pk}/"
    assert client.post(path, {"state": "confirmed"}).status_code == 404


def test_the_page_costs_as_many_queries_for_many_fact_checks(client: Client, editor: User) -> None:
    claim = placed()
    client.force_login(editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(claim.get_absolute_url())
        return len(seen)

    def add(first: int, last: int) -> None:
        import_reviews(
            [dataclasses.replace(REVIEW, url=f"https://a.example.org/{n}") for n in range(first, last)], now=NOW
        )
        for match in FactCheckMatch.objects.filter(state="suggested"):
            decide_match(match, editor=make_user(), state="confirmed", now=NOW)

    add(0, 2)
    queries()
    few = queries()
    add(2, 30)
    assert queries() == few
    assert FactCheckMatch.objects.count() == 30


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"rating": "Wrong", "value": 1}, "Wrong"),
        ({"rating": "", "value": 2.5}, "2.5 on a scale of 1 to 5"),
        ({"rating": "", "value": 2, "worst": None}, "2"),
        ({"rating": "", "value": None}, "no rating"),
    ],
)
def test_a_rating_is_shown_in_the_words_or_numbers_of_its_publisher(values: dict[str, Any], words: str) -> None:
    take_in(**values)
    assert FactCheck.objects.get().verdict == words


def test_the_command_reads_a_file_again_only_when_it_has_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    placed()
    path = tmp_path / "feed.json"
    shutil.copy(FEED, path)
    call_command("import_factchecks", str(path))
    call_command("import_factchecks", str(path))
    path.write_text(FEED.read_text().replace("Half a plank short", "A plank short"))
    call_command("import_factchecks", str(path))
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: new 2, changed 0, known 0, suggested for claims 1",
        f"{path}: as before",
        f"{path}: new 0, changed 1, known 1, suggested for claims 0",
    ]
    assert FactCheck.objects.get(claimant="Tom Reyes").rating == "A plank short"


def test_the_command_names_what_it_cannot_use_and_takes_in_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"@type": "ClaimReview", "url": "https://a.example.org/1", "claimReviewed": "It held."}
    (tmp_path / "a.ndjson").write_text(f"{json.dumps(good)}\n{json.dumps(good | {'url': 'javascript:alert(1)'})}\n")
    (tmp_path / "b.json").write_bytes(b"%PDF-1.4")
    (tmp_path / "c.txt").write_text("not looked at")
    with pytest.raises(SystemExit):
        call_command("import_factchecks", str(tmp_path), str(tmp_path / "missing.json"))
    said = capsys.readouterr()
    assert "a.ndjson: new 1, changed 0" in said.out
    assert "line 2, review 2: It has no web address" in said.err
    assert "b.json: This is PDF" in said.err
    assert "missing.json: No such file" in said.err
    assert FactCheck.objects.count() == 1


def test_pages_and_feeds_are_fetched_from_the_web(
    settings: Settings, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FETCH_ALLOW = [f"127.0.0.1:{httpserver.port}"]
    page = f'<html><script type="application/ld+json">{FEED.read_text()}</script></html>'
    httpserver.expect_request("/page").respond_with_data(page, content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data(FEED.read_text(), content_type="application/ld+json")
    call_command("import_factchecks", httpserver.url_for("/page"), httpserver.url_for("/feed"))
    counts = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    assert [words.rpartition(",")[0] for words in counts] == ["new 2, changed 0, known 0", "new 0, changed 0, known 2"]
    with pytest.raises(SystemExit):
        call_command("import_factchecks", "http://10.0.0.5/feed")
    assert "private network" in capsys.readouterr().err


def test_followed_sources_are_read_when_they_change(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    settings.FACT_CHECKS = [str(tmp_path / "missing.json"), str(tmp_path)]
    shutil.copy(FEED, path)
    assert import_followed(now=NOW).new == 2
    assert import_followed(now=LATER) == Imported()
    path.write_text(FEED.read_text().replace("Half a plank", "No plank"))
    assert import_followed(now=LATER).changed == 1
    assert FactCheckSource.objects.get().read_at == LATER
