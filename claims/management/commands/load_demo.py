"""manage.py load_demo: stories to look at on a first visit."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.ingestion import Submission, submit
from claims.demonstrating import STORIES, assess_demo_later
from claimtrack.web import Problem


class Command(BaseCommand):
    """Submit the demo stories, and have them assessed; what is known already stays as it is."""

    help = "Submit the demo stories. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("stories", nargs="?", type=Path, default=STORIES, help="NDJSON of other stories.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Submit each story; one that is refused is named, and the others go on."""
        new = 0
        for line in options["stories"].read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            try:
                new += submit(_submission(story), user=None, now=timezone.now()).created
            except Problem as problem:
                self.stderr.write(f"{story['url']}: {problem.message}")
        assess_demo_later()
        if options["verbosity"]:
            self.stdout.write(f"Demo stories submitted: {new} new.")


def _submission(story: dict[str, str]) -> Submission:
    return Submission(
        text=story["text"],
        title=story["title"],
        outlet=story["outlet"],
        published_at=datetime.fromisoformat(story["published_at"]),
        source_url=story["url"],
    )
