"""One's own account: tokens, preferences, password, second factor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from knox.models import AuthToken
from rest_framework.test import APIClient

from claims.actions import latest_action, undo
from claims.models import Action
from claimtrack.models import TokenDetails
from claimtrack.tokens import make_token, revoke_token
from tests.factories import make_claim, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "three long words here"
PAGES = ("/account/", "/account/tokens/", "/account/preferences/", "/account/security/")


@pytest.fixture
def ana(editor: User) -> User:
    editor.set_password(PASSWORD)
    editor.save()
    return editor


def answer_to(token: str, method: str, path: str) -> Any:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return getattr(client, method)(path, {}, format="json")


def token_of(user: User, scope: str = "write", lasts: timedelta | None = None) -> tuple[str, TokenDetails]:
    text = make_token(user, name="nightly export", scope=scope, lasts=lasts, now=timezone.now())
    return text, TokenDetails.objects.latest("pk")


def code_for(user: User, *, drift: int = 0) -> str:
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, drift=drift):06d}"


def switch_on(client: Client, user: User) -> list[str]:
    """Switch the second factor on and return the recovery codes."""
    client.post("/account/security/factor/begin/")
    page = client.post("/account/security/factor/confirm/", {"code": code_for(user, drift=-1)}).content.decode()
    codes = re.search(r'id="code-list">([^<]+)<', page)
    assert codes
    return codes[1].split()


@pytest.mark.parametrize("address", PAGES)
def test_a_visitor_signs_in_first(client: Client, address: str) -> None:
    assert client.get(address)["Location"] == f"/login/?next={address}"


@pytest.mark.parametrize("address", PAGES)
def test_everybody_who_signs_in_has_an_account(client: Client, outsider: User, address: str) -> None:
    client.force_login(outsider)
    assert client.get(address).status_code == 200


def test_somebody_without_a_role_is_told_what_that_means(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert "none: you may read and save searches; an administrator" in client.get("/account/").content.decode()


def test_a_token_is_shown_once(client: Client, editor: User) -> None:
    client.force_login(editor)
    page = client.post("/account/tokens/", {"name": "nightly export", "scope": "read", "days": "30"}).content.decode()
    shown = re.search(r'id="token">(\w+)<', page)
    assert shown
    assert answer_to(shown[1], "get", "/api/v1/claims/").status_code == 200
    later = client.get("/account/tokens/").content.decode()
    assert "nightly export" in later
    assert shown[1] not in later


def test_a_token_needs_a_name(client: Client, editor: User) -> None:
    client.force_login(editor)
    answer = client.post("/account/tokens/", {"name": "", "scope": "read", "days": "30"})
    assert answer.status_code == 422
    assert "<title>Error: " in answer.content.decode()
    assert not AuthToken.objects.exists()


def test_a_token_that_may_read_writes_nothing(editor: User) -> None:
    text, _ = token_of(editor, "read")
    assert answer_to(text, "get", "/api/v1/claims/").status_code == 200
    refused = answer_to(text, "post", f"/api/v1/claims/{make_claim().pk}/assessments/")
    assert refused.status_code == 403
    assert "may only read" in refused.json()["detail"]


def test_a_token_never_may_more_than_its_user(analyst: User) -> None:
    text, _ = token_of(analyst, "write")
    assert answer_to(text, "post", f"/api/v1/claims/{make_claim().pk}/assessments/").status_code == 403


def test_an_expired_token_opens_nothing_and_is_still_listed(client: Client, editor: User) -> None:
    text, details = token_of(editor, lasts=timedelta(days=-1))
    assert answer_to(text, "get", "/api/v1/claims/").status_code == 401
    client.force_login(editor)
    assert "expired" in client.get("/account/tokens/").content.decode()
    assert TokenDetails.objects.get() == details


def test_the_use_of_a_token_is_noted(editor: User) -> None:
    text, details = token_of(editor)
    answer_to(text, "get", "/api/v1/claims/")
    details.refresh_from_db()
    assert details.last_used_at


def test_a_revoked_token_opens_nothing_until_that_is_undone(editor: User) -> None:
    text, details = token_of(editor)
    action = revoke_token(details, user=editor, now=timezone.now())
    assert answer_to(text, "get", "/api/v1/claims/").status_code == 401
    assert undo(action, editor=editor, now=timezone.now()) == "The token “nightly export” is valid again."
    assert answer_to(text, "get", "/api/v1/claims/").status_code == 200


def test_nobody_revokes_or_restores_the_token_of_another(client: Client, editor: User) -> None:
    owner = make_user("owner")
    _, details = token_of(owner)
    client.force_login(editor)
    assert client.post(f"/account/tokens/{details.pk}/revoke/").status_code == 404
    action = revoke_token(details, user=owner, now=timezone.now())
    assert client.post(f"/actions/{action.pk}/undo/").status_code == 404
    details.refresh_from_db()
    assert details.revoked_at


def test_revoking_offers_an_undo(client: Client, editor: User) -> None:
    _, details = token_of(editor)
    client.force_login(editor)
    page = client.post(f"/account/tokens/{details.pk}/revoke/", follow=True).content.decode()
    action = latest_action(details, by=editor)
    assert action
    assert f'action="/actions/{action.pk}/undo/"' in page


def test_preferences_go_with_the_account_into_another_browser(client: Client, ana: User) -> None:
    client.force_login(ana)
    chosen = {"theme": "dark", "density": "compact", "keys": "off", "time_zone": "Asia/Tokyo", "dates": "full"}
    page = client.post("/account/preferences/", chosen, follow=True).content.decode()
    assert '<html lang="en" class="dark dense" data-keys="off"' in page
    other = Client()
    page = other.post("/login/", {"username": "editor", "password": PASSWORD}, follow=True).content.decode()
    assert '<html lang="en" class=" dense" data-keys="off"' in page


def test_times_are_shown_in_the_zone_that_was_chosen(client: Client, editor: User) -> None:
    client.force_login(editor)
    token_of(editor)
    Action.objects.update(made_at="2025-04-09T20:30:00Z")
    assert "9 April 2025, 20:30 UTC" in client.get("/account/").content.decode()
    client.cookies["preferences"] = "time_zone=Asia%2FTokyo"
    assert "10 April 2025, 05:30 JST" in client.get("/account/").content.decode()
    client.cookies["preferences"] = "dates=relative&time_zone=nowhere"
    assert re.search(r'title="9 April 2025, 20:30 UTC">\d+\xa0\w+ ago<', client.get("/account/").content.decode())


def test_the_password_is_changed_and_this_browser_stays(client: Client, ana: User) -> None:
    client.force_login(ana)
    new = "other long words there"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/security/password/", form).status_code == 302
    assert client.get("/account/").status_code == 200
    ana.refresh_from_db()
    assert ana.check_password(new)


def test_what_is_missing_is_named(client: Client, ana: User) -> None:
    client.force_login(ana)
    answer = client.post("/account/security/password/", {}).content.decode()
    for words in ("Enter the old password.", "Enter the new password."):
        assert words in answer
    client.logout()
    assert "Enter the username." in client.post("/login/", {}).content.decode()


def test_a_wrong_old_password_changes_nothing(client: Client, ana: User) -> None:
    client.force_login(ana)
    form = {"old_password": "wrong", "new_password1": "other long words", "new_password2": "other long words"}
    answer = client.post("/account/security/password/", form)
    assert answer.status_code == 422
    assert 'href="#id_old_password"' in answer.content.decode()


def test_the_second_factor_is_asked_for_after_the_password(client: Client, ana: User) -> None:
    client.force_login(ana)
    switch_on(client, ana)
    other = Client()
    half = other.post("/login/", {"username": "editor", "password": PASSWORD, "next": "/activity/"})
    assert half["Location"] == "/login/code/?next=%2Factivity%2F"
    assert other.get("/account/").status_code == 302
    done = other.post("/login/code/", {"code": code_for(ana), "next": "/activity/"})
    assert done["Location"] == "/activity/"
    assert other.get("/account/").status_code == 200


def test_recovery_codes_are_spoken_of_once_there_are_some(client: Client, ana: User) -> None:
    client.force_login(ana)
    client.post("/account/security/factor/begin/")
    assert "recovery codes" not in client.get("/account/security/").content.decode()
    client.post("/account/security/factor/confirm/", {"code": code_for(ana)})
    other = Client()
    other.post("/login/", {"username": "editor", "password": PASSWORD})
    page = other.get("/login/code/").content.decode()
    assert "or one of your recovery codes" in page
    assert "autofocus" in page


def test_a_wrong_code_lets_nobody_in(client: Client, ana: User) -> None:
    client.force_login(ana)
    switch_on(client, ana)
    other = Client()
    other.post("/login/", {"username": "editor", "password": PASSWORD})
    answer = other.post("/login/code/", {"code": "000000", "next": "https://evil.example/"})
    assert answer.status_code == 422
    assert other.get("/account/").status_code == 302


def test_a_recovery_code_lets_in_once(client: Client, ana: User) -> None:
    client.force_login(ana)
    codes = switch_on(client, ana)
    assert len(codes) == 10
    for status in (302, 422):
        other = Client()
        other.post("/login/", {"username": "editor", "password": PASSWORD})
        assert other.post("/login/code/", {"code": codes[0]}).status_code == status


def test_a_code_alone_lets_nobody_in(client: Client, ana: User) -> None:
    client.force_login(ana)
    switch_on(client, ana)
    assert Client().post("/login/code/", {"code": code_for(ana)})["Location"] == "/login/"


def test_the_second_factor_goes_off_with_the_password_alone(client: Client, ana: User) -> None:
    client.force_login(ana)
    switch_on(client, ana)
    assert client.post("/account/security/factor/change/", {"password": "wrong", "off": "1"}).status_code == 422
    assert TOTPDevice.objects.exists()
    client.post("/account/security/factor/change/", {"password": PASSWORD, "off": "1"})
    assert not TOTPDevice.objects.exists()


def test_the_admin_asks_for_the_second_factor_too(client: Client) -> None:
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/login/?next=/admin/"


def test_the_refusal_says_not_which_part_was_wrong(client: Client, ana: User) -> None:
    unknown = client.post("/login/", {"username": "nobody", "password": "x"}).content.decode()
    known = client.post("/login/", {"username": "editor", "password": "x"}).content.decode()
    sentence = "The name or the password is not right."
    assert sentence in unknown
    assert sentence in known


def test_own_actions_are_listed_with_their_undo(client: Client, editor: User) -> None:
    client.force_login(editor)
    claim = make_claim("the bridge was safe")
    client.post(f"{claim.get_absolute_url()}assess/", {"status": "in_review", "version": "1", "rows": "1"})
    action = Action.objects.get()
    page = client.get("/account/").content.decode()
    assert f'action="/actions/{action.pk}/undo/"' in page
    assert "<del>Unverified</del> <ins>In review</ins>" in page
