"""Train the network, from where the last run stopped."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from claims.extraction.decoding import LABELS, Floats
from claims.extraction.marking import Decoding, Run, Scores
from claims.extraction.windows import Batch
from claims.training.augmentation import augment
from claims.training.corpus import Article
from claims.training.evaluating import evaluate
from claims.training.examples import TrainingBatch, make_batches, make_examples
from claims.training.losses import arc_loss, divergence, sequence_loss
from claims.training.network import Network

STATE, BEST, METRICS = "state.pt", "best.pt", "metrics.ndjson"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All numbers that shape a training run; rates are peaks, reached after the share `warm_up` of all steps."""

    epochs: int
    seed: int
    batch_size: int = 8
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    arc_weight: float = 0.3
    weight_decay: float = 0.01
    averaging: float = 0.995


class Training:
    """A run of training: the network, the average of its weights over time, and how far it has come.

    With a teacher, the network learns what that says of the articles besides what the annotators say.
    """

    def __init__(
        self, network: Network, tokenizer: Any, recipe: Recipe, folder: Path, *, teacher: Network | None = None
    ) -> None:
        self.network = network
        self.teacher = teacher.eval() if teacher else None
        self.average = torch.optim.swa_utils.AveragedModel(
            network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.averaging)
        )
        self.tokenizer = tokenizer
        self.recipe = recipe
        self.folder = folder
        self.optimizer = _optimizer(network, recipe)
        self.epoch = 0
        self.best = -1.0  # so that a first epoch that finds nothing is kept as well
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, articles: Sequence[Article], dev: Sequence[Article]) -> None:
        """Train the epochs that are missing; each is scored on `dev` and leaves the folder fit to go on from.

        Raises ValueError where the folder is of a run with another recipe; only the number of epochs may change.
        """
        self._resume()
        while self.epoch < self.recipe.epochs:
            started = time.monotonic()
            loss = self._train_epoch(articles)
            self.epoch += 1
            scores = evaluate_network(self.average.module, dev, self.tokenizer)
            self._record({"epoch": self.epoch, "loss": round(loss, 4), **scores}, started)
            self._save(scores["headline"])

    def _train_epoch(self, articles: Sequence[Article]) -> float:
        draw = random.Random(f"{self.recipe.seed}/{self.epoch}")  # noqa: S311 - reproducible, not secret
        torch.manual_seed(self.recipe.seed + self.epoch)
        styled = [augment(article, draw) for article in articles]
        examples = make_examples(styled, self.tokenizer, draw=draw)
        batches = list(
            make_batches(
                examples,
                size=self.recipe.batch_size,
                opening=self.tokenizer.token_to_id("[CLS]"),
                closing=self.tokenizer.token_to_id("[SEP]"),
                draw=draw,
            )
        )
        self.network.train()
        losses = []
        progress = tqdm(batches, desc=f"epoch {self.epoch + 1} of {self.recipe.epochs}", mininterval=10)
        for number, batch in enumerate(progress):
            done = (self.epoch + number / len(batches)) / self.recipe.epochs
            losses.append(self._step(batch, done))
            progress.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}", refresh=False)
        return float(np.mean(losses))

    def _step(self, batch: TrainingBatch, done: float) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate_factor(done, self.recipe.warm_up)
        loss = batch_loss(self.network, batch, self.recipe.arc_weight, self.teacher)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.average.update_parameters(self.network)
        return float(loss.detach())

    def _record(self, row: dict[str, float], started: float) -> None:
        row["seconds"] = round(time.monotonic() - started, 1)
        with (self.folder / METRICS).open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        tqdm.write(json.dumps(row))

    def _save(self, headline: float) -> None:
        if headline > self.best:
            self.best = headline
            torch.save(self.average.module.state_dict(), self.folder / BEST)
        state = {
            "recipe": asdict(self.recipe),
            "epoch": self.epoch,
            "best": self.best,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        torch.save(state, self.folder / f"{STATE}.part")
        (self.folder / f"{STATE}.part").replace(self.folder / STATE)

    def _resume(self) -> None:
        path = self.folder / STATE
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        if state["recipe"] | {"epochs": self.recipe.epochs} != asdict(self.recipe):
            raise ValueError(f"{path} is of a run with another recipe. Remove it, or name another folder with --work.")
        self.epoch, self.best = state["epoch"], state["best"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])


