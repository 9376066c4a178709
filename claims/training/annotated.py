"""Annotated stories and exchanges: texts with claims, and links between the claims.

An exchange is a short story in plain text, many to a file. It begins with "# name"; its first line is the headline,
or "-" for none. Contents are marked as "[1 what was said]", a number for each claim and the number again for each
further part. The last line, which begins with "->", has the links: "2 denies 1; 3 rebuts 2", and "same 1 4" where
two claims state one thing. Claims without links need no mark.

Links in news are kept without the texts, an article a line: {"id": "...", "links": [[answer, answered], ...]}, each
claim as the spans of its contents, [[start, end], ...] in code points of the article's text.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from claims.extraction.scoring import Story
from claims.training.corpus import Article

_MARK = re.compile(r"\[(\d+) |\]")
_LINK = re.compile(r"(?P<answer>\d+) (?P<type>denies|rebuts|supports|responds) (?P<answered>\d+)")


class ExchangeError(ValueError):
    """An exchange is not in the expected shape; the message names it."""


def read_stories(folder: Path) -> list[Story]:
    """Return the annotated stories of a folder, a file each, by name."""
    files = sorted(file for file in folder.glob("*.json") if not file.name.startswith("cross_links"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def read_exchanges(folder: Path) -> list[Story]:
    """Return the exchanges of all text files of a folder in the shape of stories; raises ExchangeError."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))]
    return [_exchange(block) for text in texts for block in re.split(r"(?m)^# ", text)[1:]]


def read_news(links: Path, articles: Iterable[Article]) -> list[Story]:
    """Return the articles whose links are kept in a file, in its order, in the shape of stories.

    Raises ExchangeError if an article is missing.
    """
    texts = {article.id: article for article in articles}
    rows = [json.loads(line) for line in links.read_text(encoding="utf-8").splitlines()]
    missing = [row["id"] for row in rows if row["id"] not in texts]
    if missing:
        raise ExchangeError(f"{links}: {len(missing)} articles have no text, first {missing[0]}")
    return [_linked(texts[row["id"]], row["links"]) for row in rows]


def _linked(article: Article, links: list[list[list[list[int]]]]) -> Story:
    names: dict[str, str] = {}
    ends = [[names.setdefault(str(content), str(len(names))) for content in pair] for pair in links]
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "claims": [{"id": name, "content": json.loads(content)} for content, name in names.items()],
        "links": [{"from": answer, "to": answered, "type": "rebuts"} for answer, answered in ends],
        "same_claim": [],
    }


def _exchange(block: str) -> Story:
    name, _, rest = block.partition("\n")
    marked, found, links = rest.rpartition("\n->")
    if not found:
        raise ExchangeError(f"{name}: there is no line of links")
    has_title = not marked.startswith("-\n")
    text, contents = _unmarked(name, marked.removeprefix("-\n").strip())
    same = [item.split()[1:] for item in links.split(";") if item.split()[:1] == ["same"]]
    story: Story = {
        "id": name,
        "title": text.partition("\n\n")[0] if has_title else None,
        "text": text,
        "claims": [{"id": number, "content": sorted(spans)} for number, spans in contents.items()],
        "links": [_link(name, item.strip()) for item in links.split(";") if item.strip() and "same" not in item],
        "same_claim": same,
    }
    ends = {link[end] for link in story["links"] for end in ("from", "to")} | {
        number for group in same for number in group
    }
    if not ends <= set(contents):
        raise ExchangeError(f"{name}: no content is marked as {', '.join(sorted(ends - set(contents)))}")
    return story


def _link(name: str, item: str) -> dict[str, str]:
    match = _LINK.fullmatch(item)
    if match is None:
        raise ExchangeError(f"{name}: {item!r} is no link")
    return {"from": match["answer"], "to": match["answered"], "type": match["type"]}


def _unmarked(name: str, marked: str) -> tuple[str, dict[str, list[list[int]]]]:
    """Return a text without its marks, and the contents that were marked, by number; contents may be nested."""
    pieces: list[str] = []
    contents: dict[str, list[list[int]]] = defaultdict(list)
    opened: list[tuple[str, int]] = []
    length = place = 0
    for mark in _MARK.finditer(marked):
        pieces.append(marked[place : mark.start()])
        length, place = length + len(pieces[-1]), mark.end()
        if mark[1]:
            opened.append((mark[1], length))
        elif opened:
            number, start = opened.pop()
            contents[number].append([start, length])
        else:
            raise ExchangeError(f"{name}: a bracket closes that was not opened")
    if opened:
        raise ExchangeError(f"{name}: content {opened[-1][0]} does not end")
    return "".join((*pieces, marked[place:])), dict(contents)
