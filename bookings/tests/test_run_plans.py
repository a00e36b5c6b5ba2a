from datetime import UTC, date, datetime, time, timedelta

from django.test import SimpleTestCase

from bookings.enums import Obstacle
from bookings.run_plans import Circumstances, Pattern, Taken, curtains, fingerprint, later, plan

NINE, FIVE = time(21), time(17)
THURSDAY, FRIDAY, SATURDAY, SUNDAY = 3, 4, 5, 6
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def pattern(first: str, last: str, times=None, **values) -> Pattern:
    values.setdefault("time_zone", "Europe/Rome")
    return Pattern(date.fromisoformat(first), date.fromisoformat(last), times or {}, **values)


def written(moments) -> list[str]:
    return [moment.isoformat() for moment in moments]


def circumstances(**values) -> Circumstances:
    return Circumstances(**{"length": timedelta(minutes=80), "opens_at": None, "at": LONG_AGO, **values})


def obstacles(planned) -> list[tuple[Obstacle, ...]]:
    return [date.obstacles for date in planned]


class CurtainTests(SimpleTestCase):
    def test_patterns_mean_these_curtains(self):
        weekend = {THURSDAY: (NINE,), FRIDAY: (NINE,), SATURDAY: (NINE,), SUNDAY: (FIVE,)}
        new_year = (date(2026, 12, 31), time(22, 30))
        cases = [
            (
                "Thursday to Sunday of one week",
                pattern("2026-11-19", "2026-11-22", weekend),
                [
                    "2026-11-19T21:00:00+01:00",
                    "2026-11-20T21:00:00+01:00",
                    "2026-11-21T21:00:00+01:00",
                    "2026-11-22T17:00:00+01:00",
                ],
            ),
            (
                "several times on one day, in order",
                pattern("2026-11-22", "2026-11-22", {SUNDAY: (NINE, FIVE)}),
                ["2026-11-22T17:00:00+01:00", "2026-11-22T21:00:00+01:00"],
            ),
            ("a weekday outside the range", pattern("2026-11-19", "2026-11-20", {SUNDAY: (FIVE,)}), []),
            ("a range of the wrong order", pattern("2026-11-20", "2026-11-19", weekend), []),
            (
                "a day left out",
                pattern("2026-11-19", "2026-11-20", weekend, without=frozenset({date(2026, 11, 19)})),
                ["2026-11-20T21:00:00+01:00"],
            ),
            (
                "a date added outside the range",
                pattern("2026-11-19", "2026-11-19", weekend, further=(new_year,)),
                ["2026-11-19T21:00:00+01:00", "2026-12-31T22:30:00+01:00"],
            ),
            (
                "a date that the pattern has already",
                pattern("2026-11-19", "2026-11-19", weekend, further=((date(2026, 11, 19), NINE),)),
                ["2026-11-19T21:00:00+01:00"],
            ),
            (
                "a day left out for its pattern and added at another time",
                pattern(
                    "2026-11-19",
                    "2026-11-19",
                    weekend,
                    without=frozenset({date(2026, 11, 19)}),
                    further=((date(2026, 11, 19), FIVE),),
                ),
                ["2026-11-19T17:00:00+01:00"],
            ),
            (
                "nine is nine on both sides of the night in which the clocks go forward",
                pattern("2027-03-27", "2027-03-28", {SATURDAY: (NINE,), SUNDAY: (NINE,)}),
                ["2027-03-27T21:00:00+01:00", "2027-03-28T21:00:00+02:00"],
            ),
            (
                "and of the night in which they go back",
                pattern("2026-10-24", "2026-10-25", {SATURDAY: (NINE,), SUNDAY: (NINE,)}),
                ["2026-10-24T21:00:00+02:00", "2026-10-25T21:00:00+01:00"],
            ),
            (
                "an hour that comes twice is the first of the two",
                pattern("2026-10-25", "2026-10-25", {SUNDAY: (time(2, 30),)}),
                ["2026-10-25T02:30:00+02:00"],
            ),
            (
                "the venue's time zone, not the site's",
                pattern("2026-11-19", "2026-11-19", {THURSDAY: (NINE,)}, time_zone="Europe/Lisbon"),
                ["2026-11-19T21:00:00+00:00"],
            ),
        ]
        for name, asked, expected in cases:
            with self.subTest(name):
                assert written(curtains(asked)) == expected

    def test_half_an_hour_before_stays_half_an_hour_when_the_clocks_change(self):
        cases = [
            ("2027-03-28", time(3, 15), "2027-03-28T01:45:00+01:00"),
            ("2026-10-25", time(3, 15), "2026-10-25T02:45:00+01:00"),
            ("2026-11-19", NINE, "2026-11-19T20:30:00+01:00"),
        ]
        for day, curtain, doors in cases:
            with self.subTest(day):
                weekday = date.fromisoformat(day).weekday()
                [starts_at] = curtains(pattern(day, day, {weekday: (curtain,)}))
                assert later(starts_at, timedelta(minutes=-30)).isoformat() == doors


