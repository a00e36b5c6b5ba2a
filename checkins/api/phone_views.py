"""What a phone keeps of a performance, how it stands now, and what the phone did alone."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.etags import respond_with_etag
from bookings.api.public import ETAG, IF_NONE_MATCH, UNCHANGED
from bookings.api.shapes import shown, shown_each
from bookings.exceptions import NotFound
from checkins import phone_list, phone_state, sync
from checkins.api import phone_serializers as shapes
from checkins.api.views import DoorView
from checkins.enums import ActKind
from checkins.exceptions import SyncTooLate


class PhoneListView(DoorView):
    refusals = (NotFound,)

    @extend_schema(operation_id="check_ins_list_read", responses=shapes.PhoneListSerializer)
    def get(self, request: Request, performance_id: int) -> Response:
        """Tonight's list, for a phone to work with alone: digests, party sizes and needs, nobody's name."""
        found = phone_list.phone_list(performance_id, timezone.now())
        return Response(shown(shapes.PhoneListSerializer, found), headers={"Cache-Control": "no-store"})


class PhoneStateView(DoorView):
    refusals = (NotFound,)

    @extend_schema(
        operation_id="check_ins_state_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: shapes.PhoneStateSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, performance_id: int) -> Any:
        """How everything of the list stands; made to be asked for every second or two."""
        return respond_with_etag(request, shown_state(performance_id, timezone.now()), "private, no-cache")


class SyncView(DoorView):
    refusals = (NotFound, SyncTooLate)

    @extend_schema(operation_id="check_ins_sync", request=shapes.SyncRequestSerializer, responses=shapes.SyncSerializer)
    def post(self, request: Request, performance_id: int) -> Response:
        """Tells what a phone did alone, in its order; again: the same outcomes."""
        wanted = shapes.SyncRequestSerializer.of_json(request.data).validated_data
        at = timezone.now()
        teller = sync.Teller(performance_id, self.staff, wanted["device"], at)
        told = sync.sync([_act(values, at) for values in wanted["acts"]], teller)
        results = shown_each(shapes.ToldResultSerializer, told)
        return Response({"results": results, "state": shown_state(performance_id, timezone.now())})


def _act(values: dict[str, Any], at: datetime) -> sync.ToldAct:
    return sync.ToldAct(
        kind=ActKind(values["kind"]),
        scan_id=values["scan_id"],
        at=at - timedelta(seconds=values["seconds_ago"]),
        entry=values.get("entry", 0),
        people=values.get("people", 0),
    )


def shown_state(performance_id: int, at: datetime) -> Any:
    """The state as several calls answer it beside what they have done."""
    return shown(shapes.PhoneStateSerializer, phone_state.phone_state(performance_id, at))
