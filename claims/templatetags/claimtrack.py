"""What templates of this project share: icons, dates, statuses, speech acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from claims.models import Speaker, Status
from claims.wording import RELATIONS, SPEECH_ACTS, act_in, called

register = template.Library()

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


@register.simple_tag
def day(moment: datetime | None, missing: str = "date unknown") -> SafeString:
    """Show a date in full, e.g. 9 April 2025 (UTC)."""
    if moment is None:
        return format_html('<span class="number">{}</span>', missing)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), date_format(localtime(moment), "j F Y"))


@register.simple_tag
def moment(value: datetime) -> SafeString:
    """Show a date and time, e.g. 9 April 2025, 14:05 UTC."""
    return format_html(
        '<time datetime="{}">{} UTC</time>', value.isoformat(), date_format(localtime(value), "j F Y, H:i")
    )


@register.filter
def act_of(statement: Any, stance: str) -> str:
    """Return the verb before a claim's words; `statement` may be missing."""
    return act_in(statement) if statement else SPEECH_ACTS[stance]


@register.filter
def name(speaker: Speaker) -> str:
    """Return a speaker's name as it is shown."""
    return called(speaker)


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
