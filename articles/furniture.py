"""Lines that a page puts around its story: buttons, appeals, pointers to other stories, bylines, credits.

The patterns are data (furniture.toml). They match whole lines only, so a sentence that holds the same words stays.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

PATTERNS = Path(__file__).with_name("furniture.toml")
NAME = r"(?:the |our )?[\w.&'’-]+(?: [\w.&'’-]+){0,5}?"
LONGEST = 320  # characters; furniture is short, and this bounds the work


@cache
def _furniture() -> re.Pattern[str]:
    kinds = tomllib.loads(PATTERNS.read_text("utf-8"))
    entries = [entry.replace("NAME", NAME) for entries in kinds.values() for entry in entries]
    return re.compile("|".join(f"(?:{entry})" for entry in entries), re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Return whether a line belongs to the page and not to its story."""
    line = line.strip(" -–—|•·*#>»›")
    if not line:
        return True
    return len(line) <= LONGEST and _furniture().fullmatch(line) is not None
