"""The shipped model: what it marks, that it is the same each time, and what it says when it cannot be loaded."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.combining import CombinedTagger
from claims.extraction.model import MODEL, PRETRAINED, SETTINGS, TOKENIZER, ModelTagger, ModelUnavailable
from claims.extraction.rules import RulesTagger
from claims.extraction.segment import segment
from claims.extraction.tagger import get_tagger
from claims.extraction.values import Mark, Role

STORY = (
    "Reservoir wall is sound, engineers say\n\n"
    "Ida Lund, the mayor of Vollan, said the reservoir wall was sound. “We have looked at every stone,” she told "
    "residents on Monday. “Nobody needs to leave.”\n\n"
    "The Valley Residents’ League accused the council of hiding two reports. According to Piotr Orsk, its chairman, "
    "water has been seeping through since March.\n\n"
    "The council denied that any report had been withheld."
)
FLOOD = "Rain fell all night. The police warned that the lower road would flood, and closed it."


@cache
def get_shared_tagger() -> ModelTagger:
    return ModelTagger(threads=1)


@pytest.fixture
def tagger() -> ModelTagger:
    return get_shared_tagger()


def triples(text: str, marks: list[Mark]) -> list[tuple[str, str, str]]:
    """Source, cue and content words of each cue."""

    def words(role: Role, cue: int) -> str:
        return " … ".join(text[m.span.start : m.span.end] for m in marks if m.role is role and cue in m.cues)

    return [
        (words(Role.SOURCE, i), text[m.span.start : m.span.end], words(Role.CONTENT, i))
        for i, m in enumerate(marks)
        if m.role is Role.CUE
    ]


def test_direct_indirect_and_adjunct_attributions_are_found(tagger: ModelTagger) -> None:
    (marks,) = tagger.tag([segment(STORY)])
    found = triples(STORY, marks)
    for source, cue, content in [
        ("Ida Lund", "said", "the reservoir wall was sound"),
        ("she", "told", "“We have looked at every stone,”"),
        ("Piotr Orsk", "According to", "water has been seeping through since March"),
        ("The council", "denied", "any report had been withheld"),
    ]:
        assert any(source in s and cue in c and content in words for s, c, words in found), (cue, found)


def test_marks_do_not_depend_on_the_other_texts(tagger: ModelTagger) -> None:
    story, flood = segment(STORY), segment(FLOOD)
    alone = tagger.tag([story])[0]
    assert tagger.tag([flood, story, segment("")]) == [tagger.tag([flood])[0], alone, []]
    assert ModelTagger(threads=2).tag([story])[0] == alone


def test_marks_lie_in_the_text_in_order_and_point_to_cues(tagger: ModelTagger) -> None:
    text = "\n\n".join([STORY, FLOOD] * 6)
    (marks,) = tagger.tag([segment(text)])
    assert marks == sorted(marks, key=lambda mark: (mark.span, mark.role))
    for mark in marks:
        assert 0 <= mark.span.start < mark.span.end <= len(text)
        assert 0 <= mark.confidence <= 1
        assert all(marks[cue].role is Role.CUE for cue in mark.cues)
        assert not (mark.role is Role.CUE and mark.cues)
    assert len(marks) > 40


def test_a_quotation_is_never_cut(tagger: ModelTagger) -> None:
    long = "“" + "We have looked at every stone, and the wall will stand for a hundred years, " * 3 + "friends.”"
    text = f"Ida Lund spoke first. {long} said Ida Lund, the mayor of Vollan."
    (marks,) = tagger.tag([segment(text)])
    assert any(text[m.span.start : m.span.end] == long for m in marks if m.role is Role.CONTENT)


@pytest.mark.parametrize("before", ["", "👩‍👩‍👧 ", "É̃tude\u00a0", "\ud800 ", "中文，"], ids=ascii)
def test_offsets_count_code_points_whatever_comes_before(tagger: ModelTagger, before: str) -> None:
    text = f"{before}\n\nIda Lund, the mayor of Vollan, said the reservoir wall was sound."
    (marks,) = tagger.tag([segment(text)])
    assert ("said", "the reservoir wall was sound") in [(cue, content) for _, cue, content in triples(text, marks)]


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_tagged(text: str) -> None:
    for mark in get_shared_tagger().tag([segment(text)])[0]:
        assert 0 <= mark.span.start < mark.span.end <= len(text)


@pytest.mark.parametrize("missing", [MODEL, TOKENIZER, SETTINGS])
def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path, missing: str) -> None:
    for name in {MODEL, TOKENIZER, SETTINGS} - {missing}:
        shutil.copy(PRETRAINED / name, tmp_path / name)
    with pytest.raises(ModelUnavailable, match=f"{missing}.*Restore the folder"):
        ModelTagger(tmp_path).tag([segment(FLOOD)])


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    for name in (TOKENIZER, SETTINGS):
        shutil.copy(PRETRAINED / name, tmp_path / name)
    (tmp_path / MODEL).write_bytes((PRETRAINED / MODEL).read_bytes()[:1000])
    with pytest.raises(ModelUnavailable, match="no model that can be read"):
        ModelTagger(tmp_path).tag([segment(FLOOD)])


def test_the_model_needs_no_training_library() -> None:
    loaded = (
        "import sys; from claims.extraction.model import ModelTagger; from claims.extraction.segment import segment;"
        "ModelTagger(threads=1).tag([segment('Lund said no.')]);"
        "sys.exit(bool({'torch', 'transformers', 'onnx', 'django'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", loaded], cwd=Path(__file__).parents[2]).returncode == 0


def test_the_files_are_small_enough_for_the_repository() -> None:
    assert sum(file.stat().st_size for file in PRETRAINED.iterdir()) < 60_000_000


INTERVIEW = (
    "Vollan’s mayor on the reservoir\n\n"
    "Q: Is the wall safe?\n\nA: It is. We have looked at every stone, and nobody needs to leave.\n\n"
    "Q: What about the League?\n\nA: They are wrong. There is no second report."
)


def test_turns_of_a_transcript_are_read_by_the_rules(tagger: ModelTagger) -> None:
    (marks,) = CombinedTagger(tagger, RulesTagger()).tag([segment(INTERVIEW)])
    contents = [INTERVIEW[m.span.start : m.span.end] for m in marks if m.role is Role.CONTENT and not m.cues]
    assert contents == [
        "It is. We have looked at every stone, and nobody needs to leave.",
        "They are wrong. There is no second report.",
    ]


def test_taggers_are_known_by_name() -> None:
    model, rules = get_tagger("model").name, get_tagger("rules").name
    assert get_tagger("combined").name == f"{model}+{rules}"
    assert get_tagger("model") is get_tagger("model")
