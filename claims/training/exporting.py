"""Turn a trained network into the files that the product reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from claims.extraction.decoding import Floats
from claims.extraction.model import MODEL, SETTINGS, TOKENIZER
from claims.training.graph import write_graph
from claims.training.network import Network


def export(network: Network, tokenizer_file: Path, folder: Path, *, name: str) -> None:
    """Write the network in eight bits, its tokenizer and its settings into `folder`, which is made if need be.

    No label is favoured yet; see `claims.training.calibrating`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_graph(network, folder / MODEL)
    shutil.copyfile(tokenizer_file, folder / TOKENIZER)
    transitions = network.masked_transitions().detach().numpy()
    write_settings(folder, name=name, transitions=transitions, leaning=np.zeros(len(transitions), dtype=np.float32))


def write_settings(folder: Path, *, name: str, transitions: Floats, leaning: Floats) -> None:
    """Write what the network is called, and what its decoding adds to its scores."""
    settings = {"name": name, "leaning": _rounded(leaning), "transitions": [_rounded(row) for row in transitions]}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _rounded(numbers: Floats) -> list[float]:
    return [round(number, 4) for number in numbers.tolist()]
