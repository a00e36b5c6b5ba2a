"""Two people at the same instant, on PostgreSQL with real threads. Each guard has a canary that fails without it.

Races whose course depends on who comes first are run several times; RACE_ROUNDS=200 says how often.
"""

import os
from contextlib import contextmanager
from copy import copy
from datetime import timedelta
from functools import partial
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import OperationalError, connection
from django.db.models import F, Sum
from django.utils import timezone

from bookings import acts, contact, corrections, desk, locking, privacy, programme, queries, services, timed
from bookings.enums import ReservationStatus
from bookings.models import ContactMessage, House, OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    book_request,
    booked,
    confirmed,
    desk_request,
    letter,
    make_contact_page,
    make_doorkeeper,
    make_performance,
    playing_soon,
)
from bookings.tokens import Purpose, make_token
from checkins import services as door
from checkins.models import CheckIn
from checkins.queries import DoorCode
from tests.racing import (
    Meeting,
    RaceTestCase,
    kinds,
    race,
    seen_without_lock,
    until_one_waits_for_me,
    without_constraint,
)

pytestmark = pytest.mark.postgresql
VISITORS, SEATS = 32, 10
CROWD = 64
STATUS_ACTS = ["booked", "confirmed", "cancelled", "expired"]
ROUNDS = int(os.environ.get("RACE_ROUNDS", "4"))


def confirmed_seats(performance: Performance) -> int:
    rows = Reservation.objects.filter(performance=performance, status=ReservationStatus.CONFIRMED)
    return rows.aggregate(seats=Sum(queries.KEPT_SEATS))["seats"] or 0


def without_lock():
    """The booking core as it would be if nobody had thought of two visitors at once: all look, and then all act."""
    return patch.object(services, "lock_performance", Meeting(VISITORS).after(seen_without_lock))


