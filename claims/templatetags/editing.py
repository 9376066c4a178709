"""What pages show editors of the work on a claim."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser, User

from claims.models import Claim, Rebuttal
from claims.opposites import OPPOSITES, denials_to_judge
from claims.seconding import open_proposal, verdict_proposed
from claimtrack.web import has_role

register = template.Library()


@register.filter(name="has_role")
def user_has_role(user: User | AnonymousUser, role: str) -> bool:
    """Return whether a user may do what a role may do."""
    return has_role(user, role)


@register.filter
def opposite(status: str) -> str:
    """Return the verdict that a denial would get."""
    return OPPOSITES[status]


@register.simple_tag
def work_on(claim: Claim, user: User) -> dict[str, Any]:
    """Return what editors have under way on a claim: the open proposal, one sent back to them, denials to judge."""
    proposal = open_proposal(claim)
    returned = claim.proposals.filter(state="returned", editor=user.pk).select_related("decided_by")
    links: list[Rebuttal] = list(denials_to_judge(claim)[:5])
    return {
        "proposal": proposal,
        "proposed": verdict_proposed(proposal) if proposal else None,
        "returned": returned.order_by("-decided_at").first(),
        "denials": links,
    }
