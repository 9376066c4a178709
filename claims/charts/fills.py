"""Fills that tell kinds of marks apart by pattern as well as by colour; colours are tokens of the stylesheet."""

from __future__ import annotations

import re

from claims.extraction.values import Stance
from claims.models import Status

_SIZE = 6
# What stands on the paper within one tile of each pattern, before it is turned by so many degrees.
_PATTERNS = {
    "hatch": (45, '<path d="M1 0V6" stroke="{ink}" stroke-width="2"/>'),
    "back": (-45, '<path d="M1 0V6" stroke="{ink}" stroke-width="2"/>'),
    "dots": (0, '<circle cx="2" cy="2" r="1.4" fill="{ink}"/>'),
    "grid": (0, '<path d="M0 1H6M1 0V6" stroke="{ink}" stroke-width="1.2"/>'),
    "lines": (0, '<path d="M0 1H6" stroke="{ink}" stroke-width="2"/>'),
    "bars": (0, '<path d="M1 0V6" stroke="{ink}" stroke-width="3"/>'),
    "cross": (45, '<path d="M0 1H6M1 0V6" stroke="{ink}" stroke-width="1.2"/>'),
}
_USED = re.compile(r'fill="url\(#(\w+)--([\w-]+)\)"')


def fill(colour: str, pattern: str = "") -> str:
    """Return a fill: a colour of the stylesheet by its token, plain or as a pattern on the paper."""
    return f"url(#{pattern}--{colour})" if pattern else f"var(--{colour})"


ANSWERED, UNANSWERED = fill("accent"), fill("accent", "hatch")
STATUSES = {
    Status.UNVERIFIED: fill("st-unverified", "dots"),
    Status.IN_REVIEW: fill("st-in-review", "hatch"),
    Status.SUPPORTED: fill("st-supported"),
    Status.UNPROVEN: fill("st-unproven", "grid"),
    Status.MISLEADING: fill("st-misleading", "back"),
    Status.FALSE: fill("st-false"),
    Status.NOT_CHECKABLE: fill("st-not-checkable", "lines"),
}
STANCES = {
    Stance.ASSERTION: fill("accent"),
    Stance.ACCUSATION: fill("st-false", "hatch"),
    Stance.DENIAL: fill("st-misleading"),
    Stance.REJECTION: fill("st-misleading", "back"),
    Stance.COMMITMENT: fill("st-supported", "lines"),
    Stance.CALL: fill("st-in-review", "dots"),
    Stance.ASSESSMENT: fill("st-unproven", "grid"),
    Stance.OTHER: fill("ink-2", "cross"),
}


def with_patterns(svg: str, *, name: str) -> str:
    """Give a picture the patterns it fills with; their ids begin with the chart's name, for there may be several."""
    used = sorted({(pattern, colour) for pattern, colour in _USED.findall(svg) if pattern in _PATTERNS})
    tiles = "".join(_tile(pattern, colour, name) for pattern, colour in used)
    start = svg.index(">") + 1
    named = _USED.sub(rf'fill="url(#{name}-\1--\2)"', svg[start:])
    return f"{svg[:start]}<defs>{tiles}</defs>{named}" if tiles else svg


def _tile(pattern: str, colour: str, name: str) -> str:
    turn, marks = _PATTERNS[pattern]
    return (
        f'<pattern id="{name}-{pattern}--{colour}" width="{_SIZE}" height="{_SIZE}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})"><rect width="{_SIZE}" height="{_SIZE}" fill="var(--paper)"/>'
        f"{marks.format(ink=f'var(--{colour})')}</pattern>"
    )
