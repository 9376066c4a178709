"""Markup that takes parsers minutes or gigabytes, found in one pass before they see it."""

import re

MOST_ATTRIBUTES = 500  # of one element; libxml2 compares each with all before it: 300,000 of them took 265 s
MOST_TAGS = 100_000  # a page of 500,000 took 70 s and 1.1 GB; of 173 pages of news sites the longest has 7,100
START = re.compile(r"<(?:(!--)|(script|style|textarea|title)\b|[a-z][^\s/>]*)", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")


def too_many_tags(html: str) -> bool:
    """Return whether a page has more tags than any article needs."""
    return html.count("<") > MOST_TAGS


def too_many_attributes(html: str) -> bool:
    """Return whether an element has more attributes than any page needs.

    Every match moves on, and a quotation mark that is never closed is looked for once at most, so time is linear.
    """
    at = 0
    while start := START.search(html, at):
        at = start.end()
        if start[1]:
            at = _after(html, "-->", at)
            continue
        count = 0
        while attribute := ATTRIBUTE.match(html, at):
            at = attribute.end()
            count += 1
            if count > MOST_ATTRIBUTES:
                return True
        if start[2]:
            at = _after(html, f"</{start[2]}", at)
    return False


def _after(html: str, end: str, at: int) -> int:
    """Return where a text-only element or a comment ends; the end of the page if it does not."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(html, at)
    return found.end() if found else len(html)
