import io
import smtplib
import threading
from datetime import timedelta

import zxingcpp
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import TestCase, override_settings
from PIL import Image

from bookings import outbox, services
from bookings.enums import MessageKind, MessageState
from bookings.models import OutboxMessage
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_performance
from bookings.tokens import Purpose, make_token

MINUTE = timedelta(minutes=1)
HERE = "bookings.tests.test_outbox"


class RefusingBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPServerDisconnected("the words of the server about giulia@example.org")


class UnknownAddressBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"giulia@example.org": (550, b"no such user")})


class HangingBackend(BaseEmailBackend):
    released = threading.Event()

    def send_messages(self, email_messages):
        self.released.wait(timeout=60)


class DeliveryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance()
        cls.reservation = booked(cls.performance)
        cls.message = cls.reservation.messages.get()

    def deliver(self, at=NOW):
        sent = outbox.deliver_one(self.message.pk, at)
        self.message.refresh_from_db()
        return sent

    def test_sent_message_is_never_sent_again(self):
        assert self.deliver()
        assert not self.deliver()
        assert (self.message.state, self.message.attempts, len(mail.outbox)) == (MessageState.SENT, 1, 1)

    @override_settings(EMAIL_BACKEND=f"{HERE}.RefusingBackend")
    def test_failure_is_tried_again_with_growing_pauses_then_given_to_staff(self):
        self.message = confirmed(self.performance).messages.get(kind=MessageKind.CONFIRMED)
        at, waits = NOW, []
        while self.message.state == MessageState.DUE:
            assert not self.deliver(at)
            waits.append(self.message.next_attempt_at - at)
            at = self.message.next_attempt_at
        assert waits[:3] == [MINUTE, 5 * MINUTE, 15 * MINUTE]
        assert self.message.state == MessageState.FAILED
        assert self.message.attempts == len(outbox.PAUSES) + 1

    @override_settings(EMAIL_BACKEND=f"{HERE}.RefusingBackend")
    def test_no_word_of_the_server_is_kept_or_logged(self):
        with self.assertLogs("bookings.outbox", "WARNING") as logs:
            self.deliver()
        assert self.message.last_error == "SMTPServerDisconnected"
        assert "giulia" not in "".join(logs.output)

    @override_settings(EMAIL_BACKEND=f"{HERE}.UnknownAddressBackend")
    def test_address_that_the_server_will_never_take_fails_at_once(self):
        self.deliver()
        assert self.message.state == MessageState.FAILED

    @override_settings(EMAIL_BACKEND=f"{HERE}.HangingBackend", MAIL_FIRST_TRY_SECONDS=0.05)
    def test_hanging_server_is_not_waited_for(self):
        self.addCleanup(HangingBackend.released.set)
        self.deliver()
        assert (self.message.state, self.message.last_error) == (MessageState.DUE, "DeliveryTimedOut")

    def test_claimed_message_is_left_alone_until_the_claim_is_old(self):
        OutboxMessage.objects.update(state=MessageState.SENDING, claimed_at=NOW)
        assert outbox.deliver_due(NOW + 59 * MINUTE) == 0
        assert outbox.deliver_due(NOW + 60 * MINUTE) == 1

    def test_due_messages_wait_for_their_time(self):
        OutboxMessage.objects.update(next_attempt_at=NOW + MINUTE)
        assert outbox.deliver_due(NOW) == 0
        assert outbox.deliver_due(NOW + MINUTE) == 1

    def test_message_that_another_sender_has_put_off_is_left_alone(self):
        OutboxMessage.objects.update(next_attempt_at=NOW + MINUTE, attempts=1)
        assert not self.deliver()
        assert (self.message.state, self.message.attempts, mail.outbox) == (MessageState.DUE, 1, [])

    def test_request_to_confirm_is_dropped_once_it_is_of_no_use(self):
        assert not self.deliver(CURTAIN)
        assert self.message.state == MessageState.DROPPED
        assert mail.outbox == []


class MailTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance()

    def mail_of(self, reservation, kind):
        mail.outbox.clear()
        assert outbox.deliver_one(reservation.messages.get(kind=kind).pk, NOW)
        [sent] = mail.outbox
        return sent

    def html(self, sent):
        [alternative] = sent.alternatives
        return alternative.content

    def test_confirm_mail_holds_its_link_and_no_pass(self):
        reservation = booked(self.performance)
        sent = self.mail_of(reservation, MessageKind.CONFIRM)
        token = make_token(Purpose.CONFIRM, reservation.public_id)
        link = f"http://testserver/it/reservations/confirm/{token}/"
        assert link in sent.body
        assert link in self.html(sent)
        assert "/r/" not in sent.body
        assert sent.subject.startswith("Prova aperta, ")
        assert sent.attachments == []

    def test_confirmed_mail_holds_code_reference_link_and_calendar(self):
        reservation = confirmed(self.performance)
        sent = self.mail_of(reservation, MessageKind.CONFIRMED)
        pass_link = f"http://testserver/r/{make_token(Purpose.PASS, reservation.public_id)}"
        for text in (sent.body, self.html(sent)):
            assert pass_link in text
            assert reservation.printed_reference in text
        picture, calendar = sent.attachments
        assert picture["Content-ID"] == "<pass.png>"
        image = Image.open(io.BytesIO(picture.get_payload(decode=True)))
        assert [found.text for found in zxingcpp.read_barcodes(image)] == [pass_link]
        assert "BEGIN:VEVENT" in calendar.content
        assert 'src="cid:pass.png"' in self.html(sent)

    def test_mail_is_in_the_visitor_language(self):
        reservation = booked(self.performance, language="en")
        sent = self.mail_of(reservation, MessageKind.CONFIRM)
        assert "please confirm your reservation" in sent.subject
        assert "http://testserver/en/reservations/confirm/" in sent.body

    def test_every_kind_of_mail_can_be_made(self):
        reservation = confirmed(self.performance, party_size=3)
        services.change_party_size(public_id=reservation.public_id, party_size=2, at=NOW)
        changed = self.mail_of(reservation, MessageKind.CHANGED)
        services.cancel(public_id=reservation.public_id, at=NOW)
        cancelled = self.mail_of(reservation, MessageKind.CANCELLED)
        assert reservation.printed_reference in changed.body
        assert f"http://testserver/it/spettacoli/{self.performance.show.slug}/" in cancelled.body

    def test_name_is_written_as_it_is_and_harmless_in_html(self):
        reservation = booked(self.performance, name="D’Arco & <b>Figli</b>")
        sent = self.mail_of(reservation, MessageKind.CONFIRM)
        assert "D’Arco & <b>Figli</b>" in sent.body
        assert "<b>Figli" not in self.html(sent)
