"""Uploaded or named files to submissions; a bad record is named with its place and never stops the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import PurePath

from articles.decoding import NotText, decode_text
from articles.submitting import Submission

csv.field_size_limit(10_000_000)

FIELDS = ("url", "html", "text", "title", "outlet", "source_url")
SHOWN_NAME = 80  # characters of a file's name


@dataclass(frozen=True)
class Fault:
    """A record that cannot be submitted: where it stands, and what is wrong with it."""

    place: str
    message: str


Record = Submission | Fault


def shown_name(name: str) -> str:
    """Return a file's name for display: its last part, without what cannot be seen, cut to size."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[:SHOWN_NAME] or "file"


def read_file(name: str, body: bytes) -> Iterator[tuple[str, Record]]:
    """Yield place and submission, or fault, for each story in a file; the kind follows the end of its name."""
    shown = shown_name(name)
    read = READERS.get(PurePath(name).suffix.lower())
    if not body.strip():
        yield shown, Fault(shown, "The file is empty. Choose another one.")
    elif read is None:
        yield shown, Fault(shown, f"Files of this kind are not read yet. Use one of: {', '.join(READERS)}.")
    else:
        try:
            yield from read(shown, body)
        except NotText as error:
            yield shown, Fault(shown, error.message)


def as_submission(record: object, place: str) -> Record:
    """Return the submission of a JSON object or a row: url, html or text, and what is known about it."""
    if not isinstance(record, Mapping):
        return Fault(place, "This is no JSON object. Write one with url, html or text.")
    values = {name: record.get(name) for name in FIELDS if record.get(name) is not None}
    if wrong := [name for name, value in values.items() if not isinstance(value, str)]:
        return Fault(place, f"{wrong[0]} must be a string.")
    if not any(values.get(name) for name in ("url", "html", "text")):
        return Fault(place, "There is none of url, html and text. Add one of them.")
    if values.get("url") and (values.get("html") or values.get("text")):
        values.setdefault("source_url", values.pop("url"))
    try:
        published_at = parse_moment(record.get("published_at") or record.get("published"))
    except ValueError:
        return Fault(place, "published_at must be a date such as 2025-04-09 or 2025-04-09T14:05:00Z.")
    return Submission(**{name: str(value) for name, value in values.items()}, published_at=published_at)


def parse_moment(value: object) -> datetime | None:
    """Return the moment of a date, or date and time, in ISO 8601; UTC without a zone. Raises ValueError."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("a string is needed")
    day_only = len(value) <= len("2025-04-09")
    moment = datetime.combine(date.fromisoformat(value), time()) if day_only else datetime.fromisoformat(value)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of range") from error


def _text(place: str, body: bytes) -> Iterator[tuple[str, Record]]:
    yield place, Submission(text=body)


def _html(place: str, body: bytes) -> Iterator[tuple[str, Record]]:
    yield place, Submission(html=body, content_type="text/html")


def _ndjson(place: str, body: bytes) -> Iterator[tuple[str, Record]]:
    for number, line in enumerate(body.split(b"\n"), 1):
        if line.strip():
            yield from _json_record(line, f"{place}, line {number}")


def _json(place: str, body: bytes) -> Iterator[tuple[str, Record]]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        yield place, Fault(place, "This is no JSON. Check it, or upload it as .ndjson if each line is an object.")
        return
    records = parsed if isinstance(parsed, list) else [parsed]
    for number, record in enumerate(records, 1):
        where = f"{place}, item {number}" if isinstance(parsed, list) else place
        yield where, as_submission(record, where)


def _json_record(line: bytes, place: str) -> Iterator[tuple[str, Record]]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        yield place, Fault(place, "This is no JSON in UTF-8. Write one object with url, html or text.")
    else:
        yield place, as_submission(record, place)


def _csv(place: str, body: bytes) -> Iterator[tuple[str, Record]]:
    rows = csv.DictReader(io.StringIO(decode_text(body), newline=""))
    try:
        if not {"url", "html", "text"} & set(rows.fieldnames or ()):
            yield place, Fault(place, "The first line names no column url, html or text. Add the names of the columns.")
            return
        for row in rows:
            where = f"{place}, line {rows.line_num}"
            yield where, as_submission(row, where)
    except csv.Error:
        yield place, Fault(place, f"Line {rows.line_num} cannot be read as CSV. Check its quotation marks.")


READERS: dict[str, Callable[[str, bytes], Iterator[tuple[str, Record]]]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".ndjson": _ndjson,
    ".jsonl": _ndjson,
    ".csv": _csv,
}
