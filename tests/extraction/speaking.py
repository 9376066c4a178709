"""Who speaks in a text."""

from __future__ import annotations

from claims.extraction import Extraction, SpeakerKind, extract
from claims.extraction.values import Speaker


def speakers_in_order(found: Extraction) -> list[str]:
    """Return the name of the speaker of each attribution."""
    return [found.speakers[attribution.speaker].name for attribution in found.attributions]


def last_speaker(text: str, title: str | None = None) -> str:
    """Return the name of the speaker of the last attribution."""
    return _last(text, title).name


def last_speaker_and_kind(text: str) -> tuple[str, SpeakerKind]:
    """Return name and kind of the speaker of the last attribution."""
    speaker = _last(text)
    return speaker.name, speaker.kind


def _last(text: str, title: str | None = None) -> Speaker:
    found = extract(text, title=title)
    return found.speakers[found.attributions[-1].speaker]
