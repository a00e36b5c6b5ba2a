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
from bookings.enums import AccessNeed, PerformanceStatus, ReservationStatus
from bookings.exceptions import AlreadyCheckedIn, PerformanceCancelled, ReservationCancelled
from checkins.exceptions import NotConfirmed, WrongPerformance
from checkins.queries import DoorCode

ADMIT = "admit"
VERDICTS = [
    ADMIT,
    *(
        refusal.code
        for refusal in (NotConfirmed, ReservationCancelled, PerformanceCancelled, WrongPerformance, AlreadyCheckedIn)
    ),
]


class DoorCodeSerializer(StrictSerializer):
    token = serializers.CharField(required=False, max_length=200)
    reference = serializers.CharField(required=False, max_length=20)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if bool(values.get("token")) == bool(values.get("reference")):
            raise serializers.ValidationError(_("Send either a token or a reference."), code="required")
        return values

    def code(self) -> DoorCode:
        values = self.validated_data
        return DoorCode(token=values.get("token", ""), reference=values.get("reference", ""))


class PreviewRequestSerializer(DoorCodeSerializer):
    performance = serializers.IntegerField(required=False, allow_null=True, default=None, help_text="The door's.")


class AdmitRequestSerializer(DoorCodeSerializer):
    performance = serializers.IntegerField(help_text="The door's.")
    admit = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_PARTY_EVER, help_text="Default: all who are still outside."
    )
    scan_id = serializers.CharField(max_length=64)


class WalkUpRequestSerializer(StrictSerializer):
    party_size = serializers.IntegerField(min_value=1, max_value=LARGEST_PARTY_EVER)
    scan_id = serializers.CharField(max_length=64)


class SearchSerializer(StrictSerializer):
    search = serializers.CharField(required=False, min_length=3, max_length=80)


class DoorCountSerializer(serializers.Serializer):
    confirmed = serializers.IntegerField()
    admitted = serializers.IntegerField()
    to_come = serializers.IntegerField()
    walk_ups = serializers.IntegerField()
    free = serializers.IntegerField()


class DoorPerformanceSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="listed.id")
    show = ShowReferenceSerializer(source="listed.show")
    venue = VenueReferenceSerializer(source="listed.venue")
    starts_at = serializers.DateTimeField(source="listed.starts_at")
    starts_label = serializers.CharField(source="listed.starts_label")
    doors_at = serializers.DateTimeField(source="listed.doors_at", allow_null=True)
    status = serializers.ChoiceField(PerformanceStatus.choices, source="listed.status")
    tonight = serializers.BooleanField()
    counts = DoorCountSerializer()


class DoorReservationSerializer(serializers.Serializer):
    reference = serializers.CharField(source="printed_reference")
    name = serializers.CharField()
    party_size = serializers.IntegerField()
    admitted = serializers.IntegerField()
    to_come = serializers.IntegerField()
    access_needs = serializers.ListField(child=serializers.ChoiceField(AccessNeed.choices))
    status = serializers.ChoiceField(ReservationStatus.choices)


class DoorPerformanceDetailSerializer(DoorPerformanceSerializer):
    people = DoorReservationSerializer(many=True, help_text="Only when searched for; at most ten.")


class VerdictSerializer(serializers.Serializer):
    """Shows a `queries.DoorVerdict`."""

    verdict = serializers.ChoiceField(
        VERDICTS, help_text="`admit`, or the code of the refusal that an admission would get."
    )
    detail = serializers.CharField()
    reservation = DoorReservationSerializer()
    performance = DoorPerformanceSerializer()
    checked_in_at = serializers.DateTimeField(allow_null=True)
    checked_in_by = serializers.CharField(allow_null=True)


class CheckInSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    scan_id = serializers.CharField()
    reservation = DoorReservationSerializer()
    admitted = serializers.IntegerField(source="people", help_text="People let in by this admission.")
    checked_in_at = serializers.DateTimeField(source="at")
    checked_in_by = serializers.CharField(source="staff_name")
    undone_at = serializers.DateTimeField(allow_null=True)
    counts = DoorCountSerializer()
