"""The environment as settings read it: typed, from files too, and a wrong value is named."""

from __future__ import annotations

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
EXPECTED = {bool: "true or false", int: "a whole number", float: "a number"}


class Environment(environ.FileAwareEnv):  # type: ignore[misc]
    """Reads NAME, or the file that NAME_FILE names; an empty value is as good as none."""

    def get_value(self, var: str, cast: Any = None, default: Any = environ.Env.NOTSET, **options: Any) -> Any:
        """Return a value as `cast` makes it. Raises ImproperlyConfigured, which names the setting."""
        if self._given(var) == "" and default is not environ.Env.NOTSET:
            return default
        try:
            return super().get_value(var, cast=_yes_or_no if cast is bool else cast, default=default, **options)
        except ValueError as error:
            expected = EXPECTED.get(cast, "what docs/settings.md says")
            raise ImproperlyConfigured(f"{var} is {self._given(var)!r}, but must be {expected}.") from error

    def one_of(self, var: str, values: tuple[str, ...], *, default: str) -> str:
        """Return a value that must be one of some. Raises ImproperlyConfigured, which names the setting."""
        value: str = self.str(var, default=default)
        if value not in values:
            raise ImproperlyConfigured(f"{var} is {value!r}, but must be one of {', '.join(values)}.")
        return value

    def mail(self, var: str) -> dict[str, Any]:
        """Return Django's settings for the mail server of an address, none without one. Raises as above."""
        address: str = self.str(var, default="")
        try:
            return dict(self.email_url_config(address)) if address else {}
        except (ImproperlyConfigured, ValueError) as error:
            form = "smtp+tls://user:password@host:587 (or smtp://, smtp+ssl://)"
            raise ImproperlyConfigured(f"{var} names no mail server: it must be like {form}.") from error

    def _given(self, var: str) -> str | None:
        value = self.ENVIRON.get(var)
        return value.strip() if isinstance(value, str) else value


WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104  (recognized, not used)


def site_at(host: str, port: int | str) -> str:
    """Return the address for a browser on this machine of what listens on host and port."""
    host = "127.0.0.1" if host in WILDCARDS else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _yes_or_no(value: str) -> bool:
    if value.strip().lower() in YES:
        return True
    if value.strip().lower() in NO:
        return False
    raise ValueError(value)
