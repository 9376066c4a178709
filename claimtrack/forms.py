"""The forms of accounts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import User

from claimtrack.models import Scope
from claimtrack.preferences import Preferences, parse_preferences, time_zones

DAYS = {"30": "30 days", "90": "90 days", "365": "A year", "": "No end"}


def say_what_to_enter(form: forms.BaseForm) -> None:
    """Let each field of a form of Django's say what is missing, by its label."""
    for field in form.fields.values():
        field.error_messages["required"] = f"Enter the {str(field.label).lower()}."


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label="Name",
        max_length=100,
        help_text="What it is for, so that you know it later, e.g. “nightly export”.",
        error_messages={"required": "Name the token by what it is for."},
    )
    scope = forms.ChoiceField(label="What it may do", choices=Scope.choices, initial=Scope.READ)
    days = forms.ChoiceField(label="Valid for", choices=DAYS, initial="90", required=False)

    @property
    def lasts(self) -> timedelta | None:
        """How long it is valid. Ask once the form is valid."""
        days = self.cleaned_data["days"]
        return timedelta(days=int(days)) if days else None


class PreferencesForm(forms.Form):
    """How pages are to be. The theme is kept in this browser, the rest with the account."""

    theme = forms.ChoiceField(
        label="Theme", choices={"": "Like the system", "light": "Light", "dark": "Dark"}, required=False
    )
    density = forms.ChoiceField(
        label="Density of lists", choices={"comfortable": "Comfortable", "compact": "Compact, more rows at once"}
    )
    keys = forms.ChoiceField(
        label="Single keys", choices={"on": "On", "off": "Off"}, help_text="Such as / for the search; see Keys below."
    )
    time_zone = forms.ChoiceField(label="Time zone", choices=[(zone, zone) for zone in sorted(time_zones())])
    dates = forms.ChoiceField(
        label="Dates", choices={"full": "In full, e.g. 9 April 2025", "relative": "Relative, e.g. 3 days ago"}
    )

    @property
    def preferences(self) -> Preferences:
        """What was chosen. Ask once the form is valid."""
        return parse_preferences(self.cleaned_data)


def _code(help_text: str, **attrs: object) -> forms.CharField:
    return forms.CharField(
        label="Code",
        max_length=20,
        help_text=help_text,
        error_messages={"required": "Enter the code."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", **attrs}),
    )


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = _code("Six digits of your authenticator, or one of your recovery codes.", inputmode="text", autofocus=True)


class FirstCodeForm(forms.Form):
    """The first code of an authenticator: there are no recovery codes yet."""

    code = _code("The six digits that the authenticator shows now.", inputmode="numeric")


class OwnPasswordForm(forms.Form):
    """The password again, before something that weakens an account."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Return the password if it is the user's."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("This is not your password.")
        return password
