from datetime import timedelta

from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from azionelab import roles
from bookings import desk, pictures, programme, services, timed
from bookings.acts import by_staff
from bookings.enums import ReservationKind
from bookings.locking import lock_performance
from bookings.sales_figures import basis, reports
from bookings.season_sheets import performances_of
from bookings.selling import MARKS, courses, standings, together
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    booked_at_the_desk,
    confirmed,
    make_performance,
    make_show,
)
from tests.staff import make_member

DAY = timedelta(days=1)
LATER = CURTAIN + 30 * DAY


def days_before(number: int):
    """An afternoon so many days before the curtain."""
    return NOW - number * DAY


class SellingTests(TestCase):
    """Each case is told from the histories: what a reservation is by now says nothing of what it was then."""

    @classmethod
    def setUpTestData(cls):
        cls.office = make_member(roles.BOX_OFFICE)
        cls.performance = make_performance(show=make_show("Le voci sotto"), capacity=60)
        cls.other = make_performance(show=cls.performance.show, capacity=60, starts_at=CURTAIN + DAY)

    def told(self, performance, which="confirmed"):
        """The seats at each mark at which their number changed, by days before the curtain."""
        course = courses([performance.pk, self.other.pk])[performance.pk]
        curtain = performance.local(performance.starts_at).date()
        values = dict(zip(MARKS, standings(getattr(course, which), curtain, LATER.date()), strict=True))
        changes, before = {}, 0
        for mark, seats in values.items():
            if seats != before:
                changes[mark] = seats
            before = seats
        return changes

    def test_seats_count_from_the_day_on_which_they_were_confirmed(self):
        reservation = booked(self.performance, days_before(14), party_size=4)
        services.confirm(public_id=reservation.public_id, at=days_before(14))
        confirmed(self.performance, days_before(7), party_size=2, email="b@example.org")
        assert self.told(self.performance) == {14: 4, 7: 6}
        assert self.told(self.performance, "asked") == {14: 4, 7: 6}

    def test_a_cancelled_one_counts_until_it_was_cancelled(self):
        reservation = confirmed(self.performance, days_before(14), party_size=4)
        services.cancel(public_id=reservation.public_id, at=days_before(3))
        assert self.told(self.performance) == {14: 4, 3: 0}
        assert self.told(self.performance, "asked") == {14: 4}

    def test_an_expired_one_was_asked_for_and_never_confirmed(self):
        booked(self.performance, days_before(14), party_size=4)
        timed.expire(at=days_before(1))
        assert self.told(self.performance) == {}
        assert self.told(self.performance, "asked") == {14: 4}

    def test_another_party_size_counts_from_the_day_of_the_change(self):
        reservation = confirmed(self.performance, days_before(14), party_size=4)
        services.change_party_size(public_id=reservation.public_id, party_size=6, at=days_before(5))
        services.change_party_size(public_id=reservation.public_id, party_size=1, at=days_before(2))
        services.cancel(public_id=reservation.public_id, at=days_before(1))
        assert self.told(self.performance) == {14: 4, 5: 6, 2: 1, 1: 0}
        assert self.told(self.performance, "asked") == {14: 4, 5: 6, 2: 1}

    def test_one_that_moved_counts_where_it_was_at_each_time(self):
        reservation = confirmed(self.performance, days_before(14), party_size=4)
        services.change_party_size(public_id=reservation.public_id, party_size=3, at=days_before(10))
        desk.move(
            public_id=reservation.public_id,
            performance_id=self.other.pk,
            at=days_before(5),
            who=by_staff(self.office),
        )
        services.change_party_size(public_id=reservation.public_id, party_size=2, at=days_before(3))
        services.cancel(public_id=reservation.public_id, at=days_before(1))
        assert self.told(self.performance) == {14: 4, 10: 3, 5: 0}
        # The other curtain is a day later, so each day is one more before it.
        assert self.told(self.other) == {5: 3, 3: 2, 2: 0} | self.told(self.other)
        assert courses([self.other.pk])[self.other.pk].confirmed == {
            days_before(5).date(): 3,
            days_before(3).date(): -1,
            days_before(1).date(): -2,
        }

    def test_days_that_are_still_to_come_are_not_told(self):
        confirmed(self.performance, days_before(14), party_size=4)
        course = courses([self.performance.pk])[self.performance.pk]
        values = dict(zip(MARKS, standings(course.confirmed, CURTAIN.date(), days_before(7).date()), strict=True))
        assert [mark for mark, seats in values.items() if seats is None] == [5, 3, 2, 1, 0]

    def test_booked_at_the_desk_and_held_for_a_group(self):
        group = booked_at_the_desk(
            self.performance, self.office, days_before(21), party_size=20, hold_until=days_before(5)
        )
        services.confirm(public_id=group.public_id, at=days_before(7), who=by_staff(self.office))
        assert self.told(self.performance) == {7: 20}
        assert self.told(self.performance, "asked") == {21: 20}


class ReportTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.office = make_member(roles.BOX_OFFICE)
        cls.show = make_show("Le voci sotto")
        cls.first = make_performance(show=cls.show, capacity=20)
        cls.second = make_performance(show=cls.show, capacity=20, starts_at=CURTAIN + DAY)
        cls.off = make_performance(show=make_show("Annullato"), capacity=20, starts_at=CURTAIN + 2 * DAY)
        services.count_in(confirmed(cls.first, party_size=4), 3)
        confirmed(cls.second, party_size=2, language="en")
        booked_at_the_desk(cls.second, cls.office, party_size=10, kind=ReservationKind.GROUP)
        walk_up = services.take_walk_up(lock_performance(cls.first.pk, NOW), party_size=1, staff=cls.office, at=NOW)
        services.count_in(walk_up, 1)
        confirmed(cls.off, party_size=9, email="off@example.org")
        programme.cancel_performance(performance_id=cls.off.pk, staff=cls.office, at=NOW)

    def reports(self, at=LATER, *, by_performance=False):
        with override("en"):
            made = reports(basis(performances_of("2026/27", None, at), at, by_performance=by_performance))
        return {report.name: report for report in made}


class ReportTests(ReportTestCase):
    def test_how_full_the_house_is(self):
        report = self.reports()["occupancy"]
        assert report.table.rows == [["Le voci sotto", 40, 4, 13, 23, 42]]
        assert report.picture.finding == "17 of 40 seats given: 42 %."

    def test_by_performance_when_a_show_is_chosen(self):
        rows = self.reports(by_performance=True)["occupancy"].table.rows
        assert [row[1:5] for row in rows] == [[20, 4, 1, 15], [20, 0, 12, 8]]

    def test_who_did_not_come_without_walk_ups(self):
        assert self.reports()["absence"].table.rows == [["Le voci sotto", 16, 3, 13, 81]]

    def test_nobody_is_missing_before_the_curtain(self):
        assert "absence" not in self.reports(NOW)

    def test_where_reservations_come_from(self):
        made = self.reports()
        assert made["source"].table.rows == [["Box office", 1, 10, 59], ["Website", 2, 6, 35], ["Walk-up", 1, 1, 6]]
        assert made["kind"].table.rows[0] == ["Group", 1, 10, 59]
        assert {row[0]: row[2] for row in made["language"].table.rows} == {"Italian": 15, "English": 2}

    def test_how_it_sells(self):
        report = self.reports()["selling"]
        assert report.table.rows[0][0] == "Le voci sotto"
        assert report.table.rows[0][-1] == 16
        assert report.picture.finding == "Most sold: Le voci sotto, 16 confirmed seats."

    def test_a_picture_has_the_numbers_of_its_table(self):
        for report in self.reports().values():
            with self.subTest(report.name):
                shown = report.picture.lines if report.is_lines else report.picture.bars
                assert [row.label for row in shown] == [row[0] for row in report.table.rows]

    def test_queries_do_not_grow_with_reservations_nor_performances(self):
        def asked():
            with CaptureQueriesContext(connection) as found:
                self.reports()
            return len(found)

        before = asked()
        for number in range(4):
            more = make_performance(show=make_show(f"Altro {number}"), starts_at=CURTAIN + (3 + number) * DAY)
            confirmed(more, party_size=1, email=f"n{number}@example.org")
        assert asked() == before == 11


