"""The REST endpoints of outlets: lists, one, correcting it, merging and undoing that, the answers it left out."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles.models import Article, Outlet, OutletKind, OutletMerge
from claims.api.answers import StrictString, TextOrNull, answers
from claims.api.lists import listed, parameters_of
from claims.api.pages import KeysetPages
from claims.api.rebuttals import RebuttalOutput, shown_rebuttals
from claims.api.speakers import MergeInput, merge_target
from claims.leaving_out import left_out
from claims.lists import OUTLETS, count_of, with_outlet_totals
from claims.models import Rebuttal, Statement
from claims.outlets import describe_outlet, merge_outlets, unmerge_outlets
from claimtrack.web import Problem, may_read


class OutletOutput(serializers.Serializer[Outlet]):
    """An outlet with how much it reports; `former` are names that mean it, too."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(OutletKind.choices, allow_blank=True, help_text="Empty where it is unknown.")
    domain = TextOrNull()
    former = serializers.SerializerMethodField()
    article_count = serializers.IntegerField()
    claim_count = serializers.IntegerField()

    def get_former(self, outlet: Outlet) -> list[str]:
        """Return the other names, in alphabetical order."""
        return sorted(other.name for other in outlet.former.all())


class OutletInput(serializers.Serializer[Any]):
    """What an editor says of an outlet; what is left out stays."""

    name = StrictString(max_length=200, required=False)
    kind = serializers.ChoiceField(OutletKind.choices, required=False, allow_blank=True)


class OutletMergeOutput(serializers.Serializer[OutletMerge]):
    """A merge; POST to the outlet's unmerge/ takes it back."""

    id = serializers.IntegerField()
    outlet = serializers.IntegerField(source="outlet_id")
    into = serializers.IntegerField(source="into_id")
    made_at = serializers.DateTimeField()


def shown_outlets(user: object) -> QuerySet[Outlet]:
    """Return current outlets with what OutletOutput shows; none for visitors of a private installation."""
    articles = Article.objects.visible_to(user).filter(outlet=OuterRef("pk"))
    stated = Statement.objects.filter(revision__article__outlet=OuterRef("pk"), claim__hidden_at=None)
    outlets = Outlet.objects.current().prefetch_related("former")
    return (outlets if may_read(user) else outlets.none()).annotate(
        article_count=count_of(articles, "pk"), claim_count=count_of(stated, "claim")
    )


class OutletList(generics.GenericAPIView[Outlet]):
    """Outlets by name."""

    serializer_class = OutletOutput
    pagination_class = KeysetPages
    queryset = Outlet.objects.none()

    @extend_schema(
        operation_id="outlets_list",
        parameters=parameters_of(OUTLETS),
        responses=answers({200: OutletOutput(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        """List outlets by name, or in an order of the browser's list."""
        rows = shown_outlets(request.user)
        found = listed(request, OUTLETS, rows, counted=with_outlet_totals, order=("name", "id"))
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class OutletDetail(generics.GenericAPIView[Outlet]):
    """One outlet."""

    serializer_class = OutletOutput
    queryset = Outlet.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="outlets_retrieve", responses=answers({200: OutletOutput}, 404))
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return an outlet; one that became part of another answers 301 with its address."""
        merged = Outlet.objects.filter(pk=pk).values_list("merged_into", flat=True).first()
        if merged:
            return HttpResponsePermanentRedirect(reverse("api-outlet", args=[merged], request=request))
        return Response(self.get_serializer(get_object_or_404(shown_outlets(request.user), pk=pk)).data)

    @extend_schema(
        operation_id="outlets_describe",
        request=OutletInput,
        responses=answers({200: OutletOutput}, 400, 404, 409, 422),
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Rename an outlet, or change its kind; the old name still means it."""
        outlet = get_object_or_404(Outlet.objects.current(), pk=pk)
        given = OutletInput(data=request.data)
        given.is_valid(raise_exception=True)
        describe_outlet(outlet, editor=request.user, now=timezone.now(), **given.validated_data)  # type: ignore[arg-type]
        return Response(self.get_serializer(shown_outlets(request.user).get(pk=pk)).data)


class OutletLeftOut(generics.GenericAPIView[Rebuttal]):
    """The answers that an outlet left out."""

    serializer_class = RebuttalOutput
    pagination_class = KeysetPages
    queryset = Rebuttal.objects.none()

    @extend_schema(operation_id="outlets_left_out", responses=answers({200: RebuttalOutput(many=True)}, 404))
    def get(self, request: Request, pk: int) -> Response:
        """List denials and rebuttals, the latest first, of claims that the outlet reported, reported by others only."""
        outlet = get_object_or_404(shown_outlets(request.user), pk=pk)
        found = shown_rebuttals(request.user).filter(pk__in=left_out(outlet, request.user).order_by().values("pk"))
        page = self.paginate_queryset(found.order_by("-created_at", "-id"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class OutletMergers(generics.GenericAPIView[Outlet]):
    """Making an outlet part of another."""

    serializer_class = MergeInput
    queryset = Outlet.objects.none()
    write_role = "editor"

    @extend_schema(
        operation_id="outlets_merge", request=MergeInput, responses=answers({201: OutletMergeOutput}, 400, 404, 409)
    )
    def post(self, request: Request, pk: int) -> Response:
        """Make the outlet part of `into`: articles and feeds move, its address leads there."""
        outlet = get_object_or_404(Outlet, pk=pk)
        into = merge_target(request, Outlet.objects.all(), "outlet")
        made = merge_outlets(outlet, into=into, editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(OutletMergeOutput(made).data, status=201)


class OutletUnmergers(generics.GenericAPIView[Outlet]):
    """Taking a merge of outlets back."""

    serializer_class = OutletOutput
    queryset = Outlet.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="outlets_unmerge", request=None, responses=answers({200: OutletOutput}, 404, 409))
    def post(self, request: Request, pk: int) -> Response:
        """Make the outlet one of its own again, with what it had."""
        outlet = get_object_or_404(Outlet, pk=pk)
        made = OutletMerge.objects.filter(outlet=outlet, into=outlet.merged_into).order_by("-id").first()
        if made is None:
            raise Problem("not_merged", "This outlet is not part of another by an editor's merge.", status=409)
        unmerge_outlets(made, editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(self.get_serializer(shown_outlets(request.user).get(pk=pk)).data)
