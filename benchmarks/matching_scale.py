"""How much longer it takes to match a new claim among many stored ones, and how many true neighbours the index finds.

`python -m benchmarks.matching_scale [--few N] [--many N]` runs PostgreSQL in a temporary folder, stores claims of two
years, times the matching of new articles of one claim each (all that matching does once an article is recorded), and
compares the 20 nearest of the index with those of an exact search; with FEW (10,000), then with MANY (1,000,000; half
an hour or more, and 6 GB of disk). It fails where many take more than twice as long as few, or where the index finds
less than 95 in 100. Beside the median of the time it prints what processors spent on it, PostgreSQL's share apart.

The encoder places 30,000 sentences (invented claims with other names, places and amounts). Each claim has the words of
one of them, and lies somewhere amid it and two of the ten nearest to it. So a million vary as sentences do, in far
fewer directions than they have numbers, and crowd as reports of one matter do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import psutil

from claimtrack import embedded

if TYPE_CHECKING:
    from claims.models import Claim
    from claims.pairing.networks import Floats

    Places = np.ndarray[Any, np.dtype[np.int64]]

INVENTED = Path("claims/training/pairs/invented.ndjson")
NEAREST = 20
TRIED, ASKED = 60, 200  # claims matched for the time, places asked for the share found
TOGETHER = 20_000
LONGEST_RATIO, LEAST_FOUND = 2.0, 0.95
TABLES = ("articles_article", "articles_revision", "claims_claim", "claims_statement", "claims_claimembedding")
START, DAYS = datetime(2024, 1, 1, tzinfo=UTC), 730
FIRST_DAY = datetime(2025, 4, 1, tzinfo=UTC)  # the one from which tests.claims.stories.publish counts
SENTENCES, NEAR = 30_000, 10
# Rows at the same distance are as good as each other; halves of numbers tell no less than this apart.
TIE = 1e-6
# Rows that the product adds to those stored here have numbers from here on.
OWN_NUMBERS = 10_000_000
# Seconds between the times of two claims stored one after the other; no divisor of the whole, so they spread evenly.
STEP = 7_654_321


def main() -> int:
    """Measure with few and with many; return 1 where many take too long or too little is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    options = parser.parse_args()
    spoken = np.random.default_rng(1)
    bases = _sentences()
    taken, found = {}, {}
    stored = 0
    for wanted in (options.few, options.many):
        began = time.perf_counter()
        _store(stored, wanted, bases, spoken)
        stored = wanted
        built = time.perf_counter() - began
        found[wanted] = _share_found(bases, spoken)
        taken[wanted] = _matching()
        print(f"{wanted:>9,} stored: {taken[wanted]}; {found[wanted]:.1%} of the nearest {NEAREST} found; "
              f"stored and indexed in {built:,.0f} s", flush=True)  # fmt: skip
    few, many = taken[options.few], taken[options.many]
    ratio = many.seconds / few.seconds
    print(f"{ratio:.2f} times as long with {options.many / options.few:,.0f} times the claims, "
          f"{many.processors / few.processors:.2f} times in processors")  # fmt: skip
    return int(ratio > LONGEST_RATIO or min(found.values()) < LEAST_FOUND)


@dataclass(frozen=True)
class Taken:
    """The median seconds of matching an article, and the mean ones of processors: PostgreSQL's, and all."""

    seconds: float
    server: float
    processors: float

    def __str__(self) -> str:
        """Return them for a person."""
        ms = [1000 * seconds for seconds in (self.seconds, self.processors, self.server)]
        return "{:.1f} ms a claim ({:.1f} of processors, {:.1f} of them in PostgreSQL)".format(*ms)


@dataclass(frozen=True)
class Sentences:
    """Sentences with their vectors, and for each the places of the nearest others."""

    texts: list[str]
    vectors: Floats
    near: Places

    def drawn(self, first: Places, chance: np.random.Generator) -> Floats:
        """Return vectors of length one, each amid a sentence and two near it."""
        shares = chance.dirichlet((1, 1, 1), len(first))
        mixed = shares[:, :1] * self.vectors[first]
        for share in shares.T[1:]:
            mixed += share[:, None] * self.vectors[self.near[first, chance.integers(NEAR, size=len(first))]]
        drawn: Floats = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
        return drawn


def _sentences() -> Sentences:
    """Return as many sentences as are wanted, no two of the same words."""
    from claims.pairing.embedding import comparable, embed

    texts = _texts(SENTENCES, Random(1))
    every = [comparable(text) for text in texts]
    with ThreadPoolExecutor(2) as pool:
        vectors = np.concatenate(list(pool.map(embed, (every[k : k + 64] for k in range(0, len(every), 64)))))
    return Sentences(texts, vectors, _nearest_others(vectors))


