"""Every address of the site. Pages carry their language in the path, so a page can be linked in either."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path, re_path, register_converter
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.doors import editor_door
from accounts.views.orcid import orcid_login
from cms.serving import editorial
from talentbridge.addresses import OtherTag, other_tag
from talentbridge.crawlers.sitemaps import SITEMAPS
from talentbridge.crawlers.views import robots, security, share_picture
from talentbridge.metrics.views import metrics
from talentbridge.system.views import system, system_retry
from talentbridge.views import front_door, livez, readyz

register_converter(OtherTag, "other_tag")

handler400 = "talentbridge.views.refuse_unread"
urlpatterns = [
    path("", front_door, name="front_door"),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path(".well-known/security.txt", security, name="security"),
    path("share/<slug:name>.png", share_picture, name="share_picture"),
    # One door for everybody: the editors' own login pages are never served.
    path("admin/login/", editor_door, {"home": "/admin/"}),
    path("admin/", admin.site.urls),
    path("cms/login/", editor_door, {"home": "/cms/"}),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.SERVE_MEDIA:
    media = settings.MEDIA_URL.lstrip("/")
    urlpatterns += [path(f"{media}<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]
if settings.STYLE_GUIDE:  # before Wagtail's, which takes every address that is left
    urlpatterns += i18n_patterns(
        path("styleguide/", include("talentbridge.styleguide.urls")),
    )
urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    # One address each, changed with the yes of the old one: accounts/views/own.py
    path("account/email/", RedirectView.as_view(pattern_name="accounts:address"), name="account_email"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/connected/", include("allauth.socialaccount.urls")),
    path("account/oidc/<str:provider_id>/login/", orcid_login, name="openid_connect_login"),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("experts.urls")),
    path("", include("bases.urls")),
    path("", include("matching.urls")),
    path("", include("introductions.urls")),
    path("", include("nominations.urls")),
    path("", include("exchanges.urls")),
    path("", include("outcomes.urls")),
    path("", include("attaches.urls")),
    path("", include("privacy.urls")),
    path("", include("notices.urls")),
    path("", include("cms.urls")),
    path("system/", system, name="system"),
    path("system/retry/", system_retry, name="system_retry"),
    path("_util/login/", editor_door, {"home": "/"}, name="page_door"),
    # Last: it takes every address that is left. Wagtail's own come after it, for the names of its other addresses.
    re_path(wagtail_urls.serve_pattern, editorial, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)
urlpatterns += [
    path("<other_tag:language>/", other_tag, name="other_tag"),
    path("<other_tag:language>/<path:rest>", other_tag, name="other_tag"),
]
