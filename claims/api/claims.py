"""The REST endpoints of claims and their assessments."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.api.answers import SpanOutput, StrictString, TextOrNull, answers, with_words
from claims.api.pages import KeysetPages
from claims.api.speakers import SpeakerBrief
from claims.assessing import EvidenceLink, InvalidAssessment, StaleClaim, assess
from claims.extraction.values import QuotationType, Relation, Stance
from claims.filters import ORDERINGS
from claims.hiding import refuse_hidden
from claims.models import (
    Assessment,
    Claim,
    FactCheckMatch,
    Proposal,
    ProposalState,
    Rebuttal,
    RebuttalState,
    Statement,
    Status,
)
from claims.search import find_claims, read_filters
from claimtrack.web import Problem

# A list shows this many statements and answers of each claim; the claim itself shows all.
SHOWN_IN_LISTS = 20


class StatementOutput(serializers.Serializer[Statement]):
    """Where and how a claim was made; spans refer to the article's revision of this number."""

    id = serializers.IntegerField()
    article = serializers.IntegerField(source="revision.article_id")
    revision = serializers.IntegerField(source="revision.number")
    outlet = serializers.CharField(source="revision.article.outlet.name", default=None, allow_null=True)
    published_at = serializers.DateTimeField(source="revision.article.published_at", allow_null=True)
    source = serializers.SerializerMethodField()  # type: ignore[assignment]
    cue = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()
    type = serializers.ChoiceField([kind.value for kind in QuotationType])
    role = TextOrNull()
    via = TextOrNull()
    nested_in = serializers.IntegerField(source="nested_in_id", allow_null=True)
    confidence = serializers.FloatField()
    extractor = serializers.CharField()

    @extend_schema_field(SpanOutput(many=True))
    def get_source(self, statement: Statement) -> list[dict[str, Any]]:
        """Return the spans of who says it."""
        return with_words(statement.source, statement.revision.text)

    @extend_schema_field(SpanOutput(many=True))
    def get_cue(self, statement: Statement) -> list[dict[str, Any]]:
        """Return the spans of the words that attribute it."""
        return with_words(statement.cue, statement.revision.text)

    @extend_schema_field(SpanOutput(many=True))
    def get_content(self, statement: Statement) -> list[dict[str, Any]]:
        """Return the spans of what is said."""
        return with_words(statement.content, statement.revision.text)


class LinkOutput(serializers.Serializer[Any]):
    """An answer seen from one of its claims: `out` where that claim answers, `in` where it is answered."""

    id = serializers.IntegerField()
    direction = serializers.ChoiceField(["in", "out"])
    relation = serializers.ChoiceField([relation.value for relation in Relation])
    claim = serializers.IntegerField(help_text="The claim at the other end.")
    claim_text = serializers.CharField()
    claim_speaker = SpeakerBrief()
    state = serializers.ChoiceField(RebuttalState.choices)
    confidence = serializers.FloatField()
    evidence = SpanOutput(many=True, help_text="Words of the answering text.")


class EvidenceOutput(serializers.Serializer[Any]):
    """A link that a reader can check."""

    url = serializers.CharField()
    title = serializers.CharField()
    excerpt = serializers.CharField()
    seen_at = serializers.DateTimeField()


class AssessmentOutput(serializers.Serializer[Assessment]):
    """An editor's dated verdict; `undoes` names the one it takes back."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(Status.choices)
    rationale = serializers.CharField()
    reviewed = serializers.CharField()
    evidence = EvidenceOutput(many=True)
    editor = serializers.CharField(source="editor.get_username")
    made_at = serializers.DateTimeField()
    undoes = serializers.IntegerField(source="undoes_id", allow_null=True)


class FactCheckOutput(serializers.Serializer[Any]):
    """What another publisher found on a claim, as an editor confirmed; `rating` are the publisher's own words."""

    publisher = serializers.CharField()
    url = serializers.CharField()
    claim_reviewed = serializers.CharField()
    claimant = TextOrNull()
    rating = TextOrNull()
    rating_value = serializers.FloatField(allow_null=True)
    best_rating = serializers.FloatField(allow_null=True)
    worst_rating = serializers.FloatField(allow_null=True)
    published_at = serializers.DateField(allow_null=True)


class ProposalOutput(serializers.Serializer[Proposal]):
    """A verdict that counts once another editor agrees."""

    id = serializers.IntegerField()
    claim = serializers.IntegerField(source="claim_id")
    status = serializers.ChoiceField(Status.choices)
    rationale = serializers.CharField()
    reviewed = serializers.CharField()
    evidence = EvidenceOutput(many=True)
    state = serializers.ChoiceField(ProposalState.choices)
    note = serializers.CharField()
    editor = serializers.CharField(source="editor.get_username")
    made_at = serializers.DateTimeField()