def _texts(number: int, chance: Random) -> list[str]:
    """Return invented claims with other names and amounts."""
    from claims.pairing.embedding import comparable

    matters = [json.loads(line)["claims"] for line in INVENTED.read_text(encoding="utf-8").splitlines()]
    claims = [claim["text"] for matter in matters for claim in matter]
    texts: dict[str, str] = {}
    while len(texts) < number:
        text = _elsewhere(chance.choice(claims), chance)
        texts[comparable(text)] = text
    return list(texts.values())


def _elsewhere(text: str, chance: Random) -> str:
    """Return a sentence with other names and amounts, now and then the one of a sample, or with a place."""
    from claims.sampling.words import LAST, PLACES, content_of

    if chance.random() < 0.3:
        return content_of(chance.randrange(2, 100_000), chance)
    for name in set(re.findall(r"(?<=\s)[A-Z][a-z]+", text)):
        text = re.sub(rf"\b{name}\b", chance.choice((*PLACES, *LAST)), text)
    text = re.sub(r"\d[\d,.]*\d|\d", lambda _: str(chance.randrange(2, 1000)), text)
    return f"{text} {chance.choice(('in', 'near', 'at'))} {chance.choice(PLACES)}" if chance.random() < 0.6 else text


def _nearest_others(vectors: Floats) -> Places:
    near = []
    for start in range(0, len(vectors), 2000):
        likeness = vectors[start : start + 2000] @ vectors.T
        likeness[np.arange(len(likeness)), start + np.arange(len(likeness))] = -1
        near.append(np.argpartition(-likeness, NEAR, axis=1)[:, :NEAR])
    return np.concatenate(near)


def _store(before: int, wanted: int, bases: Sentences, chance: np.random.Generator) -> None:
    """Add claims up to a number, each with its statement in one of a tenth as many articles, and index them anew."""
    from django.db import connection

    first = _first_claim()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no foreign keys are checked: they are right
        made_by = _drop_indexes()
        _store_texts(bases.texts)
        _store_rows(first, before, wanted)
        for place in range(before, wanted, TOGETHER):
            numbers = np.arange(place + 2, min(place + TOGETHER, wanted) + 2)
            _copy_vectors(numbers, bases.drawn(numbers % SENTENCES, chance))
        cursor.execute("SET maintenance_work_mem = '3GB'")
        cursor.execute("SET max_parallel_maintenance_workers = 2")
        for statement in made_by:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("RESET ALL")


def _drop_indexes() -> list[str]:
    """Drop all indexes but those of primary keys, which would cost most of the time; return what makes them anew."""
    from django.db import connection

    made_by = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)", [list(TABLES)]
        )  # fmt: skip
        for table, name, definition in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            made_by.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
                       "AND indexname NOT LIKE '%%_pkey'", [list(TABLES)])  # fmt: skip
        for name, definition in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            made_by.append(definition)
    return made_by


