"""An extraction as plain dictionaries: the exchange format of annotated articles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from claims.extraction.values import Attitude, Attribution, Extraction, Link, Span

COMPLEMENTIZER = re.compile(r"\b[Tt]hat\s+$")
LONGEST_COMPLEMENTIZER = 8


def to_dict(extraction: Extraction, *, include_attitudes: bool = False) -> dict[str, Any]:
    """Return text, claims, speakers and links; claims are numbered c1, c2, ... in text order.

    Beliefs and wishes are left out, and links to them, unless asked for; then they have `"kind": "attitude"`, and a
    content has the "that" before it, as corpora of attributions mark it.
    """
    if include_attitudes:
        extraction = _with_complementizers(extraction)
    chosen = [
        index
        for index, attribution in enumerate(extraction.attributions)
        if include_attitudes or attribution.attitude is Attitude.STATEMENT
    ]
    ids = {index: f"c{number}" for number, index in enumerate(chosen, start=1)}
    groups = [[ids[member] for member in group if member in ids] for group in extraction.same_claim]
    return {
        "text": extraction.text,
        "claims": [_claim(extraction, index, ids) for index in chosen],
        "speakers": _speakers(extraction, chosen),
        "links": [_link(link, ids) for link in extraction.links if link.answer in ids and link.answered in ids],
        "same_claim": [group for group in groups if len(group) > 1],
        "extractor": extraction.extractor,
    }


def _with_complementizers(extraction: Extraction) -> Extraction:
    def widened(span: Span) -> Span:
        before = extraction.text[max(0, span.start - LONGEST_COMPLEMENTIZER) : span.start]
        that = COMPLEMENTIZER.search(before)
        return Span(span.start - len(that.group()), span.end) if that else span

    attributions = (replace(a, content=tuple(map(widened, a.content))) for a in extraction.attributions)
    return replace(extraction, attributions=tuple(attributions))


def _claim(extraction: Extraction, index: int, ids: dict[int, str]) -> dict[str, Any]:
    attribution = extraction.attributions[index]
    speaker = extraction.speakers[attribution.speaker]
    claim = {
        "id": ids[index],
        **_spans_by_role(attribution),
        "type": attribution.type.value,
        "speaker": speaker.name,
        "speaker_kind": speaker.kind.value,
        "role": attribution.role,
        "stance": attribution.stance.value,
        "target": attribution.target,
        "via": attribution.via,
        "confidence": round(attribution.confidence, 4),
    }
    if attribution.nested_in in ids:
        claim["nested_in"] = ids[attribution.nested_in]
    if attribution.attitude is Attitude.ATTITUDE:
        claim["kind"] = attribution.attitude.value
    return claim


def _spans_by_role(attribution: Attribution) -> dict[str, Any]:
    roles: dict[str, Any] = {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
    }
    if attribution.content_alt:
        roles["content_alt"] = [_pairs(attribution.content_alt)]
    return roles


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _speakers(extraction: Extraction, chosen: Iterable[int]) -> list[dict[str, Any]]:
    used = sorted({extraction.attributions[index].speaker for index in chosen})
    return [
        {
            "name": extraction.speakers[index].name,
            "kind": extraction.speakers[index].kind.value,
            "aliases": list(extraction.speakers[index].aliases),
            "affiliation": extraction.speakers[index].affiliation,
        }
        for index in used
    ]


def _link(link: Link, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "from": ids[link.answer],
        "to": ids[link.answered],
        "type": link.relation.value,
        "evidence": _pairs(link.evidence),
        "confidence": round(link.confidence, 4),
    }
