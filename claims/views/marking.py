"""Marking a statement by hand: the words that were selected in the reader, or entered as they stand there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.models import Article, Revision
from claims.marking_form import MarkStatement
from claims.marks import Marked, mark_paragraphs, paragraphs_of
from claims.views.assessing import editor_of
from claims.views.canonical import elsewhere
from claims.views.reader import find_article
from claimtrack.web import Problem, add_problem, editor_required, toast


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def mark(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show the form, with the words from `start` to `end` of the text; or mark them, and show them in the article."""
    article = find_article(request.user, pk)
    if article.latest is None:
        raise Http404
    if request.method != "POST":
        selected = _selected(request.GET, article.latest)
        form = MarkStatement(article.latest, selected=selected)
        return elsewhere(request, article, "mark/") or _page(request, article, form, selected)
    form = MarkStatement(_read(request.POST, article), request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        made = form.apply(editor=editor_of(request), now=timezone.now())
    except Problem as problem:
        add_problem(form, problem)
        return _page(request, article, form, status=problem.status)
    toast(request, "Saved: the words are a statement.", undo=made.pk)
    return redirect("statement", made.object_id)


def _page(
    request: HttpRequest,
    article: Article,
    form: MarkStatement,
    selected: tuple[int, int] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    text = form.read.text
    at = selected or _around(form)
    start, end = paragraphs_of(text, *at, beside=1) if at else (0, len(text))
    marked = Marked(1, (), (), [[selected[0] - start, selected[1] - start]] if selected else ())
    context: dict[str, Any] = {
        "article": article,
        "form": form,
        "start": start,
        "paragraphs": mark_paragraphs(text[start:end], [marked]),
    }
    return render(request, "claims/statement_mark.html", context, status=status)


def _around(form: MarkStatement) -> tuple[int, int] | None:
    """Return the place of the words that were sent, to show the text around it."""
    at = form.data.get("content_at", "")
    return (int(at), int(at) + 1) if at.isascii() and at.isdecimal() and int(at) < len(form.read.text) else None


def _selected(params: QueryDict, revision: Revision) -> tuple[int, int] | None:
    """Return the words that the address names, as far as the text has them."""
    ends = [params.get(name, "") for name in ("start", "end")]
    if not all(end.isascii() and end.isdecimal() and len(end) < 10 for end in ends):
        return None
    start, end = map(int, ends)
    return (start, end) if revision.text[start:end].strip() else None


def _read(sent: QueryDict, article: Article) -> Revision:
    """Return the revision in which the words were selected; the latest, where that is not said."""
    number = sent.get("revision", "")
    known = number.isascii() and number.isdecimal() and len(number) < 10
    read = article.revisions.filter(number=int(number)).first() if known else None
    latest = article.latest
    assert latest is not None, "who marks words has read them"  # noqa: S101
    return read or latest
