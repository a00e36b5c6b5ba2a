from django.urls import include, path, re_path
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from azionelab.api.errors import UnknownPathView
from azionelab.api.health import HealthView, LiveView

urlpatterns = [
    path("check-ins/", include("checkins.api.urls")),
    path("health/", HealthView.as_view()),
    path("health/live/", LiveView.as_view()),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs/", ensure_csrf_cookie(SpectacularSwaggerView.as_view(url_name="schema"))),
    path("", include("bookings.api.urls")),
    re_path("", UnknownPathView.as_view()),
]
