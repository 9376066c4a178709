"""The statements of a claim in their context: the paragraphs around the words, marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.models import Article
from claims.marks import Marked, mark_context
from claims.models import Claim, Statement

MOST_PLACES = 20  # statements of a claim that its page shows in their context


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of a claim in its context."""

    statement: Statement
    before: list[str]
    marked: list[SafeString]
    after: list[str]

    @property
    def article(self) -> Article:
        """The article that holds it."""
        return self.statement.revision.article

    @property
    def is_latest(self) -> bool:
        """Whether the article still says so in its latest text."""
        return self.article.latest_id == self.statement.revision_id


def statements_of(claim: Claim, *, most: int = MOST_PLACES) -> list[Statement]:
    """Return the statements of a claim with article, outlet and text, in order of publication. One query."""
    found = claim.statements.order_by("revision__article__published_at", "pk")
    return list(found.select_related("revision__article__outlet")[:most])


def places(statements: Iterable[Statement]) -> list[Place]:
    """Return statements in their context, in their order."""
    return [_place(statement) for statement in statements]


def _place(statement: Statement) -> Place:
    marked = Marked(statement.number, statement.source, statement.cue, statement.content)
    return Place(statement, *mark_context(statement.revision.text, marked))
