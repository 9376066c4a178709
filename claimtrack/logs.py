"""Log lines of the processes: as JSON in files, the telling ones short on the terminal; no Django here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import Processor

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
WIDTH = 200
TELLING = ("warning", "error", "critical")


class Follower:
    """Reads what is added to a log file."""

    def __init__(self, path: Path, position: int) -> None:
        self.path, self.position, self.rest = path, position, b""

    def news(self) -> Iterator[str]:
        """Yield the new lines that a person at the terminal should see."""
        with self.path.open("rb") as file:
            file.seek(self.position)
            added = file.read(1_000_000)
        self.position += len(added)
        *lines, self.rest = (self.rest + added).split(b"\n")
        for line in lines:
            if short := shorten(line.decode(errors="replace")):
                yield short


def shorten(line: str) -> str:
    """Return the warning or error in a JSON log line, in one line; nothing for what is routine."""
    try:
        entry = json.loads(line)
    except ValueError:
        return line.strip()[:WIDTH]
    if not isinstance(entry, dict) or entry.get("level") not in TELLING:
        return ""
    event = " ".join(str(entry.get("event", "")).split())
    return f"{entry['level']}: {event}"[:WIDTH]


def configuration(level: str, *, own: Sequence[str]) -> dict[str, Any]:
    """Return the configuration of `logging`: JSON on stderr from structlog and everybody else.

    `level` is for all loggers but our `own`, which also say what they did (INFO).
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    as_json = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(default=str),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": as_json},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            **{name: {"level": "DEBUG" if level == "DEBUG" else "INFO"} for name in own},
            "django": {"handlers": [], "level": level, "propagate": True},
            # django_structlog logs each failed request once, with its number.
            "django.request": {"level": "CRITICAL"},
        },
    }
