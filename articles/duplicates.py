"""One article per address and per text, also when two are submitted at the same moment."""

from django.db import connection
from django.db.models import Q

from articles.models import Article, Ingestion, Revision


def lock_identity(kind: str, value: str) -> None:
    """Let nobody else decide about the same address, text or name until the transaction ends; nothing for no value."""
    if not value:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind}:{value}"])


def article_at(address: str) -> Article | None:
    """Return the article of a normalized address, be it its canonical one or one it was submitted under."""
    if article := Article.objects.filter(url=address).first():
        return article
    submitted = Ingestion.objects.filter(url=address).order_by("id").select_related("article").first()
    return submitted.article if submitted else None


def article_with_body(sha256: str, *, address: str, outlet: str) -> Article | None:
    """Return the article that brought the same body before, at the same address or without one.

    The same body under another address or another outlet's name is another article, and later found to be a copy.
    """
    before = Ingestion.objects.filter(body_sha256=sha256).order_by("id").select_related("article__outlet")
    for ingestion in before[:50]:
        article = ingestion.article
        same_place = not address or address in (ingestion.url, article.url)
        same_outlet = not outlet or outlet in (ingestion.given_outlet, article.outlet and article.outlet.name)
        if same_place and same_outlet:
            return article
    return None


def original_of(article: Article, *, sha256: str, body: str) -> Article | None:
    """Return the first other article that holds the very text, or the same words under another headline."""
    same = Q(sha256=sha256) | Q(body_sha256=body) if body else Q(sha256=sha256)
    found = Revision.objects.filter(same).exclude(article=article).order_by("article_id")
    first = found.select_related("article").first()
    return first.article if first else None