@contextmanager
def house_held_elsewhere(performance):
    """Somebody else's transaction has the seats and does not end."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT FROM bookings_house WHERE performance_id = %s FOR NO KEY UPDATE", [performance.pk])
            yield
    finally:
        other.close()


@contextmanager
def time_limit(name, duration):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s), set_config(%s, %s, false)", [name, name, duration])
        [before, _now] = cursor.fetchone()
        try:
            yield
        finally:
            cursor.execute("SELECT set_config(%s, %s, false)", [name, before])


class LastSeatsTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=SEATS)
        self.pending = [
            booked(self.performance, party_size=1, email=f"visitor{number}@example.org") for number in range(VISITORS)
        ]

    def everybody_confirms(self):
        return race([partial(services.confirm, public_id=row.public_id, at=NOW) for row in self.pending])

    def test_32_visitors_confirm_the_last_10_seats(self):
        outcomes = self.everybody_confirms()
        assert kinds(outcomes) == {"Reservation": SEATS, "NotEnoughSeats": VISITORS - SEATS}
        assert confirmed_seats(self.performance) == SEATS
        assert House.objects.get(pk=self.performance.pk).confirmed_seats == SEATS
        assert ReservationEvent.objects.filter(act="confirmed").count() == SEATS
        assert OutboxMessage.objects.filter(kind="confirmed").count() == SEATS

    def test_database_refuses_to_overbook_even_without_the_lock(self):
        with without_lock():
            outcomes = self.everybody_confirms()
        assert set(kinds(outcomes)) <= {"Reservation", "NotEnoughSeats"}
        assert confirmed_seats(self.performance) == SEATS

    def test_canary_without_lock_and_constraint_oversells(self):
        with without_constraint(House, "bookings_house_never_overbooked"):
            with without_lock():
                self.everybody_confirms()
            sold = confirmed_seats(self.performance)
            Reservation.objects.all().update(status=ReservationStatus.CANCELLED)
        assert sold == VISITORS


class ConfirmTwiceTests(RaceTestCase):
    def test_16_taps_on_one_link_confirm_once(self):
        performance = make_performance(capacity=SEATS)
        reservation = booked(performance, party_size=2)
        outcomes = race([partial(services.confirm, public_id=reservation.public_id, at=NOW)] * 16)
        assert kinds(outcomes) == {"Reservation": 16}
        assert confirmed_seats(performance) == 2
        assert reservation.history.filter(act="confirmed").count() == 1
        assert reservation.messages.filter(kind="confirmed").count() == 1


class CrowdTests(RaceTestCase):
    def test_64_visitors_confirm_the_last_seats_round_after_round(self):
        performance = make_performance(capacity=SEATS)
        crowd = [booked(performance, party_size=1, email=f"v{number}@example.org") for number in range(CROWD)]
        for _round in range(ROUNDS):
            outcomes = race([partial(services.confirm, public_id=row.public_id, at=NOW) for row in crowd])
            assert kinds(outcomes) == {"Reservation": SEATS, "NotEnoughSeats": CROWD - SEATS}
            assert confirmed_seats(performance) == House.objects.get().confirmed_seats == SEATS
            performance.reservations.update(status=ReservationStatus.PENDING)


class EverythingAtOnceTests(RaceTestCase):
    """All that can be done about one reservation, at one instant. Whoever wins, the books balance and nobody hangs.

    The database ends a deadlock by an OperationalError for one of its parties; none may ever be seen.
    """

    refusals = {
        "AlreadyCheckedIn",
        "BookingClosed",
        "IntegrityError",  # an edit that would leave somebody without a seat
        "NotConfirmed",
        "NotEnoughSeats",
        "NotFound",  # by a link that a correction of the address has put out of use
        "PartyTooLarge",
        "PerformanceCancelled",
        "ReservationCancelled",
        "ReservationExpired",
    }

    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=SEATS)
        self.staff = make_doorkeeper()
        self.others = confirmed(self.performance, party_size=3, email="altri@example.org")

    def all_at_once(self, *racers):
        outcomes = race(list(racers))
        assert {kind for kind in kinds(outcomes) if kind.endswith("Error")} <= {"IntegrityError"}, outcomes
        refused = {type(outcome).__name__ for outcome in outcomes if isinstance(outcome, Exception)}
        assert refused <= self.refusals, outcomes
        self.assert_books_balance()

    def assert_books_balance(self):
        house = House.objects.get(pk=self.performance.pk)
        assert house.confirmed_seats == confirmed_seats(self.performance) <= house.seat_limit
        for reservation in self.performance.reservations.all():
            history = reservation.history.filter(act__in=STATUS_ACTS).order_by("pk")
            words = list(history.values_list("before", "after"))
            assert [before for before, _ in words] == ["", *(after for _, after in words[:-1])]
            assert words[-1][1] == reservation.status

    def put_seats(self, **seats):
        return partial(Performance.objects.filter(pk=self.performance.pk).update, **seats)

    def acts_on(self, reservation, at=NOW):
        of = {"public_id": reservation.public_id, "at": at}
        return {
            "confirm": partial(services.confirm, **of),
            "grow": partial(services.change_party_size, party_size=4, **of),
            "shrink": partial(services.change_party_size, party_size=1, **of),
            "cancel": partial(services.cancel, **of),
            "forget": partial(privacy.forget, **of),
        }

    def corrects(self, reservation):
        numbered = [f"giulia{number}@example.org" for number in range(2)]
        return [
            partial(corrections.correct_address, reference=reservation.reference, email=email, at=NOW)
            for email in numbered
        ]

    def test_confirm_against_cancel_against_expiry_against_capacity(self):
        for _round in range(ROUNDS):
            self.put_seats(capacity=SEATS)()
            reservation = booked(self.performance, party_size=2)
            acts = self.acts_on(reservation)
            self.all_at_once(
                acts["confirm"],
                acts["confirm"],
                acts["cancel"],
                *self.corrects(reservation),
                self.put_seats(capacity=4),
                partial(timed.expire, at=reservation.expires_at),
            )
            services.cancel(public_id=self.others.public_id, at=NOW)
            self.others = confirmed(self.performance, party_size=3, email="altri@example.org")
            Reservation.objects.filter(pk=reservation.pk).delete()

    def test_one_phone_takes_more_seats_while_the_other_gives_them_back(self):
        for _round in range(5 * ROUNDS):
            acts = self.acts_on(confirmed(self.performance, party_size=2))
            self.all_at_once(acts["grow"], acts["shrink"], acts["cancel"])
            self.performance.reservations.exclude(pk=self.others.pk).delete()

    def test_canary_giving_back_without_the_lock_ends_in_a_deadlock(self):
        """One phone has the seats; the other has written its row, and waits for the seats as the trigger does."""
        has_seats = Meeting(2)

        def lock_and_let_the_other_come(performance_id, at):
            locked = locking.lock_performance(performance_id, at)
            has_seats.wait()
            until_one_waits_for_me()
            return locked

        acts = self.acts_on(confirmed(self.performance, party_size=2))
        with (
            patch.object(services, "lock_performance", lock_and_let_the_other_come),
            patch.object(services, "lock_seats_of", lambda reservation: has_seats.wait()),
        ):
            outcomes = race([acts["grow"], acts["shrink"]])
        assert "OperationalError" in kinds(outcomes)

    def test_all_that_frees_and_takes_the_seats_of_one_confirmed_reservation(self):
        for _round in range(ROUNDS):
            acts = self.acts_on(confirmed(self.performance, party_size=2))
            self.all_at_once(*acts.values(), *acts.values(), self.put_seats(occupied_seats=1 - F("occupied_seats")))
            self.performance.reservations.exclude(pk=self.others.pk).delete()

    def test_visitors_against_the_box_office_and_the_door(self):
        for hours in range(1, ROUNDS + 1):
            reservation = confirmed(self.performance, party_size=2)
            acts = self.acts_on(reservation)
            scans = [door.Scan(f"{hours}-{number}", self.performance.pk, self.staff) for number in range(3)]
            whole = {"performance_id": self.performance.pk, "staff": self.staff, "at": NOW}
            self.all_at_once(
                partial(programme.move_performance, starts_at=CURTAIN + timedelta(hours=hours), **whole),
                partial(door.admit_walk_up, party_size=1, scan=scans[0], at=NOW),
                partial(services.book, request=book_request(self.performance, party_size=1), at=NOW),
                partial(desk.book, request=desk_request(self.performance, party_size=1), staff=self.staff, at=NOW),
                partial(
                    door.admit_party, code=DoorCode(reference=reservation.reference), scan=scans[1], people=1, at=NOW
                ),
                acts["shrink"],
                acts["cancel"],
                acts["forget"],
            )
            CheckIn.objects.all().delete()
            self.performance.reservations.exclude(pk=self.others.pk).delete()


class CorrectionTests(RaceTestCase):
    """The old link and the correction of its address at one instant: one of them wins, and wholly."""

    def setUp(self):
        super().setUp()
        self.performance = make_performance(capacity=SEATS)

    def confirm_and_correct(self, correct=corrections.correct_address):
        """What is left of a reservation that was confirmed and corrected at once, and how the confirmation ended."""
        before = booked(self.performance, party_size=1, email="giulia@gmial.com")
        confirmed_as, _corrected = race(
            [
                partial(services.confirm, public_id=before.public_id, at=NOW),
                partial(correct, reference=before.reference, email="giulia@gmail.com", at=NOW),
            ]
        )
        after = Reservation.objects.get(pk=before.pk)
        acts_left = list(after.history.order_by("pk").values_list("act", flat=True))
        mails_left = list(after.messages.order_by("pk").values_list("kind", flat=True))
        Reservation.objects.all().delete()
        is_same_link = after.public_id == before.public_id
        return type(confirmed_as).__name__, (after.status, after.email, is_same_link, acts_left, mails_left)

    def test_old_link_confirms_the_old_address_or_nothing(self):
        confirmed_first = (
            "Reservation",
            ("confirmed", "giulia@gmial.com", True, ["booked", "confirmed"], ["confirm", "confirmed"]),
        )
        corrected_first = (
            "NotFound",
            ("pending", "giulia@gmail.com", False, ["booked", "address_corrected"], ["confirm", "confirm"]),
        )
        for _round in range(5 * ROUNDS):
            assert self.confirm_and_correct() in (confirmed_first, corrected_first)

    def test_canary_without_the_guard_the_old_link_confirms_the_new_address(self):
        has_read, is_corrected = Meeting(2), Meeting(2)

        def unguarded(event, unchanged, values, also=None):
            has_read.wait()
            is_corrected.wait()
            if not Reservation.objects.filter(pk=event.reservation.pk, **unchanged).update(**values):
                raise acts.ChangedMeanwhile

        with patch.object(services, "record_change", unguarded):
            _outcome, left = self.confirm_and_correct(has_read.before(is_corrected.after(corrections.correct_address)))
        assert left[:2] == ("confirmed", "giulia@gmail.com")

    def test_eight_taps_on_one_correction_are_one(self):
        reservation = booked(self.performance, email="giulia@gmial.com")
        tap = partial(corrections.correct_address, reference=reservation.reference, email="giulia@gmail.com", at=NOW)
        outcomes = race([tap] * 8)
        assert len({row.public_id for row in outcomes}) == 1
        assert reservation.history.filter(act="address_corrected").count() == 1
        assert len(mail.outbox) == 2

    def correct_beside_a_reader(self):
        """While somebody else's transaction refers to the row, as each verb does whose history row is written."""
        reservation = booked(self.performance)
        other = connection.copy()
        try:
            with other.cursor() as cursor, time_limit("lock_timeout", "100ms"):
                cursor.execute("BEGIN")
                cursor.execute("SELECT FROM bookings_reservation WHERE id = %s FOR KEY SHARE", [reservation.pk])
                corrections.correct_address(reference=reservation.reference, email="giulia@gmail.com", at=NOW)
        finally:
            other.close()
        return Reservation.objects.get(pk=reservation.pk).email

    def test_correction_waits_for_nobody_who_only_refers_to_the_reservation(self):
        assert self.correct_beside_a_reader() == "giulia@gmail.com"

    def test_canary_with_a_public_id_that_is_a_key_it_waits(self):
        column = Reservation._meta.get_field("public_id")
        key = copy(column)
        key._unique = True
        with connection.schema_editor() as editor:
            editor.alter_field(Reservation, column, key)
        try:
            with self.assertRaises(OperationalError):
                self.correct_beside_a_reader()
        finally:
            with connection.schema_editor() as editor:
                editor.alter_field(Reservation, key, column)


