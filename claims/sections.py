"""The sections of the site, in the order of the header."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

MOST_WAITING = 999


@dataclass(frozen=True, slots=True)
class Section:
    """A link of the header: `list` names its page, `pages` those below it, `key` what opens it."""

    name: str
    list: str
    pages: tuple[str, ...]
    key: str
    for_editors: bool = False
    waiting: int = 0

    @property
    def waits(self) -> str:
        """How much waits there, as it is shown; empty for nothing."""
        return f"{MOST_WAITING}+" if self.waiting > MOST_WAITING else str(self.waiting or "")

    @property
    def address(self) -> str:
        """Where it leads; empty for a page that this installation does not have."""
        try:
            return reverse(self.list)
        except NoReverseMatch:
            return ""


CLAIM_PAGES = ("claim", "claim-assess", "claim-bulk", "claim-cite", "claim-compare", "claim-edit", "claim-history")
SECTIONS = (
    Section("Claims", "claim-list", CLAIM_PAGES, "g c"),
    Section("Disputes", "dispute-list", ("dispute",), "g d"),
    Section("Speakers", "speaker-list", ("speaker", "speaker-edit"), "g s"),
    Section("Articles", "article-list", ("article", "revision", "difference", "statement-mark"), "g a"),
    Section("Network", "network", ("network-answers",), "g n"),
    Section("Review", "review", (), "g r", for_editors=True),
    Section("Ingest", "ingest", ("batch", "ingest-way"), "g i", for_editors=True),
)
