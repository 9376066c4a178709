"""What rows know about others: counts for lists, and which dispute a claim belongs to. Runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from claims.disputes import regroup
from claims.extraction.values import Relation
from claims.models import Claim, ClaimChange, Rebuttal, RebuttalState, Statement

CONTRARY = (Relation.DENIES, Relation.REBUTS)


def refresh(claims: Iterable[int], *, now: datetime) -> None:
    """Bring counts and disputes up to date for the claims that something happened to, and those they answer."""
    numbers = set(claims)
    if not numbers:
        return
    concerned = numbers | set(Rebuttal.objects.filter(answer__in=numbers).values_list("answered", flat=True))
    recount(concerned)
    regroup(numbers, now=now)
    mark_changed(concerned)


def mark_changed(claims: Iterable[int]) -> None:
    """Have saved searches look at claims again; within the transaction of what happened to them."""
    ClaimChange.objects.bulk_create(ClaimChange(claim=number) for number in sorted(claims))


def recount(claims: Iterable[int]) -> None:
    """Count the statements of claims in the texts as they now are, and the answers that deny or rebut them."""
    statements = Statement.objects.filter(claim=OuterRef("pk"))
    standing = statements.filter(revision=F("revision__article__latest"))
    answers = Rebuttal.objects.filter(
        Q(answered=OuterRef("pk"), relation__in=CONTRARY) & ~Q(state=RebuttalState.REJECTED),
        answer__merged_into=None,
        answer__hidden_at=None,
    )
    Claim.objects.filter(pk__in=list(claims)).update(
        # A claim that left its articles keeps the count of the revisions it stood in, and so its page.
        statement_count=Coalesce(NullIf(_count(standing), 0), _count(statements)),
        answer_count=_count(answers),
    )


def _count(rows: QuerySet[Statement] | QuerySet[Rebuttal]) -> Coalesce:
    """Return the number of rows of a correlated query."""
    grouped = rows.order_by().values(one=F("pk") * 0).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
