"""A desk with somebody at it, for the tests of its screens."""

from django.test import TestCase
from django.utils import timezone
from wagtail.users.models import UserProfile

from bookings.models import House, OutboxMessage, Reservation, ReservationEvent, ReservationNeed
from bookings.tests.factories import confirmed, make_staff, playing_soon

LOOKS = ["wagtailadmin.access_admin", "bookings.view_performance", "bookings.view_reservation"]
WORKS = [*LOOKS, "bookings.change_reservation", "bookings.add_reservation", "bookings.change_outboxmessage"]


def rows():
    """All that an act at the desk could change, so that a refusal can be seen to have changed nothing."""
    models = [Reservation, ReservationNeed, ReservationEvent, OutboxMessage, House]
    return [list(model.objects.order_by("pk").values()) for model in models]


def reads_english(user):
    """The same member of staff, to whom the admin speaks English."""
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.staff = reads_english(make_staff("biglietteria", *WORKS, first_name="Bianca", last_name="Sala"))

    def setUp(self):
        self.client.force_login(self.staff)

    def path(self, part="", reservation=None):
        return f"/admin/box-office/reservations/{(reservation or self.reservation).pk}/{part}"

    def look(self, part="", reservation=None):
        return self.client.get(self.path(part, reservation))

    def act(self, part, reservation=None, **typed):
        return self.client.post(self.path(f"{part}/", reservation), typed)

    def now(self, reservation=None):
        return Reservation.objects.get(pk=(reservation or self.reservation).pk)

    def acts(self, reservation=None):
        """What the history tells, with who did it."""
        steps = ReservationEvent.objects.filter(reservation=reservation or self.reservation)
        return [(step.act, step.staff and step.staff.username) for step in steps]