class BusyTests(RaceTestCase):
    def test_visitor_is_told_to_come_back_when_the_house_cannot_be_locked_in_time(self):
        performance = playing_soon(capacity=SEATS)
        reservation = booked(performance, at=timezone.now())
        token = make_token(Purpose.CONFIRM, reservation.public_id)
        self.client.raise_request_exception = False
        for limit in ("lock_timeout", "statement_timeout"):
            with self.subTest(limit), house_held_elsewhere(performance), time_limit(limit, "100ms"):
                answer = self.client.post(
                    "/api/reservations/confirm/", {"token": token}, content_type="application/json"
                )
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (503, "busy")
            assert int(answer.headers["Retry-After"]) > 0
        assert confirmed_seats(performance) == 0
        assert not reservation.history.filter(act="confirmed").exists()

    def test_form_keeps_what_was_typed_and_its_key_when_the_house_cannot_be_locked_in_time(self):
        performance = playing_soon(capacity=SEATS, hold_minutes=10)
        path = f"/en/reservations/book/{performance.pk}/"
        typed = {"party_size": "2", "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": "true"}
        typed["idempotency_key"] = "one"
        with house_held_elsewhere(performance), time_limit("lock_timeout", "100ms"):
            page = self.client.post(path, typed)
        self.assertContains(page, "So many people are booking at this moment", status_code=503)
        for kept in ('name="idempotency_key" value="one"', 'value="Giulia Neri"', 'value="giulia@example.org"'):
            self.assertContains(page, kept, status_code=503)
        assert int(page.headers["Retry-After"]) > 0
        assert Reservation.objects.count() == 0
        self.assertRedirects(self.client.post(path, typed), "/en/reservations/sent/", fetch_redirect_response=False)


