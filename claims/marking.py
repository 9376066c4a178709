"""Editors mark statements that the machine did not find; no later run, and no changed page, takes them back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import cast

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from articles.models import Article, Revision
from claims.actions import changed_since, record, undo_of
from claims.correcting import sighting_by_hand, with_neighbours
from claims.extraction.values import QuotationType, Span, Stance
from claims.finding import find_words
from claims.folding import fold, fold_name
from claims.models import Action, Assessment, Claim, Proposal, Rebuttal, RebuttalState, Speaker, Statement
from claims.models.statement import MADE
from claims.moving import current, root_of
from claims.naming import speaker_texts
from claims.propositions import claim_key, joined, place_key, readable
from claims.recording import LONGEST_INDEXED, number_statements
from claims.rematching import match_soon
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem

EXTRACTOR = "editor"
_QUOTATION = re.compile(r'[“„«"][^“”„«»"\n]*[”»"]?')
_WORD = re.compile(r"\w+")

Spans = list[list[int]]


def mark_statement(
    revision: Revision,
    *,
    words: Mapping[str, str],
    near: Mapping[str, int] | None = None,
    speaker: Speaker,
    stance: str,
    editor: AbstractBaseUser,
    now: datetime,
) -> Action:
    """Record words of an article as a statement of a speaker; the action's object is the statement.

    `words` are those of "content" and, where there are any, "cue" and "source", as they stand in the text; `near` says
    by layer where in it, for words that it holds twice. Raises Problem: 422 for words that are not there, 409 where
    the article has a newer text, these words are marked already, or an editor has hidden the claim.
    """
    spans = find_spans(revision.text, words, near or {})
    if not spans["content"]:
        raise Problem("no_content", "Enter the words of what is said.", field="content")
    with writing_turn():
        article = Article.objects.get(pk=revision.article_id)
        if article.latest_id != revision.pk:
            message = "The article has a newer text by now. Open it, and mark the words there."
            raise Problem("stale_revision", message, status=HTTPStatus.CONFLICT)
        said = _joined(revision.text, spans["content"])
        key = place_key(spans["cue"], spans["content"], said)
        if known := revision.statements.filter(key=key).first():
            message = f"These words are marked already, as statement {known.number}."
            raise Problem("marked_before", message, status=HTTPStatus.CONFLICT, field="content")
        seen = cast("datetime", article.dated)
        claim = _claim_of(revision, spans["content"], root_of(speaker), Stance(stance), seen=seen, now=now)
        statement = Statement.objects.create(
            claim=current(claim), recorded_as=claim, sighting=sighting_by_hand(claim.speaker, now), revision=revision,
            number=0, key=key, text=said, start=min(start for layer in spans.values() for start, _ in layer), **spans,
            mention=_joined(revision.text, spans["source"])[:500], cue_text=_joined(revision.text, spans["cue"])[:200],
            type=_type_of(revision.text, spans["content"]), stance=claim.stance, confidence=1.0, extractor=EXTRACTOR,
            nested_in=_around(revision, spans), decided={MADE: key}, created_at=now,
        )  # fmt: skip
        number_statements(revision)
        refresh({claim.pk, statement.claim_id}, now=now)
        match_soon([claim.pk])
        return record(
            "mark statement",
            actor=editor,
            obj=statement,
            before=None,
            after={
                **{layer: _joined(revision.text, spans[layer]) for layer in spans},
                "speaker": called(claim.speaker),
            },
            payload={"statement": statement.pk},
            label=f"{called(claim.speaker)}: {said}",
            now=now,
        )


def find_spans(text: str, words: Mapping[str, str], near: Mapping[str, int]) -> dict[str, Spans]:
    """Return where the words of content, cue and source stand; cue and source beside the content unless told where.

    Raises Problem for words that are not in the text.
    """
    content = find_words(text, words.get("content", ""), near=near.get("content", 0), field="content")

    def find(layer: str) -> Spans:
        given = words.get(layer, "")
        if layer in near or not content:
            return find_words(text, given, near=near.get(layer, 0), field=layer)
        start, end = content[0][0], content[-1][1]
        found = [find_words(text, given, near=place, field=layer) for place in (start, end)]
        return min(found, key=lambda spans: max([start - spans[-1][1], spans[0][0] - end] if spans else [0]))

    return {"content": content, "cue": find("cue"), "source": find("source")}


def speakers_in(revision: Revision) -> list[Speaker]:
    """Return the speakers of a text's statements by name."""
    return list(
        Speaker.objects.current()
        .filter(claims__statements__revision=revision, claims__hidden_at=None)
        .distinct()
        .order_by("name", "pk")
    )


