"""The forms of the ingest page, and the files they take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from pytest_django.fixtures import Settings

from articles.files import Fault, read_file, shown_name
from articles.forms import AddressesForm, FilesForm, PasteForm
from articles.submitting import Submission


def _files(*files: tuple[str, bytes]) -> FilesForm:
    uploads: list[UploadedFile[Any]] = [SimpleUploadedFile(name, body) for name, body in files]
    return FilesForm({}, MultiValueDict({"uploads": uploads}))


def test_addresses_are_taken_a_line_each() -> None:
    form = AddressesForm(
        {"addresses": " https://skarvik-post.org/a \n\nhttps://skarvik-post.org/b#x\r\nhttps://skarvik-post.org/a"}
    )
    assert form.is_valid()
    assert form.submissions() == [Submission(url=f"https://skarvik-post.org/{name}") for name in "ab"]


def test_a_bad_address_is_named_with_its_line() -> None:
    form = AddressesForm({"addresses": "https://skarvik-post.org/a\nftp://skarvik-post.org/b\nnonsense"})
    assert not form.is_valid()
    assert [str(error)[:7] for error in form.errors["addresses"]] == ["Line 2:", "Line 3:"]


@pytest.mark.parametrize("addresses", ["", " \n ", "\n".join(f"https://a.org/{n}" for n in range(501))])
def test_none_and_too_many_addresses_are_refused(addresses: str) -> None:
    assert not AddressesForm({"addresses": addresses}).is_valid()


def test_a_pasted_text_keeps_its_characters() -> None:
    form = PasteForm({"text": " Rask said so.\n", "title": "Ferry", "outlet": "Post", "published_on": "2026-04-08"})
    assert form.is_valid()
    (submission,) = form.submissions()
    assert (submission.text, submission.title, submission.outlet) == (" Rask said so.\n", "Ferry", "Post")
    assert submission.published_at is not None
    assert submission.published_at.isoformat() == "2026-04-08T00:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 200_001}, "text"),
        ({"text": "Rask said\0 so."}, "text"),
        ({"text": "Rask said so.", "published_on": "soon"}, "published_on"),
        ({"text": "Rask said so.", "source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_cannot_be_pasted_is_named(fields: dict[str, str], field: str) -> None:
    form = PasteForm(fields)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_files_give_their_stories() -> None:
    line = json.dumps({"text": "Lund said one.", "title": "A", "published": "2026-04-08", "url": "https://a.org/1"})
    form = _files(
        ("a.txt", b"Lund said so."),
        ("b.html", b"<p>Lund said so.</p>"),
        ("c.ndjson", line.encode() + b"\n"),
        ("d.json", b'[{"text": "Lund said two."}, {"url": "https://a.org/2"}]'),
        ("e.csv", b'title,text\n"Ferry","Lund said, three."\n'),
    )
    assert form.is_valid(), form.errors
    texts = [submission.text or submission.html or submission.url for submission in form.submissions()]
    assert texts == [
        b"Lund said so.", b"<p>Lund said so.</p>", "Lund said one.", "Lund said two.", "https://a.org/2",
        "Lund said, three.",
    ]  # fmt: skip
    assert form.submissions()[2].source_url == "https://a.org/1"


def test_bad_lines_are_named_and_the_good_ones_taken() -> None:
    body = b'{"text": "Lund said so."}\nnot json\n\n{"id": "2"}\n{"text": 7}\n[]\n{"text": "Rask denied it."}'
    form = _files(("stories.ndjson", body))
    assert form.is_valid()
    assert len(form.submissions()) == 2
    places = [fault.place for fault in form.faults]
    assert places == [f"stories.ndjson, line {number}" for number in (2, 4, 5, 6)]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("empty.html", b"", "empty"),
        ("blank.txt", b" \n", "empty"),
        ("story.pdf", b"%PDF-1.7", "not read yet"),
        ("stories.zip", b"PK\x03\x04", "not read yet"),
        ("picture.svg", b"<svg/>", "not read yet"),
        ("stories.json", b"{", "no JSON"),
        ("stories.csv", b"a,b\n1,2\n", "names no column"),
        ("stories.csv", b"\xff\xfe\xfd", "not UTF-8"),
    ],
)
def test_files_that_hold_no_story_are_refused(name: str, body: bytes, words: str) -> None:
    form = _files((name, body))
    assert not form.is_valid()
    assert words in str(form.errors["uploads"])


def test_a_file_beyond_the_limit_is_refused(settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    form = _files(("a.txt", b"a" * 1001))
    assert not form.is_valid()
    assert "limit" in str(form.errors["uploads"])


def test_no_file_is_refused() -> None:
    assert not FilesForm({}, MultiValueDict()).is_valid()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/story.html", "story.html"),
        ("C:\\a\\b.txt", "b.txt"),
        ("a\u202eb\n.txt", "ab.txt"),
        ("a" * 99, "a" * 80),
    ],
)
def test_only_the_visible_last_part_of_a_name_is_shown(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_kind_is_told_by_the_end_of_the_name() -> None:
    ((_, record),) = read_file("STORY.HTML", b"<p>Lund said so.</p>")
    assert isinstance(record, Submission)
    ((_, fault),) = read_file("story", b"Lund said so.")
    assert isinstance(fault, Fault)
