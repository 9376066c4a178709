"""The way of a submission as a state in a row: submit, advance, retry, cancel, sweep.

settings.INGESTION_STEPS names the steps; none is known here. The row is the truth: a message in the broker only says
"look at this row", so a lost one costs a sweep and a doubled one nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.contrib.auth.models import User
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from articles import duplicates
from articles.models import Article, Batch, Ingestion, Payload, Stage
from articles.submitting import Checked, Submission, check
from claimtrack.dispatching import dispatch
from claimtrack.web import Problem

__all__ = ["StepError", "Submission", "Submitted", "advance", "cancel", "retry", "submit", "submit_many", "sweep"]

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
WAITS = (3, 10)  # seconds before the second and the third try; a person watches the page
LONGEST_WAIT = 24 * 60 * 60
RESEND_AFTER = timedelta(seconds=30)  # a message that brought nothing for so long may be lost
SWEEP_LIMIT = 200  # rows; bounds what waiting rows can add to a long queue
MOST_REFUSED = 100  # that a batch names
FINAL = (Stage.DONE, Stage.FAILED)

Step = Callable[[Ingestion], Stage | None]


class StepError(Exception):
    """A step that could not be done, with a code, a message for people, and whether trying again can help.

    `wait` is the number of seconds the other side asked for.
    """

    def __init__(self, code: str, message: str, *, retry: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.retry, self.wait = code, message, retry, wait


@dataclass(frozen=True)
class Submitted:
    """Where a submission went; `created` is false when its article was known already."""

    article: Article
    ingestion: Ingestion
    created: bool


def submit(submission: Submission, *, user: User | None, now: datetime, batch: Batch | None = None) -> Submitted:
    """Accept a story; its way begins when the transaction commits.

    The same story again gives the first article. An address that failed before, or whose page may have changed, is
    fetched again under that article. Raises Problem for what can be refused at once; then nothing is stored.
    """
    checked = check(submission, now=now)
    with transaction.atomic():
        duplicates.lock_identity("address", checked.address)
        duplicates.lock_identity("body", checked.sha256)
        article = _known_article(checked)
        latest = article.ingestions.order_by("-id").first() if article else None
        if article and latest and _answers(latest, checked):
            if retry(latest, now=now):
                latest.refresh_from_db()
            return Submitted(article, latest, created=False)
        ingestion = _begin(article or _new_article(checked, now=now), checked, user=user, now=now, batch=batch)
        return Submitted(ingestion.article, ingestion, created=article is None)


def submit_many(
    submissions: Sequence[Submission], *, user: User | None, now: datetime, refused: Sequence[str] = ()
) -> tuple[Batch, list[Submitted | Problem]]:
    """Accept several stories as one batch; each is accepted or refused by itself, in the order given.

    The batch keeps which articles were known already, and why others were refused; `refused` is what the sender could
    not even make a submission of.
    """
    batch = Batch.objects.create(submitted_by=user, created_at=now)
    outcomes: list[Submitted | Problem] = []
    for submission in submissions:
        try:
            outcomes.append(submit(submission, user=user, now=now, batch=batch))
        except Problem as problem:
            outcomes.append(problem)
    accepted = [outcome for outcome in outcomes if isinstance(outcome, Submitted)]
    batch.known = list(dict.fromkeys(s.article.pk for s in accepted if s.ingestion.batch_id != batch.pk))
    batch.refused = _shortened([*refused, *(outcome.message for outcome in outcomes if isinstance(outcome, Problem))])
    batch.save(update_fields=["known", "refused"])
    return batch, outcomes


def _shortened(refused: Sequence[str]) -> list[str]:
    more = len(refused) - MOST_REFUSED
    return [*refused[:MOST_REFUSED], f"{more:,} more."] if more > 0 else list(refused)


def advance(ingestion_id: int, *, now: datetime) -> None:
    """Take an ingestion through its present step, unless it is finished, waits, or another worker has it."""
    if not (ingestion := _take(ingestion_id, now=now)):
        return
    try:
        with _lease_kept(ingestion):
            outcome = _step(ingestion.stage)(ingestion)
    except StepError as error:
        _fail_or_wait(ingestion, error)
    except SoftTimeLimitExceeded:
        message = (
            "Working on this story took too long, so it was stopped. Send a shorter text, or the text instead of HTML."
        )
        _fail_or_wait(ingestion, StepError("too_slow", message))
    except Exception:
        logger.exception("Ingestion %s failed in %s", ingestion.pk, ingestion.stage)
        _fail_or_wait(ingestion, _internal_error(retry=True))
    else:
        _move(ingestion, outcome or _stage_after(ingestion.stage))


def retry(ingestion: Ingestion, *, now: datetime) -> bool:
    """Set a failed ingestion back to the step it failed in. Returns whether it had failed."""
    failed = Ingestion.objects.filter(pk=ingestion.pk, stage=Stage.FAILED)
    again = ingestion.failed_in or _first_stage(ingestion.payload)
    with transaction.atomic():
        done = failed.update(
            stage=again, stage_at=now, failed_in="", error_code="", error_message="", attempts=0,
            not_before=None, taken_until=None, finished_at=None, enqueued_at=now,
        )  # fmt: skip
        if done:
            _enqueue(ingestion.pk, again)
    return bool(done)


def cancel(ingestion: Ingestion, *, now: datetime) -> bool:
    """Stop an unfinished ingestion that no worker has at this moment. Returns whether it was stopped."""
    error = StepError("cancelled", "It was stopped before it was done. Retry it to go on.")
    waiting = _unfinished().filter(pk=ingestion.pk).filter(_free(now))
    return bool(waiting.update(**_failure(F("stage"), error, now)))


def sweep(*, now: datetime) -> int:
    """Send a message again for every ingestion that nobody works on although it is due. Returns how many.

    Oldest first. Those whose worker died too often on them are failed instead.
    """
    due = _unfinished().filter(_free(now)).filter(Q(not_before=None) | Q(not_before__lte=now))
    lost = due.filter(Q(enqueued_at=None) | Q(enqueued_at__lt=now - RESEND_AFTER) | Q(taken_until__lte=now))
    rows = list(lost.order_by("stage_at", "id").values_list("pk", "stage")[:SWEEP_LIMIT])
    for pk, stage in rows:
        _enqueue(pk, stage)
    Ingestion.objects.filter(pk__in=[pk for pk, _ in rows]).update(enqueued_at=now)
    return len(rows)


def _known_article(checked: Checked) -> Article | None:
    if checked.address and (article := duplicates.article_at(checked.address)):
        return article
    if not checked.sha256:
        return None
    return duplicates.article_with_body(checked.sha256, address=checked.address, outlet=checked.outlet)


def _answers(latest: Ingestion, checked: Checked) -> bool:
    """Return whether a known ingestion is what was asked for: the same body, or a fetch that is not done yet."""
    if checked.payload is Payload.URL:
        return latest.payload == Payload.URL and latest.stage != Stage.DONE
    return latest.body_sha256 == checked.sha256


def _new_article(checked: Checked, *, now: datetime) -> Article:
    return Article.objects.create(
        url=checked.address or None, title=checked.title, published_at=checked.published_at, created_at=now
    )


def _begin(article: Article, checked: Checked, *, user: User | None, now: datetime, batch: Batch | None) -> Ingestion:
    ingestion = Ingestion.objects.create(
        article=article,
        batch=batch,
        payload=checked.payload,
        url=checked.address,
        body=checked.body,
        content_type=checked.content_type,
        body_sha256=checked.sha256,
        given_title=checked.title,
        given_outlet=checked.outlet,
        given_published_at=checked.published_at,
        submitted_by_id=user.pk if user else None,
        stage_at=now,
        created_at=now,
        enqueued_at=now,
    )
    _enqueue(ingestion.pk, ingestion.stage)
    return ingestion


def _take(ingestion_id: int, *, now: datetime) -> Ingestion | None:
    """Take the row by an update that must change exactly one; the number of the attempt is the taker's token."""
    row = Ingestion.objects.filter(pk=ingestion_id).first()
    if not row or row.stage in FINAL:
        return None
    stage = _first_stage(row.payload) if row.stage == Stage.QUEUED else row.stage
    free = Ingestion.objects.filter(_free(now), pk=row.pk, stage=row.stage, attempts=row.attempts)
    free = free.filter(Q(not_before=None) | Q(not_before__lte=now))
    if row.attempts >= MAX_ATTEMPTS:  # it was taken for the last time, and whoever had it did not live to tell
        free.update(**_failure(stage, _internal_error(), now))
        return None
    until = now + timedelta(seconds=settings.INGESTION_LEASE_SECONDS)
    if not free.update(stage=stage, attempts=row.attempts + 1, taken_until=until, not_before=None):
        return None
    row.refresh_from_db()
    return row


