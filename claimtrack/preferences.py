"""How somebody wants pages to be: density, keys, time zone, dates. Imports no app.

The cookie is what pages are made by, so none costs a query; signing in fills it from what the user saved (see
`claimtrack.models.SavedPreferences`). The theme is of the browser, not of the user, and has a cookie of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse

COOKIE = "preferences"
YEAR = 365 * 24 * 60 * 60
CHOICES: dict[str, tuple[str, ...]] = {
    "density": ("comfortable", "compact"),
    "keys": ("on", "off"),
    "dates": ("full", "relative"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """The first of each choice unless somebody chose; times in UTC."""

    density: str = "comfortable"
    keys: str = "on"
    dates: str = "full"
    time_zone: str = "UTC"


@cache
def time_zones() -> frozenset[str]:
    """Return the names of all time zones; they are files, 600 of which are opened to find them."""
    return frozenset(available_timezones())


def parse_preferences(values: Mapping[str, Any]) -> Preferences:
    """Return what the values say; those that are unknown or out of range do not count."""
    known = {name: values[name] for name, choices in CHOICES.items() if values.get(name) in choices}
    zone = values.get("time_zone")
    return replace(Preferences(), **known, time_zone=zone if zone in time_zones() else "UTC")


def read_preferences(request: HttpRequest) -> Preferences:
    """Return the preferences of the browser that asks."""
    return parse_preferences(dict(parse_qsl(request.COOKIES.get(COOKIE, ""))))


def keep_preferences(request: HttpRequest, response: HttpResponse, preferences: Preferences) -> None:
    """Give them to the browser."""
    value = urlencode(asdict(preferences))
    response.set_cookie(COOKIE, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
