"""Plain text, as pasted or uploaded, to a title and paragraphs."""

import re
from collections.abc import Iterable, Sequence

from articles.decoding import unify
from articles.furniture import is_furniture

BLANKS = re.compile(r" {2,}")
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
FULL_STOP = re.compile(r"[.:;][\"'”’»)\]]*$")
# Lines of a text that was wrapped by a mail program or a terminal.
WRAPPED_WIDTH = range(50, 101)
HEAD = 8  # paragraphs among which a title is looked for
LABEL_WORDS = 3  # an outlet, a section, a place
TITLE_WORDS = range(LABEL_WORDS + 1, 31)
TITLE_LENGTH = 220


def read_plain_text(raw: str, *, title: str = "") -> tuple[str, list[str]]:
    """Return title and paragraphs of plain text without page furniture.

    A given title wins over a headline in the text, and is not repeated among the paragraphs. What stands above a
    headline (an outlet's name, a section) is no part of the story.
    """
    blocks = [_lines(block) for block in re.split(r"\n(?: *\n)+", unify(raw))]
    wrapped = _is_wrapped(blocks)
    paragraphs = [paragraph for lines in blocks for paragraph in _paragraphs(lines, wrapped=wrapped)]
    at = _place_of_title(paragraphs, title)
    if at is None:
        return title, paragraphs
    return title or paragraphs[at], paragraphs[at + 1 :]


def same_words(one: str, other: str) -> bool:
    """Return whether two lines have the same letters and digits in the same order."""
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _lines(block: str) -> list[str]:
    lines = (BLANKS.sub(" ", line).strip() for line in block.split("\n"))
    return [line for line in lines if not is_furniture(line)]


def _is_wrapped(blocks: Iterable[Sequence[str]]) -> bool:
    """Return whether most lines that are not the last of their block break off within a sentence at one width."""
    inner = [line for lines in blocks for line in lines[:-1]]
    broken = [line for line in inner if len(line) in WRAPPED_WIDTH and not SENTENCE_END.search(line)]
    return len(broken) >= 2 and len(broken) > len(inner) * 0.6


def _paragraphs(lines: Sequence[str], *, wrapped: bool) -> list[str]:
    paragraphs: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        goes_on = before is not None and not SENTENCE_END.search(before) and line[0].islower()
        if before is not None and (wrapped or goes_on):
            paragraphs[-1] += f" {line}"
        else:
            paragraphs.append(line)
    return paragraphs


def _place_of_title(paragraphs: Sequence[str], title: str) -> int | None:
    """Return which of the first paragraphs is the headline: a short line without a full stop above the body."""
    for at, paragraph in enumerate(paragraphs[:HEAD]):
        if title and same_words(paragraph, title):
            return at
        if FULL_STOP.search(paragraph):
            return None
        words = len(paragraph.split())
        if title or words <= LABEL_WORDS:
            continue
        has_body = any(SENTENCE_END.search(later) for later in paragraphs[at + 1 :][:HEAD])
        is_headline = words in TITLE_WORDS and len(paragraph) <= TITLE_LENGTH
        return at if is_headline and has_body else None
    return None
