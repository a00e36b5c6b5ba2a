from django.test import TestCase
from django.utils import timezone

from bookings.models import Reservation
from bookings.tests.factories import confirmed, playing_soon


class BookPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=3)
        cls.path = f"/it/reservations/book/{cls.performance.pk}/"

    def form(self, **values):
        typed = {"party_size": "2", "name": "Giulia", "email": "giulia@example.org", "privacy_accepted": "true"}
        return {**typed, "idempotency_key": "one", "access_needs": ["companion"], **values}

    def test_book_without_javascript(self):
        self.assertContains(self.client.get(self.path), 'name="email"')
        answer = self.client.post(self.path, self.form())
        self.assertRedirects(answer, "/it/reservations/sent/")
        self.assertContains(self.client.get("/it/reservations/sent/"), "g•••@example.org")
        assert Reservation.objects.get().access_needs == ["companion"]

    def test_form_sent_twice_books_once(self):
        for _ in range(2):
            self.client.post(self.path, self.form())
        assert Reservation.objects.count() == 1

    def test_wrong_input_keeps_what_was_typed(self):
        page = self.client.post(self.path, self.form(email="nowhere", name="Giulia Neri"))
        self.assertContains(page, 'value="nowhere"', status_code=400)
        self.assertContains(page, 'value="Giulia Neri"', status_code=400)
        assert Reservation.objects.count() == 0

    def test_robot_that_fills_the_trap_books_nothing(self):
        assert self.client.post(self.path, self.form(website="http://spam.example")).status_code == 400
        assert Reservation.objects.count() == 0

    def test_refusal_is_told_in_the_form(self):
        confirmed(self.performance, at=timezone.now(), party_size=2)
        page = self.client.post(self.path.replace("/it/", "/en/"), self.form())
        self.assertContains(page, "There are not enough places left: 1.", status_code=409)
