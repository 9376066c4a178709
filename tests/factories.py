"""Valid rows for tests, which name only what matters to them. Claims go through the real recording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from knox.models import AuthToken
from rest_framework.test import APIClient

from articles.models import Article, Batch, Feed, Ingestion, Outlet, Payload, Revision, Stage
from articles.models.revision import text_sha256
from claims.extraction.values import Extraction, Relation, Stance
from claims.extraction.values import Speaker as Who
from claims.models import Claim, Rebuttal, RebuttalState, Speaker, Statement, Status
from claims.recording import record
from tests.claims.stories import NOW, Said, person, publish, read

_numbers = count(1)


def make_user(username: str = "", *, role: str | None = None, **fields: Any) -> User:
    """Make a user who signs in by `client.force_login`: no password, which is slow to make."""
    user = User(username=username or f"user{next(_numbers)}", **fields)
    user.set_unusable_password()
    user.save()
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def make_api_client(user: User | None = None) -> APIClient:
    """Make a REST client that sends a token of the user, or none."""
    client = APIClient()
    if user is not None:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {AuthToken.objects.create(user)[1]}")
    return client


def make_outlet(name: str = "Courier", *, domain: str | None = None, now: datetime = NOW) -> Outlet:
    """Make an outlet, or return the one of that name."""
    return Outlet.objects.get_or_create(name=name, defaults={"domain": domain, "created_at": now})[0]


def make_article(
    text: str | None = "Nobody said anything at all in this story.",
    *,
    title: str = "",
    outlet: str = "Courier",
    published_at: datetime | None = NOW,
    url: str | None = None,
    now: datetime = NOW,
) -> Article:
    """Make an article with a revision; without one if `text` is None."""
    article = Article.objects.create(
        outlet=make_outlet(outlet), title=title, url=url, published_at=published_at, created_at=now
    )
    if text is not None:
        make_revision(article, text)
    return article


def make_revision(article: Article, text: str, *, now: datetime = NOW) -> Revision:
    """Make the next revision of an article."""
    revision = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        title=article.title,
        text=text,
        sha256=text_sha256(text),
        created_at=now,
    )
    article.latest = revision
    article.save(update_fields=["latest"])
    return revision


def make_ingestion(
    article: Article | None = None, *, stage: Stage = Stage.QUEUED, now: datetime = NOW, **fields: Any
) -> Ingestion:
    """Make an ingestion of a pasted text, at some stage."""
    if stage is Stage.FAILED:
        fields = {"error_code": "no_text", "error_message": "There is no text in it.", "failed_in": "cleaning"} | fields
    fields = {"payload": Payload.TEXT, "body": b"Mayor Ida Lund said the bridge was safe."} | fields
    article = article or make_article(None)
    return Ingestion.objects.create(article=article, stage=stage, stage_at=now, created_at=now, **fields)


def make_batch(user: User | None = None, *, now: datetime = NOW) -> Batch:
    """Make an empty batch of a user."""
    return Batch.objects.create(submitted_by=user, created_at=now)


def make_feed(address: str = "https://courier.example.org/rss", *, now: datetime = NOW, **fields: Any) -> Feed:
    """Make a feed that is due."""
    return Feed.objects.create(address=address, **{"created_at": now, "next_poll_at": now, **fields})


def make_speaker(name: str = "Ida Lund", kind: str = "person", *, now: datetime = NOW) -> Speaker:
    """Make a speaker who has said nothing yet."""
    return Speaker.objects.create(name=name, key=name.casefold(), kind=kind, created_at=now)


def make_claim(
    content: str = "",
    *,
    who: Who | None = None,
    stance: Stance = Stance.ASSERTION,
    status: Status = Status.UNVERIFIED,
    outlet: str = "Courier",
    day: int = 0,
    **said: Any,
) -> Claim:
    """Make a claim with its statement, article and outlet; `day` counts from 1 April 2025.

    Further arguments are those of `tests.claims.stories.Said`: `cue`, `role`, `target`, `via`, `confidence`.
    """
    saying = Said(who or person("Ida Lund"), content or f"the bridge was safe on day {next(_numbers)}", **said)
    claim = record_story([_with_stance(saying, stance)], outlet=outlet, day=day)[0].claim
    if status is not Status.UNVERIFIED:
        Claim.objects.filter(pk=claim.pk).update(status=status)
        claim.refresh_from_db()
    return claim


def make_rebuttal(
    *, relation: Relation = Relation.DENIES, state: RebuttalState = RebuttalState.SUGGESTED, day: int = 0
) -> Rebuttal:
    """Make a claim and another one that answers it, in one article."""
    number = next(_numbers)
    accusation = Said(person("Tom Reyes"), f"the bridge had {number} cracks", stance=Stance.ACCUSATION)
    denial = Said(
        person("Ida Lund"), f"any of the {number} cracks", "denied", Stance.DENIAL, answers=0, relation=relation
    )
    statements = record_story([accusation, denial], day=day)
    rebuttal = Rebuttal.objects.get(answer=statements[1].claim)
    if state is not RebuttalState.SUGGESTED:
        Rebuttal.objects.filter(pk=rebuttal.pk).update(state=state, decided_at=NOW)
        rebuttal.refresh_from_db()
    return rebuttal


def record_story(sayings: Sequence[Said], *, outlet: str = "Courier", day: int = 0) -> list[Statement]:
    """Publish a story that consists of these sayings, record it, and return its statements in text order."""
    extraction: Extraction = read(sayings)
    revision = publish(extraction.text, outlet=outlet, day=day)
    record(revision, extraction, now=NOW)
    return list(revision.statements.select_related("claim__speaker").order_by("start"))


def _with_stance(said: Said, stance: Stance) -> Said:
    return Said(**{**vars(said), "stance": stance})
