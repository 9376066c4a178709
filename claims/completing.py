"""How a search could go on: fields, and the speakers, outlets and words that go with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from articles.models import Outlet
from claims.extraction.values import QuotationType, Stance
from claims.filters import outlets_like, speakers_like
from claims.folding import fold_name
from claims.models import Speaker, Status
from claims.query import FIELDS, FLAGS
from claimtrack.web import may_read

MOST = 8
LONGEST = 200  # characters of a term that are looked at
# Names are offered without their field from so many letters on.
SHORTEST_NAME = 2
_TERM = re.compile(r'(?<!\S)(?P<minus>-?)(?:(?P<field>[A-Za-z_]{2,20}):)?(?P<value>"[^"]*|[^\s"]*)$')
_WORDS: dict[str, tuple[str, ...]] = {
    "status": tuple(Status.values),
    "stance": tuple(stance.value for stance in Stance),
    "type": tuple(kind.value for kind in QuotationType),
    "has": tuple(word for field, word in FLAGS if field == "has"),
    "is": tuple(word for field, word in FLAGS if field == "is"),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of the last term; `kind` says what it names, and `more` whether typing goes on."""

    text: str
    label: str
    kind: str
    more: bool = False


def complete(typed: str, *, user: Any) -> tuple[str, list[Completion]]:
    """Return what stands before the last term of a search, and what that term could become. At most two queries."""
    typed = typed.replace("\0", "").translate(_QUOTES)
    if typed.count('"') % 2 == 0 and typed.endswith('"'):
        return typed, []
    match = _TERM.search(typed)
    if match is None:
        return typed, []
    before, minus, field = typed[: match.start()], match["minus"], (match["field"] or "").lower()
    value = match["value"].lstrip('"').strip()[:LONGEST]
    names = _NAMES.get(field)
    if names:
        found = [_named(field, name) for name in (names(value) if may_read(user) else ())]
    elif field:
        found = [_worded(field, word) for word in _WORDS.get(field, ()) if word.startswith(value.lower())]
    else:
        found = [*_fields(value), *(_names(value) if may_read(user) else ())] if value else []
    return before, [Completion(minus + f.text, f.label, f.kind, f.more) for f in found[:MOST]]


_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


def _fields(value: str) -> list[Completion]:
    known = [*FIELDS, "has", "is"]
    return [Completion(f"{name}:", f"{name}:", "field", more=True) for name in known if name.startswith(value.lower())]


def _names(value: str) -> Iterable[Completion]:
    if len(fold_name(value)) < SHORTEST_NAME:
        return []
    return [_named(field, name) for field in ("speaker", "outlet") for name in _NAMES[field](value)[: MOST // 2]]


def _named(field: str, name: str) -> Completion:
    plain = name.replace('"', "")
    return Completion(f'{field}:"{plain}" ', name, field)


def _worded(field: str, word: str) -> Completion:
    return Completion(f"{field}:{word} ", word.replace("_", " "), field)


def _speakers(value: str) -> list[str]:
    found = Speaker.objects.current().filter(speakers_like(value)) if fold_name(value) else Speaker.objects.current()
    counted = found.annotate(n=Count("claims")).filter(n__gt=0).order_by("-n", "pk")
    return list(counted.values_list("name", flat=True)[:MOST])


def _outlets(value: str) -> list[str]:
    return list(Outlet.objects.filter(outlets_like(value)).order_by("name").values_list("name", flat=True)[:MOST])


_NAMES: dict[str, Callable[[str], list[str]]] = {"speaker": _speakers, "outlet": _outlets}
