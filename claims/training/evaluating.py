"""Score a tagger on annotated articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.extraction.marking import Decoding, Run, tag_documents
from claims.extraction.segment import segment
from claims.extraction.values import Mark, Role, Tagger
from claims.training.corpus import Annotation, Article
from claims.training.examples import read_documents
from claims.training.scoring import score


def evaluate(articles: Sequence[Article], tokenizer: Any, run: Run, decoding: Decoding) -> dict[str, float]:
    """Tag the articles with a network and return the scores of `claims.training.scoring`."""
    read = list(read_documents(articles, tokenizer))
    marks = tag_documents([document for _, document, _ in read], [item for *_, item in read], run, decoding)
    return _score(articles, marks)


def evaluate_tagger(articles: Sequence[Article], tagger: Tagger) -> dict[str, float]:
    """Tag the articles and return the scores of `claims.training.scoring`."""
    return _score(articles, tagger.tag([segment(article.text) for article in articles]))


def _score(articles: Sequence[Article], marks: Sequence[Sequence[Mark]]) -> dict[str, float]:
    return score((article, as_annotations(found)) for article, found in zip(articles, marks, strict=True))


def as_annotations(marks: Iterable[Mark]) -> list[Annotation]:
    """Return one attribution for each cue that has a content."""
    marks = list(marks)
    found = []
    for index, cue in enumerate(marks):
        if cue.role is not Role.CUE:
            continue
        tied = [mark for mark in marks if index in mark.cues]
        source, content = (tuple(m.span for m in tied if m.role is role) for role in (Role.SOURCE, Role.CONTENT))
        if content:
            found.append(Annotation(source, (cue.span,), content))
    return found
