"""The REST endpoints of feeds, for editors: following one, changing, pausing, polling and leaving it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Feed, FeedState
from articles.models.feed import LONGEST, SHORTEST
from articles.polling import poll_now
from claims.api.answers import StrictString, TextOrNull, answers
from claims.api.pages import KeysetPages
from claims.feeding import add_feed, delete_feed, edit_feed, pause_feed, resume_feed
from claimtrack.web import Problem, RoleOnly


class FaultOutput(serializers.Serializer[Any]):
    """What was wrong at the last poll."""

    code = serializers.CharField(source="fault_code")
    message = serializers.CharField(source="fault_message")


class FeedOutput(serializers.Serializer[Feed]):
    """A feed and how it is doing; `failures` are those in a row."""

    id = serializers.IntegerField()
    address = serializers.CharField()
    title = serializers.CharField()
    outlet = TextOrNull(source="outlet.name", default=None)
    minutes = serializers.IntegerField()
    state = serializers.ChoiceField(FeedState.choices)
    polled_at = serializers.DateTimeField(allow_null=True)
    next_poll_at = serializers.DateTimeField()
    new_items = serializers.IntegerField()
    failures = serializers.IntegerField()
    fault = serializers.SerializerMethodField()

    @extend_schema_field(FaultOutput(allow_null=True))
    def get_fault(self, feed: Feed) -> dict[str, Any] | None:
        """Return code and message, if anything was wrong."""
        return FaultOutput(feed).data if feed.fault_code else None


class FeedInput(serializers.Serializer[Any]):
    """How a feed is followed; what is left out stays, or is 15 minutes and no outlet."""

    outlet = StrictString(max_length=200, required=False, allow_blank=True, help_text="Empty for one of many outlets.")
    minutes = serializers.IntegerField(min_value=SHORTEST, max_value=LONGEST, required=False)


class NewFeedInput(FeedInput):
    """The feed to follow."""

    address = StrictString(max_length=2000)
    title = StrictString(max_length=500, required=False, allow_blank=True)


class FeedView(generics.GenericAPIView[Feed]):
    """What the endpoints of feeds share: they are for editors."""

    permission_classes = [RoleOnly]
    serializer_class = FeedOutput
    pagination_class = KeysetPages
    queryset = Feed.objects.none()

    def kept(self) -> QuerySet[Feed]:
        """Return the feeds that are followed, with their outlets."""
        return Feed.objects.kept().select_related("outlet")

    def shown(self, pk: int, *, status: int = 200) -> Response:
        """Answer with a feed as it is now."""
        return Response(FeedOutput(self.kept().get(pk=pk)).data, status=status)


class FeedList(FeedView):
    """Feeds that are followed."""

    @extend_schema(
        operation_id="feeds_list",
        parameters=[OpenApiParameter("state", str, many=True, enum=FeedState.values)],
        responses=answers({200: FeedOutput(many=True)}, 400),
    )
    def get(self, request: Request) -> Response:
        """List feeds in the order in which they were added."""
        states = request.query_params.getlist("state")
        if unknown := [state for state in states if state not in FeedState.values]:
            raise ValidationError({"state": [f"“{unknown[0][:40]}” is not one of {', '.join(FeedState.values)}."]})
        found = self.kept().filter(state__in=states) if states else self.kept()
        page = self.paginate_queryset(found.order_by("id"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(operation_id="feeds_add", request=NewFeedInput, responses=answers({201: FeedOutput}, 400, 409, 422))
    def post(self, request: Request) -> Response:
        """Follow a feed; its first poll begins at once."""
        given = NewFeedInput(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = {"outlet": "", "minutes": 15, **given.validated_data}
        feed, _ = add_feed(**wanted, editor=_editor(request), now=timezone.now())
        return self.shown(feed.pk, status=201)


class FeedDetail(FeedView):
    """One feed."""

    @extend_schema(operation_id="feeds_retrieve", responses=answers({200: FeedOutput}, 404))
    def get(self, request: Request, pk: int) -> Response:  # noqa: ARG002  (the same for all editors)
        """Return a feed."""
        return self.shown(get_object_or_404(self.kept(), pk=pk).pk)

    @extend_schema(operation_id="feeds_edit", request=FeedInput, responses=answers({200: FeedOutput}, 400, 404))
    def patch(self, request: Request, pk: int) -> Response:
        """Change how often a feed is polled, or whose stories it names."""
        feed = get_object_or_404(self.kept(), pk=pk)
        given = FeedInput(data=request.data)
        given.is_valid(raise_exception=True)
        now = {"outlet": feed.outlet.name if feed.outlet else "", "minutes": feed.minutes}
        edit_feed(feed, **{**now, **given.validated_data}, editor=_editor(request), now=timezone.now())
        return self.shown(pk)

    @extend_schema(operation_id="feeds_delete", responses=answers({204: None}, 404))
    def delete(self, request: Request, pk: int) -> Response:
        """Follow a feed no longer; its articles stay."""
        delete_feed(get_object_or_404(self.kept(), pk=pk), editor=_editor(request), now=timezone.now())
        return Response(status=204)


class FeedPause(FeedView):
    """Pausing a feed."""

    @extend_schema(operation_id="feeds_pause", request=None, responses=answers({200: FeedOutput}, 404, 409))
    def post(self, request: Request, pk: int) -> Response:
        """Stop polling a feed."""
        pause_feed(get_object_or_404(self.kept(), pk=pk), editor=_editor(request), now=timezone.now())
        return self.shown(pk)


class FeedResume(FeedView):
    """Resuming a feed."""

    @extend_schema(operation_id="feeds_resume", request=None, responses=answers({200: FeedOutput}, 404, 409))
    def post(self, request: Request, pk: int) -> Response:
        """Poll a feed again that was paused or gone, at once."""
        resume_feed(get_object_or_404(self.kept(), pk=pk), editor=_editor(request), now=timezone.now())
        return self.shown(pk)


class FeedPoll(FeedView):
    """Polling a feed."""

    @extend_schema(operation_id="feeds_poll", request=None, responses=answers({200: FeedOutput}, 404, 409))
    def post(self, request: Request, pk: int) -> Response:  # noqa: ARG002  (who asks makes no difference)
        """Poll a feed now instead of when its time comes."""
        feed = get_object_or_404(self.kept(), pk=pk)
        if not poll_now(feed, now=timezone.now()):
            message = f"This feed is {feed.get_state_display()}. Resume it first."
            raise Problem("not_polled", message, status=HTTPStatus.CONFLICT)
        return self.shown(pk)


def _editor(request: Request) -> User:
    assert isinstance(request.user, User), "only editors get here"  # noqa: S101
    return request.user
