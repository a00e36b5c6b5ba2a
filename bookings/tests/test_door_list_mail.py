"""The door list by mail: recorded by the clock once for each curtain, drawn when it is sent."""

from datetime import timedelta

from django.core import mail
from django.db import IntegrityError, transaction
from django.test import TestCase
from freezegun import freeze_time
from wagtail.models import Site

from bookings import mails, outbox, services, timed
from bookings.enums import MessageKind, MessageState, PerformanceStatus
from bookings.models import BookingSettings, OutboxMessage, Performance
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_performance
from bookings.tests.test_door_sheets import pages_of
from home.models import CompanySettings

DOORS = CURTAIN - timedelta(minutes=30)
DUE = DOORS - timedelta(minutes=60)
MINUTE = timedelta(minutes=1)


class DoorListMailTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=10)
        cls.reservation = confirmed(cls.performance, party_size=3, access_needs=["wheelchair"])

    def setUp(self):
        self.set(door_list_by_mail=True)
        OutboxMessage.objects.exclude(kind=MessageKind.DOOR_LIST).update(state=MessageState.SENT)
        mail.outbox.clear()

    def set(self, **values):
        rules = BookingSettings.load()
        for name, value in values.items():
            setattr(rules, name, value)
        rules.save()

    def lists(self):
        return OutboxMessage.objects.filter(kind=MessageKind.DOOR_LIST)


class RecordTests(DoorListMailTestCase):
    def test_recorded_an_hour_before_doors_and_once(self):
        assert timed.send_door_lists(at=DUE - MINUTE) == 0
        assert timed.send_door_lists(at=DUE) == 1
        assert timed.send_door_lists(at=DUE) == 0
        assert timed.send_door_lists(at=CURTAIN - MINUTE) == 0
        [message] = self.lists()
        assert (message.performance, message.curtain, message.about) == (
            self.performance,
            CURTAIN,
            str(self.performance),
        )

    def test_minutes_are_a_setting_and_without_doors_the_curtain_counts(self):
        self.set(door_list_minutes=15)
        Performance.objects.update(doors_at=None)
        assert timed.send_door_lists(at=CURTAIN - 16 * MINUTE) == 0
        assert timed.send_door_lists(at=CURTAIN - 15 * MINUTE) == 1

    def test_off_by_default(self):
        BookingSettings.objects.all().delete()
        assert timed.send_door_lists(at=DUE) == 0

    def test_late_clock_still_sends_before_curtain_and_not_after(self):
        assert timed.send_door_lists(at=CURTAIN) == 0
        assert timed.send_door_lists(at=CURTAIN - MINUTE) == 1

    def test_nobody_has_reserved_so_nothing_is_sent(self):
        other = make_performance(starts_at=CURTAIN + MINUTE)
        booked(other)
        services.cancel(public_id=confirmed(other).public_id, at=NOW)
        timed.send_door_lists(at=CURTAIN - MINUTE)
        assert [row.performance for row in self.lists()] == [self.performance]

    def test_cancelled_performance_gets_none(self):
        Performance.objects.update(status=PerformanceStatus.CANCELLED)
        assert timed.send_door_lists(at=DUE) == 0

    def test_moved_performance_gets_another_when_its_new_time_comes(self):
        timed.send_door_lists(at=DUE)
        self.move(CURTAIN + timedelta(days=1))
        assert timed.send_door_lists(at=DUE + MINUTE) == 0
        assert timed.send_door_lists(at=DUE + timedelta(days=1)) == 1
        self.move(CURTAIN)
        assert timed.send_door_lists(at=DUE) == 0

    def test_database_refuses_a_second_one_and_one_of_two_origins(self):
        timed.send_door_lists(at=DUE)
        values = {"kind": MessageKind.DOOR_LIST, "next_attempt_at": DUE}
        bad = [
            {"performance": self.performance, "curtain": CURTAIN},
            {"performance": self.performance},
            {"reservation": self.reservation, "cause": self.reservation.history.first()},
            {"performance": self.performance, "curtain": DUE, "reservation": self.reservation},
        ]
        for origin in bad:
            with self.subTest(origin), self.assertRaises(IntegrityError), transaction.atomic():
                OutboxMessage.objects.create(**values, **origin)

    def move(self, curtain):
        Performance.objects.update(starts_at=curtain, doors_at=curtain - timedelta(minutes=30))


class DeliverTests(DoorListMailTestCase):
    def setUp(self):
        super().setUp()
        company = CompanySettings.for_site(Site.objects.get(is_default_site=True))
        company.email = "compagnia@azionelab.example"
        company.save()
        timed.send_door_lists(at=DUE)

    def deliver(self, at=DUE):
        with freeze_time(at):
            return outbox.deliver_due(at)

    def test_goes_to_the_company_with_the_list_as_it_is_when_sent(self):
        confirmed(self.performance, at=DUE, name="Ultima Arrivata", email="u@example.org", party_size=2)
        OutboxMessage.objects.exclude(kind=MessageKind.DOOR_LIST).update(state=MessageState.SENT)
        mail.outbox.clear()
        assert self.deliver(DUE + MINUTE) == 1
        [sent] = mail.outbox
        assert sent.to == ["compagnia@azionelab.example"]
        [(name, content, kind)] = sent.attachments
        assert (name[-4:], kind) == (".pdf", "application/pdf")
        [page] = pages_of(content)
        assert "Giulia Neri" in page
        assert "Ultima Arrivata" in page

    def test_names_stand_in_the_file_alone(self):
        self.deliver()
        [sent] = mail.outbox
        [(html, _kind)] = sent.alternatives
        for text in (sent.subject, sent.body, html):
            assert "Giulia" not in text
        for part in (sent.body, html):
            assert f"/check-in/performances/{self.performance.pk}/door-list.pdf" in part
            assert "Posto per sedia a rotelle 1" in part

    def test_recipient_of_its_own(self):
        self.set(door_list_recipient="porta@azionelab.example")
        self.deliver()
        assert mail.outbox[0].to == ["porta@azionelab.example"]

    def test_nobody_to_write_to_waits(self):
        CompanySettings.objects.update(email="")
        self.deliver()
        [message] = self.lists()
        assert (message.state, message.last_error) == (MessageState.DUE, "NobodyToWriteTo")

    def test_not_sent_once_it_is_of_no_use(self):
        def moved():
            Performance.objects.update(starts_at=CURTAIN + timedelta(days=1))

        def cancelled():
            Performance.objects.update(status=PerformanceStatus.CANCELLED)

        def switched_off():
            self.set(door_list_by_mail=False)

        cases = [(moved, DUE), (cancelled, DUE), (switched_off, DUE), (lambda: None, CURTAIN)]
        for change, at in cases:
            with self.subTest(change), transaction.atomic():
                change()
                self.deliver(at)
                assert (self.lists().get().state, mail.outbox) == (MessageState.DROPPED, [])
                transaction.set_rollback(True)

    def test_english_house_reads_english(self):
        made = mails.render(self.lists().get(), "en")
        assert made.subject.endswith("door list")
        assert "destroy it after the performance" in made.body
