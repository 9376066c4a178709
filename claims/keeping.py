"""What editors decided about statements, kept when a text is read again and when its page changes.

A statement that is found again by other marks, or in the next revision, is the one an editor decided on if it takes up
the same words. Of the others, a revised wording of the same claim stays that claim. Runs within a writing turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from articles.models import Revision
from claims.correcting import LAYERS, put_spans
from claims.extraction.values import Attribution, Span
from claims.finding import find_words
from claims.folding import digest, fold
from claims.models import Claim, Statement
from claims.moving import current
from claims.pairing.wording import Wording, same_words
from claims.propositions import joined, spans_as_lists
from claimtrack.web import Problem

# Of 100: a revised sentence is still the one an editor decided on.
SAME_SENTENCE = 90
# Of the shorter content, so much must be the same place of the text.
SAME_PLACE = 0.5

_CARRIED = ("sighting_id", "recorded_as_id", "stance", "mention", "role", "via", "type", "confidence", "extractor")


@dataclass(frozen=True, slots=True)
class Marks:
    """An attribution as it is found in a text: its words, and the key of its place."""

    attribution: Attribution
    text: str
    cue: str
    place: str


def kept_statements(revision: Revision, found: Sequence[Marks]) -> dict[int, Statement]:
    """Return, by their place in `found`, the statements of this revision that editors decided on.

    Those of the revision before come along: onto what is found of the same words, or else where their words stand.
    """
    _carry_over(revision, found)
    decided = [s for s in revision.statements.select_related("recorded_as") if s.decided]
    kept: dict[int, Statement] = {}
    for statement in decided:
        number = next((n for n, marks in enumerate(found) if marks.place == statement.key), None)
        if number is None:
            number = max(
                (n for n in range(len(found)) if n not in kept and _is_same_place(statement, found[n].attribution)),
                key=lambda n: _overlap(_contents(statement), _spans(found[n].attribution.content)),
                default=None,
            )
        if number is not None:
            kept.setdefault(number, statement)
    return kept


def revised_claims(revision: Revision, found: Sequence[Marks], speakers: Sequence[int]) -> dict[int, Claim]:
    """Return, by place in `found`, the claims of the revision before that are only worded anew in this one.

    `speakers` are those of what was found. What stands in both revisions word for word needs no help.
    """
    before = _previous(revision)
    if before is None:
        return {}
    formerly = list(before.statements.select_related("recorded_as").order_by("start"))
    words = {fold(marks.text) for marks in found}
    gone = [s for s in formerly if fold(s.text) not in words]
    known = {fold(s.text) for s in formerly}
    revised: dict[int, Claim] = {}
    for number, marks in enumerate(found):
        if fold(marks.text) in known:
            continue
        mine = Wording(marks.text, marks.attribution.target or "", marks.attribution.stance)
        same = [
            s for s in gone
            if s.recorded_as.speaker_id == speakers[number] and s.stance == marks.attribution.stance
            and same_words(mine, Wording(s.text, s.recorded_as.target, s.stance))
        ]  # fmt: skip
        if same:
            best = max(same, key=lambda s: fuzz.ratio(fold(s.text), fold(marks.text)))
            revised[number] = best.recorded_as
    return revised


def _previous(revision: Revision) -> Revision | None:
    return (
        Revision.objects.filter(article=revision.article_id, number__lt=revision.number, statements__isnull=False)
        .order_by("-number")
        .first()
    )


def _carry_over(revision: Revision, found: Sequence[Marks]) -> None:
    """Bring what editors decided on in the revision before into this one, once."""
    before = _previous(revision)
    if before is None:
        return
    here = {(s.recorded_as_id, _machine_words(s)) for s in revision.statements.all() if s.decided}
    taken: set[int] = set()
    for statement in before.statements.order_by("start"):
        if not statement.decided or (statement.recorded_as_id, _machine_words(statement)) in here:
            continue
        number = _found_again(statement, found, taken)
        if number is not None:
            taken.add(number)
        _carry(statement, revision, found[number] if number is not None else None)


def _found_again(statement: Statement, found: Sequence[Marks], taken: set[int]) -> int | None:
    """Return what the machine finds of the words in which it had found a statement: as they were, or nearly so."""
    cue, words = _machine_words(statement)
    alike = {
        n: fuzz.ratio(words, fold(marks.text))
        for n, marks in enumerate(found)
        if n not in taken and fold(marks.cue) == cue
    }
    best = max(
        alike, key=lambda n: (alike[n], -abs(found[n].attribution.content[0].start - statement.start)), default=None
    )
    return best if best is not None and alike[best] >= SAME_SENTENCE else None


def _carry(statement: Statement, revision: Revision, marks: Marks | None) -> None:
    """Make a statement of the next revision that says what editors decided."""
    near = marks.attribution.content[0].start if marks else statement.start
    spans = {layer: spans_as_lists(getattr(marks.attribution, layer)) for layer in LAYERS} if marks else None
    decided = dict(statement.decided)
    if "spans" in decided or statement.is_by_hand or spans is None:
        try:
            own = _again(statement, revision.text, near=near)
        except Problem:
            if spans is None:
                return  # its words are gone: it stays with the revisions that hold them
            decided.pop("spans", None)
        else:
            if marks and spans:
                decided["spans"] = {**spans, "text": marks.text, "cue_text": marks.cue}
            elif "spans" in decided:  # places in the former text mean nothing in this one
                decided["spans"] = {**decided["spans"], **own}
            spans = own
    made = Statement(
        revision=revision, key=marks.place if marks else digest("carried", statement.key), number=0,
        claim=current(statement.recorded_as), decided=decided, start=0, created_at=statement.created_at,
        **{name: getattr(statement, name) for name in _CARRIED},
    )  # fmt: skip
    made.start = min(start for layer in LAYERS for start, _ in spans[layer])
    known = revision.statements.filter(key=made.key).first()
    if known:
        made.pk, made.number, made._state.adding = known.pk, known.number, False
    for layer in LAYERS:
        setattr(made, layer, spans[layer])
    made.text = joined(revision.text, [Span(*span) for span in spans["content"]])
    made.save()
    put_spans(made, spans)


def _again(statement: Statement, text: str, *, near: int) -> dict[str, list[list[int]]]:
    """Return where the words of a statement stand in another text: what is said, and the rest as far from it as before.

    `near` is where what is said is looked for; a cue such as "said" stands in many places. Raises Problem.
    """
    former = statement.revision.text
    begin = statement.content[0][0]

    def found(spans: list[list[int]], shift: int) -> list[list[int]]:
        return [find_words(text, former[start:end].strip(), near=start + shift)[0] for start, end in spans]

    content = found(statement.content, near - begin)
    return {layer: found(getattr(statement, layer), content[0][0] - begin) for layer in LAYERS} | {"content": content}


def _machine_words(statement: Statement) -> tuple[str, str]:
    """Return cue and content of a statement, folded, as the machine found them."""
    found = statement.decided.get("spans", {})
    return fold(found.get("cue_text", statement.cue_text)), fold(found.get("text", statement.text))


def _is_same_place(statement: Statement, attribution: Attribution) -> bool:
    """Return whether an attribution takes up the place of a statement: its cue, if both have one, and its content."""
    found = statement.decided.get("spans", {})
    cues = [statement.cue, found.get("cue", [])]
    cue = _spans(attribution.cue)
    if cue and any(cues) and not any(_overlap(other, cue) > 0 for other in cues):
        return False
    return _overlap(_contents(statement), _spans(attribution.content)) >= SAME_PLACE


def _contents(statement: Statement) -> list[list[int]]:
    return [*statement.content, *statement.decided.get("spans", {}).get("content", [])]


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return spans_as_lists(spans)


def _overlap(one: list[list[int]], other: list[list[int]]) -> float:
    """Return how much of the shorter of two places lies in the other."""
    mine = {place for start, end in one for place in range(start, end)}
    theirs = {place for start, end in other for place in range(start, end)}
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