class PlanTests(SimpleTestCase):
    evening = pattern("2026-11-19", "2026-11-19", {THURSDAY: (NINE,)})
    curtain = datetime.fromisoformat("2026-11-19T20:00:00+00:00")

    def taken(self, start: str, end: str, **values) -> Taken:
        moments = [datetime.fromisoformat(f"2026-11-19T{clock}+00:00") for clock in (start, end)]
        return Taken(*moments, title="Antigone", **values)

    def test_what_stands_in_the_way(self):
        cases = [
            ("nothing", {}, ()),
            ("another show ends as this begins", {"taken": (self.taken("18:00", "20:00"),)}, ()),
            ("another show begins as this ends", {"taken": (self.taken("21:20", "22:00"),)}, ()),
            ("another show ends a minute later", {"taken": (self.taken("18:00", "20:01"),)}, (Obstacle.OVERLAP,)),
            ("another show begins a minute early", {"taken": (self.taken("21:19", "22:00"),)}, (Obstacle.OVERLAP,)),
            ("a cancelled one", {"taken": (self.taken("20:00", "21:00", is_cancelled=True),)}, ()),
            (
                "this show at that time",
                {"taken": (self.taken("20:00", "21:20", is_same_show=True),)},
                (Obstacle.ALREADY_THERE,),
            ),
            (
                "this show at that time, cancelled",
                {"taken": (self.taken("20:00", "21:20", is_same_show=True, is_cancelled=True),)},
                (Obstacle.ALREADY_THERE,),
            ),
            (
                "this show an hour before",
                {"taken": (self.taken("19:00", "20:20", is_same_show=True),)},
                (Obstacle.OVERLAP,),
            ),
            ("the curtain is rising", {"at": self.curtain}, (Obstacle.PAST,)),
            ("the curtain rises in a minute", {"at": self.curtain - timedelta(minutes=1)}, ()),
            ("booking opens with the curtain", {"opens_at": self.curtain}, (Obstacle.BEFORE_OPENING,)),
            ("booking opens a minute before", {"opens_at": self.curtain - timedelta(minutes=1)}, ()),
            (
                "all at once",
                {"at": self.curtain, "opens_at": self.curtain, "taken": (self.taken("20:00", "21:00"),)},
                (Obstacle.BEFORE_OPENING, Obstacle.OVERLAP, Obstacle.PAST),
            ),
        ]
        for name, values, expected in cases:
            with self.subTest(name):
                assert obstacles(plan(self.evening, circumstances(**values))) == [expected]

    def test_overlap_names_what_is_in_the_way(self):
        [planned] = plan(self.evening, circumstances(taken=(self.taken("20:00", "21:00"),)))
        assert planned.in_the_way == ("Antigone",)

    def test_the_run_may_stand_in_its_own_way(self):
        close = pattern("2026-11-22", "2026-11-22", {SUNDAY: (FIVE, time(18), time(19, 30))})
        assert obstacles(plan(close, circumstances())) == [(), (Obstacle.OVERLAP,), ()]

    def test_a_time_that_the_clock_skips_is_impossible(self):
        night = pattern("2027-03-28", "2027-03-28", {SUNDAY: (time(1, 30), time(2, 30), time(3, 0))})
        planned = plan(night, circumstances(length=timedelta(minutes=10)))
        assert [(date.starts_at.strftime("%H:%M"), date.is_possible) for date in planned] == [
            ("01:30", True),
            ("03:00", True),
            ("02:30", False),
        ]

    def test_warnings_can_be_overruled_and_impossible_dates_cannot(self):
        for values, is_possible in [
            ({}, True),
            ({"at": self.curtain}, True),
            ({"taken": (self.taken("20:00", "21:00"),)}, True),
            ({"taken": (self.taken("20:00", "21:20", is_same_show=True),)}, False),
            ({"opens_at": self.curtain}, False),
        ]:
            with self.subTest(values=list(values)):
                [planned] = plan(self.evening, circumstances(**values))
                assert (planned.is_possible, planned.is_suggested) == (is_possible, not values)

    def test_fingerprint_changes_with_dates_and_obstacles_alone(self):
        free = plan(self.evening, circumstances())
        assert fingerprint(free) == fingerprint(plan(self.evening, circumstances(at=LONG_AGO + timedelta(days=1))))
        busy = plan(self.evening, circumstances(taken=(self.taken("20:00", "21:00"),)))
        more = plan(pattern("2026-11-19", "2026-11-20", {3: (NINE,), 4: (NINE,)}), circumstances())
        assert len({fingerprint(free), fingerprint(busy), fingerprint(more)}) == 3
