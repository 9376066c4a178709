"""Extract claims from articles given as NDJSON, without a database."""

from __future__ import annotations

import gc
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from claims.extraction import DEFAULT_TAGGER, ModelUnavailable, UnknownTagger, extract, get_tagger, to_dict
from claims.extraction.tagger import share_cores
from claims.inorder import in_order
from claims.streams import reader_may_leave
from claims.workers import worker_processes

MAX_LINE = 64 * 1024 * 1024
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


def _write(answer: bytes) -> None:
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()


def _answer(numbered: tuple[int, bytes | None], *, tagger: str, include_attitudes: bool) -> bytes:
    answer = _answered(*numbered, tagger=tagger, include_attitudes=include_attitudes)
    return json.dumps(answer, ensure_ascii=False).encode()


def _answered(number: int, line: bytes | None, *, tagger: str, include_attitudes: bool) -> dict[str, Any]:
    identity: dict[str, Any] = {"line": number}
    try:
        article = _parse(line)
        if article.get("id") is not None:
            identity = {"id": _identity(article["id"])}
        _check(article)
    except BadLine as error:
        return {**identity, "error": str(error)}
    found = extract(article["text"], title=article.get("title"), published=article.get("published"), tagger=tagger)
    return {"id": article.get("id"), **to_dict(found, include_attitudes=include_attitudes)}


def _articles(lines: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not empty, with their numbers."""
    for number, line in enumerate(_bounded_lines(lines), start=1):
        if line is None or line.strip():
            yield number, line


def _bounded_lines(lines: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines, None for one that is too long to be held."""
    while line := lines.readline(MAX_LINE):
        if len(line) < MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := lines.readline(MAX_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


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
