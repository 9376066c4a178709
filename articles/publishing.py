"""A cleaned page to rows: the article's revision, outlet and facts, or the article whose text it repeats."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from articles.addresses import host_of
from articles.duplicates import article_at, lock_identity, original_of
from articles.models import Article, Ingestion, Outlet, Revision, Stage, body_sha256, text_sha256
from articles.values import CleanedPage


def publish(ingestion: Ingestion, page: CleanedPage, *, now: datetime) -> Stage | None:
    """Store a page as its article's newest revision; publishing the same page again changes nothing.

    A text that another article holds already, be it under another headline, makes this one its copy. Returns DONE when
    nothing is left to extract.
    """
    sha256, body = text_sha256(page.text), body_sha256(page.text, title=page.title)
    with transaction.atomic():
        lock_identity("text", sha256)
        lock_identity("words", body)
        article = Article.objects.select_for_update().get(pk=ingestion.article_id)
        _take_over_facts(article, page, ingestion, now=now)
        original = None if article.latest_id else _original(article, page, sha256=sha256, body=body)
        article.duplicate_of = original
        if not original:
            article.latest = ingestion.revision = _revision(article, page, sha256=sha256, body=body, now=now)
        article.save()
        ingestion.save(update_fields=["revision"])
    unchanged = ingestion.revision is not None and bool(ingestion.revision.extracted_by)
    return Stage.DONE if original or unchanged else None


def outlet_for(name: str, address: str, *, now: datetime) -> Outlet | None:
    """Return the outlet of a name or of an address's host, made if need be; none if neither is known.

    One that became part of another gives that one.
    """
    domain = host_of(address) or None
    name = name or domain or ""
    if not name:
        return None
    lock_identity("outlet", "all")  # new outlets are rare, and both columns are unique
    outlets = Outlet.objects.select_related("merged_into")
    if domain and (known := outlets.filter(domain=domain).first()):
        return known.merged_into or known
    named = outlets.filter(name=name).first()
    if not named:
        return Outlet.objects.create(name=name[:200], domain=domain, created_at=now)
    if domain and not named.domain:
        named.domain = domain
        named.save(update_fields=["domain"])
    return named.merged_into or named


def _take_over_facts(article: Article, page: CleanedPage, ingestion: Ingestion, *, now: datetime) -> None:
    article.title = page.title[:500] or article.title
    article.author = page.author or article.author
    article.language = page.language or article.language
    article.published_at = page.published_at or article.published_at
    own_name = ingestion.given_outlet
    article.outlet = (
        outlet_for(own_name or page.outlet, "" if own_name else article.url or page.address, now=now) or article.outlet
    )
    if page.address and page.address != article.url and not _another_at(page.address, article):
        article.url = page.address


def _another_at(address: str, article: Article) -> Article | None:
    lock_identity("address", address)
    other = article_at(address)
    return other if other and other.pk != article.pk else None


def _original(article: Article, page: CleanedPage, *, sha256: str, body: str) -> Article | None:
    """Return the article that this one repeats: the same text anywhere, or the same canonical address."""
    if same_text := original_of(article, sha256=sha256, body=body):
        return same_text
    same_address = _another_at(page.address, article) if page.address else None
    return same_address if same_address and same_address.latest_id else None


def _revision(article: Article, page: CleanedPage, *, sha256: str, body: str, now: datetime) -> Revision:
    if same := article.revisions.filter(sha256=sha256).first():
        return same
    number = (article.revisions.aggregate(highest=Max("number"))["highest"] or 0) + 1
    return article.revisions.create(
        number=number, title=page.title[:500], text=page.text, sha256=sha256, body_sha256=body, created_at=now
    )
