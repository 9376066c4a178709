"""Beginning with the stories that come with claimtrack."""

from __future__ import annotations

from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claimtrack.web import editor_required, go_back, toast


@require_POST
@editor_required
def load_demo(request: HttpRequest) -> HttpResponse:
    """Submit the demo stories; those that are known already stay as they are."""
    call_command("load_demo", verbosity=0)
    toast(request, "The demo stories are being read. They appear here one after the other.")
    return go_back(request, "overview")
