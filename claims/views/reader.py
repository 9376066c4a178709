"""The article with its statements marked, and the rail that lists them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, Revision, Stage, refuse_withdrawn, with_stage
from claims.marks import mark_paragraphs
from claims.models import Claim, Rebuttal, Statement
from claims.narrowing import address
from claims.reading import entries, in_answers, links_from, lost_from, marked, statements_in
from claims.views.canonical import elsewhere

MARKS = ("all", "answers", "none")


@require_safe
def reader(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show an article's latest text; `statement` selects one, `marks` and `speaker` choose what is marked.

    A page that waits for the article to be read asks by htmx, and is told to load again once it is.
    """
    article = find_article(request.user, pk)
    if moved := elsewhere(request, article):
        return moved
    if request.headers.get("HX-Trigger") == "unfinished":
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        if not is_unfinished(article):
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "claims/reader.html", reader_page(request, article, article.latest))


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to a statement in its article: in the latest text, or else in the revision that holds it."""
    visible = Statement.objects.filter(claim__in=Claim.objects.visible_to(request.user))
    found = get_object_or_404(visible.select_related("revision__article"), pk=pk)
    article = found.revision.article
    below = "" if found.revision_id == article.latest_id else f"revisions/{found.revision.number}/"
    return redirect(f"{article.get_absolute_url()}{below}?statement={found.pk}#statement-{found.number}")


def find_article(user: User | AnonymousUser, pk: int) -> Any:
    """Return an article with the stage it is at. Raises Http404 for unknown ones, Problem (410) for withdrawn ones."""
    articles = with_stage(Article.objects.visible_to(user)).select_related("outlet", "latest", "duplicate_of")
    found = articles.filter(pk=pk).first()
    if found is None:
        refuse_withdrawn(user, pk)
        raise Http404
    return found


def is_unfinished(article: Any) -> bool:
    """Return whether an article with its stage is still being read."""
    return article.stage not in (Stage.DONE, Stage.FAILED, None)


def reader_page(request: HttpRequest, article: Any, revision: Revision | None) -> dict[str, Any]:
    """Return all that the reader shows of one revision, in a fixed number of queries."""
    statements = statements_in(revision)
    links = links_from(statements)
    marks = request.GET.get("marks") if request.GET.get("marks") in MARKS else "all"
    speaker = request.GET.get("speaker", "")
    chosen = next((s for s in statements if str(s.pk) == request.GET.get("statement")), None)
    shown = [s for s in _narrowed(statements, links, marks, speaker) if marks != "none" or s is chosen]
    to = _addresses(request.GET)
    text = revision.text if revision else ""
    paragraphs = mark_paragraphs(text, [marked(s, address=to(s), chosen=s is chosen) for s in shown]) if text else []
    titled = bool(revision and revision.title and text.startswith(revision.title))
    listed = _narrowed(statements, links, marks, speaker)
    rail = entries(listed, links, address=to, chosen=chosen)
    latest = article.latest.number if article.latest else 0
    return {
        "article": article,
        "revision": revision,
        "is_latest": bool(revision and revision.number == latest),
        "latest": latest,
        "title": paragraphs[0] if titled else None,
        "paragraphs": paragraphs[1:] if titled else paragraphs,
        "entries": rail,
        "chosen": next((entry for entry in rail if entry.chosen), None),
        "lost": lost_from(article, statements) if revision and latest > 1 and revision.number == latest else [],
        "marks": marks,
        "speakers": sorted({s.claim.speaker for s in statements}, key=lambda s: s.name),
        "speaker": speaker,
        "statement_total": len(statements),
        "link_total": len(links),
        "unfinished": is_unfinished(article),
    } | _neighbours(rail)


def _narrowed(
    statements: Sequence[Statement], links: Sequence[Rebuttal], marks: str | None, speaker: str
) -> list[Statement]:
    found = in_answers(statements, links) if marks == "answers" else statements
    return [s for s in found if not speaker or str(s.claim.speaker_id) == speaker]


def _addresses(params: QueryDict) -> Callable[[Statement], str]:
    """Return what makes the address that selects a statement and keeps what else was chosen."""
    return lambda s: f"{address(params, statement=[str(s.pk)])}#statement-{s.number}"


def _neighbours(rail: Sequence[Any]) -> dict[str, Any]:
    """Return the entries before and after the chosen one; the first comes after none."""
    at = next((number for number, entry in enumerate(rail) if entry.chosen), -1)
    return {"before": rail[at - 1] if at > 0 else None, "after": rail[at + 1] if at + 1 < len(rail) else None}
