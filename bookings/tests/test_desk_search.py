"""The list of reservations: how it is searched and filtered, and what it says."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings import desk_search
from bookings.enums import ReservationStatus
from bookings.models import Performance, Reservation
from bookings.reservation_list import EveningFilter
from bookings.tests.desk_case import LOOKS, reads_english
from bookings.tests.factories import (
    booked,
    confirmed,
    make_performance,
    make_show,
    make_staff,
    make_venue,
    playing_soon,
)

LIST = "/admin/bookings/reservation/"


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        performance = playing_soon()
        people = [
            ("Giulia Neri", "giulia@example.org", "333 123 4567", "K7QF2MXW"),
            ("Marco De Rossi", "marco@example.net", "+39 051-98.76.54", "23456789"),
            ("Ada Neri", "ada@example.net", "", "ABCDEFGH"),
            ("Zoë O'Brien", "zoe@example.com", "+44 20 7946 0018", "ZZZZ2222"),
        ]
        for name, email, phone, reference in people:
            row = booked(performance, timezone.now(), name=name, email=email, phone=phone)
            Reservation.objects.filter(pk=row.pk).update(reference=reference)

    def found(self, typed):
        return {row.name for row in desk_search.matching(Reservation.objects.all(), typed)}

    def test_each_way_in_which_people_tell_who_they_are(self):
        for typed, names in [
            ("neri", {"Giulia Neri", "Ada Neri"}),
            ("neri giulia", {"Giulia Neri"}),
            ("neri marco", set()),
            ("example.net", {"Marco De Rossi", "Ada Neri"}),
            ("neri example.net", {"Ada Neri"}),
            ("giulia@example.org", {"Giulia Neri"}),
            ("K7QF-2MXW", {"Giulia Neri"}),
            ("k7qf2mxw", {"Giulia Neri"}),
            ("K7QF 2mxw", {"Giulia Neri"}),
            ("k7qf", {"Giulia Neri"}),
            ("2mxw", {"Giulia Neri"}),
            ("2345-6789", {"Marco De Rossi"}),
            ("3331234567", {"Giulia Neri"}),
            ("+39 333 1234567", {"Giulia Neri"}),
            ("0039 333.123.4567", {"Giulia Neri"}),
            ("333-123 neri", {"Giulia Neri"}),
            ("4567", {"Giulia Neri", "Marco De Rossi"}),
            ("051 987654", {"Marco De Rossi"}),
            ("+39051987654", {"Marco De Rossi"}),
            ("+44 2079460018", {"Zoë O'Brien"}),
            ("o'brien", {"Zoë O'Brien"}),
            ("%", set()),
            ("_", set()),
            ("", {"Giulia Neri", "Marco De Rossi", "Ada Neri", "Zoë O'Brien"}),
        ]:
            with self.subTest(typed):
                assert self.found(typed) == names

    def test_who_has_been_erased_is_found_by_how_the_reference_begins(self):
        nobody = {"name": "", "email": "", "phone": "", "erased_at": timezone.now()}
        Reservation.objects.filter(reference="K7QF2MXW").update(**nobody)
        for typed, number in [("k7qf-2mxw", 1), ("K7QF", 1), ("2mxw", 0), ("3331234567", 0), ("giulia", 0)]:
            with self.subTest(typed):
                assert desk_search.matching(Reservation.objects.all(), typed).count() == number

    def test_same_phone_however_it_is_written(self):
        everybody = Reservation.objects.all()
        for typed, names in [
            ("3331234567", {"Giulia Neri"}),
            ("+39 333 1234567", {"Giulia Neri"}),
            ("051987654", {"Marco De Rossi"}),
            ("4567", set()),
            ("", set()),
        ]:
            with self.subTest(typed):
                assert {row.name for row in desk_search.same_phone(everybody, typed)} == names


class PerformanceSearchTests(TestCase):
    def test_by_show_venue_and_day(self):
        hamlet, arena = make_show("Amleto"), make_venue(name="Arena", city="Verona")
        first = make_performance(show=hamlet)  # 20 November
        second = make_performance(show=hamlet, venue=arena, starts_at=first.starts_at + timedelta(days=1))
        third = make_performance(show=make_show("Otello"), venue=arena)
        for typed, found in [
            ("amleto", {first, second}),
            ("amleto verona", {second}),
            ("20/11", {first, third}),
            ("20/11/2026 arena", {third}),
            ("20/11/2025", set()),
            ("40/11", set()),
        ]:
            with self.subTest(typed):
                assert set(desk_search.matching_performances(Performance.objects.all(), typed)) == found


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.first = playing_soon(capacity=300)
        cls.second = playing_soon(capacity=300, show=make_show("Amleto"))
        cls.kept = confirmed(cls.first, timezone.now(), name="Giulia Neri", access_needs=("wheelchair",))
        cls.late = booked(cls.first, timezone.now(), name="Ada Tardi")
        Reservation.objects.filter(pk=cls.late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        cls.waiting = booked(cls.second, timezone.now(), name="Marco Rossi", access_needs=("companion",))
        cls.staff = reads_english(make_staff("biglietteria", *LOOKS))

    def setUp(self):
        self.client.force_login(self.staff)

    def names(self, query):
        answer = self.client.get(LIST, query)
        return {row.name for row in answer.context["object_list"]}

    def test_filters(self):
        pending, expired = ReservationStatus.PENDING, ReservationStatus.EXPIRED
        for query, names in [
            ({"performance__id__exact": self.first.pk}, {"Giulia Neri", "Ada Tardi"}),
            ({"performance": "amleto"}, {"Marco Rossi"}),
            ({"performance__id__exact": "nonsense"}, {"Giulia Neri", "Ada Tardi", "Marco Rossi"}),
            ({"status__exact": pending}, {"Marco Rossi"}),
            ({"status__exact": expired}, {"Ada Tardi"}),
            ({"status__exact": "confirmed"}, {"Giulia Neri"}),
            ({"need": "any"}, {"Giulia Neri", "Marco Rossi"}),
            ({"need": "companion"}, {"Marco Rossi"}),
            ({"source__exact": "box_office"}, set()),
            ({"kind__exact": "ordinary"}, {"Giulia Neri", "Ada Tardi", "Marco Rossi"}),
            ({"performance__id__exact": self.first.pk, "q": "tardi"}, {"Ada Tardi"}),
        ]:
            with self.subTest(query):
                assert self.names(query) == names

    def test_opened_from_a_performance_it_says_which_and_how_its_house_stands(self):
        answer = self.client.get(LIST, {"performance__id__exact": self.first.pk})
        assert answer.context["chosen"].performance == self.first
        counts = {count.label: count.value for count in answer.context["counts"]}
        assert (counts["Confirmed"], counts["To be confirmed"], counts["Free"]) == (2, 0, 298)
        assert self.client.get(LIST).context["chosen"] is None

    def test_of_many_performances_the_next_ones_are_offered_and_the_others_are_found_by_words(self):
        show, venue = make_show("Otello"), make_venue()
        for day in range(2, 12):
            make_performance(show=show, venue=venue, starts_at=timezone.now() + timedelta(days=day))
        answer = self.client.get(LIST)
        [spec] = [spec for spec in answer.context["view"].filter_specs if isinstance(spec, EveningFilter)]
        assert len(list(spec.choices(answer.context["view"]))) == 7

    def test_a_status_is_a_word_and_what_is_late_is_expired(self):
        content = self.client.get(LIST, {"q": "tardi"}).content.decode()
        assert '<span class="box-state box-state--off">Expired</span>' in content

    def test_who_has_no_name_is_told_in_words(self):
        Reservation.objects.filter(pk=self.kept.pk).update(
            name="", email="", phone="", notes="", staff_note="", erased_at=timezone.now()
        )
        self.assertContains(self.client.get(LIST), "Personal data erased")

    def test_same_queries_for_20_and_for_200_rows(self):
        for performance in (self.first, self.second):
            self.fill(10, performance)
        everybody = {"q": "ospite 3331234567"}
        for query in ({}, everybody, {"performance__id__exact": self.first.pk}, {"performance": "amleto"}):
            with self.subTest(query):
                few = self.queries(query)
                self.fill(90, self.first)
                assert self.queries(query) == few

    def fill(self, number, performance):
        now = timezone.now()
        made = Reservation.objects.count()
        Reservation.objects.bulk_create(
            Reservation(
                performance=performance,
                party_size=1,
                name=f"Ospite {made + row}",
                phone="333 1234567",
                created_at=now,
                expires_at=now + timedelta(days=1),
            )
            for row in range(number)
        )

    def queries(self, query):
        assert len(self.names(query)) >= 10
        with CaptureQueriesContext(connection) as captured:
            self.client.get(LIST, query)
        return len(captured)
