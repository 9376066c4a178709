"""Extract claims from articles given as NDJSON, without a database."""

from __future__ import annotations

import gc
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import (
    DEFAULT_TAGGER,
    ArticleText,
    ModelUnavailable,
    UnknownTagger,
    extract_many,
    get_tagger,
    to_dict,
)
from claims.extraction.tagger import share_cores
from claims.inorder import in_order
from claims.streams import reader_may_leave
from claims.workers import worker_processes

MAX_LINE = 64 * 1024 * 1024
# Bytes that are taken at a time, of those that have come, and lines that one process answers at a time: a part of the
# work is by steps, which several articles take together.
ARRIVING = 1024 * 1024
TOGETHER = 4
# Objects made until Python looks for those that refer to each other in a circle. What is found in an article does not,
# and with the usual 700 it looks through what stands in memory for some percent of the time.
YOUNG = 50_000


class BadLine(ValueError):  # noqa: N818 - a fact about the input, told in the output
    """A line that holds no article; the text says why."""


class Command(BaseCommand):
    """Read one article a line from standard input, write its claims as one line to standard output."""

    help = (
        "Extract claims, speakers and rebuttals. Reads one JSON object a line (id, text, optional title and published) "
        "from standard input and writes one a line; a line that cannot be read gives a line with an error."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--all",
            action="store_true",
            help="also give beliefs and wishes, with kind: attitude, and to contents the “that” before them",
        )
        parser.add_argument(
            "--tagger",
            default=DEFAULT_TAGGER,
            metavar="NAME",
            help=f"which tagger marks the spans (default: {DEFAULT_TAGGER})",
        )

    def handle(self, *_: object, **options: Any) -> None:
        """Answer line by line, so that a reader need not wait for the end of the input.

        Some articles are read ahead and worked on side by side, one on each core.
        """
        try:
            get_tagger(options["tagger"]).load()
        except (UnknownTagger, ModelUnavailable) as error:
            raise CommandError(str(error)) from error
        work = partial(_answer, tagger=options["tagger"], include_attitudes=options["all"])
        cores = os.cpu_count() or 1
        gc.freeze()
        with reader_may_leave(), worker_processes(cores, partial(_prepare, cores)) as workers:
            try:
                in_order(work, _articles(sys.stdin.buffer), _write, workers=workers, ahead=3 * cores)
            except BrokenProcessPool as error:
                raise CommandError(
                    "A process that extracts was ended from outside; often memory has run out. The lines before are "
                    "answered. Give the rest once more, on a machine with more memory if need be."
                ) from error


def _prepare(processes: int) -> None:
    share_cores(processes)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    gc.set_threshold(YOUNG)


def _write(answers: bytes) -> None:
    sys.stdout.buffer.write(answers)
    sys.stdout.buffer.flush()


def _answer(lines: Sequence[tuple[int, bytes | None]], *, tagger: str, include_attitudes: bool) -> bytes:
    """Return the answers to some lines, a line each."""
    read = [_read(*line) for line in lines]
    articles = [article for _, article in read if article]
    found = extract_many(articles, tagger=tagger, batch_size=len(articles) or 1)
    answers = (
        answer | to_dict(next(found), include_attitudes=include_attitudes) if article else answer
        for answer, article in read
    )
    return b"".join(json.dumps(answer, ensure_ascii=False).encode() + b"\n" for answer in answers)


def _read(number: int, line: bytes | None) -> tuple[dict[str, Any], ArticleText | None]:
    """Return how the answer to a line begins, and the article; of a line that holds none, the whole answer."""
    identity: dict[str, Any] = {"line": number}
    try:
        article = _parse(line)
        if article.get("id") is not None:
            identity = {"id": _identity(article["id"])}
        _check(article)
    except BadLine as error:
        return {**identity, "error": str(error)}, None
    text = ArticleText(article["text"], article.get("title"), article.get("published"))
    return {"id": article.get("id")}, text


def _articles(stream: BinaryIO) -> Iterator[list[tuple[int, bytes | None]]]:
    """Yield the lines that are not empty, with their numbers, some of those that came together at a time."""
    seen = 0
    for lines in _bounded_lines(stream):
        numbered = [(number, line) for number, line in enumerate(lines, seen + 1) if line is None or line.strip()]
        seen += len(lines)
        for start in range(0, len(numbered), TOGETHER):
            yield numbered[start : start + TOGETHER]


def _bounded_lines(stream: BinaryIO) -> Iterator[list[bytes | None]]:
    """Yield the lines as they come, those that came together in one list; None for one that is too long to be held."""
    held: list[bytes] = []
    size = 0
    while arrived := stream.read1(ARRIVING):  # type: ignore[attr-defined]  # standard input is a BufferedReader
        *ended, begun = arrived.split(b"\n")
        lines: list[bytes | None] = []
        for piece in ended:
            lines.append(b"".join((*held, piece)) if size + len(piece) < MAX_LINE else None)
            held, size = [], 0
        held.append(begun)
        size += len(begun)
        if size >= MAX_LINE:
            held.clear()
        yield lines
    if size:
        yield [b"".join(held) if size < MAX_LINE else None]


def _parse(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadLine(f"The line is longer than {MAX_LINE // 1024 // 1024} MB. Give one article a line, and less text.")
    try:
        article = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadLine(f"The line is not valid UTF-8 (byte {error.start + 1}). Save the input as UTF-8.") from error
    except RecursionError as error:
        raise BadLine("The JSON is nested too deeply. Give one flat object a line.") from error
    except ValueError as error:
        raise BadLine(f"The line is not valid JSON: {error}. Give one JSON object a line.") from error
    if not isinstance(article, dict):
        raise BadLine("The line is not a JSON object. Give an object with at least a text.")
    return article


def _identity(given: object) -> str | int:
    """Return the id of an article, which goes back out with the answer."""
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        raise BadLine("The id is neither a string nor a whole number. Give one of the two, or leave it out.")
    if isinstance(given, str):
        _check_characters("id", given)
    return given


def _check(article: dict[str, Any]) -> None:
    text = article.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadLine("The article has no text. Give its words as a string in the field text.")
    for field in ("text", "title", "published"):
        value = article.get(field)
        if value is None:
            continue
        if not isinstance(value, str):
            raise BadLine(f"The field {field} is not a string. Give it as a string or leave it out.")
        _check_characters(field, value)


def _check_characters(field: str, value: str) -> None:
    if "\0" in value:
        raise BadLine(f"The field {field} has a NUL character at place {value.index(chr(0))}. Remove it.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadLine(f"The field {field} has half of a surrogate pair at place {error.start}. Remove it.") from error
