"""A show that is scheduled goes live and goes off by `tick`, and nothing else about it changes."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from freezegun import freeze_time

from bookings.models import House, OutboxMessage, Performance, Reservation
from bookings.tests.factories import booked, confirmed, make_performance, make_show

LATER = timedelta(days=10)


def rows() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Performance, House, Reservation)]


def tick(at) -> None:
    with freeze_time(at):
        call_command("tick", stdout=StringIO())


class ScheduledPublishingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now()
        cls.show = make_show()
        cls.show.save_revision().publish()
        cls.performance = make_performance(show=cls.show, starts_at=cls.now + LATER, capacity=10)
        confirmed(cls.performance, at=cls.now, party_size=4)
        booked(cls.performance, at=cls.now, party_size=2)
        OutboxMessage.objects.update(state="sent")

    def schedule(self, **values) -> None:
        for name, value in values.items():
            setattr(self.show, name, value)
        self.show.save_revision().publish()
        self.show.refresh_from_db()

    def test_a_scheduled_show_goes_live_and_its_performances_with_it(self):
        self.show.unpublish()
        before = rows()
        self.schedule(go_live_at=self.now + timedelta(hours=1))
        assert self.show.live is False
        tick(self.now + timedelta(minutes=59))
        self.show.refresh_from_db()
        assert self.show.live is False
        tick(self.now + timedelta(minutes=61))
        self.show.refresh_from_db()
        assert self.show.live is True
        assert rows() == before
        assert self.client.get(f"/api/performances/{self.performance.pk}/").status_code == 200

    def test_an_expired_show_goes_off_and_its_reservations_stay(self):
        before = rows()
        self.schedule(expire_at=self.now + timedelta(hours=1))
        tick(self.now + timedelta(minutes=61))
        self.show.refresh_from_db()
        assert (self.show.live, self.show.expired) == (False, True)
        assert rows() == before
        assert self.client.get(f"/api/performances/{self.performance.pk}/").status_code == 404

    def test_a_draft_of_long_ago_that_is_due_brings_no_old_seats(self):
        self.schedule(go_live_at=self.now + timedelta(hours=1))
        Performance.objects.update(capacity=12, additional_seats=3)
        before = rows()
        tick(self.now + timedelta(minutes=61))
        assert rows() == before

    def test_two_ticks_publish_once(self):
        self.show.unpublish()
        self.schedule(go_live_at=self.now + timedelta(hours=1))
        tick(self.now + timedelta(minutes=61))
        self.show.refresh_from_db()
        published = self.show.last_published_at
        tick(self.now + timedelta(minutes=62))
        self.show.refresh_from_db()
        assert self.show.last_published_at == published
