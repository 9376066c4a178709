"""What was published, a noun a file."""

from articles.models.article import Article, refuse_withdrawn
from articles.models.feed import Feed, FeedEntry, FeedState
from articles.models.ingestion import (
    ARTICLE_ORDERS,
    Batch,
    IdempotencyKey,
    Ingestion,
    Payload,
    Stage,
    with_age,
    with_stage,
)
from articles.models.outlet import Outlet, OutletKind, OutletMerge, outlets_named
from articles.models.revision import Revision, body_sha256, text_sha256

__all__ = [
    "ARTICLE_ORDERS",
    "Article",
    "Batch",
    "Feed",
    "FeedEntry",
    "FeedState",
    "IdempotencyKey",
    "Ingestion",
    "Outlet",
    "OutletKind",
    "OutletMerge",
    "Payload",
    "Revision",
    "Stage",
    "body_sha256",
    "outlets_named",
    "refuse_withdrawn",
    "text_sha256",
    "with_age",
    "with_stage",
]
