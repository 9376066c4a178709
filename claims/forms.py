"""The forms of editors; the rules they keep are those of `claims.verdicts`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from claims.models import Claim, Status
from claims.verdicts import MOST_EVIDENCE, EvidenceLink, find_errors
from claims.wording import STATUS_MEANINGS, sentence


class AssessmentForm(forms.Form):
    """An editor's verdict on a claim, with the version of the claim that the editor saw."""

    reviewed = forms.CharField(
        label="You assess",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What the speaker maintains, as one sentence. A denial is judged on the denial.",
    )
    status = forms.ChoiceField(label="Status", choices=Status.choices, error_messages={"required": "Choose a status."})
    rationale = forms.CharField(
        label="Rationale",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say why in at least 20 characters. Verdicts need it.",
    )
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, widget=forms.HiddenInput)

    @classmethod
    def for_claim(cls, claim: Claim) -> AssessmentForm:
        """Return an empty form on a claim as it is now."""
        return cls(initial={"reviewed": sentence(claim), "version": claim.version})

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The statuses with their meanings, and which one is chosen."""
        chosen = self["status"].value()
        return [
            {"value": value, "meaning": STATUS_MEANINGS[value], "chosen": value == chosen} for value in Status.values
        ]


class EvidenceForm(forms.Form):
    """A link that a reader can check; left empty it counts as none."""

    url = forms.CharField(
        label="Address",
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    title = forms.CharField(label="Title", required=False, max_length=300)
    excerpt = forms.CharField(
        label="Words there", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_url(self) -> str:
        """Return the address; one that says more than nothing needs one."""
        url: str = self.cleaned_data["url"].strip()
        if not url and any(self.data.get(self.add_prefix(name), "").strip() for name in ("title", "excerpt")):
            raise forms.ValidationError("Enter a full address that begins with https:// or http://.")
        return url

    def link(self) -> EvidenceLink | None:
        """Return the link, or None where nothing was entered. Call it once the form is valid."""
        given = self.cleaned_data
        return EvidenceLink(given["url"], given["title"].strip(), given["excerpt"].strip()) if given["url"] else None


class AssessmentEntry:
    """The assessment form with its rows of evidence, as sent or as first shown."""

    def __init__(self, claim: Claim, sent: QueryDict | None = None) -> None:
        self.form = AssessmentForm(sent) if sent is not None else AssessmentForm.for_claim(claim)
        rows = _rows(sent) if sent is not None else 1
        self.evidence = [EvidenceForm(sent, prefix=f"evidence-{number}") for number in range(rows)]
        self.rows = rows

    def is_valid(self) -> bool:
        """Check everything by the rules of `claims.verdicts`; errors are on the forms."""
        if not all([self.form.is_valid(), *(row.is_valid() for row in self.evidence)]):
            return False
        given = self.form.cleaned_data
        errors = find_errors(status=given["status"], rationale=given["rationale"], evidence=self.links())
        for name, message in errors.items():
            if name == "evidence":
                self.evidence[0].add_error("url", message)
            else:
                self.form.add_error(name, message)
        return not errors

    def links(self) -> list[EvidenceLink]:
        """Return the evidence entered. Call it once the rows are valid."""
        return [link for row in self.evidence if (link := row.link())]

    def renew(self, version: int) -> None:
        """Let what was typed be sent again, on the claim as it is now."""
        self.form = AssessmentForm(
            {**{name: self.form.data.get(name, "") for name in self.form.fields}, "version": version}
        )

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The ids of the fields that cannot stand, with what is wrong."""
        return [
            (form[name].auto_id, str(message))
            for form in (self.form, *self.evidence)
            for name, messages in form.errors.items()
            for message in messages
        ]


def _rows(sent: QueryDict) -> int:
    """Return how many rows of evidence were sent, one more if another was asked for."""
    count = sent.get("rows", "1")
    rows = int(count) if count.isascii() and count.isdecimal() and len(count) < 4 else 1
    return max(1, min(rows + ("add" in sent), MOST_EVIDENCE))
