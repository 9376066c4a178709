"""Text in, attributions out: the steps in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.extraction.attributions import assemble
from claims.extraction.interpretation import interpret
from claims.extraction.segment import segment
from claims.extraction.tagger import DEFAULT_TAGGER, get_tagger
from claims.extraction.values import Document, Extraction, Mark


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What extraction needs to know of an article."""

    text: str
    title: str | None = None
    published: str | None = None


def extract(
    text: str, *, title: str | None = None, published: str | None = None, tagger: str = DEFAULT_TAGGER
) -> Extraction:
    """Find who said what in a text, who the speakers are, and who answers whom.

    Takes any string. A pure function: the same input gives the same result. Offsets are code points of
    `text`. Raises UnknownTagger if no tagger has that name.
    """
    (found,) = extract_many([ArticleText(text, title, published)], tagger=tagger)
    return found


def extract_many(
    articles: Iterable[ArticleText], *, tagger: str = DEFAULT_TAGGER, batch_size: int = 16
) -> Iterator[Extraction]:
    """Yield the extraction of each article, in order, as `extract` gives it.

    Reads `batch_size` articles ahead, which a tagger that works on several at once is faster for, and holds no more.
    """
    marker, waiting = get_tagger(tagger), iter(articles)
    while batch := list(islice(waiting, batch_size)):
        documents = [segment(article.text, title=article.title, published=article.published) for article in batch]
        for document, marks in zip(documents, marker.tag(documents), strict=True):
            yield _extraction(document, marks, extractor=marker.name)


def _extraction(document: Document, marks: Sequence[Mark], *, extractor: str) -> Extraction:
    found = interpret(document, assemble(document, marks))
    return Extraction(
        text=document.text,
        speakers=found.speakers,
        attributions=found.attributions,
        links=found.links,
        same_claim=found.same_claim,
        extractor=extractor,
    )
