"""Who wrote the text that a story quotes: "He sent a letter to the board. It reads"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.pronouns import Salience
from claims.extraction.story import Story
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import word_set

# What somebody writes and news quotes, and the sentences in which it is brought in.
_TEXTS = word_set("statement letter email e-mail post message tweet note memo caption text petition release circular")
_WRITTEN_BEFORE = 3
_POSTED = word_set("facebook instagram media platform social telegram truth twitter weibo x")
_SENT = word_set("letter email e-mail memo note message")
_WRITING_BEFORE = 6
_WRITING = word_set("wrote write writes written")
_SENT_BY = re.compile(r"\b(?:sent|written|signed|drafted|penned|posted)\b[^;“”]*? by ")
_SENDING = word_set("posted published released issued wrote sent tweeted shared circulated")


def writer_of(cast: Cast, salience: Salience, noun: str, position: int) -> Figure | None:
    """Return who wrote the text that the sentences just before speak of by a noun, by any noun if none is given."""
    story = cast.story
    nouns = _TEXTS & {noun} if noun else _TEXTS
    nouns = nouns | _POSTED if "post" in nouns else nouns
    for sentence, low in _sentences_before(story, position, _WRITTEN_BEFORE):
        if nouns.isdisjoint(low):
            continue
        if (speaking := salience.speaking_in(sentence)) is not None:
            return speaking
        sent_by = _SENT_BY.search(story.text, sentence.start, sentence.end)
        sender = cast.first_in(Span(sent_by.end(), sentence.end), SpeakerKind.PERSON) if sent_by else None
        if sender is not None:
            return sender
        sends = not _SENDING.isdisjoint(low)
        return cast.first_in(sentence, SpeakerKind.PERSON, SpeakerKind.ORGANIZATION) if sends else None
    return _writing_before(cast, salience, position) if nouns and nouns <= _SENT else None


def _writing_before(cast: Cast, salience: Salience, position: int) -> Figure | None:
    """Return who writes something in the last sentences: "they write. The letter continues"."""
    for sentence, low in _sentences_before(cast.story, position, _WRITING_BEFORE):
        if not _WRITING.isdisjoint(low):
            return salience.speaking_in(sentence)
    return None


def _sentences_before(story: Story, position: int, most: int) -> Iterator[tuple[Span, list[str]]]:
    """Yield the sentences before that of a position with their folded words, the latest first."""
    last = story.sentence(position) - 1
    for number in range(last, max(-1, last - most), -1):
        units = story.units(story.document.sentences[number])
        yield story.document.sentences[number], story.low[units.start : units.stop]
