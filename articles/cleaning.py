"""Bytes of a page or a text to the story in it."""

from dataclasses import replace
from datetime import datetime

import py3langid
from django.utils import timezone

from articles.decoding import NotText, decode_html, decode_text
from articles.ingestion import StepError
from articles.models import Ingestion, Payload, Stage
from articles.pages import UnreadablePage, read_page
from articles.plaintext import read_plain_text
from articles.publishing import publish
from articles.submitting import MAX_TEXT
from articles.values import CleanedPage

FEWEST_WORDS = 8  # a page with less holds no story; pasted text may be as short as it likes
LANGUAGE_SAMPLE = 3000  # characters


def clean_page(ingestion: Ingestion) -> Stage | None:
    """Store the story of a page or a text as a revision. Returns DONE when it brings nothing new to extract."""
    now = timezone.now()
    return publish(ingestion, clean(ingestion, now=now), now=now)


def clean(ingestion: Ingestion, *, now: datetime) -> CleanedPage:
    """Read what was submitted or fetched; what the submitter said wins over what the page says. Raises StepError."""
    body = bytes(ingestion.body or b"")
    try:
        if ingestion.payload == Payload.TEXT or ingestion.content_type.startswith("text/plain"):
            page = _text(body, ingestion)
        else:
            page = _page(body, ingestion, now)
    except (NotText, UnreadablePage) as error:
        raise StepError(error.code, error.message) from error
    if len(page.text) > MAX_TEXT:
        message = f"The story has {len(page.text):,} characters; the limit is {MAX_TEXT:,}. Paste the part you need."
        raise StepError("too_large", message)
    sample = " ".join(page.paragraphs)[:LANGUAGE_SAMPLE]
    return replace(
        page,
        outlet=ingestion.given_outlet or page.outlet,
        published_at=ingestion.given_published_at or page.published_at,
        language=py3langid.classify(sample)[0],
    )


def _text(body: bytes, ingestion: Ingestion) -> CleanedPage:
    title, paragraphs = read_plain_text(decode_text(body), title=ingestion.given_title)
    if not paragraphs:
        message = "There is no text left once buttons, adverts and links are left out. Paste the words of the article."
        raise StepError("empty_text", message)
    return CleanedPage(title=title, paragraphs=paragraphs)


def _page(body: bytes, ingestion: Ingestion, now: datetime) -> CleanedPage:
    html = decode_html(body, ingestion.content_type)
    address = ingestion.fetched_url or ingestion.url
    page = read_page(html, address=address, title=ingestion.given_title, now=now)
    if sum(len(paragraph.split()) for paragraph in page.paragraphs) < FEWEST_WORDS:
        raise StepError(
            "no_article_text",
            "The page holds no article text, perhaps a log-in page. Paste the text, or upload the page as a file.",
        )
    return page
