"""The forms of the ingest page; each gives submissions for `articles.ingestion.submit_many`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from articles.addresses import AddressError, normalize_address
from articles.files import Fault, read_file, shown_name
from articles.submitting import MAX_TEXT, Submission, too_large

INTERVALS = [
    (5, "5 minutes"), (15, "15 minutes"), (30, "30 minutes"), (60, "hour"), (180, "3 hours"), (720, "12 hours"),
    (1440, "day"),
]  # fmt: skip
MOST_ITEMS = 500  # of one batch; more go through the command line


class AddressesForm(forms.Form):
    """Addresses, one a line."""

    addresses = forms.CharField(
        label="Addresses, one a line",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": "Enter at least one address that begins with https:// or http://."},
    )

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once; every bad line is named."""
        lines = [(number, line.strip()) for number, line in enumerate(self.cleaned_data["addresses"].splitlines(), 1)]
        good: list[str] = []
        faults: list[str] = []
        for number, line in lines:
            try:
                if line:
                    good.append(normalize_address(line))
            except AddressError as error:
                faults.append(f"Line {number}: {error.message}")
        if len(good) > MOST_ITEMS:
            faults.append(
                f"These are {len(good):,} addresses; the limit is {MOST_ITEMS}. Use the command line (ingest)."
            )
        if faults:
            raise ValidationError(faults)
        return list(dict.fromkeys(good))

    def submissions(self) -> list[Submission]:
        """Return what to submit. Call it once the form is valid."""
        return [Submission(url=address) for address in self.cleaned_data["addresses"]]


class PasteForm(forms.Form):
    """The text of one article, and what is known about it."""

    text = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": "There is no text in it. Paste the words of the article."},
    )
    title = forms.CharField(label="Title", required=False, max_length=500)
    outlet = forms.CharField(label="Outlet", required=False, max_length=200)
    published_on = forms.DateField(
        label="Date of publication",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a date such as 2025-04-09."},
    )
    source_url = forms.CharField(label="Where it is from", required=False, max_length=2000)

    def clean_text(self) -> str:
        """Refuse a text that is too long."""
        text: str = self.cleaned_data["text"]
        if len(text) > MAX_TEXT:
            message = f"The text has {len(text):,} characters; the limit is {MAX_TEXT:,}. Split it into its articles."
            raise ValidationError(message)
        return text

    def clean_source_url(self) -> str:
        """Return the address in its one spelling."""
        try:
            return normalize_address(self.cleaned_data["source_url"]) if self.cleaned_data["source_url"] else ""
        except AddressError as error:
            raise ValidationError(error.message) from error

    def submissions(self) -> list[Submission]:
        """Return what to submit. Call it once the form is valid."""
        given = self.cleaned_data
        day = given["published_on"]
        return [
            Submission(
                text=given["text"],
                title=given["title"],
                outlet=given["outlet"],
                published_at=datetime.combine(day, time(), UTC) if day else None,
                source_url=given["source_url"],
            )
        ]


class FilesInput(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked as one would be."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files."""
        files = data if isinstance(data, Sequence) and not isinstance(data, str) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class FilesForm(forms.Form):
    """Files with one story (.txt, .html) or many (.json, .ndjson, .csv)."""

    uploads = FilesField(
        label="Files (.txt .html .json .ndjson .csv)",
        help_text="Choose them, or drop them here. .txt and .html hold one story; .json, .ndjson and .csv may hold "
        "many, each with url, html or text.",
        error_messages={
            "required": "Choose at least one file.",
            "empty": "The file is empty. Choose another one.",
            "max_length": "The name of the file is too long. Rename it.",
        },
        widget=FilesInput(attrs={"accept": ".txt,.html,.htm,.json,.ndjson,.jsonl,.csv"}),
    )

    faults: list[Fault]
    _submissions: list[Submission]

    def clean_uploads(self) -> list[UploadedFile[Any]]:
        """Read the files; records that cannot be submitted end up in `faults`. With nothing else, they are refused."""
        self.faults, self._submissions = [], []
        for file in self.cleaned_data["uploads"]:
            size, limit = file.size or 0, settings.MAX_UPLOAD_BYTES
            if size > limit:
                raise ValidationError(f"{shown_name(file.name or '')}: {too_large(size, limit).message}")
            for _, record in read_file(file.name or "", file.read()):
                if isinstance(record, Fault):
                    self.faults.append(record)
                else:
                    self._submissions.append(record)
        if len(self._submissions) > MOST_ITEMS:
            count = len(self._submissions)
            raise ValidationError(
                f"These are {count:,} stories; the limit is {MOST_ITEMS}. Use the command line (ingest)."
            )
        if not self._submissions:
            raise ValidationError([f"{fault.place}: {fault.message}" for fault in self.faults[:20]])
        return list(self.cleaned_data["uploads"])

    def submissions(self) -> list[Submission]:
        """Return what to submit. Call it once the form is valid."""
        return self._submissions


class FeedForm(forms.Form):
    """How a feed is followed."""

    outlet = forms.CharField(
        label="Outlet",
        required=False,
        max_length=200,
        help_text="Whose stories it names. Leave it empty for a feed of many outlets: then each page says its own.",
    )
    minutes = forms.TypedChoiceField(label="Poll it every", coerce=int, choices=INTERVALS, initial=15)
