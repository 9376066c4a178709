"""Lists of the API that are narrowed and ordered like those of the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from claims.listing import Listing, Narrowing


def listed(
    request: Request,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    counted: Callable[[Any], Any],
    order: tuple[str, ...],
) -> QuerySet[Any]:
    """Return the rows that a request asks for, in the `order` of the endpoint unless it asks for one of the page.

    `counted` adds what pages order by. Raises ValidationError, by parameter.
    """
    asked = listing.read(request.query_params)
    if asked.bad:
        raise ValidationError(asked.bad)
    found = listing.narrowed(rows, asked)
    if not asked.params.get("ordering"):
        return found.order_by(*order)
    return listing.ordered(counted(found), asked)


def parameters_of(listing: Listing) -> list[OpenApiParameter]:
    """Describe the parameters of a list."""
    narrowings = [_parameter(name, narrowing) for name, narrowing in listing.narrowings.items()]
    return [*narrowings, OpenApiParameter("ordering", str, enum=list(listing.orders))]


def _parameter(name: str, narrowing: Narrowing) -> OpenApiParameter:
    words = f"{narrowing.label.capitalize()}.{' A minus sign excludes.' if narrowing.excludable else ''}"
    return OpenApiParameter(name, str, many=narrowing.excludable, description=words)
