"""The addresses of articles."""

from django.urls import URLPattern, URLResolver, path

from articles import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/articles/", api.ArticleList.as_view(), name="api-article-list"),
    path("api/v1/articles/<int:pk>/", api.ArticleDetail.as_view(), name="api-article"),
]
