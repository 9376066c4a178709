"""Corrections of a claim as pages of their own, which the dialogs load too."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from claims.editing import EDITS, Edit
from claims.marks import Marked, mark_context, paragraphs_of
from claims.models import Claim, Statement
from claims.taking import release, take
from claims.views.assessing import editor_of, say_done
from claims.views.claim import find_claim
from claimtrack.web import Problem, add_problem, editor_required, go_back, has_role, page_or_part, toast


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def edit_claim(request: HttpRequest, pk: int, what: str, _slug: str = "") -> HttpResponse:
    """Show the form of a correction, or do it: with an Undo, back to where one was."""
    kind, editor, claim = EDITS.get(what), editor_of(request), find_claim(request.user, pk)
    if kind is None:
        raise Http404
    if kind.for_admins and not has_role(editor, "admin"):
        raise PermissionDenied("This needs the role admin. Ask an administrator of this installation.")
    if request.method != "POST":
        return _page(request, claim, what, kind(claim, request.GET, user=editor))
    form = kind(claim, request.GET, request.POST, user=editor)
    if not form.is_valid():
        return _page(request, claim, what, form, status=422)
    try:
        made = form.apply(editor=editor, now=timezone.now())
    except Problem as problem:
        add_problem(form, problem)
        return _page(request, claim, what, form, status=422)
    toast(request, form.done, undo=made)
    gone = what in ("hide", "delete")
    return go_back(request, "review" if gone else find_claim(request.user, pk).get_absolute_url())


@require_POST
@editor_required
def take_claim(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Take a claim for half an hour, or give it back."""
    claim = find_claim(request.user, pk)
    now, editor = timezone.now(), editor_of(request)
    holds = claim.taken_by_id == editor.pk and claim.taken_until is not None and claim.taken_until > now
    try:
        (release if holds else take)(claim, editor=editor, now=now)
    except Problem as problem:
        toast(request, problem.message, failed=True)
    else:
        say_done(request, "Released." if holds else "Taken by you for 30 minutes.", claim)
    return go_back(request, claim.get_absolute_url())


def _page(request: HttpRequest, claim: Claim, what: str, form: Edit, *, status: int = 200) -> HttpResponse:
    statement = form.statement or (form.all[0] if form.all else None)
    marked, start = _context(statement) if statement else ([], 0)
    context = {
        "claim": claim,
        "first": form.all[0] if form.all else None,
        "what": what,
        "form": form,
        "statement": form.statement,
        "marked": marked,
        "start": start,
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return page_or_part(request, "claims/claim_edit.html", "form", context, status=status)


def _context(statement: Statement) -> tuple[list[SafeString], int]:
    """Return the paragraphs that hold a statement, marked, and where in the text they begin."""
    marked = Marked(statement.number, statement.source, statement.cue, statement.content)
    text = statement.revision.text
    return mark_context(text, marked)[1], paragraphs_of(text, marked.start, marked.end)[0]
