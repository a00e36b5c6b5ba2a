"""Mails that leave beside the answers: no act waits for one, none is lost, and the process can end."""

import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import patch

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import OperationalError, connection
from django.test import SimpleTestCase, TransactionTestCase, override_settings

from azionelab import request_ids
from bookings import first_tries, outbox
from bookings.enums import MessageState
from bookings.first_tries import MOST_WAITING, SideThread, rest_after
from bookings.models import OutboxMessage
from bookings.tests.factories import NOW, booked, make_performance

PATIENCE = 60  # seconds; only ends the wait for what never comes
BESIDE = "bookings.tests.test_first_tries.SlowBackend"
ROOT = Path(__file__).resolve().parent.parent.parent
# A program whose first mail takes until its main thread has ended.
ENDING = """
import threading
def deliver(number, at):
    print("begun", number, flush=True)
    begun.set()
    threading.main_thread().join()
    print("sent", number, flush=True)
import django; django.setup()
from bookings.first_tries import SideThread
begun, side = threading.Event(), SideThread(deliver)
for number in (1, 2, 3):
    side.hand_over(number, None)
begun.wait()
"""


class SlowBackend(EmailBackend):
    called, released = threading.Event(), threading.Event()

    def send_messages(self, email_messages):
        self.called.set()
        assert self.released.wait(PATIENCE)
        return super().send_messages(email_messages)


class FirstTryTests(TransactionTestCase):
    serialized_rollback = True

    def setUp(self):
        SlowBackend.called.clear()
        SlowBackend.released.clear()
        self.performance = make_performance()
        self.side = self.enterContext(patch.object(first_tries, "_here", SideThread()))
        self.addCleanup(self.side.end)
        self.addCleanup(SlowBackend.released.set)

    @override_settings(MAIL_FIRST_TRY="beside", EMAIL_BACKEND=BESIDE, MAIL_FIRST_TRY_SECONDS=PATIENCE)
    def test_act_does_not_wait_for_its_mail(self):
        reservation = booked(self.performance)
        assert SlowBackend.called.wait(PATIENCE)
        assert reservation.messages.get().state == MessageState.SENDING
        SlowBackend.released.set()
        self.side.end()
        assert (reservation.messages.get().state, len(mail.outbox)) == (MessageState.SENT, 1)

    @override_settings(MAIL_FIRST_TRY="tick")
    def test_mail_may_be_left_to_tick(self):
        reservation = booked(self.performance)
        assert (reservation.messages.get().state, mail.outbox) == (MessageState.DUE, [])
        assert outbox.deliver_due(NOW) == 1

    @override_settings(MAIL_FIRST_TRY="beside")
    def test_command_may_wait_for_its_mails(self):
        with first_tries.in_line():
            reservation = booked(self.performance)
        assert (reservation.messages.get().state, len(mail.outbox)) == (MessageState.SENT, 1)

    @override_settings(MAIL_FIRST_TRY="beside")
    def test_process_that_has_ended_leaves_the_mail_to_tick(self):
        self.side.end()
        reservation = booked(self.performance)
        assert reservation.messages.get().state == MessageState.DUE


class SideThreadTests(TransactionTestCase):
    serialized_rollback = True

    def deliver_all(self, deliver, messages):
        """What `deliver` has given back for each of the messages, in the order in which they were tried."""
        results, done = [], threading.Event()

        def noted(message_id, at):
            try:
                results.append(deliver(message_id))
            finally:
                if message_id == messages[-1]:
                    done.set()

        side = SideThread(noted)
        for message_id in messages:
            side.hand_over(message_id, NOW)
        assert done.wait(PATIENCE)
        side.end()
        return results

    def test_connection_is_given_back_after_each_mail(self):
        def ask(_message_id):
            given_back = connection.connection is None
            OutboxMessage.objects.count()
            return given_back

        assert self.deliver_all(ask, [1, 2, 3]) == [True, True, True]

    def test_failure_is_logged_with_the_mail_and_the_next_is_tried(self):
        def fail(message_id):
            if message_id == 1:
                raise OperationalError("the connection is lost")
            return message_id

        with self.assertLogs("bookings.first_tries", "ERROR") as logs:
            assert self.deliver_all(fail, [1, 2]) == [2]
        assert logs.records[0].getMessage() == "mail 1: its first try broke off: OperationalError"

    def test_number_of_the_request_goes_along(self):
        request_id = request_ids.begin("")
        self.addCleanup(request_ids._current.set, request_ids.NONE)
        assert self.deliver_all(lambda _message_id: request_ids.current(), [1]) == [request_id]

    def test_what_does_not_fit_is_left_to_tick(self):
        tried, begun, released, last = [], threading.Event(), threading.Event(), threading.Event()

        def deliver(message_id, at):
            begun.set()
            assert released.wait(PATIENCE)
            tried.append(message_id)
            if message_id == MOST_WAITING:
                last.set()

        side = SideThread(deliver)
        side.hand_over(0, NOW)
        assert begun.wait(PATIENCE)
        for message_id in range(1, MOST_WAITING + 50):
            side.hand_over(message_id, NOW)
        released.set()
        assert last.wait(PATIENCE)
        side.end()
        assert tried == list(range(MOST_WAITING + 1))


class EndTests(SimpleTestCase):
    def test_process_finishes_the_mail_that_it_sends_and_no_other(self):
        answer = subprocess.run([sys.executable, "-c", ENDING], cwd=ROOT, capture_output=True, text=True, check=True)
        assert answer.stdout.split("\n") == ["begun 1", "sent 1", ""]


class ShareTests(SimpleTestCase):
    def test_thread_works_a_fifth_of_the_time(self):
        assert rest_after(2) == 8
