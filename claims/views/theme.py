"""The choice between light and dark."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claimtrack.web import go_back

YEAR = 365 * 24 * 60 * 60
THEMES = ("light", "dark")


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie and go back; anything but light and dark follows the system."""
    response = go_back(request, "overview")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response
