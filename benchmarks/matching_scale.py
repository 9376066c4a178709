"""How much longer it takes to match a new claim among many stored ones, and how many true neighbours the index finds.

`python -m benchmarks.matching_scale [--few N] [--many N]` runs PostgreSQL in a temporary folder, stores claims of two
years, times the matching of new claims (their candidates, and what they are to each), and compares the 20 nearest of
the index with those of an exact search; with FEW (10,000), then with MANY (1,000,000; half an hour or more, and 6 GB of
disk). It fails where many take more than twice as long as few, or where the index finds less than 95 in 100.

The vectors are mixtures: the encoder places 30,000 sentences (invented claims with other names, places and amounts),
and each claim lies somewhere amid one of them and two of the ten nearest to that one. So a million vary as sentences
do, in far fewer directions than they have numbers, and crowd as reports of one matter do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
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

from claimtrack import embedded

if TYPE_CHECKING:
    from claims.models import Claim
    from claims.pairing.networks import Floats

INVENTED = Path("claims/training/pairs/invented.ndjson")
NEAREST = 20
TRIED, ASKED = 60, 60  # claims matched for the time, places asked for the share found
TOGETHER = 20_000
LONGEST_RATIO, LEAST_FOUND = 2.0, 0.95
TABLES = ("articles_article", "articles_revision", "claims_claim", "claims_statement", "claims_claimembedding")
START, DAYS = datetime(2024, 1, 1, tzinfo=UTC), 730
SENTENCES, NEAR = 30_000, 10
# Rows at the same distance are as good as each other; halves of numbers tell no less than this apart.
TIE = 1e-6


def main() -> int:
    """Measure with few and with many; return 1 where many take too long or too little is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    options = parser.parse_args()
    spoken = np.random.default_rng(1)
    bases = _sentences()
    seconds, found = {}, {}
    stored = 0
    for wanted in (options.few, options.many):
        began = time.perf_counter()
        _store(stored, wanted, bases, spoken)
        stored = wanted
        built = time.perf_counter() - began
        found[wanted] = _share_found(bases, spoken)
        seconds[wanted] = _seconds_to_match(bases)
        print(f"{wanted:>9,} stored: {1000 * seconds[wanted]:6.1f} ms a claim, {found[wanted]:.1%} of the nearest "
              f"{NEAREST} found; stored and indexed in {built:,.0f} s", flush=True)  # fmt: skip
    ratio = seconds[options.many] / seconds[options.few]
    print(f"{ratio:.2f} times as long with {options.many / options.few:,.0f} times the claims")
    return int(ratio > LONGEST_RATIO or min(found.values()) < LEAST_FOUND)


@dataclass(frozen=True)
class Sentences:
    """The vectors of sentences, and for each the places of the nearest others."""

    vectors: Floats
    near: np.ndarray[Any, np.dtype[np.int64]]

    def drawn(self, number: int, chance: np.random.Generator) -> Floats:
        """Return vectors of length one, each amid a sentence and two near it."""
        first = chance.integers(len(self.vectors), size=number)
        shares = chance.dirichlet((1, 1, 1), number)
        mixed = shares[:, :1] * self.vectors[first]
        for share in shares.T[1:]:
            mixed += share[:, None] * self.vectors[self.near[first, chance.integers(NEAR, size=number)]]
        drawn: Floats = (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)
        return drawn


def _sentences() -> Sentences:
    """Return as many sentences as are wanted, no two of the same words."""
    from claims.pairing.embedding import comparable, embed

    chance = Random(1)
    matters = [json.loads(line)["claims"] for line in INVENTED.read_text(encoding="utf-8").splitlines()]
    claims = [claim["text"] for matter in matters for claim in matter]
    texts: dict[str, None] = {}
    while len(texts) < SENTENCES:
        texts[comparable(_elsewhere(chance.choice(claims), chance))] = None
    every = list(texts)
    with ThreadPoolExecutor(2) as pool:
        vectors = np.concatenate(list(pool.map(embed, (every[k : k + 64] for k in range(0, len(every), 64)))))
    return Sentences(vectors, _nearest_others(vectors))


def _elsewhere(text: str, chance: Random) -> str:
    """Return a sentence with other names and amounts, now and then the one of a sample, or with a place."""
    from claims.sampling.words import LAST, PLACES, content_of

    if chance.random() < 0.3:
        return content_of(chance.randrange(2, 100_000), chance)
    for name in set(re.findall(r"(?<=\s)[A-Z][a-z]+", text)):
        text = re.sub(rf"\b{name}\b", chance.choice((*PLACES, *LAST)), text)
    text = re.sub(r"\d[\d,.]*\d|\d", lambda _: str(chance.randrange(2, 1000)), text)
    return f"{text} {chance.choice(('in', 'near', 'at'))} {chance.choice(PLACES)}" if chance.random() < 0.6 else text


def _nearest_others(vectors: Floats) -> np.ndarray[Any, np.dtype[np.int64]]:
    near = []
    for start in range(0, len(vectors), 2000):
        likeness = vectors[start : start + 2000] @ vectors.T
        likeness[np.arange(len(likeness)), start + np.arange(len(likeness))] = -1
        near.append(np.argpartition(-likeness, NEAR, axis=1)[:, :NEAR])
    return np.concatenate(near)


