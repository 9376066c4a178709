"""Rules against network and rules together: how much is found, how right it is, and how long extraction takes.

`python -m benchmarks.attribution [CORPUS]` prints for each tagger the agreement of what
`manage.py extract --all` gives with the annotated articles, and words a second of one core from text to claims; for the
default tagger also the words a second of the network alone, and its share of the time. Time is that of the processor,
so other work on the machine changes it less than the clock; the figures are those of a quiet machine only if it is one.
The last line is by the clock: `manage.py extract --all` over a thousand articles, these over and over, with all cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from claims.extraction import ArticleText, extract, extract_many, to_dict
from claims.extraction.combining import CombinedTagger
from claims.extraction.marking import Scores
from claims.extraction.model import ModelTagger
from claims.extraction.rules import RulesTagger
from claims.extraction.tagger import TAGGERS, get_tagger
from claims.extraction.values import Span
from claims.extraction.windows import Batch
from claims.management.commands.extract import TOGETHER
from claims.training.corpus import Annotation, Article, load_articles
from claims.training.scoring import score

DEV = Path("../shared/corpora/polnear/dev.ndjson.gz")
STORY = 750  # words
MANY = 1000  # articles
ROOT = Path(__file__).parent.parent


class TimedModel(ModelTagger):
    """The model tagger on one core, with the processor seconds that it spent in the network."""

    seconds = 0.0

    def _score(self, batch: Batch) -> Scores:
        started = time.thread_time()
        scores = super()._score(batch)
        self.seconds += time.thread_time() - started
        return scores


def measure(tagger: str, articles: Sequence[Article]) -> tuple[dict[str, float], float]:
    """Return the scores of a tagger and the processor seconds that extraction took."""
    extract(articles[0].text, tagger=tagger)  # loads what is loaded once
    started = time.process_time()
    texts = (ArticleText(article.text) for article in articles)
    together = extract_many(texts, tagger=tagger, batch_size=TOGETHER)
    found = [to_dict(extraction, include_attitudes=True) for extraction in together]
    seconds = time.process_time() - started
    return score((a, as_annotations(story)) for a, story in zip(articles, found, strict=True)), seconds


def as_annotations(story: dict[str, Any]) -> list[Annotation]:
    """Return the claims of a story as annotations."""
    roles = ("source", "cue", "content")
    return [Annotation(*(tuple(Span(*pair) for pair in claim[role]) for role in roles)) for claim in story["claims"]]


def clock(articles: Sequence[Article]) -> tuple[float, int]:
    """Return the seconds that the command takes for many articles, its start included, and their words."""
    many = list(islice(cycle(articles), MANY))
    with tempfile.TemporaryFile() as given:
        given.writelines(json.dumps({"id": a.id, "text": a.text}).encode() + b"\n" for a in many)
        given.seek(0)
        started = time.monotonic()
        command = [sys.executable, "manage.py", "extract", "--all"]
        subprocess.run(command, cwd=ROOT, stdin=given, stdout=subprocess.DEVNULL, check=True)
        seconds = time.monotonic() - started
    return seconds, sum(len(article.text.split()) for article in many)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=DEV)
    corpus = parser.parse_args().corpus
    if not corpus.is_file():
        parser.error(f"There is no {corpus}. Name the file of annotated articles.")
    articles = load_articles(corpus)
    words = sum(len(article.text.split()) for article in articles)
    model = TimedModel(threads=1)
    TAGGERS["timed"] = lambda: CombinedTagger(model, RulesTagger())
    for tagger in ("rules", "timed"):
        model.load()
        model.seconds = 0.0
        scores, seconds = measure(tagger, articles)
        print(get_tagger(tagger).name)
        print("  " + ", ".join(f"{name} {value:.1f}" for name, value in scores.items()))
        print(
            f"  {words / seconds:,.0f} words, {words / seconds / STORY:.1f} stories of {STORY} words a second and core"
        )
    print(
        f"  {model.seconds / seconds:.0%} of that in the network, which alone reads {words / model.seconds:,.0f} words"
    )
    seconds, words = clock(articles)
    print(f"extract, {os.cpu_count()} cores: {words / seconds / STORY:.1f} stories of {STORY} words a second")


if __name__ == "__main__":
    main()