def speaker_meant(revision: Revision, words: str) -> Speaker | None:
    """Return whom the words of a source mean: the only one who has that name, or goes by these words, in the text."""
    if not fold(words):
        return None
    here = Speaker.objects.current().filter(claims__statements__revision=revision)
    name = fold_name(words)
    named = set(here.filter(Q(key=name) | Q(aliases__key=name)))
    mentions = revision.statements.filter(claim__speaker__merged_into=None).values_list("mention", "claim__speaker")
    numbers = {speaker for mention, speaker in mentions if fold(mention) == fold(words)}
    found = named or set(Speaker.objects.filter(pk__in=numbers))
    return found.pop() if len(found) == 1 else None


def _claim_of(
    revision: Revision, content: Spans, speaker: Speaker, stance: Stance, *, seen: datetime, now: datetime
) -> Claim:
    """Return the claim that words make, new if the speaker has not made it yet. Raises Problem for a hidden one."""
    text = readable(revision.text, [Span(*span) for span in content])
    claim, new = Claim.objects.get_or_create(
        speaker=speaker, key=claim_key(_joined(revision.text, content), article=revision.article_id), stance=stance,
        defaults={
            "text": text, "search_text": fold(text)[:LONGEST_INDEXED],
            "speaker_text": speaker_texts([speaker])[speaker.pk],
            "first_seen": seen, "created_at": now, "updated_at": now,
        },
    )  # fmt: skip
    if current(claim).hidden_at:
        message = f"An editor has hidden this claim of {called(speaker)}. Bring it back from its history."
        raise Problem("hidden_before", message, status=HTTPStatus.CONFLICT)
    if not new and seen < claim.first_seen:
        claim.first_seen = seen
        claim.save(update_fields=["first_seen"])
    return claim


def _joined(text: str, spans: Spans) -> str:
    return joined(text, [Span(*span) for span in spans])


def _type_of(text: str, content: Spans) -> QuotationType:
    """Return whether all, some or none of the words are quoted."""
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    starts = [match.start() for start, end in content for match in _WORD.finditer(text, start, end)]
    inside = sum(any(start <= at < end for start, end in quoted) for at in starts)
    if not inside:
        return QuotationType.INDIRECT
    return QuotationType.DIRECT if inside == len(starts) else QuotationType.MIXED


def _around(revision: Revision, spans: Mapping[str, Spans]) -> Statement | None:
    """Return the innermost statement in whose content all of these words stand."""
    own = [span for layer in spans.values() for span in layer]

    def holds(outer: Statement) -> bool:
        return all(any(start <= span[0] and span[1] <= end for start, end in outer.content) for span in own)

    outer = [statement for statement in revision.statements.all() if holds(statement)]
    return min(outer, key=lambda statement: (len(statement.text), statement.pk), default=None)


@undo_of("mark statement")
def _take_back(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    """Drop the statement and its copies in later revisions, unless somebody went on working with it."""
    with writing_turn():
        marked = Statement.objects.filter(pk=action.payload["statement"]).select_related("revision").first()
        if marked is None:
            raise changed_since(action)
        own = list(
            Statement.objects.filter(
                **{"revision__article": marked.revision.article_id, f"decided__{MADE}": marked.decided[MADE]}
            ).select_related("revision")
        )
        claims = {number for one in own for number in (one.claim_id, one.recorded_as_id)}
        numbers = [one.pk for one in own]
        if any(set(one.decided) - {MADE, "spans"} for one in own) or _rests_on(claims, numbers):
            raise changed_since(action)
        concerned = with_neighbours(claims)
        found = Q(statement__in=numbers) | Q(answered_statement__in=numbers)
        Rebuttal.objects.filter(found, state=RebuttalState.SUGGESTED).delete()
        Statement.objects.filter(pk__in=numbers).delete()
        for revision in {one.revision for one in own}:
            number_statements(revision)
        refresh(concerned, now=now)
    return "the words are not marked any more."


def _rests_on(claims: set[int], statements: Sequence[int]) -> bool:
    """Return whether something that a person decided would be left without any statement."""
    alone = Claim.objects.filter(pk__in=claims).exclude(statements__in=Statement.objects.exclude(pk__in=statements))
    judged = Assessment.objects.filter(claim__in=alone).exists() or Proposal.objects.filter(claim__in=alone).exists()
    links = Rebuttal.objects.filter(Q(answer__in=alone) | Q(answered__in=alone), decided_at__isnull=False)
    return judged or links.exists()
