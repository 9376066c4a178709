"""The pair scorer is learnt from invented matters."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from claims.pairing.scoring import LINKS, average
from claims.training.pairs.__main__ import INVENTED, Scale, found_by_link, held_out, loss
from claims.training.pairs.learning import Size, learn
from claims.training.pairs.making import load_examples
from claims.training.pairs.matters import MatterError, as_arrays

SMALL = Size(networks=2, units=4, decay=12.0, seed=3)


@pytest.fixture
def some(tmp_path: Path) -> Path:
    path = tmp_path / "some.ndjson"
    path.write_text("".join(INVENTED.read_text(encoding="utf-8").splitlines(keepends=True)[:6]), encoding="utf-8")
    return path


def test_what_is_learnt_beats_guessing_by_frequency_and_is_the_same_each_time(some: Path) -> None:
    rows, wanted = as_arrays(load_examples(some))
    rows = Scale.of(rows).scaled(rows)
    first, second = (average(rows, *learn(rows, wanted, SMALL)) for _ in range(2))
    assert np.array_equal(first, second)
    assert loss(first, wanted) < 0.7 * loss(np.broadcast_to(wanted.mean(axis=0), wanted.shape), wanted)


def test_every_pair_is_judged_by_networks_that_did_not_see_its_matter(some: Path) -> None:
    examples = load_examples(some)
    rows, wanted = as_arrays(examples)
    apart = held_out(rows, wanted, [e.matter for e in examples], SMALL)
    assert apart.sum(axis=1) == pytest.approx(np.ones(len(rows)), abs=1e-4)
    within = [e for e in examples if not e.is_made]
    assert {e.link for e in within} == set(LINKS)


def test_pairs_made_by_rule_teach_each_link(some: Path) -> None:
    made = [e for e in load_examples(some) if e.is_made]
    assert {e.link for e in made} == set(LINKS)
    assert all(e.pair.nearness > 0.9 for e in made if e.link == "same")


def test_a_pair_with_two_links_is_refused(tmp_path: Path) -> None:
    claim = {"speaker": "Ida Lund", "role": "", "stance": "assertion", "target": "", "text": "the bridge is safe"}
    matter = {"matter": "bridge", "claims": [claim, claim], "same": [[0, 1]], "rebuts": [[1, 0]], "supports": []}
    path = tmp_path / "bad.ndjson"
    path.write_text(json.dumps(matter), encoding="utf-8")
    with pytest.raises(MatterError, match="bridge: claims 0 and 1"):
        load_examples(path)


def test_what_is_found_counts_support_as_the_same() -> None:
    found = found_by_link(["supports", "rebuts", "different"], ["same", "different", "different"])
    assert found == {"same": 1.0, "rebuts": 0.0, "different": 0.5}
