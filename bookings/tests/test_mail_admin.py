"""The outbox screen: what is due, sent and failed, why, and sending again."""

import smtplib

from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from django.utils.translation import override

from bookings import outbox
from bookings.enums import MessageState
from bookings.mail_admin import moment_of
from bookings.mail_failures import words_of_failure
from bookings.models import OutboxMessage
from bookings.tests.factories import confirmed, make_staff, playing_soon
from bookings.tests.test_panels import queries_of

PATH = "/admin/bookings/outboxmessage/"
AGAIN = "/admin/mails/send-failed-again/"
LOOKS = ["wagtailadmin.access_admin", "bookings.view_outboxmessage"]


class WordsTests(SimpleTestCase):
    def test_each_failure_says_what_has_happened_and_what_to_do(self):
        with override("en"):
            for last_error, words in [
                ("", ""),
                ("SMTPRecipientsRefused 550", "does not exist"),
                ("SMTPRecipientsRefused 452", "try later"),
                ("SMTPDataError 554", "unwanted or too large"),
                ("SMTPDataError 451", "did not take the text"),
                ("SMTPAuthenticationError 535", "user name and password"),
                ("SMTPSenderRefused 553", "our own address"),
                ("ConnectionRefusedError", "could not be reached"),
                ("gaierror", "could not be reached"),
                ("DeliveryTimedOut", "no answer in time"),
                ("NobodyToWriteTo", "no address to write to"),
                ("KeyError", "(KeyError)"),
            ]:
                with self.subTest(last_error):
                    said = words_of_failure(last_error)
                    assert words in said
                    assert bool(said) == bool(last_error)


class MailScreenTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance, cls.other = playing_soon(capacity=90), playing_soon(capacity=90)
        cls.reservation = confirmed(cls.performance, at=timezone.now())
        cls.elsewhere = confirmed(cls.other, at=timezone.now())
        cls.sender = make_staff("biglietteria", *LOOKS, "bookings.change_outboxmessage")

    def setUp(self):
        self.client.force_login(self.sender)

    def fail_all(self, last_error: str = "SMTPRecipientsRefused 550") -> None:
        OutboxMessage.objects.update(state=MessageState.FAILED, attempts=10, last_error=last_error)

    def test_what_waits_for_its_first_try_goes_out_and_what_was_tried_is_tried_again(self):
        waits, tried = OutboxMessage.objects.order_by("pk")[:2]
        OutboxMessage.objects.update(state=MessageState.DUE, sent_at=None, attempts=0)
        OutboxMessage.objects.filter(pk=tried.pk).update(attempts=1)
        with override("en"):
            said = [moment_of(OutboxMessage.objects.get(pk=row.pk)) for row in (waits, tried)]
        assert [words.partition(" on ")[0] for words in said] == ["goes out", "tried"]

    def test_counts_stand_above_the_list_whatever_it_is_narrowed_to(self):
        self.fail_all()
        for query in ("", "?state__exact=sent"):
            with self.subTest(query):
                shown = self.client.get(PATH + query).context["counts"]
                assert [count.value for count in shown] == [0, 4, 0, 0]

    def test_why_stands_beside_a_mail_in_words(self):
        self.fail_all()
        with override("it"):
            self.assertContains(self.client.get(PATH), words_of_failure("SMTPRecipientsRefused 550"))

    def test_a_mail_leads_to_its_reservation_those_who_may_see_it(self):
        page = f"/admin/box-office/reservations/{self.reservation.pk}/"
        self.assertNotContains(self.client.get(PATH), page)
        self.client.force_login(make_staff("tutto", *LOOKS, "bookings.view_reservation"))
        self.assertContains(self.client.get(PATH), page)

    def test_mails_of_one_performance(self):
        answer = self.client.get(f"{PATH}?performance={self.performance.pk}")
        self.assertContains(answer, self.reservation.printed_reference)
        self.assertNotContains(answer, self.elsewhere.printed_reference)
        self.assertNotContains(self.client.get(f"{PATH}?performance=x"), self.reservation.printed_reference)

    def test_all_failed_ones_are_due_again_by_post_alone(self):
        self.fail_all()
        assert self.client.get(AGAIN).status_code == 200
        assert OutboxMessage.objects.filter(state=MessageState.FAILED).count() == 4
        self.assertRedirects(self.client.post(AGAIN), PATH)
        assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(MessageState.DUE, 0)}
        assert outbox.deliver_due(timezone.now()) == 2

    def test_sent_ones_stay_sent(self):
        OutboxMessage.objects.update(state=MessageState.SENT, attempts=1)
        self.client.post(AGAIN)
        assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(MessageState.SENT, 1)}

    def test_who_may_only_look_sends_nothing(self):
        self.fail_all()
        self.client.force_login(make_staff("guarda", *LOOKS))
        self.assertNotContains(self.client.get(PATH), "send-again")
        self.assertNotContains(self.client.get(PATH), AGAIN)
        assert self.client.post(AGAIN).status_code in {302, 403}
        assert OutboxMessage.objects.filter(state=MessageState.FAILED).count() == 4

    def test_list_costs_the_same_queries_for_few_and_for_many(self):
        self.client.get(PATH)
        few = queries_of(lambda: self.client.get(PATH))
        for number in range(20):
            confirmed(self.performance, at=timezone.now(), party_size=1, email=f"{number}@example.org")
        self.client.get(PATH)
        assert queries_of(lambda: self.client.get(PATH)) == few

    def test_refused_recipient_keeps_the_code_of_the_server_and_not_its_words(self):
        refused = smtplib.SMTPRecipientsRefused({"giulia@example.org": (550, b"no such user giulia")})
        assert outbox.kind_of(refused) == "SMTPRecipientsRefused 550"
