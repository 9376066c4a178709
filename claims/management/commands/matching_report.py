"""manage.py matching_report: how often editors confirmed what was suggested."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from claims.precision import bands, joins


class Command(BaseCommand):
    """Print a table of decisions, and a line on joined claims."""

    help = "Say how many suggested answers editors confirmed, by relation and confidence, and which joins they parted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--since", metavar="DATE", help="only decisions since this day, as 2026-01-31")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the report."""
        since = _day(options["since"]) if options["since"] else None
        found = bands(since=since)
        if not found:
            self.stdout.write("Editors have not decided on a suggested answer yet.")
        else:
            self.stdout.write(
                _LINE.format("found by", "relation", "confidence", "confirmed", "changed", "rejected", "")
            )
        for band in found:
            span = f"{band.least:.0%} to {band.most:.0%}"
            counts = (band.confirmed, band.changed, band.rejected)
            self.stdout.write(_LINE.format(band.extractor, band.relation, span, *counts, f"{band.share:.0%}"))
        same = joins(since=since)
        self.stdout.write(
            f"Same claim: {same.joined} joined by the machine, {same.parted} parted by editors, "
            f"{same.by_hand} joined by editors."
        )


_HEADS = ("found by", "relation", "confidence", "confirmed", "changed", "rejected")
_LINE = "{:<24} {:<9} {:<12} {:>9} {:>8} {:>8} {:>5}"


def _day(words: str) -> datetime:
    try:
        day = parse_date(words)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"{words} is no date. Write it as 2026-01-31.")
    return timezone.make_aware(datetime(day.year, day.month, day.day))
