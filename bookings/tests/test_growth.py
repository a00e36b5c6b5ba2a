"""What is asked for often rests on an index, however much of a past there is: read from PostgreSQL's plans.

A past that is long enough for an index to be worth it: these tests fail when the index goes, or when the statement no
longer fits it.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from bookings import desk_search, queries
from bookings.enums import Act, Actor, MessageKind, MessageState
from bookings.models import OutboxMessage, Performance, Reservation, ReservationEvent
from bookings.tests.factories import make_performance, make_staff
from checkins.models import CheckIn

PAST = 3000


def build_a_past() -> None:
    """Reservations of long ago, erased, each with a row of history, a mail that was sent, and an admission."""
    now, staff = timezone.now(), make_staff()
    moments = [now - timedelta(days=100, seconds=number) for number in range(PAST)]
    tables = (Reservation, ReservationEvent, OutboxMessage, CheckIn, Performance)
    performance = make_performance(starts_at=moments[0], capacity=PAST)
    values = {"performance": performance, "party_size": 1, "status": "confirmed"}
    reservations = Reservation.objects.bulk_create(
        Reservation(created_at=at, erased_at=at, expires_at=at, **values) for at in moments
    )
    events = ReservationEvent.objects.bulk_create(
        ReservationEvent(reservation=row, act=Act.BOOKED, actor=Actor.VISITOR, at=row.created_at)
        for row in reservations
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            reservation=event.reservation,
            cause=event,
            kind=MessageKind.CONFIRM,
            state=MessageState.SENT,
            next_attempt_at=event.at,
        )
        for event in events
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            performance=performance,
            reservation=row,
            people=1,
            scan_id=f"scan-{row.pk}",
            staff=staff,
            at=row.created_at,
            received_at=row.created_at,
        )
        for row in reservations
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(table._meta.db_table for table in tables)}")


@pytest.mark.postgresql
class PlanTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        build_a_past()

    def test_the_newest_come_from_an_index(self):
        for rows, index in [
            (Reservation.objects.all()[:50], "bookings_res_newest"),
            (ReservationEvent.objects.order_by("-at")[:50], "bookings_event_newest"),
            (CheckIn.objects.order_by("-at")[:50], "checkins_newest"),
        ]:
            with self.subTest(index):
                plan = rows.explain()
                assert index in plan
                assert "Sort Key" not in plan

    def test_mails_that_are_not_done_with_are_found_among_all(self):
        failed = OutboxMessage.objects.filter(state=MessageState.FAILED)
        assert "bookings_outbox_open" in failed.explain()
        assert "bookings_outbox_open" in queries.mails_waiting(timezone.now()).explain()

    def test_wishes_to_be_forgotten_are_found_in_all_histories(self):
        wishes = ReservationEvent.objects.filter(act=Act.ERASED, actor=Actor.VISITOR).values("reservation")
        assert "bookings_event_wished" in wishes.explain()

    def test_whom_to_erase_is_looked_for_among_those_who_are_named(self):
        assert "bookings_res_named" in queries.reservations_to_erase(30, timezone.now()).explain()

    def test_a_name_is_looked_for_among_those_who_are_named(self):
        plan = desk_search.matching(Reservation.objects.order_by(), "giulia neri").explain()
        assert "bookings_res_named" in plan
        assert "Seq Scan" not in plan
