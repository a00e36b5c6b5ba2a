"""Booking for somebody on the phone: one screen, one reservation, and the reference to read out."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings import desk_facts, programme, services
from bookings.enums import MessageKind, ReservationKind, ReservationStatus, Source
from bookings.models import Performance, Reservation
from bookings.tests.desk_case import DeskTestCase, rows
from bookings.tests.factories import booked, make_performance, make_show, make_staff, playing_soon

BOOK = "/admin/box-office/book/"


class BookTestCase(DeskTestCase):
    def book(self, **typed):
        usual = {
            "performance": self.performance.pk,
            "party_size": "3",
            "name": "Marco Rossi",
            "language": "it",
            "book_as": "ordinary",
            "key": str(uuid.uuid4()),
        }
        return self.client.post(BOOK, {**usual, **typed})

    def new(self):
        return Reservation.objects.exclude(pk=self.reservation.pk).get()

    def assert_refused(self, words, status=409, **typed):
        before = rows()
        answer = self.book(**typed)
        assert answer.status_code == status
        self.assertContains(answer, words, status_code=status)
        assert rows() == before
        for name, value in {"name": "Marco Rossi", **typed}.items():
            assert str(answer.context["form"][name].value()) == str(value)
        return answer


class BookTests(BookTestCase):
    def test_a_name_and_a_number_are_enough(self):
        answer = self.book()
        row = self.new()
        self.assertRedirects(answer, self.path("booked/", row))
        assert (row.status, row.source, row.kind) == (
            ReservationStatus.CONFIRMED,
            Source.BOX_OFFICE,
            ReservationKind.ORDINARY,
        )
        assert (row.name, row.party_size, row.performance) == ("Marco Rossi", 3, self.performance)
        assert self.acts(row) == [("confirmed", "biglietteria")]
        assert row.messages.count() == 0

    def test_with_an_address_the_code_goes_by_mail(self):
        self.book(email="Marco@Example.org", phone="333 1", notes="In fondo", staff_note="VIP", access_needs=["other"])
        row = self.new()
        assert (row.email, row.phone, row.notes, row.staff_note) == ("marco@example.org", "333 1", "In fondo", "VIP")
        assert row.access_needs == ["other"]
        assert [mail.kind for mail in row.messages.all()] == [MessageKind.CONFIRMED]

    def test_the_reference_is_spelled_for_the_phone_in_the_language_of_the_caller(self):
        answer = self.client.get(self.book(language="en").url)
        self.assertContains(answer, self.new().printed_reference)
        self.assertContains(answer, f"{BOOK}?performance={self.performance.pk}")
        assert [sign for sign, _word in answer.context["spelled"]] == list(self.new().reference)

    def test_after_booking_has_closed_and_above_the_limit_of_the_website(self):
        Performance.objects.filter(pk=self.performance.pk).update(
            max_party_size=2, closes_at=timezone.now() - timedelta(hours=1)
        )
        assert self.book(party_size="6").status_code == 302

    def test_a_double_click_is_one_reservation(self):
        key = str(uuid.uuid4())
        first, second = self.book(key=key), self.book(key=key)
        assert first.url == second.url
        self.assertContains(self.client.get(second.url), "nothing was booked twice")
        assert Reservation.objects.count() == 2

    def test_a_group_sent_twice_is_one_reservation_too(self):
        key = str(uuid.uuid4())
        first, second = (self.book(key=key, book_as="group_held") for _time in range(2))
        assert first.url == second.url

    def test_the_form_of_an_earlier_reservation_books_no_other_in_its_place(self):
        key = str(uuid.uuid4())
        self.book(key=key)
        before = rows()
        answer = self.book(key=key, name="Ada Verdi")
        assert answer.status_code == 409
        assert rows() == before
        again = answer.context["form"]["key"].value()
        assert again != key
        assert self.book(key=again, name="Ada Verdi").status_code == 302


class RefusedTests(BookTestCase):
    def test_not_above_the_seats(self):
        self.assert_refused("Seats free there now: 6.", party_size="7")

    def test_what_is_missing_or_wrong_is_shown_again(self):
        for typed in [{"name": ""}, {"party_size": ""}, {"party_size": "0"}, {"email": "marco"}, {"performance": ""}]:
            with self.subTest(typed):
                self.assert_refused("Nothing is lost", status=400, **typed)

    def test_a_performance_cancelled_meanwhile_is_offered_no_more(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=timezone.now())
        playing_soon()
        self.assert_refused("Nothing is lost", status=400)

    def test_seats_are_not_held_past_the_curtain(self):
        late = timezone.localtime(self.performance.starts_at + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
        self.assert_refused("until the curtain at most", book_as="group_held", hold_until=late)


class KindTests(BookTestCase):
    def test_guests_of_the_house(self):
        self.book(book_as="comp")
        assert (self.new().kind, self.new().status) == (ReservationKind.COMP, ReservationStatus.CONFIRMED)

    def test_a_group_holds_its_seats_until_the_usual_date(self):
        far = make_performance(starts_at=timezone.now() + timedelta(days=60), capacity=80)
        self.book(performance=far.pk, book_as="group_held", party_size="45", email="scuola@example.org")
        row = self.new()
        assert (row.kind, row.status) == (ReservationKind.GROUP, ReservationStatus.PENDING)
        assert row.held_until == row.expires_at == desk_facts.usual_hold(far.starts_at, row.created_at)
        assert [mail.kind for mail in row.messages.all()] == [MessageKind.CONFIRM]

    def test_a_date_of_its_own_is_meant_in_the_time_of_the_venue(self):
        far = make_performance(starts_at=timezone.now() + timedelta(days=60), capacity=80)
        far.venue.time_zone = "America/New_York"
        far.venue.save()
        day = timezone.localdate() + timedelta(days=10)
        self.book(performance=far.pk, book_as="group_held", hold_until=f"{day}T18:00")
        expected = datetime(day.year, day.month, day.day, 18, tzinfo=ZoneInfo("America/New_York"))
        assert self.new().held_until == expected

    def test_a_group_may_be_confirmed_at_once(self):
        self.book(book_as="group")
        assert (self.new().kind, self.new().status) == (ReservationKind.GROUP, ReservationStatus.CONFIRMED)


class QuestionTests(BookTestCase):
    def test_a_likely_duplicate_is_told_once_and_prevents_nothing(self):
        for typed in [{"name": "giulia neri"}, {"email": "giulia@example.org"}]:
            with self.subTest(typed):
                before = rows()
                answer = self.book(**typed)
                self.assertContains(answer, self.reservation.printed_reference)
                assert rows() == before
                assert self.book(**typed, seen=answer.context["seen"]).status_code == 302
                Reservation.objects.exclude(pk=self.reservation.pk).delete()

    def test_the_same_phone_is_a_duplicate_however_it_is_written(self):
        booked(self.performance, timezone.now(), name="Ada", email="ada@example.org", phone="333 123 4567")
        assert self.book(phone="+393331234567").status_code == 200

    def test_what_has_ended_or_is_for_another_performance_is_none(self):
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        booked(playing_soon(), timezone.now(), name="Marco Rossi")
        assert self.book(name="Giulia Neri").status_code == 302

    def test_a_likely_slip_in_the_address_is_asked_about_once(self):
        answer = self.book(email="marco@gmial.com")
        self.assertContains(answer, "marco@gmail.com")
        assert Reservation.objects.count() == 1
        assert self.book(email="marco@gmial.com", seen=answer.context["seen"]).status_code == 302
        assert self.new().email == "marco@gmial.com"

    def test_what_has_been_asked_is_not_asked_again_when_seats_were_too_few(self):
        seen = self.book(email="marco@gmial.com").context["seen"]
        refused = self.book(email="marco@gmial.com", seen=seen, party_size="7")
        assert refused.status_code == 409
        assert self.book(email="marco@gmial.com", seen=refused.context["seen"]).status_code == 302

    def test_another_slip_after_the_first_is_asked_about_too(self):
        seen = self.book(email="marco@gmial.com").context["seen"]
        assert self.book(email="marco@gmali.com", seen=seen).status_code == 200


class FormTests(BookTestCase):
    def test_opened_from_a_performance_it_is_chosen_and_its_seats_stand_beside(self):
        other = playing_soon(capacity=7, show=make_show("Amleto"))
        answer = self.client.get(BOOK, {"performance": other.pk})
        assert answer.context["form"]["performance"].value() == other.pk
        assert answer.context["counts"][0].value == 7
        self.assertContains(answer, "autofocus", 1)

    def test_else_the_next_one_with_free_seats(self):
        Performance.objects.filter(pk=self.performance.pk).update(occupied_seats=6)
        other = playing_soon(capacity=7)
        assert self.client.get(BOOK).context["form"]["performance"].value() == other.pk

    def test_one_that_cannot_be_booked_chooses_no_other_in_its_place(self):
        past = make_performance(starts_at=timezone.now() - timedelta(days=2))
        assert self.client.get(BOOK, {"performance": past.pk}).context["form"]["performance"].value() is None

    def test_the_seats_of_another_performance_come_from_the_server(self):
        answer = self.client.get(f"{BOOK}seats/", {"performance": self.performance.pk})
        assert [count.value for count in answer.context["counts"]] == [6, 4, 0]
        self.assertContains(self.client.get(f"{BOOK}seats/", {"performance": "x"}), "Choose a performance")

    def test_what_has_ended_is_booked_again_with_what_is_known(self):
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        form = self.client.get(BOOK, {"performance": self.performance.pk, "again": self.reservation.pk}).context["form"]
        assert (form["name"].value(), form["party_size"].value()) == ("Giulia Neri", 4)

    def test_nobody_is_named_to_those_who_may_not_look(self):
        self.client.force_login(make_staff("solo", "wagtailadmin.access_admin", "bookings.add_reservation"))
        answer = self.client.get(BOOK, {"again": self.reservation.pk})
        self.assertNotContains(answer, "Giulia")

    def test_same_queries_with_one_and_with_ten_performances(self):
        few = self.queries()
        for _time in range(9):
            playing_soon()
        assert self.queries() == few

    def queries(self):
        self.client.get(BOOK)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(BOOK)
        return len(captured)


class UsualHoldTests(SimpleTestCase):
    ZONE = ZoneInfo("Europe/Rome")
    AT = datetime(2026, 11, 1, 15, tzinfo=ZONE)

    def test_two_weeks_and_a_week_before_the_curtain_and_a_day_at_least(self):
        for days, held in [(60, 15), (20, 14), (8, 2), (5, 2)]:
            with self.subTest(days=days):
                curtain = self.AT + timedelta(days=days)
                assert desk_facts.usual_hold(curtain, self.AT) == datetime(2026, 11, held, 12, tzinfo=self.ZONE)

    def test_never_past_the_curtain(self):
        curtain = self.AT + timedelta(hours=3)
        assert desk_facts.usual_hold(curtain, self.AT) == curtain

    def test_the_same_for_a_form_sent_twice(self):
        curtain = self.AT + timedelta(days=60)
        assert desk_facts.usual_hold(curtain, self.AT) == desk_facts.usual_hold(curtain, self.AT + timedelta(minutes=1))
