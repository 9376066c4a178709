"""Statements and answers as W3C Web Annotations: places in the text of an article, by position and by words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from claims.exports.rows import CHUNK, with_article
from claims.models import Claim, Rebuttal, Statement

_CONTEXT = 32  # characters before and after, enough to find the words in a changed text


def write_claims(claims: QuerySet[Claim], site: str) -> Iterator[str]:
    """Return the annotations of all statements of claims."""
    return write_statements(Statement.objects.filter(claim__in=claims.order_by()).order_by("pk"), site)


def write_statements(statements: QuerySet[Statement], site: str) -> Iterator[str]:
    """Return a page of annotations, one a statement."""
    rows = with_article(statements).select_related("claim__speaker").iterator(chunk_size=CHUNK)
    return _page(annotation_of(statement, site) for statement in rows)


def write_rebuttals(rebuttals: QuerySet[Rebuttal], site: str) -> Iterator[str]:
    """Return a page of annotations, one a rebuttal found in a text: its words, and the claim they answer."""
    found = rebuttals.filter(statement__isnull=False).select_related(
        "statement__revision__article", "answered__speaker", "answer"
    )
    return _page(_answer(link, site) for link in found.iterator(chunk_size=CHUNK))


def _page(annotations: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ['
    for number, annotation in enumerate(annotations):
        yield (",\n" if number else "\n") + json.dumps(annotation, ensure_ascii=False)
    yield "\n]}\n"


def annotation_of(statement: Statement, site: str) -> dict[str, Any]:
    """Return a statement as an annotation of its content."""
    claim = statement.claim
    return {
        "id": f"{site}/statements/{statement.pk}/",
        "type": "Annotation",
        "motivation": "identifying",
        "created": statement.created_at.isoformat(),
        "generator": {"type": "Software", "name": statement.extractor},
        "body": [
            {"type": "TextualBody", "purpose": "identifying", "value": f"{claim.speaker.name}: {claim.text}"},
            {"type": "TextualBody", "purpose": "tagging", "value": statement.stance},
            {"type": "SpecificResource", "purpose": "linking", "source": site + claim.get_absolute_url()},
        ],
        "target": _targets(statement, statement.content, site),
    }


def _answer(link: Rebuttal, site: str) -> dict[str, Any]:
    statement = link.statement
    if statement is None:
        raise ValueError("a rebuttal made by hand stands in no text")
    return {
        "id": f"{site}/api/v1/rebuttals/{link.pk}/",
        "type": "Annotation",
        "motivation": "linking",
        "created": link.created_at.isoformat(),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": link.relation},
            {"type": "SpecificResource", "purpose": "linking", "source": site + link.answered.get_absolute_url()},
        ],
        "target": _targets(statement, link.evidence or statement.content, site),
    }


def _targets(statement: Statement, spans: Sequence[Sequence[int]], site: str) -> list[dict[str, Any]]:
    article, text = statement.revision.article, statement.revision.text
    source = article.url or site + article.get_absolute_url()
    return [{"source": source, "selector": _selectors(text, start, end)} for start, end in spans]


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _CONTEXT) : start],
            "suffix": text[end : end + _CONTEXT],
        },
    ]
