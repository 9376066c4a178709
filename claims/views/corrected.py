"""The course of a correction that was sent: the same for speakers and outlets."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from claims.corrections import Correction
from claims.views.assessing import editor_of
from claimtrack.web import Problem, add_problem, go_back, toast


def corrected(request: HttpRequest, form: Correction, show: Callable[..., HttpResponse]) -> HttpResponse:
    """Do what a form says and go to what is there now, with an Undo; or show its preview, or what is wrong.

    `show(form, status=...)` is the page of the form.
    """
    if not form.is_valid():
        return show(form, status=422)
    try:
        if "preview" in request.POST and form.preview():
            return show(form)
        undo, address = form.apply(editor=editor_of(request), now=timezone.now())
    except Problem as problem:
        add_problem(form, problem)
        return show(form, status=422)
    toast(request, form.done, undo=undo)
    return go_back(request, address)
