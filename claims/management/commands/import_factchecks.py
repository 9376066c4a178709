"""manage.py import_factchecks: fact-checks of other publishers, from files, folders and addresses."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from claims.fact_check_sources import Unreadable, import_source, sources_in


class Command(BaseCommand):
    """Take in ClaimReviews and say what came of them; exit code 1 if something could not be read."""

    help = "Take in fact-checks (schema.org ClaimReview): JSON-LD, lists, NDJSON, Data Commons feeds, web pages."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the sources."""
        parser.add_argument("sources", nargs="+", metavar="PATH|URL")

    def handle(self, *_: Any, sources: list[str], **__: Any) -> None:
        """Read each source and print one line for it."""
        failed = False
        for name in (found for given in sources for found in sources_in(given)):
            failed |= not self._import(name)
        if failed:
            raise SystemExit(1)

    def _import(self, name: str) -> bool:
        try:
            outcome = import_source(name, now=timezone.now())
        except Unreadable as error:
            self.stderr.write(f"{name}: {error}")
            return False
        for fault in outcome.faults:
            self.stderr.write(f"{name}, {fault.place}: {fault.message}")
        done = outcome.imported
        words = f"new {done.new}, changed {done.changed}, known {done.known}, suggested for claims {done.suggested}"
        self.stdout.write(f"{name}: {'as before' if outcome.unchanged else words}")
        return not outcome.faults
