from datetime import timedelta

from django.test import Client, TestCase
from django.utils import timezone

from bookings import services
from bookings.models import Performance, Reservation
from bookings.tests.factories import booked, confirmed, playing_soon
from bookings.tokens import Purpose, make_token


class HolderPageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = booked(cls.performance, at=timezone.now(), party_size=2)

    def token(self, purpose):
        return make_token(purpose, self.reservation.public_id)

    def confirm_path(self, language="it"):
        return f"/{language}/reservations/confirm/{self.token(Purpose.CONFIRM)}/"

    def own_path(self, *parts):
        return "/".join([f"/it/reservations/{self.token(Purpose.MANAGE)}", *parts, ""])

    def status(self):
        return Reservation.objects.get(pk=self.reservation.pk).status


class ConfirmPageTests(HolderPageTestCase):
    def test_only_post_confirms(self):
        for method in (self.client.get, self.client.head, self.client.get):
            assert method(self.confirm_path()).status_code == 200
        assert self.status() == "pending"
        answer = self.client.post(self.confirm_path())
        self.assertRedirects(answer, self.own_path())
        assert self.status() == "confirmed"

    def test_opened_again_it_shows_the_code_and_never_an_error(self):
        self.client.post(self.confirm_path())
        page = self.client.get(self.confirm_path("en"))
        self.assertContains(page, "Already confirmed")
        self.assertContains(page, "<svg")
        self.assertRedirects(self.client.post(self.confirm_path()), self.own_path())

    def test_refusal_is_told_on_the_page(self):
        confirmed(self.performance, at=timezone.now(), party_size=9, email="altri@example.org")
        page = self.client.post(self.confirm_path("en"))
        self.assertContains(page, "There are not enough places left: 1.", status_code=409)
        assert self.status() == "pending"

    def test_expired_and_cancelled_are_told_kindly(self):
        Reservation.objects.update(expires_at=timezone.now())
        self.assertContains(self.client.get(self.confirm_path("en")), "This reservation has expired")
        Reservation.objects.update(status="cancelled")
        self.assertContains(self.client.get(self.confirm_path("en")), "This reservation is cancelled")

    def test_private_headers_on_every_answer(self):
        for path in (self.confirm_path(), self.own_path(), "/it/reservations/confirm/wrong/", "/r/wrong"):
            answer = self.client.get(path)
            with self.subTest(path):
                assert answer["Referrer-Policy"] == "no-referrer"
                assert answer["Cache-Control"] == "no-store"

    def test_unknown_and_foreign_tokens_are_not_found(self):
        for token in ("wrong", self.token(Purpose.PASS), self.token(Purpose.MANAGE)):
            assert self.client.get(f"/it/reservations/confirm/{token}/").status_code == 404

    def test_form_needs_its_csrf_token_also_with_origin_null(self):
        """A page without referrer makes browsers send `Origin: null` with its form; the token still decides."""
        strict = Client(enforce_csrf_checks=True)
        page = strict.get(self.confirm_path())
        null = {"Origin": "null"}
        assert strict.post(self.confirm_path(), headers=null).status_code == 403
        assert strict.post(self.confirm_path(), {"csrfmiddlewaretoken": "x" * 64}, headers=null).status_code == 403
        token = page.context["csrf_token"]
        other_site = {"Origin": "https://evil.example"}
        assert strict.post(self.confirm_path(), {"csrfmiddlewaretoken": token}, headers=other_site).status_code == 403
        assert self.status() == "pending"
        assert strict.post(self.confirm_path(), {"csrfmiddlewaretoken": token}, headers=null).status_code == 302

    def test_origin_null_is_refused_everywhere_else(self):
        strict = Client(enforce_csrf_checks=True)
        token = strict.get("/login/").context["csrf_token"]
        values = {"csrfmiddlewaretoken": token, "username": "a", "password": "b"}
        assert strict.post("/login/", values, headers={"Origin": "null"}).status_code == 403
        assert strict.post("/login/", values).status_code == 200


class OwnPageTests(HolderPageTestCase):
    def test_pending_reservation_shows_no_code(self):
        self.assertNotContains(self.client.get(self.own_path()), "<svg viewBox")

    def test_change_and_cancel(self):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        self.assertRedirects(self.client.post(self.own_path("change"), {"party_size": "3"}), self.own_path())
        assert Reservation.objects.get().party_size == 3
        refused = self.client.post(self.own_path("change"), {"party_size": "11"})
        assert refused.status_code == 409
        self.assertRedirects(self.client.post(self.own_path("cancel")), self.own_path())
        assert self.status() == "cancelled"

    def test_get_never_changes_anything(self):
        for verb in ("change", "cancel"):
            assert self.client.get(self.own_path(verb)).status_code == 405
        assert self.status() == "pending"

    def test_calendar_file(self):
        answer = self.client.get(f"/it/reservations/{self.token(Purpose.MANAGE)}/calendar.ics")
        assert answer["Content-Type"] == "text/calendar"
        self.assertContains(answer, "SUMMARY:Prova aperta")


class PassFileViewTests(HolderPageTestCase):
    def pass_path(self, ending):
        return self.own_path(f"pass.{ending}").rstrip("/")

    def test_confirmed_reservation_has_files_named_after_its_reference(self):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        for ending, kind, beginning in (("pdf", "application/pdf", b"%PDF-"), ("png", "image/png", b"\x89PNG")):
            answer = self.client.get(self.pass_path(ending))
            with self.subTest(ending):
                assert answer["Content-Type"] == kind
                assert answer["Content-Disposition"] == (
                    f'attachment; filename="{self.reservation.printed_reference}.{ending}"'
                )
                assert answer["Cache-Control"] == "no-store"
                assert answer["Referrer-Policy"] == "no-referrer"
                assert answer["X-Robots-Tag"] == "noindex"
                assert answer.content.startswith(beginning)

    def test_code_that_opens_no_door_has_no_files(self):
        paths = [self.pass_path("pdf"), self.pass_path("png")]
        assert {self.client.get(path).status_code for path in paths} == {404}  # pending
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        Performance.objects.update(status="cancelled")
        assert {self.client.get(path).status_code for path in paths} == {404}
        yesterday = timezone.now() - timedelta(days=1)
        Performance.objects.update(status="scheduled", starts_at=yesterday, doors_at=None)
        assert {self.client.get(path).status_code for path in paths} == {404}
        Performance.objects.update(starts_at=timezone.now() + timedelta(days=1))
        assert {self.client.get(path).status_code for path in paths} == {200}
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        assert {self.client.get(path).status_code for path in paths} == {404}


class OwnDataTests(HolderPageTestCase):
    def test_copy_of_own_data(self):
        answer = self.client.get(f"/it/reservations/{self.token(Purpose.MANAGE)}/data.json")
        assert answer.json()["email"] == "giulia@example.org"
        assert answer["Cache-Control"] == "no-store"

    def test_erase_own_data(self):
        self.assertRedirects(self.client.post(self.own_path("forget")), self.own_path())
        assert Reservation.objects.get().email == ""
        self.assertNotContains(self.client.get(self.own_path()), "giulia")
