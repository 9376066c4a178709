"""Words in pictures: SVG breaks no lines."""

from textwrap import shorten, wrap


def lines(text: str, *, width: int, most: int) -> list[str]:
    """Return a text in lines of at most `width` characters, at most so many; an ellipsis ends one that was cut."""
    return wrap(text, width, max_lines=most, placeholder=" …") or [""]


def short(text: str, width: int) -> str:
    """Return a text in at most `width` characters."""
    cut = shorten(text, width, placeholder=" …")
    return cut if cut != "…" else f"{text[: width - 1]}…"
