"""The addresses of the claims API, below /api/v1/."""

from django.urls import path

from claims.api import claims, rebuttals, speakers

urlpatterns = [
    path("claims/", claims.ClaimList.as_view(), name="api-claim-list"),
    path("claims/<int:pk>/", claims.ClaimDetail.as_view(), name="api-claim"),
    path("claims/<int:pk>/assessments/", claims.ClaimAssessments.as_view(), name="api-claim-assessments"),
    path("speakers/", speakers.SpeakerList.as_view(), name="api-speaker-list"),
    path("speakers/<int:pk>/", speakers.SpeakerDetail.as_view(), name="api-speaker"),
    path("speakers/<int:pk>/merge/", speakers.SpeakerMergers.as_view(), name="api-speaker-merge"),
    path("speakers/<int:pk>/unmerge/", speakers.SpeakerUnmergers.as_view(), name="api-speaker-unmerge"),
    path("rebuttals/", rebuttals.RebuttalList.as_view(), name="api-rebuttal-list"),
    path("rebuttals/<int:pk>/", rebuttals.RebuttalDetail.as_view(), name="api-rebuttal"),
]
