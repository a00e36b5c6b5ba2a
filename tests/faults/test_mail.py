"""No mail is lost, and none is sent twice without need, whatever the mail server and our own processes do."""

import os
import threading
from collections import Counter
from datetime import timedelta
from itertools import cycle
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import timezone

from bookings import contact
from bookings.enums import MessageState
from bookings.models import OutboxMessage, Reservation
from bookings.outbox import CLAIM_LASTS, MAILS_OF_ONE_CALL
from bookings.tests.factories import booked, letter, make_contact_page, playing_soon
from tests.faults.gunicorn import gunicorn, production, python
from tests.faults.mail_server import CUT_OFF, HANGING, REFUSING, SILENT, UP, MailServer
from tests.production.processes import wait_until
from tests.racing import RaceTestCase

MINUTE = timedelta(minutes=1)
MAILS = 200


class MailServerFailsTests(TransactionTestCase):
    serialized_rollback = True

    def test_200_mails_through_every_failure_arrive_once_the_server_is_up(self):
        performance, at = playing_soon(), timezone.now()
        failures = [REFUSING, HANGING, CUT_OFF, SILENT]
        with MailServer(*failures) as server, through(server):
            for number, failure in zip(range(MAILS), cycle(failures), strict=False):
                # Long waits for a busy machine, and none for a server that says nothing.
                with override_settings(MAIL_FIRST_TRY_SECONDS=0.1 if failure == HANGING else 30):
                    booked(performance, at, party_size=1, email=f"v{number}@example.org")
                server.wait_for_calls(number + 1)
            assert Counter(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.DUE: MAILS}
            server.fail(UP)
            server.released.set()  # who hung is greeted now, long after we gave up waiting for it
            call_command("tick", at=at + 2 * MINUTE)
        assert Counter(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.SENT: MAILS}
        assert len(server.taken) == MAILS
        assert len(server.silently) == MAILS // 4
        assert {message_id for message_id, times in server.taken.items() if times > 1} == server.silently
        assert max(server.taken.values()) == 2

    def test_message_from_a_contact_page_goes_the_same_way(self):
        page, at = make_contact_page(), timezone.now()
        with MailServer(REFUSING, CUT_OFF) as server, through(server):
            for number in range(2):
                contact.receive(letter=letter(form_id=str(number)), page=page, at=at)
            assert Counter(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.DUE: 2}
            server.fail(UP)
            call_command("tick", at=at + 2 * MINUTE)
        assert Counter(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.SENT: 2}
        assert list(server.taken.values()) == [1, 1]


class ManyMailsTests(TransactionTestCase):
    serialized_rollback = True

    def setUp(self):
        performance, self.at = playing_soon(), timezone.now()
        with override_settings(MAIL_FIRST_TRY="tick"):
            for number in range(MAILS_OF_ONE_CALL + 10):
                booked(performance, self.at, party_size=1, email=f"v{number}@example.org")

    def test_tick_gives_the_mail_server_many_mails_in_one_call(self):
        with MailServer(UP) as server, through(server):
            call_command("tick", at=self.at + MINUTE)
        assert (sum(server.taken.values()), server.calls) == (MAILS_OF_ONE_CALL + 10, 2)

    def test_server_that_is_away_is_asked_once_and_no_other_mail_uses_up_a_try(self):
        with MailServer(REFUSING) as server, through(server):
            call_command("tick", at=self.at + MINUTE)
            assert server.calls == 1
            tries = Counter(OutboxMessage.objects.values_list("attempts", flat=True))
            assert tries == {0: MAILS_OF_ONE_CALL + 9, 1: 1}
            server.fail(UP)
            call_command("tick", at=self.at + 3 * MINUTE)
        assert sum(server.taken.values()) == MAILS_OF_ONE_CALL + 10

    def test_mail_after_one_that_failed_goes_by_another_call(self):
        with MailServer(CUT_OFF, UP, UP) as server, through(server):
            call_command("tick", at=self.at + MINUTE)
            assert (sum(server.taken.values()), server.calls) == (MAILS_OF_ONE_CALL + 9, 3)
            server.fail(UP)
            call_command("tick", at=self.at + 3 * MINUTE)
        assert set(server.taken.values()) == {1}
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.SENT}


class FirstTryFailsTests(TransactionTestCase):
    serialized_rollback = True

    @override_settings()
    def test_booking_stands_when_the_first_try_fails_before_it_reaches_a_mail_server(self):
        del settings.MAIL_FIRST_TRY_SECONDS
        with self.assertLogs("django.db.backends.base", "ERROR") as logs:
            reservation = booked(playing_soon(), timezone.now())
        assert "deliver_first" in logs.output[0]
        assert reservation.messages.get().state == MessageState.SENDING


def through(server):
    """Mails go to this server, and a request waits for it less long than in production."""
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    address = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port}
    return override_settings(EMAIL_BACKEND=smtp, EMAIL_TIMEOUT=60, MAIL_FIRST_TRY_SECONDS=0.1, **address)


@pytest.mark.postgresql
class SiteAndMailTests(RaceTestCase):
    """The whole site in production's clothes, on the database of the tests."""

    def setUp(self):
        super().setUp()
        self.performance = playing_soon()
        self.server = self.enterContext(MailServer(HANGING))
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        self.environment = production(url, self.server.port, self.enterContext(TemporaryDirectory()))

    def book(self, site):
        request = {"party_size": 2, "name": "Giulia Neri", "email": "giulia@example.org", "privacy_accepted": True}
        return site.post(f"/api/performances/{self.performance.pk}/reservations/", request)

    def tick(self, later):
        self.server.fail(UP)
        self.server.released.set()
        python(self.environment, "manage.py", "tick", "--at", (timezone.now() + later).isoformat())

    def state(self):
        return OutboxMessage.objects.get().state

    def assert_one_mail_arrived(self):
        assert self.state() == MessageState.SENT
        assert list(self.server.taken.values()) == [1]

    def test_visitor_is_answered_while_the_mail_server_still_hangs(self):
        with gunicorn(self.environment) as site:
            status, answer = self.book(site)
            assert (status, answer["status"]) == (201, "pending")
            assert self.server.called.wait(timeout=60)
            assert not self.server.released.is_set()
            wait_until("the thread has given up", lambda: self.state() == MessageState.DUE)
            self.tick(later=2 * MINUTE)
        self.assert_one_mail_arrived()

    def test_process_that_ends_tidily_finishes_the_mail_that_it_sends(self):
        with gunicorn(self.environment) as site:
            self.book(site)
            assert self.server.called.wait(timeout=60)
            site.process.terminate()
            self.server.released.set()
            assert site.process.wait(timeout=60) == 0
        assert self.state() in {MessageState.SENT, MessageState.DUE}  # due: the machine was slow, and the try over

    def test_killed_between_commit_and_mail_loses_neither(self):
        with gunicorn(self.environment) as site:
            visitor = threading.Thread(target=self.book, args=[site])
            visitor.start()
            assert self.server.called.wait(timeout=60)
            site.kill()
            visitor.join(timeout=60)
        reservation = Reservation.objects.get()
        assert list(reservation.history.values_list("act", flat=True)) == ["booked"]
        assert reservation.messages.get().state == MessageState.SENDING
        self.tick(later=CLAIM_LASTS + MINUTE)
        self.assert_one_mail_arrived()
