"""What the network is trained to make small."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def sequence_loss(emissions: Tensor, labels: Tensor, transitions: Tensor) -> Tensor:
    """Return the negative log likelihood of the label sequences, per word, under a linear-chain CRF.

    Labels of -1 pad the end of a row. Lafferty, McCallum and Pereira, "Conditional random fields", ICML 2001.
    """
    mask = labels >= 0
    gold = labels.clamp(min=0)
    chosen = emissions.gather(2, gold.unsqueeze(2)).squeeze(2)
    steps = transitions[gold[:, :-1], gold[:, 1:]]
    path = (chosen * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
    total = emissions[:, 0]
    for column in range(1, emissions.shape[1]):
        moved = torch.logsumexp(total.unsqueeze(2) + transitions, dim=1) + emissions[:, column]
        total = torch.where(mask[:, column].unsqueeze(1), moved, total)
    return (torch.logsumexp(total, dim=1) - path).sum() / mask.sum()


def arc_loss(scores: Tensor, heads: Tensor, groups: Tensor, inside: Tensor) -> Tensor:
    """Return the mean negative log probability that a word finds a word of its head.

    `heads` has for each word the number of the span it belongs to, -1 where it belongs to none; `groups` the
    number of the span each word is part of. `inside` tells words from padding.
    """
    logs = functional.log_softmax(scores.masked_fill(~inside.unsqueeze(1), -1e9), dim=-1)
    right = heads.unsqueeze(2) == groups.unsqueeze(1)
    wanted = heads >= 0
    found = torch.logsumexp(logs.masked_fill(~right, -1e9), dim=-1)
    return -(found * wanted).sum() / wanted.sum().clamp(min=1)


def divergence(scores: Tensor, wanted: Tensor, counted: Tensor) -> Tensor:
    """Return the mean Kullback-Leibler divergence of the distributions of `scores` from those of `wanted`.

    The last axis holds one distribution; `counted` tells which of them count. Hinton, Vinyals and Dean, "Distilling the
    knowledge in a neural network", 2015.
    """
    apart = functional.kl_div(scores.log_softmax(-1), wanted.log_softmax(-1), reduction="none", log_target=True)
    return (apart.sum(-1) * counted).sum() / counted.sum().clamp(min=1)
