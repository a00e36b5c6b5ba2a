"""Shapes of what the door does with the whole house: clear it, give places away, take them back."""

from rest_framework import serializers

from bookings.api.serializers import StrictSerializer
from bookings.api.shapes import AnswerSerializer
from checkins.api.phone_serializers import PhoneStateSerializer
from checkins.api.serializers import device_field


class NothingSerializer(StrictSerializer):
    """An empty object."""


class HouseClearRequestSerializer(StrictSerializer):
    device = device_field()


class HouseClearSerializer(AnswerSerializer):
    at = serializers.DateTimeField()
    admitted = serializers.IntegerField(help_text="People who are in.")
    to_come = serializers.IntegerField(help_text="People who are still out.")
    late = serializers.IntegerField(help_text="People who came after the curtain or the first house clear.")
    stage_url = serializers.CharField(help_text="The stage manager's page.")


class ReleasedSerializer(AnswerSerializer):
    released = serializers.IntegerField(help_text="People whose places have been given away by this.")
    state = PhoneStateSerializer()


class TakenBackSerializer(AnswerSerializer):
    taken_back = serializers.IntegerField(help_text="People who have their places again.")
    still_released = serializers.IntegerField(help_text="People for whom no seats were left.")
    state = PhoneStateSerializer()
