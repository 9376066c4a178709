"""The forms of saved searches."""

from __future__ import annotations

from django import forms


class NameForm(forms.Form):
    """What a search is called."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Give the search a name by which you know it later."}
    )


class WebhookForm(forms.Form):
    """Where news are sent."""

    address = forms.CharField(
        label="Address",
        max_length=2000,
        required=False,
        help_text="An https:// address of yours that takes POST requests. Leave it empty to send nothing.",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}),
    )


class MailForm(forms.Form):
    """Whether news come by mail."""

    by_mail = forms.BooleanField(label="A mail a day, if there is something new", required=False)
