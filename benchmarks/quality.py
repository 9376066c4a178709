"""What extraction finds in the held-out stories, for docs/quality.toml.

`python -m benchmarks.quality [FOLDER]` prints, for each tagger, statements, speakers and answers in percent.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from claims.extraction import extract
from claims.extraction.scoring import tally_claims, tally_links, tally_speakers, total
from claims.extraction.serialization import to_dict

HELD_OUT = Path("tests/quality/heldout")
TAGGERS = ("rules", "combined")


def main(folder: Path) -> None:
    """Print a line for each tagger."""
    stories = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    for tagger in TAGGERS:
        found = [to_dict(extract(story["text"], title=story.get("title"), tagger=tagger)) for story in stories]
        pairs = list(zip(stories, found, strict=True))
        claims, speakers, links = (
            total(tally(story, given) for story, given in pairs)
            for tally in (tally_claims, tally_speakers, tally_links)
        )
        print(f"{tagger}: {len(stories)} stories, {claims.annotated} statements, {links.annotated} answers")
        print(f"  {claims.f1:.1%} statements, {speakers.accuracy:.1%} speakers, {links.f1:.1%} answers")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT)
