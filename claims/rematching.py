"""Claims whose statements or speakers are others than before: they begin anew, and are matched anew.

Everything here runs within a writing turn.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce

from claims.models import Claim, Statement, Unmatched
from claimtrack.dispatching import dispatch

QUEUE = "match"


def match_again(claims: Iterable[int]) -> None:
    """Let claims begin with the first of the articles they now stand in, and have the next matching take them along."""
    changed = Claim.objects.filter(pk__in=set(claims))
    recorded = Statement.objects.filter(recorded_as=OuterRef("pk"))
    dated = Coalesce("revision__article__published_at", "revision__article__created_at")
    begun = recorded.order_by().values("recorded_as").annotate(first=Min(dated)).values("first")
    changed.filter(Exists(recorded)).update(first_seen=Subquery(begun))
    numbers = changed.order_by("pk").values_list("pk", flat=True)
    Unmatched.objects.bulk_create((Unmatched(claim_id=number) for number in numbers), ignore_conflicts=True)


def match_soon(claims: Iterable[int]) -> None:
    """Have claims matched anew once this is committed; without a broker, with the next text that is matched."""
    match_again(claims)
    dispatch("claims.tasks.match_waiting", queue=QUEUE, otherwise="claims are matched with the next text")
