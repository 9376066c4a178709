"""Corrections of a speaker as pages of their own: names, offices, merging, splitting."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.corrections import Correction
from claims.lookalikes import forget_lookalikes, lookalikes_of, tell_apart
from claims.models import Speaker
from claims.speaker_editing import EDITS
from claims.views.assessing import editor_of
from claims.views.corrected import corrected
from claimtrack.web import editor_required, go_back, page_or_part, toast


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def edit_speaker(request: HttpRequest, pk: int, what: str, _slug: str = "") -> HttpResponse:
    """Show the form of a correction, or do it: with an Undo, back to where one was."""
    speaker = get_object_or_404(Speaker.objects.current(), pk=pk)
    kind = EDITS.get(what)
    if kind is None:
        raise Http404
    show = partial(_page, request, speaker, what)
    if request.method != "POST":
        return show(kind(speaker, request.GET))
    answer = corrected(request, kind(speaker, request.GET, request.POST), show)
    forget_lookalikes()
    return answer


@require_POST
@editor_required
def keep_apart(request: HttpRequest) -> HttpResponse:
    """Record that two speakers are two, so that they are not suggested again."""
    one, other = (_speaker(request.POST.get(name, "")) for name in ("one", "other"))
    done = tell_apart(one, other, editor=editor_of(request), now=timezone.now())
    toast(request, f"Saved: {one.name} and {other.name} are two.", undo=done.pk)
    return go_back(request, "review")


def _page(request: HttpRequest, speaker: Speaker, what: str, form: Correction, *, status: int = 200) -> HttpResponse:
    context = {
        "speaker": speaker,
        "what": what,
        "form": form,
        "alike": lookalikes_of(speaker) if what == "merge" else [],
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    return page_or_part(request, "claims/speaker_edit.html", "form", context, status=status)


def _speaker(number: str) -> Speaker:
    known = number.isascii() and number.isdecimal() and len(number) < 19
    return get_object_or_404(Speaker.objects.current(), pk=int(number) if known else 0)
