"""Stories come in: addresses, a pasted text, files, or a feed, each way with a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.forms import AddressesForm, FilesForm, PasteForm
from articles.ingestion import Submitted, submit_many
from articles.models import Ingestion
from articles.resending import sent_before
from claims.batches import latest_batches
from claimtrack.web import Problem, editor_required

Form = AddressesForm | PasteForm | FilesForm
FORMS: dict[str, type[Form]] = {"addresses": AddressesForm, "paste": PasteForm, "files": FilesForm}
WAYS = (("addresses", "Addresses"), ("paste", "Paste a text"), ("files", "Files"), ("feed", "Feed"))
BATCHES = 5
LONGEST_TITLE, LONGEST_ADDRESS = 500, 2000


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def ingest(request: HttpRequest, way: str = "addresses") -> HttpResponse:
    """Show a way to submit; what is sent becomes a batch. `from` fills the form with what an ingestion was sent as."""
    if way not in dict(WAYS):
        raise Http404
    if way == "feed":
        return _page(request, way, None)
    if request.method != "POST":
        return _page(request, way, FORMS[way](initial=_initial(request) if way == "paste" else None))
    form = FORMS[way](request.POST, request.FILES)
    if form.is_valid():
        refused = [f"{fault.place}: {fault.message}" for fault in getattr(form, "faults", ())]
        batch, outcomes = submit_many(form.submissions(), user=_user(request), now=timezone.now(), refused=refused)
        if any(isinstance(outcome, Submitted) for outcome in outcomes):
            return redirect("batch", batch.pk)
        batch.delete()
        for outcome in outcomes:
            form.add_error(None, outcome.message if isinstance(outcome, Problem) else "")
    return _page(request, way, form, problems=_problems(form), status=422)


def _page(
    request: HttpRequest,
    way: str,
    form: Form | None,
    *,
    problems: Sequence[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "way": way,
        "way_words": dict(WAYS)[way],
        "ways": WAYS,
        "part": f"components/ingest_{way}.html",
        "form": form,
        "problems": problems,
        "again": _number(request.GET.get("from", "")),
        "batches": latest_batches(BATCHES),
    }
    return render(request, "claims/ingest.html", context, status=status)


def _initial(request: HttpRequest) -> dict[str, object]:
    """Return what the form for pasting begins with: an earlier submission, or an address and a title."""
    if number := _number(request.GET.get("from", "")):
        ingestion = Ingestion.objects.filter(pk=number).select_related("article__outlet").first()
        return sent_before(ingestion) if ingestion else {}
    address, title = request.GET.get("source_url", ""), request.GET.get("title", "")
    return {"source_url": address[:LONGEST_ADDRESS], "title": title[:LONGEST_TITLE]}


def _number(text: str) -> int:
    return int(text[:18]) if text.isascii() and text.isdecimal() else 0


def _problems(form: Form) -> list[tuple[str, str]]:
    """Return the ids of fields with what is wrong; what concerns the whole form leads to its first field."""
    first = next(iter(form.fields))
    return [
        (form[name if name in form.fields else first].auto_id, str(message))
        for name, found in form.errors.items()
        for message in found
    ]


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
