"""What a claim says, as words to read and as words to compare."""

import re
from collections.abc import Iterable, Sequence

from claims.extraction.values import Span
from claims.folding import digest, fold

_GAP = " … "
_MARKS_AT_ENDS = " \t\r\n,;:"
_TELLING = 3
_SHORT = 2
# Words that say nothing without the text around them. Short ones are left out by length.
_EMPTY_WORDS = frozenset(
    {"about", "accusation", "accusations", "again", "allegation", "allegations", "also", "been", "being", "charge"}
    | {"charges", "claim", "claims", "could", "does", "done", "from", "have", "here", "into", "just", "more", "must"}
    | {"only", "other", "over", "said", "same", "should", "some", "such", "than", "that", "their", "them", "then"}
    | {"there", "these", "they", "this", "those", "very", "were", "what", "when", "where", "which", "will", "with"}
    | {"would", "your"}
    | {"all", "and", "any", "are", "but", "can", "did", "for", "got", "had", "has", "her", "him", "his", "how", "its"}
    | {"may", "nor", "not", "now", "off", "one", "our", "out", "own", "say", "she", "the", "too", "was", "who", "why"}
    | {"yet", "you"}
)


def joined(text: str, spans: Sequence[Span]) -> str:
    """Return the words of spans as they stand, pieces parted by an ellipsis, line breaks made spaces."""
    return _GAP.join(re.sub(r"\s+", " ", text[span.start : span.end]).strip() for span in spans)


def readable(text: str, spans: Sequence[Span]) -> str:
    """Return the words of spans without the commas they happen to end in."""
    return joined(text, spans).strip(_MARKS_AT_ENDS)


def telling_words(folded: str) -> list[str]:
    """Return the words of a folded text that carry its meaning, numbers among them."""
    return [w for w in folded.split() if w.isdecimal() or (len(w) > _SHORT and w not in _EMPTY_WORDS)]


def claim_key(content: str, *, article: int) -> str:
    """Return what makes two claims of one speaker the same: their words, whatever the case and the punctuation.

    Words that mean something in their text only ("the allegations", "it was ready") are told apart by article.
    """
    folded = fold(content)
    return digest(folded) if len(telling_words(folded)) >= _TELLING else digest(folded, article)


def place_key(cue: Iterable[Sequence[int]], content: Iterable[Sequence[int]], text: str) -> str:
    """Return the key of a statement within its revision: its cue and content with their places, and its words."""
    return digest(*map(list, cue), "|", *map(list, content), text)


def spans_as_lists(spans: Iterable[Span]) -> list[list[int]]:
    """Return spans as the database keeps them."""
    return [[span.start, span.end] for span in spans]
