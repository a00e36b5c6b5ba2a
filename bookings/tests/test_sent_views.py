from django.core import mail
from django.test import TestCase, override_settings
from django.utils import timezone
from django.utils.translation import override

from bookings import services
from bookings.models import OutboxMessage, Reservation
from bookings.tests.factories import playing_soon

SENT = "/en/reservations/sent/"


class SentPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=9)

    def setUp(self):
        # A page that was asked for in English leaves its language behind in the thread.
        self.enterContext(override("en"))

    def book(self, email="giulia@gmial.com"):
        typed = {"party_size": "2", "name": "Giulia", "email": email, "privacy_accepted": "true"}
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"/en/reservations/book/{self.performance.pk}/", typed)
        mail.outbox.clear()
        return Reservation.objects.get()

    def act(self, verb, **values):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(f"{SENT}{verb}/", values)

    def test_page_tells_address_reference_and_until_when(self):
        reservation = self.book("giulia@example.org")
        page = self.client.get(SENT)
        self.assertContains(page, "We have written to g•••@example.org.")
        self.assertContains(page, reservation.printed_reference)
        self.assertContains(page, "Please confirm before")
        self.assertNotContains(page, "Did you mean")
        assert page["Cache-Control"] == "no-store"

    def test_session_holds_the_reference_alone(self):
        reservation = self.book()
        assert dict(self.client.session) == {"reservation_sent": reservation.reference}

    def test_reload_shows_the_state_as_it_is_now(self):
        reservation = self.book()
        services.confirm(public_id=reservation.public_id, at=timezone.now())
        page = self.client.get(SENT)
        self.assertContains(page, "<h1>Your reservation is confirmed</h1>", html=True)
        self.assertNotContains(page, "/r/")
        services.cancel(public_id=reservation.public_id, at=timezone.now())
        page = self.client.get(SENT)
        self.assertContains(page, "It was cancelled, and the places are free for others.")
        self.assertContains(page, f'href="/en/reservations/book/{self.performance.pk}/"')

    def test_expired_by_the_clock_leads_to_another_booking(self):
        self.book()
        Reservation.objects.update(expires_at=timezone.now())
        page = self.client.get(SENT)
        self.assertContains(page, "It was not confirmed in time")
        self.assertContains(page, f'href="/en/reservations/book/{self.performance.pk}/"')

    def test_mail_that_could_not_be_delivered_is_told_with_the_form_for_the_address(self):
        self.book()
        OutboxMessage.objects.update(state="failed")
        page = self.client.get(SENT)
        self.assertContains(page, "<h2>Our mail could not be delivered</h2>", html=True)
        self.assertContains(page, '<details class="disclosure" open>')
        OutboxMessage.objects.update(state="due")
        self.assertContains(self.client.get(SENT), "the mail goes out in a moment")

    def test_send_again(self):
        self.book()
        answer = self.act("resend")
        self.assertRedirects(answer, SENT, fetch_redirect_response=False)
        assert [message.to for message in mail.outbox] == [["giulia@gmial.com"]]
        self.assertContains(self.client.get(SENT), "The mail is on its way once more.")

    def test_send_again_says_the_same_when_there_is_nothing_to_send(self):
        self.book()
        Reservation.objects.update(status="cancelled")
        self.assertRedirects(self.act("resend"), SENT, fetch_redirect_response=False)
        self.assertContains(self.client.get(SENT), "The mail is on its way once more.")
        assert mail.outbox == []

    def test_suggestion_is_one_tap_and_writes_no_address_into_the_page(self):
        self.book()
        page = self.client.get(SENT)
        self.assertContains(page, "Did you mean gmail.com?")
        self.assertNotContains(page, "giulia@")
        self.act("address", suggested="1")
        assert [message.to for message in mail.outbox] == [["giulia@gmail.com"]]
        page = self.client.get(SENT)
        self.assertContains(page, "The address is corrected")
        self.assertContains(page, "g•••@gmail.com")

    def test_another_address(self):
        self.book()
        self.act("address", email="Anna@example.org")
        assert [message.to for message in mail.outbox] == [["anna@example.org"]]

    def test_same_address_and_a_confirmed_one_are_left_as_they_are(self):
        reservation = self.book()
        self.act("address", email=reservation.email)
        services.confirm(public_id=reservation.public_id, at=timezone.now())
        self.act("address", email="anna@example.org")
        self.assertNotContains(self.client.get(SENT), "The address is corrected")
        assert Reservation.objects.get().email == "giulia@gmial.com"

    def test_wrong_address_is_told_at_its_field(self):
        self.book()
        page = self.act("address", email="nowhere")
        self.assertContains(page, '<a href="#email">', status_code=400)
        self.assertContains(page, 'value="nowhere"', status_code=400)
        self.assertContains(page, '<details class="disclosure" open>', status_code=400)
        assert mail.outbox == []

    def test_too_late_is_told_by_the_page(self):
        self.book()
        Reservation.objects.update(expires_at=timezone.now())
        answer = self.client.post(f"{SENT}address/", {"email": "anna@example.org"}, follow=True)
        self.assertContains(answer, "It was not confirmed in time")
        assert Reservation.objects.get().email == "giulia@gmial.com"

    def test_too_many_tries_wait_with_what_they_typed(self):
        self.book()
        none = dict.fromkeys(["book.client", "book.address", "resend.client", "resend.address"], (0, 60))
        with override_settings(THROTTLES=none):
            for verb, typed in [("resend", {}), ("address", {"email": "anna@example.org"})]:
                with self.subTest(verb):
                    page = self.act(verb, **typed)
                    self.assertContains(page, "Please wait 1 minute", status_code=429)
                    assert 1 <= int(page["Retry-After"]) <= 60
        self.assertContains(page, 'value="anna@example.org"', status_code=429)
        assert mail.outbox == []

    def test_page_open_for_too_long_does_nothing_and_keeps_what_was_typed(self):
        self.book()
        strict = self.client_class(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        page = strict.post(f"{SENT}address/", {"email": "anna@example.org"})
        self.assertContains(page, "This page was open for a long time", status_code=403)
        self.assertContains(page, 'value="anna@example.org"', status_code=403)
        assert Reservation.objects.get().email == "giulia@gmial.com"

    def test_browser_that_has_booked_nothing_learns_nothing(self):
        self.assertContains(self.client.get(SENT), "If you have booked")
        for verb in ("resend", "address"):
            self.assertRedirects(self.act(verb, email="anna@example.org"), SENT)
