"""The booking API. Each view: throttle, shape, one service or query, answer. Rules live below."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import ensure_csrf_cookie
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.pagination import BasePagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from bookings import corrections, exceptions, following, listings, queries, services
from bookings.api import serializers, throttles
from bookings.api.etags import respond_with_etag
from bookings.api.filters import PageFilterSerializer, PerformanceFilterSerializer, ShowFilterSerializer, by_day
from bookings.exceptions import NotFound
from bookings.holders import holder_view
from bookings.models import Reservation, Venue
from bookings.tokens import Purpose, read_token
from shows.models import Category, ShowPage
from shows.queries import live_shows

Refusals = tuple[type[exceptions.BookingRefused], ...]  # what an operation may refuse; its document lists them
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 64},
    OpenApiParameter.HEADER,
    description="Makes a repeat the same request: 200 with the first reservation. Up to 64 characters.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The ETag of an earlier answer."
)
UNCHANGED = OpenApiResponse(description="Nothing has changed since.")
FOLLOW_TOKEN = OpenApiParameter(
    "X-Follow-Token",
    {"type": "string", "maxLength": 200},
    OpenApiParameter.HEADER,
    required=True,
    description="The `follow_token` that came with the reservation.",
)
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, required=True, response=[200, 304])
RESEND_ANSWER = _("If the reference and the address belong together, a mail is on its way.")


@method_decorator(ensure_csrf_cookie, name="dispatch")
class PublicReadView(APIView):
    """A GET for everybody; it sets the cookie that staff calls need, so that no page has to."""

    permission_classes = [AllowAny]
    refusals: Refusals = ()


class PublicListView(PublicReadView):
    pagination_class: type[BasePagination] = api_settings.DEFAULT_PAGINATION_CLASS  # type: ignore[assignment]

    def paginated(self, rows: Any, serializer: type, present: Callable[[list[Any]], list[Any]] = list) -> Response:
        """A page of `rows`; only the rows of that page are turned by `present` into what `serializer` shows."""
        pages = self.pagination_class()
        page: list[Any] = pages.paginate_queryset(rows, self.request, view=self) or []
        return pages.get_paginated_response(serializer(present(page), many=True).data)


class PublicActView(APIView):
    """A POST for everybody, told apart by the token in its body. With a staff session, CSRF holds as everywhere."""

    permission_classes = [AllowAny]
    refusals: Refusals = ()


class PerformanceListView(PublicListView):
    @extend_schema(
        operation_id="performances_list",
        parameters=[PerformanceFilterSerializer, IF_NONE_MATCH, ETAG],
        responses={200: serializers.PerformanceSerializer(many=True), 304: UNCHANGED},
    )
    def get(self, request: Request) -> Response:
        """Performances to come, with availability, in the order of their curtains; `If-None-Match` is honoured."""
        wanted = _checked(PerformanceFilterSerializer, request)
        at = timezone.now()
        rows = queries.public_performances(at) if "date_from" in wanted else queries.upcoming_performances(at)
        rows = by_day(rows, wanted.get("date_from"), wanted.get("date_to"))
        if "show" in wanted:
            rows = rows.filter(show__translation_key__in=_translation_keys(wanted["show"]))
        if "venue" in wanted:
            rows = rows.filter(venue__slug=wanted["venue"])
        if wanted["bookable"] is None:
            page = self.paginated(rows, serializers.PerformanceSerializer, lambda page: listings.listed(page, at))
        else:
            fitting = [row for row in listings.listed(rows, at) if row.is_bookable == wanted["bookable"]]
            page = self.paginated(fitting, serializers.PerformanceSerializer)
        return respond_with_etag(request, page.data)


class PerformanceDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="performances_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: serializers.PerformanceSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, performance_id: int) -> Response:
        """One performance with its availability; `If-None-Match` is honoured."""
        performance = queries.public_performances(timezone.now()).filter(pk=performance_id).first()
        if performance is None:
            raise NotFound
        [listed] = listings.listed([performance])
        return respond_with_etag(request, serializers.PerformanceSerializer(listed).data)


class ShowListView(PublicListView):
    @extend_schema(
        operation_id="shows_list", parameters=[ShowFilterSerializer], responses=serializers.ShowSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """Published shows in the language of the request."""
        wanted = _checked(ShowFilterSerializer, request)
        shows = _shows_in_language().order_by("-first_published_at", "pk")
        if wanted["upcoming"] is not None:
            playing = queries.upcoming_performances(timezone.now()).values("show__translation_key")
            shows = (
                shows.filter(translation_key__in=playing)
                if wanted["upcoming"]
                else shows.exclude(translation_key__in=playing)
            )
        if "category" in wanted:
            keys = Category.objects.filter(slug=wanted["category"]).values("translation_key")
            shows = shows.filter(categories__translation_key__in=keys)
        if "search" in wanted:
            shows = shows.filter(title__icontains=wanted["search"])
        return self.paginated(shows, serializers.ShowSerializer)


class ShowDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(operation_id="shows_read", responses=serializers.ShowDetailSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """One show with its performances to come."""
        show = _shows_in_language().filter(translation_key__in=_translation_keys(slug)).first()
        if show is None:
            raise NotFound
        at = timezone.now()
        rows = queries.upcoming_performances(at).filter(show__translation_key=show.translation_key)
        show.listed_performances = listings.listed(rows, at)
        return Response(serializers.ShowDetailSerializer(show).data)


class VenueListView(PublicListView):
    @extend_schema(
        operation_id="venues_list",
        parameters=[PageFilterSerializer],
        responses=serializers.VenueSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The rooms, with their access facts."""
        _checked(PageFilterSerializer, request)
        return self.paginated(Venue.objects.order_by("name", "pk"), serializers.VenueSerializer)


