"""Editors correct what the machine found: who said it, how, in which words. No later run changes it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from claims.actions import changed_since, record, undo_of
from claims.extraction.values import Span, SpeakerKind, Stance
from claims.finding import find_words
from claims.folding import fold, fold_name
from claims.models import Action, Claim, Rebuttal, Sighting, Speaker, Statement
from claims.moving import current, rehome, root_of
from claims.naming import write_names, write_speaker_text
from claims.propositions import joined, readable
from claims.snapshots import changes, has_moved_on, restore, snapshot
from claims.suggesting import suggest_compared
from claims.turns import writing_turn
from claims.upkeep import refresh
from claims.wording import called
from claimtrack.web import Problem

LAYERS = ("source", "cue", "content")
# Sightings that editors make: a sort of their own, with which no name in a text is ever compared.
BY_HAND = "editor"
LONGEST_CLAIM = 5000


@dataclass
class Correction:
    """A correction under way: the claims it concerns, and what it changes in words."""

    claims: set[int]
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)
    action: Action | None = None

    @property
    def written(self) -> Action:
        """The action, once the correction is done."""
        assert self.action is not None, "correcting writes it down"  # noqa: S101
        return self.action


@contextmanager
def correcting(
    verb: str, obj: Model, *, editor: AbstractBaseUser, claims: Iterable[int], now: datetime, label: str = ""
) -> Iterator[Correction]:
    """Run a block in a writing turn, and write down what it changes of the claims, so that it can be undone.

    All claims that the block may touch must be among `claims`, but for those that it makes.
    """
    with writing_turn():
        concerned = with_neighbours(claims)
        before = snapshot(concerned)
        made = Correction(set(claims))
        yield made
        after = snapshot(concerned | made.claims)
        refresh(concerned | made.claims, now=now)
        made.action = record(
            verb,
            actor=editor,
            obj=obj,
            before=made.before,
            after=made.after,
            payload={"rows": changes(before, after), **made.payload},
            label=label,
            claims=made.claims,
            now=now,
        )


def undo_correction(action: Action, *, editor: AbstractBaseUser, now: datetime) -> str:  # noqa: ARG001  (the log has it)
    """Write back all that a correction changed. Raises Problem (409) if something of it has changed since."""
    with writing_turn():
        rows = action.payload["rows"]
        if has_moved_on(rows):
            raise changed_since(action)
        try:
            with transaction.atomic():
                concerned = restore(rows)
        except IntegrityError:  # the place that it had was taken by another claim of the same words
            raise changed_since(action) from None
        speakers = Speaker.objects.filter(claims__in=concerned).distinct()
        for speaker in speakers:
            write_speaker_text(speaker)
        refresh(concerned, now=now)
    return "Undone: it is as it was before."


for _verb in ("reassign speaker", "change stance", "edit span", "edit sentence"):
    undo_of(_verb)(undo_correction)


def reassign(statements: Iterable[Statement], *, to: Speaker, editor: AbstractBaseUser, now: datetime) -> Action:
    """Give statements, and the claims they make, to another speaker. Raises Problem if it is theirs already."""
    chosen = list(statements)
    target = root_of(to)
    if all(root_of(s.claim.speaker) == target for s in chosen):
        raise Problem("same_speaker", f"{target} is the speaker already. Choose another one.", field="speaker")
    with correcting(
        "reassign speaker", *_about(chosen), editor=editor, claims=_homes(chosen, to=target), now=now
    ) as made:
        made.before, made.after = {"speaker": _speakers(chosen)}, {"speaker": target.name}
        sighting = sighting_by_hand(target, now)
        for statement in chosen:
            decide_statement(statement, "speaker", statement.sighting_id)
            statement.sighting = sighting
            statement.save(update_fields=["sighting", "decided"])
        made.claims |= set(rehome(Statement.objects.filter(pk__in=[s.pk for s in chosen]), speaker=target, now=now))
        suggest_compared(made.claims, now=now)
        write_speaker_text(target)
    return made.written


def change_stance(statements: Iterable[Statement], *, stance: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Take statements, and the claims they make, for another act of speech."""
    chosen = list(statements)
    act = Stance(stance).value
    if all(s.stance == act for s in chosen):
        raise Problem("same_stance", f"The stance is {act} already. Choose another one.", field="stance")
    with correcting(
        "change stance", *_about(chosen), editor=editor, claims=_homes(chosen, stance=act), now=now
    ) as made:
        made.before = {"stance": ", ".join(sorted({s.stance for s in chosen}))}
        made.after = {"stance": act}
        for statement in chosen:
            decide_statement(statement, "stance", statement.stance)
            statement.stance = act
            statement.save(update_fields=["stance", "decided"])
        made.claims |= set(rehome(Statement.objects.filter(pk__in=[s.pk for s in chosen]), stance=act, now=now))
    return made.written


def edit_spans(
    statement: Statement,
    *,
    words: Mapping[str, str],
    near: Mapping[str, int] | None = None,
    editor: AbstractBaseUser,
    now: datetime,
) -> Action:
    """Mark other words of the article as source, cue or content of a statement; layers not named stay.

    `near` says by layer where in the text they stand, for words that it holds twice; else it is where the statement is.
    Raises Problem where the words are not in the article, or nothing is left to be the content.
    """
    text, places = statement.revision.text, near or {}
    spans = {
        layer: find_words(text, given, near=places.get(layer, statement.start), field=layer)
        for layer, given in words.items()
        if layer in LAYERS
    }
    return set_spans(statement, spans=spans, editor=editor, now=now)


