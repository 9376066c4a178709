"""Turn a trained network into the files that the product reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from claims.extraction.decoding import Floats
from claims.extraction.model import MODEL, SETTINGS, TOKENIZER
from claims.extraction.windows import CASES, LAYOUTS, PLACES
from claims.training.network import Network

INPUTS = ("pieces", "mask", "features", "words")
OUTPUTS = ("emissions", "content_arcs", "source_arcs")
OPSET = 17


def export(network: Network, tokenizer_file: Path, folder: Path, *, name: str) -> None:
    """Write the quantized network, its tokenizer and its settings into `folder`, which is made if need be.

    No label is favoured yet; see `claims.training.calibrating`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    exact = folder / "exact.onnx"
    write_exact(network, exact)
    quantize(exact, folder / MODEL)
    exact.unlink()
    shutil.copyfile(tokenizer_file, folder / TOKENIZER)
    transitions = network.masked_transitions().detach().numpy()
    write_settings(folder, name=name, transitions=transitions, leaning=np.zeros(len(transitions), dtype=np.float32))


def write_settings(folder: Path, *, name: str, transitions: Floats, leaning: Floats) -> None:
    """Write what the network is called, and what its decoding adds to its scores."""
    settings = {"name": name, "leaning": _rounded(leaning), "transitions": [_rounded(row) for row in transitions]}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _rounded(numbers: Floats) -> list[float]:
    return [round(number, 4) for number in numbers.tolist()]


def write_exact(network: Network, path: Path) -> None:
    """Write the network in single precision."""
    network.eval()
    axes = {name: {0: "windows", 1: "pieces"} for name in INPUTS[:3]}
    axes["words"] = {0: "windows", 1: "words"}
    axes |= {"emissions": {0: "windows", 1: "words"}}
    axes |= {name: {0: "windows", 1: "words", 2: "words"} for name in OUTPUTS[1:]}
    torch.onnx.export(
        network,
        _sample(network.encoder.config.vocab_size),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.checker.check_model(str(path))


def quantize(exact: Path, path: Path) -> None:
    """Write a copy with weights of eight bits; activations are quantized as they come."""
    prepared = exact.with_suffix(".prepared.onnx")
    quant_pre_process(str(exact), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(path), weight_type=QuantType.QInt8, per_channel=True)
    prepared.unlink()


def _sample(vocabulary: int) -> tuple[Any, ...]:
    draw = np.random.default_rng(0)
    pieces = draw.integers(0, vocabulary, (2, 11))
    features = np.stack([draw.integers(0, kinds, (2, 11)) for kinds in (CASES, PLACES, LAYOUTS)], axis=-1)
    words = np.tile(np.arange(9), (2, 1))
    return tuple(map(torch.from_numpy, (pieces, np.ones_like(pieces), features, words)))
