"""The demo stories get verdicts, on claims of invented people alone, so that a first visit sees some."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles.duplicates import lock_identity
from articles.models import Ingestion, Stage
from claims.assessing import EvidenceLink, assess
from claims.folding import fold
from claims.models import Claim, Statement
from claimtrack.dispatching import dispatch

DEMO = Path(__file__).parent / "demo"
STORIES, ASSESSMENTS = DEMO / "stories.ndjson", DEMO / "assessments.ndjson"
EDITOR = "demo-editor"  # cannot sign in
NOON = time(12)
ENOUGH = 0.75  # of the words; another tagger may find a claim with a word more or less


def assess_demo_later() -> None:
    """Have the demo stories assessed once they are read; without a broker they are read later, and not assessed."""
    dispatch("claims.tasks.assess_demo", otherwise="the demo stories are not assessed")


def is_read() -> bool:
    """Return whether no story that is assessed is still on its way."""
    addresses = {wanted["article"] for wanted in _wanted()}
    waiting = Ingestion.objects.exclude(stage__in=[Stage.DONE, Stage.FAILED])
    return not waiting.filter(article__url__in=addresses).exists()


def assess_demo(*, now: datetime) -> int:
    """Give claims of the demo stories the verdicts that come with them, all at once. Returns how many were given.

    They have the days that suit the stories, so that they stand beside them in time. A claim that was assessed before,
    by whomever, is left alone.
    """
    with transaction.atomic():
        lock_identity("demo", "assessments")  # it may have been loaded twice at once
        return sum(_assess(wanted, now=now) for wanted in _wanted())


def _wanted() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ASSESSMENTS.read_text(encoding="utf-8").splitlines()]


def _assess(wanted: Mapping[str, Any], *, now: datetime) -> bool:
    claim = _find(wanted["words"], _statements_of(wanted["article"], wanted["speaker"]))
    if claim is None or claim.assessments.exists() or claim.proposals.exists():
        return False
    assess(
        claim,
        editor=_editor(),
        status=wanted["status"],
        rationale=wanted["rationale"],
        evidence=[EvidenceLink(**link) for link in wanted["evidence"]],
        reviewed=wanted["reviewed"],
        version=claim.version,
        now=min(now, datetime.combine(date.fromisoformat(wanted["on"]), NOON, UTC)),
    )
    return True


def _statements_of(address: str, speaker: str) -> QuerySet[Statement]:
    found = Statement.objects.filter(revision__article__url=address, claim__speaker__name__icontains=speaker)
    return found.filter(claim__in=Claim.objects.shown()).select_related("claim")


def _find(words: str, statements: Iterable[Statement]) -> Claim | None:
    """Return the claim whose statement has most of the words, if it has enough of them.

    The claim itself may be worded as another story has it.
    """
    sought = set(fold(words).split())
    scored = [(len(sought & set(fold(one.text).split())) / len(sought), -one.pk, one.claim) for one in statements]
    share, _, best = max(scored, default=(0.0, 0, None))
    return best if share >= ENOUGH else None


def _editor() -> User:
    user, made = User.objects.get_or_create(username=EDITOR, defaults={"is_active": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