def _store(before: int, wanted: int, bases: Sentences, chance: np.random.Generator) -> None:
    """Add claims up to a number, each with its statement in one of a tenth as many articles, and index them anew."""
    from django.db import connection

    from claims.models import ClaimEmbedding

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no foreign keys are checked: they are right
        _drop_unused_indexes()
        _store_rows(before, wanted)
        for place in range(before, wanted, TOGETHER):
            _copy_vectors(place, bases.drawn(min(TOGETHER, wanted - place), chance), chance)
        cursor.execute("SET maintenance_work_mem = '3GB'")
        cursor.execute("SET max_parallel_maintenance_workers = 2")
        cursor.execute("CREATE INDEX claims_statement_recorded ON claims_statement (recorded_as_id)")
        with connection.schema_editor() as editor:
            editor.add_index(ClaimEmbedding, ClaimEmbedding._meta.indexes[0])
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")


def _drop_unused_indexes() -> None:
    """Drop the indexes that matching does not use, which would cost most of the time, and those that are made anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)", [list(TABLES)]
        )  # fmt: skip
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT LIKE '%%_pkey'",
                       [list(TABLES)])  # fmt: skip
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")


def _store_rows(before: int, wanted: int) -> None:
    """Add copies of one article, revision, claim and statement, each with its own number and words."""
    first = _first_claim()
    statement = first.recorded.get()
    tenth = range(before // 10 + 2, wanted // 10 + 2)
    _copies("articles_article", statement.revision.article_id, tenth, {"latest_id": "n"})
    _copies("articles_revision", statement.revision_id, tenth, {"article_id": "n"})
    claims = range(before + 2, wanted + 2)
    _copies("claims_claim", first.pk, claims, {"key": "n::text", "text": "text || n", "search_text": "''"})
    _copies(
        "claims_statement", statement.pk, claims, {"claim_id": "n", "recorded_as_id": "n", "revision_id": "n / 10 + 1"}
    )


def _copies(table: str, row: int, numbers: range, changed: dict[str, str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s "
                       "AND is_generated = 'NEVER' ORDER BY ordinal_position", [table])  # fmt: skip
        columns = [name for (name,) in cursor.fetchall()]
        values = ["n" if name == "id" else changed.get(name, name) for name in columns]
        into = f"INSERT INTO {table} ({', '.join(columns)}) OVERRIDING SYSTEM VALUE SELECT {', '.join(values)} "
        cursor.execute(f"{into} FROM {table}, generate_series({numbers.start}, {numbers.stop - 1}) n WHERE id = {row}")


def _copy_vectors(before: int, vectors: Floats, chance: np.random.Generator) -> None:
    """Store the vectors of the claims after a number, in PostgreSQL's binary form."""
    from django.db import connection

    row = np.dtype([("fields", ">i2"), ("l1", ">i4"), ("claim", ">i8"), ("l2", ">i4"), ("of", "S1"), ("l3", ">i4"),
                    ("seen", ">i8"), ("l4", ">i4"), ("size", ">i2"), ("unused", ">i2"),
                    ("vector", ">f2", vectors.shape[1])])  # fmt: skip
    rows = np.zeros(len(vectors), dtype=row)
    rows["fields"], rows["l1"], rows["l2"], rows["l3"] = 4, 8, 1, 8
    rows["claim"] = np.arange(before + 2, before + 2 + len(vectors))
    rows["of"], rows["l4"], rows["size"] = b"-", 4 + 2 * vectors.shape[1], vectors.shape[1]
    rows["seen"] = (_since_2000(START) + chance.uniform(0, DAYS, len(vectors)) * 86_400) * 1_000_000
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
    for vector in bases.drawn(ASKED, chance):
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


def _seconds_to_match(bases: Sentences) -> float:
    """Return the median time for the candidates of a new claim and what it is to each of them.

    The vector of the claim itself is not counted: it takes as long among few as among many.
    """
    from claims.meaning import by_meaning
    from claims.models import Claim
    from claims.neighbours import neighbours
    from claims.pairing.scoring import Pair, pair_scorer
    from claims.said import read_said

    chance = np.random.default_rng(2)
    claim = Claim.objects.order_by("pk")[0]
    said = read_said([claim.pk])[claim.pk].wording
    taken = []
    for vector in bases.drawn(TRIED, chance):
        claim.first_seen = START + timedelta(days=float(chance.uniform(30, DAYS - 30)))
        began = time.perf_counter()
        with by_meaning():
            near = neighbours(claim, vector, articles={0})
        theirs = read_said([one.other for one in near])
        pair_scorer().score([Pair(said, theirs[one.other].wording, one.nearness) for one in near])
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="claimtrack-scale-", dir=os.environ.get("BENCHMARK_DIR")) as folder:
        os.environ |= {"CLAIMTRACK_VAR": folder, "DJANGO_SETTINGS_MODULE": "claimtrack.settings"}
        with embedded.running(Path(folder), valkey=False):
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            sys.exit(main())
