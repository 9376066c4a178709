"""`manage.py extract` answers every line, whatever it holds, and needs no server."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.extraction.combining import CombinedTagger
from claims.extraction.model import ModelTagger
from claims.extraction.rules import RulesTagger
from claims.extraction.tagger import TAGGERS
from claims.management.commands import extract as extract_command

ROOT = Path(__file__).parents[2]
NO_SERVERS = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}


def command(*options: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), "extract", *options]


def run(given: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **NO_SERVERS}
    return subprocess.run(
        command(*options), input=given, capture_output=True, env=environment, check=False, timeout=120
    )


def answers(lines: Sequence[bytes], *options: str) -> list[dict[str, Any]]:
    done = run(b"\n".join(lines) + b"\n", *options)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_article_gives_one_line_in_order() -> None:
    given = [json.dumps({"id": f"a{n}", "text": f"Orr said boat {n} was late."}).encode() for n in range(3)]
    found = answers(given)
    assert [article["id"] for article in found] == ["a0", "a1", "a2"]
    for article in found:
        assert article.keys() >= {"id", "text", "claims", "speakers", "links"}
        (claim,) = article["claims"]
        (content,) = claim["content"]
        assert article["text"][slice(*content)].startswith("boat")


BAD_LINES = [
    (b"{", "not valid JSON"),
    (b"[1]", "not a JSON object"),
    (b"null", "not a JSON object"),
    (b'{"id": "x"}', "no text"),
    (b'{"id": "x", "text": "  "}', "no text"),
    (b'{"id": "x", "text": 5}', "no text"),
    (b'{"id": "x", "text": "Orr said so.", "title": 5}', "title is not a string"),
    (b'{"id": "x", "text": "Orr said so.", "published": []}', "published is not a string"),
    (b'{"id": {"a": 1}, "text": "Orr said so."}', "neither a string nor a whole number"),
    (b'{"id": true, "text": "Orr said so."}', "neither a string nor a whole number"),
    (b'{"id": "x", "text": "Orr\\u0000 said so."}', "NUL character at place 3"),
    (b'{"id": "x", "text": "Orr\\ud800 said so."}', "half of a surrogate pair at place 3"),
    (b'{"id": "\\ud800", "text": "Orr said so."}', "half of a surrogate pair"),
    (b'{"id": "x", "text": "Orr \xff said so."}', "not valid UTF-8"),
    (b"[" * 100_000, "nested too deeply"),
    (b'{"text": "' + b"1" * 5000, "not valid JSON"),
]


def test_a_bad_line_gives_an_error_and_never_a_stop() -> None:
    good = json.dumps({"id": "good", "text": "Orr said it was late."}).encode()
    lines = [line for bad, _ in BAD_LINES for line in (bad, good)]
    found = answers(lines)
    assert len(found) == len(lines)
    for number, ((_, message), answer) in enumerate(zip(BAD_LINES, found[::2], strict=True)):
        assert message in answer["error"]
        assert answer.get("id") == "x" or answer["line"] == 2 * number + 1
        assert "Traceback" not in answer["error"]
    assert all(len(answer["claims"]) == 1 for answer in found[1::2])


def test_empty_lines_and_a_byte_order_mark_are_passed_over() -> None:
    found = answers(
        [b"\xef\xbb\xbf" + b'{"text": "Orr said it was late."}', b"", b"  ", b'{"id": 7, "text": "It rained."}']
    )
    assert [(answer["id"], len(answer["claims"])) for answer in found] == [(None, 1), (7, 0)]


@pytest.mark.parametrize("arriving", [1, 7, 1000])
def test_a_line_too_long_to_be_held_is_told_and_the_next_one_read(
    arriving: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extract_command, "MAX_LINE", 10)
    monkeypatch.setattr(extract_command, "ARRIVING", arriving)
    given = io.BufferedReader(io.BytesIO(b"short\n" + b"x" * 10 + b"\n\n" + b"y" * 9 + b"\n" + b"z" * 40))
    came = [line for lines in extract_command._articles(given) for line in lines]
    assert came == [(1, b"short"), (2, None), (4, b"y" * 9), (5, None)]
    assert (
        "longer than"
        in json.loads(extract_command._answer(came[1:2], tagger="rules", include_attitudes=False))["error"]
    )


def test_attitudes_come_with_all() -> None:
    line = json.dumps({"text": "Orr said it was late. Vale hopes that it will rain."}).encode()
    assert [claim.get("kind") for claim in answers([line])[0]["claims"]] == [None]
    assert [claim.get("kind") for claim in answers([line], "--all")[0]["claims"]] == [None, "attitude"]


def test_all_gives_the_complementizer_too() -> None:
    text = "Orr said that the boat was late."
    line = json.dumps({"text": text}).encode()
    contents = [answers([line], *options)[0]["claims"][0]["content"] for options in ((), ("--all",))]
    assert [[text[s:e] for s, e in spans] for spans in contents] == [["the boat was late"], ["that the boat was late"]]


def test_a_network_that_is_not_there_stops_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TAGGERS, "lost", lambda: CombinedTagger(ModelTagger(tmp_path), RulesTagger()))
    with pytest.raises(CommandError, match=r"attribution\.onnx, which is missing\. Restore the folder"):
        call_command("extract", "--tagger", "lost")


def test_an_unknown_tagger_is_named_with_those_there_are() -> None:
    done = run(b"", "--tagger", "guess")
    assert done.returncode != 0
    assert b"no tagger 'guess'" in done.stderr
    assert b"rules" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_answer_comes_before_the_next_question() -> None:
    with subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "Orr said it was late."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_reader_that_goes_away_is_no_error() -> None:
    with subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(json.dumps({"text": "Orr said it was late."}).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(json.dumps({"text": "Orr said it was late. " * 500}).encode() + b"\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@contextmanager
def at_work() -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """A command that has answered once, with the processes that work for it."""
    # Tests that run in the background of a shell ignore interruptions, and so would what they start.
    heeding = ["env", "--default-signal=INT", *command()]
    with subprocess.Popen(heeding, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"text": "Orr said it was late."}).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        tasks = Path(f"/proc/{process.pid}/task").iterdir()
        workers = [int(child) for task in tasks for child in (task / "children").read_text().split()]
        assert workers
        try:
            yield process, workers
        finally:
            process.kill()


def gone(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "State:\tZ" in status.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_process_outlives_the_command() -> None:
    with at_work() as (process, workers):
        process.kill()
        limit = time.monotonic() + 20
        while not all(map(gone, workers)):
            assert time.monotonic() < limit, "a process works on for nobody"
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_that_is_killed_is_told() -> None:
    with at_work() as (process, workers):
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        _, errors = process.communicate(json.dumps({"text": "Orr said it was late."}).encode() + b"\n", timeout=60)
        assert process.returncode != 0
        assert b"memory has run out" in errors
        assert b"Traceback" not in errors


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_an_interrupted_command_leaves_at_once() -> None:
    with at_work() as (process, workers):
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        assert all(map(gone, workers))