class SameRequestTests(RaceTestCase):
    def test_200_equal_requests_with_one_key_make_one_reservation(self):
        performance = make_performance(capacity=SEATS)
        request = book_request(performance, idempotency_key="one", content_digest="same")
        each_four_times = [lambda: [services.book(request=request, at=NOW) for _time in range(4)]] * 50
        answers = [booked for four in race(each_four_times) for booked in four]
        assert len(answers) == 200
        assert len({answer.reservation.pk for answer in answers}) == 1
        assert sum(answer.is_new for answer in answers) == 1
        assert Reservation.objects.count() == ReservationEvent.objects.count() == OutboxMessage.objects.count() == 1


class HoldTests(RaceTestCase):
    def test_holds_are_never_given_twice(self):
        performance = make_performance(capacity=SEATS, hold_minutes=15)
        requests = [book_request(performance, party_size=3, email=f"v{number}@example.org") for number in range(16)]
        outcomes = race([partial(services.book, request=request, at=NOW) for request in requests])
        assert kinds(outcomes) == {"Booked": 3, "NotEnoughSeats": 13}


class DoorTests(RaceTestCase):
    def setUp(self):
        super().setUp()
        self.reservation = confirmed(make_performance(capacity=SEATS), party_size=2)
        self.code = DoorCode(token=make_token(Purpose.PASS, self.reservation.public_id))
        self.staff = make_doorkeeper()

    def scan(self, number):
        scan = door.Scan(f"scan-{number}", self.reservation.performance_id, self.staff)
        return partial(door.admit_party, code=self.code, scan=scan, people=None, at=CURTAIN)

    def test_16_doors_scan_one_code_and_one_admits(self):
        outcomes = race([self.scan(number) for number in range(16)])
        assert kinds(outcomes) == {"Admitted": 1, "AlreadyCheckedIn": 15}
        assert CheckIn.objects.count() == 1
        assert Reservation.objects.get().admitted == 2

    def test_one_scan_sent_16_times_is_one_admission(self):
        outcomes = race([self.scan(1)] * 16)
        assert kinds(outcomes) == {"Admitted": 16}
        assert CheckIn.objects.count() == 1

    def test_canary_reading_first_and_writing_later_admits_twice(self):
        def write_what_was_read(reservation, people, check_in):
            Reservation.objects.filter(pk=reservation.pk).update(admitted=people)
            check_in.save()
            return True

        with patch.object(door.bookings, "let_in", Meeting(16).before(write_what_was_read)):
            outcomes = race([self.scan(number) for number in range(16)])
        assert kinds(outcomes) == {"Admitted": 16}


