from datetime import timedelta

from django.core.management import call_command
from django.test import TestCase

from bookings import privacy, programme, services, timed
from bookings.enums import Act, Actor, MessageKind, PerformanceStatus, ReservationStatus
from bookings.models import BookingSettings, House, Performance, Reservation, ReservationNeed
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_performance, make_staff

DAY = timedelta(days=1)
PERSONAL = ["name", "email", "phone", "notes"]


class RemindTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.early = confirmed(cls.performance, at=NOW - 5 * DAY)

    def reminders(self):
        return self.early.messages.filter(kind=MessageKind.REMINDER).count()

    def test_reminder_comes_a_day_before_and_once(self):
        assert timed.remind(at=CURTAIN - DAY - timedelta(minutes=1)) == 0
        assert timed.remind(at=CURTAIN - DAY) == 1
        assert timed.remind(at=CURTAIN - DAY + timedelta(hours=1)) == 0
        assert self.reminders() == 1
        assert self.early.history.last().act == Act.REMINDED

    def test_late_clock_still_reminds_before_curtain_and_not_after(self):
        assert timed.remind(at=CURTAIN) == 0
        assert timed.remind(at=CURTAIN - timedelta(minutes=5)) == 1

    def test_who_confirmed_within_the_last_day_is_not_reminded(self):
        confirmed(self.performance, at=NOW)
        assert timed.remind(at=NOW) == 1

    def test_nobody_is_reminded_of_what_is_cancelled_or_not_confirmed(self):
        services.cancel(public_id=self.early.public_id, at=NOW)
        booked(self.performance, at=NOW - 2 * DAY)
        assert timed.remind(at=NOW) == 0

    def test_cancelled_performance_reminds_nobody(self):
        Performance.objects.update(status=PerformanceStatus.CANCELLED)
        assert timed.remind(at=NOW) == 0

    def test_setting_zero_sends_none(self):
        rules = BookingSettings.load()
        rules.reminder_hours = 0
        rules.save()
        assert timed.remind(at=NOW) == 0


class EraseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(
            cls.performance, phone="051 123456", notes="arriviamo tardi", access_needs=["wheelchair"], party_size=3
        )

    def personal_fields(self):
        return list(Reservation.objects.values_list(*PERSONAL).get(pk=self.reservation.pk))

    def test_people_are_erased_after_the_retention_and_the_count_stays(self):
        assert timed.erase(at=CURTAIN + 30 * DAY - timedelta(seconds=1)) == 0
        assert timed.erase(at=CURTAIN + 30 * DAY) == 1
        assert self.personal_fields() == ["", "", "", ""]
        assert ReservationNeed.objects.count() == 0
        kept = Reservation.objects.get(pk=self.reservation.pk)
        assert (kept.status, kept.party_size) == (ReservationStatus.CONFIRMED, 3)
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 3
        assert timed.erase(at=CURTAIN + 31 * DAY) == 0

    def test_visitor_erases_own_data_and_frees_seats_still_to_come(self):
        for _time in range(2):
            privacy.forget(public_id=self.reservation.public_id, at=NOW)
        assert self.personal_fields() == ["", "", "", ""]
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 0
        acts = list(self.reservation.history.values_list("act", "actor"))[-2:]
        assert acts == [(Act.CANCELLED, Actor.VISITOR), (Act.ERASED, Actor.VISITOR)]

    def test_erasing_after_the_night_keeps_the_reservation_counted(self):
        privacy.forget(public_id=self.reservation.public_id, at=CURTAIN + DAY)
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 3

    def test_mails_that_wait_go_to_nobody_once_erased(self):
        privacy.forget(public_id=self.reservation.public_id, at=NOW)
        call_command("tick", at=CURTAIN)
        assert set(self.reservation.messages.values_list("state", flat=True)) == {"dropped"}

    def test_own_data_tells_all_that_is_kept(self):
        data = privacy.own_data(self.reservation)
        assert [data[name] for name in PERSONAL] == self.personal_fields()
        assert data["access_needs"] == ["wheelchair"]
        assert [row["act"] for row in data["history"]] == [Act.BOOKED, Act.CONFIRMED]


class ProgrammeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=20)
        cls.open = [confirmed(cls.performance), booked(cls.performance, email="altri@example.org")]
        cancelled = confirmed(cls.performance)
        services.cancel(public_id=cancelled.public_id, at=NOW)
        cls.staff = make_staff("biglietteria")

    def told(self, kind):
        return Reservation.objects.filter(messages__kind=kind).count()

    def test_cancelling_tells_everyone_with_an_open_reservation_once(self):
        for told in (2, 0):
            assert programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=NOW) == told
        assert self.told(MessageKind.PERFORMANCE_CANCELLED) == 2
        self.performance.refresh_from_db()
        assert self.performance.status == PerformanceStatus.CANCELLED
        assert self.open[0].history.last().staff == self.staff

    def test_moving_takes_doors_along_and_keeps_the_reservations(self):
        later = CURTAIN + 2 * DAY
        for told in (2, 0):
            moved = programme.move_performance(
                performance_id=self.performance.pk, starts_at=later, staff=self.staff, at=NOW
            )
            assert moved == told
        self.performance.refresh_from_db()
        assert (self.performance.starts_at, self.performance.doors_at) == (later, later - timedelta(minutes=30))
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == 2
        assert self.told(MessageKind.PERFORMANCE_MOVED) == 2

    def test_moving_forward_ends_pending_time_at_the_new_curtain(self):
        earlier = CURTAIN - timedelta(hours=2)
        programme.move_performance(performance_id=self.performance.pk, starts_at=earlier, staff=self.staff, at=NOW)
        self.open[1].refresh_from_db()
        assert self.open[1].expires_at == earlier

    def test_moving_forward_ends_holds_at_the_new_curtain(self):
        holding = booked(make_performance(hold_minutes=180))
        starts_at = NOW + timedelta(hours=1)
        programme.move_performance(performance_id=holding.performance_id, starts_at=starts_at, staff=self.staff, at=NOW)
        holding.refresh_from_db()
        assert holding.held_until == starts_at

    def test_moving_forward_keeps_opening_before_closing(self):
        opens, closes = CURTAIN - timedelta(hours=3), CURTAIN - timedelta(hours=1)
        moved = make_performance(opens_at=opens, closes_at=closes)
        shift = timedelta(hours=-4)
        programme.move_performance(performance_id=moved.pk, starts_at=CURTAIN + shift, staff=self.staff, at=NOW)
        moved.refresh_from_db()
        assert (moved.opens_at, moved.closes_at) == (opens + shift, closes + shift)


class TickTests(TestCase):
    def test_tick_twice_does_everything_once(self):
        reservation = booked(make_performance(), at=NOW)
        for _time in range(2):
            call_command("tick", at=CURTAIN)
        reservation.refresh_from_db()
        assert reservation.status == ReservationStatus.EXPIRED
        assert [row.act for row in reservation.history.all()] == [Act.BOOKED, Act.EXPIRED]
        assert [row.state for row in reservation.messages.all()] == ["dropped"]
