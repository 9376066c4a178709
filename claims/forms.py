"""The forms of verdicts; the rules it keeps are those of `claims.verdicts`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from claims.extraction.values import Stance
from claims.models import Claim, RebuttalState, Status
from claims.verdicts import MOST_EVIDENCE, EvidenceLink, Verdict, find_errors, standing, verdict_of
from claims.wording import STATUS_MEANINGS, sentence

# What such claims say is not for evidence to settle, as a rule.
HARDLY_CHECKABLE = (Stance.COMMITMENT, Stance.CALL, Stance.ASSESSMENT)
DENYING = (Stance.DENIAL, Stance.REJECTION)
KEYS: dict[str, str] = {
    Status.SUPPORTED: "1",
    Status.UNPROVEN: "2",
    Status.MISLEADING: "3",
    Status.FALSE: "4",
    Status.NOT_CHECKABLE: "5",
    Status.UNVERIFIED: "0",
    Status.IN_REVIEW: "",
}


class VerdictForm(forms.Form):
    """A status with its rationale."""

    status = forms.ChoiceField(label="Status", choices=Status.choices, error_messages={"required": "Choose a status."})
    rationale = forms.CharField(
        label="Rationale",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say why in at least 20 characters. Verdicts need it.",
    )

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The statuses in the order of their keys, with their meanings, and which one is chosen."""
        chosen = self["status"].value()
        return [
            {"value": value, "meaning": STATUS_MEANINGS[value], "chosen": value == chosen, "key": key}
            for value, key in KEYS.items()
        ]


class AssessmentForm(VerdictForm):
    """An editor's verdict on a claim, with the version of the claim that the editor saw."""

    reviewed = forms.CharField(
        label="You assess",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What the speaker maintains, as one sentence. A denial is judged on the denial.",
    )
    version = forms.IntegerField(min_value=1, max_value=2_147_483_647, widget=forms.HiddenInput)
    field_order = ("reviewed", "status", "rationale", "version")


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
    seen = forms.DateField(
        label="Seen on",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a date like 2025-04-09."},
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
        if not given["url"]:
            return None
        return EvidenceLink(given["url"], given["title"].strip(), given["excerpt"].strip(), given["seen"])


class VerdictEntry:
    """A form of a verdict with its rows of evidence: as sent, or beginning with some verdict."""

    form_class: type[VerdictForm] = VerdictForm

    def __init__(self, sent: QueryDict | None = None, *, begin: Verdict | None = None, **initial: Any) -> None:
        if sent is not None:
            self.form = self.form_class(sent)
            self.rows = _rows(sent)
            self.evidence = [EvidenceForm(sent, prefix=f"evidence-{number}") for number in range(self.rows)]
        else:
            begin = begin or Verdict("")
            self.form = self.form_class(initial={"status": begin.status, "rationale": begin.rationale, **initial})
            self.rows = len(begin.evidence) + 1
            self.evidence = [
                EvidenceForm(prefix=f"evidence-{number}", initial=_fields(link))
                for number, link in enumerate((*begin.evidence, None))
            ]
        self.added = sent is not None and "add" in sent

    def is_valid(self) -> bool:
        """Check everything by the rules of `claims.verdicts`; errors are on the forms."""
        if not all([self.form.is_valid(), *(row.is_valid() for row in self.evidence)]):
            return False
        errors = self.errors_of(self.verdict())
        for name, message in errors.items():
            if name == "evidence":
                self.evidence[0].add_error("url", message)
            else:
                self.form.add_error(name, message)
        return not errors

    def errors_of(self, verdict: Verdict) -> dict[str, str]:
        """Return what speaks against a verdict, by field."""
        return find_errors(status=verdict.status, rationale=verdict.rationale, evidence=verdict.evidence)

    def verdict(self) -> Verdict:
        """Return what was entered. Call it once the fields are valid."""
        given = self.form.cleaned_data
        links = tuple(link for row in self.evidence if (link := row.link()))
        return Verdict(given["status"], given["rationale"], links, given.get("reviewed", ""))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The ids of the fields that cannot stand, with what is wrong."""
        return [
            (form[name].auto_id, str(message))
            for form in (self.form, *self.evidence)
            for name, messages in form.errors.items()
            for message in messages
        ]


class AssessmentEntry(VerdictEntry):
    """The assessment form of a claim with its rows of evidence."""

    form_class = AssessmentForm

    def __init__(self, claim: Claim, sent: QueryDict | None = None, *, begin: Verdict | None = None) -> None:
        self.claim = claim
        if sent is None:
            begin = begin or beginning(claim)
            super().__init__(begin=begin, reviewed=begin.reviewed or sentence(claim), version=claim.version)
        else:
            super().__init__(sent)

    def errors_of(self, verdict: Verdict) -> dict[str, str]:
        """Return what speaks against a verdict; one on a denial or an answer has to say what it judges."""
        errors = super().errors_of(verdict)
        if Status(verdict.status).is_verdict and not verdict.reviewed.strip() and needs_sentence(self.claim):
            errors["reviewed"] = "Say in one sentence what you assess. A denial is judged on the denial."
        return errors

    @property
    def version(self) -> int:
        """The version of the claim that the editor saw."""
        return int(self.form.cleaned_data["version"])


def beginning(claim: Claim) -> Verdict:
    """Return what the form begins with: the verdict that stands, else Not checkable where that is likely."""
    made = standing(claim)
    if made is not None:
        return verdict_of(made)
    return Verdict(Status.NOT_CHECKABLE if claim.stance in HARDLY_CHECKABLE else "")


def needs_sentence(claim: Claim) -> bool:
    """Return whether a verdict has to say what it judges: on a denial, a rejection, or any other answer."""
    answers = claim.answers_given.exclude(state=RebuttalState.REJECTED)
    return claim.stance in DENYING or answers.exists()


def _fields(link: EvidenceLink | None) -> dict[str, str | date | None]:
    return {"url": link.url, "title": link.title, "excerpt": link.excerpt, "seen": link.seen} if link else {}


def _rows(sent: QueryDict) -> int:
    """Return how many rows of evidence were sent, one more if another was asked for."""
    count = sent.get("rows", "1")
    rows = int(count) if count.isascii() and count.isdecimal() and len(count) < 4 else 1
    return max(1, min(rows + ("add" in sent), MOST_EVIDENCE))
