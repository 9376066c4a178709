"""Colours as the stylesheet has them are readable in both themes; what a page loads stays small."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import django_htmx
import pytest

STATIC = Path(__file__).parents[1] / "static"
CSS = (STATIC / "css" / "app.css").read_text(encoding="utf-8")
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"

TEXT, STATUS_TEXT, LINES = 4.5, 6.0, 3.0
STATUSES = ("in-review", "supported", "unproven", "misleading", "false", "not-checkable")


def colour(token: str, theme: int) -> str:
    both = re.search(rf"--{token}: light-dark\((#\w{{6}}), (#\w{{6}})\);", CSS)
    if both:
        return both[theme + 1]
    other = re.search(rf"--{token}: var\(--([\w-]+)\);", CSS)
    assert other, token
    return colour(other[1], theme)


def luminance(value: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: int) -> float:
    lighter, darker = sorted((luminance(colour(token, theme)) for token in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *((ink, back, TEXT) for ink in ("ink", "ink-2", "accent") for back in ("paper", "panel")),
        ("on-accent", "accent", TEXT),
        *(("ink", mark, TEXT) for mark in ("mark-1", "mark-2", "mark-3")),
        *((f"st-{status}", f"st-{status}-tint", STATUS_TEXT) for status in (*STATUSES, "unverified")),
        *((f"st-{status}", "paper", TEXT) for status in STATUSES),
        *(("edge", back, LINES) for back in ("paper", "panel")),
        *(("mark-cue", back, LINES) for back in ("paper", "mark-1", "mark-2", "mark-3")),
    ],
)
def test_contrast_is_enough(front: str, back: str, least: float, theme: int) -> None:
    assert contrast(front, back, theme) >= least


def test_only_the_tokens_name_colours() -> None:
    rest = CSS.split("@layer base {", 1)[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rest) == []


def test_every_token_that_is_used_is_there() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) - {"depth"} <= set(re.findall(r"--([\w-]+):", CSS))


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    sprite = (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="(\w+)"', sprite))
    templates = [path.read_text(encoding="utf-8") for path in (STATIC.parent / "templates").rglob("*.html")]
    assert {name for text in templates for name in re.findall(r'{% icon "(\w+)" %}', text)} <= known


def test_what_a_page_loads_is_small() -> None:
    own = sum(len(gzip.compress(path.read_bytes())) for path in (STATIC / "js").glob("*.js"))
    assert own <= 25_000
    assert own + len(gzip.compress(HTMX.read_bytes())) <= 60_000
    assert len(CSS.encode()) <= 40_000
