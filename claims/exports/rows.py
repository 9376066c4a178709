"""Claims, statements and rebuttals as flat rows: what NDJSON and CSV share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from claims.models import Claim, Rebuttal, Statement

CHUNK = 500


def claim_rows(claims: QuerySet[Claim], site: str) -> Iterator[dict[str, Any]]:
    """Return one row a claim, in the order of the query set."""
    statements = Statement.objects.order_by("revision__article__published_at", "pk").select_related(
        "revision__article__outlet"
    )
    wanted = claims.select_related("speaker").prefetch_related(
        Prefetch("statements", statements.defer("revision__text"), to_attr="shown_statements")
    )
    for claim in wanted.iterator(chunk_size=CHUNK):
        said: list[Statement] = claim.shown_statements
        yield {
            "id": claim.pk,
            "url": site + claim.get_absolute_url(),
            "text": claim.text,
            "speaker_id": claim.speaker_id,
            "speaker": claim.speaker.name,
            "speaker_kind": claim.speaker.kind,
            "stance": claim.stance,
            "target": claim.target,
            "status": claim.status,
            "version": claim.version,
            "first_seen": claim.first_seen.isoformat(),
            "statements": claim.statement_count,
            "answers": claim.answer_count,
            "outlets": sorted({s.revision.article.outlet.name for s in said if s.revision.article.outlet}),
            "articles": sorted({s.revision.article_id for s in said}),
        }


def statement_rows(statements: QuerySet[Statement], site: str) -> Iterator[dict[str, Any]]:
    """Return one row a statement, with its spans into the text of its revision."""
    wanted = with_article(statements).select_related("claim__speaker").defer("revision__text")
    for statement in wanted.iterator(chunk_size=CHUNK):
        article = statement.revision.article
        yield {
            "id": statement.pk,
            "claim": statement.claim_id,
            "claim_url": site + statement.claim.get_absolute_url(),
            "speaker_id": statement.claim.speaker_id,
            "speaker": statement.claim.speaker.name,
            "source": statement.mention,
            "cue": statement.cue_text,
            "content": statement.text,
            "type": statement.type,
            "stance": statement.stance,
            "role": statement.role,
            "via": statement.via,
            "nested_in": statement.nested_in_id,
            "article": article.pk,
            "article_url": article.url or "",
            "article_title": article.title,
            "outlet": article.outlet.name if article.outlet else "",
            "published_at": article.published_at.isoformat() if article.published_at else "",
            "revision": statement.revision.number,
            "revision_sha256": statement.revision.sha256,
            "source_spans": statement.source,
            "cue_spans": statement.cue,
            "content_spans": statement.content,
            "confidence": statement.confidence,
            "extractor": statement.extractor,
        }


def with_article(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Fetch statements with the articles they stand in."""
    return statements.select_related("revision__article__outlet")


def rebuttal_rows(rebuttals: QuerySet[Rebuttal], site: str) -> Iterator[dict[str, Any]]:
    """Return one row a rebuttal: the answering claim, the relation, the claim answered."""
    wanted = rebuttals.select_related("answer__speaker", "answered__speaker", "statement__revision", "decided_by")
    for link in wanted.iterator(chunk_size=CHUNK):
        text = link.statement.revision.text if link.statement else ""
        yield {
            "id": link.pk,
            "answer": link.answer_id,
            "answer_url": site + link.answer.get_absolute_url(),
            "answer_speaker": link.answer.speaker.name,
            "answer_text": link.answer.text,
            "relation": link.relation,
            "answered": link.answered_id,
            "answered_url": site + link.answered.get_absolute_url(),
            "answered_speaker": link.answered.speaker.name,
            "answered_text": link.answered.text,
            "state": link.state,
            "confidence": link.confidence,
            "evidence": [text[start:end] for start, end in link.evidence] if text else [],
            "decided_by": link.decided_by.get_username() if link.decided_by else "",
            "decided_at": link.decided_at.isoformat() if link.decided_at else "",
            "extractor": link.extractor,
        }
