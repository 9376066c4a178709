"""Claims matched across texts, on five sets: one table.

`python -m benchmarks.matching [CORPORA] [LINKS]` prints a line a measure. CORPORA (../shared/corpora) holds Emergent,
FNC-1, CheckThat! 2020 and MRPC, their dev parts; LINKS (../shared/gold/cross_links-dev.json) the links of annotated
stories, which stand beside it. Nothing is learnt from any of them; the words and four numbers by which an article is
read were chosen with Emergent dev and half of FNC-1 dev in sight. MRPC may be used for no commercial purpose.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reading import article_stance, headline_stance, read_article, sentences, vectors_of
from claims.folding import fold
from claims.pairing.networks import Floats
from claims.pairing.scoring import Pair, pair_scorer
from claims.pairing.wording import Wording
from claims.propositions import telling_words

K_1, B = 1.2, 0.75  # of BM25, as everywhere
RETURNED = 5
LABELS = {"same": "same_claim", "supports": "same_claim"}


def main(corpora: Path, links: Path) -> None:
    """Print the table."""
    print(f"{'set':<12} {'measure':<42} {'found':>6}  beside")
    for line in chain(cross_links(links), emergent(corpora), fnc(corpora), checkthat(corpora), mrpc(corpora)):
        print("{:<12} {:<42} {:>6.1f}  {}".format(*line), flush=True)


Line = tuple[str, str, float, str]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cross_links(path: Path) -> Iterator[Line]:
    """Compare the links between annotated stories."""
    rows = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    names = {row[end]["article"] for row in rows for end in "ab"}
    stories = {name: json.loads((path.parent / f"{name}.json").read_text(encoding="utf-8")) for name in names}
    pairs = [tuple(_wording(stories[row[end]["article"]], row[end]["claim"]) for end in "ab") for row in rows]
    vectors = vectors_of(wording.text for pair in pairs for wording in pair)
    scorer = pair_scorer()
    odds = scorer.score([Pair(a, b, float(vectors[a.text] @ vectors[b.text])) for a, b in pairs])
    named = [LABELS.get(link, link) for link in map(scorer.link, odds)]
    yield (
        "cross links",
        f"accuracy of {len(rows)}",
        accuracy(named, [row["label"] for row in rows]),
        "40.0 by words alone",
    )


def _wording(story: dict[str, Any], claim: str) -> Wording:
    found = next(c for c in story["claims"] if c["id"] == claim)
    speaker: dict[str, Any] = next((s for s in story["speakers"] if s["name"] == found["speaker"]), {})
    text = " … ".join(story["text"][start:end] for start, end in found["content"])
    offices = tuple(office for office in (speaker.get("affiliation"), found["role"]) if office)
    names = (found["speaker"], *speaker.get("aliases", ()))
    return Wording(text, found["target"] or "", found["stance"], names, offices)


def emergent(corpora: Path) -> Iterator[Line]:
    """Headlines for, against, or observing a claim."""
    rows = rows_of(corpora / "emergent/dev.ndjson.gz")
    named, right = [headline_stance(row["claim"], row["text"]) for row in rows], [row["stance"] for row in rows]
    yield "Emergent", f"accuracy of {len(rows)}", accuracy(named, right), "73.9 its author's, trained on it"
    yield from by_label("Emergent", named, right)


def fnc(corpora: Path) -> Iterator[Line]:
    """Articles that agree, disagree, discuss or are unrelated."""
    rows = rows_of(corpora / "fnc-1/dev.ndjson.gz")
    bodies = {row["body_id"]: row["text"] for row in rows}
    vectors = vectors_of([*(row["claim"] for row in rows), *(s for text in bodies.values() for s in sentences(text))])
    articles = {number: read_article(text, vectors) for number, text in bodies.items()}
    named = [article_stance(row["claim"], vectors[row["claim"]], articles[row["body_id"]]) for row in rows]
    right = [row["stance"] for row in rows]
    yield "FNC-1", f"mean F1, {len(rows)} pairs", mean_f1(named, right), "59.9 Athene, trained on it"
    yield from by_label("FNC-1", named, right)
    odd = [place for place, row in enumerate(rows) if sha256(row["body_id"].encode()).digest()[0] % 2]
    unseen = mean_f1([named[place] for place in odd], [right[place] for place in odd])
    yield "FNC-1", f"mean F1, {len(odd)} of articles not chosen on", unseen, ""


def checkthat(corpora: Path) -> Iterator[Line]:
    """Fact-checked claims found for a tweet."""
    pool, tweets = (rows_of(corpora / f"checkthat2020/{name}.ndjson.gz") for name in ("verified_claims", "dev"))
    texts = [f"{claim['title'] or ''} {claim['claim']}" for claim in pool]
    by_words, by_meaning = Words(texts), vectors_of(claim["claim"] for claim in pool)
    titles = vectors_of(claim["title"] or claim["claim"] for claim in pool)
    places = np.stack([by_meaning[claim["claim"]] for claim in pool])
    headed = np.stack([titles[claim["title"] or claim["claim"]] for claim in pool])
    asked = vectors_of(tweet["text"] for tweet in tweets)
    numbers = [claim["id"] for claim in pool]
    means = {"words (BM25)": 0.0, "meaning": 0.0, "both": 0.0}
    for tweet in tweets:
        words = by_words.scores(tweet["text"])
        near = np.maximum(places @ asked[tweet["text"]], headed @ asked[tweet["text"]])
        both = words / max(words.max(), 1e-9) + 2 * near
        for name, scores in zip(means, (words, near, both), strict=True):
            means[name] += average_precision(scores, numbers, tweet["verified_claims"]) / len(tweets)
    baseline = f"{100 * means['words (BM25)']:.1f} by words (BM25)"
    for name in ("meaning", "both"):
        yield "CheckThat!", f"MAP@5 by {name}, {len(tweets)} tweets", 100 * means[name], baseline


class Words:
    """BM25 over texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(telling_words(fold(text))) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float64)
        self._weight = K_1 * (1 - B + B * lengths / lengths.mean())
        self._holding: dict[str, list[tuple[int, int]]] = {}
        for number, count in enumerate(counts):
            for word, times in count.items():
                self._holding.setdefault(word, []).append((number, times))
        self._size = len(texts)

    def scores(self, text: str) -> Floats:
        """Return a score for each text."""
        scores = np.zeros(self._size)
        for word in set(telling_words(fold(text))):
            holding = self._holding.get(word, [])
            rarity = math.log(1 + (self._size - len(holding) + 0.5) / (len(holding) + 0.5))
            for number, times in holding:
                scores[number] += rarity * times * (K_1 + 1) / (times + self._weight[number])
        return scores.astype(np.float32)


