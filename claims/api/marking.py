"""The REST endpoints of statements that editors mark: making one, reading any, taking one's own back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles.models import Article, Revision, refuse_withdrawn
from claims.actions import find_action, undo
from claims.api.answers import StrictString, answers
from claims.api.claims import StatementOutput
from claims.api.speakers import KINDS
from claims.correcting import speaker_named
from claims.extraction.values import SpeakerKind, Stance
from claims.marking import mark_statement, speaker_meant
from claims.models import Claim, Speaker, Statement
from claimtrack.web import Problem

LONGEST = 20_000
STANCES = [stance.value for stance in Stance]


class MarkedOutput(StatementOutput):
    """A statement with the number of its claim."""

    claim = serializers.IntegerField(source="claim_id")


class PlacesInput(serializers.Serializer[Any]):
    """Where in the text, in code points, the words stand; of several places the nearest is meant."""

    content = serializers.IntegerField(min_value=0, required=False)
    cue = serializers.IntegerField(min_value=0, required=False)
    source = serializers.IntegerField(min_value=0, required=False)  # type: ignore[assignment]


class MarkInput(serializers.Serializer[Any]):
    """Words as they stand in the text of a `revision`, and whose they are: `speaker`, or somebody's `name`.

    Without both it is whoever the words of the source mean in this article. “…” parts words that do not follow each
    other.
    """

    revision = serializers.IntegerField(min_value=1, max_value=2_147_483_647, help_text="The one that was read.")
    content = StrictString(max_length=LONGEST)
    cue = StrictString(max_length=1000, required=False, allow_blank=True, default="")
    source = StrictString(max_length=1000, required=False, allow_blank=True, default="")  # type: ignore[assignment]
    near = PlacesInput(required=False)
    speaker = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    name = StrictString(max_length=300, required=False)
    kind = serializers.ChoiceField(KINDS, required=False, default=SpeakerKind.PERSON.value)
    stance = serializers.ChoiceField(STANCES, required=False, default=Stance.ASSERTION.value)


class ArticleStatements(generics.GenericAPIView[Statement]):
    """The statements of one article."""

    serializer_class = MarkInput
    queryset = Statement.objects.none()
    write_role = "editor"

    @extend_schema(
        operation_id="articles_mark", request=MarkInput, responses=answers({201: MarkedOutput}, 400, 404, 409, 410, 422)
    )
    def post(self, request: Request, pk: int) -> Response:
        """Mark words as a statement. It outlasts later runs and changed pages; DELETE on its address takes it back.

        409 where the article has a newer revision by now, or these words are a statement already.
        """
        article = Article.objects.visible_to(request.user).filter(pk=pk).first()
        if article is None:
            refuse_withdrawn(request.user, pk)
            raise Http404
        form = MarkInput(data=request.data)
        form.is_valid(raise_exception=True)
        given, now = form.validated_data, timezone.now()
        revision = article.revisions.filter(number=given["revision"]).first()
        if revision is None:
            raise ValidationError({"revision": ["There is no such revision."]})
        made = mark_statement(
            revision,
            words={layer: given[layer] for layer in ("content", "cue", "source")},
            near=given.get("near", {}),
            speaker=_speaker(given, revision),
            stance=given["stance"],
            editor=request.user,  # type: ignore[arg-type]
            now=now,
        )
        return Response(MarkedOutput(_shown(request.user).get(pk=made.object_id)).data, status=201)


class StatementDetail(generics.GenericAPIView[Statement]):
    """One statement."""

    serializer_class = MarkedOutput
    queryset = Statement.objects.none()
    write_role = "editor"

    @extend_schema(operation_id="statements_retrieve", responses=answers({200: MarkedOutput}, 404))
    def get(self, request: Request, pk: int) -> Response:
        """Return a statement."""
        return Response(MarkedOutput(get_object_or_404(_shown(request.user), pk=pk)).data)

    @extend_schema(operation_id="statements_unmark", responses=answers({204: None}, 404, 409))
    def delete(self, request: Request, pk: int) -> Response:
        """Take back a statement that an editor marked. 409 for what the machine found, or what others went on with."""
        statement = get_object_or_404(_shown(request.user), pk=pk)
        if not statement.is_by_hand:
            raise Problem("not_by_hand", "The machine found this statement. Hide its claim instead.", status=409)
        undo(find_action("mark statement", statement=statement.pk), editor=request.user, now=timezone.now())  # type: ignore[arg-type]
        return Response(status=204)


def _shown(user: object) -> QuerySet[Statement]:
    claims = Claim.objects.visible_to(user)
    return Statement.objects.filter(claim__in=claims).select_related("revision__article__outlet")


def _speaker(given: dict[str, Any], revision: Revision) -> Speaker:
    """Return whose words these are. Raises ValidationError."""
    if "speaker" in given:
        found = Speaker.objects.current().filter(pk=given["speaker"]).first()
        if found is None:
            raise ValidationError({"speaker": ["There is no such speaker."]})
        return found
    if given.get("name"):
        return speaker_named(given["name"], given["kind"], now=timezone.now())
    meant = speaker_meant(revision, given["source"])
    if meant is None:
        raise ValidationError({"speaker": ["Say whose words these are: give speaker or name."]})
    return meant
