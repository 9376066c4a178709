"""What the reader shows of a text: its statements in reading order, what they answer, what is no longer in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.models import Article, Revision
from claims.marks import Marked
from claims.models import Claim, Rebuttal, RebuttalState, Statement, Status
from claims.wording import RELATIONS, act_of, called

MOST_LOST = 50

Address = Callable[[Statement], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the rail, with the answers that it gives: the relation, the number answered, the link."""

    statement: Statement
    act: str
    chosen: bool
    address: str
    answers: tuple[tuple[str, int | None, Rebuttal], ...]


def statements_in(revision: Revision | None) -> list[Statement]:
    """Return the statements of a text in reading order, without those of hidden claims. One query."""
    if revision is None:
        return []
    statements = revision.statements.filter(claim__hidden_at=None)
    return list(statements.select_related("claim__speaker").order_by("start", "number"))


def links_from(statements: Sequence[Statement]) -> list[Rebuttal]:
    """Return the answers that claims of a text give, wherever they were found. One query."""
    links = Rebuttal.objects.filter(answer__in={s.claim_id for s in statements}).exclude(state=RebuttalState.REJECTED)
    return list(links.select_related("answered__speaker").order_by("-confidence", "pk"))


def in_answers(statements: Sequence[Statement], links: Sequence[Rebuttal]) -> list[Statement]:
    """Return the statements whose claims answer, or are answered within the text."""
    ends = {end for link in links for end in (link.answer_id, link.answered_id)}
    return [statement for statement in statements if statement.claim_id in ends]


def lost_from(article: Article, statements: Sequence[Statement]) -> list[Statement]:
    """Return what earlier revisions of an article said and its text says no longer, each claim once. One query."""
    earlier = Statement.objects.filter(revision__article=article, claim__in=Claim.objects.shown())
    gone = earlier.exclude(claim__in={s.claim_id for s in statements}).select_related("claim__speaker", "revision")
    return list(gone.order_by("claim", "-revision__number", "pk").distinct("claim")[:MOST_LOST])


def marked(statement: Statement, *, address: str, chosen: bool) -> Marked:
    """Return what marks a statement in its text, with the name of its number."""
    status = Status(statement.claim.status).label.lower()
    said = f"{called(statement.claim.speaker)} {act_of(statement.claim, statement)}"
    label = f"Statement {statement.number}: {said}, {status}"
    spans = statement.source, statement.cue, statement.content
    return Marked(statement.number, *spans, label=label, address=address, chosen=chosen)


def entries(
    statements: Sequence[Statement], links: Sequence[Rebuttal], *, address: Address, chosen: Statement | None
) -> list[Entry]:
    """Return the rail, in the order of the statements; an answer leads to its number where that stands in the text."""
    here = {s.pk: s for s in statements}
    of_claim = {s.claim_id: s for s in reversed(statements)}
    answers: dict[int, list[tuple[str, int | None, Rebuttal]]] = defaultdict(list)
    for link in links:
        # The words that a link was found by may stand in another article that reports the same claims.
        answer = here.get(link.statement_id or 0) or of_claim.get(link.answer_id)
        answered = here.get(link.answered_statement_id or 0) or of_claim.get(link.answered_id)
        if answer:
            answers[answer.pk].append((RELATIONS[link.relation][0], answered.number if answered else None, link))
    return [Entry(s, act_of(s.claim, s), s is chosen, address(s), tuple(answers[s.pk])) for s in statements]