def average_precision(scores: Floats, numbers: Sequence[str], right: Sequence[str]) -> float:
    """Return the average precision of the five best."""
    best = [numbers[place] for place in np.argsort(-scores, kind="stable")[:RETURNED]]
    hits, total = 0, 0.0
    for rank, number in enumerate(best, 1):
        if number in right:
            hits += 1
            total += hits / rank
    return total / min(len(right), RETURNED)


def mrpc(corpora: Path) -> Iterator[Line]:
    """Sentences of news that are the same in meaning, or not; by whom they are said is not known."""
    rows = rows_of(corpora / "mrpc/dev.ndjson.gz")
    vectors = vectors_of(row[side] for row in rows for side in ("claim", "text"))
    said = {text: Wording(text, "", "assertion", ("nobody",)) for text in vectors}
    pairs = [
        Pair(said[row["claim"]], said[row["text"]], float(vectors[row["claim"]] @ vectors[row["text"]])) for row in rows
    ]
    scorer = pair_scorer()
    named = [str(scorer.link(odds) in LABELS) for odds in scorer.score(pairs)]
    right = [str(row["same"]) for row in rows]
    yield "MRPC", f"F1 of same, {len(rows)} pairs", 100 * f1("True", named, right), "80.6 all the same"
    yield "MRPC", "accuracy", accuracy(named, right), "67.5 all the same"


def accuracy(named: Sequence[str], right: Sequence[str]) -> float:
    """Return how many labels are right, in percent."""
    return 100 * sum(n == r for n, r in zip(named, right, strict=True)) / len(right)


def by_label(corpus: str, named: Sequence[str], right: Sequence[str]) -> Iterable[Line]:
    """Return F1 of each label."""
    for label in sorted(set(right)):
        yield corpus, f"F1 of {label}", 100 * f1(label, named, right), ""


def mean_f1(named: Sequence[str], right: Sequence[str]) -> float:
    """Return the mean F1 of the labels, in percent."""
    scores = [score for _, _, score, _ in by_label("", named, right)]
    return sum(scores) / len(scores)


def f1(label: str, named: Sequence[str], right: Sequence[str]) -> float:
    """Return F1 of a label."""
    hits = sum(n == r == label for n, r in zip(named, right, strict=True))
    return 2 * hits / max(1, named.count(label) + right.count(label))


if __name__ == "__main__":
    places = [Path(argument) for argument in sys.argv[1:]]
    defaults = [Path("../shared/corpora"), Path("../shared/gold/cross_links-dev.json")]
    main(*[*places, *defaults[len(places) :]])
