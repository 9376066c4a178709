"""Pages of a list that stay valid while rows arrive: a cursor names the row where a page begins (keyset paging)."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet

from claimtrack.web import Problem

M = TypeVar("M", bound=Model)

AGES = ("created_at", "first_seen", "found_at", "known_at", "made_at")  # columns that say how old a row is


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link to the page before (`prev`) or after (`next`), and what it is called."""

    rel: str
    word: str
    address: str


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows in the list's order, and the cursors of the pages before and after, if there are any."""

    rows: list[M]
    previous: str | None
    next: str | None
    order: tuple[str, ...]

    def neighbours(self, query: str, *, at: str = "") -> list[Neighbour]:
        """Return the links to the pages beside this one, for a list at `query`; `at` names the list's place on it.

        They are called newer and older where the list is ordered by age.
        """
        words = ("Previous", "Next")
        if self.order[0].lstrip("-") in AGES:
            words = ("Newer", "Older") if self.order[0].startswith("-") else ("Older", "Newer")
        begun = query if query.endswith("?") else f"{query}&"
        beside = zip(("prev", "next"), words, (self.previous, self.next), strict=True)
        return [Neighbour(rel, word, f"{begun}cursor={cursor}{at}") for rel, word, cursor in beside if cursor]


def page_of(rows: QuerySet[M], cursor: str | None, *, size: int) -> Page[M]:
    """Return one page of an ordered query set, in one query; the order must end in something unique.

    Raises Problem (400) where the cursor is none that this list has given.
    """
    asked = order = tuple(str(name) for name in rows.query.order_by)
    backwards, place = _read(cursor, order, rows.model) if cursor else (False, None)
    if backwards:
        order = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)
        rows = rows.order_by(*order)
    if place:
        rows = rows.filter(_beyond(order, place))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    before, after = (more, True) if backwards else (bool(place), more)
    return Page(
        found,
        _write(True, found[0], order) if found and before else None,
        _write(False, found[-1], order) if found and after else None,
        asked,
    )


def _beyond(order: tuple[str, ...], place: list[Any]) -> Q:
    """Return the condition on rows after a place: compared column by column, like the order itself."""
    condition, equal = Q(), Q()
    for name, value in zip(order, place, strict=True):
        column, lookup = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{column}__{lookup}": value})
        equal &= Q(**{column: value})
    first = order[0]
    # The bound on the first column lets the index begin at the place.
    bound = Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": place[0]})
    return bound & condition


def _write(backwards: bool, row: Model, order: tuple[str, ...]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in order]
    texts = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return urlsafe_b64encode(json.dumps([int(backwards), *texts]).encode()).decode().rstrip("=")


def _read(cursor: str, order: tuple[str, ...], model: type[Model]) -> tuple[bool, list[Any]]:
    try:
        backwards, *texts = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return bool(backwards), [_value(model, name, text) for name, text in zip(order, texts, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error, ValidationError):
        message = "This cursor is not from this list. Begin with the first page, without a cursor."
        raise Problem("invalid_cursor", message, status=400) from None


def _value(model: type[Model], name: str, text: Any) -> Any:
    if not isinstance(text, str | int):
        raise TypeError("a cursor holds words and numbers")
    try:
        field = model._meta.get_field(name.lstrip("-"))
    except FieldDoesNotExist:
        return _annotated(text)
    value = field.to_python(text)  # type: ignore[union-attr]
    if value is None or (isinstance(value, str) and "\0" in value) or getattr(value, "tzinfo", True) is None:
        raise ValueError("a cursor holds no empty, broken or local values")
    return value


def _annotated(text: str | int) -> int | datetime:
    """Return the value of an annotation: ranks and counts are whole numbers, everything else is a moment."""
    if isinstance(text, int):
        return text
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a cursor holds no local values")
    return moment
