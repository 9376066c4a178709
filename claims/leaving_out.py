"""Which answers an outlet left out: it reported the claim, and others reported what was said against it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles.models import Outlet
from claims.models import Claim, Rebuttal, RebuttalState, Statement
from claims.upkeep import CONTRARY


def reported_by(outlet: Outlet, user: object) -> QuerySet[Claim]:
    """Return the claims in an outlet's articles, those included whose text it has from another one."""
    where = Q(revision__article__outlet=outlet) | Q(revision__article__copies__outlet=outlet)
    return Claim.objects.visible_to(user).filter(pk__in=Statement.objects.filter(where).values("claim"))


def left_out(outlet: Outlet, user: object) -> QuerySet[Rebuttal]:
    """Return the denials and rebuttals of an outlet's claims that no article of it reports, the latest first."""
    own, shown = reported_by(outlet, user), Claim.objects.visible_to(user)
    answers = Rebuttal.objects.filter(relation__in=CONTRARY, answered__in=own, answer__in=shown)
    standing = answers.exclude(state=RebuttalState.REJECTED).exclude(answer__in=own)
    ends = ("answer__speaker", "answered__speaker", "answered_statement", "statement__revision__article__outlet")
    return standing.select_related(*ends).order_by("-created_at", "-id")
