"""A visitor's message: recorded once, mailed through the outbox, erased in time."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import TestCase, override_settings

from bookings import contact, outbox, timed
from bookings.enums import MessageKind, MessageState
from bookings.models import BookingSettings, ContactMessage, OutboxMessage
from bookings.tests.factories import NOW, booked, letter, make_contact_page, make_performance
from home.models import CompanySettings

DAY = timedelta(days=1)
REFUSING = "bookings.tests.test_outbox.RefusingBackend"


class ContactTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = make_contact_page()

    def receive(self, at=NOW, **values):
        with self.captureOnCommitCallbacks(execute=True):
            return contact.receive(letter=letter(**values), page=self.page, at=at)

    def message(self):
        return ContactMessage.objects.get()


class ReceiveTests(ContactTestCase):
    def test_message_is_kept_and_mailed_after_the_commit(self):
        assert self.receive()
        message = self.message()
        assert (message.name, message.email, message.topic) == ("Giulia Neri", "giulia@example.org", "Box office")
        assert (message.mail.kind, message.mail.state) == (MessageKind.CONTACT, MessageState.SENT)
        assert len(mail.outbox) == 1

    def test_same_form_with_the_same_content_is_one_message(self):
        assert self.receive()
        assert not self.receive()
        assert ContactMessage.objects.count() == len(mail.outbox) == 1

    def test_second_letter_written_in_the_same_form_is_a_message_of_its_own(self):
        self.receive()
        assert self.receive(text="And one more thing.")
        assert ContactMessage.objects.count() == len(mail.outbox) == 2

    def test_same_words_in_another_form_are_a_message_of_their_own(self):
        self.receive()
        assert self.receive(form_id="two")

    def test_message_without_its_mail_is_not_kept(self):
        with mock.patch.object(OutboxMessage, "save", side_effect=IntegrityError), pytest.raises(IntegrityError):
            self.receive()
        assert ContactMessage.objects.count() == 0

    @override_settings(EMAIL_BACKEND=REFUSING)
    def test_mail_that_fails_is_tried_again_by_tick(self):
        self.receive()
        assert self.message().mail.state == MessageState.DUE
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
            assert outbox.deliver_due(NOW + timedelta(minutes=2)) == 1
        assert self.message().mail.state == MessageState.SENT


class MailTests(ContactTestCase):
    def sent(self, **values):
        mail.outbox.clear()
        self.receive(**values)
        [sent] = mail.outbox
        return sent

    def test_mail_goes_to_the_recipient_of_the_page_and_its_answer_to_the_visitor(self):
        sent = self.sent()
        assert sent.to == ["office@azionelab.example"]
        assert sent.reply_to == ["giulia@example.org"]
        assert sent.from_email == "AzioneLab <biglietteria@azionelab.example>"
        assert (sent.cc, sent.bcc) == ([], [])
        assert sent.subject == "Box office: message from Giulia Neri"
        assert "may we bring a dog?" in sent.body
        assert "http://testserver/en/contact/" in sent.body

    def test_without_a_recipient_it_goes_to_the_company(self):
        self.page.recipient = ""
        self.page.save()
        company = CompanySettings.for_site(self.page.get_site())
        company.email = "ciao@azionelab.example"
        company.save()
        assert self.sent().to == ["ciao@azionelab.example"]

    def test_mail_of_a_page_that_is_gone_goes_to_the_company(self):
        company = CompanySettings.for_site(self.page.get_site())
        company.email = "ciao@azionelab.example"
        company.save()
        with override_settings(EMAIL_BACKEND=REFUSING):
            self.receive()
        self.page.delete()
        assert outbox.deliver_due(NOW + DAY) == 1
        assert mail.outbox[0].to == ["ciao@azionelab.example"]

    def test_without_any_address_it_waits_until_there_is_one(self):
        type(self.page).objects.update(recipient="")
        self.page.recipient = ""
        self.receive()
        waiting = self.message().mail
        assert (waiting.state, waiting.last_error) == (MessageState.DUE, "NobodyToWriteTo")
        type(self.page).objects.update(recipient="new@azionelab.example")
        assert outbox.deliver_due(NOW + timedelta(minutes=2)) == 1
        assert mail.outbox[0].to == ["new@azionelab.example"]

    def test_no_field_gets_into_the_headers(self):
        sent = self.sent(name="Giulia\nBcc: all@example.org", topic="Box office\r\nBcc: all@example.org")
        headers = sent.message().as_bytes().partition(b"\n\n")[0]
        assert sent.subject == "Box office Bcc: all@example.org: message from Giulia Bcc: all@example.org"
        assert b"\nBcc:" not in headers
        assert sent.recipients() == ["office@azionelab.example"]

    def test_text_is_as_written_and_harmless_in_html(self):
        sent = self.sent(name="D’Arco & <b>Figli</b>", text="<script>alert(1)</script>\nzwei")
        [alternative] = sent.alternatives
        assert "<script>alert(1)</script>\nzwei" in sent.body
        assert "D’Arco & <b>Figli</b>" in sent.body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>zwei" in alternative.content
        assert "<b>Figli" not in alternative.content

    def test_subject_without_a_topic_names_the_writer(self):
        assert self.sent(topic="").subject == "Message from Giulia Neri"

    def test_second_try_carries_the_same_message_id(self):
        with override_settings(EMAIL_BACKEND=REFUSING):
            self.receive()
        outbox.deliver_due(NOW + DAY)
        [sent] = mail.outbox
        assert sent.extra_headers["Message-ID"] == f"<contact-mail-{self.message().mail.pk}@testserver>"


class EraseTests(ContactTestCase):
    def setUp(self):
        self.receive()
        OutboxMessage.objects.update(sent_at=NOW)

    def erased(self, at):
        return timed.erase_messages(at=at)

    def test_message_is_erased_some_days_after_it_was_sent(self):
        days = BookingSettings.load().retention_days * DAY
        assert self.erased(NOW + days - timedelta(seconds=1)) == 0
        assert self.erased(NOW + days) == 1
        message = self.message()
        assert (message.name, message.email, message.text, message.form_digest) == ("", "", "", None)
        assert (message.topic, message.erased_at) == ("Box office", NOW + days)
        assert self.erased(NOW + days) == 0

    def test_tick_erases(self):
        call_command("tick", at=NOW + 31 * DAY, stdout=mock.Mock())
        assert self.message().erased_at == NOW + 31 * DAY

    def test_message_that_waits_to_be_sent_is_kept(self):
        for state in (MessageState.DUE, MessageState.SENDING):
            OutboxMessage.objects.update(state=state, sent_at=None)
            with self.subTest(state=state):
                assert self.erased(NOW + 100 * DAY) == 0

    def test_message_that_failed_waits_a_month_for_staff_whatever_the_setting(self):
        BookingSettings.objects.update(retention_days=0)
        OutboxMessage.objects.update(state=MessageState.FAILED, sent_at=None)
        assert self.erased(NOW + 29 * DAY) == 0
        assert self.erased(NOW + 30 * DAY) == 1

    def test_mail_of_an_erased_message_is_dropped(self):
        OutboxMessage.objects.update(state=MessageState.FAILED, sent_at=None)
        self.erased(NOW + 30 * DAY)
        mail.outbox.clear()
        assert not outbox.send_again(self.message().mail.pk, NOW + 30 * DAY)
        assert self.message().mail.state == MessageState.DROPPED
        assert mail.outbox == []


class DatabaseRefusesTests(ContactTestCase):
    def refused(self, **values):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.create(next_attempt_at=NOW, **values)

    def test_mail_of_no_origin_of_both_or_of_the_wrong_kind(self):
        self.receive()
        OutboxMessage.objects.all().delete()
        message, reservation = self.message(), booked(make_performance())
        cause = reservation.history.get()
        OutboxMessage.objects.all().delete()
        self.refused(kind=MessageKind.CONTACT)
        self.refused(kind=MessageKind.CONTACT, contact=message, reservation=reservation, cause=cause)
        self.refused(kind=MessageKind.REMINDER, contact=message)
        self.refused(kind=MessageKind.REMINDER, reservation=reservation)
        self.refused(kind=MessageKind.CONTACT, reservation=reservation, cause=cause)

    def test_erased_message_that_still_says_something(self):
        self.receive()
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactMessage.objects.update(erased_at=NOW)
