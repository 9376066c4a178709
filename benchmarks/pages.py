"""How much longer pages take with a hundred times the claims.

`python -m benchmarks.pages [FEW] [MANY]` runs PostgreSQL and Valkey in a temporary folder, loads FEW invented claims
(1,000), times each page, loads more up to MANY (100,000), times them again, and prints both and their ratio. A page
that takes longer than a second with many fails the run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
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


def main(few: int, many: int) -> int:
    """Print a line for each page; return 1 where one is too slow."""
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("load_sample_claims", str(few), verbosity=0)
    before = _times()
    call_command("load_sample_claims", str(many - few), seed=1, verbosity=0)
    after = _times()
    print(f"{'page':<52}{few:>10,}{many:>10,}  ratio")
    for page, seconds in after.items():
        mark = "  slow" if seconds > LONGEST_SECONDS else ""
        print(f"{page:<52}{before[page]:>8.3f} s{seconds:>8.3f} s{seconds / before[page]:>7.1f}{mark}")
    return int(any(seconds > LONGEST_SECONDS for seconds in after.values()))


def _times() -> dict[str, float]:
    """Return the best of some runs of each page in seconds, in the process of the server and without the network."""
    from django.contrib.auth.models import User
    from django.test import Client

    visitor, editor = Client(), Client()
    editor.force_login(User.objects.get_or_create(username="bench", defaults={"is_superuser": True})[0])
    asked = [(page, visitor, page) for page in VISITORS] + [(f"{page} (editor)", editor, page) for page in EDITORS]
    return {name: min(_once(client, page) for _ in range(RUNS)) for name, client, page in asked}


def _once(client: object, page: str) -> float:
    begin = time.perf_counter()
    answer = client.get(page, follow=True)  # type: ignore[attr-defined]
    seconds = time.perf_counter() - begin
    assert answer.status_code == 200, (page, answer.status_code)
    return seconds


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]]
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
            sys.exit(main(*(numbers or (1_000, 100_000))))
