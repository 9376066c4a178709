"""Agreement of found attributions with annotated ones, for choosing between models.

Terms after Newell, Margolin and Ruths, "An attribution relations corpus for political news", LREC 2018. Two
attributions are the same if their contents share at least half of their words; one to one, best first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.values import Span
from claims.training.corpus import Annotation, Article

WORD = re.compile(r"\w+(?:['’-]\w+)*")
MIN_JACCARD = 0.5
QUOTES = '"“”„«»'

Words = frozenset[int]


def score(pairs: Iterable[tuple[Article, Sequence[Annotation]]]) -> dict[str, float]:
    """Return percentages over all articles, each with what was found in it.

    `headline` is the F1 of attributions whose content and source are right, `content` that of the content alone,
    `source_accuracy` the share of right contents with the right source, `exact_quote` the F1 of attributions whose
    words are the same in all three roles, `direct_recall` the recall of contents in quotation marks.
    """
    counts: Counter[str] = Counter()
    for article, found in pairs:
        _count(article, found, counts)
    return {
        "headline": _f1(counts["right"], counts["found"], counts["annotated"]),
        "content": _f1(counts["content"], counts["found"], counts["annotated"]),
        "source_accuracy": _share(counts["right"], counts["content"]),
        "exact_quote": _f1(counts["exact"], counts["found"], counts["annotated"]),
        "direct_recall": _share(counts["direct_right"], counts["direct"]),
        "precision": _share(counts["right"], counts["found"]),
        "recall": _share(counts["right"], counts["annotated"]),
    }


def _count(article: Article, found: Sequence[Annotation], counts: Counter[str]) -> None:
    word_at = _word_starts(article.text)
    wanted = [_worded(annotation, word_at) for annotation in article.annotations]
    got = [_worded(annotation, word_at) for annotation in found]
    direct = [_is_direct(article.text, annotation) for annotation in article.annotations]
    counts.update(annotated=len(wanted), found=len(got), direct=sum(direct))
    for j, i in _align(wanted, got):
        right = _same_source(wanted[i], got[j])
        counts.update(content=1, right=right, direct_right=right and direct[i], exact=wanted[i] == got[j])


def _word_starts(text: str) -> list[int]:
    starts = [-1] * len(text)
    for match in WORD.finditer(text):
        starts[match.start() : match.end()] = [match.start()] * (match.end() - match.start())
    return starts


def _worded(annotation: Annotation, word_at: Sequence[int]) -> tuple[Words, Words, Words]:
    return tuple(  # type: ignore[return-value]  # three roles, three sets
        _words(spans, word_at) for spans in (annotation.source, annotation.cue, annotation.content)
    )


def _words(spans: Iterable[Span], word_at: Sequence[int]) -> Words:
    return frozenset(word_at[i] for span in spans for i in range(span.start, span.end)) - {-1}


def _is_direct(text: str, annotation: Annotation) -> bool:
    words = " ".join(text[span.start : span.end] for span in annotation.content).strip(" .,;:")
    return bool(words) and words[0] in QUOTES and words[-1] in QUOTES


def _same_source(one: tuple[Words, Words, Words], other: tuple[Words, Words, Words]) -> bool:
    return bool(one[0] & other[0]) or not (one[0] or other[0])


def _align(
    wanted: Sequence[tuple[Words, Words, Words]], got: Sequence[tuple[Words, Words, Words]]
) -> Iterator[tuple[int, int]]:
    ranked = []
    for j, have in enumerate(got):
        for i, want in enumerate(wanted):
            common = len(have[2] & want[2])
            if common and common / len(have[2] | want[2]) >= MIN_JACCARD:
                ranked.append((-common / len(have[2] | want[2]), not _same_source(want, have), j, i))
    taken_found, taken_wanted = set(), set()
    for *_, j, i in sorted(ranked):
        if j not in taken_found and i not in taken_wanted:
            taken_found.add(j)
            taken_wanted.add(i)
            yield j, i


def _f1(right: int, found: int, annotated: int) -> float:
    return _share(2 * right, found + annotated)


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
