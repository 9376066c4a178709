"""The REST endpoints of articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import django_filters
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from articles import ingestion
from articles.files import parse_moment
from articles.idempotency import submit_once
from articles.models import (
    ARTICLE_ORDERS,
    Article,
    Outlet,
    Stage,
    outlets_named,
    refuse_withdrawn,
    with_age,
    with_stage,
)
from claimtrack.web import CursorPages


@extend_schema_field(OpenApiTypes.STR)
class Text(serializers.Field[str, Any, str, Any]):
    """A string and nothing else; unlike CharField it takes no numbers for one and leaves its characters alone."""

    def to_internal_value(self, data: object) -> str:
        """Return the string."""
        if not isinstance(data, str):
            raise serializers.ValidationError("This must be a string.")
        return data


@extend_schema_field(OpenApiTypes.DATETIME)
class Moment(serializers.Field[datetime, Any, str, Any]):
    """A date, or a date and time, in ISO 8601; without a zone it is UTC."""

    def to_internal_value(self, data: object) -> datetime:
        """Return the moment, midnight for a date."""
        try:
            moment = parse_moment(data)
        except ValueError:
            moment = None
        if moment is None:
            raise serializers.ValidationError("This must be a date such as 2025-04-09 or 2025-04-09T14:05:00Z.")
        return moment


class SubmissionInput(serializers.Serializer[Any]):
    """What may be submitted; other fields are ignored."""

    url = Text(required=False, help_text="Address to fetch.")
    html = Text(required=False, help_text="The page.")
    text = Text(required=False, help_text="The words of the article, paragraphs separated by blank lines.")
    title = Text(required=False)
    outlet = Text(required=False)
    published_at = Moment(required=False, allow_null=True)
    source_url = Text(required=False, help_text="Where html or text come from.")


class RevisionOutput(serializers.Serializer[Any]):
    """One version of a text; offsets of spans refer to it."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    sha256 = serializers.CharField()


class ErrorOutput(serializers.Serializer[Any]):
    """Why an ingestion failed, or waits to be tried again."""

    code = serializers.CharField(source="error_code")
    message = serializers.CharField(source="error_message")


class ArticleOutput(serializers.Serializer[Article]):
    """An article; a syndicated copy shows the revision of the article whose text it repeats."""

    id = serializers.IntegerField()
    url = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    outlet = serializers.CharField(source="outlet.name", default=None, allow_null=True)
    author = serializers.CharField()
    language = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    stage = serializers.ChoiceField(Stage.choices)
    error = serializers.SerializerMethodField()
    duplicate_of = serializers.IntegerField(source="duplicate_of_id", allow_null=True)
    revision = serializers.SerializerMethodField()

    @extend_schema_field(ErrorOutput(allow_null=True))
    def get_error(self, article: Article) -> dict[str, Any] | None:
        """Return code and message, if there are any."""
        return ErrorOutput(article).data if article.error_code else None  # type: ignore[attr-defined]

    @extend_schema_field(RevisionOutput(allow_null=True))
    def get_revision(self, article: Article) -> dict[str, Any] | None:
        """Return the newest revision, if there is one yet."""
        revision = article.latest or (article.duplicate_of and article.duplicate_of.latest)
        return RevisionOutput(revision).data if revision else None


class ArticleFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of the list of articles, those of its page. A minus sign excludes; dates are those of publication.

    Without a date, an article counts as published when it came in.
    """

    stage = django_filters.MultipleChoiceFilter(
        choices=[*Stage.choices, *((f"-{value}", f"not {word}") for value, word in Stage.choices)], method="by_stage"
    )
    outlet = django_filters.CharFilter(method="by_outlet", label="name, domain or id")
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label="words of the title")
    since = django_filters.DateFilter(field_name="known_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="known_at", lookup_expr="date__lte")
    failed = django_filters.BooleanFilter(method="with_failed", label="also what failed before it had a text")

    def by_stage(self, articles: QuerySet[Article], _: str, values: list[str]) -> QuerySet[Article]:
        """Keep the articles in one of the stages."""
        return _among(articles, values, lambda stage: Q(stage=stage))

    def by_outlet(self, articles: QuerySet[Article], _: str, __: str) -> QuerySet[Article]:
        """Keep the articles of one of the outlets."""
        return _among(articles, self.data.getlist("outlet"), _of_outlet)

    def with_failed(self, articles: QuerySet[Article], _: str, __: bool) -> QuerySet[Article]:
        """Keep all: what is listed at all was decided before."""
        return articles


def _among(articles: QuerySet[Article], values: list[str], condition: Callable[[str], Q]) -> QuerySet[Article]:
    """Keep the articles that meet one wanted value, and none with a minus sign."""
    wanted = Q()
    for value in filter(None, (value.replace("\0", "").strip() for value in values)):
        if value.startswith("-"):
            articles = articles.exclude(condition(value[1:]))
        else:
            wanted |= condition(value)
    return articles.filter(wanted)


def _of_outlet(value: str) -> Q:
    named = outlets_named(value)
    if value.isascii() and value.isdecimal():
        named |= outlets_named(int(value[:18]))
    return Q(outlet__in=Outlet.objects.filter(named))


class ArticlePages(CursorPages):
    """Pages of articles in the order asked for."""

    def get_ordering(self, request: Request, queryset: QuerySet[Article], view: Any) -> tuple[str, ...]:  # noqa: ARG002
        """Return the columns of the order. Raises ValidationError for an unknown one."""
        asked = request.query_params.get("ordering") or next(iter(ARTICLE_ORDERS))
        if asked not in ARTICLE_ORDERS:
            raise serializers.ValidationError({"ordering": [f"Choose one of {', '.join(ARTICLE_ORDERS)}."]})
        return ARTICLE_ORDERS[asked]


class ArticleList(generics.ListAPIView[Article]):
    """Articles, newest first unless asked for otherwise; POST submits one."""

    serializer_class = ArticleOutput
    pagination_class = ArticlePages
    filterset_class = ArticleFilter
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    write_role = "editor"

    def get_queryset(self) -> QuerySet[Article]:
        """Return what the user may see; what failed before it had a text is listed if asked for."""
        articles = _with_text(self.request.user)
        if "stage" in self.request.query_params or self.request.query_params.get("failed") == "true":
            return articles
        return articles.exclude(stage=Stage.FAILED, latest=None)  # type: ignore[misc]

    @extend_schema(parameters=[OpenApiParameter("ordering", str, enum=list(ARTICLE_ORDERS))])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of articles."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        request=SubmissionInput,
        responses={200: ArticleOutput, 202: ArticleOutput},
        parameters=[OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
    )
    def post(self, request: Request) -> Response:
        """Submit an article: 202 for a new one, 200 with the first id for one that is known."""
        given = SubmissionInput(data=request.data)
        given.is_valid(raise_exception=True)
        submitted = _submit(request, given.validated_data)
        article = _with_text(request.user).get(pk=submitted.article.pk)
        address = reverse("api-article", args=[article.pk], request=request)
        status = 202 if submitted.created else 200
        return Response(ArticleOutput(article).data, status=status, headers={"Location": address})


class ArticleDetail(generics.RetrieveAPIView[Article]):
    """One article with its newest text, its stage, and why it failed."""

    serializer_class = ArticleOutput

    def get_queryset(self) -> QuerySet[Article]:
        """Return what the user may see."""
        return _with_text(self.request.user)

    def get_object(self) -> Article:
        """Return the article. Raises Problem (410) for a withdrawn one."""
        try:
            return super().get_object()
        except Http404:
            refuse_withdrawn(self.request.user, self.kwargs["pk"])
            raise


def _submit(request: Request, fields: dict[str, Any]) -> ingestion.Submitted:
    user, now = request.user, timezone.now()
    assert isinstance(user, User)  # noqa: S101  (the permission saw to it)
    submission = ingestion.Submission(**fields)
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return ingestion.submit(submission, user=user, now=now)
    return submit_once(key, fields, lambda: ingestion.submit(submission, user=user, now=now), user=user, now=now)


def _with_text(user: object) -> QuerySet[Article]:
    articles = with_age(with_stage(Article.objects.visible_to(user)))
    return articles.select_related("outlet", "latest", "duplicate_of__latest")
