"""Steps for tests of the state machine, which knows no step by name."""

from __future__ import annotations

from celery.exceptions import SoftTimeLimitExceeded

from articles.ingestion import StepError
from articles.models import Ingestion, Stage

seen: list[int] = []


def work(ingestion: Ingestion) -> None:
    """Do what a good step does: its work, and nothing else."""
    seen.append(ingestion.pk)


def stop_early(ingestion: Ingestion) -> Stage:
    """Find that nothing is left to do."""
    return Stage.DONE


def refuse(ingestion: Ingestion) -> None:
    """Meet what no later try will mend."""
    raise StepError("no_article_text", "There is no story. Paste the text.")


def put_off(ingestion: Ingestion) -> None:
    """Meet what a later try may mend."""
    seen.append(ingestion.pk)
    raise StepError("timeout", "Nobody answered.", retry=True)


def put_off_for_years(ingestion: Ingestion) -> None:
    """Be asked to come back much later."""
    raise StepError("too_many_requests", "Come back later.", retry=True, wait=1e12)


def take_too_long(ingestion: Ingestion) -> None:
    """Run into the soft limit of the task."""
    raise SoftTimeLimitExceeded


def crash(ingestion: Ingestion) -> None:
    """Have a fault of its own."""
    seen.append(ingestion.pk)
    raise ZeroDivisionError
