"""A mail a day to those who asked for it, with what is new to their saved searches."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from claims.alerting import matched
from claims.models import Claim, Match, SavedSearch
from claims.models.saved_search import SavedSearchQuerySet

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class News:
    """What is new to a search: how much, and the first of it."""

    search: SavedSearch
    claims: list[Claim]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.claims)


def send_due(*, now: datetime) -> int:
    """Send the mails that are due, one a user; returns how many. One that fails is sent later."""
    if not settings.MAIL:
        return 0
    users = User.objects.filter(pk__in=_due(now).values("user")).exclude(email="").order_by("pk")
    return sum(_send(user, now=now) for user in users)


def _due(now: datetime) -> SavedSearchQuerySet:
    new = Match.objects.filter(search=OuterRef("pk"), pk__gt=OuterRef("digested_to"))
    return SavedSearch.objects.watched().filter(Exists(new), by_mail=True, digested_at__lte=now - EVERY)


def _send(user: User, *, now: datetime) -> bool:
    """Send a user's mail within the transaction that notes it: should that break off, it is sent again."""
    try:
        with transaction.atomic():
            searches = list(
                _due(now).filter(user=user).select_for_update(of=("self",), skip_locked=True).order_by("name")
            )
            news = list(_news(searches))
            for search in searches:
                latest = search.matches.order_by("-pk").values_list("pk", flat=True).first() or 0
                SavedSearch.objects.filter(pk=search.pk).update(digested_to=latest, digested_at=now)
            return bool(news) and bool(_mail(user, news).send())
    except (SMTPException, OSError) as error:
        logger.warning("The mail to user %s could not be sent: %s", user.pk, error)
        return False


def _news(searches: list[SavedSearch]) -> Iterator[News]:
    for search in searches:
        found = matched(search, after=search.digested_to).select_related("speaker")
        if claims := list(found[:MOST_SHOWN]):
            yield News(search, claims, found.count())


def _mail(user: User, news: list[News]) -> EmailMessage:
    total = sum(one.total for one in news)
    subject = f"claimtrack: {total} new claim{'s' if total != 1 else ''}"
    body = render_to_string("claims/saved_digest.txt", {"news": news, "user": user})
    return EmailMessage(subject, body, to=[user.email])