class ClaimOutput(serializers.Serializer[Claim]):
    """What one speaker maintains, where it was said, who answered, and what editors found."""

    id = serializers.IntegerField()
    url = serializers.SerializerMethodField()
    text = serializers.CharField()
    speaker = SpeakerBrief()
    stance = serializers.ChoiceField([stance.value for stance in Stance])
    target = TextOrNull()
    status = serializers.ChoiceField(Status.choices)
    version = serializers.IntegerField()
    first_seen = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    statement_count = serializers.IntegerField()
    answer_count = serializers.IntegerField()
    dispute = serializers.IntegerField(source="dispute_id", allow_null=True)
    statements = serializers.SerializerMethodField()
    rebuttals = serializers.SerializerMethodField()
    assessments = serializers.SerializerMethodField()
    fact_checks = serializers.SerializerMethodField()

    def get_url(self, claim: Claim) -> str:
        """Return the address of the claim's page."""
        address: str = self.context["request"].build_absolute_uri(claim.get_absolute_url())
        return address

    @extend_schema_field(StatementOutput(many=True))
    def get_statements(self, claim: Claim) -> Any:
        """Return the statements, the first published first."""
        return StatementOutput(claim.shown_statements, many=True).data  # type: ignore[attr-defined]

    @extend_schema_field(LinkOutput(many=True))
    def get_rebuttals(self, claim: Claim) -> Any:
        """Return the answers both ways."""
        given, received = claim.shown_given, claim.shown_received  # type: ignore[attr-defined]
        rows = [_link(link, "out", link.answered) for link in given]
        return LinkOutput([*rows, *(_link(link, "in", link.answer) for link in received)], many=True).data

    @extend_schema_field(AssessmentOutput(many=True))
    def get_assessments(self, claim: Claim) -> Any:
        """Return the assessments, the latest first."""
        return AssessmentOutput(claim.shown_assessments, many=True).data  # type: ignore[attr-defined]

    @extend_schema_field(FactCheckOutput(many=True))
    def get_fact_checks(self, claim: Claim) -> Any:
        """Return the fact-checks of others that editors confirmed, the nearest first."""
        checks = [match.factcheck for match in claim.shown_checks]  # type: ignore[attr-defined]
        return FactCheckOutput(checks, many=True).data


def _link(link: Rebuttal, direction: str, other: Claim) -> dict[str, Any]:
    return {
        "id": link.pk,
        "direction": direction,
        "relation": link.relation,
        "claim": other.pk,
        "claim_text": other.text,
        "claim_speaker": other.speaker,
        "state": link.state,
        "confidence": link.confidence,
        "evidence": with_words(link.evidence, link.statement.revision.text) if link.statement else [],
    }


def with_all_shown(claims: QuerySet[Claim], *, limit: int | None = None) -> QuerySet[Claim]:
    """Fetch all that ClaimOutput shows, in a fixed number of queries; `limit` statements and answers each way."""
    statements = Statement.objects.order_by("revision__article__published_at", "pk").prefetch_related(
        "revision__article__outlet"
    )
    links = Rebuttal.objects.order_by("-confidence", "pk").prefetch_related("statement__revision")
    given = links.select_related("answered__speaker").filter(answered__merged_into=None, answered__hidden_at=None)
    received = links.select_related("answer__speaker").filter(answer__merged_into=None, answer__hidden_at=None)
    verdicts = Assessment.objects.order_by("-made_at", "-pk").select_related("editor").prefetch_related("evidence")
    checks = (
        FactCheckMatch.objects.filter(state=RebuttalState.CONFIRMED)
        .select_related("factcheck")
        .order_by("-confidence", "pk")
    )
    return claims.select_related("speaker").prefetch_related(
        Prefetch("statements", statements[:limit] if limit else statements, to_attr="shown_statements"),
        Prefetch("answers_given", given[:limit] if limit else given, to_attr="shown_given"),
        Prefetch("answers_received", received[:limit] if limit else received, to_attr="shown_received"),
        Prefetch("assessments", verdicts, to_attr="shown_assessments"),
        Prefetch("factcheck_matches", checks, to_attr="shown_checks"),
    )


