"""Dates in English put the day first: nobody takes the seventh of December for the twelfth of July."""

from datetime import date, datetime

from django import forms
from django.test import SimpleTestCase
from django.utils.formats import date_format
from django.utils.translation import override

CURTAIN = datetime(2026, 12, 7, 21, 0)  # noqa: DTZ001  as a clock in the foyer shows it


class EnglishDatesTests(SimpleTestCase):
    def test_each_form_of_a_date_puts_the_day_first(self):
        with override("en"):
            told = {name: date_format(CURTAIN, name) for name in ("SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")}
            assert told == {"SHORT_DATE_FORMAT": "7 Dec 2026", "SHORT_DATETIME_FORMAT": "7 Dec 2026, 21:00"}
            assert date_format(CURTAIN, "DATETIME_FORMAT") == "7 December 2026, 21:00"

    def test_what_is_typed_is_read_alike_in_both_languages(self):
        for language in ("it", "en"):
            with override(language):
                for typed in ("07/12/2026", "2026-12-07"):
                    assert forms.DateField().clean(typed) == date(2026, 12, 7), (language, typed)
