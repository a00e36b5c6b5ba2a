"""Shapes of the check-in API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from bookings.api.serializers import (
    LARGEST_PARTY_EVER,
    ShowReferenceSerializer,
    StrictSerializer,
    VenueReferenceSerializer,
)
from bookings.api.shapes import AnswerSerializer
from bookings.enums import AccessNeed, PerformanceStatus, ReservationStatus
from bookings.exceptions import AlreadyCheckedIn, PerformanceCancelled, ReservationCancelled
from checkins.enums import Conflict
from checkins.exceptions import NotConfirmed, SeatsReleased, WrongPerformance
from checkins.models import DEVICE_LENGTH
from checkins.queries import DoorCode

ADMIT = "admit"
VERDICTS = [
    ADMIT,
    *(
        refusal.code
        for refusal in (
            NotConfirmed,
            ReservationCancelled,
            PerformanceCancelled,
            WrongPerformance,
            SeatsReleased,
            AlreadyCheckedIn,
        )
    ),
]


def device_field() -> serializers.CharField:
    return serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=DEVICE_LENGTH,
        help_text="The phone's name at the door.",
    )


class DoorCodeSerializer(StrictSerializer):
    """What is scanned, typed or found: exactly one of these three."""

    CODES = ("token", "reference", "entry")

    token = serializers.CharField(required=False, max_length=200)
    reference = serializers.CharField(required=False, max_length=20)
    entry = serializers.IntegerField(required=False, min_value=1, help_text="A number of the performance's list.")

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if len([name for name in self.CODES if name in values]) != 1:
            raise serializers.ValidationError(_("Send either a token, a reference or an entry."), code="required")
        return values

    def code(self) -> DoorCode:
        return DoorCode(**{name: self.validated_data[name] for name in self.CODES if name in self.validated_data})


class PreviewRequestSerializer(DoorCodeSerializer):
    performance = serializers.IntegerField(required=False, allow_null=True, default=None, help_text="The door's.")


class AdmitRequestSerializer(DoorCodeSerializer):
    performance = serializers.IntegerField(help_text="The door's.")
    admit = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_PARTY_EVER, help_text="Default: all who are still outside."
    )
    scan_id = serializers.CharField(max_length=64)
    device = device_field()
    reclaim = serializers.BooleanField(
        required=False, default=False, help_text="Take released places back first, while there are any."
    )


class WalkUpRequestSerializer(StrictSerializer):
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY_EVER)
    scan_id = serializers.CharField(max_length=64)
    device = device_field()


class UndoRequestSerializer(StrictSerializer):
    device = device_field()


class SearchSerializer(StrictSerializer):
    search = serializers.CharField(required=False, min_length=3, max_length=80)


class DoorCountSerializer(AnswerSerializer):
    confirmed = serializers.IntegerField()
    admitted = serializers.IntegerField()
    to_come = serializers.IntegerField()
    walk_ups = serializers.IntegerField()
    free = serializers.IntegerField()


class DoorPerformanceSerializer(AnswerSerializer):
    id = serializers.IntegerField(source="listed.id")
    show = ShowReferenceSerializer(source="listed")
    venue = VenueReferenceSerializer(source="listed.venue")
    starts_at = serializers.DateTimeField(source="listed.starts_at")
    starts_label = serializers.CharField(source="listed.starts_label")
    doors_at = serializers.DateTimeField(source="listed.doors_at", allow_null=True)
    status = serializers.ChoiceField(PerformanceStatus.choices, source="listed.status")
    tonight = serializers.BooleanField()
    counts = DoorCountSerializer()


class DoorReservationSerializer(AnswerSerializer):
    entry = serializers.IntegerField(source="pk", help_text="Its number on the performance's list.")
    reference = serializers.CharField(source="printed_reference")
    name = serializers.CharField()
    party_size = serializers.IntegerField()
    admitted = serializers.IntegerField()
    to_come = serializers.IntegerField()
    released = serializers.IntegerField(source="released_seats", help_text="Places that were given away.")
    access_needs = serializers.ListField(child=serializers.ChoiceField(AccessNeed.choices))
    status = serializers.ChoiceField(ReservationStatus.choices)


class DoorPerformanceDetailSerializer(DoorPerformanceSerializer):
    people = DoorReservationSerializer(many=True, help_text="Only when searched for; at most ten.")


class VerdictSerializer(AnswerSerializer):
    """Shows a `queries.DoorVerdict`."""

    verdict = serializers.ChoiceField(
        VERDICTS, help_text="`admit`, or the code of the refusal that an admission would get."
    )
    detail = serializers.CharField()
    reservation = DoorReservationSerializer()
    performance = DoorPerformanceSerializer()
    checked_in_at = serializers.DateTimeField(allow_null=True)
    checked_in_by = serializers.CharField(allow_null=True)
    checked_in_device = serializers.CharField(allow_null=True)
    seats_available = serializers.IntegerField(allow_null=True, help_text="Only with `seats_released`.")


class CheckInSerializer(AnswerSerializer):
    id = serializers.IntegerField()
    scan_id = serializers.CharField()
    reservation = DoorReservationSerializer()
    admitted = serializers.IntegerField(source="people", help_text="People let in by this admission.")
    checked_in_at = serializers.DateTimeField(source="at")
    checked_in_by = serializers.CharField(source="staff_name")
    checked_in_device = serializers.CharField(source="device")
    conflict = serializers.ChoiceField(Conflict.choices, allow_blank=True, help_text="Empty for one that counts.")
    undone_at = serializers.DateTimeField(allow_null=True)
    counts = DoorCountSerializer()
