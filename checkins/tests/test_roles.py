"""Who reaches what at the door: each role, each page and each call, and that a denial changes nothing.

A page or call that is missing in the tables fails the last test.
"""

from django.test import TestCase
from django.urls import get_resolver
from django.utils import timezone

from azionelab.roles import ADMINISTRATORS, BOX_OFFICE, EDITORS, FRONT_OF_HOUSE
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import confirmed, playing_soon
from checkins import services
from checkins.models import CheckIn
from checkins.queries import DoorCode
from tests.staff import make_member

STRANGER = "stranger"
ROLES = [STRANGER, EDITORS, FRONT_OF_HOUSE, BOX_OFFICE, ADMINISTRATORS]
# What each role gets, in the order of ROLES. Pages lead strangers to the sign-in; the API refuses them.
DOOR = [302, 403, 200, 200, 200]
HOUSE = [302, 403, 403, 200, 200]
ALL = [200] * 5
CALL = [403, 403, 200, 200, 200]
NEW_ROW = [403, 403, 201, 201, 201]

PAGES = {
    "check-in/": DOOR,
    "check-in/sw.js": ALL,
    "check-in/practice/": DOOR,
    "check-in/house/": HOUSE,
    "check-in/performances/{performance}/door-list.pdf": HOUSE,
    "check-in/performances/{performance}/ticks/": HOUSE,
    "check-in/performances/{performance}/report/": HOUSE,
    "check-in/performances/{performance}/report.csv": HOUSE,
    "check-in/performances/{performance}/report.pdf": HOUSE,
    "r/pratica-01": ALL,
    "admin/": [302, 200, 302, 200, 200],
    "admin/bookings/reservation/": [302, 302, 302, 200, 200],
    "admin/bookings/performance/": [302, 302, 302, 200, 200],
    "django-admin/": [302] * 5,
}
READS = {
    "api/check-ins/practice/": CALL,
    "api/check-ins/performances/": CALL,
    "api/check-ins/performances/{performance}/": CALL,
    "api/check-ins/performances/{performance}/?search=giulia": CALL,
    "api/check-ins/performances/{performance}/list/": CALL,
    "api/check-ins/performances/{performance}/state/": CALL,
}
ADMIT = {"performance": "{performance}", "reference": "{reference}", "scan_id": "one"}
WRITES = {
    "api/check-ins/preview/": ({"performance": "{performance}", "reference": "{reference}"}, CALL),
    "api/check-ins/": (ADMIT, NEW_ROW),
    "api/check-ins/{check_in}/undo/": ({}, CALL),
    "api/check-ins/performances/{performance}/walk-ups/": ({"party_size": 1, "scan_id": "two"}, NEW_ROW),
    "api/check-ins/performances/{performance}/sync/": (
        {"acts": [{"kind": "admit", "scan_id": "three", "entry": "{entry}", "people": 1, "seconds_ago": 5}]},
        CALL,
    ),
    "api/check-ins/performances/{performance}/house-clear/": ({}, NEW_ROW),
    "api/check-ins/performances/{performance}/release/": ({}, [403, 403, 409, 409, 409]),  # off by default
    "api/check-ins/performances/{performance}/release/undo/": ({}, CALL),
}
FORMS = {
    "check-in/performances/{performance}/ticks/": ({"shown-{entry}": "1", "in-{entry}": "3"}, [302, 403, 403, 302, 302])
}
ALLOWED = {200, 201}


class DoorRolesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.members = {role: make_member(role) for role in ROLES[1:]}
        cls.performance = playing_soon(capacity=20)
        cls.party = confirmed(cls.performance, at=now, party_size=3)
        Performance.objects.update(starts_at=now, doors_at=None)  # tonight, at whatever hour this runs
        scan = services.Scan("before", cls.performance.pk, cls.members[FRONT_OF_HOUSE])
        code = DoorCode(reference=cls.party.reference)
        cls.check_in = services.admit_party(code=code, scan=scan, people=1, at=now).check_in

    def each(self, table):
        """Every place with every role and what it gets, signed in as that role."""
        for place, answers in table.items():
            expected = answers if isinstance(answers, list) else answers[1]
            for role, status in zip(ROLES, expected, strict=True):
                self.client.logout()
                if role != STRANGER:
                    self.client.force_login(self.members[role])
                yield role, f"/{self.filled(place)}", answers, status

    def filled(self, value):
        """`value` with the numbers of the rows of this test in it."""
        facts = {
            "performance": self.performance.pk,
            "reference": self.party.reference,
            "check_in": self.check_in.pk,
            "entry": self.party.pk,
        }
        if isinstance(value, dict):
            return {self.filled(name): self.filled(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        if not isinstance(value, str):
            return value
        whole = {f"{{{name}}}": fact for name, fact in facts.items()}
        return whole.get(value, value.format(**facts) if "{" in value else value)

    def rows(self):
        return (
            list(CheckIn.objects.order_by("pk").values_list()),
            list(Reservation.objects.order_by("pk").values_list()),
            ReservationEvent.objects.count(),
            OutboxMessage.objects.count(),
        )

    def test_pages(self):
        self.check_reads(PAGES)

    def test_calls_that_read(self):
        self.check_reads(READS)

    def check_reads(self, table):
        before = self.rows()
        for role, path, _answers, status in self.each(table):
            with self.subTest(path=path, role=role):
                answer = self.client.get(path)
                assert answer.status_code == status
                if status not in ALLOWED:
                    assert b"Giulia" not in answer.content
        assert self.rows() == before

    def test_pages_lead_strangers_to_the_sign_in_and_tell_members_whom_to_ask(self):
        for place, answers in PAGES.items():
            if answers not in (DOOR, HOUSE):
                continue
            path = f"/{self.filled(place)}"
            self.client.logout()
            with self.subTest(place):
                self.assertRedirects(self.client.get(path), f"/login/?next={path}", fetch_redirect_response=False)
                self.client.force_login(self.members[EDITORS])
                refused = self.client.get(path, headers={"accept-language": "en"})
                self.assertContains(refused, "an administrator to add you to the group", status_code=403)
                assert refused.headers["Cache-Control"] == "no-store"

    def test_calls_that_write_and_a_denial_changes_nothing(self):
        for role, path, (body, _statuses), status in self.each(WRITES):
            with self.subTest(path=path, role=role):
                before = self.rows()
                answer = self.client.post(path, self.filled(body), content_type="application/json")
                # The same scan again is the same admission: 200 for whoever comes after the first.
                assert answer.status_code in ({200, status} if status in ALLOWED else {status}), answer.content
                assert status in ALLOWED or self.rows() == before

    def test_form_with_ticks_and_a_denial_changes_nothing(self):
        for role, path, (body, _statuses), status in self.each(FORMS):
            with self.subTest(path=path, role=role):
                before = self.rows()
                answer = self.client.post(path, self.filled(body))
                assert answer.status_code == status
                is_saved = "saved=" in answer.headers.get("Location", "")
                assert is_saved is (role in {BOX_OFFICE, ADMINISTRATORS})
                assert is_saved or self.rows() == before
        assert Reservation.objects.get(pk=self.party.pk).admitted == 3

    def test_front_of_house_has_no_list_of_people_anywhere(self):
        """Without a search the API names nobody, and the list for the phone is made of digests."""
        self.client.force_login(self.members[FRONT_OF_HOUSE])
        for place in READS:
            if "search" in place or "practice" in place:
                continue
            with self.subTest(place):
                content = self.client.get(f"/{self.filled(place)}").content.decode()
                for secret in (self.party.name, self.party.email, self.party.reference, self.party.public_id):
                    assert secret not in content

    def test_every_page_and_call_of_the_door_is_in_the_tables(self):
        known = {self.shape(place.partition("?")[0]) for table in (PAGES, READS, WRITES) for place in table}
        routes = {route for route in _routes() if route.startswith(("check-in/", "api/check-ins/"))}
        assert {self.shape(route) for route in routes} - known == set()

    @staticmethod
    def shape(route):
        """A route with a star for each of its parameters."""
        return "/".join("*" if part.startswith(("<", "{")) else part for part in route.split("/"))


def _routes():
    waiting = [("", get_resolver())]
    while waiting:
        prefix, resolver = waiting.pop()
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                waiting.append((route, pattern))
            else:
                yield route
