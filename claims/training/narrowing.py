"""Make a trained network narrower: fewer units between the layers of its feed-forward parts, for speed.

Units go one by one, each time the one whose loss the others can best make up for, and the weights of those others are
corrected for it: optimal brain surgeon (Hassibi and Stork, NIPS 1992) for whole units, as in Kurtic, Frantar and
Alistarh, "ZipLM", NeurIPS 2023. No further training is needed: half of the units cost a third of a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from claims.extraction.windows import Batch
from claims.training.learning import tensors
from claims.training.network import Network

DAMPING = 0.01  # share of the mean square of a unit, so that the sums can be inverted


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a layer was given: the sum of products of its units."""

    products: Tensor

    def add(self, units: Tensor) -> None:
        flat = units.reshape(-1, units.shape[-1])
        self.products.addmm_(flat.T, flat)


def narrow(network: Network, batches: Iterable[Batch], *, width: int) -> None:
    """Leave `width` units in each feed-forward part of the encoder, in place, by what they do on `batches`."""
    seen = _watch(network, batches)
    for layer, products in zip(network.encoder.encoder.layer, seen, strict=True):
        kept, weights = choose_units(layer.output.dense.weight.detach(), products, width=width)
        layer.output.dense = _linear(weights, layer.output.dense.bias.detach())
        before = layer.intermediate.dense
        layer.intermediate.dense = _linear(before.weight.detach()[kept], before.bias.detach()[kept])
    network.encoder.config.intermediate_size = width


def _watch(network: Network, batches: Iterable[Batch]) -> list[Tensor]:
    network.eval()
    layers = [layer.output.dense for layer in network.encoder.encoder.layer]
    seen = [_Seen(torch.zeros(dense.in_features, dense.in_features)) for dense in layers]
    hooks = [
        dense.register_forward_pre_hook(lambda _, given, into=into: into.add(given[0]))
        for dense, into in zip(layers, seen, strict=True)
    ]
    with torch.inference_mode():
        for batch in batches:
            network(*tensors(batch))
    for hook in hooks:
        hook.remove()
    return [item.products for item in seen]


def choose_units(weights: Tensor, products: Tensor, *, width: int) -> tuple[Tensor, Tensor]:
    """Return the numbers of the `width` units to keep, and the corrected weights from them.

    `weights` has a column a unit, `products` the sums over many words of the product of each unit with each other.
    """
    weights = weights.double()
    least = DAMPING * products.diagonal().double().mean().clamp(min=1e-9)
    inverse = torch.linalg.inv(products.double() + least * torch.eye(len(products), dtype=torch.float64))
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


def _linear(weights: Tensor, bias: Tensor) -> nn.Linear:
    made = nn.Linear(weights.shape[1], weights.shape[0])
    made.load_state_dict({"weight": weights, "bias": bias})
    return made
