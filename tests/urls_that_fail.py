"""The site with two addresses that fail, to see what people and the log are told then."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from azionelab.urls import handler500 as handler500
from azionelab.urls import urlpatterns as those_of_the_site


@csrf_exempt
def failing_page(request: HttpRequest, token: str = "") -> HttpResponse:
    """Holds what was sent in a variable, and repeats it in its words, as errors do."""
    sent = request.POST.get("name", "")
    raise RuntimeError(f"meant to fail {sent}".strip())


class FailingCall(APIView):
    permission_classes = [AllowAny]

    def get(self, request: Request, **kwargs: Any) -> Response:
        raise RuntimeError("meant to fail")


urlpatterns = [
    path("fails/", failing_page),
    path("r/<str:token>/fails/", failing_page, name="fails"),
    path("api/fails/", FailingCall.as_view()),
    *those_of_the_site,
]
