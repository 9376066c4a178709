"""Which answers an outlet left out: it reported the claim, and others reported what was said against it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles.models import Article, Outlet, Revision
from claims.models import Claim, Rebuttal, RebuttalState, Statement
from claims.upkeep import CONTRARY


def reported_by(outlet: Outlet, user: object) -> QuerySet[Claim]:
    """Return the claims in an outlet's articles, those included whose text it has from another one."""
    own = Article.objects.filter(outlet=outlet)
    # Not a join of statements with copies, which would go through all statements there are.
    texts = Revision.objects.filter(Q(article__in=own) | Q(article__in=own.values("duplicate_of")))
    stated = Statement.objects.filter(revision__in=texts.values("pk")).values("claim")
    return Claim.objects.visible_to(user).filter(pk__in=stated)


def left_out(outlet: Outlet, user: object) -> QuerySet[Rebuttal]:
    """Return the denials and rebuttals of an outlet's claims that no article of it reports, the latest first."""
    own, shown = reported_by(outlet, user), Claim.objects.visible_to(user)
    answers = Rebuttal.objects.filter(relation__in=CONTRARY, answered__in=own, answer__in=shown)
    standing = answers.exclude(state=RebuttalState.REJECTED).exclude(answer__in=own)
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement__revision__article__outlet")
    return standing.select_related(*ends).order_by("-created_at", "-id")
