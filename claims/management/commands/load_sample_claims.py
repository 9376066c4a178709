"""manage.py load_sample_claims: many invented claims, to see how pages do with them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.sampling.loading import load_sample


class Command(BaseCommand):
    """Add invented claims with their speakers, articles, outlets, answers and assessments."""

    help = "Add N invented claims, with speakers, articles, outlets, answers and assessments. For trials of speed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("claims", type=int, metavar="N", help="How many claims.")
        parser.add_argument("--seed", type=int, default=0, help="Another number makes other claims.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write them."""
        if options["claims"] < 1:
            raise CommandError("Give a number of claims, 1 or more.")
        made = load_sample(options["claims"], seed=options["seed"], now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{number} {what}" for what, number in made.items()) + ".")
