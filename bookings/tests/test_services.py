from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from bookings import queries, services, timed
from bookings.enums import Act, Actor, MessageKind, PerformanceStatus, ReservationStatus
from bookings.exceptions import (
    AlreadyCheckedIn,
    BookingClosed,
    IdempotencyConflict,
    NotEnoughSeats,
    NotFound,
    PartyTooLarge,
    PerformanceCancelled,
    ReservationCancelled,
    ReservationExpired,
    TooManySeats,
)
from bookings.models import BookingSettings, House, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    book_request,
    booked,
    confirmed,
    make_performance,
    make_show,
)

HOUR = timedelta(hours=1)


def counted(performance: Performance) -> tuple[int, int]:
    house = House.objects.get(pk=performance.pk)
    return house.confirmed_seats, house.seat_limit


def history(reservation: Reservation) -> list[tuple[str, str, str, str]]:
    return list(reservation.history.values_list("act", "before", "after", "actor"))


def mails(reservation: Reservation) -> list[str]:
    return list(reservation.messages.values_list("kind", flat=True))


class NothingWritten:
    """On refusal no row of any kind may have been added or changed."""

    def __enter__(self):
        self.before = self.rows()

    def __exit__(self, *exception):
        assert self.rows() == self.before

    @staticmethod
    def rows():
        models = [Reservation, ReservationEvent, OutboxMessage, House]
        return [list(model.objects.order_by("pk").values()) for model in models]


class BookTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)

    def refuses(self, refusal, at=NOW, **values):
        with NothingWritten(), self.assertRaises(refusal) as caught:
            booked(self.performance, at, **values)
        return caught.exception

    def test_book_records_reservation_history_and_mail(self):
        reservation = booked(self.performance, party_size=3, access_needs=["wheelchair", "companion"])
        assert reservation.status == ReservationStatus.PENDING
        assert reservation.expires_at == CURTAIN
        assert reservation.access_needs == ["wheelchair", "companion"]
        assert history(reservation) == [(Act.BOOKED, "", "pending", Actor.VISITOR)]
        assert mails(reservation) == [MessageKind.CONFIRM]

    def test_pending_reservation_takes_no_seat(self):
        booked(self.performance, party_size=10)
        assert counted(self.performance) == (0, 10)

    def test_book_refuses_when_house_full(self):
        confirmed(self.performance, party_size=9)
        assert self.refuses(NotEnoughSeats, party_size=2).facts == {"seats_available": 1}

    def test_book_refuses_party_above_the_performance_limit(self):
        Performance.objects.update(max_party_size=4)
        assert self.refuses(PartyTooLarge, party_size=5).facts == {"max_party_size": 4}

    def test_book_refuses_after_curtain(self):
        self.refuses(BookingClosed, at=CURTAIN)

    def test_book_refuses_cancelled_performance(self):
        Performance.objects.update(status=PerformanceStatus.CANCELLED)
        self.refuses(PerformanceCancelled)

    def test_book_refuses_performance_of_unpublished_show(self):
        self.performance.show.unpublish()
        self.refuses(NotFound)

    def test_one_address_may_book_twice(self):
        booked(self.performance)
        booked(self.performance)
        assert Reservation.objects.count() == 2

    def test_repeat_with_same_key_gives_first_reservation(self):
        first = booked(self.performance, idempotency_key="k1", content_digest="same")
        again = services.book(
            request=book_request(self.performance, idempotency_key="k1", content_digest="same"), at=NOW + HOUR
        )
        assert (again.reservation.pk, again.is_new) == (first.pk, False)
        assert Reservation.objects.count() == 1

    def test_repeat_with_same_key_and_other_content_conflicts(self):
        booked(self.performance, idempotency_key="k1", content_digest="same")
        self.refuses(IdempotencyConflict, idempotency_key="k1", content_digest="other")


class HoldTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10, hold_minutes=15)
        cls.holder = booked(cls.performance, party_size=8)

    def test_held_seats_are_not_available_until_the_hold_ends_by_the_clock(self):
        for at, available in [(NOW + timedelta(minutes=14), 2), (NOW + timedelta(minutes=15), 10)]:
            found = queries.performances(at).get(pk=self.performance.pk)
            assert queries.house_count(found).seats_available == available

    def test_newcomer_is_refused_while_seats_are_held(self):
        with NothingWritten(), self.assertRaises(NotEnoughSeats):
            booked(self.performance, party_size=3)

    def test_holder_confirms_own_seats(self):
        services.confirm(public_id=self.holder.public_id, at=NOW)
        assert counted(self.performance) == (8, 10)

    def test_lapsed_hold_competes_like_a_newcomer(self):
        later = NOW + timedelta(minutes=20)
        confirmed(self.performance, later, party_size=5)
        with NothingWritten(), self.assertRaises(NotEnoughSeats) as caught:
            services.confirm(public_id=self.holder.public_id, at=later)
        assert caught.exception.facts == {"seats_available": 5}

    def test_site_setting_holds_when_the_performance_says_nothing(self):
        rules = BookingSettings.load()
        rules.hold_minutes = 5
        rules.save()
        Performance.objects.update(hold_minutes=None)
        assert booked(self.performance, party_size=1).held_until == NOW + timedelta(minutes=5)


class ConfirmTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = booked(cls.performance, party_size=4)

    def confirm(self, at=NOW, **values):
        return services.confirm(public_id=self.reservation.public_id, at=at, **values)

    def refuses(self, refusal, at=NOW, **values):
        with NothingWritten(), self.assertRaises(refusal) as caught:
            self.confirm(at, **values)
        return caught.exception

    def test_confirm_for_fewer_people_is_one_act_with_one_mail(self):
        confirmed(self.performance, party_size=7)
        self.confirm(party_size=3)
        assert counted(self.performance) == (10, 10)
        assert history(self.reservation)[-2:] == [
            (Act.PARTY_CHANGED, "4", "3", Actor.VISITOR),
            (Act.CONFIRMED, "pending", "confirmed", Actor.VISITOR),
        ]
        assert mails(self.reservation) == [MessageKind.CONFIRM, MessageKind.CONFIRMED]

    def test_confirm_for_more_people_than_were_asked_for_is_refused(self):
        assert self.refuses(PartyTooLarge, party_size=5).facts == {"max_party_size": 4}

    def test_confirm_takes_the_seats(self):
        assert self.confirm().status == ReservationStatus.CONFIRMED
        self.reservation.refresh_from_db()
        assert (self.reservation.status, self.reservation.confirmed_at) == (ReservationStatus.CONFIRMED, NOW)
        assert counted(self.performance) == (4, 10)
        assert history(self.reservation)[-1] == (Act.CONFIRMED, "pending", "confirmed", Actor.VISITOR)
        assert mails(self.reservation) == [MessageKind.CONFIRM, MessageKind.CONFIRMED]

    def test_confirm_twice_is_the_same_as_once(self):
        self.confirm()
        with NothingWritten():
            assert self.confirm(NOW + HOUR).status == ReservationStatus.CONFIRMED

    def test_confirm_refuses_when_seats_have_gone(self):
        confirmed(self.performance, party_size=7)
        assert self.refuses(NotEnoughSeats).facts == {"seats_available": 3}

    def test_confirm_refuses_at_the_minute_it_expires(self):
        self.refuses(ReservationExpired, at=CURTAIN)

    def test_confirm_refuses_cancelled_reservation(self):
        services.cancel(public_id=self.reservation.public_id, at=NOW)
        self.refuses(ReservationCancelled)

    def test_confirm_refuses_cancelled_performance(self):
        Performance.objects.update(status=PerformanceStatus.CANCELLED)
        self.refuses(PerformanceCancelled)

    def test_confirm_after_booking_closed_still_works_for_who_booked_in_time(self):
        Performance.objects.update(closes_at=NOW + HOUR)
        assert self.confirm(NOW + 2 * HOUR).status == ReservationStatus.CONFIRMED

    def test_confirm_refuses_more_seats_than_one_address_may_take(self):
        rules = BookingSettings.load()
        rules.max_seats_per_address = 5
        rules.save()
        confirmed(self.performance, party_size=2)
        assert self.refuses(TooManySeats).facts == {"seats_taken": 2, "max_seats": 5}

    def test_unknown_reservation_is_not_found(self):
        with self.assertRaises(NotFound):
            services.confirm(public_id="nobody-has-this-", at=NOW)


class ChangePartySizeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(cls.performance, party_size=4)

    def change(self, party_size, at=NOW):
        return services.change_party_size(public_id=self.reservation.public_id, party_size=party_size, at=at)

    def test_fewer_people_free_their_seats(self):
        self.change(1)
        assert counted(self.performance) == (1, 10)
        assert history(self.reservation)[-1] == (Act.PARTY_CHANGED, "4", "1", Actor.VISITOR)
        assert mails(self.reservation)[-1] == MessageKind.CHANGED

    def test_more_people_take_theirs_up_to_the_last_seat(self):
        confirmed(self.performance, party_size=3, email="altri@example.org")
        self.change(7)
        assert counted(self.performance) == (10, 10)

    def test_refuses_one_more_than_there_are_seats(self):
        confirmed(self.performance, party_size=4, email="altri@example.org")
        with NothingWritten(), self.assertRaises(NotEnoughSeats) as caught:
            self.change(7)
        assert caught.exception.facts == {"seats_available": 6}

    def test_same_number_changes_nothing(self):
        with NothingWritten():
            assert self.change(4).party_size == 4

    def test_fewer_is_welcome_after_booking_closed_and_more_is_not(self):
        Performance.objects.update(closes_at=NOW)
        with NothingWritten(), self.assertRaises(BookingClosed):
            self.change(5)
        self.change(3)
        assert counted(self.performance) == (3, 10)

    def test_refuses_fewer_than_are_already_in(self):
        services.count_in(self.reservation, 3)
        with NothingWritten(), self.assertRaises(AlreadyCheckedIn):
            self.change(2)

    def test_pending_reservation_changes_without_taking_seats(self):
        pending = booked(self.performance, party_size=1)
        services.change_party_size(public_id=pending.public_id, party_size=6, at=NOW)
        assert counted(self.performance) == (4, 10)


class CancelTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(cls.performance, party_size=4)

    def cancel(self, at=NOW):
        return services.cancel(public_id=self.reservation.public_id, at=at)

    def test_cancel_frees_the_seats(self):
        self.cancel()
        assert counted(self.performance) == (0, 10)
        assert history(self.reservation)[-1] == (Act.CANCELLED, "confirmed", "cancelled", Actor.VISITOR)
        assert mails(self.reservation)[-1] == MessageKind.CANCELLED

    def test_cancel_twice_is_the_same_as_once(self):
        self.cancel()
        with NothingWritten():
            self.cancel(NOW + HOUR)

    def test_cancel_refuses_once_somebody_is_in(self):
        services.count_in(self.reservation, 1)
        with NothingWritten(), self.assertRaises(AlreadyCheckedIn):
            self.cancel()


class ExpireTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = booked(cls.performance)

    def test_expire_marks_what_is_overdue_once(self):
        assert timed.expire(at=CURTAIN - timedelta(seconds=1)) == 0
        assert timed.expire(at=CURTAIN) == 1
        self.reservation.refresh_from_db()
        assert self.reservation.status == ReservationStatus.EXPIRED
        assert history(self.reservation)[-1] == (Act.EXPIRED, "pending", "expired", Actor.CLOCK)
        with NothingWritten():
            assert timed.expire(at=CURTAIN + HOUR) == 0

    def test_expire_leaves_confirmed_reservations(self):
        services.confirm(public_id=self.reservation.public_id, at=NOW)
        with NothingWritten():
            assert timed.expire(at=CURTAIN) == 0


class ResendTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance()
        cls.reservation = booked(cls.performance)

    def resend(self, email="giulia@example.org", at=NOW):
        services.resend(reference=self.reservation.reference, email=email, at=at)

    def test_resend_repeats_the_mail_that_is_waited_for(self):
        self.resend()
        assert mails(self.reservation) == [MessageKind.CONFIRM, MessageKind.CONFIRM]
        services.confirm(public_id=self.reservation.public_id, at=NOW)
        self.resend()
        assert mails(self.reservation)[2:] == [MessageKind.CONFIRMED, MessageKind.CONFIRMED]

    def test_resend_does_nothing_for_another_address_or_too_late(self):
        with NothingWritten():
            self.resend(email="somebody@example.org")
            self.resend(at=CURTAIN)
            services.resend(reference="22222222", email="giulia@example.org", at=NOW)


class DatabaseRefusesTests(TestCase):
    """Whoever writes, without any of our code: a shell, a form, a repair at midnight."""

    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(cls.performance, party_size=8)
        cls.pending = booked(cls.performance, party_size=2)

    def refuses(self, act):
        with NothingWritten(), self.assertRaises(IntegrityError), transaction.atomic():
            act()

    def test_capacity_below_what_is_confirmed(self):
        self.refuses(lambda: Performance.objects.update(capacity=7))
        self.refuses(lambda: Performance.objects.update(occupied_seats=3))

    def test_more_confirmed_seats_than_there_are(self):
        self.refuses(lambda: Reservation.objects.filter(pk=self.reservation.pk).update(party_size=11))
        row = Reservation(performance=self.performance, status="confirmed", party_size=3, created_at=NOW)
        self.refuses(row.save)

    def test_party_of_nobody(self):
        self.refuses(lambda: Reservation.objects.update(party_size=0))

    def test_more_people_in_than_the_party_has(self):
        self.refuses(lambda: Reservation.objects.filter(pk=self.reservation.pk).update(admitted=9))

    def test_anybody_in_without_a_confirmed_reservation(self):
        self.refuses(lambda: Reservation.objects.filter(pk=self.pending.pk).update(admitted=1))

    def test_counts_follow_every_write(self):
        Reservation.objects.filter(pk=self.pending.pk).update(status="confirmed")
        assert counted(self.performance) == (10, 10)
        other = make_performance(show=make_show(), capacity=20)
        Reservation.objects.filter(pk=self.reservation.pk).update(performance=other)
        assert (counted(self.performance), counted(other)) == ((2, 10), (8, 20))
        Performance.objects.filter(pk=other.pk).update(additional_seats=5, occupied_seats=1)
        assert counted(other) == (8, 24)
        Reservation.objects.filter(pk=self.reservation.pk).delete()
        assert counted(other) == (0, 24)

    def test_show_with_performances_cannot_be_deleted(self):
        with self.assertRaises(ProtectedError):
            self.performance.show.delete()
