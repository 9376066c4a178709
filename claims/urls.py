"""The addresses of claims, and of all pages that show them."""

from django.urls import URLPattern, URLResolver, include, path

from claims.views import (
    articles,
    assessing,
    claim,
    claims,
    disputes,
    ingest,
    overview,
    reader,
    speakers,
    statuses,
    theme,
    undoing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("claims.api.urls")),
    path("", overview.overview, name="overview"),
    path("claims/", claims.claim_list, name="claim-list"),
    path("claims/<int:pk>-<str:_slug>/", claim.claim_detail, name="claim"),
    path("claims/<int:pk>/", claim.claim_detail),
    path("claims/<int:pk>-<str:_slug>/assess/", assessing.assess_claim, name="claim-assess"),
    path("claims/<int:pk>/assessments/<int:assessment>/withdraw/", assessing.withdraw_assessment, name="withdraw"),
    path("claims/<int:pk>/answers/<int:rebuttal>/", assessing.decide_answer, name="decide-answer"),
    path("articles/", articles.article_list, name="article-list"),
    path("articles/<int:pk>-<str:_slug>/", reader.reader, name="article"),
    path("articles/<int:pk>/", reader.reader),
    path("statements/<int:pk>/", reader.statement, name="statement"),
    path("speakers/", speakers.speaker_list, name="speaker-list"),
    path("speakers/<int:pk>-<str:_slug>/", speakers.speaker_detail, name="speaker"),
    path("speakers/<int:pk>/", speakers.speaker_detail),
    path("outlets/", articles.outlet_list, name="outlet-list"),
    path("outlets/<int:pk>-<str:_slug>/", articles.outlet_detail, name="outlet"),
    path("outlets/<int:pk>/", articles.outlet_detail),
    path("disputes/", disputes.dispute_list, name="dispute-list"),
    path("disputes/<int:pk>-<str:_slug>/", disputes.dispute_detail, name="dispute"),
    path("disputes/<int:pk>/", disputes.dispute_detail),
    path("ingest/", ingest.ingest, name="ingest"),
    path("ingest/<int:pk>/", ingest.batch, name="batch"),
    path("ingest/<int:pk>/retry/", ingest.retry_failed, name="batch-retry"),
    path("ingest/<int:pk>/cancel/", ingest.cancel_rest, name="batch-cancel"),
    path("actions/<int:pk>/undo/", undoing.undo, name="undo"),
    path("help/statuses/", statuses.status_help, name="status-help"),
    path("theme/", theme.choose_theme, name="theme"),
]