@contextmanager
def _lease_kept(ingestion: Ingestion) -> Iterator[None]:
    """Renew the lease while a step runs, so that it can be short and the work of a killed worker is soon taken over."""
    done = threading.Event()
    keeper = threading.Thread(target=_renew, args=(ingestion, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _renew(ingestion: Ingestion, done: threading.Event) -> None:
    lease = timedelta(seconds=settings.INGESTION_LEASE_SECONDS)
    while not done.wait(lease.total_seconds() / 3):
        try:
            close_old_connections()
            _held(ingestion).update(taken_until=timezone.now() + lease)
        except Exception:
            logger.exception("The lease of ingestion %s was not renewed", ingestion.pk)
    if connection.connection is not None:
        connection.close()


def _held(ingestion: Ingestion) -> QuerySet[Ingestion]:
    return Ingestion.objects.filter(pk=ingestion.pk, stage=ingestion.stage, attempts=ingestion.attempts)


def _move(ingestion: Ingestion, stage: Stage) -> None:
    """Go on to the next stage, if the row is still ours."""
    now = timezone.now()
    finished_at = now if stage == Stage.DONE else None
    with transaction.atomic():
        moved = _held(ingestion).update(
            stage=stage, stage_at=now, attempts=0, taken_until=None, not_before=None, enqueued_at=now,
            error_code="", error_message="", finished_at=finished_at,
        )  # fmt: skip
        if moved and stage != Stage.DONE:
            _enqueue(ingestion.pk, stage)


def _fail_or_wait(ingestion: Ingestion, error: StepError) -> None:
    now = timezone.now()
    if not error.retry or ingestion.attempts >= MAX_ATTEMPTS:
        _held(ingestion).update(**_failure(ingestion.stage, error, now))
        return
    wait = min(error.wait or WAITS[ingestion.attempts - 1], LONGEST_WAIT)
    again = now + timedelta(seconds=wait)
    message = f"{error.message} The next try is at {again:%H:%M} UTC on {again:%-d %B %Y}."
    with transaction.atomic():
        waits = _held(ingestion).update(
            error_code=error.code, error_message=message, taken_until=None, not_before=again, enqueued_at=again
        )
        if waits and wait <= RESEND_AFTER.total_seconds():  # the sweep sends the others
            _enqueue(ingestion.pk, ingestion.stage, wait=wait)


def _failure(stage: object, error: StepError, now: datetime) -> dict[str, object]:
    return {
        "stage": Stage.FAILED,
        "stage_at": now,
        "failed_in": stage,
        "error_code": error.code,
        "error_message": error.message,
        "taken_until": None,
        "not_before": None,
        "finished_at": now,
    }


def _internal_error(*, retry: bool = False) -> StepError:
    message = "Something failed on our side and was recorded. Nothing was lost: retry it, or tell an administrator."
    return StepError("internal_error", message, retry=retry)


def _enqueue(ingestion_id: int, stage: str, *, wait: float = 0) -> None:
    """Send a message on the stage's queue once the transaction commits; without a broker the sweep does it later."""
    steps = settings.INGESTION_STEPS
    _, queue = steps[stage] if stage in steps else next(iter(steps.values()))
    otherwise = f"ingestion {ingestion_id} waits for the sweep"
    dispatch("articles.tasks.advance", queue=queue, wait=wait, otherwise=otherwise, ingestion_id=ingestion_id)


def _step(stage: str) -> Step:
    name, _ = settings.INGESTION_STEPS[stage]
    step: Step = import_string(name)
    return step


def _first_stage(payload: str) -> Stage:
    """Return where a payload begins: the first step gets the body, who brings one begins at the second."""
    stages = list(settings.INGESTION_STEPS)
    return Stage(stages[0] if payload == Payload.URL else stages[1])


def _stage_after(stage: str) -> Stage:
    stages = [*settings.INGESTION_STEPS, Stage.DONE]
    return Stage(stages[stages.index(stage) + 1])


def _unfinished() -> QuerySet[Ingestion]:
    return Ingestion.objects.exclude(stage__in=FINAL)


def _free(now: datetime) -> Q:
    return Q(taken_until=None) | Q(taken_until__lte=now)
