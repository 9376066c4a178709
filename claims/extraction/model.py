"""The model tagger: a small transformer that runs on the processor, without network."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from claims.extraction.marking import Decoding, Scores, tag_documents
from claims.extraction.values import Document, Mark
from claims.extraction.windows import Batch, encode_all

PRETRAINED = Path(__file__).parent / "pretrained"
MODEL, TOKENIZER, SETTINGS = "attribution.onnx", "tokenizer.json", "settings.json"
TOKENIZED = 16  # documents whose word pieces and scores are in memory at once


class ModelUnavailable(RuntimeError):  # noqa: N818 - read as a sentence where it is caught
    """The model cannot be loaded; the message says what is missing and what to do."""


class ModelTagger:
    """Tags with the network in `folder`, which is loaded on first use and then kept.

    `threads` is how many windows are read at a time, each on a core of its own; 0 means as many as there are cores.
    The same document gives the same marks, whatever it is tagged with. Raises ModelUnavailable on first use or
    by `load`: nothing takes the place of a network that is not there.
    """

    def __init__(self, folder: Path = PRETRAINED, *, threads: int = 0) -> None:
        self.folder = folder
        self.threads = threads or os.cpu_count() or 1

    @property
    def name(self) -> str:
        """Name and version, recorded with everything the tagger found."""
        return str(self._settings["name"])

    def load(self) -> None:
        """Load network, tokenizer and settings; raises ModelUnavailable."""
        _ = self._session, self.decoding

    def tag(self, documents: Sequence[Document]) -> list[list[Mark]]:
        """Return the marks of each document, in text order."""
        marks: list[list[Mark]] = []
        for at in range(0, len(documents), TOKENIZED):
            some = documents[at : at + TOKENIZED]
            marks += tag_documents(some, encode_all(some, self.tokenizer), self.run, self.decoding)
        return marks

    def run(self, batches: Iterable[Batch]) -> Iterable[Scores]:
        """Run the network on windows side by side, which uses cores better than several within one window."""
        return map(self._score, batches) if self.threads == 1 else self._pool.map(self._score, batches)

    def _score(self, batch: Batch) -> Scores:
        inputs = {"pieces": batch.pieces, "features": batch.features, "words": batch.words}
        emissions, content_arcs, source_arcs = self._session.run(None, inputs)
        return emissions, content_arcs, source_arcs

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="tagger")

    @cached_property
    def _settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = json.loads(self._file(SETTINGS).read_text(encoding="utf-8"))
        return settings

    @cached_property
    def tokenizer(self) -> Any:
        """The `tokenizers.Tokenizer` of the model."""
        tokenizers = _imported("tokenizers")
        tokenizer = tokenizers.Tokenizer.from_file(str(self._file(TOKENIZER)))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def decoding(self) -> Decoding:
        """How the scores of the network become labels."""
        return Decoding(
            transitions=np.array(self._settings["transitions"], dtype=np.float32),
            leaning=np.array(self._settings["leaning"], dtype=np.float32),
            opening=self.tokenizer.token_to_id("[CLS]"),
            closing=self.tokenizer.token_to_id("[SEP]"),
        )

    @cached_property
    def _session(self) -> Any:
        runtime = _imported("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        path = self._file(MODEL)
        try:
            return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime has no common base for what is wrong with a file
            raise ModelUnavailable(
                f"{path} is no model that can be read: {error}. Restore it, or train it anew."
            ) from error

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise ModelUnavailable(
                f"The model tagger needs {path}, which is missing. Restore the folder from the repository, "
                "or use the tagger “rules”."
            )
        return path


def _imported(package: str) -> Any:
    try:
        return __import__(package)
    except ImportError as error:
        raise ModelUnavailable(
            f"The model tagger needs the package {package}, which is not installed. Install it, or use the "
            "tagger “rules”."
        ) from error
