"""The form of a performance: what it refuses, what it says beforehand, and what two people at once do to it."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import ModelLogEntry

from bookings.enums import PerformanceStatus
from bookings.models import OutboxMessage, Performance
from bookings.tests.factories import booked, confirmed, make_performance, make_staff, playing_soon

MAY = [
    *("wagtailadmin.access_admin", "bookings.view_performance", "bookings.view_reservation"),
    *("bookings.add_performance", "bookings.change_performance"),
]


class PerformanceFormTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        soon = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
        cls.performance = make_performance(capacity=10, starts_at=soon)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.staff = make_staff("biglietteria", *MAY)

    def setUp(self):
        self.client.force_login(self.staff)

    @property
    def path(self) -> str:
        return f"/admin/bookings/performance/edit/{self.performance.pk}/"

    def open(self) -> str:
        """Opens the form, and gives back what it must be sent with."""
        return self.client.get(self.path).context["version"]

    def typed(self, **values):
        doors = timezone.localtime(self.performance.doors_at).strftime("%Y-%m-%d %H:%M:%S")
        numbers = {"capacity": 10, "additional_seats": 0, "occupied_seats": 0}
        return {"doors_at": doors, "ends_at": "", **numbers, **values}

    def send(self, version: str | None = None, **values):
        return self.client.post(self.path, {**self.typed(**values), "version": version or self.open()})

    def stored(self) -> Performance:
        return Performance.objects.get(pk=self.performance.pk)


class SavingTests(PerformanceFormTestCase):
    def test_seats_reasons_window_and_rules_are_saved(self):
        seats = {"additional_seats": 5, "additional_reason": "Sedie in corridoio", "occupied_seats": 2}
        rules = {"occupied_reason": "Regia", "max_party_size": 8, "release_minutes": 15, "relaxed": "on"}
        agreed = self.send(**seats, **rules).context["agreed"]
        self.send(**seats, **rules, agreed=agreed)
        found = self.stored()
        assert (found.additional_seats, found.additional_reason, found.occupied_seats, found.occupied_reason) == (
            *(5, "Sedie in corridoio", 2, "Regia"),
        )
        assert (found.max_party_size, found.release_minutes, found.relaxed) == (8, 15, True)
        assert ModelLogEntry.objects.for_instance(found).filter(action="wagtail.edit", user=self.staff).count() == 1

    def test_curtain_venue_and_status_are_not_typed_here(self):
        before = self.stored()
        self.send(starts_at="2031-01-01 21:00:00", status=PerformanceStatus.CANCELLED, additional_seats=1)
        found = self.stored()
        assert (found.starts_at, found.status, found.additional_seats) == (before.starts_at, before.status, 1)
        assert not OutboxMessage.objects.filter(kind__startswith="performance").exists()
        answer = self.client.get(self.path)
        for act in ("move", "cancel"):
            self.assertContains(answer, f"/admin/box-office/performances/{self.performance.pk}/{act}/")

    def test_other_doors_have_calendars_take_their_copy_anew(self):
        doors = timezone.localtime(self.performance.starts_at) - timedelta(minutes=45)
        self.send(doors_at=doors.strftime("%Y-%m-%d %H:%M:%S"))
        found = self.stored()
        assert (found.doors_at, found.calendar_sequence) == (doors, self.performance.calendar_sequence + 1)

    def test_empty_capacity_takes_the_venue_s(self):
        values = self.typed(show=self.performance.show_id, venue=self.performance.venue_id, capacity="", doors_at="")
        self.client.post("/admin/bookings/performance/create/", {**values, "starts_at": "2030-01-01 21:00:00"})
        assert Performance.objects.get(starts_at__year__gte=2029).capacity == self.performance.venue.capacity

    def test_who_may_only_look_changes_nothing(self):
        version, before = self.open(), self.stored()
        self.client.force_login(make_staff("guarda", *MAY[:3]))
        self.send(version, capacity=20)
        assert self.stored().capacity == before.capacity


class ConsequenceTests(PerformanceFormTestCase):
    def test_fewer_seats_than_are_confirmed_are_refused_with_what_can_be_done(self):
        answer = self.send(capacity=3, additional_reason="Rimane scritto")
        self.assertContains(answer, f"/admin/bookings/reservation/?performance__id__exact={self.performance.pk}")
        self.assertContains(answer, "Rimane scritto")
        assert answer.context["form"].errors["capacity"]
        assert self.stored().capacity == 10

    def test_down_to_what_is_confirmed_is_saved_once_somebody_has_seen_what_it_means(self):
        answer = self.send(capacity=4, additional_reason="Rimane scritto")
        assert len(answer.context["sentences"]) == 1
        self.assertContains(answer, "Rimane scritto")
        assert self.stored().capacity == 10
        self.send(capacity=4, agreed=answer.context["agreed"])
        assert self.stored().capacity == 4

    def test_who_has_agreed_to_other_words_is_asked_again(self):
        agreed = self.send(capacity=4).context["agreed"]
        answer = self.client.post(
            self.path, {**self.typed(capacity=4, max_party_size=2), "version": self.open(), "agreed": agreed}
        )
        assert len(answer.context["sentences"]) == 2
        assert self.stored().capacity == 10

    def test_what_breaks_nothing_is_saved_at_once(self):
        self.send(capacity=12)
        assert self.stored().capacity == 12

    def test_booking_that_would_close_now_is_said_first(self):
        booked(self.performance, at=timezone.now(), email="altra@example.org")
        closes = timezone.localtime() - timedelta(minutes=5)
        answer = self.send(closes_at=closes.strftime("%Y-%m-%d %H:%M:%S"))
        assert answer.context["sentences"]
        assert self.stored().closes_at is None


class TwoPeopleTests(PerformanceFormTestCase):
    def test_second_one_is_told_and_loses_nothing_and_nor_does_the_first(self):
        version = self.open()
        self.send(capacity=20)
        answer = self.send(version, additional_seats=7, additional_reason="Scritto da me")
        assert (self.stored().capacity, self.stored().additional_seats) == (20, 0)
        self.assertContains(answer, "Scritto da me")
        form = answer.context["form"]
        assert (form.instance.capacity, form.instance.additional_seats) == (20, 7)
        self.send(answer.context["version"], capacity=20, additional_seats=7, additional_reason="Scritto da me")
        assert (self.stored().capacity, self.stored().additional_seats) == (20, 7)

    def test_second_one_is_told_also_after_a_mistake_of_their_own(self):
        version = self.open()
        self.send(capacity=20)
        mistaken = self.send(version, additional_seats="molti", additional_reason="Scritto da me")
        answer = self.send(mistaken.context["version"], additional_seats=7, additional_reason="Scritto da me")
        assert answer.status_code == 200
        assert (self.stored().capacity, self.stored().additional_seats) == (20, 0)

    def test_move_meanwhile_is_told_and_not_undone(self):
        version = self.open()
        moved = self.performance.starts_at + timedelta(days=3)
        Performance.objects.filter(pk=self.performance.pk).update(starts_at=moved)
        assert self.send(version, capacity=20).status_code == 200
        assert (self.stored().starts_at, self.stored().capacity) == (moved, 10)

    def test_form_of_an_older_page_is_saved_as_it_is(self):
        self.client.post(self.path, self.typed(capacity=14))
        assert self.stored().capacity == 14


class ListTests(PerformanceFormTestCase):
    def test_list_shows_the_same_counts_as_everywhere(self):
        playing_soon()
        self.assertContains(self.client.get("/admin/bookings/performance/"), "Prova aperta")
