"""Take stories in from files, folders, addresses and feeds."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from kombu.exceptions import OperationalError
from tqdm import tqdm

from articles import ingestion
from articles.addresses import AddressError, normalize_address
from articles.feeds import NotAFeed, looks_like_feed, read_feed
from articles.fetching import FEEDS, READABLE, FetchError, fetch
from articles.files import READERS, Fault, Record, read_file
from articles.models import Ingestion, Stage
from articles.submitting import Submission
from claimtrack.web import Problem

LONGEST_WAIT = 120.0  # seconds for a try to be repeated; a site may ask for a day
POLL_SECONDS = 0.3


class Command(BaseCommand):
    """Submit stories, wait for them, and say what became of each kind; exit code 1 if any failed."""

    help = "Take in stories: files (.txt .html .json .ndjson .csv), folders, addresses of pages and feeds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the sources, and who does the work."""
        parser.add_argument("sources", nargs="+", metavar="PATH|URL")
        parser.add_argument("--now", action="store_true", help="do the work in this process, without a worker")

    def handle(self, *_: Any, sources: list[str], now: bool, **__: Any) -> None:
        """Submit all, then wait."""
        outcomes: Counter[str] = Counter()
        waiting: dict[int, str] = {}
        for place, record in tqdm(_records(sources), desc="Submitted", unit=" stories", disable=None):
            self._submit(place, record, outcomes, waiting)
        if waiting and not now and not _worker_is_alive():
            self.stderr.write("No worker answers, so the work is done here.")
            now = True
        self._wait(waiting, outcomes, in_process=now)
        names = ("stored", "duplicate", "failed", "waiting")
        self.stdout.write(
            ", ".join(f"{name} {outcomes[name]}" for name in names if outcomes[name] or name != "waiting")
        )
        if outcomes["failed"] or outcomes["waiting"]:
            raise SystemExit(1)

    def _submit(self, place: str, record: Record, outcomes: Counter[str], waiting: dict[int, str]) -> None:
        if isinstance(record, Fault):
            self._failed(record.place, record.message, outcomes)
            return
        try:
            submitted = ingestion.submit(record, user=None, now=timezone.now())
        except Problem as problem:
            self._failed(place, f"{problem.code}: {problem.message}", outcomes)
            return
        if submitted.ingestion.stage == Stage.DONE or submitted.ingestion.pk in waiting:
            outcomes["duplicate"] += 1
        else:
            waiting[submitted.ingestion.pk] = place

    def _wait(self, waiting: dict[int, str], outcomes: Counter[str], *, in_process: bool) -> None:
        with tqdm(total=len(waiting), desc="Done", unit=" stories", disable=None) as bar:
            while waiting:
                if in_process:
                    for pk in waiting:
                        ingestion.advance(pk, now=timezone.now())
                finished = self._finished(waiting, outcomes)
                bar.update(finished)
                if not in_process or not finished:
                    time.sleep(POLL_SECONDS)

    def _finished(self, waiting: dict[int, str], outcomes: Counter[str]) -> int:
        """Count those that came to an end, and take them off the list."""
        before = len(waiting)
        soon = timezone.now() + timedelta(seconds=LONGEST_WAIT)
        for row in Ingestion.objects.filter(pk__in=waiting).select_related("article").defer("body"):
            if row.stage == Stage.FAILED:
                self._failed(waiting.pop(row.pk), f"{row.error_code}: {row.error_message}", outcomes)
            elif row.stage == Stage.DONE:
                outcomes["duplicate" if row.article.duplicate_of_id else "stored"] += 1
                del waiting[row.pk]
            elif row.not_before and row.not_before > soon:
                outcomes["waiting"] += 1
                self.stderr.write(f"{waiting.pop(row.pk)}: {row.error_message}")
        return before - len(waiting)

    def _failed(self, place: str, message: str, outcomes: Counter[str]) -> None:
        outcomes["failed"] += 1
        self.stderr.write(f"{place}: {message}")


def _records(sources: list[str]) -> Iterator[tuple[str, Record]]:
    for source in sources:
        if source.lower().startswith(("http://", "https://")):
            yield from _from_address(source)
        else:
            yield from _from_path(Path(source))


def _from_path(path: Path) -> Iterator[tuple[str, Record]]:
    if path.is_dir():
        for file in sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS and file.is_file()):
            yield from _from_path(file)
        return
    try:
        body = path.read_bytes()
    except OSError as error:
        yield str(path), Fault(str(path), f"The file cannot be read: {error.strerror}.")
        return
    yield from read_file(path.name, body)


def _from_address(source: str) -> Iterator[tuple[str, Record]]:
    """Yield a page, or the entries of a feed. What may work later is left to the worker, which tries again."""
    try:
        fetched = fetch(normalize_address(source), accept=(*READABLE, *FEEDS))
        if not looks_like_feed(fetched.body):
            page = Submission(html=fetched.body, content_type=fetched.content_type, source_url=fetched.address)
            yield source, page
            return
        feed = read_feed(fetched.body, address=fetched.address, now=timezone.now())
    except FetchError as error:
        yield source, Submission(url=source) if error.retry else Fault(source, f"{error.code}: {error.message}")
        return
    except (AddressError, NotAFeed) as error:
        yield source, Fault(source, f"{error.code}: {error.message}")
        return
    if feed.fault:
        yield source, Fault(source, feed.fault)
    if feed.left_out:
        yield (
            source,
            Fault(source, f"{feed.left_out:,} entries were left out; only the first {len(feed.entries)} are read."),
        )
    for entry in feed.entries:
        if entry.address:
            yield entry.address, Submission(url=entry.address, published_at=entry.published_at)
        else:
            yield source, Fault(source, f"The entry “{entry.title[:80]}” has no address.")


def _worker_is_alive() -> bool:
    try:
        return bool(current_app.control.inspect(timeout=1.0).ping())
    except (OperationalError, OSError):
        return False
