"""What visitors and programs are told when something is refused or fails."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from claimtrack import errors
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_an_unknown_page_is_a_page(client: Client) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()


def test_an_unknown_page_offers_to_search_for_what_its_address_says(client: Client) -> None:
    assert 'value="the east bridge"' in client.get("/claims/x/12-the-east-bridge/").content.decode()


def test_a_refusal_names_the_role_and_who_can_give_it(client: Client, analyst: User) -> None:
    make_user("ana", role="admin")
    client.force_login(analyst)
    answer = client.get("/activity/")
    assert answer.status_code == 403
    assert "needs the role editor" in answer.content.decode()
    assert "Administrator here: ana." in answer.content.decode()


def test_a_part_of_a_page_leads_to_sign_in_and_back_to_the_whole(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/claims/1-x/"}
    answer = client.get("/activity/", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login/?next=/claims/1-x/")


def test_an_unknown_endpoint_is_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/no-such-thing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_an_unknown_host_name_is_refused_without_details(client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_a_form_without_its_token_is_told_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Reload the page" in answer.content.decode()


@pytest.mark.django_db(transaction=False)
def test_a_failing_server_needs_no_database_to_say_so(rf: RequestFactory, django_db_blocker: Any) -> None:
    request = rf.get("/")
    request.user = User(username="alex")  # whose roles are in the database
    with django_db_blocker.block():
        answer = errors.server_error(request)
    assert answer.status_code == 500
    assert "<h1" in answer.content.decode()


def test_a_failing_endpoint_gives_the_number_of_its_log_line(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/api/v1/claims/"))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


@pytest.mark.parametrize("path", ["/speakers/", "/api/v1/speakers/"])
def test_a_failure_is_logged_once_with_its_number(path: str, caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_speaker RENAME TO claims_gone")
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 500
    lines: list[Any] = [record.msg for record in caplog.records]
    (line,) = lines
    assert line["event"] == "request_failed"
    assert line["request_id"] in answer.content.decode()
    assert answer["X-Request-ID"] == line["request_id"]


class Unreachable:
    """A session of which the database does not answer."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Give a user that cannot be looked up, then fail."""
        request.user = SimpleLazyObject(self.fail)
        return self.get_response(request)

    def fail(self) -> Any:
        """Fail as the database does."""
        raise OperationalError("connection refused")


@pytest.mark.parametrize("place", ["around all", "after signing in"])
def test_without_a_database_the_failure_of_somebody_signed_in_is_logged_too(
    place: str, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    number = settings.MIDDLEWARE.index("claimtrack.middleware.NumberedMiddleware")
    behind = "django.contrib.auth.middleware.AuthenticationMiddleware"
    at = number + 1 if place == "around all" else settings.MIDDLEWARE.index(behind) + 1
    own = f"{__name__}.Failing" if place == "around all" else f"{__name__}.Unreachable"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:at], own, *settings.MIDDLEWARE[at:]]
    answer = Client(raise_request_exception=False).get("/claims/", headers={"X-Request-ID": "mine"})
    assert answer.status_code == 500
    lines: list[Any] = [record.msg for record in caplog.records if "request_failed" in str(record.msg)]
    assert [line["request_id"] for line in lines] == [answer["X-Request-ID"]]
    assert re.fullmatch("[0-9a-f]{4}-[0-9a-f]{2}", answer["X-Request-ID"])
    told = f"Something failed on our side and was recorded as {answer['X-Request-ID']}. Nothing was changed. Try again."
    assert told in answer.content.decode()


class Failing:
    """Middleware that fails before any page is asked for."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Fail."""
        raise OperationalError("connection refused")


def test_what_is_asked_for_in_vain_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/no/such/page/").status_code == 404
    assert client.get("/api/v1/no-such-thing/").status_code == 404
    assert caplog.records == []


def test_too_many_wrong_passwords_lock_the_account_for_that_address(client: Client, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    User.objects.create_user("alex", password="the right words", is_staff=True)
    for _ in range(3):
        answer = client.post("/login/", {"username": "alex", "password": "wrong"})
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert answer["Retry-After"] == "900"
    right = {"username": "alex", "password": "the right words"}
    assert client.post("/login/", right).status_code == 429
    assert client.post("/login/", right, REMOTE_ADDR="203.0.113.9").status_code == 302