def set_spans(
    statement: Statement, *, spans: dict[str, list[list[int]]], editor: AbstractBaseUser, now: datetime
) -> Action:
    """Give a statement these spans; layers not named stay. Raises Problem for spans outside the text or no content."""
    new = {layer: spans.get(layer, getattr(statement, layer)) for layer in LAYERS}
    text = statement.revision.text
    if not new["content"] or any(not 0 <= start < end <= len(text) for layer in LAYERS for start, end in new[layer]):
        raise Problem("no_content", "A statement needs words of the article that say what is said.", field="content")
    if all(new[layer] == getattr(statement, layer) for layer in LAYERS):
        raise Problem("same_spans", "These words are marked already. Choose others.", field="content")
    claim = statement.claim
    with correcting("edit span", *_about([statement]), editor=editor, claims=_homes([statement]), now=now) as made:
        for layer in LAYERS:
            if new[layer] != getattr(statement, layer):
                made.before[layer] = _words(text, getattr(statement, layer))
                made.after[layer] = _words(text, new[layer])
        found = {layer: getattr(statement, layer) for layer in LAYERS}
        decide_statement(statement, "spans", {**found, "text": statement.text, "cue_text": statement.cue_text})
        put_spans(statement, new)
        alone = claim.statements.count() == 1 and not claim.worded_by_hand
        if alone and "content" in made.after:
            _word(claim, readable(text, [Span(*span) for span in new["content"]]), by_hand=False)
    return made.written


def put_spans(statement: Statement, spans: dict[str, list[list[int]]]) -> None:
    """Let a statement say what stands at these places of its revision."""
    text = statement.revision.text
    for layer in LAYERS:
        setattr(statement, layer, spans[layer])
    statement.text = joined(text, [Span(*span) for span in spans["content"]])
    statement.mention = _words(text, spans["source"])[:500]
    statement.cue_text = _words(text, spans["cue"])[:200]
    statement.start = min(start for layer in LAYERS for start, _ in spans[layer])
    statement.save(update_fields=[*LAYERS, "text", "mention", "cue_text", "start", "decided"])


def edit_sentence(claim: Claim, *, text: str, editor: AbstractBaseUser, now: datetime) -> Action:
    """Word a claim by hand; its statements keep their words. Raises Problem for no words, or the same."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_CLAIM:
        raise Problem("no_sentence", "Say what is claimed, in one sentence.", field="text")
    if text == claim.text:
        raise Problem("same_sentence", "The claim reads like this already.", field="text")
    with correcting("edit sentence", claim, editor=editor, claims=[claim.pk], now=now) as made:
        made.before, made.after = {"sentence": claim.text}, {"sentence": text}
        _word(claim, text, by_hand=True)
    return made.written


def sighting_by_hand(speaker: Speaker, now: datetime) -> Sighting:
    """Return the sighting of the statements that editors gave to a speaker: it never moves by itself."""
    return Sighting.objects.get_or_create(
        sort=BY_HAND, key=f"speaker {speaker.pk}", guise="",
        defaults={
            "speaker": speaker, "name": speaker.name, "kind": speaker.kind, "pinned": True,
            "first_seen": now, "last_seen": now,
        },
    )[0]  # fmt: skip


def speaker_named(name: str, kind: str, *, now: datetime) -> Speaker:
    """Make a speaker that no text has named yet, or return the only one of that name."""
    name = " ".join(name.split())[:300]
    if not fold_name(name):
        raise Problem("no_name", "Give the speaker's name.", field="name")
    known = list(Speaker.objects.current().filter(key=fold_name(name), kind=SpeakerKind(kind))[:2])
    if len(known) == 1:
        return known[0]
    made = Speaker.objects.create(
        name=name, key=fold_name(name), kind=SpeakerKind(kind), named_by_hand=True, created_at=now
    )
    write_names(made)
    return made


def _about(statements: list[Statement]) -> tuple[Model]:
    """Return what a correction is about: the claim, or the statement where it is one of several."""
    claims = {s.claim_id for s in statements}
    claim = statements[0].claim
    whole = len(claims) == 1 and claim.statements.count() == len(statements)
    return (claim if whole else statements[0],)


def _homes(statements: list[Statement], *, to: Speaker | None = None, stance: str | None = None) -> set[int]:
    """Return the claims that statements are tied to, and those that they may become part of."""
    claims = {s.claim_id for s in statements} | {s.recorded_as_id for s in statements}
    for claim in Claim.objects.filter(pk__in=list(claims)):
        same = Claim.objects.filter(speaker=to or claim.speaker, key=claim.key, stance=stance or claim.stance)
        claims |= {current(own).pk for own in same} | {own.pk for own in same}
    return claims


def with_neighbours(claims: Iterable[int]) -> set[int]:
    """Return claims and those at the other end of their links."""
    numbers = set(claims)
    ends = Rebuttal.objects.filter(Q(answer__in=numbers) | Q(answered__in=numbers)).values_list("answer", "answered")
    return numbers | {end for pair in ends for end in pair}


def decide_statement(statement: Statement, what: str, found: object) -> None:
    """Note that a person decided on something of a statement; the first finding of the machine is kept."""
    statement.decided = {what: found, **statement.decided}


def _word(claim: Claim, text: str, *, by_hand: bool) -> None:
    claim.text, claim.worded_by_hand = text, by_hand
    claim.search_text = fold(f"{text} | {claim.target}")[:50_000]
    claim.save(update_fields=["text", "worded_by_hand", "search_text"])


def _words(text: str, spans: Iterable[Iterable[int]]) -> str:
    return joined(text, [Span(*span) for span in spans])


def _speakers(statements: list[Statement]) -> str:
    return ", ".join(sorted({called(s.claim.speaker) for s in statements}))
