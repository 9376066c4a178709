"""How far the stories of a batch have come, and what came of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from articles.models import Batch, Ingestion, Payload, Stage
from claims.models import Rebuttal, Statement

RECENT = timedelta(minutes=1)
FINAL = (Stage.DONE, Stage.FAILED)
UNFINISHED = "running"  # all stages that are not the last one
STAGE_WORDS = {"fetching": "fetched", "cleaning": "cleaned", "extracting": "extracted", "matching": "matched"}


@dataclass(frozen=True, slots=True)
class Item:
    """A submission of a batch, with the stages it has to pass and what came of it."""

    ingestion: Ingestion
    stages: tuple[tuple[str, str], ...]
    claims: int
    links: int

    @property
    def state(self) -> str:
        """Return done, failed or running."""
        return self.ingestion.stage if self.ingestion.stage in FINAL else UNFINISHED

    @property
    def was_unchanged(self) -> bool:
        """Whether the text was here before, so that there was nothing to read."""
        revision = self.ingestion.revision
        return revision is not None and revision.created_at < self.ingestion.created_at


@dataclass(frozen=True, slots=True)
class Progress:
    """The numbers of a batch: by state, by stage in order, by error code, and how many a second came to an end."""

    total: int
    done: int
    failed: int
    stages: list[tuple[str, int]]
    codes: list[tuple[str, int]]
    rate: float

    @property
    def running(self) -> int:
        """Return how many have not come to an end yet."""
        return self.total - self.finished

    @property
    def finished(self) -> int:
        """Return how many have come to an end, good or bad."""
        return self.done + self.failed


def progress_of(batch: Batch, *, now: datetime) -> Progress:
    """Return the numbers of a batch, in two queries."""
    stages: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for stage, code, number in batch.ingestions.values_list("stage", "error_code").annotate(n=Count("pk")).order_by():
        stages[stage] += number
        if stage == Stage.FAILED:
            codes[code] += number
    total, finished = stages.total(), stages[Stage.DONE] + stages[Stage.FAILED]
    return Progress(
        total=total,
        done=stages[Stage.DONE],
        failed=stages[Stage.FAILED],
        stages=[(stage.value, stages[stage]) for stage in Stage if stages[stage]],
        codes=sorted(codes.items()),
        rate=_rate(batch, since=now if finished < total else None),
    )


def _rate(batch: Batch, *, since: datetime | None) -> float:
    """Return how many items a second were finished in the minute before a moment, or before the last one was."""
    ends = batch.ingestions.filter(finished_at__isnull=False).values_list("finished_at", flat=True)
    moments = [moment for moment in ends if moment]
    until = since or max(moments, default=batch.created_at)
    begin = max(batch.created_at, until - RECENT)
    return sum(begin < moment <= until for moment in moments) / max((until - begin).total_seconds(), 1)


def chosen(batch: Batch, *, stage: str, code: str) -> QuerySet[Ingestion]:
    """Return the ingestions of a batch, by stage or by error code if one is named; the texts stay in the database."""
    found = batch.ingestions.select_related("article__outlet", "article__duplicate_of", "revision")
    if stage == UNFINISHED:
        found = found.exclude(stage__in=FINAL)
    elif stage in Stage.values:
        found = found.filter(stage=stage)
    if code:
        found = found.filter(stage=Stage.FAILED, error_code=code)
    return found.defer("body", "revision__text").order_by("pk")


def items_of(ingestions: Sequence[Ingestion]) -> list[Item]:
    """Return ingestions with what came of them, in two queries."""
    revisions = [ingestion.revision_id for ingestion in ingestions]
    claims = dict(_of(Statement, "revision", revisions))
    links = dict(_of(Rebuttal, "answer__statements__revision", revisions))
    return [Item(i, _stages(i), claims.get(i.revision_id, 0), links.get(i.revision_id, 0)) for i in ingestions]


def known_to(batch: Batch) -> list[Ingestion]:
    """Return the latest ingestions of the articles that were here before the batch came, in the order sent."""
    latest = Ingestion.objects.filter(article__in=batch.known).order_by("article", "-pk").distinct("article")
    found = {i.article_id: i for i in latest.select_related("article__outlet").defer("body")} if batch.known else {}
    return [found[number] for number in batch.known if number in found]


def latest_batches(number: int) -> QuerySet[Any]:
    """Return the batches that came last, with how many items each has and how many failed."""
    failed = Count("ingestions", filter=Q(ingestions__stage=Stage.FAILED))
    return Batch.objects.annotate(item_total=Count("ingestions"), failed_total=failed).order_by("-pk")[:number]


def _of(model: Any, column: str, revisions: Sequence[int | None]) -> Any:
    found = model.objects.filter(Q(**{f"{column}__in": revisions})).values_list(column)
    return found.annotate(n=Count("pk", distinct=True)).order_by()


def _stages(ingestion: Ingestion) -> tuple[tuple[str, str], ...]:
    """Return each stage in words, with "reached", "now", "failed" or nothing."""
    steps = [s for s in settings.INGESTION_STEPS if s != "fetching" or ingestion.payload == Payload.URL]
    names = [Stage.QUEUED.value, *steps]
    at = ingestion.failed_in or ingestion.stage
    place = len(names) if at == Stage.DONE else names.index(at) if at in names else 0
    here = "failed" if ingestion.stage == Stage.FAILED else "now"
    states = ["reached" if n < place else here if n == place else "" for n in range(len(names))]
    return tuple((_word(name, state), state) for name, state in zip(names, states, strict=True))


def _word(stage: str, state: str) -> str:
    """Return a stage in words: "fetching" while it lasts or where it failed, else "fetched"."""
    return stage if state in ("now", "failed") else STAGE_WORDS.get(stage, stage)
