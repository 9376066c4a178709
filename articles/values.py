"""Values that travel between the steps of an ingestion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CleanedPage:
    """A story as it will be stored; what is unknown is empty. `address` is the one that the page calls its own."""

    title: str
    paragraphs: Sequence[str]
    published_at: datetime | None = None
    outlet: str = ""
    author: str = ""
    language: str = ""
    address: str = ""

    @property
    def text(self) -> str:
        """The paragraphs with a blank line between them; the title, if there is one, is the first."""
        return "\n\n".join([self.title, *self.paragraphs] if self.title else self.paragraphs)
