"""What the public calls of the API have in common: anybody may make them."""

from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from bookings import exceptions

Refusals = tuple[type[exceptions.BookingRefused], ...]  # what an operation may refuse; its document lists them
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of an earlier answer."
)
UNCHANGED = OpenApiResponse(description="Nothing has changed since.")
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, required=True, response=[200, 304])


class PublicReadView(APIView):
    """A GET for everybody. With a session it sets the cookie that staff calls need, so that no page has to.

    Without one it sets none: visitors need none, and a cache before the site may keep the answer for a moment.
    """

    permission_classes = [AllowAny]
    refusals: Refusals = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            get_token(request._request)


class PublicActView(APIView):
    """A POST for everybody, told apart by the token in its body. With a staff session, CSRF holds as everywhere."""

    permission_classes = [AllowAny]
    refusals: Refusals = ()
