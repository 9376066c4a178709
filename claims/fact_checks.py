"""Fact-checks of other publishers: stored, suggested for claims, decided on by editors.

A suggestion needs the same speaker and like words: what somebody else said against it is near in meaning too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, User
from django.db import transaction
from django.db.models import Q
from pgvector import HalfVector
from pgvector.django import CosineDistance

from claims.actions import changed_since, record, undo_of
from claims.claimreviews import Review
from claims.extraction.values import SpeakerKind
from claims.folding import digest, fold, fold_name
from claims.meaning import embed_claims, nearest
from claims.models import Action, Claim, FactCheck, FactCheckMatch, RebuttalState, Speaker
from claims.pairing.embedding import comparable, embed
from claims.turns import watching_turn

# Of 14 pairs of one claim in a fact-checker's and in a story's words 12 are so near, of 18 pairs of two claims on one
# subject 2 (tests/claims/fact_check_pairs.tsv).
NEAR = 0.70
TOGETHER = 100
MOST_CLAIMS, MOST_CHECKS = 10, 5  # suggested for one fact-check, for one claim


@dataclass(frozen=True, slots=True)
class Imported:
    """How many fact-checks were new, changed and known, and how many suggestions came of them."""

    new: int = 0
    changed: int = 0
    known: int = 0
    suggested: int = 0

    def __add__(self, other: Imported) -> Imported:
        return Imported(
            self.new + other.new,
            self.changed + other.changed,
            self.known + other.known,
            self.suggested + other.suggested,
        )


def import_reviews(reviews: Iterable[Review], *, now: datetime) -> Imported:
    """Store reviews and suggest them for the claims that they may be about. Safe to repeat: what is known stays.

    A review is known by its address and words; where a page has but one, new words are a change of it. What editors
    decided stays. Raises ModelUnavailable.
    """
    done, rest = Imported(), iter(reviews)
    while chunk := list(islice(rest, TOGETHER)):
        with watching_turn():  # whoever watches claims sees these reviews, or these reviews see the claims
            done += _store(chunk, now=now)
    return done


def _store(reviews: Sequence[Review], *, now: datetime) -> Imported:
    wanted = {digest(review.url, fold(review.claim)): review for review in reviews}
    known = {row.key: row for row in FactCheck.objects.filter(key__in=wanted)}
    new, touched, moved = 0, [], 0
    for key, review in wanted.items():
        row = known.get(key) or _reworded(review, wanted)
        values = _values(key, review)
        if row is None:
            touched.append(FactCheck.objects.create(**values, imported_at=now, vector=_place(review.claim)))
            new += 1
        elif changed := [name for name, value in values.items() if getattr(row, name) != value]:
            _change(row, values, changed)
            touched.append(row)
            moved += 1
    suggested = sum(suggest_claims(check, now=now) for check in touched)
    return Imported(new, moved, len(wanted) - new - moved, suggested)


def _reworded(review: Review, wanted: dict[str, Review]) -> FactCheck | None:
    """Return the fact-check that a review with unknown words is a new version of: the only one of its page."""
    if sum(other.url == review.url for other in wanted.values()) > 1:
        return None
    rows = list(FactCheck.objects.filter(url=review.url)[:2])
    return rows[0] if len(rows) == 1 else None


def _values(key: str, review: Review) -> dict[str, Any]:
    claimant = fold_name(review.claimant)
    return {
        "key": key, "url": review.url, "publisher": review.publisher, "claim_reviewed": review.claim,
        "claimant": review.claimant, "claimant_key": claimant, "claimant_last": claimant.rpartition(" ")[2],
        "claimed_at": review.claimed, "appearance": review.appearance, "rating": review.rating,
        "rating_value": review.value, "best_rating": review.best, "worst_rating": review.worst,
        "published_at": review.published,
    }  # fmt: skip


def _change(check: FactCheck, values: dict[str, Any], changed: Sequence[str]) -> None:
    """Write what changed; with other words or another claimant, what was suggested no longer is."""
    for name in changed:
        setattr(check, name, values[name])
    check.vector = _place(check.claim_reviewed)
    check.save()
    if {"claim_reviewed", "claimant_key"} & set(changed):
        check.matches.filter(decided_at=None).delete()


def _place(words: str) -> HalfVector:
    return HalfVector(embed([comparable(words)])[0])


def suggest_claims(check: FactCheck, *, now: datetime) -> int:
    """Suggest a fact-check for the claims of its claimant that are like it; return how many are new."""
    if not check.claimant_key:
        return 0
    own = Q(speaker__in=Speaker.objects.filter(_named(check)).exclude(kind=SpeakerKind.ANONYMOUS))
    # The machine looks at what any user may see.
    found = nearest(check.claim_reviewed, limit=MOST_CLAIMS, visible_to=User(), among=Claim.objects.filter(own))
    near = [FactCheckMatch(factcheck=check, claim=n.claim, confidence=_share(n.score), created_at=now) for n in found]
    return _suggest([match for match in near if match.confidence >= NEAR])


def _named(check: FactCheck) -> Q:
    """Return the condition on speakers that are a fact-check's claimant: one of its names, or by surname alone."""
    key = check.claimant_key
    return Q(key=key) | Q(aliases__key=key) | Q(merged__key=key) | Q(key=check.claimant_last)


