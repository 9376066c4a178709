"""A claim as others cite it: in words, for bibliographies, for MediaWiki."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from claims.exports.webannotation import annotation_of
from claims.models import Claim, Statement, Status
from claims.wording import act_of, called

_TEX_SIGNS = {sign: f"\\{sign}" for sign in "&%$#_{}"}
_TEX_SIGNS |= {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX = str.maketrans(_TEX_SIGNS)
_WIKI_SIGNS = {"|": "{{!}}"} | {sign: f"&#{ord(sign)};" for sign in "=[]{}<>"}
_WIKI = str.maketrans(_WIKI_SIGNS)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one style, ready to be copied."""

    style: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class _Source:
    """What all styles say: who and what, where it was first read, where it is kept, and since when."""

    who: str
    sentence: str
    where: str
    said_on: date
    status: str
    address: str
    number: int
    today: date


def citations(claim: Claim, first: Statement | None, *, site: str, today: date) -> list[Citation]:
    """Return the citations of a claim; `first` is the statement that they quote, `today` the day of retrieval."""
    source = _source(claim, first, site, today)
    found = [
        Citation("plain", "Plain", _plain(source)),
        Citation("apa", "APA", _apa(source)),
        Citation("bibtex", "BibTeX", _bibtex(source)),
        Citation("mediawiki", "MediaWiki", _mediawiki(source)),
    ]
    if first:
        annotation = {"@context": "http://www.w3.org/ns/anno.jsonld", **annotation_of(first, site)}
        text = json.dumps(annotation, ensure_ascii=False, indent=2)
        found.append(Citation("webannotation", "Web Annotation (JSON-LD)", text))
    return found


def _source(claim: Claim, first: Statement | None, site: str, today: date) -> _Source:
    act = act_of(claim, first)
    outlet = first.revision.article.outlet if first else None
    who = called(claim.speaker)
    return _Source(
        who=who,
        sentence=f"{who} {act}: {_one_line(claim.text)}",
        where=outlet.name if outlet else "",
        said_on=claim.first_seen.date(),
        status=Status(claim.status).label,
        address=site + claim.get_absolute_url(),
        number=claim.pk,
        today=today,
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _full(day: date) -> str:
    return date_format(day, "j F Y")


def _plain(source: _Source) -> str:
    place = f"{source.where}, {_full(source.said_on)}" if source.where else _full(source.said_on)
    return (
        f"{source.sentence} ({place}). Status: {source.status}. "
        f"claimtrack, {source.address}, retrieved {_full(source.today)}."
    )


def _apa(source: _Source) -> str:
    said, read = date_format(source.said_on, "Y, F j"), date_format(source.today, "F j, Y")
    where = f" {source.where}." if source.where else ""
    kind = f"[Claim; status: {source.status}]"
    return (
        f"{source.who}. ({said}). {source.sentence} {kind}.{where} claimtrack. Retrieved {read}, from {source.address}"
    )


def _bibtex(source: _Source) -> str:
    fields = {
        "author": f"{{{source.who.translate(_TEX)}}}",
        "title": f"{{{source.sentence.translate(_TEX)}}}",
        "howpublished": (f"{source.where}, kept by claimtrack" if source.where else "claimtrack").translate(_TEX),
        "year": str(source.said_on.year),
        "note": f"Status: {source.status}. Retrieved {source.today.isoformat()}".translate(_TEX),
        "url": source.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{claimtrack-{source.number},", *lines, "}"])


def _mediawiki(source: _Source) -> str:
    parts = {
        "url": source.address,
        "title": source.sentence.translate(_WIKI),
        "website": "claimtrack",
        "date": source.said_on.isoformat(),
        "access-date": source.today.isoformat(),
        "quote": f"Status: {source.status}".translate(_WIKI),
    }
    return "{{cite web" + "".join(f" |{name}={value}" for name, value in parts.items()) + "}}"
