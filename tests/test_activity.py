"""`/admin/box-office/activity/`: who did what, of all histories, without a visitor's name, in few queries."""

import re
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log

from azionelab import roles
from bookings import programme, services
from bookings.acts import by_staff
from bookings.models import ReservationEvent
from bookings.tests.factories import confirmed, playing_soon
from checkins import services as door
from checkins.models import CheckIn
from checkins.queries import DoorCode
from tests.staff import make_member

PAGE = "/admin/box-office/activity/"


class ActivityTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.now = timezone.now()
        cls.member = make_member(roles.BOX_OFFICE, "biglietteria")
        cls.administrator = make_member(roles.ADMINISTRATORS, "direzione")
        cls.performance = playing_soon(capacity=20)
        cls.other = playing_soon(capacity=20)
        cls.party = confirmed(cls.performance, at=cls.now, party_size=3, name="Giulia Neri")
        confirmed(cls.other, at=cls.now, party_size=1, name="Ada Bianchi", email="ada@example.org")

    def setUp(self):
        self.client.force_login(self.member)

    def shown(self, **asked) -> list[str]:
        """The rows of the list, each as one line of text."""
        html = self.client.get(PAGE, asked, headers={"accept-language": "en"}).content.decode()
        body = html.partition("<tbody>")[2].partition("</tbody>")[0]
        rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
        return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]

    def admit(self):
        scan = door.Scan("one", self.performance.pk, self.member)
        code = DoorCode(reference=self.party.reference)
        return door.admit_party(code=code, scan=scan, people=2, at=self.performance.starts_at).check_in

    def test_it_tells_of_reservations_admissions_and_the_log_newest_first(self):
        check_in = self.admit()
        log(
            self.performance,
            "wagtail.edit",
            user=self.administrator,
            timestamp=self.performance.starts_at + timedelta(hours=1),
        )
        later = self.performance.starts_at + timedelta(hours=2)
        CheckIn.objects.filter(pk=check_in.pk).update(undone_at=later, undone_by=self.administrator)
        rows = self.shown()
        assert len(rows) == 3 + 4, "two reservations were booked and confirmed"
        undone, edited, admitted, *booked = rows
        assert "Ada Administrators" in undone
        assert "Ada Administrators" in edited
        assert str(self.performance) in edited
        assert "Ada Box office" in admitted
        assert self.party.printed_reference in admitted
        assert all("Visitor" in row for row in booked)

    def test_it_names_no_visitor(self):
        self.admit()
        html = self.client.get(PAGE).content.decode()
        for secret in ("Giulia", "Neri", "ada@example.org", self.party.email):
            assert secret not in html
        assert f"/admin/bookings/reservation/inspect/{self.party.pk}/" in html

    def test_the_filters(self):
        self.admit()
        services.change_party_size(
            public_id=self.party.public_id, party_size=4, at=self.now, who=by_staff(self.administrator)
        )
        log(self.other, "wagtail.edit", user=self.administrator)
        yesterday = timezone.localdate() - timedelta(days=1)
        ReservationEvent.objects.filter(reservation__performance=self.other).update(at=self.now - timedelta(days=3))
        for asked, number in [
            ({"who": f"staff:{self.member.pk}"}, 1),
            ({"who": f"staff:{self.administrator.pk}"}, 2),
            ({"who": "visitor"}, 4),
            ({"who": "clock"}, 0),
            ({"what": "reservation"}, 5),
            ({"what": "reservation:party_changed"}, 1),
            ({"what": "admission"}, 1),
            ({"what": "log:performances"}, 1),
            ({"what": "log:venues"}, 0),
            ({"performance": self.other.pk}, 3),
            ({"performance": self.performance.pk, "who": "visitor"}, 2),
            ({"last": yesterday.isoformat()}, 2),
            ({"first": yesterday.isoformat(), "what": "reservation"}, 3),
        ]:
            with self.subTest(asked):
                assert len(self.shown(**asked)) == number
        [changed] = self.shown(what="reservation:party_changed")
        assert "3 → 4" in changed

    def test_what_makes_no_sense_is_said_and_shows_nothing(self):
        for asked in ({"who": "staff:x"}, {"what": "x"}, {"performance": "x"}, {"first": "yesterday"}):
            with self.subTest(asked):
                answer = self.client.get(PAGE, asked)
                self.assertContains(answer, 'role="alert"')
                assert self.party.printed_reference not in answer.content.decode()
        for page in ("0", "x", "9" * 30, "-1"):
            assert self.client.get(PAGE, {"p": page}).status_code == 200

    def test_accounts_are_told_to_those_who_look_after_them(self):
        log(self.member, "wagtail.edit", user=self.administrator)
        assert len(self.shown()) == 4
        self.client.force_login(self.administrator)
        assert len(self.shown()) == 5
        assert len(self.shown(what="account")) == 1

    def test_pages_of_fifty_in_a_fixed_number_of_queries(self):
        self.admit()
        log(self.performance, "wagtail.edit", user=self.member)
        self.shown()
        with CaptureQueriesContext(
            connection,
        ) as few:
            self.shown()
        for _ in range(60):
            log(self.other, "wagtail.edit", user=self.administrator)
        events = ReservationEvent.objects.filter(reservation=self.party).values("act", "after", "actor", "at")
        ReservationEvent.objects.bulk_create(
            ReservationEvent(reservation=self.party, **event) for event in list(events) * 30
        )
        with CaptureQueriesContext(connection) as many:
            rows = self.shown()
        assert len(rows) == 50
        assert len(many) <= len(few)
        pages = [self.shown(p=page) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [50, 50, 26, 0]

    def test_the_whole_programme_s_acts_are_told(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.member, at=self.now)
        assert any("Ada Box office" in row for row in self.shown(what="log:performances"))

    def test_others_are_refused(self):
        for role in (roles.EDITORS, roles.FRONT_OF_HOUSE):
            self.client.force_login(make_member(role))
            answer = self.client.get(PAGE)
            assert answer.status_code == 302
            assert self.party.printed_reference not in answer.content.decode()
