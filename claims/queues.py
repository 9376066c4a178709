"""What waits for editors, in the order in which one editor gets to see it. What they passed over comes at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from claims.lookalikes import find_lookalikes
from claims.models import (
    Assessment,
    Claim,
    FactCheckMatch,
    Pass,
    Proposal,
    ProposalState,
    Rebuttal,
    RebuttalState,
    Status,
)
from claims.search import count_found, in_words

# A queue shows this many of its claims in order; further ones follow once these are done.
MOST = 500
WEEK = timedelta(days=7)
WORDS = {
    "new": "new",
    "suggested": "suggested links",
    "second": "second opinion",
    "speakers": "speakers",
    "mine": "mine",
}
ORDERS = {"newest": "newest first", "oldest": "oldest first", "answered": "most answered first"}


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue of an editor: the numbers of its claims in order, and how many there are in all."""

    name: str
    items: tuple[int, ...]
    total: int

    def place_of(self, claim: int) -> int | None:
        """Return where a claim stands, from 0."""
        return self.items.index(claim) if claim in self.items else None

    def after(self, claim: int | None) -> int | None:
        """Return the claim that follows, the first at the end; None where there is no other."""
        others = [item for item in self.items if item != claim]
        place = self.place_of(claim) if claim else None
        if place is None or not others:
            return others[0] if others else None
        return self.items[(place + 1) % len(self.items)]

    def before(self, claim: int) -> int | None:
        """Return the claim that comes before, if any."""
        place = self.place_of(claim)
        return self.items[place - 1] if place else None


def queue_of(
    name: str, *, editor: AbstractBaseUser, now: datetime, order: str = "newest", counted: int | None = None
) -> Queue:
    """Return a queue of an editor; `counted` says how many wait in it, if that is known.

    Queues of claims only: `speakers` has none.
    """
    waiting = _WAITING[name](editor, now)
    passes = Pass.objects.filter(editor=editor.pk, queue=name)
    passed = passes.values("item")
    if name == "suggested" and order == "newest":
        items = _latest_suggested(passed)
    else:
        fresh = waiting.exclude(pk__in=passed).order_by(*_ordering(name, order))
        items = list(fresh.values_list("pk", flat=True)[:MOST])
    if len(items) < MOST:
        passed_at = Subquery(passes.filter(item=OuterRef("pk")).values("made_at"))
        back = waiting.filter(pk__in=passed).order_by(passed_at, *_ordering(name, order))
        items += back.values_list("pk", flat=True)[: MOST - len(items)]
    if len(items) < MOST:
        return Queue(name, tuple(items), len(items))
    return Queue(name, tuple(items), waiting.count() if counted is None else counted)


def counts(editor: AbstractBaseUser, *, now: datetime) -> dict[str, int]:
    """Return how much waits in each queue; of suggested links the links are counted. Six queries."""
    claims = {name: waiting(editor, now).count() for name, waiting in _WAITING.items() if name != "suggested"}
    return {**claims, "suggested": suggested_count(), "speakers": len(find_lookalikes())}


def suggested_count() -> int:
    """Return how many suggested links and fact-checks wait for a decision. Two queries."""
    return _suggested_links().count() + _suggested_checks().count()


def in_short(editor: AbstractBaseUser, *, now: datetime) -> list[tuple[str, str]]:
    """Return what waits for an editor in the queues of claims and links, by their names, in words. Four queries."""
    return [
        ("new", in_words(count_found(_new(editor, now)), "new claim")),
        ("suggested", in_words(suggested_count(), "suggested link")),
        ("second", in_words(_second(editor, now).count(), "second opinion")),
    ]


def waiting_count(editor: AbstractBaseUser, *, now: datetime, limit: int) -> int:
    """Return how many claims wait for an editor's first decision, `limit` at most, for the header."""
    return _new(editor, now).order_by()[:limit].count()


def pass_over(claim: int, *, queue: str, editor: AbstractBaseUser, now: datetime) -> None:
    """Let an editor skip a claim: it comes back at the end of the queue."""
    Pass.objects.update_or_create(editor_id=editor.pk, queue=queue, item=claim, defaults={"made_at": now})


def assessed_lately(editor: AbstractBaseUser, *, now: datetime) -> int:
    """Return how many claims an editor gave a verdict in the last seven days."""
    verdicts = Assessment.objects.filter(editor=editor.pk, made_at__gt=now - WEEK, undoes=None, undone_by=None)
    return verdicts.exclude(status__in=[Status.UNVERIFIED, Status.IN_REVIEW]).values("claim").distinct().count()


