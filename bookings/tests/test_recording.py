from unittest.mock import patch

from django.db import IntegrityError
from django.test import TestCase, TransactionTestCase

from bookings.acts import VISITOR, ChangedMeanwhile, made_event, record_change, record_new
from bookings.enums import Act, MessageKind, ReservationStatus
from bookings.models import OutboxMessage, Reservation, ReservationEvent
from bookings.tests.factories import NOW, booked, make_performance


class RecordTests(TestCase):
    """The rows of an act, written by one statement or by three, are those that the ORM would write."""

    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance()

    def new(self, **values):
        return Reservation(performance=self.performance, party_size=2, created_at=NOW, **values)

    def change(self, reservation, unchanged, **values):
        event = made_event(reservation, Act.CONFIRMED, VISITOR, NOW, before="pending", after="confirmed")
        record_change(event, unchanged, values)

    def test_new_reservation_is_read_back_as_it_was_made(self):
        made = self.new(name="Giulia % Rossi", email="giulia@example.org", notes="'; --", expires_at=NOW)
        record_new(made, Act.BOOKED, VISITOR, NOW, after=ReservationStatus.PENDING)
        read = Reservation.objects.get()
        fields = [field.attname for field in Reservation._meta.concrete_fields]
        assert {name: getattr(made, name) for name in fields} == {name: getattr(read, name) for name in fields}

    def test_history_and_mail_belong_to_it_and_to_each_other(self):
        made = self.new(email="giulia@example.org")
        record_new(made, Act.BOOKED, VISITOR, NOW, after=ReservationStatus.PENDING)
        event, message = ReservationEvent.objects.get(), OutboxMessage.objects.get()
        assert (event.reservation, event.act, event.after, event.at) == (made, Act.BOOKED, "pending", NOW)
        assert (message.reservation, message.cause, message.kind) == (made, event, MessageKind.CONFIRM)

    def test_nobody_without_an_address_gets_a_mail(self):
        record_new(self.new(), Act.BOOKED, VISITOR, NOW, after=ReservationStatus.PENDING)
        assert (ReservationEvent.objects.count(), OutboxMessage.objects.count()) == (1, 0)

    def test_new_one_can_be_saved_like_any_other(self):
        made = self.new()
        record_new(made, Act.BOOKED, VISITOR, NOW, after=ReservationStatus.PENDING)
        made.notes = "Arriviamo in bicicletta"
        made.save()
        assert Reservation.objects.get().notes == "Arriviamo in bicicletta"

    def test_change_is_written_with_its_history_and_its_mail(self):
        reservation = booked(self.performance)
        self.change(reservation, {"status": "pending"}, status=ReservationStatus.CONFIRMED, confirmed_at=NOW)
        read = Reservation.objects.get()
        assert (read.status, read.confirmed_at) == (reservation.status, reservation.confirmed_at) == ("confirmed", NOW)
        assert [event.act for event in read.history.all()] == [Act.BOOKED, Act.CONFIRMED]
        assert read.messages.latest("pk").cause == read.history.latest("pk")

    def test_nothing_at_all_is_written_of_what_has_changed_meanwhile(self):
        reservation = booked(self.performance)
        Reservation.objects.update(party_size=1)
        with self.assertRaises(ChangedMeanwhile):
            self.change(reservation, {"status": "pending", "party_size": 2}, status=ReservationStatus.CONFIRMED)
        assert (reservation.status, Reservation.objects.get().status) == ("pending", "pending")
        assert (ReservationEvent.objects.count(), OutboxMessage.objects.count()) == (1, 1)


class WholeOrNothingTests(TransactionTestCase):
    """Without a transaction around it, as a booking is written."""

    serialized_rollback = True

    def test_what_the_database_refuses_of_the_last_row_leaves_none_of_the_others(self):
        made = Reservation(performance=make_performance(), party_size=2, created_at=NOW, email="giulia@example.org")
        of_no_reservation = patch.dict("bookings.notifications.MAILS", {Act.BOOKED: MessageKind.CONTACT})
        with of_no_reservation, self.assertRaises(IntegrityError):
            record_new(made, Act.BOOKED, VISITOR, NOW, after=ReservationStatus.PENDING)
        assert [model.objects.count() for model in (Reservation, ReservationEvent, OutboxMessage)] == [0, 0, 0]
