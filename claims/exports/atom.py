"""Lists as Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.db.models import Max, QuerySet

from claims.cards import Card, cards, with_cards
from claims.exports.rows import CHUNK
from claims.models import Claim, Status
from claims.wording import act_of, called

_NOT_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_EMPTY_SINCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list that is no claim: its address, which names it, too."""

    address: str
    title: str
    at: str
    summary: str


def write_entries(
    entries: Iterable[Entry], *, title: str, page: str, address: str, changed: datetime | None
) -> Iterator[str]:
    """Return a feed of rows in their order; `changed` is the date of the latest."""
    yield _head(title=title, page=page, address=address, changed=changed)
    for entry in entries:
        yield (
            f"<entry>\n<id>{_text(entry.address)}</id>\n<title>{_text(entry.title)}</title>\n"
            f'<link rel="alternate" type="text/html" href={_value(entry.address)}/>\n'
            f"<updated>{entry.at}</updated>\n<summary>{_text(entry.summary)}</summary>\n</entry>\n"
        )
    yield "</feed>\n"


def write(claims: QuerySet[Claim], *, site: str, title: str, page: str, address: str) -> Iterator[str]:
    """Return a feed with an entry a claim, in the order of the query set.

    `address` is that of the feed, which is its id too, `page` that of the same list for people, `site` that of the
    installation without the last slash. One query more than the rows need, for the latest change.
    """
    changed = claims.order_by().aggregate(at=Max("updated_at"))["at"]
    yield _head(title=title, page=page, address=address, changed=changed)
    for claim in with_cards(claims).iterator(chunk_size=CHUNK):
        yield _entry(cards([claim])[0], site)
    yield "</feed>\n"


def _head(*, title: str, page: str, address: str, changed: datetime | None) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_text(address)}</id>\n<title>{_text(title)}</title>\n"
        f"<updated>{(changed or _EMPTY_SINCE).isoformat()}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href={_value(address)}/>\n'
        f'<link rel="alternate" type="text/html" href={_value(page)}/>\n'
        "<generator>claimtrack</generator>\n"
    )


def _entry(card: Card, site: str) -> str:
    claim, who = card.claim, called(card.claim.speaker)
    act = act_of(claim, card.first)
    label = Status(claim.status).label
    where = f" Reported by {', '.join(card.outlets)}." if card.outlets else ""
    address = site + claim.get_absolute_url()
    return (
        # The number alone names it: the rest of the address changes with the words.
        f"<entry>\n<id>{_text(f'{site}/claims/{claim.pk}/')}</id>\n"
        f"<title>{_text(f'{who} {act}: {claim.text}')}</title>\n"
        f'<link rel="alternate" type="text/html" href={_value(address)}/>\n'
        f"<author><name>{_text(who)}</name></author>\n"
        f"<published>{claim.first_seen.isoformat()}</published>\n<updated>{claim.updated_at.isoformat()}</updated>\n"
        f"<category term={_value(claim.status)} label={_value(label)}/>\n"
        f"<summary>{_text(f'{label}.{where}')}</summary>\n</entry>\n"
    )


def _text(words: str) -> str:
    return escape(words.translate(_NOT_XML))


def _value(words: str) -> str:
    return quoteattr(words.translate(_NOT_XML))
