"""What templates of this project share: icons, dates, statuses, speech acts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from claims.models import Claim, Speaker, Status
from claims.pictures.text import short
from claims.queues import waiting_count
from claims.search import MARKS
from claims.sections import MOST_WAITING, SECTIONS, Section
from claims.wording import RELATIONS, act_of, called, of_number

register = template.Library()

LONGEST_SHOWN = 280  # characters of a claim in a list
FRAGMENT_WORDS = 5  # at each end of a long quotation; more would miss where a page differs in between


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it says nothing to a screen reader, so words stand beside it."""
    address = f"{static('img/icons.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address)


@register.simple_tag
def status(value: str) -> SafeString:
    """Show a status as icon, word and colour."""
    return format_html('<span class="status status-{}">{}{}</span>', value, icon(value), Status(value).label)


@register.simple_tag(takes_context=True)
def day(context: Context, moment: datetime | None, missing: str = "date unknown") -> SafeString:
    """Show a date in full, e.g. 9 April 2025, or as long ago, as the reader prefers."""
    if moment is None:
        return format_html('<span class="number">{}</span>', missing)
    return _time(context, moment, "j F Y")


@register.simple_tag(takes_context=True)
def moment(context: Context, value: datetime) -> SafeString:
    """Show a date and time in the reader's zone, e.g. 9 April 2025, 14:05 UTC."""
    return _time(context, value, "j F Y, H:i T")


def _time(context: Context, value: datetime, form: str) -> SafeString:
    full = date_format(localtime(value), form)
    preferences = context.get("preferences")
    if preferences is None or preferences.dates != "relative":
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), full)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), full, _ago(value))


def _ago(value: datetime) -> str:
    """Return e.g. "3 days ago", by the largest unit alone."""
    age = timesince(value, depth=1)
    return "just now" if age.startswith("0") else f"{age} ago"


@register.simple_tag(takes_context=True)
def site_links(context: Context) -> list[Section]:
    """Return the sections of the site that the reader may enter; editors see what waits. One query for them."""
    if not context.get("is_editor"):
        return [section for section in SECTIONS if section.address and not section.for_editors]
    waiting = waiting_count(context["user"], now=timezone.now(), limit=MOST_WAITING + 1)
    return [replace(s, waiting=waiting) if s.list == "review" else s for s in SECTIONS if s.address]


@register.filter
def shorten(text: object, most: int) -> str:
    """Return a text in at most so many characters, cut between words; the ellipsis begins no line."""
    return re.sub(" …$", "\u00a0…", short(str(text), most))


@register.filter
def codes(text: str) -> SafeString:
    """Return a text with what stands between backticks as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308  (escaped here)


@register.filter
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a person's name."""
    words = name.split()
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper() if words else ""


register.filter("act_of", act_of)
register.filter("of_number", of_number)


@register.filter
def name(speaker: Speaker) -> str:
    """Return a speaker's name as it is shown."""
    return called(speaker)


@register.filter
def words_of(claim: Claim) -> SafeString:
    """Return what a claim says, cut where it is long, with the words that a search has found marked."""
    text: str = vars(claim).get("marked") or claim.text
    shown, left, open_mark = [], LONGEST_SHOWN, False
    for piece in re.split(f"([{''.join(MARKS)}])", text):
        if piece in MARKS:
            open_mark = piece == MARKS[0]
            shown.append("<mark>" if open_mark else "</mark>")
        else:
            shown.append(escape(piece if len(piece) <= left else f"{piece[: left - 1]}…"))
            left -= len(piece)
            if left < 0:
                break
    return mark_safe("".join(shown) + ("</mark>" if open_mark else ""))  # noqa: S308  (escaped above)


@register.filter
def relation_given(relation: str) -> str:
    """Return what an answer does to the claim it answers, e.g. "denies"."""
    return RELATIONS[relation][0]


@register.filter
def relation_received(relation: str) -> str:
    """Return the same seen from the claim that is answered, e.g. "denied by"."""
    return RELATIONS[relation][1]


@register.filter
def text_fragment(words: str) -> str:
    """Return what makes a browser jump to these words on their page, as a part of its address."""
    piece = words.split(" … ")[0].split()
    ends = [piece] if len(piece) <= FRAGMENT_WORDS * 2 else [piece[:FRAGMENT_WORDS], piece[-FRAGMENT_WORDS:]]
    return "#:~:text=" + ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)


@register.filter
def percent(probability: float) -> str:
    """Return a probability as people hear it, e.g. "91 percent"."""
    return f"{probability * 100:.0f} percent"


@register.filter
def decimal(probability: float) -> str:
    """Return a probability as it is shown, e.g. "0.91"."""
    return f"{probability:.2f}"
