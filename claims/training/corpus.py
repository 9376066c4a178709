"""Annotated articles: read from NDJSON, checked, as values."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extraction.values import Role, Span

Spans = tuple[Span, ...]
POLNEAR = Path("../shared/corpora/polnear")


class CorpusError(ValueError):
    """A corpus file is not in the expected shape; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated attribution; `source` may be empty."""

    source: Spans
    cue: Spans
    content: Spans

    def spans(self, role: Role) -> Spans:
        """Return the spans of one role."""
        return {Role.SOURCE: self.source, Role.CUE: self.cue, Role.CONTENT: self.content}[role]


@dataclass(frozen=True, slots=True)
class Article:
    """A text, which begins with its title if it has one, and the attributions in it, in no particular order."""

    id: str
    text: str
    annotations: tuple[Annotation, ...]
    title: str | None = None


def load_articles(path: Path) -> list[Article]:
    """Read articles, one JSON object a line, gzipped if the name ends so; raises CorpusError."""
    if not path.is_file():
        raise CorpusError(f"{path}: no such file. Name the corpus with --train and --dev.")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [_article(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _article(path: Path, number: int, line: str) -> Article:
    try:
        row = json.loads(line)
        annotations = tuple(_annotation(raw, len(row["text"])) for raw in row["attributions"])
        return Article(str(row["id"]), row["text"], annotations, row.get("title"))
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}, line {number}: {error!r}. Expected id, text and attributions.") from error


def _annotation(raw: dict[str, Any], length: int) -> Annotation:
    return Annotation(*(_spans(raw.get(role) or [], length) for role in ("source", "cue", "content")))


def _spans(raw: list[list[int]], length: int) -> Spans:
    spans = tuple(Span(start, end) for start, end in sorted(map(tuple, raw)))
    if any(not 0 <= span.start < span.end <= length for span in spans):
        raise ValueError(f"spans {raw} do not lie in a text of {length} characters")
    return spans
