from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase

from shows.seasons import season_of, season_of_show, validate_season


class SeasonTests(SimpleTestCase):
    def test_season_turns_with_september(self):
        assert season_of(date(2026, 8, 31)) == "2025/26"
        assert season_of(date(2026, 9, 1)) == "2026/27"
        assert season_of(date(2099, 12, 31)) == "2099/00"

    def test_what_editors_write_goes_before_the_last_performance(self):
        last_night = date(2026, 3, 1)
        assert season_of_show("2026/27", last_night) == "2026/27"
        assert season_of_show("", last_night) == "2025/26"
        assert season_of_show("", None) == ""

    def test_two_years_that_follow_each_other_are_accepted(self):
        for season in ("2026/27", "1999/00"):
            with self.subTest(season=season):
                assert validate_season(season) is None

    def test_anything_else_is_refused(self):
        for season in ("2026", "2026/28", "2026/2027", "26/27", "2026-27", "x2026/27"):
            with self.subTest(season=season), pytest.raises(ValidationError):
                validate_season(season)
