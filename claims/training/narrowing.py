"""Make a trained network narrower, for speed: fewer units in its feed-forward parts, fewer heads of attention.

Units go one by one, each time the one whose loss the others can best make up for, and the weights of those others are
corrected for it: optimal brain surgeon (Hassibi and Stork, NIPS 1992) for whole units, as in Kurtic, Frantar and
Alistarh, "ZipLM", NeurIPS 2023. Heads go by how far the scores move without each of them, the others corrected, too;
that many can go is from Michel, Levy and Neubig, "Are sixteen heads really better than one?", NeurIPS 2019.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from claims.training.examples import TrainingBatch
from claims.training.learning import scores_apart, tensors
from claims.training.network import Network

DAMPING = 0.01  # share of the mean square of a unit, so that the sums can be inverted


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a layer was given: the sum of products of its units."""

    products: Tensor

    def add(self, units: Tensor) -> None:
        flat = units.reshape(-1, units.shape[-1])
        self.products.addmm_(flat.T, flat)


def narrow(network: Network, batches: Sequence[TrainingBatch], *, width: int) -> None:
    """Leave `width` units in each feed-forward part of the encoder, in place, by what they do on `batches`."""
    layers = network.encoder.encoder.layer
    seen = _watch(network, batches, [layer.output.dense for layer in layers])
    for layer, products in zip(layers, seen, strict=True):
        kept, weights = choose_units(layer.output.dense.weight.detach(), products, width=width)
        layer.output.dense = _linear(weights, layer.output.dense.bias.detach())
        layer.intermediate.dense = _rows(layer.intermediate.dense, kept)
    network.encoder.config.intermediate_size = width


def drop_heads(network: Network, batches: Sequence[TrainingBatch], *, heads: int, tried: int) -> None:
    """Leave `heads` heads of attention in the encoder, in place, at least one a layer, by what they do on `batches`.

    Each is left out in turn to see how far that moves the scores of the first `tried` batches.
    """
    layers = [layer.attention for layer in network.encoder.encoder.layer]
    seen = _watch(network, batches, [layer.output.dense for layer in layers])
    some = batches[:tried]
    before = _scores(network, some)
    moved: list[tuple[float, int, int]] = []
    for number, (layer, products) in enumerate(zip(layers, seen, strict=True)):
        whole = layer.output.dense.weight.detach().clone()
        for head in range(_heads(layer)):
            layer.output.dense.weight.data = _corrected(whole, products, _units(layer, {head}))
            moved.append((_distance(_scores(network, some), before, some), number, head))
        layer.output.dense.weight.data = whole
    dropped: list[set[int]] = [set() for _ in layers]
    left = len(moved)
    for _, number, head in sorted(moved):
        if left > heads and len(dropped[number]) < _heads(layers[number]) - 1:
            dropped[number].add(head)
            left -= 1
    for layer, products, gone in zip(layers, seen, dropped, strict=True):
        _drop(layer, products, _units(layer, gone))


def _heads(layer: Any) -> int:
    """Return how many heads a layer of attention has."""
    return int(layer.self.query.out_features // layer.self.attention_head_size)


def _units(layer: Any, gone: set[int]) -> Tensor:
    """Tell of each unit of a layer of attention whether it stays when some heads go."""
    stays = torch.tensor([head not in gone for head in range(_heads(layer))])
    return stays.repeat_interleave(layer.self.attention_head_size)


def _drop(layer: Any, products: Tensor, stays: Tensor) -> None:
    dense = layer.output.dense
    weights = _corrected(dense.weight.detach(), products, stays)
    layer.output.dense = _linear(weights[:, stays], dense.bias.detach())
    for part in ("query", "key", "value"):
        setattr(layer.self, part, _rows(getattr(layer.self, part), stays))


def _corrected(weights: Tensor, products: Tensor, stays: Tensor) -> Tensor:
    """Return weights from the units that stay that give, by least squares, what those from all of them gave."""
    products = _damped(products)
    corrected = torch.zeros_like(weights)
    wanted = products[stays] @ weights.double().T
    corrected[:, stays] = torch.linalg.solve(products[stays][:, stays], wanted).T.float()
    return corrected


def _scores(network: Network, batches: Sequence[TrainingBatch]) -> list[tuple[Tensor, ...]]:
    network.eval()
    with torch.inference_mode():
        return [network(*tensors(batch.batch)) for batch in batches]


def _distance(
    scores: Sequence[tuple[Tensor, ...]], before: Sequence[tuple[Tensor, ...]], batches: Sequence[TrainingBatch]
) -> float:
    """Return how far the scores have moved, as a mean divergence over the batches."""
    parts = [scores_apart(*item, arc_weight=1.0) for item in zip(scores, before, batches, strict=True)]
    return float(torch.stack(parts).mean())


def _watch(network: Network, batches: Iterable[TrainingBatch], layers: Sequence[Any]) -> list[Tensor]:
    """Return for each linear layer the sums of products of its inputs."""
    network.eval()
    seen = [_Seen(torch.zeros(dense.in_features, dense.in_features)) for dense in layers]
    hooks = [
        dense.register_forward_pre_hook(lambda _, given, into=into: into.add(given[0]))
        for dense, into in zip(layers, seen, strict=True)
    ]
    with torch.inference_mode():
        for batch in batches:
            network(*tensors(batch.batch))
    for hook in hooks:
        hook.remove()
    return [item.products for item in seen]


def choose_units(weights: Tensor, products: Tensor, *, width: int) -> tuple[Tensor, Tensor]:
    """Return the numbers of the `width` units to keep, and the corrected weights from them.

    `weights` has a column a unit, `products` the sums over many words of the product of each unit with each other.
    """
    weights = weights.double()
    inverse = torch.linalg.inv(_damped(products))
    kept = torch.ones(len(products), dtype=torch.bool)
    for _ in range(len(products) - width):
        cost = weights.square().sum(dim=0) / inverse.diagonal()
        unit = int(cost.masked_fill(~kept, torch.inf).argmin())
        row = inverse[unit] / inverse[unit, unit]
        weights = torch.addr(weights, weights[:, unit], row, alpha=-1)
        inverse = torch.addr(inverse, inverse[:, unit], row, alpha=-1)
        kept[unit] = False
        inverse[unit, unit] = 1.0  # is no longer looked at
    numbers = kept.nonzero().squeeze(1)
    return numbers, weights[:, numbers].float()


def _damped(products: Tensor) -> Tensor:
    least = DAMPING * products.diagonal().double().mean().clamp(min=1e-9)
    return products.double() + least * torch.eye(len(products), dtype=torch.float64)


def _rows(layer: nn.Linear, kept: Tensor) -> nn.Linear:
    return _linear(layer.weight.detach()[kept], layer.bias.detach()[kept])


def _linear(weights: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weights.shape[1], weights.shape[0])
    made.load_state_dict({"weight": weights, "bias": bias})
    return made
