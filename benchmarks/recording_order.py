"""Whether stories recorded and matched twice, in any order, by several workers, give what one worker gives once.

`python -m benchmarks.recording_order [--stories N] [--workers N] [--seed N]` runs PostgreSQL in a temporary folder,
takes in N stories (1,000) that report, reword and answer the same invented matters within two months, one by one;
empties the database; takes each in twice, shuffled, by 4 workers; and compares speakers, claims, statements, links and
disputes. It prints how many rows of each differ, and fails where any does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from claimtrack import embedded

if TYPE_CHECKING:
    from articles.models import Revision
    from claims.extraction.values import Extraction
    from tests.claims.stories import Said

INVENTED = Path("claims/training/pairs/invented.ndjson")
OUTLETS = ("Courier", "Post", "Herald", "Mail", "Gazette")
DAYS, SAYINGS = 60, 4
REWORDINGS = ((" had ", " has "), (" was ", " had been "), ("the ", "The "), (" not ", " never "), (" are ", " were "))
EMPTIED = ("articles_article", "articles_outlet", "claims_speaker", "claims_dispute")


def main() -> int:
    """Take the stories in both ways; return 1 where the outcomes differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    told = _told(options.stories, Random(options.seed))
    once = _outcome([_stored(*story) for story in told], workers=1)
    _empty()
    twice = [_stored(*story) for story in told] * 2
    Random(options.seed + 1).shuffle(twice)
    again = _outcome(twice, workers=options.workers)
    different = [name for name in once if _differ(name, once[name], again[name])]
    return int(bool(different))


def _told(number: int, chance: Random) -> list[tuple[str, int, list[Said]]]:
    """Return stories as outlet, day and sayings: some claims of one matter each, now and then in other words."""
    matters = [json.loads(line)["claims"] for line in INVENTED.read_text(encoding="utf-8").splitlines()]
    stories = []
    for _ in range(number):
        claims = chance.choice(matters)
        chosen = chance.sample(claims, min(SAYINGS, len(claims)))
        stories.append((chance.choice(OUTLETS), chance.randrange(DAYS), [_said(claim, chance) for claim in chosen]))
    return stories


def _said(claim: dict[str, str], chance: Random) -> Said:
    from claims.extraction.values import Speaker, SpeakerKind, Stance
    from tests.claims.stories import Said

    kind = SpeakerKind.PERSON if claim["role"] else SpeakerKind.ORGANIZATION
    speaker = Speaker(claim["speaker"], kind, (claim["speaker"],), claim["role"] or None)
    text = claim["text"]
    if chance.random() < 0.5:
        text = text.replace(*chance.choice(REWORDINGS), 1)
    return Said(speaker, text, stance=Stance(claim["stance"]), target=claim["target"] or None)


def _stored(outlet: str, day: int, sayings: list[Said]) -> tuple[Revision, Extraction]:
    from tests.claims.stories import publish, read

    extraction = read(sayings)
    return publish(extraction.text, outlet=outlet, day=day), extraction


def _outcome(stories: Iterable[tuple[Revision, Extraction]], *, workers: int) -> dict[str, Any]:
    """Take stories in, by so many workers at once, and return everything that must not depend on how."""
    from django.db import connection

    from tests.claims.test_order import snapshot, take_in

    def work(story: tuple[Revision, Extraction]) -> None:
        try:
            take_in(story)
        finally:
            connection.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(workers) as pool:
        taken = list(pool.map(work, stories))
    print(f"{len(taken):,} stories by {workers} at once: {time.perf_counter() - began:,.0f} s", flush=True)
    return snapshot()


def _empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(EMPTIED)} CASCADE")


def _differ(name: str, once: list[Any], again: list[Any]) -> bool:
    """Say how many rows of a kind there are, and how many are only in one of the outcomes, with the first of them."""
    one, other = Counter(map(repr, once)), Counter(map(repr, again))
    only_once, only_again = list((one - other).elements()), list((other - one).elements())
    print(f"{name:<11} {len(once):>6,}, {len(only_once)} only once, {len(only_again)} only again", flush=True)
    for sign, rows in (("-", only_once), ("+", only_again)):
        for row in rows[:3]:
            print(f"  {sign} {row[:200]}")
    return bool(only_once or only_again)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="claimtrack-order-") as folder:
        os.environ |= {"CLAIMTRACK_VAR": folder, "DJANGO_SETTINGS_MODULE": "claimtrack.settings"}
        with embedded.running(Path(folder), valkey=False):
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            sys.exit(main())
