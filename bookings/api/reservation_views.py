"""Booking, and what follows it. Each view: throttle, shape, one service, answer. Rules live below."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from bookings import corrections, exceptions, following, queries, services
from bookings.api import serializers, throttles
from bookings.api.etags import respond_with_etag
from bookings.api.public import ETAG, IF_NONE_MATCH, UNCHANGED, PublicActView, PublicReadView, Refusals
from bookings.api.shapes import of_data, shown
from bookings.exceptions import NotFound
from bookings.holders import holder_view
from bookings.models import Reservation
from bookings.tokens import Purpose, read_token

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 64},
    OpenApiParameter.HEADER,
    description="Makes a repeat the same request: 200 with the first reservation. Up to 64 characters.",
)
FOLLOW_TOKEN = OpenApiParameter(
    "X-Follow-Token",
    {"type": "string", "maxLength": 200},
    OpenApiParameter.HEADER,
    required=True,
    description="The `follow_token` that came with the reservation.",
)
RESEND_ANSWER = _("If the reference and the address belong together, a mail is on its way.")


class ReservationCreateView(PublicActView):
    throttle_classes = [throttles.BookThrottle]
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
        return Response(shown(serializers.BookedSerializer, view), status=answer)


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
    throttle_classes = [throttles.BookThrottle]
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

    throttle_classes: list[type[BaseThrottle]] = [throttles.TokenThrottle]
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
    throttle_classes = [throttles.ResendThrottle]

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
    return shown(serializers.ReservationSerializer, holder_view(reservation, timezone.now()))


def _followed(reference: str) -> dict[str, Any]:
    return shown(serializers.FollowedSerializer, following.followed_view(reference, timezone.now()))


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return None
    of_data(serializers.IdempotencyKeySerializer, {"idempotency_key": key}).is_valid(raise_exception=True)
    return key
