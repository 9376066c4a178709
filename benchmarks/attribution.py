"""Rules, model, and both: how much is found, how right it is, and how long it takes.

`python -m benchmarks.attribution ../shared/corpora/polnear/dev.ndjson.gz` prints, for each tagger, agreement with the
annotated articles, words a second through segmentation and tagging, and for the model the share of that time spent in
the network, and the words a second of the network alone. Run it where nothing else runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from claims.extraction.combining import CombinedTagger
from claims.extraction.marking import Scores
from claims.extraction.model import ModelTagger
from claims.extraction.rules import RulesTagger
from claims.extraction.segment import segment
from claims.extraction.values import Tagger
from claims.extraction.windows import Batch
from claims.training.corpus import Article, load_articles
from claims.training.evaluating import as_annotations
from claims.training.scoring import score


class TimedModel(ModelTagger):
    """The model tagger, with the seconds that its threads spent in the network, added up."""

    seconds = 0.0

    def _score(self, batch: Batch) -> Scores:
        started = time.perf_counter()
        scores = super()._score(batch)
        self.seconds += time.perf_counter() - started
        return scores


def measure(tagger: Tagger, articles: Sequence[Article]) -> tuple[dict[str, float], float]:
    """Return the scores of a tagger and the seconds that segmentation and tagging took."""
    tagger.tag([segment(articles[0].text)])  # loads what is loaded once
    if isinstance(tagger, TimedModel):
        tagger.seconds = 0.0
    started = time.perf_counter()
    marks = tagger.tag([segment(article.text) for article in articles])
    seconds = time.perf_counter() - started
    return score((a, as_annotations(found)) for a, found in zip(articles, marks, strict=True)), seconds


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--threads", type=int, default=2, help="cores for the network")
    options = parser.parse_args()
    articles = load_articles(options.corpus)
    words = sum(len(article.text.split()) for article in articles)
    model = TimedModel(threads=options.threads)
    for tagger in (RulesTagger(), model, CombinedTagger(ModelTagger(threads=options.threads), RulesTagger())):
        scores, seconds = measure(tagger, articles)
        print(tagger.name)
        print("  " + ", ".join(f"{name} {value:.1f}" for name, value in scores.items()))
        print(f"  {words / seconds:,.0f} words a second")
        if tagger is model:
            network = model.seconds / model.threads
            print(f"  {network / seconds:.0%} of that in the network, which alone reads {words / network:,.0f}")


if __name__ == "__main__":
    main()
