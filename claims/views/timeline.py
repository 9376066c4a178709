"""Claims over time: any list of claims by day, week or month."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article
from claims.charts import Chart, by_status, fitting_period, over_time
from claims.charts.claims import PERIODS, Address
from claims.exports import csv
from claims.filters import parse_since, parse_until
from claims.narrowing import address, chips, labels
from claims.query import parse_query
from claims.search import Filters, find_claims, read_filters


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Show the claims that meet the address by day, week or month, and by status; every mark leads to its list."""
    if any(parse_query(q).params for q in request.GET.getlist("q")):
        return redirect(f"{request.path}{address(read_filters(request.GET).params)}")
    filters = read_filters(request.GET)
    chart = _over_time(request, filters)
    statuses = by_status(
        find_claims(request.GET, user=request.user), address=lambda status: _list(filters.params, status=[status])
    )
    context = {
        "charts": [chart, statuses] if chart.rows else [chart],
        "anything": bool(chart.rows) or Article.objects.visible_to(request.user).exists(),
        "periods": [(by, _here(filters.params, by)) for by in PERIODS],
        "by": chart.columns[0].lower(),
        "chips": chips(filters.params, labels(filters.params, user=request.user)),
        "filters": filters,
        "as_list": _list(filters.params),
    }
    return render(request, "claims/timeline.html", context)


@require_safe
def timeline_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Give the table behind the chart over time."""
    chart = _over_time(request, read_filters(request.GET))
    answer = StreamingHttpResponse(csv.write(chart.records), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="timeline.csv"'
    return answer


def _over_time(request: HttpRequest, filters: Filters) -> Chart:
    found = find_claims(request.GET, user=request.user)
    asked = request.GET.get("by", "")
    by = asked if asked in PERIODS else fitting_period(found)
    table = f"{reverse('timeline-csv')}{address(filters.params, by=[by])}"
    return over_time(found, by=by, address=within(filters.params), csv=table)


def within(params: QueryDict) -> Address:
    """Return what makes the address of a list narrower: only what was first seen on some days, ends included."""
    since, until = params.get("since", "").strip(), params.get("until", "").strip()

    def narrowed(first: date, last: date) -> str:
        begin, end = first.isoformat(), last.isoformat()
        if since and parse_since(since) > parse_since(begin):
            begin = since
        if until and parse_until(until) < parse_until(end):
            end = until
        return _list(params, since=[begin], until=[end])

    return narrowed


def _list(params: QueryDict, **changes: list[str]) -> str:
    return f"{reverse('claim-list')}{address(params, by=[], **changes)}"


def _here(params: QueryDict, by: str) -> str:
    return address(params, by=[by])
