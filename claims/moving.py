"""Statements and links from one claim or speaker to another, with nothing that a person decided lost.

Everything here runs within a writing turn; callers count and regroup afterwards (`claims.upkeep.refresh`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet

from claims.models import Claim, Rebuttal, RebuttalState, Sighting, Speaker, Statement, Status


def root_of(speaker: Speaker) -> Speaker:
    """Return the speaker that a merged one now is."""
    seen = {speaker.pk}
    while speaker.merged_into and speaker.merged_into_id not in seen:
        speaker = speaker.merged_into
        seen.add(speaker.pk)
    return speaker


def move_sighting(sighting: Sighting, *, to: Speaker, now: datetime) -> list[int]:
    """Give a sighting, with its statements, to another speaker; return the claims concerned.

    A speaker who is left without any becomes part of the other, or goes if nothing refers to it.
    """
    former = sighting.speaker
    source, target = root_of(former), root_of(to)
    sighting.speaker = to
    sighting.save(update_fields=["speaker"])
    concerned: list[int] = []
    if source != target:
        concerned = move_claims(source, target, statements=Q(sighting=sighting), now=now)
    if not former.sightings.exists() and not former.merged_into_id:
        if former.claims.exists() or former.merged.exists() or former.merges.exists():
            Speaker.objects.filter(pk=former.pk).update(merged_into=target)
        else:
            former.delete()
    return concerned


def move_claims(source: Speaker, target: Speaker, *, statements: Q, now: datetime) -> list[int]:
    """Give the claims that a speaker made by some statements to another; return the claims concerned, old and new."""
    moving = Statement.objects.filter(statements, recorded_as__speaker=source)
    return rehome(moving, speaker=target, now=now)


def rehome(
    statements: QuerySet[Statement], *, speaker: Speaker | None = None, stance: str | None = None, now: datetime
) -> list[int]:
    """Record statements as claims of another speaker, of another stance, or both; return the claims concerned.

    A claim goes as it is, with its assessments and links, if all its statements do and there is no such claim yet.
    """
    chosen = {statement.pk: statement for statement in statements}
    concerned: list[int] = []
    left: list[tuple[Claim, Claim]] = []
    claims = Claim.objects.filter(recorded__in=chosen).distinct().select_related("merged_into", "speaker")
    # Those that others are part of go first, so that the others can follow them.
    for claim in sorted(claims, key=lambda c: (c.merged_into_id is not None, c.pk)):
        owner, act = speaker or claim.speaker, stance or claim.stance
        moving = [chosen[pk] for pk in claim.recorded.values_list("pk", flat=True) if pk in chosen]
        own = Claim.objects.filter(speaker=owner, key=claim.key, stance=act).select_related("merged_into").first()
        if own == claim:
            continue
        stays = claim.recorded.exclude(pk__in=chosen).exists() or claim.statements.exclude(pk__in=chosen).exists()
        if own is None and not stays:
            follows = claim.merged_into and (claim.merged_into.speaker_id, claim.merged_into.stance) == (owner.pk, act)
            claim.speaker, claim.stance, claim.merged_into = owner, act, claim.merged_into if follows else None
            claim.save(update_fields=["speaker", "stance", "merged_into"])
            move_statements(moving, claim)
            concerned.append(claim.pk)
            continue
        own = own or copy_claim(claim, owner, now, stance=act)
        move_statements(moving, own)
        left.append((claim, own))
        concerned += [claim.pk, own.pk]
    for claim, own in left:
        if not claim.recorded.exists() and not claim.statements.exists():
            absorb(claim, into=own)
    return concerned


def join(claim: Claim, *, into: Claim) -> None:
    """Make a claim part of another, its statements statements of the other; what they were recorded as stays."""
    statements = list(claim.statements.values_list("pk", flat=True))
    Statement.objects.filter(pk__in=statements).update(claim=into)
    follow_statements(statements)
    absorb(claim, into=into)


def absorb(claim: Claim, *, into: Claim) -> None:
    """Make a claim part of another: what editors decided on it comes along, its address leads there."""
    whole = current(into)
    Claim.objects.filter(pk=claim.pk).update(merged_into=whole)
    for link in Rebuttal.objects.filter(Q(answer=claim) | Q(answered=claim)).order_by("pk"):
        answer = whole.pk if link.answer_id == claim.pk else link.answer_id
        repoint(link, answer=answer, answered=whole.pk if link.answered_id == claim.pk else link.answered_id)
    if claim.assessments.update(claim=whole):
        take_status(whole)


def take_status(claim: Claim) -> None:
    """Give a claim the status of its latest assessment."""
    latest = claim.assessments.order_by("-made_at", "-id").first()
    status = latest.status if latest else Status.UNVERIFIED
    Claim.objects.filter(pk=claim.pk).update(status=status, version=F("version") + 1)


def copy_claim(
    claim: Claim, speaker: Speaker, now: datetime, *, stance: str | None = None, key: str | None = None
) -> Claim:
    """Make the same claim for another speaker, or apart from it: nobody has decided on it yet."""
    return Claim.objects.create(
        speaker=speaker, text=claim.text, key=key or claim.key, stance=stance or claim.stance, attitude=claim.attitude,
        target=claim.target, target_key=claim.target_key, search_text=claim.search_text,
        first_seen=claim.first_seen, created_at=now, updated_at=now,
    )  # fmt: skip


def current(claim: Claim) -> Claim:
    """Return the claim that a merged one now is part of; a merge that no longer holds is taken back."""
    if not claim.merged_into:
        return claim
    if root_of(claim.merged_into.speaker) != root_of(claim.speaker):
        Claim.objects.filter(pk=claim.pk).update(merged_into=None)
        return claim
    return current(claim.merged_into)


def move_statements(statements: Iterable[Statement], claim: Claim) -> None:
    """Record statements as another claim; the links found in them follow."""
    numbers = [s.pk for s in statements]
    whole = current(claim)
    Statement.objects.filter(pk__in=numbers).update(recorded_as=claim, claim=whole)
    follow_statements(numbers)


def follow_statements(statements: Iterable[int]) -> None:
    """Tie undecided links to the claims that their statements now belong to."""
    numbers = list(statements)
    ends = Q(statement__in=numbers) | Q(answered_statement__in=numbers)
    links = Rebuttal.objects.filter(ends).select_related("statement", "answered_statement").order_by("pk")
    for link in links:
        answer = link.statement.claim_id if link.statement else link.answer_id
        answered = link.answered_statement.claim_id if link.answered_statement else link.answered_id
        repoint(link, answer=answer, answered=answered)


def repoint(link: Rebuttal, *, answer: int, answered: int) -> None:
    """Tie a link to other claims. Of two links of one pair the decided one stays, then what stands in a text."""
    if (link.answer_id, link.answered_id) == (answer, answered):
        return
    same = Rebuttal.objects.filter(answer=answer, answered=answered).first()
    if answer == answered or (same and not _weighs_more(link, same)):
        if link.state == RebuttalState.SUGGESTED:
            link.delete()
        return
    if same:
        same.delete()
    Rebuttal.objects.filter(pk=link.pk).update(answer=answer, answered=answered)


def _weighs_more(one: Rebuttal, other: Rebuttal) -> bool:
    def weight(link: Rebuttal) -> tuple[bool, bool, float, str]:
        return (link.decided_at is not None, not link.is_inferred, link.confidence, link.relation)

    return weight(one) > weight(other)
