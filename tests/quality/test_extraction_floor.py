"""Extraction on annotated stories never gets worse than it was; a floor falls only with its reason in the commit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.extraction import extract
from claims.extraction.scoring import Tally, tally_claims, tally_links, tally_speakers, total
from claims.extraction.serialization import to_dict

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "gold"
Measure = Callable[[dict[str, Any], dict[str, Any]], Tally]


def annotated_stories(folder: Path) -> list[dict[str, Any]]:
    files = sorted(file for file in folder.glob("*.json") if not file.name.startswith("cross_links"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def extracted(story: dict[str, Any]) -> dict[str, Any]:
    return to_dict(extract(story["text"], title=story.get("title"), published=story.get("published"), tagger="rules"))


def measured(folder: Path, measure: Measure) -> Tally:
    return total(measure(story, extracted(story)) for story in annotated_stories(folder))


@pytest.mark.parametrize(
    ("measure", "floors"),
    [
        (tally_claims, {"stories": 0.88, "development": 0.86, "heldout": 0.87}),
        (tally_speakers, {"stories": 0.85, "development": 0.86, "heldout": 0.88}),
        (tally_links, {"stories": 0.33, "development": 0.25, "heldout": 0.23}),
    ],
    ids=["claims", "speakers", "links"],
)
@pytest.mark.parametrize("folder", ["stories", "development", "heldout"])
def test_our_own_stories(measure: Measure, floors: dict[str, float], folder: str) -> None:
    tally = measured(HERE / folder, measure)
    assert tally.annotated, "no annotated stories"
    assert (tally.accuracy if measure is tally_speakers else tally.f1) >= floors[folder]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared annotated stories are not beside this checkout")
@pytest.mark.parametrize(
    ("measure", "floor"),
    [(tally_claims, 0.75), (tally_speakers, 0.85), (tally_links, 0.50)],
    ids=["claims", "speakers", "links"],
)
def test_the_shared_stories(measure: Measure, floor: float) -> None:
    tally = measured(SHARED, measure)
    assert (tally.accuracy if measure is tally_speakers else tally.f1) >= floor
