"""Verdicts as values: what one needs, which one stands on a claim, how two of them join, how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils.timezone import make_aware

from claims.actions import record
from claims.models import Assessment, Claim, Evidence, Status
from claims.upkeep import mark_changed
from claims.wording import sentence

SHORTEST_RATIONALE = 20
LONGEST_RATIONALE = 20_000
MOST_EVIDENCE = 50
LONGEST_ADDRESS = 2000


class StaleClaim(Exception):  # noqa: N818  (a state of things, not a fault)
    """Somebody else assessed the claim meanwhile."""


class InvalidAssessment(Exception):  # noqa: N818  (the user's input, not a fault)
    """What was entered cannot stand; `errors` says why, by field, in words for people."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A link that a reader can check, and when the editor saw it; without a day it was just now."""

    url: str
    title: str = ""
    excerpt: str = ""
    seen: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status with its reasons. `reviewed` is the sentence judged; left empty, the claim with its speech act."""

    status: str
    rationale: str = ""
    evidence: tuple[EvidenceLink, ...] = ()
    reviewed: str = ""


def find_errors(*, status: str, rationale: str, evidence: Sequence[EvidenceLink]) -> dict[str, str]:
    """Return what speaks against an assessment, by field; nothing if it can stand."""
    if status not in Status.values:
        return {"status": f"Choose one of {', '.join(Status.values)}."}
    errors = {}
    chosen = Status(status)
    if chosen.is_verdict and len(rationale.strip()) < SHORTEST_RATIONALE:
        errors["rationale"] = f"Say why in at least {SHORTEST_RATIONALE} characters."
    elif len(rationale) > LONGEST_RATIONALE:
        errors["rationale"] = f"Say it in at most {LONGEST_RATIONALE} characters."
    if any(not is_address(link.url) for link in evidence):
        errors["evidence"] = "Enter a full address that begins with https:// or http://."
    elif len(evidence) > MOST_EVIDENCE:
        errors["evidence"] = f"Keep to the best {MOST_EVIDENCE} links."
    elif chosen.needs_evidence and not evidence:
        errors["evidence"] = "Add at least one link that a reader can check."
    return errors


def is_address(url: str) -> bool:
    """Return whether it is a full web address."""
    if len(url) > LONGEST_ADDRESS or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def standing(claim: Claim, *, version: int | None = None) -> Assessment | None:
    """Return the assessment that gives a claim its status, now or at an earlier version; None where none does."""
    made = claim.assessments.order_by("-made_at", "-pk").select_related("editor").prefetch_related("evidence")
    return first_standing(made if version is None else made.filter(version__lte=version))


def first_standing(latest_first: Iterable[Assessment]) -> Assessment | None:
    """Return the first that neither takes another back nor was taken back by one of them."""
    taken_back: set[int | None] = set()
    for made in latest_first:
        if made.undoes_id is None and made.pk not in taken_back:
            return made
        taken_back.add(made.undoes_id)
    return None


def verdict_of(made: Assessment | None) -> Verdict:
    """Return what an assessment says; without one, that nobody has decided."""
    if made is None:
        return Verdict(Status.UNVERIFIED)
    links = (EvidenceLink(e.url, e.title, e.excerpt, e.seen_at.date()) for e in made.evidence.all())
    return Verdict(made.status, made.rationale, tuple(links), made.reviewed)


def join_verdicts(before: Verdict, theirs: Verdict, mine: Verdict) -> Verdict | None:
    """Join two changes of one verdict that do not touch each other; None where they do.

    Status, rationale and sentence belong together: only one side may have changed them. Of evidence, both keep what
    they added and lose what either took out.
    """
    if not _says_more(before, mine):
        whole = theirs
    elif not _says_more(before, theirs):
        whole = mine
    else:
        return None
    known = {link.url for link in before.evidence}
    dropped = known - {link.url for link in theirs.evidence} | known - {link.url for link in mine.evidence}
    links = {link.url: link for link in (*before.evidence, *mine.evidence, *theirs.evidence)}
    return replace(whole, evidence=tuple(link for url, link in links.items() if url not in dropped))


def _says_more(before: Verdict, after: Verdict) -> bool:
    changed = (after.status, after.rationale) != (before.status, before.rationale)
    return changed or (bool(before.reviewed) and after.reviewed != before.reviewed)


def write_verdict(
    claim: Claim,
    verdict: Verdict,
    *,
    editor: AbstractBaseUser,
    version: int,
    now: datetime,
    seconded_by: AbstractBaseUser | None = None,
) -> Assessment:
    """Make a verdict the claim's latest assessment. Raises StaleClaim, writing nothing, if `version` has passed."""
    with transaction.atomic():
        current = Claim.objects.filter(pk=claim.pk, version=version, merged_into=None)
        former = current.select_for_update().values_list("status", flat=True).first()
        if former is None:
            raise StaleClaim
        current.update(status=verdict.status, version=F("version") + 1, updated_at=now, taken_by=None, taken_until=None)
        made = Assessment.objects.create(
            claim=claim,
            editor_id=editor.pk,
            seconded_by_id=seconded_by.pk if seconded_by else None,
            status=verdict.status,
            rationale=verdict.rationale.strip(),
            reviewed=verdict.reviewed.strip() or sentence(claim),
            version=version + 1,
            made_at=now,
        )
        mark_changed([claim.pk])
        Evidence.objects.bulk_create(
            Evidence(
                assessment=made,
                url=link.url,
                title=link.title[:300],
                excerpt=link.excerpt,
                seen_at=make_aware(datetime.combine(link.seen, time())) if link.seen else now,
            )
            for link in verdict.evidence
        )
        record(
            "assess",
            actor=seconded_by or editor,
            obj=claim,
            before={"status": former},
            after={"status": made.status, "rationale": made.rationale, "evidence": [e.url for e in verdict.evidence]},
            payload={"assessment": made.pk},
            now=now,
        )
    return made
