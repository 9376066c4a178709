"""Public verdicts as schema.org ClaimReview (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString, mark_safe

from claims.exports.rows import CHUNK
from claims.models import Assessment, Claim, Statement, Status
from claims.verdicts import first_standing
from claims.wording import sentence

# 1 is the worst and 5 the best; what cannot be checked has no number.
RATINGS: dict[str, int | None] = {
    Status.SUPPORTED: 5,
    Status.UNPROVEN: 3,
    Status.MISLEADING: 2,
    Status.FALSE: 1,
    Status.NOT_CHECKABLE: None,
}
PUBLISHER = "claimtrack"
_TYPES = {"person": "Person"}


def write(claims: QuerySet[Claim], site: str) -> Iterator[str]:
    """Return a JSON-LD document with one ClaimReview a claim that has a public verdict."""
    yield '{"@context": "https://schema.org", "@graph": ['
    for number, claim in enumerate(_reviewed(claims).iterator(chunk_size=CHUNK)):
        yield (",\n" if number else "\n") + json.dumps(review_of(claim, site), ensure_ascii=False)
    yield "\n]}\n"


def review_block(claim: Claim, site: str) -> SafeString:
    """Return a claim's verdict as a block of JSON-LD for its page; empty without one. Four queries with one."""
    if claim.status not in RATINGS:
        return SafeString("")
    reviewed = _reviewed(Claim.objects.filter(pk=claim.pk)).get()
    text = json.dumps({"@context": "https://schema.org", **review_of(reviewed, site)}, ensure_ascii=False)
    # No letter of it may end the element that holds it.
    escaped = text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')  # noqa: S308  (escaped above)


def _reviewed(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    verdicts = Assessment.objects.order_by("-made_at", "-pk").prefetch_related("evidence")
    statements = Statement.objects.order_by("revision__article__published_at", "pk").select_related(
        "revision__article__outlet"
    )
    return (
        claims.filter(status__in=RATINGS)
        .select_related("speaker")
        .prefetch_related(
            Prefetch("assessments", verdicts, to_attr="shown_assessments"),
            Prefetch("statements", statements.defer("revision__text"), to_attr="shown_statements"),
        )
    )


def review_of(claim: Claim, site: str) -> dict[str, Any]:
    """Return a claim's verdict as ClaimReview; the claim comes with its assessments, the latest first."""
    verdict = first_standing(claim.shown_assessments)  # type: ignore[attr-defined]
    address = site + claim.get_absolute_url()
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": Status(claim.status).label,
        "bestRating": 5,
        "worstRating": 1,
    }
    if number := RATINGS[claim.status]:
        rating["ratingValue"] = number
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "claimReviewed": (verdict.reviewed if verdict else "") or sentence(claim),
        "author": {"@type": "Organization", "name": PUBLISHER, "url": f"{site}/"},
        "reviewRating": rating,
        "itemReviewed": _item(claim),
    }
    if verdict:
        review["datePublished"] = verdict.made_at.date().isoformat()
        review["reviewBody"] = verdict.rationale
        review["citation"] = [
            {"@type": "WebPage", "url": link.url, "name": link.title or link.url} for link in verdict.evidence.all()
        ]
    return review


def _item(claim: Claim) -> dict[str, Any]:
    author = {"@type": _TYPES.get(claim.speaker.kind, "Organization"), "name": claim.speaker.name}
    item: dict[str, Any] = {"@type": "Claim", "text": claim.text, "datePublished": claim.first_seen.date().isoformat()}
    if claim.speaker.kind != "anonymous":
        item["author"] = author
    shown: list[Statement] = claim.shown_statements  # type: ignore[attr-defined]
    appearances = list({s.revision.article_id: _appearance(s) for s in shown}.values())
    if appearances:
        item["firstAppearance"], item["appearance"] = appearances[0], appearances
    return item


def _appearance(statement: Statement) -> dict[str, Any]:
    article = statement.revision.article
    work: dict[str, Any] = {"@type": "NewsArticle", "headline": article.title}
    if article.url:
        work["url"] = article.url
    if article.published_at:
        work["datePublished"] = article.published_at.isoformat()
    if article.outlet:
        work["publisher"] = {"@type": "Organization", "name": article.outlet.name}
    return work
