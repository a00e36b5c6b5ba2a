"""The check-in API, for phones at the door. Each view: shape, one service or query, answer."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import APIView

from bookings import exceptions
from bookings.api.filters import PageFilterSerializer
from bookings.api.shapes import shown, shown_each
from bookings.evenings import DoorCount
from bookings.queries import performances_at_the_door
from checkins import queries, scanning, services
from checkins.api import serializers
from checkins.api.permissions import IsFrontOfHouse
from checkins.exceptions import MoreThanToCome, NotConfirmed, SeatsReleased, UndoTooLate, WrongPerformance
from checkins.models import CheckIn


class DoorView(APIView):
    """For signed-in staff at the door. A GET sets the cookie that the POSTs need; who posts has it already."""

    permission_classes = [IsFrontOfHouse]
    refusals: tuple[type[exceptions.BookingRefused], ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "GET":
            get_token(request._request)

    @property
    def staff(self) -> User:
        """Who stands at the door: the permission has let nobody else pass."""
        return cast("User", self.request.user)

    def scan(self, performance_id: int, values: dict[str, Any]) -> services.Scan:
        return services.Scan(values["scan_id"], performance_id, self.staff, values["device"])


class DoorPerformanceListView(DoorView):
    pagination_class: type[BasePagination] = api_settings.DEFAULT_PAGINATION_CLASS  # type: ignore[assignment]

    @extend_schema(
        operation_id="check_ins_performances_list",
        parameters=[PageFilterSerializer],
        responses=serializers.DoorPerformanceSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """Tonight's performances with their counts, and those of the next night that has any."""
        PageFilterSerializer(data=request.query_params.dict()).is_valid(raise_exception=True)
        at = timezone.now()
        pages = self.pagination_class()
        page = pages.paginate_queryset(performances_at_the_door(at), request, view=self) or []
        rows = queries.door_performances(page, at)
        return pages.get_paginated_response(shown_each(serializers.DoorPerformanceSerializer, rows))


class DoorPerformanceDetailView(DoorView):
    refusals = (exceptions.NotFound,)

    @extend_schema(
        operation_id="check_ins_performances_read",
        parameters=[serializers.SearchSerializer],
        responses=serializers.DoorPerformanceDetailSerializer,
    )
    def get(self, request: Request, performance_id: int) -> Response:
        """Counts; people only when searched for by three letters or more, and ten at most."""
        wanted = serializers.SearchSerializer(data=request.query_params.dict())
        wanted.is_valid(raise_exception=True)
        found = queries.door_performance(performance_id, timezone.now())
        typed = wanted.validated_data.get("search")
        people = queries.search_people(performance_id, typed) if typed else []
        answer = shown(serializers.DoorPerformanceSerializer, found)
        return Response({**answer, "people": shown_each(serializers.DoorReservationSerializer, people)})


class PreviewView(DoorView):
    refusals = (exceptions.NotFound,)

    @extend_schema(
        operation_id="check_ins_preview",
        request=serializers.PreviewRequestSerializer,
        responses=serializers.VerdictSerializer,
    )
    def post(self, request: Request) -> Response:
        """What would happen with this code at this door; changes nothing."""
        wanted = serializers.PreviewRequestSerializer.of_json(request.data)
        performance_id = wanted.validated_data["performance"]
        at = timezone.now()
        scanned = scanning.scan(wanted.code(), performance_id, at)
        verdict = queries.verdict(scanned.reservation, performance_id, at)
        return Response(_shown_verdict(verdict, scanning.performance_of(scanned, at)))


class CheckInCreateView(DoorView):
    refusals = (
        exceptions.NotFound,
        exceptions.ReservationCancelled,
        exceptions.PerformanceCancelled,
        exceptions.AlreadyCheckedIn,
        exceptions.IdempotencyConflict,
        exceptions.NotEnoughSeats,
        NotConfirmed,
        WrongPerformance,
        SeatsReleased,
        MoreThanToCome,
    )

    @extend_schema(
        operation_id="check_ins_create",
        request=serializers.AdmitRequestSerializer,
        responses={201: serializers.CheckInSerializer, 200: serializers.CheckInSerializer},
    )
    def post(self, request: Request) -> Response:
        """Lets the party in, or the part of it that `admit` says; the same `scan_id` again: the same answer."""
        wanted = serializers.AdmitRequestSerializer.of_json(request.data)
        values = wanted.validated_data
        scan = self.scan(values["performance"], values)
        admitted = services.admit_party(
            code=wanted.code(),
            scan=scan,
            people=values.get("admit"),
            at=timezone.now(),
            reclaim=values["reclaim"],
        )
        return _answer(admitted)


class WalkUpCreateView(DoorView):
    refusals = (
        exceptions.NotFound,
        exceptions.PerformanceCancelled,
        exceptions.NotEnoughSeats,
        exceptions.IdempotencyConflict,
    )

    @extend_schema(
        operation_id="check_ins_walk_ups_create",
        request=serializers.WalkUpRequestSerializer,
        responses={201: serializers.CheckInSerializer, 200: serializers.CheckInSerializer},
    )
    def post(self, request: Request, performance_id: int) -> Response:
        """Lets people in who have no reservation, as long as there are seats."""
        wanted = serializers.WalkUpRequestSerializer.of_json(request.data)
        values = wanted.validated_data
        scan = self.scan(performance_id, values)
        return _answer(services.admit_walk_up(party_size=values["party_size"], scan=scan, at=timezone.now()))


class UndoView(DoorView):
    refusals = (exceptions.NotFound, UndoTooLate)

    @extend_schema(
        operation_id="check_ins_undo",
        request=serializers.UndoRequestSerializer,
        responses=serializers.CheckInSerializer,
    )
    def post(self, request: Request, check_in_id: int) -> Response:
        """Takes an admission back within ten seconds, or later as box office; again: the same answer."""
        wanted = serializers.UndoRequestSerializer.of_json(request.data)
        undone = services.undo_admission(
            check_in_id=check_in_id, staff=self.staff, at=timezone.now(), device=wanted.validated_data["device"]
        )
        return Response(_shown_check_in(undone))


def _answer(admitted: services.Admitted) -> Response:
    answer = status.HTTP_201_CREATED if admitted.is_new else status.HTTP_200_OK
    return Response(_shown_check_in(admitted.check_in, admitted.counts), status=answer)


def _shown_check_in(check_in: CheckIn, counts: DoorCount | None = None) -> dict[str, Any]:
    counts = counts or queries.door_performance(check_in.performance_id, timezone.now()).counts
    check_in.counts = counts  # type: ignore[attr-defined]  # shown beside the row, not of it
    return shown(serializers.CheckInSerializer, check_in)


def _shown_verdict(verdict: queries.DoorVerdict, performance: queries.DoorPerformance) -> dict[str, Any]:
    last = verdict.last_check_in
    left = verdict.refusal.facts["seats_available"] if isinstance(verdict.refusal, SeatsReleased) else None
    return shown(
        serializers.VerdictSerializer,
        {
            "verdict": verdict.refusal.code if verdict.refusal else serializers.ADMIT,
            "detail": verdict.refusal.detail if verdict.refusal else _("May go in."),
            "reservation": verdict.reservation,
            "performance": performance,
            "checked_in_at": last.at if last else None,
            "checked_in_by": last.staff_name if last else None,
            "checked_in_device": last.device if last else None,
            "seats_available": left,
        },
    )
