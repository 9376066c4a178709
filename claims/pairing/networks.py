"""The network that places texts: loaded once per process, on first use; on the processor, without a connection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PRETRAINED = Path(__file__).parent / "pretrained"
EMBEDDING, TOKENIZER = "embedding.onnx", "tokenizer.json"
LONGEST_TEXT = 128  # pieces of a text that the sentence encoder reads

Floats = NDArray[np.float32]


class ModelUnavailable(RuntimeError):  # noqa: N818 - read as a sentence where it is caught
    """A network cannot be loaded; the message says what is missing and what to do."""


class Network:
    """One network of the folder with its tokenizer.

    Inputs are read one at a time: activations of eight bits share a scale, so what is read together would depend on
    its company, and the outcome of matching on the order of stories.
    """

    def __init__(self, name: str, *, longest: int, folder: Path = PRETRAINED) -> None:
        self.name, self.longest, self.folder = name, longest, folder

    def run(self, inputs: Sequence[str] | Sequence[tuple[str, str]]) -> Floats:
        """Return the output of the network, a row an input."""
        return np.stack([self._output(encoded) for encoded in self._tokenizer.encode_batch(list(inputs))])

    def _output(self, encoded: Any) -> Floats:
        values = {"pieces": encoded.ids, "mask": encoded.attention_mask, "sides": encoded.type_ids}
        wanted = {name.name: np.array([values[name.name]], dtype=np.int64) for name in self._session.get_inputs()}
        (found,) = self._session.run(None, wanted)
        return np.asarray(found[0], dtype=np.float32)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._file(TOKENIZER)))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.longest, strategy="longest_first")
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        path = self._file(self.name)
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the runtime has no common base for what is wrong with a file
            raise ModelUnavailable(
                f"{path} is no model that can be read: {error}. Restore it from the repository, or make it anew."
            ) from error

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise ModelUnavailable(
                f"Comparing claims needs {path}, which is missing. Restore the folder from the repository, "
                "or make it anew as claims/training/pairs/README.md says."
            )
        return path


@cache
def sentence_encoder() -> Network:
    """Return the network that places a text among others by its meaning."""
    return Network(EMBEDDING, longest=LONGEST_TEXT)
