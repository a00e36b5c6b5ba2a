"""Tonight and next: the first screen of the box office."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from bookings import desk, programme
from bookings.enums import AccessNeed, MessageState, PerformanceStatus, ReservationKind
from bookings.models import OutboxMessage, Performance, Reservation
from bookings.tests.factories import booked, confirmed, make_performance, make_staff, playing_soon
from bookings.tests.test_panels import queries_of
from home import page_cache

PATH = "/admin/box-office/"
LOOKS = ["wagtailadmin.access_admin", "bookings.view_performance", "bookings.view_reservation"]


class BoxOfficeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.staff = make_staff("biglietteria", *LOOKS)

    def setUp(self):
        self.client.force_login(self.staff)

    def cards(self, path: str = PATH):
        """Every card of the page by its performance's id."""
        context = self.client.get(path).context
        shown = [*context["tonight"], *(card for _label, cards in context["months"] for card in cards)]
        return {card.row.performance.pk: card for card in [*shown, *context["last"]]}

    def numbers(self, performance: Performance) -> list[object]:
        return [count.value for count in self.cards()[performance.pk].counts]


class TonightAndNextTests(BoxOfficeTestCase):
    def test_each_performance_has_its_counts_needs_and_reasons(self):
        Performance.objects.filter(pk=self.performance.pk).update(additional_seats=3, occupied_seats=1)
        booked(self.performance, at=timezone.now(), party_size=2, email="altra@example.org")
        confirmed(self.performance, at=timezone.now(), party_size=1, access_needs=[AccessNeed.WHEELCHAIR])
        assert self.numbers(self.performance) == [10, 3, 1, 5, 2, 0, 0, 7]
        assert self.cards()[self.performance.pk].row.evening.needs == [(AccessNeed.WHEELCHAIR, 1)]
        self.assertContains(self.client.get(PATH), AccessNeed.WHEELCHAIR.label)

    def test_what_has_expired_waits_for_nobody(self):
        late = booked(self.performance, at=timezone.now(), party_size=2, access_needs=[AccessNeed.OTHER])
        type(late).objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
        card = self.cards()[self.performance.pk]
        assert (card.row.evening.pending, card.row.evening.needs) == (0, [])

    def test_no_browser_keeps_a_screen_or_a_list_on_which_people_are_named(self):
        for path in (PATH, "/admin/bookings/reservation/"):
            assert "no-store" in self.client.get(path).headers["Cache-Control"], path

    def test_held_parties_stand_with_their_deadline_while_somebody_can_still_call_them(self):
        now = timezone.now()
        far = make_performance(show=self.performance.show, starts_at=now + timedelta(days=60), capacity=200)
        school = {"performance_id": far.pk, "party_size": 45, "kind": ReservationKind.GROUP}
        for name, hold_until in [
            ("Near", timedelta(days=2)),
            ("Later", timedelta(days=30)),
            ("Late", timedelta(days=1)),
        ]:
            request = desk.DeskRequest(name=name, hold_until=now + hold_until, **school)
            desk.book(request=request, staff=self.staff, at=now)
        Reservation.objects.filter(name="Late").update(expires_at=now - timedelta(hours=1), held_until=now)
        shown = self.client.get(PATH).context["deadlines"]
        assert [(row.reservation.name, row.has_passed) for row in shown] == [("Late", True), ("Near", False)]
        self.assertContains(self.client.get(PATH), "i suoi posti sono di nuovo liberi")
        programme.cancel_performance(performance_id=far.pk, staff=self.staff, at=now)
        assert self.client.get(PATH).context["deadlines"] == []

    def test_tonight_comes_first_then_the_next_and_at_last_what_was_played(self):
        now = timezone.now()
        tonight = make_performance(show=self.performance.show, starts_at=now)
        played = make_performance(show=self.performance.show, starts_at=now - timedelta(days=3))
        context = self.client.get(PATH).context
        assert [card.row.performance for card in context["tonight"]] == [tonight]
        assert [card.row.performance for _month, cards in context["months"] for card in cards] == [self.performance]
        assert [card.row.performance for card in context["last"]] == [played]

    def test_later_ones_are_on_a_page_of_their_own(self):
        for days in range(2, 24):
            make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=days))
        assert len(self.cards()) == 20
        assert len(self.cards(f"{PATH}?p=2")) == 3
        assert len(self.cards(f"{PATH}?p=nonsense")) == 20

    def test_cancelled_says_so_and_offers_nothing_that_needs_it_on(self):
        Performance.objects.filter(pk=self.performance.pk).update(status=PerformanceStatus.CANCELLED)
        assert self.cards()[self.performance.pk].tone == "off"
        self.assertContains(self.client.get(PATH), "box-state--off")

    def test_failed_mails_are_told_to_those_who_may_see_mails(self):
        OutboxMessage.objects.update(state=MessageState.FAILED)
        self.assertNotContains(self.client.get(PATH), "state__exact=failed")
        self.client.force_login(make_staff("seconda", *LOOKS, "bookings.view_outboxmessage"))
        self.assertContains(self.client.get(PATH), "state__exact=failed")

    def test_it_costs_the_same_queries_for_one_and_for_many(self):
        now, show = timezone.now(), self.performance.show
        make_performance(show=show, starts_at=now), make_performance(show=show, starts_at=now - timedelta(days=3))
        self.client.get(PATH)
        few = queries_of(lambda: self.client.get(PATH))
        for number in range(1, 12):
            make_performance(show=show, starts_at=now - timedelta(seconds=number))
            make_performance(show=show, starts_at=now - timedelta(days=3, hours=number))
            other = make_performance(starts_at=now + timedelta(days=number))
            confirmed(other, at=now, access_needs=[AccessNeed.WHEELCHAIR])
        self.client.get(PATH)
        assert queries_of(lambda: self.client.get(PATH)) == few

    def test_who_may_not_look_reservations_up_is_refused(self):
        self.client.force_login(make_staff("redazione", "wagtailadmin.access_admin", "bookings.view_performance"))
        answer = self.client.get(PATH)
        assert answer.status_code in {302, 403}
        assert "Prova aperta" not in answer.content.decode()


class OneCountTests(BoxOfficeTestCase):
    def test_screen_door_and_widget_count_the_same_house(self):
        tonight = make_performance(capacity=20, starts_at=timezone.now() + timedelta(minutes=1), additional_seats=2)
        confirmed(tonight, at=timezone.now(), party_size=3)
        booked(tonight, at=timezone.now(), party_size=2, email="altra@example.org")
        page_cache.new_edition()
        self.client.force_login(make_staff("porta", *LOOKS, "checkins.admit_parties"))
        door = self.client.get("/api/check-ins/performances/").json()["results"]
        counts = next(row["counts"] for row in door if row["id"] == tonight.pk)
        widget = self.client.get(f"/api/performances/{tonight.pk}/").json()["booking"]["seats_available"]
        _capacity, _additional, _occupied, confirmed_people, _pending, admitted, walk_ups, free = self.numbers(tonight)
        assert [counts[name] for name in ("confirmed", "admitted", "walk_ups", "free")] == [
            *(confirmed_people, admitted, walk_ups, free)
        ]
        assert widget == free == 19
