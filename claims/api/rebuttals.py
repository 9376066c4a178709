"""The REST endpoints of rebuttals: suggested by the machine, decided by editors."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.answers import SpanOutput, answers, with_words
from claims.api.pages import KeysetPages
from claims.api.speakers import SpeakerBrief
from claims.extraction.values import Relation, Stance
from claims.filters import parse_choice, parse_id
from claims.models import Claim, Rebuttal, RebuttalState, Status
from claims.rebutting import decide

RELATIONS = [relation.value for relation in Relation]


class ClaimBrief(serializers.Serializer[Claim]):
    """One end of a rebuttal."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    speaker = SpeakerBrief()
    stance = serializers.ChoiceField([stance.value for stance in Stance])
    status = serializers.ChoiceField(Status.choices)


class RebuttalOutput(serializers.Serializer[Rebuttal]):
    """`answer` takes up `answered`; `evidence` are words of the answering text."""

    id = serializers.IntegerField()
    relation = serializers.ChoiceField(RELATIONS)
    state = serializers.ChoiceField(RebuttalState.choices)
    confidence = serializers.FloatField()
    answer = ClaimBrief()
    answered = ClaimBrief()
    evidence = serializers.SerializerMethodField()
    extractor = serializers.CharField()
    decided_by = serializers.CharField(source="decided_by.username", default=None, allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    @extend_schema_field(SpanOutput(many=True))
    def get_evidence(self, link: Rebuttal) -> list[dict[str, Any]]:
        """Return the words that take up the other claim."""
        return with_words(link.evidence, link.statement.revision.text) if link.statement else []


class DecisionInput(serializers.Serializer[Any]):
    """What an editor decides: one field or both. A changed relation alone confirms the link."""

    state = serializers.ChoiceField(RebuttalState.choices, required=False)
    relation = serializers.ChoiceField(RELATIONS, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a decision that decides nothing."""
        if not attrs:
            raise serializers.ValidationError("Give state, relation or both.")
        return attrs


def shown_rebuttals(user: object) -> QuerySet[Rebuttal]:
    """Return the links between claims that a user may see, with what RebuttalOutput shows."""
    claims = Claim.objects.visible_to(user)
    links = Rebuttal.objects.filter(answer__in=claims, answered__in=claims)
    return links.select_related("answer__speaker", "answered__speaker", "statement__revision", "decided_by")


FILTERS = {
    "state": (parse_choice(*RebuttalState.values), lambda state: Q(state=state)),
    "relation": (parse_choice(*RELATIONS), lambda relation: Q(relation=relation)),
    "claim": (parse_id, lambda pk: Q(answer=pk) | Q(answered=pk)),
}


def _filtered(links: QuerySet[Rebuttal], request: Request) -> QuerySet[Rebuttal]:
    """Apply the list's filters; repeating one is OR. Raises ValidationError, naming a bad value."""
    for name, (parse, condition) in FILTERS.items():
        wanted = Q()
        for text in request.query_params.getlist(name):
            try:
                wanted |= condition(parse(text))  # type: ignore[no-untyped-call]
            except ValueError as error:
                raise ValidationError({name: [str(error)]}) from None
        links = links.filter(wanted)
    return links


class RebuttalList(generics.GenericAPIView[Rebuttal]):
    """Answers of claims to claims."""

    serializer_class = RebuttalOutput
    pagination_class = KeysetPages
    queryset = Rebuttal.objects.none()

    @extend_schema(
        operation_id="rebuttals_list",
        parameters=[
            OpenApiParameter("state", str, many=True, enum=RebuttalState.values),
            OpenApiParameter("relation", str, many=True, enum=RELATIONS),
            OpenApiParameter("claim", int, many=True, description="Number of a claim at either end."),
        ],
        responses=answers({200: RebuttalOutput(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        """List rebuttals, the newest first."""
        links = _filtered(shown_rebuttals(request.user), request)
        page = self.paginate_queryset(links.order_by("-created_at", "-id"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class RebuttalDetail(generics.GenericAPIView[Rebuttal]):
    """One rebuttal."""

    serializer_class = RebuttalOutput
    queryset = Rebuttal.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="rebuttals_retrieve", responses=answers({200: RebuttalOutput}, 404))
    def get(self, request: Request, pk: int) -> Response:
        """Return a rebuttal."""
        return Response(RebuttalOutput(get_object_or_404(shown_rebuttals(request.user), pk=pk)).data)

    @extend_schema(
        operation_id="rebuttals_decide",
        request=DecisionInput,
        responses=answers({200: RebuttalOutput}, 400, 404),
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Confirm or reject a rebuttal, or change its relation; `suggested` takes a decision back."""
        link = get_object_or_404(shown_rebuttals(request.user), pk=pk)
        given = DecisionInput(data=request.data)
        given.is_valid(raise_exception=True)
        decision = {"state": RebuttalState.CONFIRMED.value, **given.validated_data}
        decide(link, editor=request.user, now=timezone.now(), **decision)  # type: ignore[arg-type]
        return Response(RebuttalOutput(shown_rebuttals(request.user).get(pk=pk)).data)
