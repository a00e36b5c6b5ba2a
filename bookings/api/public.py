"""What the public calls of the API have in common: anybody may make them."""

from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from bookings import exceptions

Refusals = tuple[type[exceptions.BookingRefused], ...]  # what an operation may refuse; its document lists them
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of an earlier answer."
)
UNCHANGED = OpenApiResponse(description="Nothing has changed since.")
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, required=True, response=[200, 304])


@method_decorator(ensure_csrf_cookie, name="dispatch")
class PublicReadView(APIView):
    """A GET for everybody; it sets the cookie that staff calls need, so that no page has to."""

    permission_classes = [AllowAny]
    refusals: Refusals = ()


class PublicActView(APIView):
    """A POST for everybody, told apart by the token in its body. With a staff session, CSRF holds as everywhere."""

    permission_classes = [AllowAny]
    refusals: Refusals = ()
