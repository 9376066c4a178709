"""From marks to attributions: each source and content goes to its cue."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.values import Span


@dataclass(frozen=True, slots=True)
class Triple:
    """Who said what through which words, before speakers and stance are known.

    Any of `source` and `cue` may be empty (a passive without agent, a floating quotation). `nested_in`
    is the index of the triple whose content this one stands in, in the same list.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    content_alt: tuple[Span, ...] = ()
    nested_in: int | None = None
    confidence: float = 1.0