class ContactTests(RaceTestCase):
    def test_form_sent_by_eight_taps_at_once_is_one_message_and_one_mail(self):
        page, at = make_contact_page(), timezone.now()
        for number in range(ROUNDS):
            with self.subTest(round=number):
                tap = partial(contact.receive, letter=letter(form_id=str(number)), page=page, at=at)
                assert sorted(race([tap] * 8)) == [False] * 7 + [True]
        assert ContactMessage.objects.count() == OutboxMessage.objects.count() == len(mail.outbox) == ROUNDS

    def test_canary_without_the_unique_digest_the_same_message_comes_twice(self):
        page, at = make_contact_page(), timezone.now()
        constraint = ContactMessage._meta.get_field("form_digest")
        loose = copy(constraint)
        loose._unique = False
        with connection.schema_editor() as editor:
            editor.alter_field(ContactMessage, constraint, loose)
        write_after_all_looked = Meeting(8).before(ContactMessage.save)
        try:
            with patch.object(ContactMessage, "save", write_after_all_looked):
                race([partial(contact.receive, letter=letter(), page=page, at=at)] * 8)
            assert ContactMessage.objects.count() == 8
        finally:
            ContactMessage.objects.all().delete()
            with connection.schema_editor() as editor:
                editor.alter_field(ContactMessage, loose, constraint)
