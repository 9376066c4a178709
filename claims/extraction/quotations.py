"""Find what stands between quotation marks, of whatever style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.extraction.values import Quotation, Span

DOUBLE = re.compile(r"[\"“”„«»‟＂]|``|''")
SINGLE = re.compile(r"(?<!')'(?!')|[‘’‚‹›]")
CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "”": "”", '"': '"', "＂": "＂", "``": "''", "''": "''"}
BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/:;,=>“‘\"'„«…]")
ELISION = re.compile(r"['’‘](?:\d0s|tis\b|twas\b|em\b|til\b|cause\b|bout\b|n['’])", re.IGNORECASE)


def find_quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """Return the quotations of each paragraph in text order, outer before inner.

    Handles straight and typographic marks, guillemets, British single marks (told from apostrophes),
    nesting, and quotations that open anew in each paragraph and close only in the last. A mark that
    nothing closes counts only where it is the last one opened in its paragraph.
    """
    found: list[Quotation] = []
    carried = ""
    for index, paragraph in enumerate(paragraphs):
        reopened = index + 1 < len(paragraphs) and text[paragraphs[index + 1].start]
        doubles, open_double = _doubles(text, paragraph)
        singles, open_single = _singles(text, paragraph, doubles, reopened or "")
        pieces = _with_depth([*doubles, *singles])
        if pieces and carried and pieces[0].span.start == paragraph.start and text[paragraph.start] == carried:
            pieces[0] = replace(pieces[0], continued=True)
        found.extend(pieces)
        carried = open_double or open_single
    return found


def _doubles(text: str, paragraph: Span) -> tuple[list[Quotation], str]:
    """Pair double marks; also return the mark left open at the end of the paragraph, if any."""
    stack: list[tuple[int, str]] = []
    closed: list[Quotation] = []
    last_opened = -1
    for match in DOUBLE.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        opener = _closed_by(stack, mark)
        if opener is not None and not _must_open(text, paragraph, match, mark):
            closed.append(Quotation(Span(stack[opener][0], match.end())))
            del stack[opener:]
        elif mark in CLOSERS and _may_open(text, paragraph, at, match.end(), mark):
            stack.append((at, mark))
            last_opened = at
    if stack and stack[-1][0] == last_opened:
        closed.append(Quotation(Span(last_opened, paragraph.end), closed=False))
        return sorted(closed, key=_outer_first), stack[-1][1]
    return sorted(closed, key=_outer_first), ""


def _closed_by(stack: list[tuple[int, str]], mark: str) -> int | None:
    """Return the place in the stack of the opening mark that `mark` closes; looks at the top three only."""
    for index in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        opener = stack[index][1]
        if mark in CLOSERS[opener] or (opener in '"“' and mark in '"”'):
            return index
    return None


def _must_open(text: str, paragraph: Span, match: re.Match[str], mark: str) -> bool:
    """Tell whether a straight mark, though another is open, begins a quotation by its place."""
    if mark not in ('"', "''", "＂"):
        return False
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return before.isspace() and not after.isspace() and after not in ".,;:?!"


def _may_open(text: str, paragraph: Span, start: int, end: int, mark: str) -> bool:
    if end >= paragraph.end:
        return False
    if mark in ("“", "„", "«", "‟", "``"):
        return True
    before = text[start - 1] if start > paragraph.start else " "
    return bool(BEFORE_OPENING.match(before)) and not text[end].isspace()


def _singles(text: str, paragraph: Span, doubles: Sequence[Quotation], reopened: str) -> tuple[list[Quotation], str]:
    """Pair single marks that stand in the same double quotation, or in none."""
    regions: dict[int, list[int]] = {}
    locate = _Enclosing(doubles)
    for match in SINGLE.finditer(text, paragraph.start, paragraph.end):
        regions.setdefault(locate(match.start()), []).append(match.start())
    found: list[Quotation] = []
    left_open = ""
    for region, places in regions.items():
        opened = _pair_singles(text, paragraph, places, found)
        if region < 0 and opened >= 0 and reopened == text[opened]:
            found.append(Quotation(Span(opened, paragraph.end), closed=False))
            left_open = text[opened]
    return found, left_open


class _Enclosing:
    """Tells which double quotation is the innermost around a place; places must come in order."""

    def __init__(self, doubles: Sequence[Quotation]) -> None:
        self.doubles = doubles
        self.next = 0
        self.stack: list[int] = []

    def __call__(self, place: int) -> int:
        while self.next < len(self.doubles) and self.doubles[self.next].span.start <= place:
            self._leave(self.doubles[self.next].span.start)
            self.stack.append(self.next)
            self.next += 1
        self._leave(place)
        return self.stack[-1] if self.stack else -1

    def _leave(self, place: int) -> None:
        while self.stack and self.doubles[self.stack[-1]].span.end <= place:
            self.stack.pop()


def _pair_singles(text: str, paragraph: Span, places: list[int], found: list[Quotation]) -> int:
    """Append the pairs among the marks; return the place of an opening mark that nothing closes, or -1."""
    openers = [at for at in places if _opens_single(text, paragraph, at)]
    closers = [at for at in places if _may_close_single(text, paragraph, at)]
    unclosed, free = -1, paragraph.start
    for index, opener in enumerate(openers):
        if opener < free:
            continue
        limit = openers[index + 1] if index + 1 < len(openers) else paragraph.end
        first = bisect_right(closers, opener)
        candidates = closers[first : bisect_right(closers, limit - 1)]
        if not candidates:
            unclosed = opener
            continue
        closer = next((at for at in candidates if not _may_be_possessive(text, paragraph, at)), candidates[0])
        found.append(Quotation(Span(opener, closer + 1)))
        free, unclosed = closer + 1, -1
    return unclosed


def _opens_single(text: str, paragraph: Span, at: int) -> bool:
    if at + 1 >= paragraph.end or text[at + 1].isspace() or ELISION.match(text, at):
        return False
    before = text[at - 1] if at > paragraph.start else " "
    if text[at] in "‘‚‹":
        return not before.isalnum()
    return text[at] == "'" and bool(BEFORE_OPENING.match(before))


def _may_close_single(text: str, paragraph: Span, at: int) -> bool:
    if at == paragraph.start or text[at] in "‘‚‹" or text[at - 1].isspace():
        return False
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not after.isalnum()


def _may_be_possessive(text: str, paragraph: Span, at: int) -> bool:
    """Tell whether a mark may be that of "drivers’ union" or "goin’ home" rather than a closing one."""
    before, after = text[at - 1], text[at + 1 : at + 3] if at + 1 < paragraph.end else ""
    return before in "snz" and len(after) == 2 and after[0] == " " and after[1].islower()


def _with_depth(pieces: list[Quotation]) -> list[Quotation]:
    """Return the pieces in text order with the number of quotations around each."""
    return list(_nest(sorted(pieces, key=_outer_first)))


def _nest(pieces: list[Quotation]) -> Iterator[Quotation]:
    ends: list[int] = []
    for piece in pieces:
        while ends and ends[-1] <= piece.span.start:
            ends.pop()
        yield replace(piece, depth=len(ends)) if ends else piece
        ends.append(piece.span.end)


def _outer_first(piece: Quotation) -> tuple[int, int]:
    return piece.span.start, -piece.span.end
