"""The addresses of the claims API, below /api/v1/."""

from django.urls import path

from claims.api import claims, disputes, feeds, lookalikes, marking, outlets, rebuttals, saved, speakers

urlpatterns = [
    path("claims/", claims.ClaimList.as_view(), name="api-claim-list"),
    path("claims/<int:pk>/", claims.ClaimDetail.as_view(), name="api-claim"),
    path("articles/<int:pk>/statements/", marking.ArticleStatements.as_view(), name="api-article-statements"),
    path("statements/<int:pk>/", marking.StatementDetail.as_view(), name="api-statement"),
    path("claims/<int:pk>/assessments/", claims.ClaimAssessments.as_view(), name="api-claim-assessments"),
    path("speakers/", speakers.SpeakerList.as_view(), name="api-speaker-list"),
    path("speakers/<int:pk>/", speakers.SpeakerDetail.as_view(), name="api-speaker"),
    path("speakers/<int:pk>/merge/", speakers.SpeakerMergers.as_view(), name="api-speaker-merge"),
    path("speakers/<int:pk>/unmerge/", speakers.SpeakerUnmergers.as_view(), name="api-speaker-unmerge"),
    path("speakers/lookalikes/", lookalikes.SpeakerLookalikes.as_view(), name="api-speaker-lookalikes"),
    path("speakers/<int:pk>/apart/", lookalikes.SpeakerApart.as_view(), name="api-speaker-apart"),
    path("disputes/", disputes.DisputeList.as_view(), name="api-dispute-list"),
    path("outlets/", outlets.OutletList.as_view(), name="api-outlet-list"),
    path("outlets/<int:pk>/", outlets.OutletDetail.as_view(), name="api-outlet"),
    path("outlets/<int:pk>/left-out/", outlets.OutletLeftOut.as_view(), name="api-outlet-left-out"),
    path("outlets/<int:pk>/merge/", outlets.OutletMergers.as_view(), name="api-outlet-merge"),
    path("outlets/<int:pk>/unmerge/", outlets.OutletUnmergers.as_view(), name="api-outlet-unmerge"),
    path("feeds/", feeds.FeedList.as_view(), name="api-feed-list"),
    path("feeds/<int:pk>/", feeds.FeedDetail.as_view(), name="api-feed"),
    path("feeds/<int:pk>/pause/", feeds.FeedPause.as_view(), name="api-feed-pause"),
    path("feeds/<int:pk>/resume/", feeds.FeedResume.as_view(), name="api-feed-resume"),
    path("feeds/<int:pk>/poll/", feeds.FeedPoll.as_view(), name="api-feed-poll"),
    path("saved-searches/", saved.SavedSearchList.as_view(), name="api-saved-search-list"),
    path("saved-searches/<int:pk>/", saved.SavedSearchDetail.as_view(), name="api-saved-search"),
    path("rebuttals/", rebuttals.RebuttalList.as_view(), name="api-rebuttal-list"),
    path("rebuttals/<int:pk>/", rebuttals.RebuttalDetail.as_view(), name="api-rebuttal"),
]
