"""manage.py embed_claims: give claims their place among others by meaning, those recorded before there was one too."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.meaning import TOGETHER, embed_claims, unplaced
from claims.models import Claim
from claims.pairing.networks import ModelUnavailable


class Command(BaseCommand):
    """Embed claims; what has its place already stays as it is."""

    help = "Place claims by their meaning: those without a place, or with --all those whose words changed as well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--all", action="store_true", help="look at every claim, as after a change of the encoder")

    def handle(self, *_: Any, **options: Any) -> None:
        """Embed in batches, each kept as soon as it is done."""
        wanted = Claim.objects.all() if options["all"] else unplaced()
        numbers = list(wanted.order_by("pk").values_list("pk", flat=True))
        with tqdm(total=len(numbers), unit=" claims", disable=not options["verbosity"]) as bar:
            for at in range(0, len(numbers), TOGETHER):
                some = numbers[at : at + TOGETHER]
                try:
                    embed_claims(list(Claim.objects.filter(pk__in=some)))
                except ModelUnavailable as error:
                    raise CommandError(str(error)) from None
                bar.update(len(some))
        if options["verbosity"]:
            self.stdout.write(f"{len(numbers)} claims looked at.")
