"""The front page: what is new, disputed, unanswered, waiting."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.cards import cards, with_cards
from claims.charts import fitting_period, over_time
from claims.models import (
    Assessment,
    Claim,
    SavedSearch,
    Status,
)
from claims.queues import in_short
from claims.search import count_found, find_claims, in_digits
from claims.summaries import disputes_with_claims, summarize
from claimtrack.web import has_role, may_read

DISPUTES, UNANSWERED, ASSESSMENTS = 5, 5, 5
UNANSWERED_QUERY = "stance=accusation&has_rebuttal=false"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what moves; each number leads to the list that holds exactly these rows."""
    visible = Claim.objects.visible_to(request.user)
    unanswered = find_claims(QueryDict(UNANSWERED_QUERY), user=request.user)
    disputes = disputes_with_claims() if may_read(request.user) else disputes_with_claims().none()
    anything = Article.objects.visible_to(request.user).exists()
    context = {
        "anything": anything,
        "paused": SavedSearch.objects.kept().filter(user=request.user.pk).exclude(paused_at=None).order_by("name"),
        "disputes": summarize(disputes.order_by("-moved_at", "-pk")[:DISPUTES]),
        "unanswered": cards(with_cards(unanswered)[:UNANSWERED]),
        "unanswered_total": in_digits(count_found(unanswered)),
        "unanswered_query": UNANSWERED_QUERY,
        "assessments": _standing_verdicts(visible)[:ASSESSMENTS],
        "chart": over_time(visible, by=fitting_period(visible), address=_list_of) if anything else None,
        "waiting": _waiting(request.user),
    }
    return render(request, "claims/overview.html", context)


def _waiting(user: User | AnonymousUser) -> list[tuple[str, str]]:
    return in_short(user, now=timezone.now()) if isinstance(user, User) and has_role(user, "editor") else []


def _standing_verdicts(claims: QuerySet[Claim]) -> QuerySet[Assessment]:
    """Return the verdict that counts of each claim that has one, the latest first."""
    standing = Assessment.objects.filter(undoes=None, undone_by=None)
    later = standing.filter(claim=OuterRef("claim"), made_at__gt=OuterRef("made_at"))
    verdicts = standing.exclude(status__in=[Status.UNVERIFIED, Status.IN_REVIEW]).filter(
        ~Exists(later), claim__in=claims
    )
    return verdicts.select_related("claim__speaker", "editor").order_by("-made_at", "-pk")


def _list_of(first: date, last: date) -> str:
    return f"{reverse('claim-list')}?since={first}&until={last}"