def _undecided() -> QuerySet[Claim]:
    proposed = Proposal.objects.filter(claim=OuterRef("pk"), state=ProposalState.OPEN)
    undecided = Claim.objects.shown().filter(status__in=[Status.UNVERIFIED, Status.IN_REVIEW])
    return undecided.exclude(Exists(proposed))


def _new(editor: AbstractBaseUser, now: datetime) -> QuerySet[Claim]:
    taken = Claim.objects.filter(taken_until__gt=now).exclude(taken_by=editor.pk)
    return _undecided().exclude(pk__in=taken.values("pk"))


def _suggested(editor: AbstractBaseUser, now: datetime) -> QuerySet[Claim]:  # noqa: ARG001  (the same for all editors)
    links, checks = _suggested_links(), _suggested_checks()
    own = checks.filter(Q(claim=OuterRef("pk")) | Q(claim__merged_into=OuterRef("pk")))
    newest = Greatest(  # of what there is: NULL counts as nothing
        Subquery(links.filter(answer=OuterRef("pk")).order_by("-created_at").values("created_at")[:1]),
        Subquery(own.order_by("-created_at").values("created_at")[:1]),
    )
    concerned = links.values_list("answer").union(checks.values_list(Coalesce("claim__merged_into", "claim")))
    return Claim.objects.shown().filter(pk__in=concerned).annotate(suggested_at=newest)


def _latest_suggested(passed: Any) -> list[int]:
    """Return the claims with suggestions, the latest suggestion first, but those passed over.

    Looking the latest one up for each claim takes four times as long as grouping the suggestions.
    """
    checks = _suggested_checks().annotate(where=Coalesce("claim__merged_into", "claim"))
    latest: dict[int, datetime] = {}
    for rows, column in ((_suggested_links(), "answer"), (checks, "where")):
        fresh = rows.exclude(**{f"{column}__in": passed})
        grouped = fresh.values_list(column).annotate(at=Max("created_at"))
        for number, at in grouped.order_by("-at", f"-{column}")[:MOST]:
            latest[number] = max(at, latest.get(number, at))
    return sorted(latest, key=lambda number: (latest[number], number), reverse=True)[:MOST]


def _suggested_links() -> QuerySet[Rebuttal]:
    """Return the links between claims that wait for a decision."""
    shown = Claim.objects.shown()
    return Rebuttal.objects.filter(state=RebuttalState.SUGGESTED, answer__in=shown, answered__in=shown)


def _suggested_checks() -> QuerySet[FactCheckMatch]:
    """Return the fact-checks that wait for a decision, on the claims where they stand or what these are part of."""
    shown = Claim.objects.shown()
    where = Q(claim__in=shown) | Q(claim__merged_into__in=shown)
    return FactCheckMatch.objects.filter(where, state=RebuttalState.SUGGESTED)


def _second(editor: AbstractBaseUser, now: datetime) -> QuerySet[Claim]:  # noqa: ARG001
    proposals = Proposal.objects.filter(state=ProposalState.OPEN)
    proposed_at = Subquery(proposals.filter(claim=OuterRef("pk")).values("made_at")[:1])
    return Claim.objects.shown().filter(pk__in=proposals.values("claim")).annotate(proposed_at=proposed_at)


def _mine(editor: AbstractBaseUser, now: datetime) -> QuerySet[Claim]:
    later = Assessment.objects.filter(claim=OuterRef("claim"), made_at__gt=OuterRef("decided_at"))
    proposed = Proposal.objects.filter(editor=editor.pk)
    returned = proposed.filter(state=ProposalState.RETURNED).exclude(Exists(later))
    taken = Claim.objects.filter(taken_by=editor.pk, taken_until__gt=now)
    own = proposed.filter(state=ProposalState.OPEN)
    # One list of the few, not three conditions on each of all claims.
    concerned = taken.values_list("pk").union(returned.values_list("claim"), own.values_list("claim"))
    return Claim.objects.shown().filter(pk__in=concerned)


_WAITING: dict[str, Any] = {"new": _new, "suggested": _suggested, "second": _second, "mine": _mine}


def _ordering(name: str, order: str) -> tuple[Any, ...]:
    if name == "second":
        return ("proposed_at", "pk")
    if name == "suggested" and order == "newest":
        return ("-suggested_at", "-pk")
    return {
        "oldest": ("first_seen", "pk"),
        "answered": ("-answer_count", "-first_seen", "-pk"),
    }.get(order, ("-first_seen", "-pk"))
