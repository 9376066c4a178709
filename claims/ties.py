"""The answers of a claim, seen from it: those that it gives and those that it receives."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from claims.folding import fold
from claims.models import Claim, Rebuttal, RebuttalState, Statement


@dataclass(frozen=True, slots=True)
class Tie:
    """An answer seen from one of its claims: the other claim, how it was stated, and the words that show it."""

    link: Rebuttal
    other: Claim
    statement: Statement | None
    words: str

    @property
    def stands(self) -> bool:
        """Whether no editor rejected it."""
        return self.link.state != RebuttalState.REJECTED


def ties_given(claim: Claim) -> list[Tie]:
    """Return the answers that a claim gives, rejected ones last. One query."""
    links = _links().filter(answer=claim, answered__in=Claim.objects.shown()).select_related("answered__speaker")
    return [Tie(link, link.answered, link.answered_statement, words_of(link)) for link in links]


def ties_received(claim: Claim) -> list[Tie]:
    """Return the answers that a claim receives, rejected ones last. One query."""
    links = _links().filter(answered=claim, answer__in=Claim.objects.shown()).select_related("answer__speaker")
    return [Tie(link, link.answer, link.statement, words_of(link)) for link in links]


def _links() -> QuerySet[Rebuttal]:
    shown = ("answer", "statement__revision", "answered_statement", "decided_by")
    return Rebuttal.objects.select_related(*shown).order_by("state", "-confidence", "pk")


def words_of(link: Rebuttal) -> str:
    """Return the words of the answering text that show that it is an answer, unless they are those of the answer."""
    if link.statement is None:
        return ""
    text = link.statement.revision.text
    words = " … ".join(text[start:end] for start, end in link.evidence)
    return "" if fold(words) == fold(link.answer.text) else words
