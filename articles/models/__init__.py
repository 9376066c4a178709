"""What was published, a noun a file."""

from articles.models.article import Article
from articles.models.ingestion import Batch, IdempotencyKey, Ingestion, Stage
from articles.models.outlet import Outlet
from articles.models.revision import Revision

__all__ = ["Article", "Batch", "IdempotencyKey", "Ingestion", "Outlet", "Revision", "Stage"]
