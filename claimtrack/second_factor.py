"""The second factor: codes of an authenticator (TOTP, RFC 6238), and recovery codes for when it is lost."""

from __future__ import annotations

from base64 import b32encode

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from claimtrack.web import Problem

RECOVERY_CODES = 10
NAME = "authenticator"


def is_on(user: User) -> bool:
    """Return whether signing in needs a code."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def pending(user: User) -> TOTPDevice | None:
    """Return the authenticator that was begun and not confirmed yet."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def begin(user: User) -> None:
    """Make a secret for an authenticator; it counts once a code of it was entered."""
    if not is_on(user) and pending(user) is None:
        TOTPDevice.objects.create(user=user, name=NAME, confirmed=False)


def confirm(user: User, code: str) -> list[str]:
    """Let the authenticator count, and return fresh recovery codes. Raises Problem where the code is not of it."""
    device = pending(user)
    if device is None or not device.verify_token(_digits(code)):
        raise Problem("wrong_code", "The code is not right. Enter the one that the authenticator shows now.")
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return renew_codes(user)


def renew_codes(user: User) -> list[str]:
    """Replace the recovery codes; each works once."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery")
        codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    """Return how many recovery codes were not used yet."""
    return int(StaticToken.objects.filter(device__user=user).count())


def switch_off(user: User) -> None:
    """Ask for no code any more, and forget secret and recovery codes."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def fits(user: User, code: str) -> bool:
    """Return whether a code of the authenticator, or a recovery code, lets a user in. After a wrong one it waits."""
    return match_token(user, _digits(code)) is not None


def picture(device: TOTPDevice) -> SafeString:
    """Draw the secret for the camera of an authenticator, dark on light in both themes."""
    svg = segno.make(device.config_url, error="m").svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None, light="#fff", dark="#000", title="QR code of the key"
    )
    return mark_safe(svg)  # noqa: S308  (drawn here; the address in it becomes squares)


def written(device: TOTPDevice) -> str:
    """Return the secret for typing, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def _digits(code: str) -> str:
    return code.replace(" ", "").replace("-", "").strip().lower()[:20]
