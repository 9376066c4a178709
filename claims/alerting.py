"""Saved searches: which claims are new to them, and putting those into deliveries.

Whatever happens to a claim leaves a row (`claims.upkeep.mark_changed`). `watch` takes these rows away in the
transaction in which it stores the matches: what breaks off is done again, and nothing is found twice.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from articles.models import Ingestion, Stage
from claims.exports.rows import claim_rows
from claims.fact_checks import suggest_checks
from claims.models import Claim, ClaimChange, Delivery, DeliveryKind, DeliveryState, Match, SavedSearch
from claims.models.saved_search import unpacked
from claims.search import find_claims
from claims.turns import watching_turn

BATCH = 500  # changes looked at in one transaction; each saved search costs a query for them
MOST_KNOWN = 10_000
MOST_IN_ONE = 100
KEPT_DELIVERIES = 50


def watch(*, now: datetime) -> int:
    """Find, for all saved searches, what is new to them, and pack it for their webhooks. Returns how much that is.

    Fact-checks of others are suggested for the same claims.
    """
    found, looked_at = 0, BATCH
    while looked_at == BATCH:
        with watching_turn():
            changes = dict(_settled().order_by("pk").values_list("pk", "claim")[:BATCH])
            looked_at = len(changes)
            # Asked for by a query: to write hundreds of numbers into each search's takes longer than to find them.
            changed = _settled().filter(pk__lte=max(changes, default=0)).values("claim")
            for search in SavedSearch.objects.watched().order_by("pk") if changes else ():
                found += _look(search, changed, now=now)
            suggest_checks(changes.values(), now=now)
            ClaimChange.objects.filter(pk__in=changes).delete()
    for number in list(unpacked().values_list("pk", flat=True)):
        pack(number, now=now)
    return found


def _settled() -> QuerySet[ClaimChange]:
    """Return the changes whose claims stay: while a story is being matched, its claims may turn out to be old ones."""
    matching = Ingestion.objects.filter(stage=Stage.MATCHING, revision__statements__claim=OuterRef("claim"))
    return ClaimChange.objects.filter(~Exists(matching))


def _look(search: SavedSearch, numbers: QuerySet[Any, Any], *, now: datetime) -> int:
    wanted = find_claims(search.params, user=search.user).filter(pk__in=numbers, pk__gte=search.horizon)
    known = Match.objects.filter(search=search, claim=OuterRef("pk"))
    new = wanted.filter(~Exists(known)).order_by("pk").values_list("pk", flat=True)
    return len(Match.objects.bulk_create(Match(search=search, claim_id=number, found_at=now) for number in new))


def catch_up(search: SavedSearch, *, since: datetime, now: datetime) -> int:
    """Find what became new to a search while nobody looked; return how much. It is all that changed since."""
    with watching_turn():
        changed = Claim.objects.filter(updated_at__gte=since).values("pk")
        return _look(search, changed, now=now)


def note_known(search: SavedSearch, *, now: datetime) -> None:
    """Store what a search finds when it is saved: none of it is new. Runs within a watching turn.

    Of very many, the latest are stored; those that came in before them never count as new.
    """
    found = find_claims(search.params, user=search.user).order_by("-pk").values_list("pk", flat=True)
    known = list(found[: MOST_KNOWN + 1])
    if len(known) > MOST_KNOWN:
        search.horizon = known[MOST_KNOWN - 1]
    rows = [Match(search=search, claim_id=number, found_at=now) for number in reversed(known[:MOST_KNOWN])]
    Match.objects.bulk_create(rows, batch_size=1000)
    latest = rows[-1].pk if rows else 0
    search.packed_to = search.digested_to = latest
    search.save(update_fields=["horizon", "packed_to", "digested_to"])


def matched(search: SavedSearch, *, after: int = 0) -> QuerySet[Claim]:
    """Return what a search has found and its owner may see, by matches of higher number than `after`, oldest first."""
    own = Match.objects.filter(search=search, pk__gt=after)
    return Claim.objects.visible_to(search.user).filter(pk__in=own.values("claim")).order_by("pk")


def pack(search_id: int, *, now: datetime) -> Delivery | None:
    """Put the matches that wait into a delivery, unless one is on its way already: then the next one takes them."""
    with transaction.atomic():
        search = unpacked().select_for_update(of=["self"]).filter(pk=search_id).first()
        if search is None:
            return None
        rows = dict(
            Match.objects.filter(search=search, pk__gt=search.packed_to)
            .order_by("pk")
            .values_list("pk", "claim")[:MOST_IN_ONE]
        )
        SavedSearch.objects.filter(pk=search.pk).update(packed_to=max(rows))
        claims = Claim.objects.visible_to(search.user).filter(pk__in=rows.values()).order_by("pk")
        return add_delivery(search, DeliveryKind.NEWS, claims, now=now) if claims.exists() else None


def add_delivery(search: SavedSearch, kind: DeliveryKind, claims: QuerySet[Claim], *, now: datetime) -> Delivery:
    """Make a delivery that is to be sent at once, and drop the oldest ones beyond fifty."""
    uid, rows = uuid4(), list(claim_rows(claims, search.site))
    event = "test" if kind == DeliveryKind.TEST else "claims.new"
    body = {"event": event, "delivery": str(uid), "made_at": now.isoformat(), **_about(search), "claims": rows}
    made = Delivery.objects.create(
        search=search,
        uid=uid,
        kind=kind,
        claims=[row["id"] for row in rows],
        body=json.dumps(body, ensure_ascii=False, indent=1),
        next_try_at=now,
        made_at=now,
    )
    drop_old(search)
    return made


def drop_old(search: SavedSearch) -> None:
    """Keep the last fifty deliveries of a search, and those that are still to be sent."""
    kept = search.deliveries.order_by("-made_at", "-id").values("pk")[:KEPT_DELIVERIES]
    search.deliveries.exclude(state=DeliveryState.WAITING).exclude(pk__in=kept).delete()


def _about(search: SavedSearch) -> dict[str, Any]:
    own = {"id": search.pk, "name": search.name, "url": search.site + search.get_absolute_url()}
    return {"search": own | {"claims": search.site + reverse("claim-list") + f"?{search.query}"}}