def suggest_checks(numbers: Iterable[int], *, now: datetime) -> int:
    """Suggest for claims the fact-checks of what their speakers said; return how many suggestions are new."""
    claims = Claim.objects.shown().filter(pk__in=list(numbers)).exclude(speaker__kind=SpeakerKind.ANONYMOUS)
    if not FactCheck.objects.exists():
        return 0
    known = list(claims.select_related("speaker").prefetch_related("speaker__aliases", "speaker__merged"))
    names = {claim.pk: _names(claim.speaker) for claim in known}
    everybody = {name for own in names.values() for name in own}
    checked = FactCheck.objects.filter(Q(claimant_key__in=everybody) | Q(claimant_last__in=everybody))
    keys = {key for pair in checked.values_list("claimant_key", "claimant_last") for key in pair}
    concerned = [claim for claim in known if names[claim.pk] & keys]
    vectors = embed_claims(concerned)
    near = [match for claim in concerned for match in _near(claim, names[claim.pk], vectors[claim.pk], now=now)]
    return _suggest(near)


def _near(claim: Claim, names: set[str], vector: Any, *, now: datetime) -> list[FactCheckMatch]:
    own = FactCheck.objects.filter(Q(claimant_key__in=names) | Q(claimant_last=claim.speaker.key))
    placed = own.annotate(distance=CosineDistance("vector", HalfVector(vector)))
    rows = placed.filter(distance__lte=1 - NEAR).order_by("distance", "pk")[:MOST_CHECKS]
    return [
        FactCheckMatch(factcheck=row, claim=claim, confidence=_share(1 - vars(row)["distance"]), created_at=now)
        for row in rows
    ]


def _names(speaker: Speaker) -> set[str]:
    return {speaker.key, *(a.key for a in speaker.aliases.all()), *(m.key for m in speaker.merged.all())} - {""}


def _suggest(matches: Sequence[FactCheckMatch]) -> int:
    """Store suggestions, but for pairs that are known; return how many are new."""
    known = set(
        FactCheckMatch.objects.filter(
            factcheck__in=[m.factcheck_id for m in matches], claim__in=[m.claim_id for m in matches]
        ).values_list("factcheck", "claim")
    )
    new = [match for match in matches if (match.factcheck_id, match.claim_id) not in known]
    return len(FactCheckMatch.objects.bulk_create(new, ignore_conflicts=True))


def _share(score: float) -> float:
    return min(max(score, 0.0), 1.0)


def matches_of(claim: Claim) -> list[FactCheckMatch]:
    """Return the fact-checks that a claim, or one that became part of it, is tied to; each once. One query."""
    found = FactCheckMatch.objects.filter(Q(claim=claim) | Q(claim__merged_into=claim))
    ordered = found.select_related("factcheck", "decided_by").order_by("decided_at", "-confidence", "pk")
    decided_last = {match.factcheck_id: match for match in ordered}
    return sorted(decided_last.values(), key=lambda match: (-match.confidence, match.pk))


def decide_match(match: FactCheckMatch, *, editor: AbstractBaseUser, state: str, now: datetime) -> Action:
    """Record whether a fact-check is about a claim; `suggested` takes the decision back. No later import changes it."""
    with transaction.atomic():
        row = FactCheckMatch.objects.select_for_update(of=("self",)).select_related("factcheck").get(pk=match.pk)
        before, payload = row.state, _decided(row)
        row.state = RebuttalState(state)
        undecided = row.state == RebuttalState.SUGGESTED
        row.decided_by_id, row.decided_at = (None, None) if undecided else (editor.pk, now)
        row.save(update_fields=["state", "decided_by", "decided_at"])
        return record(
            "decide fact-check",
            actor=editor,
            obj=row,
            before={"state": before},
            after={"state": row.state.value},
            payload=payload,
            claims=[row.claim_id],
            now=now,
        )


@undo_of("decide fact-check")
def _restore(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    match = FactCheckMatch.objects.filter(pk=action.object_id, state=action.after["state"]).first()
    if match is None:
        raise changed_since(action)
    decided_at = action.payload["decided_at"]
    match.state, match.decided_by_id = action.before["state"], action.payload["decided_by"]
    match.decided_at = datetime.fromisoformat(decided_at) if decided_at else None
    match.save(update_fields=["state", "decided_by", "decided_at"])
    return f"this fact-check is {match.state} again."


def _decided(match: FactCheckMatch) -> dict[str, Any]:
    return {"decided_by": match.decided_by_id, "decided_at": match.decided_at.isoformat() if match.decided_at else None}
