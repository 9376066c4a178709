"""From annotated stories to the weights that tell who answers whom: `python -m claims.training.answers`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from claims.extraction.attributions import assemble
from claims.extraction.debate import Course, Debate, read_debate
from claims.extraction.interpretation import points_of
from claims.extraction.links import contradictions, reading_order
from claims.extraction.observing import Observed, observe
from claims.extraction.scoring import CONTRADICTING, Story, Tally, pair_claims, tally_links, total
from claims.extraction.segment import segment
from claims.extraction.tagger import get_tagger
from claims.extraction.values import Attitude
from claims.extraction.weighing import WEIGHTS, Weights, weighed
from claims.training.annotated import read_exchanges, read_news, read_stories
from claims.training.corpus import POLNEAR, load_articles
from claims.training.fitting import Floats, Group, fit_choice, fit_decision

TAGGER = "combined"
EXCHANGES = Path(__file__).parent / "exchanges"
# Whole plain stories, marked like exchanges.
REPORTS = Path(__file__).parent / "reports"
# Whole stories marked like exchanges: to measure by, for most of their answers need more than these observations tell.
DEBATES = Path(__file__).parent / "debates"
# Links in articles of the default corpus. They are many, and most of what is said in news answers nothing: by their
# worth, precision in news weighs against recall in disputes.
NEWS = Path(__file__).parent / "news.ndjson"
NEWS_WORTH = 0.25
STORIES = (Path("tests/quality/stories"), Path("tests/quality/development"))
FOLDS = 5
# Times that examples are read anew with the answers that weights find in them.
ROUNDS = 2
# Observations in fewer pairs than this are left out.
_SEEN = 3
_PENALTY = 3.0
# From which probability on an answer counts: best in cross-validation on disputes; in the news 0.34 is as good.
LEAST = 0.3
# And while weights are fitted: the course of a debate is better told by few answers that are surer.
_SURE = 0.34


@dataclass(frozen=True, slots=True)
class Example:
    """A story as extraction reads it: what each attribution contradicts, and what is observed on the way.

    `unknown` are attributions of which the claim they answer was not found: they teach nothing.
    """

    kind: str
    story: Story
    found: Story
    debate: Debate
    wanted: dict[int, set[int]]
    unknown: frozenset[int]
    observed: dict[int, dict[int, Observed]]


@dataclass(frozen=True, slots=True)
class _Case:
    """An attribution with what is observed of each candidate, and which of them it answers."""

    observed: dict[int, Observed]
    signs: tuple[str, ...]
    wanted: set[int]
    worth: float


def read_examples(kind: str, stories: Iterable[Story]) -> list[Example]:
    """Return the examples of stories that have annotated claims and links, as extraction reads their texts."""
    return [_example(kind, story) for story in stories]


def _example(kind: str, story: Story) -> Example:
    document = segment(story["text"], title=story.get("title"))
    (marks,) = get_tagger(TAGGER).tag([document])
    speakers, points = points_of(document, assemble(document, marks))
    debate = read_debate(document, points)
    claims = [
        {
            "id": str(k),
            "speaker": point.speaker.name,
            "content": [[span.start, span.end] for span in point.attribution.content],
        }
        for k, point in enumerate(points)
        if point.attribution.attitude is Attitude.STATEMENT
    ]
    names = [{"name": speaker.name, "aliases": speaker.aliases} for speaker in speakers]
    found: Story = {"text": story["text"], "claims": claims, "speakers": names, "links": []}
    wanted, unknown = _wanted(story, found)
    return Example(kind, story, found, debate, wanted, unknown, _observed(debate, wanted))


def _observed(debate: Debate, answers: Mapping[int, Iterable[int]]) -> dict[int, dict[int, Observed]]:
    """Return what is observed of each attribution, if these are the answers so far."""
    course, observed = Course(), {}
    for k in reading_order(debate.points):
        observed[k] = observe(debate, course, k)
        for j in answers.get(k, ()):
            course.add(debate.points, k, j)
    return observed


def _wanted(story: Story, found: Story) -> tuple[dict[int, set[int]], frozenset[int]]:
    """Return for found attributions which they contradict by the annotation, and those that answer a missing one."""
    same = {claim: group for group in story.get("same_claim") or [] for claim in group}
    places: dict[str, list[int]] = {}
    for got, want in pair_claims(story, found).items():
        places.setdefault(want, []).append(int(got))
    wanted: dict[int, set[int]] = {}
    unknown = set()
    for link in story["links"]:
        if link["type"] not in CONTRADICTING:
            continue
        ends = ([k for c in same.get(link[e], [link[e]]) for k in places.get(c, [])] for e in ("from", "to"))
        answers, answered = ends
        for k in answers:
            wanted.setdefault(k, set()).update(j for j in answered if j != k)
            if not answered:
                unknown.add(k)
    return wanted, frozenset(k for k in unknown if not wanted[k])


def fit(examples: Sequence[Example], *, worth: dict[str, float]) -> Weights:
    """Return the weights that fit examples best; `worth` says how much those of a kind count, if not 1.

    Who has answered whom before is known in the examples, but only guessed where the weights are used. So examples are
    read anew, each half with the answers that weights fitted to the other half find in it, as in dataset aggregation
    (Ross, Gordon and Bagnell, AISTATS 2011).
    """
    for _ in range(ROUNDS):
        halves = examples[::2], examples[1::2]
        other = [replace(_fit(half, worth), least=_SURE) for half in reversed(halves)]
        read = [[_reread(e, weights) for e in half] for half, weights in zip(halves, other, strict=True)]
        examples = [read[place % 2][place // 2] for place in range(len(examples))]
    return _fit(examples, worth)


def _reread(example: Example, weights: Weights) -> Example:
    found = contradictions(example.debate, weights)
    answers = {k: [j for j, _ in answered] for k, answered in found.items()}
    return replace(example, observed=_observed(example.debate, answers))


def _fit(examples: Sequence[Example], worth: Mapping[str, float]) -> Weights:
    cases = [case for example in examples for case in _cases(example, worth.get(example.kind, 1.0))]
    counted = Counter(name for case in cases for seen in case.observed.values() for name in seen)
    names = sorted(name for name, count in counted.items() if count >= _SEEN)
    answering = [case for case in cases if case.wanted]
    choosing = fit_choice([_choice(case, names) for case in answering], penalty=_PENALTY)
    chosen = dict(zip(names, choosing.tolist(), strict=True))
    decided = [(case, weighed(chosen, case.observed, case.signs)) for case in cases]
    seen = Counter(name for _, ranked in decided for _, observed in ranked for name in observed)
    names = sorted(name for name, count in seen.items() if count >= _SEEN)
    groups = [
        Group(
            np.array([_row(observed, names) for _, observed in ranked]),
            np.array([float(j in case.wanted) for j, _ in ranked]),
            case.worth,
        )
        for case, ranked in decided
    ]
    deciding = fit_decision(groups, penalty=_PENALTY)
    return Weights(chosen, dict(zip(names, deciding.tolist(), strict=True)), LEAST)


def _cases(example: Example, worth: float) -> Iterable[_Case]:
    for k, observed in example.observed.items():
        wanted = example.wanted.get(k, set())
        reachable = wanted & observed.keys()
        if observed and k not in example.unknown and bool(reachable) == bool(wanted):
            yield _Case(observed, tuple(sorted(example.debate.signs[k])), reachable, worth)


def _choice(case: _Case, names: Sequence[str]) -> Group:
    candidates = sorted(case.observed)
    rows = np.array([_row(case.observed[j], names) for j in candidates])
    return Group(rows, np.array([float(j in case.wanted) for j in candidates]), case.worth)


def _row(observed: Observed, names: Sequence[str]) -> Floats:
    return np.array([observed.get(name, 0.0) for name in names])


def tally(example: Example, weights: Weights) -> Tally:
    """Count the contradictions that weights find in a story, and which of them are annotated."""
    known = {claim["id"] for claim in example.found["claims"]}
    links = [
        {"from": str(k), "to": str(j), "type": "denies"}
        for k, answered in contradictions(example.debate, weights).items()
        for j, _ in answered
        if {str(k), str(j)} <= known
    ]
    return tally_links(example.story, {**example.found, "links": links})


def cross_validate(examples: Sequence[Example], *, worth: dict[str, float]) -> dict[str, Tally]:
    """Return what is found in each kind of stories by weights fitted to other stories."""
    found: dict[str, list[Tally]] = {}
    for fold in range(FOLDS):
        others = [example for place, example in enumerate(examples) if place % FOLDS != fold]
        weights = fit(others, worth=worth)
        for example in examples[fold::FOLDS]:
            found.setdefault(example.kind, []).append(tally(example, weights))
    return {kind: total(tallies) for kind, tallies in sorted(found.items())}


def write_weights(path: Path, weights: Weights) -> None:
    """Write weights as JSON, rounded, those too small to matter left out."""
    rounded = (
        {name: round(value, 3) for name, value in sorted(part.items()) if abs(value) >= 0.005}
        for part in (weights.choosing, weights.deciding)
    )
    stored = dict(zip(("choosing", "deciding"), rounded, strict=True))
    shown = {"least": weights.least, **stored}
    path.write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Train on exchanges and stories, print agreement with others than those fitted to, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m claims.training.answers", description=__doc__)
    parser.add_argument("--stories", type=Path, nargs="*", default=STORIES, help="folders of annotated stories")
    parser.add_argument("--also", type=Path, help="one more such folder, whose stories count --worth times")
    parser.add_argument("--worth", type=float, default=4.0)
    parser.add_argument("--articles", type=Path, default=POLNEAR / "train.ndjson.gz", help="texts of news.ndjson")
    parser.add_argument("--exchanges", type=Path, default=EXCHANGES)
    parser.add_argument("--debates", type=Path, default=DEBATES, help="folder of exchanges to measure by")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    examples = read_examples("exchanges", read_exchanges(options.exchanges))
    examples += read_examples("reports", read_exchanges(REPORTS))
    for folder in (*options.stories, *([options.also] if options.also else [])):
        examples += read_examples(folder.name, read_stories(folder))
    if options.articles.is_file():
        examples += read_examples("news", read_news(NEWS, load_articles(options.articles)))
    else:
        print(f"{options.articles} is missing: links in news are left out, and the weights will find too many.")
    worth = {"news": NEWS_WORTH, **({options.also.name: options.worth} if options.also else {})}
    for kind, found in cross_validate(examples, worth=worth).items():
        _report(kind, found)
    weights = fit(examples, worth=worth)
    write_weights(options.output, weights)
    debates = read_examples("debates", read_exchanges(options.debates))
    _report("debates, not fitted", total(tally(example, weights) for example in debates))


def _report(kind: str, found: Tally) -> None:
    print(f"{kind}: F1 {found.f1:.3f} ({found.agreeing} of {found.annotated} found, {found.found} given)")


if __name__ == "__main__":
    main()
