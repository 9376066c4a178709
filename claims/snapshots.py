"""Rows before and after an editor's correction, so that undoing it restores them. Runs within a writing turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from claims.models import Assessment, Claim, Rebuttal, Statement
from claims.moving import take_status

# What corrections change, in the order in which it is written back.
_FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Claim: (
        *("speaker_id", "key", "stance", "text", "search_text", "worded_by_hand"),
        *("merged_into_id", "hidden_at", "hidden_reason", "removed"),
    ),
    Statement: (
        *("claim_id", "recorded_as_id", "sighting_id", "source", "cue", "content", "start"),
        *("text", "mention", "cue_text", "stance", "decided"),
    ),
    Assessment: ("claim_id",),
    Rebuttal: (
        *("answer_id", "answered_id", "relation", "state", "confidence", "statement_id", "answered_statement_id"),
        *("evidence", "extractor", "decided_by_id", "decided_at", "created_at"),
    ),
}
_MODELS = {model._meta.model_name: model for model in _FIELDS}

Rows = dict[str, dict[int, dict[str, Any]]]
Changes = dict[str, dict[str, list[dict[str, Any] | None]]]


def snapshot(claims: Iterable[int]) -> Rows:
    """Return what corrections may change of some claims: themselves, statements, assessments, links."""
    numbers = set(claims)
    rows: dict[type[models.Model], Any] = {
        Claim: Claim.objects.filter(pk__in=numbers),
        Statement: Statement.objects.filter(Q(claim__in=numbers) | Q(recorded_as__in=numbers)),
        Assessment: Assessment.objects.filter(claim__in=numbers),
        Rebuttal: Rebuttal.objects.filter(Q(answer__in=numbers) | Q(answered__in=numbers)),
    }
    return {
        str(model._meta.model_name): {row["pk"]: _plain(row) for row in found.values("pk", *_FIELDS[model])}
        for model, found in rows.items()
    }


def changes(before: Rows, after: Rows) -> Changes:
    """Return the rows that differ, by kind and number, as they were and as they are; None where there was none."""
    return {
        kind: {
            str(pk): [rows.get(pk), after[kind].get(pk)]
            for pk in rows.keys() | after[kind].keys()
            if rows.get(pk) != after[kind].get(pk)
        }
        for kind, rows in before.items()
    }


def has_moved_on(made: Changes) -> bool:
    """Return whether a row is no longer as a correction left it."""
    for kind, rows in made.items():
        model = _MODELS[kind]
        stored = {
            row["pk"]: _plain(row) for row in model._default_manager.filter(pk__in=rows).values("pk", *_FIELDS[model])
        }
        if any(stored.get(int(pk)) != left for pk, (_, left) in rows.items()):
            return True
    return False


def restore(made: Changes) -> set[int]:
    """Write rows back as they were before; return the claims concerned. Check `has_moved_on` first."""
    for model in _FIELDS:
        for pk, (was, _) in made.get(str(model._meta.model_name), {}).items():
            _write_back(model, int(pk), was)
    claims = {int(pk) for pk in made["claim"]}
    claims |= {row["claim_id"] for pair in made["statement"].values() for row in pair if row}
    ends = [row for pair in made["rebuttal"].values() for row in pair if row]
    claims |= {row[end] for row in ends for end in ("answer_id", "answered_id")}
    judged = {row["claim_id"] for pair in made["assessment"].values() for row in pair if row}
    for claim in Claim.objects.filter(pk__in=judged):
        take_status(claim)
    return claims


def _write_back(model: type[models.Model], pk: int, was: dict[str, Any] | None) -> None:
    stored = model._default_manager.filter(pk=pk)
    if was is None:
        # A claim made by the correction stays as an empty row: something later may point at it.
        if model is Rebuttal:
            stored.delete()
        return
    values = {name: _read_back(model, name, value) for name, value in was.items()}
    if not stored.update(**values):
        model._default_manager.create(pk=pk, **values)


def _read_back(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name.removesuffix("_id"))
    return field.to_python(value) if isinstance(field, models.DateTimeField) else value


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items() if name != "pk"
    }
