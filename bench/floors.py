"""The floors: views that do nothing, beside the site's own addresses and behind the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from azionelab import urls

EMPTY, EMPTY_API = "/bench/empty/", "/bench/api/"


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class EmptyView(APIView):
    permission_classes = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response({})

    def post(self, request: Request) -> Response:
        """Reads its JSON, as every call that books does, and answers as a call that has made something."""
        return Response({"read": len(request.data)}, status=201)


handler500 = urls.handler500
urlpatterns = [
    path(EMPTY.removeprefix("/"), empty),
    path(EMPTY_API.removeprefix("/"), EmptyView.as_view()),
    *urls.urlpatterns,
]
