"""Training on made-up articles: what is learnt, saved, gone on with and exported."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed only where models are trained")
pytest.importorskip("transformers", reason="transformers is installed only where models are trained")
pytest.importorskip("onnx", reason="onnx is installed only where models are trained")

from tokenizers import Tokenizer  # noqa: E402 - only once it is known to be there
from tokenizers.models import WordPiece  # noqa: E402
from tokenizers.normalizers import BertNormalizer  # noqa: E402
from tokenizers.pre_tokenizers import BertPreTokenizer  # noqa: E402
from transformers import BertConfig, BertModel  # noqa: E402

from claims.extraction.model import ModelTagger  # noqa: E402
from claims.extraction.values import Span  # noqa: E402
from claims.training.corpus import Annotation, Article  # noqa: E402
from claims.training.evaluating import evaluate_tagger  # noqa: E402
from claims.training.examples import make_batches, make_examples  # noqa: E402
from claims.training.exporting import export, write_settings  # noqa: E402
from claims.training.learning import METRICS, Recipe, Training, evaluate_network  # noqa: E402
from claims.training.narrowing import choose_units, drop_heads, narrow  # noqa: E402
from claims.training.network import Network  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter and its libraries warn about each other

NAMES = ("Lund", "Orsk", "Pell", "Marrow")
CUES = ("said", "claimed", "insisted")
THINGS = ("the bridge is safe", "the budget has doubled", "the school will close", "no ferry was late")
EXTRA = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",", "that", "nobody", "saw", "it")


def article(number: int) -> Article:
    """Three sentences, two of them attributions."""
    draw = random.Random(number)
    text, annotations = "", []
    for _ in range(2):
        name, cue, thing = draw.choice(NAMES), draw.choice(CUES), draw.choice(THINGS)
        at = len(text)
        text += f"{name} {cue} that {thing}. Nobody saw it. "
        spans = [Span(at, at + len(name)), Span(at + len(name) + 1, at + len(name) + 1 + len(cue))]
        start = text.index(thing, at)
        annotations.append(Annotation((spans[0],), (spans[1],), (Span(start, start + len(thing)),)))
    return Article(str(number), text.rstrip(), tuple(annotations))


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny encoder with a vocabulary for the made-up articles, as a folder."""
    folder = tmp_path_factory.mktemp("encoder")
    words = sorted({w for group in (*THINGS, *NAMES, *CUES) for w in group.lower().split()})
    vocabulary = {word: i for i, word in enumerate((*EXTRA, *words))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(5)
    shape = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(vocabulary), **shape)).save_pretrained(folder)
    return folder


def training(encoder: Path, folder: Path, *, epochs: int) -> Training:
    torch.manual_seed(1)
    recipe = Recipe(epochs=epochs, seed=3, encoder_rate=3e-3, head_rate=3e-3, averaging=0.9)
    return Training(Network(encoder), Tokenizer.from_file(str(encoder / "tokenizer.json")), recipe, folder)


def metrics(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / METRICS).read_text().splitlines()]


def test_it_learns_exports_and_the_export_agrees(encoder: Path, tmp_path: Path) -> None:
    learning = training(encoder, tmp_path / "work", epochs=6)
    learning.run([article(i) for i in range(120)], [article(i) for i in range(200, 220)])
    assert [row["epoch"] for row in metrics(tmp_path / "work")] == [1, 2, 3, 4, 5, 6]
    assert metrics(tmp_path / "work")[-1]["headline"] > 90
    network = learning.average.module
    export(network, encoder / "tokenizer.json", tmp_path / "out", name="tiny-1")
    tagger = ModelTagger(tmp_path / "out")
    dev = [article(i) for i in range(300, 320)]
    exact = evaluate_network(network, dev, learning.tokenizer)
    assert evaluate_tagger(dev, tagger)["headline"] == pytest.approx(exact["headline"], abs=5)
    assert tagger.name == "tiny-1"
    transitions = tagger.decoding.transitions
    write_settings(tmp_path / "out", name="tiny-2", transitions=transitions, leaning=np.ones(7, np.float32))
    renamed = ModelTagger(tmp_path / "out")
    assert renamed.name == "tiny-2"
    assert renamed.decoding.leaning.tolist() == [1] * 7
    assert np.allclose(renamed.decoding.transitions, transitions)


