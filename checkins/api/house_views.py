"""What the door does with the whole house. Each view: shape, one verb, answer."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from bookings import release
from bookings.api.shapes import shown
from bookings.exceptions import NotFound, PerformanceCancelled, ReleaseOff, TooEarlyToRelease
from checkins import house_clear, stage
from checkins.api import house_serializers as shapes
from checkins.api.phone_views import shown_state
from checkins.api.views import DoorView
from checkins.exceptions import NotTonight


class HouseClearView(DoorView):
    refusals = (NotFound, PerformanceCancelled, NotTonight)

    @extend_schema(
        operation_id="check_ins_house_clear",
        request=shapes.HouseClearRequestSerializer,
        responses={201: shapes.HouseClearSerializer},
    )
    def post(self, request: Request, performance_id: int) -> Response:
        """Tells the stage that the house is clear; again: the first time stays, the numbers are new."""
        wanted = shapes.HouseClearRequestSerializer.of_json(request.data).validated_data
        clear = house_clear.clear_house(
            performance_id=performance_id, staff=self.staff, at=timezone.now(), device=wanted["device"]
        )
        clear.stage_url = stage.stage_url(performance_id)  # type: ignore[attr-defined]  # shown beside the row
        return Response(shown(shapes.HouseClearSerializer, clear), status=status.HTTP_201_CREATED)


class ReleaseView(DoorView):
    refusals = (NotFound, PerformanceCancelled, ReleaseOff, TooEarlyToRelease)

    @extend_schema(
        operation_id="check_ins_release", request=shapes.NothingSerializer, responses=shapes.ReleasedSerializer
    )
    def post(self, request: Request, performance_id: int) -> Response:
        """Gives away the places of all who have not come, from the time on that they were told."""
        shapes.NothingSerializer.of_json(request.data)
        released = release.release_unclaimed(performance_id=performance_id, staff=self.staff, at=timezone.now())
        return Response({"released": released, "state": shown_state(performance_id, timezone.now())})


class TakeBackView(DoorView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="check_ins_release_undo", request=shapes.NothingSerializer, responses=shapes.TakenBackSerializer
    )
    def post(self, request: Request, performance_id: int) -> Response:
        """Gives the places back, the oldest booking first, as long as seats are left."""
        shapes.NothingSerializer.of_json(request.data)
        back = release.take_back(performance_id=performance_id, staff=self.staff, at=timezone.now())
        state = shown_state(performance_id, timezone.now())
        return Response({"taken_back": back.taken_back, "still_released": back.still_released, "state": state})
