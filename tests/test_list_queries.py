"""Lists, reports and exports of the box office ask the database as often for 200 rows as for 20."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponseBase
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from azionelab import roles
from bookings.enums import AccessNeed, Act, Actor, MessageKind, ReservationStatus, Source
from bookings.models import (
    ContactMessage,
    OutboxMessage,
    Performance,
    Reservation,
    ReservationEvent,
    ReservationNeed,
)
from bookings.tests.factories import make_performance, make_show, make_venue
from checkins.models import CheckIn
from tests.staff import make_member

FEW, MANY = 20, 200
SCREENS = [
    "/admin/",
    "/admin/bookings/performance/",
    "/admin/bookings/venue/",
    "/admin/bookings/contactmessage/",
    "/admin/bookings/outboxmessage/",
    "/admin/bookings/outboxmessage/?state__exact=failed",
    "/admin/bookings/pricetype/",
    "/admin/bookings/reservation/",
    "/admin/bookings/reservation/?q=Ospite",
    "/admin/bookings/reservation/?performance__id__exact={performance}",
    "/admin/box-office/",
    "/admin/box-office/activity/",
    "/admin/box-office/book/?performance={performance}",
    "/admin/box-office/performances/{performance}/cancel/",
    "/admin/box-office/performances/{performance}/cancel-reservations/",
    "/admin/box-office/performances/{performance}/cash-sheet/",
    "/admin/box-office/performances/{performance}/move/",
    "/admin/box-office/performances/{performance}/write/",
    "/admin/box-office/reports/",
    "/admin/box-office/seasons/",
    *(
        f"/admin/bookings/{model}/?export={ending}"
        for model in ("reservation", "performance", "venue", "outboxmessage", "contactmessage")
        for ending in ("csv", "xlsx")
    ),
    "/check-in/house/",
    "/check-in/performances/{performance}/report/",
    "/check-in/performances/{performance}/report.csv",
    "/check-in/performances/{performance}/ticks/",
]


class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.staff = make_member(roles.ADMINISTRATORS)
        cls.show = make_show()

    def setUp(self):
        self.client.force_login(self.staff)

    def test_no_screen_asks_more_often_when_there_is_more_to_show(self):
        self.fill(0, FEW)
        with_few = self.measure()
        self.fill(FEW, MANY)
        assert {path: number for path, number in self.measure().items() if number > with_few[path]} == {}

    def test_a_list_that_asks_once_for_each_row_is_found(self):
        self.fill(0, FEW)
        with_few = self.queries_of(self.read_row_by_row)
        self.fill(FEW, MANY)
        assert self.queries_of(self.read_row_by_row) - with_few == MANY - FEW

    def measure(self) -> dict[str, int]:
        paths = [path.format(performance=self.tonight.pk) for path in SCREENS]
        for path in paths:
            self.read(path)  # the first time makes rows of settings, and fills what the process keeps
        return {path: self.queries_of(lambda path=path: self.read(path)) for path in paths}

    def queries_of(self, act) -> int:
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    def read(self, path: str) -> HttpResponseBase:
        """All of the answer: what is streamed asks the database only while it is read."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    def read_row_by_row(self) -> list[list[ReservationNeed]]:
        return [list(row.needs.all()) for row in Reservation.objects.filter(performance=self.tonight)]

    @property
    def tonight(self) -> Performance:
        return Performance.objects.order_by("pk")[0]

    def fill(self, first: int, last: int) -> None:
        """Performances, venues, letters and parties of tonight, counted from `first` up to `last`."""
        for number in range(first, last):
            self.add_performance(number)
        add_parties(self.tonight, self.staff, range(first, last))
        add_letters(range(first, last))

    def add_performance(self, number: int) -> None:
        """The first is tonight; of the others every second one is over. A party each."""
        days = number if number % 2 else -number
        starts_at = timezone.now() + timedelta(days=days, minutes=20)
        venue = make_venue(name=f"Sala {number}", capacity=3000)
        add_party(make_performance(show=self.show, venue=venue, starts_at=starts_at), number)


def add_parties(performance: Performance, staff: User, numbers) -> None:
    """Each with a need, a step of its history, a failed mail and an admission.

    Written as rows, since no act is meant here; the database counts their seats all the same.
    """
    now = timezone.now()
    parties = Reservation.objects.bulk_create(_party(performance, number) for number in numbers)
    ReservationNeed.objects.bulk_create(
        ReservationNeed(reservation=party, need=AccessNeed.WHEELCHAIR) for party in parties
    )
    steps = ReservationEvent.objects.bulk_create(
        ReservationEvent(reservation=party, act=Act.CONFIRMED, actor=Actor.STAFF, staff=staff, at=party.created_at)
        for party in parties
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            reservation=step.reservation, cause=step, kind=MessageKind.CONFIRMED, state="failed", next_attempt_at=now
        )
        for step in steps
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            performance=performance,
            reservation=party,
            people=1,
            scan_id=f"scan-{party.pk}",
            staff=staff,
            at=now,
            received_at=now,
        )
        for party in parties
    )


def add_party(performance: Performance, number: int) -> None:
    _party(performance, number).save()


def _party(performance: Performance, number: int) -> Reservation:
    booked = timezone.now() - timedelta(hours=number)
    return Reservation(
        performance=performance,
        status=ReservationStatus.CONFIRMED,
        source=list(Source)[number % 3],
        party_size=2,
        admitted=1,
        name=f"Ospite {number:03}",
        email=f"ospite-{number}@example.org",
        confirmed_at=booked,
        created_at=booked,
    )


def add_letters(numbers) -> None:
    letters = ContactMessage.objects.bulk_create(
        ContactMessage(topic="Stampa", name=f"Ospite {number}", text="Buonasera.", created_at=timezone.now())
        for number in numbers
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(contact=letter, kind=MessageKind.CONTACT, next_attempt_at=timezone.now()) for letter in letters
    )