def test_units_that_others_can_stand_in_for_go_first() -> None:
    draw = torch.Generator().manual_seed(4)
    units = torch.randn(500, 6, generator=draw)
    units[:, 4] = 2 * units[:, 0] - units[:, 1]  # says nothing new
    units[:, 5] *= 1e-3  # says next to nothing
    weights = torch.randn(3, 6, generator=draw)
    kept, narrowed = choose_units(weights, units.T @ units, width=4)
    assert 5 not in kept.tolist()
    assert len({0, 1, 4} & set(kept.tolist())) == 2
    assert torch.allclose(units[:, kept] @ narrowed.T, units @ weights.T, atol=0.2)


def test_a_narrow_network_still_says_the_same(encoder: Path, tmp_path: Path) -> None:
    learning = training(encoder, tmp_path, epochs=6)
    articles, dev = [article(i) for i in range(120)], [article(i) for i in range(300, 320)]
    learning.run(articles, [article(i) for i in range(200, 210)])
    network = learning.average.module
    whole = copy.deepcopy(network)
    examples = make_examples(articles, learning.tokenizer, draw=random.Random(1))
    batches = list(make_batches(examples, size=8, opening=2, closing=3, draw=random.Random(1)))
    narrow(network, batches, width=40)
    assert network.encoder.encoder.layer[0].intermediate.dense.out_features == 40
    assert evaluate_network(network, dev, learning.tokenizer)["headline"] > 85
    drop_heads(network, batches, heads=1, tried=4)
    assert network.encoder.encoder.layer[0].attention.self.query.out_features == 16
    recipe = Recipe(epochs=1, seed=3, encoder_rate=1e-3, head_rate=1e-3, averaging=0.9)
    mending = Training(network, learning.tokenizer, recipe, tmp_path / "narrow", teacher=whole)
    mending.run(articles, dev)
    exact = evaluate_network(mending.average.module, dev, learning.tokenizer)["headline"]
    assert exact > 85
    export(mending.average.module, encoder / "tokenizer.json", tmp_path / "out", name="narrow")
    assert evaluate_tagger(dev, ModelTagger(tmp_path / "out"))["headline"] == pytest.approx(exact, abs=5)


def test_the_head_that_does_nothing_goes_first(encoder: Path, tmp_path: Path) -> None:
    network = training(encoder, tmp_path, epochs=1).network
    attention = network.encoder.encoder.layer[0].attention
    attention.self.value.weight.data[:16] = 0
    attention.self.value.bias.data[:16] = 0
    stays = attention.self.value.weight.detach()[16:].clone()
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    examples = make_examples([article(i) for i in range(40)], tokenizer, draw=random.Random(1))
    batches = list(make_batches(examples, size=8, opening=2, closing=3, draw=random.Random(1)))
    drop_heads(network, batches, heads=1, tried=len(batches))
    assert torch.equal(network.encoder.encoder.layer[0].attention.self.value.weight, stays)


def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(encoder: Path, tmp_path: Path) -> None:
    articles, dev = [article(i) for i in range(16)], [article(99)]
    whole = training(encoder, tmp_path / "whole", epochs=2)
    whole.run(articles, dev)
    stopped = training(encoder, tmp_path / "parts", epochs=2)
    stopped._train_epoch(articles)
    stopped.epoch = 1
    stopped._save(0.0)
    resumed = training(encoder, tmp_path / "parts", epochs=2)
    resumed.run(articles, dev)
    assert resumed.epoch == 2
    for name, weights in whole.network.state_dict().items():
        assert torch.equal(weights, resumed.network.state_dict()[name]), name


def test_a_run_with_another_recipe_is_refused(encoder: Path, tmp_path: Path) -> None:
    first = training(encoder, tmp_path, epochs=1)
    first._save(0.0)
    other = Training(first.network, first.tokenizer, Recipe(epochs=1, seed=4), tmp_path)
    with pytest.raises(ValueError, match="another recipe"):
        other.run([article(1)], [article(2)])
