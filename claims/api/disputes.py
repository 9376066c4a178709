"""The REST endpoint of disputes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.answers import answers
from claims.api.lists import listed, parameters_of
from claims.api.pages import KeysetPages
from claims.exports.lists import dispute_rows
from claims.lists import DISPUTES
from claims.models import Dispute
from claims.summaries import disputes_with_claims
from claimtrack.web import may_read


class DisputeOutput(serializers.Serializer[Any]):
    """A dispute with how much belongs to it; `url` is its page."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    title = serializers.CharField()
    speakers = serializers.ListField(child=serializers.CharField())
    claims = serializers.IntegerField()
    answers = serializers.IntegerField()
    outlets = serializers.IntegerField()
    began_at = serializers.DateTimeField()
    moved_at = serializers.DateTimeField()


class DisputeList(generics.GenericAPIView[Dispute]):
    """Disputes, the largest first."""

    serializer_class = DisputeOutput
    pagination_class = KeysetPages
    queryset = Dispute.objects.none()

    @extend_schema(
        operation_id="disputes_list",
        parameters=parameters_of(DISPUTES),
        responses=answers({200: DisputeOutput(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        """List disputes, the largest first, or in another order of the browser's list."""
        rows = disputes_with_claims()
        shown = rows if may_read(request.user) else rows.none()
        found = listed(request, DISPUTES, shown, counted=lambda rows: rows, order=("-claim_total", "-id"))
        page = self.paginate_queryset(found)
        site = request.build_absolute_uri("/").rstrip("/")
        return self.get_paginated_response(list(dispute_rows(page or [], site)))
