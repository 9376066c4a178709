"""What the statuses mean."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Status
from claims.wording import STATUS_MEANINGS


@require_safe
def status_help(request: HttpRequest) -> HttpResponse:
    """Explain each status."""
    rows = [(value, STATUS_MEANINGS[value], Status(value)) for value in Status.values]
    return render(request, "claims/status_help.html", {"rows": rows})
