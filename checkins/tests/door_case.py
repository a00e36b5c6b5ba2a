"""What tests of the door have in common: one performance, its staff, and phones that tell what they did alone."""

from datetime import timedelta
from itertools import count

from django.test import TestCase
from django.utils import timezone

from bookings.models import House, Performance, Reservation
from bookings.tests.factories import CURTAIN, confirmed, make_doorkeeper, make_performance, make_staff, playing_soon
from bookings.tokens import Purpose, make_token
from checkins import services, sync
from checkins.enums import ActKind
from checkins.models import CheckIn
from checkins.queries import DoorCode

SCANS = count(1)


def box_office():
    """Who may take an admission back at any time."""
    return make_staff("biglietteria", "checkins.admit_parties", "bookings.view_reservation")


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (CheckIn, Reservation, House)]


class DoorCase(TestCase):
    """Calls of services, with a clock of the test's own; a phone tells half an hour after the curtain."""

    later = CURTAIN + timedelta(minutes=30)

    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=40)
        cls.reservation = confirmed(cls.performance, party_size=4)
        cls.staff = make_doorkeeper()

    def online(self, people=None, *, at=CURTAIN, scan_id="", reservation=None, device="Porta A"):
        code = DoorCode(reference=(reservation or self.reservation).reference)
        scan = services.Scan(scan_id or f"scan-{next(SCANS)}", self.performance.pk, self.staff, device)
        return services.admit_party(code=code, scan=scan, people=people, at=at).check_in

    def admission(self, people, *, at=CURTAIN, scan_id="", reservation=None):
        scan_id = scan_id or f"scan-{next(SCANS)}"
        return sync.ToldAct(ActKind.ADMIT, scan_id, at, (reservation or self.reservation).pk, people)

    def undoing(self, scan_id, at=CURTAIN):
        return sync.ToldAct(ActKind.UNDO, scan_id, at)

    def tell(self, *acts, device="Porta B", at=None, performance=None, staff=None):
        teller = sync.Teller((performance or self.performance).pk, staff or self.staff, device, at or self.later)
        return [(told.outcome.value, told.code) for told in sync.sync(acts, teller)]

    def admitted(self, reservation=None):
        return Reservation.objects.get(pk=(reservation or self.reservation).pk).admitted

    def conflict_of(self, scan_id):
        return CheckIn.objects.get(scan_id=scan_id).conflict


class DoorApiCase(TestCase):
    """Calls of the API, with the clock of the world and one member of staff who is signed in."""

    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=3, access_needs=["wheelchair"])
        cls.token = make_token(Purpose.PASS, cls.reservation.public_id)
        cls.staff = make_doorkeeper()

    def setUp(self):
        self.client.force_login(self.staff)

    def play(self, minutes_ago=0):
        """Has the performance begun so many minutes ago."""
        Performance.objects.update(starts_at=timezone.now() - timedelta(minutes=minutes_ago), doors_at=None)

    def post(self, path, body=None):
        return self.client.post(f"/api/check-ins/{path}", body or {}, content_type="application/json")

    def admit(self, **values):
        code = {} if {"reference", "entry"} & set(values) else {"token": self.token}
        return self.post("", {**code, "performance": self.performance.pk, "scan_id": "s1", **values})

    def path(self, call, performance=None):
        return f"performances/{(performance or self.performance).pk}/{call}/"

    def get(self, call, performance=None, **headers):
        return self.client.get(f"/api/check-ins/{self.path(call, performance)}", headers=headers)
