"""Agreement of extracted stories with annotated ones, a function a step.

Stories are dictionaries in the shape that `manage.py extract` writes: `text`, `claims`, `speakers`, `links`, and
`same_claim` where two claims state one proposition. Found claims are paired with annotated ones by their words;
nested ones are optional, so finding or missing them changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Story = dict[str, Any]
Claim = dict[str, Any]

# Pairs share at least half of all their words: the usual bound for agreement on a quotation. Of claims in the same
# words, as a denial and what it denies are, speaker and place tell which is which.
MIN_OVERLAP = 0.5
_OF_SPEAKER, _OF_PLACE = 0.1, 0.05
CONTRADICTING = frozenset({"denies", "rebuts"})
NOBODY = frozenset({"", "unspecified", "unknown", "anonymous"})
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over stories: what was annotated, what was found, what agrees."""

    annotated: int = 0
    found: int = 0
    agreeing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.annotated + other.annotated, self.found + other.found, self.agreeing + other.agreeing)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.agreeing / (self.annotated + self.found) if self.annotated + self.found else 0.0

    @property
    def accuracy(self) -> float:
        """Share of what was annotated that agrees, 0 to 1."""
        return self.agreeing / self.annotated if self.annotated else 0.0


def pair_claims(annotated: Story, found: Story) -> dict[str, str]:
    """Return the annotated claim of each found claim that has one, best overlap first, one to one."""
    candidates = [
        (bool(want.get("nested_in")), -overlap - _likeness(annotated, want, found, got), want["id"], got["id"])
        for want in annotated["claims"]
        for got in found["claims"]
        if (overlap := _overlap(annotated, want, found, got)) >= MIN_OVERLAP
    ]
    pairs: dict[str, str] = {}
    for _, _, want, got in sorted(candidates):
        if got not in pairs and want not in pairs.values():
            pairs[got] = want
    return pairs


def tally_claims(annotated: Story, found: Story) -> Tally:
    """Count the claims that were found; optional ones count on neither side."""
    pairs = pair_claims(annotated, found)
    optional = {claim["id"] for claim in annotated["claims"] if claim.get("nested_in")}
    spared = sum(want in optional for want in pairs.values())
    return Tally(len(annotated["claims"]) - len(optional), len(found["claims"]) - spared, len(pairs) - spared)


def tally_speakers(annotated: Story, found: Story) -> Tally:
    """Count the paired claims whose speakers are the same, by name or by alias."""
    pairs = pair_claims(annotated, found)
    wanted = {claim["id"]: claim for claim in annotated["claims"]}
    got = {claim["id"]: claim for claim in found["claims"]}
    required = [(wanted[w], got[g]) for g, w in pairs.items() if not wanted[w].get("nested_in")]
    agreeing = sum(_same_speaker(annotated, want["speaker"], found, have["speaker"]) for want, have in required)
    return Tally(len(required), len(required), agreeing)


def tally_links(annotated: Story, found: Story) -> Tally:
    """Count the denials and rebuttals that tie the same two claims together."""
    first = {claim: group[0] for group in annotated.get("same_claim", []) for claim in group}
    pairs = pair_claims(annotated, found)
    itself = {claim["id"]: claim["id"] for claim in annotated["claims"]}
    want = {_ends(link, first, itself) for link in _contradictions(annotated)}
    have = {_ends(link, first, pairs) for link in _contradictions(found)}
    return Tally(len(want), len(have), len(want & have))


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up, so that every claim counts the same whatever story it is in."""
    return sum(tallies, Tally())


def _contradictions(story: Story) -> list[dict[str, Any]]:
    return [link for link in story.get("links", []) if link["type"] in CONTRADICTING]


def _ends(link: dict[str, Any], first: dict[str, str], pairs: dict[str, str]) -> tuple[str, str]:
    # An end that was paired with nothing keeps a name that no annotated claim has.
    answer, answered = (pairs.get(link[end], f"?{link[end]}") for end in ("from", "to"))
    return first.get(answer, answer), first.get(answered, answered)


def _overlap(annotated: Story, want: Claim, found: Story, got: Claim) -> float:
    have = _words(found["text"], got["content"])
    options = [want["content"], *want.get("content_alt", [])]
    return max(_jaccard(_words(annotated["text"], spans), have) for spans in options)


def _likeness(annotated: Story, want: Claim, found: Story, got: Claim) -> float:
    """Return what speaker, where it is annotated, and place add to the overlap of two claims."""
    (start, end), (first, last) = want["content"][0], got["content"][0]
    is_there = bool(annotated["text"] == found["text"] and start < last and first < end)
    is_by = "speaker" in want and _same_speaker(annotated, want["speaker"], found, got["speaker"])
    return _OF_SPEAKER * is_by + _OF_PLACE * is_there


def _words(text: str, spans: Sequence[Sequence[int]]) -> Counter[str]:
    return Counter(WORD.findall(" ".join(text[start:end] for start, end in spans).casefold()))


def _jaccard(one: Counter[str], other: Counter[str]) -> float:
    either = (one | other).total()
    return (one & other).total() / either if either else 0.0


def _same_speaker(annotated: Story, want: str, found: Story, have: str) -> bool:
    one, other = _fold(want), _fold(have)
    if one in NOBODY or other in NOBODY:
        return one in NOBODY and other in NOBODY
    return other in _names(annotated, want) or one in _names(found, have)


def _names(story: Story, name: str) -> set[str]:
    aliases = [entry["aliases"] for entry in story["speakers"] if _fold(entry["name"]) == _fold(name)]
    return {_fold(name), *(_fold(alias) for group in aliases for alias in group)}


def _fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = WORD.findall(re.sub(r"['’]s\b", "", plain))
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)
