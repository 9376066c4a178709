"""Who wrote the text that a story quotes: "He sent a letter to the board. It reads"."""

from __future__ import annotations

import re

from claims.extraction.cast import Cast
from claims.extraction.figures import Figure
from claims.extraction.pronouns import Salience
from claims.extraction.values import Span, SpeakerKind
from claims.extraction.wordlists import word_set

# What somebody writes and news quotes, and the sentences in which it is brought in.
_TEXTS = word_set("statement letter email e-mail post message tweet note memo caption text petition release circular")
_WRITTEN_BEFORE = 3
_SENT = word_set("letter email e-mail memo note message")
_WRITING_BEFORE = 6
_WRITING = word_set("wrote write writes written")
_SENT_BY = re.compile(r"\b(?:sent|written|signed|drafted|penned|posted)\b[^;“”]*? by ")
_SENDING = word_set("posted published released issued wrote sent tweeted shared circulated")


def writer_of(cast: Cast, salience: Salience, noun: str, position: int) -> Figure | None:
    """Return who wrote the text that the sentences just before speak of by a noun, by any noun if none is given."""
    story = cast.story
    nouns = _TEXTS & {noun} if noun else _TEXTS
    for number in range(story.sentence(position) - 1, max(-1, story.sentence(position) - 1 - _WRITTEN_BEFORE), -1):
        sentence = story.document.sentences[number]
        units = story.units(sentence)
        if nouns.isdisjoint(story.low[units.start : units.stop]):
            continue
        if (speaking := salience.speaking_in(sentence)) is not None:
            return speaking
        sent_by = _SENT_BY.search(story.text, sentence.start, sentence.end)
        sender = cast.first_in(Span(sent_by.end(), sentence.end), SpeakerKind.PERSON) if sent_by else None
        if sender is not None:
            return sender
        sends = any(word in _SENDING for word in story.low[units.start : units.stop])
        return cast.first_in(sentence, SpeakerKind.PERSON, SpeakerKind.ORGANIZATION) if sends else None
    return _writing_before(cast, salience, position) if nouns and nouns <= _SENT else None


def _writing_before(cast: Cast, salience: Salience, position: int) -> Figure | None:
    """Return who writes something in the last sentences: "they write. The letter continues"."""
    story = cast.story
    here = story.sentence(position)
    for number in range(here - 1, max(-1, here - 1 - _WRITING_BEFORE), -1):
        units = story.units(story.document.sentences[number])
        if not _WRITING.isdisjoint(story.low[units.start : units.stop]):
            return salience.speaking_in(story.document.sentences[number])
    return None
