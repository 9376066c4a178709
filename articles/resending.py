"""What was sent comes back into the form for pasting, so that it can be mended and sent again."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from articles.decoding import NotText, decode_html, decode_text
from articles.models import Ingestion, Payload
from articles.pages import UnreadablePage, visible_text


def sent_before(ingestion: Ingestion) -> dict[str, Any]:
    """Return the fields of PasteForm as they were sent, or as the page that was sent says; no text of an address."""
    article = ingestion.article
    published_at = ingestion.given_published_at or article.published_at
    return {
        "text": _text(ingestion),
        "title": ingestion.given_title or article.title,
        "outlet": ingestion.given_outlet or (article.outlet.name if article.outlet else ""),
        "published_on": published_at.date() if published_at else None,
        "source_url": ingestion.url,
    }


def _text(ingestion: Ingestion) -> str:
    body = bytes(ingestion.body or b"")
    with suppress(NotText, UnreadablePage):
        if ingestion.payload == Payload.TEXT:
            return decode_text(body)
        if ingestion.payload == Payload.HTML:
            return visible_text(decode_html(body, ingestion.content_type))
    return ""
