"""The network as an ONNX graph, laid out by hand so that the runtime has little to do.

Weights have eight bits, with a scale for each output; what goes into a product is scaled as it comes. Query, key and
value of a layer are one product, and so are the four inputs of the arcs; attention is one node. A tracer of the same
network makes a graph that takes a sixth more time. One window at a time: there is no padding, so no mask either.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from claims.extraction.decoding import LABELS
from claims.extraction.windows import FEATURES
from claims.training.network import FURTHEST, Network

OUTPUTS = ("emissions", "content_arcs", "source_arcs")
RUNTIME = "com.microsoft"
OPSET = 17
STEPS = 127  # of a weight on either side of zero

Array = NDArray[Any]


def write_graph(network: Network, path: Path) -> None:
    """Write the network with weights of eight bits."""
    weights = {name: values.detach().numpy() for name, values in network.state_dict().items()}
    graph = _Graph(weights)
    states = _embed(graph)
    for number in range(network.encoder.config.num_hidden_layers):
        attention = network.encoder.encoder.layer[number].attention.self
        heads = attention.query.out_features // attention.attention_head_size
        states = _layer(graph, states, f"encoder.encoder.layer.{number}", heads=heads)
    for scores, name in zip(_scores(graph, _words(graph, states)), OUTPUTS, strict=True):
        graph.add("Unsqueeze", scores, graph.constant([0]), to=name)
    model = helper.make_model(
        graph.build(), opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIME, 1)]
    )
    model.ir_version = 9
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


class _Graph:
    """Nodes and constants in the making; each node gives back the name of its output."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: Any, kind: type[np.generic] = np.int64) -> str:
        """Add a constant."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(values, dtype=kind, order="C"), name))
        return name

    def exact(self, name: str) -> str:
        """Add weights as they are."""
        return self.constant(self.weights[name], np.float32)

    def add(self, kind: str, *inputs: str, to: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        output = to or f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output

    def split(self, given: str, parts: int, size: int, *, axis: int) -> list[str]:
        """Cut into parts of one size."""
        outputs = [f"Split_{len(self.nodes)}_{part}" for part in range(parts)]
        sizes = self.constant([size] * parts)
        self.nodes.append(helper.make_node("Split", [given, sizes], outputs, name=outputs[0], axis=axis))
        return outputs

    def linear(self, given: str, *layers: str) -> str:
        """Multiply with the weights of layers, side by side, and add their biases."""
        weights = np.concatenate([self.weights[f"{layer}.weight"] for layer in layers]).T
        bias = np.concatenate([self.weights[f"{layer}.bias"] for layer in layers])
        scales = np.maximum(np.abs(weights).max(axis=0), 1e-8) / STEPS
        constants = (
            self.constant(_rounded(weights / scales), np.int8),
            self.constant(scales, np.float32),
            self.constant(np.zeros_like(scales), np.int8),
            self.constant(bias, np.float32),
        )
        return self.add("DynamicQuantizeMatMul", given, *constants, domain=RUNTIME)

    def smoothed(self, given: str) -> str:
        """Apply GELU."""
        return self.add("Gelu", given, domain=RUNTIME)

    def product(self, given: str, name: str, scale: float = 1.0) -> str:
        """Multiply with weights as they are."""
        return self.add("MatMul", given, self.constant(self.weights[name].T * scale, np.float32))

    def normal(self, given: str, layer: str) -> str:
        """Normalize by a layer."""
        parts = (self.exact(f"{layer}.weight"), self.exact(f"{layer}.bias"))
        return self.add("LayerNormalization", given, *parts, axis=-1, epsilon=1e-12)

    def build(self) -> onnx.GraphProto:
        """Return the graph."""
        sizes = {"pieces": [1, "pieces"], "features": [1, "pieces", FEATURES], "words": [1, "words"]}
        scores = {
            OUTPUTS[0]: [1, "words", len(LABELS)],
            OUTPUTS[1]: [1, "words", "words"],
            OUTPUTS[2]: [1, "words", "words"],
        }
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, size) for name, size in sizes.items()]
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in scores.items()]
        return helper.make_graph(self.nodes, "attribution", inputs, outputs, self.constants)


def _rounded(steps: Array) -> Array:
    return np.clip(np.round(steps), -STEPS, STEPS)


def _embed(graph: _Graph) -> str:
    """Add up word pieces, places and features."""
    table = graph.weights["encoder.embeddings.word_embeddings.weight"]
    scale = np.abs(table).max() / STEPS
    looked_up = graph.add("Gather", graph.constant(_rounded(table / scale), np.int8), "pieces", axis=0)
    summed = graph.add("DequantizeLinear", looked_up, graph.constant(scale, np.float32), graph.constant(0, np.int8))
    places = graph.weights["encoder.embeddings.position_embeddings.weight"]
    places = places + graph.weights["encoder.embeddings.token_type_embeddings.weight"][0]
    count = graph.add("Shape", "pieces", start=1, end=2)
    placed = graph.add("Slice", graph.constant(places, np.float32), graph.constant([0]), count, graph.constant([0]))
    summed = graph.add("Add", summed, placed)
    for kind in range(FEATURES):
        column = graph.add("Gather", "features", graph.constant(kind), axis=2)
        summed = graph.add("Add", summed, graph.add("Gather", graph.exact(f"features.{kind}.weight"), column, axis=0))
    return graph.normal(summed, "encoder.embeddings.LayerNorm")


def _layer(graph: _Graph, states: str, layer: str, *, heads: int) -> str:
    attention = f"{layer}.attention"
    width = len(graph.weights[f"{attention}.self.query.bias"])
    asked = graph.linear(states, *(f"{attention}.self.{part}" for part in ("query", "key", "value")))
    parts = graph.split(asked, 3, width, axis=2)
    attended = graph.add("MultiHeadAttention", *parts, domain=RUNTIME, num_heads=heads)
    attended = graph.add("Add", graph.linear(attended, f"{attention}.output.dense"), states)
    states = graph.normal(attended, f"{attention}.output.LayerNorm")
    inner = graph.smoothed(graph.linear(states, f"{layer}.intermediate.dense"))
    return graph.normal(
        graph.add("Add", graph.linear(inner, f"{layer}.output.dense"), states), f"{layer}.output.LayerNorm"
    )


def _words(graph: _Graph, states: str) -> str:
    """Take the states of the first pieces of words, without the axis of windows."""
    pieces, words = (graph.add("Squeeze", given, graph.constant([0])) for given in (states, "words"))
    return graph.add("Gather", pieces, words, axis=0)


def _scores(graph: _Graph, words: str) -> tuple[str, str, str]:
    inner = graph.smoothed(graph.linear(words, "label.0"))
    emissions = graph.add("Add", graph.product(inner, "label.3.weight"), graph.exact("label.3.bias"))
    sides = [f"{arcs}.{side}.0" for arcs in OUTPUTS[1:] for side in ("tail", "head")]
    inner = graph.smoothed(graph.linear(words, *sides))
    width = len(graph.weights[f"{sides[0]}.bias"])
    tails_and_heads = graph.split(inner, len(sides), width, axis=1)
    apart = _distances(graph)
    pairs = zip(OUTPUTS[1:], tails_and_heads[::2], tails_and_heads[1::2], strict=True)
    contents, sources = (_arcs(graph, arcs, tails, heads, apart) for arcs, tails, heads in pairs)
    return emissions, contents, sources


def _distances(graph: _Graph) -> str:
    """Count how far each word is from each other, as places in the table of distances."""
    count = graph.add("Squeeze", graph.add("Shape", "words", start=1, end=2))
    places = graph.add("Range", graph.constant(0), count, graph.constant(1))
    rows, columns = (graph.add("Unsqueeze", places, graph.constant([axis])) for axis in (1, 0))
    apart = graph.add("Clip", graph.add("Sub", columns, rows), graph.constant(-FURTHEST), graph.constant(FURTHEST))
    return graph.add("Add", apart, graph.constant(FURTHEST))


def _arcs(graph: _Graph, name: str, tails: str, heads: str, apart: str) -> str:
    scale = len(graph.weights[f"{name}.product.weight"]) ** -0.5
    tails = graph.product(tails, f"{name}.product.weight", scale)
    scores = graph.add("MatMul", tails, graph.add("Transpose", heads, perm=[1, 0]))
    table = graph.constant(graph.weights[f"{name}.distance.weight"][:, 0], np.float32)
    scores = graph.add("Add", scores, graph.add("Gather", table, apart, axis=0))
    prior = graph.add("Add", graph.product(heads, f"{name}.prior.weight"), graph.exact(f"{name}.prior.bias"))
    return graph.add("Add", scores, graph.add("Transpose", prior, perm=[1, 0]))
