"""How much longer pages take with a hundred times the claims.

`python -m benchmarks.pages [--plans N] [FEW] [MANY]` runs PostgreSQL and Valkey in a temporary folder, loads FEW
invented claims (1,000), times each page, loads more up to MANY (100,000), times them again, and prints both and their
ratio. A page that takes longer than a second with many fails the run. With `--plans N`, how many queries the N slowest
pages send follows, and the plans of the slowest of these: EXPLAIN (ANALYZE, BUFFERS).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from claimtrack import embedded

RUNS = 3
LONGEST_SECONDS = 1.0
VISITORS = (
    "/",
    "/claims/",
    "/claims/?ordering=-answers",
    "/claims/?ordering=-updated",
    "/claims/?status=false",
    "/claims/?stance=denial&has_rebuttal=true",
    "/claims/?speaker=1",
    "/claims/?outlet=1",
    "/claims/?type=direct",
    "/claims/?via=wire",
    "/claims/?about=gorsk",
    "/claims/?since=2026-01-01",
    "/claims/?q=bridge",
    "/claims/?q=bridge+crowns",
    "/claims/?q=zebra",
    "/claims/?counts=1",
    "/claims/facets/type/",
    "/claims/facets/speaker/",
    "/claims/facets/speaker/?find_speaker=hedda",
    "/claims/facets/outlet/",
    "/claims/facets/dates/",
    "/claims/completions/?q=speaker:h",
    "/speakers/",
    "/speakers/?ordering=-seen",
    "/speakers/?q=hedda",
    "/speakers/1/",
    "/speakers/1/?tab=record",
    "/speakers/1/?tab=disputes",
    "/articles/",
    "/articles/?stage=done&ordering=-published",
    "/articles/?q=bridge",
    "/disputes/",
    "/disputes/?q=bridge",
    "/outlets/",
    "/outlets/?ordering=-claims",
    "/outlets/1/",
    "/timeline/",
    "/timeline/?q=bridge",
    "/network/",
    "/api/v1/claims/",
    "/api/v1/claims/?q=bridge",
)
EDITORS = ("/", "/claims/", "/review/", "/review/?queue=suggested", "/review/?queue=mine", "/activity/")


def main(few: int, many: int, *, plans: int = 0) -> int:
    """Print a line for each page, and the plans of some; return 1 where one is too slow."""
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_sample_claims", str(few), verbosity=0)
    pages = _pages()
    before = _times(pages)
    call_command("load_sample_claims", str(many - few), seed=1, verbosity=0)
    after = _times(pages)
    print(f"{'page':<52}{few:>10,}{many:>10,}  ratio")
    for page, seconds in after.items():
        mark = "  slow" if seconds > LONGEST_SECONDS else ""
        print(f"{page:<52}{before[page]:>8.3f} s{seconds:>8.3f} s{seconds / before[page]:>7.1f}{mark}")
    show_plans({page: pages[page] for page in sorted(after, key=lambda page: -after[page])[:plans]})
    return int(any(seconds > LONGEST_SECONDS for seconds in after.values()))


def show_plans(pages: dict[str, Callable[[], object]]) -> None:
    """Print what the slowest queries of pages do."""
    from benchmarks.plans import explained

    for page, request in pages.items():
        print(f"\n{page}: {explained(request)}")


def _pages() -> dict[str, Callable[[], object]]:
    """Return the request of each page, in the process of the server and without the network."""
    from django.contrib.auth.models import User
    from django.test import Client

    visitor, editor = Client(), Client()
    editor.force_login(User.objects.get_or_create(username="bench", defaults={"is_superuser": True})[0])
    asked = [(page, visitor, page) for page in VISITORS] + [(f"{page} (editor)", editor, page) for page in EDITORS]
    return {name: partial(_answer, client, page) for name, client, page in asked}


def _times(pages: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the best of some runs of each page in seconds."""
    return {name: min(_once(request) for _ in range(RUNS)) for name, request in pages.items()}


def _once(request: Callable[[], object]) -> float:
    begin = time.perf_counter()
    request()
    return time.perf_counter() - begin


def _answer(client: object, page: str) -> None:
    answer = client.get(page, follow=True)  # type: ignore[attr-defined]
    assert answer.status_code == 200, (page, answer.status_code)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("few", nargs="?", type=int, default=1_000)
    parser.add_argument("many", nargs="?", type=int, default=100_000)
    parser.add_argument("--plans", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="claimtrack-bench-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        os.environ |= {
            "CLAIMTRACK_VAR": name,
            "DJANGO_SETTINGS_MODULE": "claimtrack.settings",
            "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
        with embedded.running(folder, postgres=True, valkey=True):
            import django

            django.setup()
            sys.exit(main(asked.few, asked.many, plans=asked.plans))
