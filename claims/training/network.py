"""The network: an encoder, a label for each word, and arcs from content to cue and from cue to source."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from claims.extraction.decoding import LABELS, allowed_transitions
from claims.extraction.windows import CASES, LAYOUTS, PLACES

IMPOSSIBLE = -1e4
FURTHEST = 64


class Arcs(nn.Module):
    """Score every word as head of every other: a biaffine product plus a bias for their distance.

    After Dozat and Manning, "Deep biaffine attention for neural dependency parsing", ICLR 2017.
    """

    def __init__(self, width: int, inner: int = 128) -> None:
        super().__init__()
        self.tail = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(0.1))
        self.head = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Dropout(0.1))
        self.product = nn.Linear(inner, inner, bias=False)
        self.prior = nn.Linear(inner, 1)
        self.distance = nn.Embedding(2 * FURTHEST + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.scale = inner**-0.5

    def forward(self, states: Tensor) -> Tensor:
        """Return the score of word j as head of word i in row i, column j."""
        heads = self.head(states)
        scores = self.product(self.tail(states)) @ heads.transpose(1, 2) * self.scale
        places = torch.arange(states.shape[1], device=states.device)
        apart = (places[None, :] - places[:, None]).clamp(-FURTHEST, FURTHEST) + FURTHEST
        scores = scores + self.distance(apart).squeeze(-1)
        return scores + self.prior(heads).transpose(1, 2)


class Network(nn.Module):
    """Reads word pieces with their features; scores labels and arcs of words."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        # Dropout in the attention would double the time of a step on a processor.
        self.encoder = AutoModel.from_pretrained(
            encoder, attn_implementation="eager", attention_probs_dropout_prob=0.0, add_pooling_layer=False
        )
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.features = nn.ModuleList(nn.Embedding(kinds, width) for kinds in (CASES, PLACES, LAYOUTS))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.label = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(LABELS)))
        self.content_arcs = Arcs(width)
        self.source_arcs = Arcs(width)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("allowed", torch.from_numpy(allowed_transitions()), persistent=False)

    def masked_transitions(self) -> Tensor:
        """Return the score of each label after each other, with a large penalty for impossible ones."""
        return self.transitions.masked_fill(~self.allowed, IMPOSSIBLE)

    def forward(self, pieces: Tensor, mask: Tensor, features: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the label scores of the words, and their arcs to cues and to sources."""
        table = self.encoder.embeddings.word_embeddings
        embedded = table(pieces) + sum(embedding(features[..., kind]) for kind, embedding in enumerate(self.features))
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        index = words.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        states = self.dropout(states.gather(1, index))
        return self.label(states), self.content_arcs(states), self.source_arcs(states)
