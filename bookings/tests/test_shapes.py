from unittest.mock import patch

from django.test import TestCase
from rest_framework.serializers import Serializer

from bookings.api import serializers
from bookings.api.shapes import AnswerSerializer, shown
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
