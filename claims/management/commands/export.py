"""manage.py export: claims, statements or rebuttals to standard output."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from claims.exports import FORMATS, KINDS, NoSuchExport, export
from claims.models import Claim, Rebuttal, Statement
from claims.streams import reader_may_leave


class Command(BaseCommand):
    """Stream rows to standard output."""

    help = "Export claims, statements or rebuttals to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("kind", choices=KINDS)
        parser.add_argument("--format", choices=FORMATS, default="ndjson")
        parser.add_argument(
            "--site", default=settings.SITE, help="Address of the installation, for the links; also SITE; %(default)s"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Write the rows."""
        try:
            lines = export(options["kind"], _rows(options["kind"]), options["format"], site=options["site"].rstrip("/"))
        except NoSuchExport as error:
            raise CommandError(str(error)) from None
        with reader_may_leave():
            for line in lines:
                self.stdout.write(line, ending="")


def _rows(kind: str) -> QuerySet[Any]:
    shown = Claim.objects.shown()
    if kind == "claims":
        return shown.order_by("first_seen", "pk")
    if kind == "statements":
        return Statement.objects.filter(claim__in=shown).order_by("revision", "start", "pk")
    return Rebuttal.objects.filter(answer__in=shown, answered__in=shown).order_by("pk")
