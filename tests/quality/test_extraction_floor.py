"""Extraction on annotated stories never gets worse than it was; a floor falls only with its reason in the commit."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.extraction import DEFAULT_TAGGER, Extraction, extract
from claims.extraction.scoring import Tally, tally_claims, tally_links, tally_speakers, total
from claims.extraction.serialization import to_dict

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "gold"
Measure = Callable[[dict[str, Any], dict[str, Any]], Tally]


def annotated_stories(folder: Path) -> list[dict[str, Any]]:
    files = sorted(file for file in folder.glob("*.json") if not file.name.startswith("cross_links"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


@cache
def extracted(folder: Path, tagger: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(story, to_dict(extract_as(story, tagger))) for story in annotated_stories(folder)]


def extract_as(story: dict[str, Any], tagger: str) -> Extraction:
    return extract(story["text"], title=story.get("title"), published=story.get("published"), tagger=tagger)


def measured(folder: Path, tagger: str, measure: Measure) -> float:
    tally = total(measure(*pair) for pair in extracted(folder, tagger))
    assert tally.annotated, "no annotated stories"
    return tally.accuracy if measure is tally_speakers else tally.f1


@pytest.mark.parametrize(
    ("measure", "floors"),
    [
        (tally_claims, {"stories": 0.92, "development": 0.94, "heldout": 0.945}),
        (tally_speakers, {"stories": 0.97, "development": 0.95, "heldout": 0.91}),
        (tally_links, {"stories": 0.40, "development": 0.52, "heldout": 0.46}),
    ],
    ids=["claims", "speakers", "links"],
)
@pytest.mark.parametrize("folder", ["stories", "development", "heldout"])
def test_our_own_stories(measure: Measure, floors: dict[str, float], folder: str) -> None:
    assert measured(HERE / folder, DEFAULT_TAGGER, measure) >= floors[folder]


@pytest.mark.parametrize(
    ("measure", "floors"),
    [
        (tally_claims, {"stories": 0.88, "development": 0.86, "heldout": 0.87}),
        (tally_speakers, {"stories": 0.85, "development": 0.86, "heldout": 0.88}),
        (tally_links, {"stories": 0.42, "development": 0.47, "heldout": 0.35}),
    ],
    ids=["claims", "speakers", "links"],
)
@pytest.mark.parametrize("folder", ["stories", "development", "heldout"])
def test_our_own_stories_by_rules_alone(measure: Measure, floors: dict[str, float], folder: str) -> None:
    assert measured(HERE / folder, "rules", measure) >= floors[folder]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared annotated stories are not beside this checkout")
@pytest.mark.parametrize("tagger", [DEFAULT_TAGGER, "rules"])
@pytest.mark.parametrize(
    ("measure", "floor"),
    [(tally_claims, 0.90), (tally_speakers, 0.93), (tally_links, 0.74)],
    ids=["claims", "speakers", "links"],
)
def test_the_shared_stories(measure: Measure, floor: float, tagger: str) -> None:
    assert measured(SHARED, tagger, measure) >= floor
