from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.utils import translation

from bookings import listings
from bookings.listings import moment_label

CURTAIN = datetime(2030, 11, 22, 20, 0, tzinfo=UTC)


class MomentLabelTests(SimpleTestCase):
    def setUp(self):
        listings._moment_label.cache_clear()

    def label(self, language, zone="Europe/Rome"):
        with translation.override(language):
            return moment_label(CURTAIN.astimezone(ZoneInfo(zone)))

    def test_words_of_one_language_are_not_those_of_another(self):
        self.label(None)  # as in a command without translations
        assert "ore" in self.label("it")
        assert "at" in self.label("en")

    def test_the_same_instant_is_another_time_elsewhere(self):
        assert "21:00" in self.label("it")
        assert "20:00" in self.label("it", "Europe/London")