def _store_texts(texts: list[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS sentence (place integer PRIMARY KEY, text text)")
        cursor.execute("TRUNCATE sentence")
        with cursor.copy("COPY sentence FROM STDIN") as sink:
            for row in enumerate(texts):
                sink.write_row(row)


def _store_rows(first: Claim, before: int, wanted: int) -> None:
    """Add copies of one article, revision, claim and statement, each with its own number and words."""
    from django.db import connection

    statement = first.recorded.get()
    tenth = range(before // 10 + 2, wanted // 10 + 2)
    _copies("articles_article", statement.revision.article_id, tenth, {"latest_id": "n"})
    _copies("articles_revision", statement.revision_id, tenth, {"article_id": "n"})
    claims = range(before + 2, wanted + 2)
    words = f"(SELECT text FROM sentence WHERE place = n % {SENTENCES})"
    seconds = f"n::bigint * {STEP} % {DAYS * 86_400}"
    _copies("claims_claim", first.pk, claims, {
        "key": "n::text", "text": words, "search_text": "''",
        "first_seen": f"'{START.isoformat()}'::timestamptz + {seconds} * interval '1 second'",
    })  # fmt: skip
    own = {"claim_id": "n", "recorded_as_id": "n", "revision_id": "n / 10 + 1", "key": "n::text"}
    _copies("claims_statement", statement.pk, claims, own)
    with connection.cursor() as cursor:
        for table in TABLES[:4]:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {OWN_NUMBERS + before})")


def _copies(table: str, row: int, numbers: range, changed: dict[str, str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s "
                       "AND is_generated = 'NEVER' ORDER BY ordinal_position", [table])  # fmt: skip
        columns = [name for (name,) in cursor.fetchall()]
        values = ["n" if name == "id" else changed.get(name, name) for name in columns]
        into = f"INSERT INTO {table} ({', '.join(columns)}) OVERRIDING SYSTEM VALUE SELECT {', '.join(values)} "
        cursor.execute(f"{into} FROM {table}, generate_series({numbers.start}, {numbers.stop - 1}) n WHERE id = {row}")


def _copy_vectors(claims: Places, vectors: Floats) -> None:
    """Store the vectors of claims, in PostgreSQL's binary form."""
    from django.db import connection

    row = np.dtype([("fields", ">i2"), ("l1", ">i4"), ("claim", ">i8"), ("l2", ">i4"), ("of", "S1"), ("l3", ">i4"),
                    ("seen", ">i8"), ("l4", ">i4"), ("size", ">i2"), ("unused", ">i2"),
                    ("vector", ">f2", vectors.shape[1])])  # fmt: skip
    rows = np.zeros(len(vectors), dtype=row)
    rows["fields"], rows["l1"], rows["l2"], rows["l3"] = 4, 8, 1, 8
    rows["claim"] = claims
    rows["of"], rows["l4"], rows["size"] = b"-", 4 + 2 * vectors.shape[1], vectors.shape[1]
    rows["seen"] = (_since_2000(START) + claims * STEP % (DAYS * 86_400)) * 1_000_000
    rows["vector"] = vectors
    copy = "COPY claims_claimembedding (claim_id, made_of, first_seen, vector) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(copy) as sink:
        sink.write(b"PGCOPY\n\xff\r\n\x00" + bytes(8) + rows.tobytes() + b"\xff\xff")


def _since_2000(moment: datetime) -> float:
    """Return the seconds since the moment from which PostgreSQL counts."""
    return (moment - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()


def _first_claim() -> Claim:
    """Return the claim that all others are copies of, recorded by the product itself; it has no place."""
    from claims.models import Claim
    from claims.recording import record
    from tests.claims.stories import NOW, Said, person, publish, read

    if not Claim.objects.exists():
        extraction = read([Said(person("Ida Lund", "mayor of Harrow"), "the east bridge was inspected in March")])
        record(publish(extraction.text), extraction, now=NOW)
    return Claim.objects.order_by("pk")[0]


def _share_found(bases: Sentences, chance: np.random.Generator) -> float:
    """Return how many of the rows that the index gives are as near as the nearest of an exact search."""
    shares = []
    for vector in bases.drawn(chance.integers(SENTENCES, size=ASKED), chance):
        farthest = _nearest(vector, exactly=True)[-1] + TIE
        shares.append(sum(distance <= farthest for distance in _nearest(vector, exactly=False)) / NEAREST)
    return statistics.mean(shares)


def _nearest(vector: Floats, *, exactly: bool) -> list[float]:
    """Return the distances of the nearest rows."""
    from django.db import connection, transaction
    from pgvector import HalfVector
    from pgvector.django import CosineDistance

    from claims.meaning import by_meaning
    from claims.models import ClaimEmbedding

    found = ClaimEmbedding.objects.annotate(distance=CosineDistance("vector", HalfVector(vector))).order_by("distance")
    with transaction.atomic(), by_meaning(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_{'indexscan' if exactly else 'seqscan'} = off")
        return list(found.values_list("distance", flat=True)[:NEAREST])


def _matching() -> Taken:
    """Return how long it takes to match articles of one new claim each, from any time of the two years."""
    from django.db import connection

    from claims.matching import match_revision
    from claims.recording import record
    from tests.claims.stories import NOW, Said, person, publish, read

    chance = Random(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = psutil.Process(cursor.fetchone()[0])
    taken, in_server, in_all = [], 0.0, 0.0
    for text in _texts(TRIED, chance):
        extraction = read([Said(person("Ove Brandt", "harbour pilot"), text)])
        day = (START + timedelta(days=chance.uniform(30, DAYS - 30)) - FIRST_DAY).days
        revision = publish(extraction.text, day=day)
        record(revision, extraction, now=NOW)
        own, theirs, began = _processors(), sum(server.cpu_times()[:2]), time.perf_counter()
        match_revision(revision, now=NOW)
        taken.append(time.perf_counter() - began)
        in_server += sum(server.cpu_times()[:2]) - theirs
        in_all += _processors() - own + sum(server.cpu_times()[:2]) - theirs
    return Taken(statistics.median(taken), in_server / TRIED, in_all / TRIED)


def _processors() -> float:
    """Return the seconds that processors spent on this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="claimtrack-scale-", dir=os.environ.get("BENCHMARK_DIR")) as folder:
        os.environ |= {"CLAIMTRACK_VAR": folder, "DJANGO_SETTINGS_MODULE": "claimtrack.settings"}
        with embedded.running(Path(folder), valkey=False):
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            sys.exit(main())
