"""The REST endpoints of speakers that may be one: what is suggested, and telling two apart."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.answers import answers
from claims.api.speakers import SpeakerBrief
from claims.lookalikes import find_lookalikes, tell_apart
from claims.models import Speaker
from claimtrack.web import RoleOnly


class LikenessOutput(serializers.Serializer[Any]):
    """Two speakers that may be one; merge them, or tell them apart."""

    one = SpeakerBrief()
    other = SpeakerBrief()
    confidence = serializers.FloatField()
    reasons = serializers.ListField(child=serializers.CharField())


class LikenessPage(serializers.Serializer[Any]):
    """The likely pairs; there is one page of a hundred at most."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = LikenessOutput(many=True)


class ApartInput(serializers.Serializer[Any]):
    """The speaker that the one in the address is not."""

    other = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class SpeakerLookalikes(generics.GenericAPIView[Speaker]):
    """Speakers that may be one."""

    permission_classes = [RoleOnly]
    serializer_class = LikenessPage
    pagination_class = None
    queryset = Speaker.objects.none()

    @extend_schema(operation_id="speakers_lookalikes", responses=answers({200: LikenessPage}))
    def get(self, request: Request) -> Response:  # noqa: ARG002  (the same for all editors)
        """List pairs of speakers that are likely one, the surest first; what editors told apart is left out."""
        pairs = find_lookalikes()
        speakers = Speaker.objects.current().in_bulk([number for pair in pairs for number in (pair.one, pair.other)])
        rows = [
            {
                "one": speakers[pair.one],
                "other": speakers[pair.other],
                "confidence": pair.confidence,
                "reasons": pair.reasons,
            }
            for pair in pairs
            if pair.one in speakers and pair.other in speakers
        ]
        return Response(LikenessPage({"next": None, "previous": None, "results": rows}).data)


class SpeakerApart(generics.GenericAPIView[Speaker]):
    """Telling two speakers apart."""

    serializer_class = ApartInput
    queryset = Speaker.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="speakers_tell_apart", request=ApartInput, responses=answers({204: None}, 400, 404))
    def post(self, request: Request, pk: int) -> Response:
        """Record that a speaker is not the `other` one, so that they are not suggested again."""
        one = get_object_or_404(Speaker.objects.current(), pk=pk)
        given = ApartInput(data=request.data)
        given.is_valid(raise_exception=True)
        other = Speaker.objects.current().filter(pk=given.validated_data["other"]).exclude(pk=pk).first()
        if other is None:
            raise ValidationError({"other": ["There is no such other speaker."]})
        tell_apart(one, other, editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(status=204)
