"""The list to practise with: in the shape of a real one, of invented visitors."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bookings.api.shapes import shown
from checkins.api.phone_serializers import ListEntrySerializer, PhoneListSerializer
from checkins.api.views import DoorView
from checkins.practice import practice_list


class PracticeEntrySerializer(ListEntrySerializer):
    name = serializers.CharField(help_text="Invented.")
    reference_text = serializers.CharField(help_text="To be typed in practice.")


class PracticeListSerializer(PhoneListSerializer):
    entries = PracticeEntrySerializer(many=True)


class PracticeView(DoorView):
    @extend_schema(operation_id="check_ins_practice_read", responses=PracticeListSerializer)
    def get(self, request: Request) -> Response:
        """Thirty invented visitors, to practise with; no row is read or written."""
        found = shown(PracticeListSerializer, practice_list(timezone.now()))
        return Response(found, headers={"Cache-Control": "no-store"})
