from datetime import datetime, timedelta

from django.test import TestCase

from bookings.enums import PerformanceStatus, Standing
from bookings.models import BookingSettings
from bookings.runs import dates_ahead, runs_of, whole_run_of
from bookings.tests.factories import CURTAIN, NOW, make_performance, make_show, make_venue
from shows.models import ShowPage

# The night of the curtain ends at four in the morning.
NIGHT_ENDS = datetime.fromisoformat("2026-11-21T04:00:00+01:00")
MINUTE = timedelta(minutes=1)


class RunTests(TestCase):
    def run_of(self, show: ShowPage, at: datetime):
        [run] = runs_of(dates_ahead([show], BookingSettings.load(), at), at).values()
        whole = whole_run_of(show, BookingSettings.load(), at)
        assert (run.standing, run.played) == (whole.standing, whole.played)
        assert [row.id for row in run.to_come] == [row.id for row in whole.to_come]
        return whole

    def test_show_that_never_had_a_performance_is_in_preparation(self):
        run = self.run_of(make_show(), NOW)
        assert (run.standing, run.to_come, run.played, run.past) == (Standing.IN_PREPARATION, [], None, [])

    def test_show_is_announced_until_its_last_night_is_over(self):
        show = make_performance().show
        for at, standing in [
            (NOW, Standing.ANNOUNCED),
            (CURTAIN - MINUTE, Standing.ANNOUNCED),
            (CURTAIN, Standing.ANNOUNCED),
            (NIGHT_ENDS - MINUTE, Standing.ANNOUNCED),
            (NIGHT_ENDS, Standing.ARCHIVED),
            (NIGHT_ENDS + timedelta(days=300), Standing.ARCHIVED),
        ]:
            with self.subTest(at=at):
                run = self.run_of(show, at)
                assert run.standing == standing
                assert len(run.to_come) + len(run.past) == 1
                assert bool(run.past) is (standing == Standing.ARCHIVED)

    def test_performance_that_has_begun_says_so_and_is_not_offered(self):
        performance = make_performance()
        [before] = self.run_of(performance.show, CURTAIN - MINUTE).to_come
        assert (before.is_bookable, before.has_begun, before.state_label) == (True, False, "Posti disponibili")
        run = self.run_of(performance.show, CURTAIN)
        [begun] = run.to_come
        assert (begun.is_bookable, begun.has_begun) == (False, True)
        assert (run.still_bookable, run.not_begun) == ([], [])

    def test_night_after_midnight_belongs_to_the_evening_before(self):
        late = datetime.fromisoformat("2026-11-21T00:30:00+01:00")
        show = make_performance(starts_at=late).show
        assert self.run_of(show, NIGHT_ENDS - MINUTE).standing == Standing.ANNOUNCED
        assert self.run_of(show, NIGHT_ENDS).standing == Standing.ARCHIVED

    def test_archive_tells_from_when_to_when_and_where(self):
        show, first, second = make_show(), make_venue(name="Sala Uno"), make_venue(name="Sala Due")
        make_performance(show=show, venue=second, starts_at=CURTAIN - timedelta(days=2))
        make_performance(show=show, venue=first, starts_at=CURTAIN - timedelta(days=40))
        make_performance(show=show, venue=first, starts_at=CURTAIN - timedelta(days=39))
        played = self.run_of(show, NOW).played
        assert played.days == "11 ottobre – 18 novembre 2026"
        assert played.venues == ("Sala Uno, Bologna", "Sala Due, Bologna")

    def test_cancelled_nights_were_not_played(self):
        show = make_show()
        make_performance(show=show, starts_at=CURTAIN - timedelta(days=9), status=PerformanceStatus.CANCELLED)
        assert self.run_of(show, NOW).standing == Standing.ARCHIVED
        assert self.run_of(show, NOW).played is None
        make_performance(show=show, starts_at=CURTAIN - timedelta(days=8))
        assert self.run_of(show, NOW).played.days == "12 novembre 2026"

    def test_venues_are_those_of_the_dates_ahead_each_once(self):
        show, here, there = make_show(), make_venue(), make_venue()
        make_performance(show=show, venue=there, starts_at=CURTAIN - timedelta(days=9))
        for day in range(2):
            make_performance(show=show, venue=here, starts_at=CURTAIN + timedelta(days=day))
        assert [first.venue for first in self.run_of(show, NOW).first_at_each_venue] == [here]

    def test_runs_cost_the_same_queries_with_one_show_and_with_three(self):
        for number in range(3):
            make_performance(starts_at=CURTAIN + timedelta(days=number))
            make_performance(starts_at=CURTAIN - timedelta(days=5 + number))
            shows, rules = list(ShowPage.objects.all()), BookingSettings.load()
            with self.subTest(shows=len(shows)), self.assertNumQueries(3):
                runs_of(dates_ahead(shows, rules, NOW), NOW)
