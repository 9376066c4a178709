"""Which answers an outlet left out: it reported the claim, and others reported what was said against it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Outlet
from claims.models import Claim, Rebuttal, RebuttalState, Statement
from claims.upkeep import CONTRARY


def left_out(outlet: Outlet, user: object) -> QuerySet[Rebuttal]:
    """Return the denials and rebuttals of an outlet's claims that no article of it reports, the latest first.

    An article whose text is another outlet's reports what that says.
    """
    shown = Claim.objects.visible_to(user)
    answers = Rebuttal.objects.filter(relation__in=CONTRARY, answered__in=shown, answer__in=shown)
    standing = answers.exclude(state=RebuttalState.REJECTED)
    # A look at the statements of each answer, of which there are fewer than statements.
    found = standing.filter(_reported(outlet, "answered"), ~_reported(outlet, "answer"))
    return found.order_by("-created_at", "-id")


def with_ends(answers: Sequence[Rebuttal]) -> list[Rebuttal]:
    """Return answers, in their order, with both claims and the article that reports the answer. One query."""
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement__revision__article__outlet")
    full = Rebuttal.objects.select_related(*ends).defer("statement__revision__text")
    found = full.in_bulk([answer.pk for answer in answers])
    return [found[answer.pk] for answer in answers]


def _reported(outlet: Outlet, end: str) -> Exists:
    own = Article.objects.filter(outlet=outlet)
    where = Q(revision__article__in=own.values("pk")) | Q(revision__article__in=own.values("duplicate_of"))
    return Exists(Statement.objects.filter(where, claim=OuterRef(end)))
