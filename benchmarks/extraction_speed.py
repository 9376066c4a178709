"""Measure how fast extraction is, and whether its time grows with the text and not faster.

Prints articles of 750 words a second on one core for each tagger, and the ratio of the time for a text of double
length to that for the text, which is 2 where time is linear. Usage: python -m benchmarks.extraction_speed [TAGGER ...]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

from claims.extraction import extract
from claims.extraction.tagger import TAGGERS

WORDS = 750
NAMES = ("Ida Orr", "Pim Vale", "Lia Ferro", "Ravi Sol", "Dana Halm", "Tove Rask", "Omar Lind", "June Abara")
PARAGRAPHS = (
    "{0} on Monday accused the harbour board of hiding a report on the old ferry, a charge that the board rejected.",
    "“We asked for it in March,” {0} told reporters. “Nobody answered, and nobody has answered since.”",
    "The board’s chair, {1}, said the report had been sent to every member, and described the claim as “a fairy tale”.",
    "According to two officers who sailed on the ferry that night, the pumps failed shortly before ten.",
    "The ferry was due to be repaired in spring. It is expected to stay in dock until the inquiry is over.",
    "In a statement, the owner denied that it had been warned, adding that {1} had never set foot on the ferry.",
)


def story(words: int) -> str:
    """Return a story of at least so many words, in which the names change."""
    paragraphs: list[str] = []
    count = 0
    while count < words:
        turn = len(paragraphs)
        names = NAMES[turn % len(NAMES)], NAMES[(turn // 2 + 3) % len(NAMES)]
        paragraphs.append(PARAGRAPHS[turn % len(PARAGRAPHS)].format(*names))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def seconds(work: Callable[[], object], *, times: int) -> float:
    """Return the processor time of the fastest of several runs."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    """Print one line a tagger."""
    short, long, double = story(WORDS), story(20 * WORDS), story(40 * WORDS)
    for name in sys.argv[1:] or sorted(TAGGERS):
        extract(short, tagger=name)
        rate = 1 / seconds(partial(extract, short, tagger=name), times=5)
        growth = seconds(partial(extract, double, tagger=name), times=2) / seconds(
            partial(extract, long, tagger=name), times=2
        )
        print(f"{name}: {rate:.0f} articles of {WORDS} words a second; twice the text, {growth:.2f} times the time")


if __name__ == "__main__":
    main()
