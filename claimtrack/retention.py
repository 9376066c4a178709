"""How long what only passes through is kept. Articles, claims, assessments and their history are never removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from articles.models import Ingestion, Payload, Stage
from claims.models import Action, Delivery, DeliveryState
from claimtrack.models import Upkeep

EVERY = timedelta(hours=23)  # so that it does not slip to a later hour each day
RUNS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is removed: what it is in words, the setting with its days (0: kept for good), and how."""

    what: str
    setting: str
    remove: Callable[[datetime], int]

    @property
    def days(self) -> int:
        """How long it is kept."""
        number: int = getattr(settings, self.setting)
        return number


def keep_house(*, now: datetime) -> Upkeep | None:
    """Remove what is due, at most once a day; return what was removed, None where it was done before."""
    with transaction.atomic():
        latest = Upkeep.objects.select_for_update().order_by("-pk").first()
        if latest and latest.ran_at > now - EVERY:
            return None
        removed = {rule.what: rule.remove(now - timedelta(days=rule.days)) for rule in RULES if rule.days}
        removed[SIGNED_OUT] = Session.objects.filter(expire_date__lt=now).delete()[0]
        kept = list(Upkeep.objects.order_by("-pk").values_list("pk", flat=True)[: RUNS_KEPT - 1])
        Upkeep.objects.exclude(pk__in=kept).delete()
        return Upkeep.objects.create(ran_at=now, removed=removed)


def _deliveries(before: datetime) -> int:
    ended = Delivery.objects.exclude(state=DeliveryState.WAITING)
    return ended.filter(Q(tried_at__lt=before) | Q(tried_at=None), made_at__lt=before).delete()[0]


def _failed_bodies(before: datetime) -> int:
    """Forget what failed submissions brought. An address is fetched again on a retry; of a text, its row says so."""
    failed = Ingestion.objects.filter(stage=Stage.FAILED, finished_at__lt=before).exclude(body=None)
    lost = Value(" What was sent is not kept any longer: send it again.")
    gone = {"body": None, "body_sha256": ""}
    fetched = failed.filter(payload=Payload.URL).update(**gone, failed_in=Stage.FETCHING)
    sent = failed.exclude(payload=Payload.URL).update(**gone, error_message=Concat(F("error_message"), lost))
    return fetched + sent


def _own_actions(before: datetime) -> int:
    """Remove what people did to what is theirs alone, with its undoing; it stands in no history of a claim."""
    own = Action.objects.filter(private=True, claims=[], made_at__lt=before, undoes=None)
    return own.exclude(undoing__made_at__gte=before).delete()[0]


SIGNED_OUT = "sessions that have ended"
RULES = (
    Rule("deliveries to webhooks", "KEEP_DELIVERIES_DAYS", _deliveries),
    Rule("texts and pages of failed submissions", "KEEP_FAILED_DAYS", _failed_bodies),
    Rule("log entries on tokens and saved searches", "KEEP_OWN_ACTIONS_DAYS", _own_actions),
)
