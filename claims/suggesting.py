"""Answers that the machine suggests: those that stand in one text, and those that comparing claims found.

A pair of claims has one link. A person's decision comes before what a text says, and that before what was compared;
of each the most confident. What was compared counts between two sides only, as far as the speakers are known by then.
Everything here runs within a writing turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from claims.allegiance import are_one_side, parties
from claims.extraction.values import Relation
from claims.joining import parts_of, whole_of
from claims.models import MATCHER, SAME, Claim, Comparison, Rebuttal, Statement
from claims.said import first_statements

_CONTRARY = (Relation.DENIES, Relation.REBUTS)


def suggest(
    answer: Statement,
    answered: Statement,
    *,
    relation: Relation,
    confidence: float,
    evidence: list[list[int]],
    by: str,
    now: datetime,
) -> None:
    """Suggest that one statement's claim answers another's, as their text shows.

    `evidence` are spans of the answering text. Nothing is suggested between a claim and itself.
    """
    if answer.claim_id == answered.claim_id:
        return
    link = Rebuttal.objects.filter(answer=answer.claim_id, answered=answered.claim_id).first()
    if link is None:
        link = Rebuttal(answer_id=answer.claim_id, answered_id=answered.claim_id, created_at=now)
    elif not link.is_inferred and (link.decided_at or (link.confidence, link.relation) >= (confidence, relation.value)):
        return
    link.relation, link.confidence, link.evidence, link.extractor = relation, confidence, evidence, by[:100]
    link.statement, link.answered_statement = answer, answered
    link.save()


def suggest_compared(claims: Iterable[int], *, now: datetime) -> set[int]:
    """Have the answers that comparing found between claims and all others suggested, and no others of that sort.

    Return the claims for which that changed something.
    """
    wholes = set(whole_of(claims).values())
    wanted = _likeliest(wholes)
    links = Rebuttal.objects.filter(Q(answer__in=wholes) | Q(answered__in=wholes))
    known = {(link.answer_id, link.answered_id): link for link in links}
    outdated = [pair for pair, link in known.items() if link.is_inferred and pair not in wanted]
    Rebuttal.objects.filter(pk__in=[known[pair].pk for pair in outdated]).delete()
    open_pairs = {pair: found for pair, found in wanted.items() if pair not in known or known[pair].is_inferred}
    first = first_statements({number for found in open_pairs.values() for number in (found.claim, found.other)})
    changed = set(outdated)
    for pair, found in open_pairs.items():
        statements = first.get(found.claim), first.get(found.other)
        if _put(pair, found, statements, known.get(pair), now):
            changed.add(pair)
    return {number for pair in changed for number in pair}


def suggest_anew(speakers: Iterable[int], *, now: datetime) -> set[int]:
    """Look again at the answers of speakers of whom more is known: which are between two sides, and which no more.

    Return the claims for which that changed something.
    """
    compared = Comparison.objects.filter(Q(claim=OuterRef("pk")) | Q(other=OuterRef("pk")), relation__in=_CONTRARY)
    claims = Claim.objects.filter(Exists(compared), speaker__in=set(speakers))
    return suggest_compared(list(claims.values_list("pk", flat=True)), now=now)


@dataclass(frozen=True, order=True)
class _Found:
    """An answer that comparing found; the greatest of a pair of claims counts."""

    confidence: float
    relation: str
    keys: tuple[str, str]
    claim: int
    other: int


def _likeliest(wholes: set[int]) -> dict[tuple[int, int], _Found]:
    """Return what comparing found between claims, or parts of them, by the numbers of answer and answered claim.

    Nobody rebuts its own side.
    """
    parts = parts_of(wholes)
    rows = Comparison.objects.filter(Q(claim__in=parts) | Q(other__in=parts)).exclude(relation=SAME)
    fields = ("confidence", "relation", "claim__key", "other__key", "claim", "other")
    found = [
        _Found(sure, how, (one, two), claim, other) for sure, how, one, two, claim, other in rows.values_list(*fields)
    ]
    whole = whole_of({number for f in found for number in (f.claim, f.other)})
    speakers = dict(Claim.objects.filter(pk__in=set(whole.values())).values_list("pk", "speaker"))
    known = parties(speakers.values())
    best: dict[tuple[int, int], _Found] = {}
    for f in sorted(found):
        answer, answered = whole[f.claim], whole[f.other]
        one, other = known[speakers[answer]], known[speakers[answered]]
        if answer != answered and not (f.relation in _CONTRARY and are_one_side(one, other)):
            best[answer, answered] = f
    return best


def _put(
    pair: tuple[int, int],
    found: _Found,
    statements: tuple[Statement | None, Statement | None],
    known: Rebuttal | None,
    now: datetime,
) -> bool:
    """Store a suggestion, from the first article of each claim; return whether that changes anything."""
    answer, answered = statements
    if answer is None or answered is None:
        return False
    link = known or Rebuttal(answer_id=pair[0], answered_id=pair[1], extractor=MATCHER, created_at=now)
    before = (link.relation, link.confidence, link.statement_id, link.answered_statement_id)
    if before == (found.relation, found.confidence, answer.pk, answered.pk):
        return False
    link.relation, link.confidence, link.evidence = found.relation, found.confidence, answer.content
    link.statement, link.answered_statement = answer, answered
    link.save()
    return True
