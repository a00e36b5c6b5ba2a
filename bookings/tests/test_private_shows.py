from django.test import TestCase
from wagtail.models import PageViewRestriction

from bookings.models import Reservation
from bookings.tests.factories import playing_soon

PASSWORD = "sipario"


class PrivateShowTests(TestCase):
    """A show behind a password, as for a school: its own page tells of it and books it, and no list does."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.private, cls.open = playing_soon(), playing_soon()
        PageViewRestriction.objects.create(page=cls.private.show, restriction_type="password", password=PASSWORD)

    def ids_at(self, address: str) -> list[int]:
        return [row["id"] for row in self.client.get(address).json()["results"]]

    def test_no_list_tells_of_it(self):
        assert self.ids_at("/api/performances/") == [self.open.pk]
        assert self.ids_at(f"/api/venues/{self.private.venue.slug}/performances/") == []
        calendar = self.client.get("/programme.ics").content.decode()
        assert f"performance-{self.open.pk}@" in calendar
        assert f"performance-{self.private.pk}@" not in calendar

    def test_its_own_page_shows_and_books_it(self):
        asked = self.client.get(self.private.show.url)
        self.assertContains(asked, "<h1>Questa pagina ha una password</h1>", html=True)
        wrong = self.client.post(asked.context["action_url"], {"password": "siparo", "return_url": "/"})
        self.assertContains(wrong, 'role="alert"')
        opened = {"password": PASSWORD, "return_url": self.private.show.url}
        self.client.post(asked.context["action_url"], opened)
        page = self.client.get(self.private.show.url)
        assert f"/it/reservations/book/{self.private.pk}/" in page.content.decode()
        assert self.ids_at(f"/api/performances/?show={self.private.show.slug}") == [self.private.pk]
        answer = self.client.post(
            f"/api/performances/{self.private.pk}/reservations/",
            {"party_size": 2, "name": "Ada Neri", "email": "ada@example.org", "privacy_accepted": True},
            content_type="application/json",
        )
        assert answer.status_code == 201, answer.json()
        assert Reservation.objects.get().performance == self.private
