"""Lists of the API: `next`, `previous`, `results`, with a cursor that stays valid while rows arrive."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from claims.paging import Page, page_of

SIZE, LARGEST = 50, 200


class KeysetPages(BasePagination):
    """Pages of an ordered query set; `limit` from 1 to 200, 50 by default."""

    page: Page[Any]
    address: str

    def paginate_queryset(  # type: ignore[override]  # a list has no order to page by
        self,
        queryset: QuerySet[Any],
        request: Request,
        view: object = None,  # noqa: ARG002
    ) -> list[Any]:
        """Return the rows of the page that `cursor` names; raises ValidationError or Problem for a bad one."""
        self.address = request.build_absolute_uri()
        cursor = request.query_params.get("cursor")
        self.page = page_of(queryset, cursor, size=_limit(request.query_params.get("limit", str(SIZE))))
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with the addresses of its neighbours."""
        return Response({"next": self._at(self.page.next), "previous": self._at(self.page.previous), "results": data})

    def _at(self, cursor: str | None) -> str | None:
        return replace_query_param(remove_query_param(self.address, "cursor"), "cursor", cursor) if cursor else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: object) -> list[dict[str, Any]]:  # noqa: ARG002
        """Describe `cursor` and `limit`."""
        limits = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE}
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "From next or previous."},
            {"name": "limit", "in": "query", "schema": limits, "description": "Rows a page."},
        ]


def _limit(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST:
        return int(text)
    raise ValidationError({"limit": [f"This must be a number from 1 to {LARGEST}."]})
