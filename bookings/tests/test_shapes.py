from datetime import UTC, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase, TestCase, override_settings
from rest_framework.serializers import DateTimeField, Serializer

from bookings.api import serializers
from bookings.api.shapes import AnswerSerializer, moment_shown, shown
from bookings.holders import holder_view
from bookings.tests.factories import NOW, confirmed, make_performance


class AnswerTests(TestCase):
    def test_an_answer_is_what_drf_makes_of_it(self):
        view = holder_view(confirmed(make_performance(), party_size=3), NOW)
        answer = shown(serializers.ReservationSerializer, view)
        with patch.object(AnswerSerializer, "to_representation", Serializer.to_representation):
            by_drf = serializers.ReservationSerializer(view).data
        assert answer == by_drf
        assert list(answer) == list(by_drf)
        assert (answer["performance"]["doors_at"], answer["party_size"]) == (by_drf["performance"]["doors_at"], 3)


class MomentTests(SimpleTestCase):
    def test_a_moment_is_what_drf_makes_of_it(self):
        summer = datetime(2026, 7, 1, 19, 30, 0, 250000, tzinfo=UTC)
        for site in ("Europe/Rome", "UTC", "Asia/Kolkata"):
            for moment in (summer, summer.replace(month=1, microsecond=0).astimezone(ZoneInfo("Europe/London"))):
                with self.subTest(site=site, moment=moment), override_settings(TIME_ZONE=site):
                    assert moment_shown(moment) == DateTimeField().to_representation(moment)