def rate_factor(done: float, warm_up: float) -> float:
    """Return the share of the peak rate after the share `done` of the run: a ramp up, then a line down to nothing."""
    return min(done / warm_up, (1 - done) / (1 - warm_up)) if warm_up else 1 - done


def decoding_of(network: Network, tokenizer: Any, leaning: Floats | None = None) -> Decoding:
    """Return how the scores of a network are decoded, leaning to no label unless told."""
    return Decoding(
        transitions=network.masked_transitions().detach().numpy(),
        leaning=np.zeros(len(LABELS), dtype=np.float32) if leaning is None else leaning,
        opening=tokenizer.token_to_id("[CLS]"),
        closing=tokenizer.token_to_id("[SEP]"),
    )


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            peak = recipe.encoder_rate if name.startswith("encoder.") else recipe.head_rate
            decay = recipe.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((peak, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": peak, "peak": peak, "weight_decay": decay} for (peak, decay), p in groups.items()]
    )


def batch_loss(network: Network, batch: TrainingBatch, arc_weight: float, teacher: Network | None = None) -> Tensor:
    """Return the loss of one batch: of the labels, and `arc_weight` times those of the arcs.

    With a teacher, the divergence from its scores is added, weighted in the same way.
    """
    labels, cues, contents, sources, speaking = (
        torch.from_numpy(array)
        for array in (
            batch.labels,
            batch.cue_groups,
            batch.content_heads,
            batch.source_groups,
            batch.source_heads,
        )
    )
    emissions, content_arcs, source_arcs = scores = _scores(network, batch)
    inside = labels >= 0
    arcs = arc_loss(content_arcs, contents, cues, inside) + arc_loss(source_arcs, speaking, sources, inside)
    loss = sequence_loss(emissions, labels, network.masked_transitions()) + arc_weight * arcs
    if teacher is None:
        return loss
    with torch.no_grad():
        wanted = _scores(teacher, batch)
    return loss + scores_apart(scores, wanted, batch, arc_weight)


def scores_apart(
    scores: tuple[Tensor, ...], wanted: tuple[Tensor, ...], batch: TrainingBatch, arc_weight: float
) -> Tensor:
    """Return how far the scores of a batch are from those wanted: of labels, and of arcs that are annotated."""
    inside, *arcs = (torch.from_numpy(array) >= 0 for array in (batch.labels, batch.content_heads, batch.source_heads))
    apart = divergence(scores[0], wanted[0], inside)
    padding = ~inside.unsqueeze(1)
    for given, right, counted in zip(scores[1:], wanted[1:], arcs, strict=True):
        apart = apart + arc_weight * divergence(
            given.masked_fill(padding, -1e4), right.masked_fill(padding, -1e4), counted
        )
    return apart


def _scores(network: Network, batch: TrainingBatch) -> tuple[Tensor, ...]:
    # Half precision in the matrix products saves a third of the time; sums stay in single precision.
    with torch.autocast("cpu", torch.bfloat16):
        return tuple(part.float() for part in network(*tensors(batch.batch)))


def tensors(batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the inputs of the network."""
    return tuple(map(torch.from_numpy, (batch.pieces, batch.mask, batch.features, batch.words)))


def run_network(network: Network) -> Run:
    """Return what runs a network on batches."""
    network.eval()

    def run(batches: Iterable[Batch]) -> Iterator[Scores]:
        for batch in batches:
            with torch.inference_mode():
                emissions, content_arcs, source_arcs = network(*tensors(batch))
            yield emissions.numpy(), content_arcs.numpy(), source_arcs.numpy()

    return run


def evaluate_network(
    network: Network, articles: Sequence[Article], tokenizer: Any, leaning: Floats | None = None
) -> dict[str, float]:
    """Score a network on annotated articles."""
    return evaluate(articles, tokenizer, run_network(network), decoding_of(network, tokenizer, leaning))
