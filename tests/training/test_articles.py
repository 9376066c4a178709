"""Annotated articles: reading, changing their style, labelling windows, scoring."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from claims.extraction.values import Span
from claims.training.augmentation import augment
from claims.training.corpus import Annotation, Article, CorpusError, load_articles
from claims.training.scoring import score

TEXT = (
    "Bridge is safe, mayor says\n\n"
    "“The old bridge has stood for ninety years,” said Ida Lund, the mayor. “It won’t fall tomorrow.”\n\n"
    "Piotr Orsk claimed that the “so-called” inspection had lasted eleven minutes."
)


def at(*words: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(w), TEXT.index(w) + len(w)) for w in words)


ARTICLE = Article(
    "one",
    TEXT,
    (
        Annotation(
            at("Ida Lund, the mayor"),
            at("said"),
            at("“The old bridge has stood for ninety years,”", "“It won’t fall tomorrow.”"),
        ),
        Annotation(at("Piotr Orsk"), at("claimed"), at("the “so-called” inspection had lasted eleven minutes")),
    ),
)


def row(article: Article) -> dict[str, object]:
    roles = ("source", "cue", "content")
    return {
        "id": article.id,
        "text": article.text,
        "attributions": [{r: [[s.start, s.end] for s in getattr(a, r)] for r in roles} for a in article.annotations],
    }


def test_articles_are_read_from_plain_and_gzipped_files(tmp_path: Path) -> None:
    line = json.dumps(row(ARTICLE))
    (tmp_path / "a.ndjson").write_text(line + "\n\n", encoding="utf-8")
    with gzip.open(tmp_path / "a.ndjson.gz", "wt", encoding="utf-8") as out:
        out.write(line)
    assert load_articles(tmp_path / "a.ndjson") == load_articles(tmp_path / "a.ndjson.gz") == [ARTICLE]


@pytest.mark.parametrize(
    "line",
    ["{", '{"id": 1, "text": "a"}', '{"id": 1, "text": "a", "attributions": [{"cue": [[0, 2]]}]}', "[]"],
    ids=["no JSON", "no attributions", "span beyond the text", "no object"],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "bad.ndjson").write_text(json.dumps(row(ARTICLE)) + "\n" + line, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.ndjson, line 2"):
        load_articles(tmp_path / "bad.ndjson")


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        load_articles(tmp_path / "none.ndjson")


@pytest.mark.parametrize("seed", range(60))
def test_another_style_keeps_the_words_of_every_annotation(seed: int) -> None:
    styled = augment(ARTICLE, random.Random(f"style {seed}"))
    marks = str.maketrans(dict.fromkeys("“”\"‘’'", "'"))
    for before, after in zip(ARTICLE.annotations, styled.annotations, strict=False):
        for role in ("source", "cue", "content"):
            was = [TEXT[s.start : s.end].translate(marks) for s in getattr(before, role)]
            now = [styled.text[s.start : s.end].translate(marks) for s in getattr(after, role)]
            assert now == was
    for added in styled.annotations[len(ARTICLE.annotations) :]:
        assert all(span.end <= len(styled.text) for span in (*added.source, *added.cue, *added.content))
        assert "eleven minutes" in styled.text[added.content[0].start : added.content[0].end]


def test_styles_differ_and_are_the_same_for_the_same_seed() -> None:
    styles = [augment(ARTICLE, random.Random(f"style {seed}")) for seed in range(60)]
    assert styles == [augment(ARTICLE, random.Random(f"style {seed}")) for seed in range(60)]
    assert len({styled.text for styled in styles}) > 5
    assert any('"The old bridge' in styled.text for styled in styles)
    assert any("‘The old bridge" in styled.text for styled in styles)


def test_what_is_annotated_scores_full_marks() -> None:
    scores = score([(ARTICLE, ARTICLE.annotations)])
    assert all(value == 100 for value in scores.values())


def test_a_wrong_source_a_missing_one_and_a_surplus_count() -> None:
    direct, indirect = ARTICLE.annotations
    swapped = Annotation(indirect.source, direct.cue, direct.content)
    surplus = Annotation((), at("inspection"), at("Bridge is safe"))
    scores = score([(ARTICLE, [swapped, indirect, surplus])])
    assert scores["content"] == pytest.approx(80)
    assert scores["headline"] == pytest.approx(40)
    assert scores["source_accuracy"] == 50
    assert scores["direct_recall"] == 0
    assert scores["exact_quote"] == pytest.approx(40)
