"""The thread beside the answers and `tick` send at the same instant: on PostgreSQL with real threads."""

import os
import threading
from collections import Counter
from unittest.mock import patch

import pytest
from django.core import mail

from bookings import outbox
from bookings.enums import MessageState
from bookings.first_tries import SideThread
from bookings.models import OutboxMessage
from bookings.tests.factories import NOW, booked, make_performance
from tests.racing import PATIENCE, Meeting, RaceTestCase, race

pytestmark = pytest.mark.postgresql
MAILS = 8 * int(os.environ.get("RACE_ROUNDS", "4"))


class ThreadAndTickTests(RaceTestCase):
    def send_at_once(self, number):
        """How often each of so many mails was sent, by the thread and `tick` together."""
        performance = make_performance()
        with patch("bookings.first_tries.deliver_first"):
            for visitor in range(number):
                booked(performance, email=f"v{visitor}@example.org", party_size=1)
        messages = list(OutboxMessage.objects.order_by("pk").values_list("pk", flat=True))
        race([lambda: self.send_beside(messages), lambda: outbox.deliver_due(NOW)])
        return Counter(sent.extra_headers["Message-ID"] for sent in mail.outbox)

    def send_beside(self, messages):
        done = threading.Event()

        def deliver(message_id, at):
            outbox.deliver_one(message_id, at)
            if message_id == messages[-1]:
                done.set()

        side = SideThread(deliver)
        for message_id in messages:
            side.hand_over(message_id, NOW)
        assert done.wait(PATIENCE)
        side.end()

    def test_each_mail_is_sent_once(self):
        sent = self.send_at_once(MAILS)
        assert (len(sent), set(sent.values())) == (MAILS, {1})
        assert set(OutboxMessage.objects.values_list("state", flat=True)) == {MessageState.SENT}

    def test_canary_without_the_claim_a_mail_is_sent_twice(self):
        with patch.object(outbox, "_claim", Meeting(2).before(lambda message_id, at: True)):
            sent = self.send_at_once(1)
        assert set(sent.values()) == {2}
