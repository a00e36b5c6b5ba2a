from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve as serve_document

from azionelab import feeds, views, well_known
from azionelab.metrics.views import metrics
from azionelab.sitemap import sitemap
from bookings import calendar_files
from checkins.offline import worker as check_in_worker
from checkins.stage_views import StagePageView
from checkins.views import CheckInPageView, PassPageView
from home.file_parts import in_parts
from home.views import patterns

to_login = RedirectView.as_view(pattern_name="login", query_string=True)

handler500 = views.server_error

urlpatterns = [
    path("api/", include("azionelab.api.urls")),  # first, since addresses are tried in this order
    path("", views.front_door),
    path("", include("azionelab.sign_in.urls")),
    path("check-in/", CheckInPageView.as_view(), name="check-in"),
    path("check-in/sw.js", check_in_worker, name="check-in-worker"),
    path("check-in/", include("checkins.urls")),
    path("r/<str:token>", PassPageView.as_view(), name="pass"),
    path("stage/<str:token>/", StagePageView.as_view(), name="stage"),
    path("admin/login/", to_login),
    path("admin/", include(wagtailadmin_urls)),
    path("django-admin/login/", to_login),
    path("django-admin/", admin.site.urls),
    re_path(r"^documents/(\d+)/(.*)$", in_parts(serve_document)),
    path("documents/", include(wagtaildocs_urls)),
    path("programme.ics", calendar_files.programme, name="programme-calendar"),
    path("performances/<int:performance_id>.ics", calendar_files.performance, name="performance-calendar"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", views.robots),
    path(".well-known/security.txt", well_known.security_txt, name="security-txt"),
    path(".well-known/change-password", well_known.change_password, name="change-password"),
    path("metrics", metrics, name="metrics"),
]

if settings.DEBUG:
    urlpatterns += [
        path("dev/mail/", views.mail_list, name="dev-mail"),
        path("dev/mail/<str:name>/", views.mail_detail, name="dev-mail-detail"),
        path("dev/mail/<str:name>/html/", views.mail_html, name="dev-mail-html"),
        path("dev/mail/<str:name>/<str:filename>", views.mail_attachment, name="dev-mail-attachment"),
        path("dev/patterns/", patterns),
        *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
        *staticfiles_urlpatterns(),
    ]

urlpatterns += i18n_patterns(
    path("feed.xml", feeds.feed, name="feed"),
    path("reservations/", include("bookings.urls")),
    path("_util/login/", to_login),  # before Wagtail's own, which would ask for the password alone
    path("", include(wagtail_urls)),
)
