"""The log of what people and the machine did: who, what, which object, from what to what, when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from claims.actions import may_undo
from claims.disputing import about
from claims.models import Action
from claims.models.action import ActionQuerySet
from claims.narrowing import address
from claims.paging import page_of
from claims.search import count_found, in_words
from claims.views.files import offer, row_file
from claimtrack.web import editor_required, page_or_part

PAGE, MOST_DIGITS = 50, 19


@require_safe
@editor_required
def activity(request: HttpRequest) -> HttpResponse:
    """Show the log, the latest first."""
    found, notices = _filtered(request)
    page = page_of(found, request.GET.get("cursor"), size=PAGE)
    seen = Action.objects.visible_to(request.user)
    context = {
        "rows": [(action, may_undo(action, request.user)) for action in page.rows],
        "people": User.objects.filter(pk__in=seen.exclude(actor=None).values("actor")).order_by("username"),
        "verbs": seen.values_list("verb", flat=True).distinct().order_by("verb"),
        "chosen": request.GET,
        "notices": notices,
        "query": address(request.GET),
        "found_words": in_words(count_found(found), "action"),
        # Only editors read the log, and a line in a terminal is not signed in: files, but nothing to copy.
        "export": replace(offer(request, request.GET), curl=""),
        "neighbours": page.neighbours(address(request.GET)),
    }
    return page_or_part(request, "claims/activity.html", "log", context)


@require_safe
@editor_required
def activity_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Stream the rows of the log that the same filters show, all pages."""
    found, _ = _filtered(request)
    return row_file(lambda: _rows(found), name="activity", file_format=file_format)


def _filtered(request: HttpRequest) -> tuple[ActionQuerySet, list[str]]:
    """Return the actions that the address asks for, and what is said of values that cannot be used."""
    asked, notices = request.GET, []
    found = Action.objects.visible_to(request.user).filter(part_of=None)
    if person := asked.get("person", "").replace("\0", "")[:150]:
        found = found.filter(actor__username=person)
    if verb := asked.get("action", "").replace("\0", "")[:40]:
        found = found.filter(verb=verb)
    if words := asked.get("object", "").replace("\0", "")[:200].strip():
        found = found.filter(label__icontains=words)
    if number := asked.get("dispute", "").strip():
        if number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS:
            found = found.filter(about(int(number)))
        else:
            notices.append(f"“{number[:40]}” is no number of a dispute.")
    if asked.get("machine") == "0":
        found = found.exclude(actor=None)
    for name, lookup in (("since", "made_at__date__gte"), ("until", "made_at__date__lte")):
        if text := asked.get(name, "").strip():
            day = _day(text)
            if day is None:
                notices.append(f"“{text[:40]}” is no date. Write it as 2025-04-09.")
            else:
                found = found.filter(**{lookup: day})
    return found.newest(), notices


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _rows(found: ActionQuerySet) -> Iterator[dict[str, Any]]:
    for action in found.iterator(chunk_size=500):
        yield {
            "id": action.pk,
            "made_at": action.made_at.isoformat(),
            "actor": action.actor.username if action.actor else None,
            "verb": action.verb,
            "object_type": action.object_type,
            "object_id": action.object_id,
            "object": action.label,
            "before": action.before,
            "after": action.after,
            "undoes": action.undoes_id,
            "undone_at": action.undone_at.isoformat() if action.undone_at else None,
            "undone_by": action.undone_by.username if action.undone_by else None,
        }
