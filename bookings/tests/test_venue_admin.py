"""A room with another capacity: which performances keep the old one, and taking the new one over."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import ModelLogEntry

from bookings.models import Performance, Venue
from bookings.tests.factories import confirmed, make_performance, make_staff, make_venue
from bookings.tests.test_panels import queries_of

MAY = [
    *("wagtailadmin.access_admin", "bookings.view_venue", "bookings.change_venue"),
    "bookings.change_performance",
]


class VenueCapacityTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.venue = make_venue(capacity=40)
        cls.free = make_performance(venue=cls.venue, starts_at=now + timedelta(days=1))
        cls.full = make_performance(venue=cls.venue, starts_at=now + timedelta(days=2))
        cls.played = make_performance(venue=cls.venue, starts_at=now - timedelta(days=2))
        for number in range(4):
            confirmed(cls.full, at=now, party_size=8, email=f"{number}@example.org")
        cls.staff = make_staff("biglietteria", *MAY)

    def setUp(self):
        self.client.force_login(self.staff)

    @property
    def path(self) -> str:
        return f"/admin/box-office/venues/{self.venue.pk}/capacity/"

    def capacities(self) -> list[int]:
        rows = {row.pk: row.capacity for row in Performance.objects.all()}
        return [rows[row.pk] for row in (self.free, self.full, self.played)]

    def set_capacity(self, capacity: int) -> None:
        Venue.objects.filter(pk=self.venue.pk).update(capacity=capacity)

    def test_saving_a_new_capacity_says_which_performances_keep_the_old_one(self):
        names = ["name", "slug", "address", "postal_code", "city", "country", "time_zone", "step_free"]
        names += ["hearing_loop", "accessible_toilet", "parking", "directions_it", "directions_en"]
        typed = {name: getattr(self.venue, name) for name in names} | {"capacity": 30, "wheelchair_places": ""}
        answer = self.client.post(f"/admin/bookings/venue/edit/{self.venue.pk}/", typed, follow=True)
        self.assertContains(answer, self.path)
        assert Venue.objects.get(pk=self.venue.pk).capacity == 30
        assert self.capacities() == [40, 40, 40]

    def test_ticked_ones_take_it_over_and_say_so_in_their_history(self):
        self.set_capacity(50)
        self.client.post(self.path, {"performance": [self.free.pk, self.played.pk + 999]})
        assert self.capacities() == [50, 40, 40]
        assert ModelLogEntry.objects.for_instance(self.free).filter(action="wagtail.edit", user=self.staff).exists()

    def test_never_below_what_is_confirmed(self):
        self.set_capacity(30)
        answer = self.client.get(self.path)
        self.assertContains(answer, "disabled")
        self.client.post(self.path, {"performance": [self.free.pk, self.full.pk]})
        assert self.capacities() == [30, 40, 40]

    def test_performances_of_other_rooms_are_passed_over(self):
        other = make_performance(starts_at=timezone.now() + timedelta(days=3))
        self.set_capacity(50)
        self.client.post(self.path, {"performance": [other.pk]})
        other.refresh_from_db()
        assert other.capacity == 40

    def test_nothing_to_take_over_says_so(self):
        assert self.client.get(self.path).context["obstacles"]

    def test_who_may_not_change_performances_changes_nothing(self):
        self.set_capacity(50)
        self.client.force_login(make_staff("senza", *MAY[:3]))
        for method in ("get", "post"):
            answer = getattr(self.client, method)(self.path, {"performance": [self.free.pk]})
            assert answer.status_code in {302, 403}
        assert self.capacities() == [40, 40, 40]

    def test_it_costs_the_same_queries_for_few_and_for_many(self):
        self.set_capacity(50)
        self.client.get(self.path)
        few = queries_of(lambda: self.client.get(self.path))
        for days in range(3, 20):
            make_performance(venue=self.venue, show=self.free.show, starts_at=timezone.now() + timedelta(days=days))
        Performance.objects.update(capacity=40)
        assert queries_of(lambda: self.client.get(self.path)) == few
