"""The article with its statements marked, and the rail that lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, Stage, with_stage
from claims.marks import Marked, mark_paragraphs
from claims.models import Claim, Rebuttal, RebuttalState, Statement, Status
from claims.narrowing import address
from claims.views.canonical import elsewhere
from claims.wording import RELATIONS, act_in, called

MARKS = ("all", "answers", "none")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the rail, with the answers that it gives: the relation, what is answered, the link."""

    statement: Statement
    act: str
    chosen: bool
    address: str
    answers: tuple[tuple[str, int | None, Rebuttal], ...]


@require_safe
def reader(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show an article's latest text; `statement` selects one, `marks` and `speaker` choose what is marked."""
    articles = with_stage(Article.objects.visible_to(request.user)).select_related("outlet", "latest", "duplicate_of")
    article = get_object_or_404(articles, pk=pk)
    if moved := elsewhere(request, article):
        return moved
    statements = _statements(article)
    marks = request.GET.get("marks") if request.GET.get("marks") in MARKS else "all"
    speaker = request.GET.get("speaker", "")
    links = _links(statements)
    shown = [s for s in statements if not speaker or str(s.claim.speaker_id) == speaker]
    if marks == "answers":
        ends = {end for link in links for end in (link.answer_id, link.answered_id)}
        shown = [s for s in shown if s.claim_id in ends]
    chosen = next((s for s in statements if str(s.pk) == request.GET.get("statement")), None)
    text = article.latest.text if article.latest else ""
    addresses = {s.pk: _address(s, request.GET) for s in shown}
    paragraphs = mark_paragraphs(text, [_mark(s, addresses[s.pk], s is chosen) for s in shown]) if text else []
    titled = bool(article.latest and article.latest.title and text.startswith(article.latest.title))
    context = {
        "article": article,
        "revision": article.latest,
        "title": paragraphs[0] if titled else None,
        "paragraphs": paragraphs[1:] if titled else paragraphs,
        "entries": _entries(shown, links, addresses, chosen),
        "chosen": chosen,
        "marks": marks,
        "speakers": sorted({s.claim.speaker for s in statements}, key=lambda s: s.name),
        "speaker": speaker,
        "statement_total": len(statements),
        "link_total": len(links),
        "unfinished": article.stage not in (Stage.DONE, Stage.FAILED, None),  # type: ignore[attr-defined]
    }
    return render(request, "claims/reader.html", context)


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to a statement in its article."""
    visible = Statement.objects.filter(claim__in=Claim.objects.visible_to(request.user))
    found = get_object_or_404(visible.select_related("revision__article"), pk=pk)
    return redirect(f"{found.revision.article.get_absolute_url()}?statement={found.pk}#statement-{found.number}")


def _statements(article: Article) -> list[Statement]:
    if article.latest is None:
        return []
    statements = article.latest.statements.filter(claim__hidden_at=None)
    return list(statements.select_related("claim__speaker").order_by("start", "number"))


def _links(statements: Sequence[Statement]) -> list[Rebuttal]:
    """Return the answers that claims of this article give, wherever they were found."""
    links = Rebuttal.objects.filter(answer__in={s.claim_id for s in statements}).exclude(state=RebuttalState.REJECTED)
    return list(links.select_related("answered__speaker").order_by("-confidence", "pk"))


def _mark(statement: Statement, address: str, chosen: bool) -> Marked:
    return Marked(
        statement.number,
        statement.source,
        statement.cue,
        statement.content,
        label=_label(statement),
        address=address,
        chosen=chosen,
    )


def _label(statement: Statement) -> str:
    claim = statement.claim
    who, status = called(claim.speaker), Status(claim.status).label.lower()
    return f"Statement {statement.number}: {who} {act_in(statement)}, {status}"


def _entries(
    statements: Sequence[Statement], links: Sequence[Rebuttal], addresses: dict[int, str], chosen: Statement | None
) -> list[Entry]:
    here = {s.pk: s for s in statements}
    of_claim = {s.claim_id: s for s in reversed(statements)}
    answers: dict[int, list[tuple[str, int | None, Rebuttal]]] = defaultdict(list)
    for link in links:
        # The words that a link was found by may stand in another article that reports the same claims.
        answer = here.get(link.statement_id or 0) or of_claim.get(link.answer_id)
        answered = here.get(link.answered_statement_id or 0) or of_claim.get(link.answered_id)
        if answer:
            answers[answer.pk].append((RELATIONS[link.relation][0], answered.number if answered else None, link))
    return [Entry(s, act_in(s), s is chosen, addresses[s.pk], tuple(answers[s.pk])) for s in statements]


def _address(statement: Statement, params: QueryDict) -> str:
    """Return the address that selects a statement and keeps what else was chosen."""
    return f"{address(params, statement=[str(statement.pk)])}#statement-{statement.number}"
