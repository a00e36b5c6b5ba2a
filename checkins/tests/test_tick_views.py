from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings import services as bookings
from bookings.models import Reservation
from bookings.tests.factories import NOW, confirmed
from checkins.tests.test_ticks import TicksTestCase


class TicksPageTests(TicksTestCase):
    def setUp(self):
        self.client.force_login(self.office)
        self.url = reverse("door-ticks", args=[self.performance.pk])

    def post(self, people, shown=0, party=None, **more):
        party = party or self.party
        return self.client.post(
            self.url, {"form": "f", f"shown-{party.pk}": shown, f"in-{party.pk}": people, **more}, follow=True
        )

    def test_form_shows_who_is_in_from_a_to_z(self):
        confirmed(self.performance, name="Anna Alba", email="a@example.org", access_needs=["wheelchair"])
        self.admit(3, "one")
        page = self.client.get(self.url).content.decode()
        assert page.index("Anna Alba") < page.index("Giulia Neri")
        assert 'max="4" value="3"' in page
        assert "Posto per sedia a rotelle" in page

    def test_save_tells_how_many_and_shows_them(self):
        answer = self.post(4)
        self.assertRedirects(answer, f"{self.url}?saved=1")
        self.assertContains(answer, 'max="4" value="4"')
        assert self.admitted() == 4

    def test_changed_meanwhile_is_told_with_what_was_typed_and_shows_what_is_in_now(self):
        self.admit(2, "one")
        answer = self.post(3)
        self.assertContains(answer, 'max="4" value="2"', status_code=409)
        self.assertContains(answer, 'aria-invalid="true"', status_code=409)
        assert self.admitted() == 2

    def test_what_is_no_number_of_the_party_is_kept_in_the_field_and_the_others_are_saved(self):
        other = confirmed(self.performance, name="Anna Alba", email="a@example.org")
        for typed in ("", "5", "-1", "due", "٣", "1" * 400):
            with self.subTest(typed):
                values = {f"shown-{other.pk}": "0", f"in-{other.pk}": "1"}
                answer = self.post(typed, **values)
                assert answer.status_code == 409
                assert (self.admitted(), Reservation.objects.get(pk=other.pk).admitted) == (0, 1)

    def test_party_that_left_the_list_is_told_of_by_its_reference(self):
        bookings.cancel(public_id=self.party.public_id, at=NOW)
        answer = self.post(2)
        self.assertContains(answer, self.party.printed_reference, status_code=409)

    def test_cost_does_not_grow_with_the_parties(self):
        self.client.get(self.url)
        few = self.statements()
        for number in range(2):
            confirmed(self.performance, email=f"{number}@example.org")
        assert self.statements() == few

    def statements(self):
        with CaptureQueriesContext(connection) as caught:
            self.client.get(self.url)
        return len(caught)
