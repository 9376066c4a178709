"""A verdict on a claim offers the opposite for its denials; it never sets it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from claims.extraction.values import Relation
from claims.models import Claim, Rebuttal, RebuttalState, Status
from claims.verdicts import Verdict, standing, verdict_of

OPPOSITES: dict[str, str] = {Status.SUPPORTED: Status.FALSE, Status.FALSE: Status.SUPPORTED}


def denials_to_judge(claim: Claim) -> QuerySet[Rebuttal]:
    """Return the denials of a claim for which its verdict suggests one: those that nobody has decided on."""
    if claim.status not in OPPOSITES:
        return Rebuttal.objects.none()
    undecided = Q(answer__status__in=[Status.UNVERIFIED, Status.IN_REVIEW], answer__in=Claim.objects.shown())
    links = claim.answers_received.filter(undecided, relation=Relation.DENIES).exclude(state=RebuttalState.REJECTED)
    return links.select_related("answer__speaker").order_by("-confidence", "pk")


def opposite_of(denial: Claim, number: str) -> Verdict | None:
    """Return the verdict that the claim of this number suggests for its denial; None where it suggests none."""
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    link = (
        denial.answers_given.filter(answered=int(number), relation=Relation.DENIES).select_related("answered").first()
    )
    if link is None or link.state == RebuttalState.REJECTED or link.answered.status not in OPPOSITES:
        return None
    given = verdict_of(standing(link.answered))
    return Verdict(OPPOSITES[link.answered.status], given.rationale, given.evidence)
