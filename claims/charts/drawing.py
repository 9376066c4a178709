"""Vega-Lite to SVG that needs no script and no style of its own, and follows the theme of the page."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

import redis
from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.charts.fills import with_patterns
from claims.folding import digest

logger = logging.getLogger(__name__)

KEPT_SECONDS = 86_400
# Links leave Vega whole only if they are absolute; the host is taken off again.
_HERE = "https://here.invalid"
_OPENING = re.compile(r'<svg [^>]*viewBox="([^"]+)">')
# Vega calls whole layers symbols, even empty ones, and gives them no name.
_NAMELESS = re.compile(r' role="graphics-symbol" aria-roledescription="symbol mark container"')
_LINK = re.compile(rf'<a xlink:href="{re.escape(_HERE)}([^"]*)"')

LOOK: dict[str, Any] = {
    "background": None,
    "padding": 4,
    "config": {
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": "var(--ink-2)", "titleColor": "var(--ink-2)", "domainColor": "var(--edge)",
            "tickColor": "var(--edge)", "gridColor": "var(--line)", "labelFontSize": 12, "titleFontSize": 12,
            "titleFontWeight": 400,
        },
        "legend": {
            "labelColor": "var(--ink)", "labelFontSize": 12, "symbolSize": 140, "orient": "top", "title": None,
            "layout": {"top": {"anchor": "end"}},  # above the latest bars
        },
        "text": {"color": "var(--ink)", "fontSize": 12},
        "bar": {"stroke": "var(--ink)", "strokeWidth": 0.75},
    },
}  # fmt: skip


def linked(address: str) -> str:
    """Return an address of this site as the data of an `href` channel need it."""
    return f"{_HERE}{address}" if address else ""


def draw(spec: Mapping[str, Any], *, name: str, title: str, finding: str) -> SafeString:
    """Return a chart as SVG with title and description, drawn once for the same data; empty if it cannot be drawn."""
    whole = json.dumps({**LOOK, **spec}, sort_keys=True)
    key = f"chart:{digest(name, title, finding, whole)}"
    try:
        picture = cache.get(key) or _keep(key, _draw(whole, name=name, title=title, finding=finding))
    except redis.RedisError:
        picture = _draw(whole, name=name, title=title, finding=finding)
    return mark_safe(picture)  # noqa: S308  (Vega escapes what stands in the data, `_draw` the rest)


def _keep(key: str, picture: str) -> str:
    if picture:
        cache.set(key, picture, KEPT_SECONDS)
    return picture


def _draw(spec: str, *, name: str, title: str, finding: str) -> str:
    import vl_convert  # 100 MB, so not before the first chart that is drawn

    try:
        svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError:
        logger.exception("A chart could not be drawn")
        return ""
    opening = (
        rf'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="\1" role="group" '
        rf'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
    )
    words = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(finding)}</desc>'
    # The table beside the chart has the same links, so the marks are no further stops of the Tab key.
    inner = _NAMELESS.sub("", _LINK.sub(r'<a tabindex="-1" href="\1"', svg))
    inner = _OPENING.sub(lambda found: found.expand(opening) + words, inner, count=1)
    return with_patterns(inner, name=name)
