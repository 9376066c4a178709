"""The URL map."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from claimtrack.views import account, helping, quality, security, signing_in, status, tokens

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", helping.api_docs, name="api-docs"),
    path("api/docs/reference/", helping.api_reference, name="api-reference"),
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/code/", signing_in.login_code, name="login-code"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", account.account, name="account"),
    path("account/preferences/", account.preferences, name="preferences"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("account/security/", security.security, name="security"),
    path("account/security/password/", security.change_password, name="password-change"),
    path("account/security/factor/begin/", security.begin_factor, name="factor-begin"),
    path("account/security/factor/confirm/", security.confirm_factor, name="factor-confirm"),
    path("account/security/factor/change/", security.change_factor, name="factor-change"),
    path("about/quality/", quality.quality, name="quality"),
    path("about/licence/", helping.licence, name="licence"),
    path("help/search/", helping.search_help, name="search-help"),
    path("help/keys/", helping.key_help, name="key-help"),
    # The admin's own form knows no second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True)),
    path("admin/status/", status.status, name="status"),
    path("admin/", admin.site.urls),
    path("", include("articles.urls")),
    path("", include("claims.urls")),
]

handler400 = "claimtrack.errors.bad_request"
handler403 = "claimtrack.errors.permission_denied"
handler404 = "claimtrack.errors.not_found"
handler500 = "claimtrack.errors.server_error"
