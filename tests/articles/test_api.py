"""POST and GET /api/v1/articles/."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from articles import ingestion
from articles.models import Article, Ingestion
from articles.submitting import Submission
from tests.articles.conftest import Take
from tests.articles.pages import HEADLINE, STORY, page
from tests.articles.taking import NOW

LIST = "/api/v1/articles/"
TEXT = "\n\n".join([HEADLINE, *STORY])
Clients = Callable[..., APIClient]


@pytest.fixture
def client(api: Clients, editor: User) -> APIClient:
    return api(editor)


def _post(client: APIClient, **fields: Any) -> Any:
    return client.post(LIST, fields, format="json")


def test_a_story_is_accepted_and_can_be_followed(client: APIClient, take_in: Take) -> None:
    answer = _post(client, text=TEXT, outlet="Skarvik Post", published_at="2026-04-08")
    assert (answer.status_code, answer.json()["stage"]) == (202, "queued")
    take_in(Submission(text=TEXT))
    article = client.get(answer["Location"]).json()
    assert article["id"] == answer.json()["id"]
    assert (article["title"], article["outlet"], article["stage"]) == (HEADLINE, "Skarvik Post", "done")
    assert article["published_at"] == "2026-04-08T00:00:00Z"
    assert (article["revision"]["number"], article["revision"]["text"]) == (1, TEXT)
    assert article["error"] is None


@pytest.mark.parametrize("fields", [{"text": TEXT}, {"html": page()}, {"url": "https://skarvik-post.org/a"}])
def test_the_same_article_again_gives_the_first_id(client: APIClient, fields: dict[str, str]) -> None:
    first, again = _post(client, **fields), _post(client, **fields)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Article.objects.count() == Ingestion.objects.count() == 1


def test_a_copy_shows_the_text_of_its_original(client: APIClient, take_in: Take) -> None:
    take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    copy = take_in(Submission(text=TEXT, outlet="Norland Courier"))
    shown = client.get(f"{LIST}{copy.article_id}/").json()
    assert (shown["stage"], shown["duplicate_of"], shown["revision"]["text"]) == ("done", copy.article_id - 1, TEXT)


def test_a_failure_shows_code_and_message(client: APIClient, take_in: Take) -> None:
    failed = take_in(Submission(html="<html><body><nav>Home</nav></body></html>"))
    error = client.get(f"{LIST}{failed.article_id}/").json()["error"]
    assert error["code"] == "no_article_text"
    assert "Paste the text" in error["message"]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 400, "one_of_url_html_text"),
        ({"text": ""}, 400, "one_of_url_html_text"),
        ({"text": " \n\t "}, 422, "empty_text"),
        ({"text": "Rask said so.", "url": "https://skarvik-post.org/"}, 400, "one_of_url_html_text"),
        ({"text": "Rask said\0 so."}, 422, "control_character"),
        ({"text": "Rask said so.", "title": "a\0b"}, 400, "control_character"),
        ({"html": "%PDF-1.7 and so on"}, 422, "not_text"),
        ({"text": "%PDF-1.7 and so on"}, 422, "not_text"),
        ({"text": "a b. " * 50_000}, 413, "too_large"),
        ({"url": "file:///etc/passwd"}, 400, "scheme_not_allowed"),
        ({"url": "http://"}, 400, "malformed_address"),
        ({"text": "Rask said so.", "source_url": "javascript:alert(1)"}, 400, "scheme_not_allowed"),
        ({"text": "Rask said so.", "published_at": "2999-01-01"}, 400, "date_in_future"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_no_row(
    client: APIClient, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = _post(client, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", 7), ("text", None), ("text", ["a"]), ("html", {"a": 1}), ("url", True), ("title", 5), ("outlet", []),
     ("published_at", "never"), ("published_at", "99999-01-01"), ("published_at", [1]), ("published_at", 7)],
)  # fmt: skip
def test_a_wrong_type_is_named_with_its_field(client: APIClient, field: str, value: object) -> None:
    answer = _post(client, **{"text": "Rask said so.", field: value})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"text":}', b'{"text":"a"} x', b"nul", b"[1,2]", b'"x"', b"7", b"null", b'{"text":"\xff"}',
     b'{"text": "\\ud800 said so"}', b'{"title": ' + b"9" * 5000 + b"}", b"[" * 100_000, b'{"text": NaN}'],
)  # fmt: skip
def test_a_body_that_is_no_json_object_is_refused(client: APIClient, body: bytes) -> None:
    answer = client.post(LIST, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert not Article.objects.exists()


def test_a_body_beyond_the_limit_is_refused_with_the_limit(client: APIClient, settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1_000_000
    answer = client.post(LIST, b'{"text":"' + b"a b. " * 4_000_000 + b'"}', content_type="application/json")
    assert answer.status_code == 413
    assert "1.1 MB" in answer.json()["detail"]


def test_fields_that_a_client_must_not_set_are_not_taken_over(client: APIClient) -> None:
    answer = _post(client, text=TEXT, id=999, stage="done", revision={"number": 77}, submitted_by=1, duplicate_of=1)
    assert answer.status_code == 202
    assert answer.json()["id"] != 999
    assert (answer.json()["stage"], answer.json()["revision"], answer.json()["duplicate_of"]) == ("queued", None, None)


def test_a_key_repeats_the_answer_and_refuses_another_request(client: APIClient) -> None:
    key = {"Idempotency-Key": "one"}
    first = client.post(LIST, {"text": TEXT}, format="json", headers=key)
    again = client.post(LIST, {"text": TEXT}, format="json", headers=key)
    other = client.post(LIST, {"text": "Rask said no."}, format="json", headers=key)
    assert [first.status_code, again.status_code, other.status_code] == [202, 200, 422]
    assert first.json()["id"] == again.json()["id"]
    assert other.json()["code"] == "idempotency_key_reused"
    assert Article.objects.count() == 1


def test_a_key_is_its_users_own(api: Clients, client: APIClient) -> None:
    from tests.factories import make_user

    other = api(make_user("second", role="editor"))
    key = {"Idempotency-Key": "one"}
    assert client.post(LIST, {"text": TEXT}, format="json", headers=key).status_code == 202
    assert other.post(LIST, {"text": "Rask said no."}, format="json", headers=key).status_code == 202


def test_a_key_of_a_refused_request_can_be_used_again(client: APIClient) -> None:
    key = {"Idempotency-Key": "one"}
    assert client.post(LIST, {"text": " "}, format="json", headers=key).status_code == 422
    assert client.post(LIST, {"text": TEXT}, format="json", headers=key).status_code == 202
    bad = {"Idempotency-Key": "x" * 201}
    assert client.post(LIST, {"text": TEXT}, format="json", headers=bad).status_code == 400


def test_only_editors_submit(api: Clients, analyst: User, outsider: User) -> None:
    statuses = [_post(api(*who), text=TEXT).status_code for who in ((), (analyst,), (outsider,))]
    assert statuses == [401, 403, 403]
    assert not Article.objects.exists()


def test_reading_is_public_unless_the_installation_is_private(
    api: Clients, analyst: User, take_in: Take, settings: Settings
) -> None:
    row = take_in(Submission(text=TEXT))
    for address in (LIST, f"{LIST}{row.article_id}/"):
        assert api().get(address).status_code == 200
    settings.PRIVATE = True
    for address in (LIST, f"{LIST}{row.article_id}/"):
        assert api().get(address).status_code == 401
        assert api(analyst).get(address).status_code == 200


def test_a_withdrawn_article_is_not_shown(api: Clients, take_in: Take) -> None:
    row = take_in(Submission(text=TEXT))
    Article.objects.update(withdrawn_at=NOW)
    withdrawn = api().get(f"{LIST}{row.article_id}/")
    assert (withdrawn.status_code, withdrawn.json()["code"]) == (410, "gone")
    assert api().get(LIST).json()["results"] == []


def test_the_list_is_filtered(api: Clients, take_in: Take) -> None:
    done = take_in(Submission(text=TEXT, outlet="Skarvik Post"))
    failed = take_in(Submission(html="<nav>Home</nav><p>x</p>"))
    waiting = ingestion.submit(Submission(text="Rask said no."), user=None, now=NOW)

    def found(query: str) -> list[int]:
        return [article["id"] for article in api().get(f"{LIST}?{query}").json()["results"]]

    assert found("") == [waiting.article.pk, done.article_id]
    assert found("stage=failed") == [failed.article_id]
    assert found("stage=done&stage=queued") == [waiting.article.pk, done.article_id]
    for outlet in ("skarvik post", str(done.article.outlet_id)):
        assert found(f"outlet={outlet}") == [done.article_id]
    assert found("outlet=99999999999999999999") == []
    assert found("q=FERRY") == [done.article_id]
    assert found("since=2026-04-09&until=2026-04-09") == [waiting.article.pk, done.article_id]
    assert found("since=2026-04-10") == []


@pytest.mark.parametrize("query", ["stage=nowhere", "since=never", "q=%00", "outlet=%00", "cursor=x"])
def test_a_wrong_filter_is_a_problem(api: Clients, query: str) -> None:
    answer = api().get(f"{LIST}?{query}")
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == "application/problem+json"


def test_pages_of_the_list_are_followed_by_cursor(api: Clients, db: None) -> None:
    for number in range(5):
        ingestion.submit(Submission(text=f"Rask said {number}."), user=None, now=NOW)
    client, address, seen = api(), f"{LIST}?limit=2", []
    while address:
        answer = client.get(address).json()
        seen += [article["id"] for article in answer["results"]]
        address = answer["next"]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    api: Clients, take_in: Take, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        take_in(Submission(text=f"{TEXT}\n\nRask said {number}.", outlet=f"Outlet {number % 3}"))
    client = api()
    with django_assert_max_num_queries(2):
        assert len(client.get(LIST).json()["results"]) == 12


@pytest.mark.parametrize("pk", ["0", "99999999999999999999", "-1", "abc", "%00"])
def test_an_article_that_is_not_there_is_a_404(api: Clients, db: None, pk: str) -> None:
    assert api().get(f"{LIST}{pk}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_articles_are_not_changed_here(client: APIClient, method: str) -> None:
    for address in (LIST, f"{LIST}1/"):
        answer = getattr(client, method)(address, json.dumps({}), content_type="application/json")
        assert answer.status_code == 405