class VenueDetailView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(operation_id="venues_read", responses=serializers.VenueSerializer)
    def get(self, request: Request, slug: str) -> Response:
        return Response(serializers.VenueSerializer(_venue(slug)).data)


class VenuePerformancesView(PublicListView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="venues_performances",
        parameters=[PageFilterSerializer],
        responses=serializers.PerformanceSerializer(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        """What is on in one room."""
        _checked(PageFilterSerializer, request)
        at = timezone.now()
        rows = queries.upcoming_performances(at).filter(venue=_venue(slug))
        return self.paginated(rows, serializers.PerformanceSerializer, lambda page: listings.listed(page, at))


class CategoryListView(PublicListView):
    @extend_schema(
        operation_id="categories_list",
        parameters=[PageFilterSerializer],
        responses=serializers.CategorySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        _checked(PageFilterSerializer, request)
        categories = Category.objects.filter(locale__language_code=_language()).order_by("name", "pk")
        return self.paginated(categories, serializers.CategorySerializer)


class ReservationCreateView(PublicActView):
    throttle_classes = [throttles.BookClientThrottle, throttles.BookAddressThrottle]
    refusals = (
        exceptions.NotFound,
        exceptions.PartyTooLarge,
        exceptions.NotYetOpen,
        exceptions.BookingClosed,
        exceptions.PerformanceCancelled,
        exceptions.NotEnoughSeats,
        exceptions.IdempotencyConflict,
    )

    @extend_schema(
        operation_id="reservations_create",
        request=serializers.BookRequestSerializer,
        parameters=[IDEMPOTENCY_KEY],
        responses={201: serializers.BookedSerializer, 200: serializers.BookedSerializer},
    )
    def post(self, request: Request, performance_id: int) -> Response:
        """Books: a pending reservation, and a mail with the link that confirms it."""
        wanted = serializers.BookRequestSerializer.of_json(request.data)
        booked = services.book(
            request=wanted.to_book_request(performance_id, _idempotency_key(request)), at=timezone.now()
        )
        answer = status.HTTP_201_CREATED if booked.is_new else status.HTTP_200_OK
        view = holder_view(booked.reservation, timezone.now())
        return Response(serializers.BookedSerializer(view).data, status=answer)


class ReservationFollowView(PublicReadView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="reservations_follow",
        parameters=[FOLLOW_TOKEN, IF_NONE_MATCH, ETAG],
        responses={200: serializers.FollowedSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request) -> Response:
        """What has become of a reservation, for the browser that made it; `If-None-Match` is honoured."""
        reference = read_token(Purpose.FOLLOW, request.headers.get("X-Follow-Token", ""))
        return respond_with_etag(request, _followed(reference), cache_control="no-store")


class ReservationCorrectAddressView(PublicActView):
    throttle_classes = [throttles.BookClientThrottle, throttles.BookAddressThrottle]
    refusals = (exceptions.NotFound, exceptions.ReservationExpired, exceptions.ReservationCancelled)

    @extend_schema(
        operation_id="reservations_correct_address",
        request=serializers.CorrectAddressRequestSerializer,
        responses=serializers.FollowedSerializer,
    )
    def post(self, request: Request) -> Response:
        """Sends the link to another address while the reservation is pending; what went to the old one is dead."""
        wanted = serializers.CorrectAddressRequestSerializer.of_json(request.data).validated_data
        reference = read_token(Purpose.FOLLOW, wanted["token"])
        corrections.correct_address(reference=reference, email=wanted["email"], at=timezone.now())
        return Response(_followed(reference))


class HolderActView(PublicActView):
    """What the holder of a token may do; the token's purpose decides, the body carries it."""

    throttle_classes: list[type[BaseThrottle]] = [throttles.TokenClientThrottle]
    refusals: Refusals = (NotFound,)
    purpose = Purpose.MANAGE
    request_serializer: type[serializers.TokenRequestSerializer] = serializers.TokenRequestSerializer

    def post(self, request: Request) -> Response:
        wanted = self.request_serializer.of_json(request.data)
        values = dict(wanted.validated_data)
        public_id = read_token(self.purpose, values.pop("token"))
        return Response(_shown(self.act(public_id, timezone.now(), **values)))

    def act(self, public_id: str, at: datetime, **values: Any) -> Reservation:
        raise NotImplementedError


@extend_schema_view(
    post=extend_schema(
        operation_id="reservations_confirm",
        request=serializers.TokenRequestSerializer,
        responses=serializers.ReservationSerializer,
    )
)
class ReservationConfirmView(HolderActView):
    """Confirms; again: the same answer."""

    refusals = (
        exceptions.NotFound,
        exceptions.PerformanceCancelled,
        exceptions.NotEnoughSeats,
        exceptions.TooManySeats,
        exceptions.ReservationCancelled,
        exceptions.ReservationExpired,
    )
    purpose = Purpose.CONFIRM

    def act(self, public_id: str, at: datetime, **values: Any) -> Reservation:
        return services.confirm(public_id=public_id, at=at)


@extend_schema_view(
    post=extend_schema(
        operation_id="reservations_view",
        request=serializers.TokenRequestSerializer,
        responses=serializers.ReservationSerializer,
    )
)
class ReservationReadView(HolderActView):
    """The holder's reservation."""

    def act(self, public_id: str, at: datetime, **values: Any) -> Reservation:
        return queries.reservation(public_id)


@extend_schema_view(
    post=extend_schema(
        operation_id="reservations_change",
        request=serializers.ChangeRequestSerializer,
        responses=serializers.ReservationSerializer,
    )
)
class ReservationChangeView(HolderActView):
    """Fewer or more people."""

    refusals = (
        exceptions.NotFound,
        exceptions.PartyTooLarge,
        exceptions.NotYetOpen,
        exceptions.BookingClosed,
        exceptions.PerformanceCancelled,
        exceptions.NotEnoughSeats,
        exceptions.TooManySeats,
        exceptions.ReservationCancelled,
        exceptions.ReservationExpired,
        exceptions.AlreadyCheckedIn,
    )
    request_serializer = serializers.ChangeRequestSerializer

    def act(self, public_id: str, at: datetime, **values: Any) -> Reservation:
        return services.change_party_size(public_id=public_id, party_size=values["party_size"], at=at)


@extend_schema_view(
    post=extend_schema(
        operation_id="reservations_cancel",
        request=serializers.TokenRequestSerializer,
        responses=serializers.ReservationSerializer,
    )
)
class ReservationCancelView(HolderActView):
    """Gives the places back; again: the same answer."""

    refusals = (exceptions.NotFound, exceptions.ReservationExpired, exceptions.AlreadyCheckedIn)

    def act(self, public_id: str, at: datetime, **values: Any) -> Reservation:
        return services.cancel(public_id=public_id, at=at)


class ReservationResendView(PublicActView):
    throttle_classes = [throttles.ResendClientThrottle, throttles.ResendAddressThrottle]

    @extend_schema(
        operation_id="reservations_resend",
        request=serializers.ResendRequestSerializer,
        responses={202: serializers.ResendAnswerSerializer},
    )
    def post(self, request: Request) -> Response:
        """Sends the mail again if reference and address belong together; the answer never tells whether they do."""
        wanted = serializers.ResendRequestSerializer.of_json(request.data)
        services.resend(at=timezone.now(), **wanted.validated_data)
        return Response({"detail": RESEND_ANSWER}, status=status.HTTP_202_ACCEPTED)


def _shown(reservation: Reservation) -> dict[str, Any]:
    return serializers.ReservationSerializer(holder_view(reservation, timezone.now())).data


def _followed(reference: str) -> dict[str, Any]:
    return serializers.FollowedSerializer(following.followed_view(reference, timezone.now())).data


def _checked(serializer: type, request: Request) -> dict[str, Any]:
    wanted = serializer(data=request.query_params.dict())
    wanted.is_valid(raise_exception=True)
    return wanted.validated_data


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key", "").strip()
    serializers.IdempotencyKeySerializer(data={"idempotency_key": key}).is_valid(raise_exception=True)
    return key or None


def _language() -> str:
    return (get_language() or "it")[:2]


def _shows_in_language() -> Any:
    shows = live_shows().filter(locale__language_code=_language())
    return shows.select_related("locale").prefetch_related("categories").defer_streamfields()  # type: ignore[attr-defined]


def _translation_keys(slug: str) -> Any:
    """The show behind a slug of any of its languages."""
    return ShowPage.objects.filter(slug=slug).values("translation_key")


def _venue(slug: str) -> Venue:
    venue = Venue.objects.filter(slug=slug).first()
    if venue is None:
        raise NotFound
    return venue
