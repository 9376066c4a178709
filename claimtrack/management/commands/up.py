"""`manage.py up`: everything in one terminal."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from claimtrack.children import ChildError
from claimtrack.running import Address, run

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt(*_: object) -> None:
    """Stop once; a second signal must not disturb the orderly end of the children."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


class Command(BaseCommand):
    """Start PostgreSQL and Valkey where none are named, the web server, worker and beat; stop all on Ctrl-C."""

    help = __doc__
    requires_system_checks: list[str] = []  # some need the database that is yet to start; `run` does them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take address and port, which the environment may give too."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="also HOST; %(default)s")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="also PORT; %(default)s")
        parser.add_argument("--no-demo", action="store_true", help="without the demo stories")

    def handle(self, *, host: str, port: str, no_demo: bool, **_: Any) -> None:
        """Run until told to stop."""
        for number in SIGNALS:
            signal.signal(number, interrupt)
        try:
            address = Address.parse(host, port)
            os.environ.setdefault("SITE", address.url)  # for the links that its programs write
            run(address, var=settings.VAR_DIR, demo=not no_demo, say=self._say)
        except ChildError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self._say("Stopped.")

    def _say(self, line: str) -> None:
        with suppress(OSError):  # the terminal may be gone, which must not keep the children from being stopped
            self.stdout.write(line)
            self.stdout.flush()
