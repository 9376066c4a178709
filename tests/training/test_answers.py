"""From annotated exchanges to weights that tell who answers whom."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from claims.extraction.scoring import Story
from claims.extraction.weighing import WEIGHTS
from claims.training.annotated import ExchangeError, read_exchanges, read_news, read_stories
from claims.training.answers import (
    DEBATES,
    EXCHANGES,
    NEWS,
    REPORTS,
    STORIES,
    cross_validate,
    fit,
    read_examples,
    tally,
    write_weights,
)
from claims.training.corpus import POLNEAR, Article, load_articles
from claims.training.fitting import Group, fit_choice, fit_decision

EXCHANGE = """\
# gate
Karsia blames Velmora

Karsia accused Velmora of [1 opening the gate], a step that cost [1 two lives]. Velmora denied [2 the charge].

-> 2 denies 1
"""


def read(folder: Path, text: str) -> list[Story]:
    (folder / "one.txt").write_text(text, encoding="utf-8")
    return read_exchanges(folder)


def test_marks_of_an_exchange_become_spans(tmp_path: Path) -> None:
    (story,) = read(tmp_path, EXCHANGE)
    pieces = {c["id"]: [story["text"][start:end] for start, end in c["content"]] for c in story["claims"]}
    assert pieces == {"1": ["opening the gate", "two lives"], "2": ["the charge"]}
    assert story["title"] == "Karsia blames Velmora"
    assert story["links"] == [{"from": "2", "to": "1", "type": "denies"}]


def test_links_in_news_are_read_with_the_texts_they_belong_to(tmp_path: Path) -> None:
    text = "Gate opened\n\nKarsia said the gate was open. Velmora called that a lie. A clerk agreed with Velmora."
    opened, lie = (
        [[text.index(words), text.index(words) + len(words)]] for words in ("the gate was open", "that a lie")
    )
    file = tmp_path / "news.ndjson"
    file.write_text(
        json.dumps({"id": "gate", "links": [[lie, opened]]}) + "\n" + json.dumps({"id": "quiet", "links": []})
    )
    articles = [Article("gate", text, (), "Gate opened"), Article("other", "", ()), Article("quiet", "No news.", ())]
    story, quiet = read_news(file, articles)
    assert (story["title"], quiet["links"]) == ("Gate opened", [])
    (example,) = read_examples("news", [story])
    assert example.wanted == {1: {0}}
    with pytest.raises(ExchangeError, match="1 articles have no text, first gate"):
        read_news(file, articles[1:])


def test_links_in_news_lie_within_their_articles() -> None:
    articles = POLNEAR / "train.ndjson.gz"
    if not articles.is_file():
        pytest.skip(f"{articles} is not beside the repository")
    stories = read_news(NEWS, load_articles(articles))
    assert len(stories) > 400
    spans = [(*span, len(story["text"])) for story in stories for claim in story["claims"] for span in claim["content"]]
    assert all(0 <= start < end <= length for start, end, length in spans)


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (EXCHANGE.replace("denies 1", "denies 3"), "no content is marked as 3"),
        (EXCHANGE.replace("denies 1", "doubts 1"), "is no link"),
        (EXCHANGE.replace("[1 opening", "[1 [3 opening"), "content 1 does not end"),
        (EXCHANGE.replace("[2 the charge]", "the charge]"), "closes that was not opened"),
        (EXCHANGE.replace("-> ", "links: "), "no line of links"),
    ],
)
def test_a_malformed_exchange_is_named(tmp_path: Path, broken: str, complaint: str) -> None:
    with pytest.raises(ExchangeError, match=f"gate.*{complaint}"):
        read(tmp_path, broken)


def test_debates_exchanges_and_reports_are_well_formed_and_told_apart() -> None:
    stories = [story for folder in (DEBATES, EXCHANGES, REPORTS) for story in read_exchanges(folder)]
    names = [story["id"] for story in stories]
    assert len(set(names)) == len(names) > 500
    loose = [
        (story["id"], link)
        for story in stories
        for link in story["links"]
        if link["from"] == link["to"]
        or any(link["from"] in same and link["to"] in same for same in story["same_claim"])
    ]
    assert loose == []


def test_the_choice_learns_what_right_candidates_have() -> None:
    rng = np.random.default_rng(5)
    groups = []
    for _ in range(60):
        rows = rng.normal(size=(4, 3))
        groups.append(Group(rows, (rows[:, 1] == rows[:, 1].max()).astype(float)))
    weights = fit_choice(groups, penalty=0.1)
    assert weights[1] > 5 * max(abs(weights[0]), abs(weights[2]))


def test_the_decision_meets_the_share_that_is_right() -> None:
    groups = [Group(np.ones((1, 1)), np.array([float(k % 4 == 0)])) for k in range(40)]
    (weight,) = fit_decision(groups, penalty=1e-6)
    assert 1 / (1 + np.exp(-weight)) == pytest.approx(0.25, abs=1e-3)


def test_stories_with_speakers_become_examples() -> None:
    example, *_ = read_examples("stories", read_stories(STORIES[0])[:1])
    assert sum(map(len, example.wanted.values())) >= 0.6 * len(example.story["links"])


def test_weights_learned_from_exchanges_find_their_answers(tmp_path: Path) -> None:
    chosen = [story for story in read_exchanges(EXCHANGES) if story["links"]][:24]
    examples = read_examples("exchanges", chosen)
    weights = fit(examples, worth={})
    found = sum(tally(example, weights).agreeing for example in examples)
    assert found > 0.4 * sum(len(example.story["links"]) for example in examples)
    assert fit(examples, worth={}) == weights
    write_weights(tmp_path / "answers.json", weights)
    stored = json.loads((tmp_path / "answers.json").read_text(encoding="utf-8"))
    assert stored.keys() == json.loads(WEIGHTS.read_text(encoding="utf-8")).keys()


def test_cross_validation_scores_every_example() -> None:
    examples = read_examples("exchanges", read_exchanges(EXCHANGES)[:20])
    found = cross_validate(examples, worth={})
    contradictions = {"denies", "rebuts"}
    annotated = sum(link["type"] in contradictions for e in examples for link in e.story["links"])
    assert found["exchanges"].annotated == annotated