_WORDS = {
    "speaker": "Number, name or alias.",
    "article": "Number of an article.",
    "outlet": "Number, name or domain.",
    "status": f"One of {', '.join(Status.values)}.",
    "stance": f"One of {', '.join(Stance)}.",
    "type": f"One of {', '.join(QuotationType)}.",
    "about": "Words of what the claim is about.",
    "via": "Who passed it on.",
}
FILTERS = [
    OpenApiParameter("q", str, description='Words, "a phrase", -word, a OR b, and fields such as speaker:"Lin Jian".'),
    *(
        OpenApiParameter(name, str, many=True, description=f"{words} Repeated: any of them; with a minus: all others.")
        for name, words in _WORDS.items()
    ),
    OpenApiParameter("since", str, description="First seen on this day or later, e.g. 2025-04-09."),
    OpenApiParameter("until", str, description="First seen on this day or earlier."),
    OpenApiParameter("has_rebuttal", bool, description="Whether an answer that was not rejected denies or rebuts it."),
    OpenApiParameter("has_evidence", bool, description="Whether a standing assessment gives evidence."),
    OpenApiParameter("mine", bool, description="Assessed by the user of the token."),
    OpenApiParameter(
        "ordering", str, enum=list(ORDERINGS), description="By default relevance with q, else the newest."
    ),
]


class ClaimList(generics.GenericAPIView[Claim]):
    """Claims, filtered as in the browser."""

    serializer_class = ClaimOutput
    pagination_class = KeysetPages
    queryset = Claim.objects.none()

    @extend_schema(
        operation_id="claims_list", parameters=FILTERS, responses=answers({200: ClaimOutput(many=True)}, 400)
    )
    def get(self, request: Request) -> Response:
        """List claims with their first statements and answers (at most 20 each; `statement_count` says how many)."""
        if bad := read_filters(request.query_params).bad:
            raise ValidationError(bad)
        found = find_claims(request.query_params, user=request.user)
        page = self.paginate_queryset(with_all_shown(found, limit=SHOWN_IN_LISTS))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class ClaimDetail(generics.GenericAPIView[Claim]):
    """One claim."""

    serializer_class = ClaimOutput
    queryset = Claim.objects.none()

    @extend_schema(operation_id="claims_retrieve", responses=answers({200: ClaimOutput}, 404, 410))
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Return a claim; one that became part of another answers 301 with its address."""
        merged = Claim.objects.filter(pk=pk, hidden_at=None).values_list("merged_into", flat=True).first()
        if merged:
            return HttpResponsePermanentRedirect(reverse("api-claim", args=[merged], request=request))
        claim = with_all_shown(Claim.objects.visible_to(request.user)).filter(pk=pk).first()
        if claim is None:
            refuse_hidden(request.user, pk)
            raise Http404
        return Response(self.get_serializer(claim).data)


class EvidenceInput(serializers.Serializer[Any]):
    """A link that a reader can check."""

    url = StrictString(max_length=2000)
    title = StrictString(max_length=300, required=False, allow_blank=True, default="")
    excerpt = StrictString(max_length=10_000, required=False, allow_blank=True, default="")


class AssessmentInput(serializers.Serializer[Any]):
    """A verdict. `version` is that of the claim as it was read; `reviewed` the sentence judged, else the claim."""

    status = serializers.ChoiceField(Status.choices)
    rationale = StrictString(allow_blank=True, max_length=20_000, required=False, default="")
    evidence = EvidenceInput(many=True, required=False, default=list)
    reviewed = StrictString(allow_blank=True, max_length=2000, required=False, default="")
    version = serializers.IntegerField(min_value=1, max_value=2_147_483_647)


class ClaimAssessments(generics.GenericAPIView[Claim]):
    """The assessments of one claim."""

    serializer_class = AssessmentInput
    queryset = Claim.objects.none()
    write_role = "editor"

    @extend_schema(
        operation_id="claims_assess",
        request=AssessmentInput,
        responses=answers({201: AssessmentOutput, 202: ProposalOutput}, 400, 404, 409),
    )
    def post(self, request: Request, pk: int) -> Response:
        """Record a verdict: 20 characters of rationale for every one, evidence for all but not_checkable.

        Where the installation asks for a second opinion it is proposed (202), and counts once another editor agrees.
        """
        claim = get_object_or_404(Claim.objects.visible_to(request.user).select_related("speaker"), pk=pk)
        given = AssessmentInput(data=request.data)
        given.is_valid(raise_exception=True)
        evidence = [EvidenceLink(**link) for link in given.validated_data.pop("evidence")]
        try:
            made = assess(
                claim,
                editor=request.user,  # type: ignore[arg-type]
                evidence=evidence,
                now=timezone.now(),
                **given.validated_data,
            )
        except InvalidAssessment as error:
            raise ValidationError({field: [message] for field, message in error.errors.items()}) from None
        except StaleClaim:
            message = "The claim has changed since you read it. Read it again, then decide with its new version."
            raise Problem("stale_claim", message, status=409) from None
        if isinstance(made, Proposal):
            return Response(ProposalOutput(made).data, status=202)
        return Response(AssessmentOutput(made).data, status=201)
