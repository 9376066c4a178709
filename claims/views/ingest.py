"""Stories come in: what is submitted, and how far each of it got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.forms import AddressesForm, FilesForm, PasteForm
from articles.ingestion import Submitted, cancel, retry, submit_many
from articles.models import Batch, Ingestion, Payload, Stage
from claims.models import Rebuttal, Statement
from claimtrack.web import Problem, editor_required, page_or_part

Form = AddressesForm | PasteForm | FilesForm
FORMS: dict[str, type[Form]] = {"addresses": AddressesForm, "paste": PasteForm, "files": FilesForm}
STAGE_WORDS = {"fetching": "fetched", "cleaning": "cleaned", "extracting": "extracted", "matching": "matched"}
STATES = ("running", "done", "failed")
MOST_KNOWN = 500


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
        return self.ingestion.stage if self.ingestion.stage in ("done", "failed") else "running"


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def ingest(request: HttpRequest) -> HttpResponse:
    """Show the ways to submit; what is sent becomes a batch."""
    forms: dict[str, Form] = {kind: form() for kind, form in FORMS.items()}
    if source := request.GET.get("source_url", ""):
        forms["paste"] = PasteForm(initial={"source_url": source[:2000]})
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in FORMS:
        return render(request, "claims/ingest.html", {"forms": forms, "batches": _latest_batches()})
    form = forms[kind] = FORMS[kind](request.POST, request.FILES)
    if form.is_valid():
        batch, outcomes = submit_many(form.submissions(), user=_user(request), now=timezone.now())
        if any(isinstance(outcome, Submitted) for outcome in outcomes):
            return _to_batch(request, batch, form, outcomes)
        batch.delete()
        for outcome in outcomes:
            form.add_error(None, outcome.message if isinstance(outcome, Problem) else "")
    context = {"forms": forms, "sent": kind, "problems": _problems(form), "batches": _latest_batches()}
    return render(request, "claims/ingest.html", context, status=422)


@require_safe
@editor_required
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch's progress; `stage` chooses items, `known` names articles that were there already."""
    found = get_object_or_404(Batch, pk=pk)
    ingestions = list(found.ingestions.select_related("article__outlet", "article__duplicate_of").order_by("pk"))
    numbers = Counter(_state(ingestion.stage) for ingestion in ingestions)
    wanted = request.GET.get("stage", "")
    shown = [i for i in ingestions if wanted not in STATES or _state(i.stage) == wanted]
    context = {
        "batch": found,
        "items": _items(shown),
        "known": _known(request.GET),
        "total": len(ingestions),
        "numbers": numbers,
        "shares": [(state, numbers[state]) for state in STATES],
        "finished": numbers["done"] + numbers["failed"],
        "stage": wanted,
        "unfinished": numbers["running"] > 0,
    }
    return page_or_part(request, "claims/batch.html", "progress", context)


@require_POST
@editor_required
def retry_failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Try what failed again: one item if `ingestion` names it, else all."""
    failed = get_object_or_404(Batch, pk=pk).ingestions.filter(stage=Stage.FAILED)
    one = request.POST.get("ingestion", "")
    if one.isascii() and one.isdecimal():
        failed = failed.filter(pk=int(one[:18]))
    again = sum(retry(ingestion, now=timezone.now()) for ingestion in failed)
    messages.info(request, f"{again} tried again." if again else "Nothing had failed.")
    return redirect("batch", pk)


@require_POST
@editor_required
def cancel_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop what is not done yet and that no worker has at this moment."""
    rest = get_object_or_404(Batch, pk=pk).ingestions.exclude(stage__in=[Stage.DONE, Stage.FAILED])
    stopped = sum(cancel(ingestion, now=timezone.now()) for ingestion in rest)
    messages.info(request, f"{stopped} stopped.")
    return redirect("batch", pk)


def _to_batch(request: HttpRequest, batch: Batch, form: Form, outcomes: Sequence[Submitted | Problem]) -> HttpResponse:
    """Lead to the batch; say what was refused, and name what was known in the address."""
    refused = [f"{fault.place}: {fault.message}" for fault in getattr(form, "faults", ())]
    refused += [outcome.message for outcome in outcomes if isinstance(outcome, Problem)]
    for words in refused[:20]:
        messages.warning(request, words)
    submitted = [outcome for outcome in outcomes if isinstance(outcome, Submitted)]
    known = dict.fromkeys(s.article.pk for s in submitted if not s.created and s.ingestion.batch_id != batch.pk)
    address = reverse("batch", args=[batch.pk])
    return redirect(f"{address}?{urlencode([('known', pk) for pk in known])}" if known else address)


def _known(params: QueryDict) -> list[Ingestion]:
    """Return the latest ingestions of the articles that were known already."""
    numbers = [int(pk[:18]) for pk in params.getlist("known")[:MOST_KNOWN] if pk.isascii() and pk.isdecimal()]
    latest = Ingestion.objects.filter(article__in=numbers).order_by("article", "-pk").distinct("article")
    return list(latest.select_related("article__outlet")) if numbers else []


def _items(ingestions: Sequence[Ingestion]) -> list[Item]:
    revisions = [ingestion.revision_id for ingestion in ingestions]
    claims = dict(_of(Statement, "revision", revisions))
    links = dict(_of(Rebuttal, "answer__statements__revision", revisions))
    return [Item(i, _stages(i), claims.get(i.revision_id, 0), links.get(i.revision_id, 0)) for i in ingestions]


def _of(model: Any, column: str, revisions: Sequence[int | None]) -> Any:
    return (
        model.objects.filter(Q(**{f"{column}__in": revisions}))
        .values_list(column)
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )


def _stages(ingestion: Ingestion) -> tuple[tuple[str, str], ...]:
    """Return each stage in words, with "reached", "now", "failed" or nothing."""
    names = [s for s in settings.INGESTION_STEPS if s != "fetching" or ingestion.payload == Payload.URL]
    at = ingestion.failed_in or ingestion.stage
    place = len(names) if at == Stage.DONE else names.index(at) if at in names else 0
    here = "failed" if ingestion.stage == Stage.FAILED else "now"
    states = ["reached" if n < place else here if n == place else "" for n in range(len(names))]
    return tuple((_word(name, state), state) for name, state in zip(names, states, strict=True))


def _word(stage: str, state: str) -> str:
    """Return a stage in words: "fetching" while it lasts or where it failed, else "fetched"."""
    return stage if state in ("now", "failed") else STAGE_WORDS.get(stage, stage)


def _state(stage: str) -> str:
    return stage if stage in (Stage.DONE, Stage.FAILED) else "running"


def _problems(form: Form) -> list[tuple[str, str]]:
    """Return the ids of fields with what is wrong; what concerns the whole form leads to its first field."""
    first = next(iter(form.fields))
    return [
        (form[name if name in form.fields else first].auto_id, str(message))
        for name, found in form.errors.items()
        for message in found
    ]


def _latest_batches() -> Any:
    return Batch.objects.annotate(
        item_total=Count("ingestions"),
        failed_total=Count("ingestions", filter=Q(ingestions__stage=Stage.FAILED)),
    ).order_by("-pk")[:5]


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
