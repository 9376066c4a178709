"""The REST endpoints of saved searches: one's own, and nobody else's."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.answers import StrictString, TextOrNull, answers
from claims.api.pages import KeysetPages
from claims.models import SavedSearch
from claims.saving import delete_search, save_search, set_webhook
from claims.webhooks import usable_address


class SavedSearchOutput(serializers.Serializer[SavedSearch]):
    """A list of claims that is followed; `query` are its parameters, `feed` is an Atom feed that needs no token."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField()
    url = serializers.SerializerMethodField()
    feed = serializers.SerializerMethodField()
    webhook = TextOrNull(source="webhook_url")
    failing_since = serializers.DateTimeField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    fault = TextOrNull()
    created_at = serializers.DateTimeField()

    def get_url(self, search: SavedSearch) -> str:
        """Return the address of its page."""
        return self._at(search.get_absolute_url())

    def get_feed(self, search: SavedSearch) -> str:
        """Return the address of its feed, which holds a secret."""
        return self._at(search.feed_address)

    def _at(self, path: str) -> str:
        address: str = self.context["request"].build_absolute_uri(path)
        return address


class NewSavedSearchOutput(SavedSearchOutput):
    """The same with the secret that signs deliveries: it is given this once."""

    webhook_secret = TextOrNull()


class SavedSearchInput(serializers.Serializer[Any]):
    """A list of claims by the parameters of its address, such as "stance=denial&speaker=Ida+Lund"."""

    name = StrictString(max_length=120)
    query = StrictString(max_length=4000, required=False, allow_blank=True, default="")
    webhook = StrictString(max_length=2000, required=False, allow_blank=True, default="")


class SavedSearchList(generics.GenericAPIView[SavedSearch]):
    """One's saved searches."""

    serializer_class = SavedSearchOutput
    pagination_class = KeysetPages
    permission_classes = (IsAuthenticated,)
    queryset = SavedSearch.objects.none()

    @extend_schema(operation_id="saved_searches_list", responses=answers({200: SavedSearchOutput(many=True)}, 400))
    def get(self, request: Request) -> Response:
        """List one's saved searches, the newest first."""
        own = SavedSearch.objects.kept().filter(user=request.user.pk)
        page = self.paginate_queryset(own.order_by("-created_at", "-id"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="saved_searches_create",
        request=SavedSearchInput,
        responses=answers({201: NewSavedSearchOutput}, 400, 422),
    )
    def post(self, request: Request) -> Response:
        """Follow a list of claims; parameters that it does not know are left out."""
        given = SavedSearchInput(data=request.data)
        given.is_valid(raise_exception=True)
        wanted, now, site = given.validated_data, timezone.now(), request.build_absolute_uri("/").rstrip("/")
        address = usable_address(wanted["webhook"]) if wanted["webhook"] else ""
        params = QueryDict(wanted["query"].removeprefix("?"))
        search, _ = save_search(wanted["name"], params, user=request.user, site=site, now=now)  # type: ignore[arg-type]
        if address:
            set_webhook(search, address, site=site, now=now)
            search.refresh_from_db()
        return Response(NewSavedSearchOutput(search, context=self.get_serializer_context()).data, status=201)


class SavedSearchDetail(generics.GenericAPIView[SavedSearch]):
    """One of one's saved searches."""

    serializer_class = SavedSearchOutput
    permission_classes = (IsAuthenticated,)
    queryset = SavedSearch.objects.none()

    @extend_schema(operation_id="saved_searches_retrieve", responses=answers({200: SavedSearchOutput}, 404))
    def get(self, request: Request, pk: int) -> Response:
        """Return a saved search."""
        return Response(self.get_serializer(_own(request, pk)).data)

    @extend_schema(operation_id="saved_searches_delete", responses=answers({204: None}, 404))
    def delete(self, request: Request, pk: int) -> Response:
        """Follow a list no longer."""
        delete_search(_own(request, pk), now=timezone.now())
        return Response(status=204)


def _own(request: Request, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.kept().select_related("user"), pk=pk, user=request.user.pk)
