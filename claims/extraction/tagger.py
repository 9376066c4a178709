"""The taggers there are, by name."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from claims.extraction.combining import CombinedTagger
from claims.extraction.model import ModelTagger
from claims.extraction.rules import RulesTagger
from claims.extraction.values import Tagger

_MODEL = ModelTagger()


def _combined() -> Tagger:
    return CombinedTagger(_MODEL, get_tagger("rules"))


DEFAULT_TAGGER = "combined"
TAGGERS: dict[str, Callable[[], Tagger]] = {
    "rules": RulesTagger,
    "model": lambda: _MODEL,
    "combined": _combined,
}


class UnknownTagger(ValueError):  # noqa: N818 - read as a sentence where it is caught
    """No tagger has this name."""


@cache
def get_tagger(name: str) -> Tagger:
    """Return a tagger, loaded once per process; raises UnknownTagger, which names those there are."""
    if name not in TAGGERS:
        known = ", ".join(sorted(TAGGERS))
        raise UnknownTagger(f"There is no tagger {name!r}. Choose one of: {known}.")
    return TAGGERS[name]()


def share_cores(processes: int) -> None:
    """Let the network use this process's part of the cores, where as many processes extract side by side."""
    _MODEL.threads = max(1, (os.cpu_count() or 1) // processes)