class ReportPageTests(ReportTestCase):
    def setUp(self):
        self.client.force_login(self.office)

    def page(self, **asked):
        answer = self.client.get(reverse("sales-reports"), asked, headers={"accept-language": "en"})
        assert answer.status_code == 200
        return answer

    def test_each_picture_says_what_it_shows_and_has_its_table(self):
        page = self.page(season="2026/27").content.decode()
        pictures_here, tables = page.count('role="img"'), page.count('<caption id="')
        assert pictures_here == tables > 5
        assert page.count("<desc") == pictures_here
        assert "17 of 40 seats given: 42 %." in page

    def test_a_show_is_chosen_in_the_address(self):
        assert self.page(season="2026/27", show=self.show.pk).context["show"] == self.show
        assert self.page(season="2026/27", show="x").context["show"] is None

    def test_nothing_played_is_told_with_a_next_step(self):
        assert "Choose another season" in self.page(season="2019/20").content.decode()

    def test_coordinates_have_no_decimal_comma_in_italian(self):
        page = self.client.get(reverse("sales-reports"), {"season": "2026/27"}).content.decode()
        svg = page.split('<figure class="picture">')[1].split("</svg>")[0]
        assert 'points="' in svg
        assert not [pair for pair in svg.split('points="')[1].split('"')[0].split() if pair.count(",") != 1]

    def test_no_style_nor_script_stands_in_a_picture(self):
        page = self.page(season="2026/27").content.decode()
        for picture in page.split('<figure class="picture">')[1:]:
            figure = picture.split("</figure>")[0]
            assert not [word for word in ("style=", "<style", "<script", "onload") if word in figure]

    def test_for_those_who_may_see_reservations(self):
        for role in (roles.EDITORS, roles.FRONT_OF_HOUSE):
            self.client.force_login(make_member(role))
            assert self.client.get(reverse("sales-reports")).status_code in {302, 403}


class TogetherTests(SimpleTestCase):
    def test_a_performance_still_to_come_counts_with_what_it_has_by_now(self):
        assert together([[1, 4, 9], [2, 3, None]]) == [3, 7, 12]
        assert together([[1, None, None], [2, None, None]]) == [3, None, None]


class PictureTests(SimpleTestCase):
    def test_letters_at_the_ends_of_lines_do_not_stand_on_one_another(self):
        drawn = pictures.lines("x", "X", "", "days", [14, 0], [("one", [0, 50]), ("two", [0, 50]), ("three", [0, 0])])
        heights = sorted(float(line.end.y) for line in drawn.lines)
        assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) >= pictures.LETTER

    def test_the_longest_bar_fills_the_width_and_parts_follow_one_another(self):
        drawn = pictures.bars("x", "X", "", ["a", "b"], [("one", "", [1, 3]), ("two", "", [2, 0])])
        assert [(part.pattern, part.left, part.width) for part in drawn.bars[0].parts] == [
            ("solid", "1.0", "89.5"),
            ("hatched", "90.5", "268.5"),
        ]
        assert [part.pattern for part in drawn.bars[1].parts] == ["solid"]

    def test_no_more_lines_than_there_are_marks_and_none_without_numbers_breaks(self):
        rows = [(str(number), [None, 0, None]) for number in range(8)]
        drawn = pictures.lines("x", "X", "", "days", [14, 7, 0], rows)
        assert [line.mark for line in drawn.lines] == list(pictures.MARKS)
        assert [len(line.marks) for line in drawn.lines] == [1] * 5
        assert pictures.lines("x", "X", "", "days", [14, 0], []).lines == []
