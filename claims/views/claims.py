"""The list of claims and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.cards import cards, with_cards
from claims.folding import fold
from claims.marks import Marked, mark_context
from claims.models import Assessment, Claim, Rebuttal, RebuttalState, Statement
from claims.narrowing import address, chips, choices
from claims.paging import page_of
from claims.search import LONGEST_COUNT, ORDERINGS, count_found, facets, find_claims, parse_query, read_filters
from claims.views.canonical import elsewhere
from claimtrack.web import page_or_part

PAGE = 50
MOST_PLACES = 20  # statements of a claim that its page shows in their context
# Filters without a control of their own in the rail: the form carries them along.
KEPT = ("about", "via", "article", "has_evidence", "mine")
ORDER_WORDS = {
    "-first_seen": "newest first",
    "first_seen": "oldest first",
    "relevance": "best match",
    "-answers": "most answers",
    "-statements": "most repeated",
    "-updated": "latest change",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of a claim in its context."""

    statement: Statement
    before: list[str]
    marked: list[SafeString]
    after: list[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """An answer seen from one of its claims: the other claim, how it was stated, and the words that show it."""

    link: Rebuttal
    other: Claim
    statement: Statement | None
    words: str


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """Show the claims that meet the address; fields typed into the box become parameters of it."""
    if any(parse_query(q).params for q in request.GET.getlist("q")):
        return redirect(f"{request.path}{address(read_filters(request.GET).params)}")
    filters = read_filters(request.GET)
    found = find_claims(request.GET, user=request.user)
    page = page_of(with_cards(found), request.GET.get("cursor"), size=PAGE)
    total = count_found(found)
    shown = facets(request.GET, user=request.user)
    context = {
        "cards": cards(page.rows),
        "total": min(total, LONGEST_COUNT),
        "more": total > LONGEST_COUNT,
        "facets": choices(filters.params, shown),
        "chips": chips(filters.params, shown, titles=_titles(request)),
        "filters": filters,
        "given": {name: filters.params.get(name, "") for name in ("since", "until", "has_rebuttal")},
        "kept": [(name, value) for name in KEPT for value in filters.params.getlist(name)],
        "orders": [(name, ORDER_WORDS[name]) for name in ORDERINGS if name != "relevance" or filters.words],
        "compact": request.GET.get("view") == "compact",
        "as_list": address(filters.params, view=[]),
        "as_compact": address(filters.params, view=["compact"]),
        "newer": page.newer and f"{address(filters.params)}&cursor={page.newer}",
        "older": page.older and f"{address(filters.params)}&cursor={page.older}",
    }
    return page_or_part(request, "claims/claim_list.html", "list", context)


def _titles(request: HttpRequest) -> dict[str, str]:
    """Return the titles of the articles that a list is narrowed to, by their number as it stands in the address."""
    given = (text.removeprefix("-")[:18] for text in request.GET.getlist("article"))
    numbers = [int(number) for number in given if number.isascii() and number.isdecimal()]
    articles = Article.objects.visible_to(request.user).filter(pk__in=numbers) if numbers else ()
    return {str(article.pk): str(article) for article in articles}


@require_safe
def claim_detail(request: HttpRequest, pk: int, _slug: str = "") -> HttpResponse:
    """Show a claim: its words in their place, answers both ways, where else it stands, assessments."""
    claim = find_claim(request.user, pk)
    if moved := elsewhere(request, claim):
        return moved
    return page_or_part(request, "claims/claim_detail.html", "answers", claim_page(claim))


def find_claim(user: User | AnonymousUser, pk: int) -> Claim:
    """Return a claim, or what it was merged into. Raises Http404 for hidden and unknown ones."""
    claims = Claim.objects.select_related("speaker", "dispute")
    merged = Claim.objects.filter(pk=pk, hidden_at=None).values_list("merged_into", flat=True).first()
    return get_object_or_404(claims.visible_to(user), pk=merged or pk)


def claim_page(claim: Claim) -> dict[str, Any]:
    """Return all that a claim's page shows, in a fixed number of queries."""
    statements = list(
        claim.statements.order_by("revision__article__published_at", "pk").select_related("revision__article__outlet")[
            :MOST_PLACES
        ]
    )
    outlets = dict.fromkeys(s.revision.article.outlet for s in statements if s.revision.article.outlet)
    assessments = list(_assessments(claim))
    given, received = _ties_given(claim), _ties_received(claim)
    return {
        "claim": claim,
        "first": statements[0] if statements else None,
        "places": [_place(statement) for statement in statements],
        "hidden_places": claim.statement_count - len(statements),
        "outlets": list(outlets),
        "given": [tie for tie in given if tie.link.state != RebuttalState.REJECTED],
        "received": [tie for tie in received if tie.link.state != RebuttalState.REJECTED],
        "rejected": [tie for tie in (*given, *received) if tie.link.state == RebuttalState.REJECTED],
        "assessments": assessments,
        "latest": assessments[0] if assessments else None,
    }


def _assessments(claim: Claim) -> Any:
    return (
        Assessment.objects.filter(claim=claim)
        .order_by("-made_at", "-pk")
        .select_related("editor", "undoes", "undone_by")
        .prefetch_related(Prefetch("evidence"))
    )


def _place(statement: Statement) -> Place:
    marked = Marked(statement.number, statement.source, statement.cue, statement.content)
    return Place(statement, *mark_context(statement.revision.text, marked))


def _ties_given(claim: Claim) -> list[Tie]:
    links = _links().filter(answer=claim, answered__in=Claim.objects.shown()).select_related("answered__speaker")
    return [Tie(link, link.answered, link.answered_statement, _words(link)) for link in links]


def _ties_received(claim: Claim) -> list[Tie]:
    links = _links().filter(answered=claim, answer__in=Claim.objects.shown()).select_related("answer__speaker")
    return [Tie(link, link.answer, link.statement, _words(link)) for link in links]


def _links() -> Any:
    shown = ("answer", "statement__revision", "answered_statement", "decided_by")
    return Rebuttal.objects.select_related(*shown).order_by("state", "-confidence", "pk")


def _words(link: Rebuttal) -> str:
    """Return the words of the answering text that show that it is an answer, unless they are those of the answer."""
    if link.statement is None:
        return ""
    text = link.statement.revision.text
    words = " … ".join(text[start:end] for start, end in link.evidence)
    return "" if fold(words) == fold(link.answer.text) else words
