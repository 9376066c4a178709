"""The REST endpoints of speakers: lists, one, merging and undoing it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.answers import StrictString, TextOrNull, answers
from claims.api.lists import listed, parameters_of
from claims.api.pages import KeysetPages
from claims.describing import describe
from claims.extraction.values import SpeakerKind
from claims.lists import SPEAKERS
from claims.merging import merge, unmerge
from claims.models import Claim, Speaker, SpeakerMerge
from claims.summaries import speaking, with_totals
from claimtrack.web import Problem, may_read

Row = TypeVar("Row", bound=Model)

KINDS = [kind.value for kind in SpeakerKind]


class SpeakerBrief(serializers.Serializer[Speaker]):
    """Who makes a claim."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)


class RoleOutput(serializers.Serializer[Any]):
    """An office or affiliation, with the dates of the first and the last text that states it."""

    title = serializers.CharField()
    first_seen = serializers.DateTimeField()
    last_seen = serializers.DateTimeField()


class SpeakerOutput(SpeakerBrief):
    """A speaker with the names and roles that texts give it."""

    wikidata_id = TextOrNull()
    aliases = serializers.SerializerMethodField()
    roles = RoleOutput(many=True)
    claim_count = serializers.IntegerField()

    def get_aliases(self, speaker: Speaker) -> list[str]:
        """Return the other names, in alphabetical order."""
        return sorted(alias.name for alias in speaker.aliases.all())


class SpeakerInput(serializers.Serializer[Any]):
    """What an editor says of a speaker; what is left out stays."""

    name = StrictString(max_length=300, required=False)
    kind = serializers.ChoiceField(KINDS, required=False)
    wikidata_id = StrictString(max_length=80, required=False, allow_blank=True, help_text="Empty for none.")


class MergeInput(serializers.Serializer[Any]):
    """What the speaker or outlet in the address is to become part of."""

    into = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


def merge_target(request: Request, among: QuerySet[Row], name: str) -> Row:
    """Return the row that another is to become part of. Raises ValidationError."""
    given = MergeInput(data=request.data)
    given.is_valid(raise_exception=True)
    into = among.filter(pk=given.validated_data["into"]).first()
    if into is None:
        raise ValidationError({"into": [f"There is no such {name}."]})
    return into


class MergeOutput(serializers.Serializer[SpeakerMerge]):
    """A merge; POST to the speaker's unmerge/ takes it back."""

    id = serializers.IntegerField()
    speaker = serializers.IntegerField(source="speaker_id")
    into = serializers.IntegerField(source="into_id")
    made_at = serializers.DateTimeField()


def shown_speakers(user: object) -> QuerySet[Speaker]:
    """Return current speakers with what SpeakerOutput shows; none for visitors of a private installation."""
    own = Claim.objects.visible_to(user).filter(speaker=OuterRef("pk")).order_by().values("speaker")
    # Counted for the rows of a page only: joining claims would count those of all speakers first.
    count = Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0)
    speakers = Speaker.objects.current().annotate(claim_count=count)
    return speakers.prefetch_related("aliases", "roles") if may_read(user) else speakers.none()


class SpeakerList(generics.GenericAPIView[Speaker]):
    """Speakers by name."""

    serializer_class = SpeakerOutput
    pagination_class = KeysetPages
    queryset = Speaker.objects.none()

    @extend_schema(
        operation_id="speakers_list",
        parameters=[
            *parameters_of(SPEAKERS),
            OpenApiParameter("has_claims", bool, description="Only those who make a claim that is shown."),
        ],
        responses=answers({200: SpeakerOutput(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        """List speakers by name, or in an order of the browser's list."""
        found = shown_speakers(request.user)
        if request.query_params.get("has_claims") == "true":
            found = found.filter(pk__in=speaking(request.user).values("pk"))
        page = self.paginate_queryset(listed(request, SPEAKERS, found, counted=with_totals, order=("key", "id")))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class SpeakerDetail(generics.GenericAPIView[Speaker]):
    """One speaker."""

    serializer_class = SpeakerOutput
    write_role = "editor"
    queryset = Speaker.objects.none()

    @extend_schema(operation_id="speakers_retrieve", responses=answers({200: SpeakerOutput}, 404))
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return a speaker; one that became part of another answers 301 with its address."""
        merged = Speaker.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
        if merged:
            return HttpResponsePermanentRedirect(reverse("api-speaker", args=[merged], request=request))
        return Response(self.get_serializer(get_object_or_404(shown_speakers(request.user), pk=pk)).data)

    @extend_schema(
        operation_id="speakers_describe",
        request=SpeakerInput,
        responses=answers({200: SpeakerOutput}, 400, 404, 422),
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Rename a speaker, or change its kind or Wikidata number; the old name stays findable."""
        speaker = get_object_or_404(shown_speakers(request.user), pk=pk)
        given = SpeakerInput(data=request.data)
        given.is_valid(raise_exception=True)
        describe(speaker, editor=request.user, now=timezone.now(), **given.validated_data)  # type: ignore[arg-type]
        return Response(self.get_serializer(shown_speakers(request.user).get(pk=pk)).data)


class SpeakerMergers(generics.GenericAPIView[Speaker]):
    """Making a speaker part of another."""

    serializer_class = MergeInput
    queryset = Speaker.objects.none()
    write_role = "editor"

    @extend_schema(
        operation_id="speakers_merge", request=MergeInput, responses=answers({201: MergeOutput}, 400, 404, 409)
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make the speaker part of `into`: claims, aliases and roles move, its address leads there."""
        speaker = get_object_or_404(Speaker, pk=pk)
        into = merge_target(request, Speaker.objects.all(), "speaker")
        made = merge(speaker, into=into, editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(MergeOutput(made).data, status=201)


class SpeakerUnmergers(generics.GenericAPIView[Speaker]):
    """Taking a merge back."""

    serializer_class = SpeakerBrief
    queryset = Speaker.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="speakers_unmerge", request=None, responses=answers({200: SpeakerBrief}, 404, 409))
    def post(self, request: Request, pk: int) -> Response:
        """Make the speaker one of its own again, with what it had."""
        speaker = get_object_or_404(Speaker, pk=pk)
        made = SpeakerMerge.objects.filter(speaker=speaker, undone_at=None).first()
        if made is None:
            raise Problem("not_merged", "This speaker is not part of another by an editor's merge.", status=409)
        parted = unmerge(made, editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(SpeakerBrief(parted).data)
