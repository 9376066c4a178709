"""Speakers, articles, disputes and outlets as flat rows, from what their lists have found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from claims.exports.atom import Entry
from claims.summaries import summarize
from claims.wording import sentences


def speaker_rows(speakers: Iterable[Any], site: str) -> Iterator[dict[str, Any]]:
    """Return one row a speaker, with its latest offices and its totals."""
    for speaker in speakers:
        yield {
            "id": speaker.pk,
            "url": site + speaker.get_absolute_url(),
            "name": speaker.name,
            "kind": speaker.kind,
            "roles": [role.title for role in speaker.shown_roles],
            "claims": speaker.claim_total,
            "answered": speaker.answered_total,
            "last_seen": _moment(speaker.seen_at),
        }


def article_rows(articles: Iterable[Any], site: str) -> Iterator[dict[str, Any]]:
    """Return one row an article, with the numbers of its latest revision."""
    for article in articles:
        yield {
            "id": article.pk,
            "url": site + article.get_absolute_url(),
            "source_url": article.url or "",
            "title": article.title,
            "outlet": article.outlet.name if article.outlet else "",
            "published_at": _moment(article.published_at),
            "created_at": _moment(article.created_at),
            "statements": article.statement_total,
            "links": article.link_total,
            "stage": article.stage or "",
            "error": article.error_code or "",
            "duplicate_of": article.duplicate_of_id,
        }


def dispute_rows(disputes: Iterable[Any], site: str) -> Iterator[dict[str, Any]]:
    """Return one row a dispute, named by its most contradicted claim unless an editor named it."""
    summaries = summarize(disputes)
    said = sentences([summary.heading.claim for summary in summaries])
    for summary in summaries:
        yield {
            "id": summary.dispute.pk,
            "url": site + summary.dispute.get_absolute_url(),
            "title": summary.dispute.given_title or said[summary.heading.claim.pk],
            "speakers": list(summary.speakers),
            "claims": summary.claims,
            "answers": summary.answers,
            "outlets": summary.outlets,
            "began_at": _moment(summary.began_at),
            "moved_at": _moment(summary.moved_at),
        }


def outlet_rows(outlets: Iterable[Any], site: str) -> Iterator[dict[str, Any]]:
    """Return one row an outlet."""
    for outlet in outlets:
        yield {
            "id": outlet.pk,
            "url": site + outlet.get_absolute_url(),
            "name": outlet.name,
            "kind": outlet.kind,
            "domain": outlet.domain or "",
            "articles": outlet.article_total,
            "claims": outlet.claim_total,
            "created_at": _moment(outlet.created_at),
        }


def entries(rows: Iterable[dict[str, Any]], dated: str) -> Iterator[Entry]:
    """Return the rows of a file as entries of a feed; `dated` is the column that says when each came in or changed."""
    for row in rows:
        name = "title" if "title" in row else "name"
        told = ((column, value) for column, value in row.items() if column not in ("id", "url", name, dated))
        words = (f"{column.replace('_', ' ')}: {_told(value)}" for column, value in told if value not in ("", None, []))
        yield Entry(row["url"], row[name] or row["url"], row[dated], "; ".join(words))


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
