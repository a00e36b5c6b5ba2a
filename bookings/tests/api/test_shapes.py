from django.test import SimpleTestCase
from django.utils import timezone, translation
from rest_framework import serializers

from bookings import listings, queries
from bookings.api.serializers import PerformanceSerializer, StrictSerializer
from bookings.api.shapes import of_data, shown, shown_each
from bookings.tests.api.cases import ApiTestCase
from bookings.tests.factories import playing_soon


class Visitor(StrictSerializer):
    name = serializers.CharField(max_length=3)
    people = serializers.IntegerField(min_value=1, default=2)


def refused(data, language):
    with translation.override(language):
        visitor = of_data(Visitor, data, typed=True)
        assert not visitor.is_valid()
        return {name: [str(word) for word in words] for name, words in visitor.errors.items()}


class SharedSerializersTests(SimpleTestCase):
    def test_each_is_checked_for_itself(self):
        first, second = of_data(Visitor, {"name": "Ada", "people": 4}), of_data(Visitor, {"name": "Eva"})
        assert second.is_valid()
        assert first.is_valid()
        assert first.validated_data == {"name": "Ada", "people": 4}
        assert second.validated_data == {"name": "Eva", "people": 2}

    def test_a_refusal_leaves_nothing_behind(self):
        assert list(refused({"name": "Ada", "people": 0}, "it")) == ["people"]
        assert of_data(Visitor, {"name": "Ada"}).is_valid()

    def test_words_are_those_of_the_reader_even_when_another_was_refused_before(self):
        italian, english = (refused({"name": "Giovanna"}, language) for language in ("it", "en"))
        assert italian != english
        assert english == {"name": ["Ensure this field has no more than 3 characters."]}
        assert refused({"name": "Giovanna"}, "it") == italian

    def test_what_is_asked_of_the_types_holds_for_those_who_asked_alone(self):
        assert of_data(Visitor, {"name": "Ada", "people": "3"}).is_valid()
        assert list(refused({"name": "Ada", "people": "3"}, "it")) == ["people"]


class ShownTests(ApiTestCase):
    def test_one_serializer_shows_what_a_new_one_would_to_each_reader(self):
        playing_soon(), playing_soon()
        for language in ("it", "en"):
            with self.subTest(language), translation.override(language):
                first, second = listings.listed(queries.performances(timezone.now()))
                expected = [PerformanceSerializer(row).data for row in (first, second)]
                assert [shown(PerformanceSerializer, row) for row in (first, second)] == expected
                assert shown_each(PerformanceSerializer, [first, second]) == expected
        assert expected[0]["booking"]["label"] == "Places free"
