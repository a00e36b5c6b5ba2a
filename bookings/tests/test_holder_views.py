import re
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Site

from bookings import programme, services
from bookings.listings import moment_label
from bookings.models import BookingSettings, Performance, Reservation, ReservationNeed
from bookings.tests.factories import booked, confirmed, make_performance, make_staff, playing_soon
from bookings.tokens import Purpose, make_token
from home.models import CompanySettings
from shows.models import ShowPage


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

    def own_path_in(self, language):
        return self.own_path().replace("/it/", f"/{language}/", 1)

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

    def test_too_few_places_offer_fewer_people_and_other_dates(self):
        confirmed(self.performance, at=timezone.now(), party_size=9, email="altri@example.org")
        later = make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=9))
        page = self.client.post(self.confirm_path("en"))
        self.assertContains(page, "Only 1 place is left", status_code=409)
        self.assertContains(page, "For 1 person</button>", status_code=409)
        self.assertNotContains(page, "For 2 people</button>", status_code=409)
        self.assertContains(page, f"/en/reservations/book/{later.pk}/", status_code=409)
        assert (self.status(), len(mail.outbox)) == ("pending", 0)

        self.assertRedirects(self.client.post(self.confirm_path("en"), {"party_size": "1"}), self.own_path_in("en"))
        reservation = Reservation.objects.get(pk=self.reservation.pk)
        assert (reservation.status, reservation.party_size) == ("confirmed", 1)

    def test_full_house_offers_other_dates_alone(self):
        confirmed(self.performance, at=timezone.now(), party_size=10, email="altri@example.org")
        page = self.client.post(self.confirm_path("en"))
        self.assertContains(page, "No place is left", status_code=409)
        self.assertNotContains(page, "Confirm for fewer people", status_code=409)
        assert self.status() == "pending"

    def test_dates_with_room_for_the_whole_party_go_before_earlier_ones_without(self):
        confirmed(self.performance, at=timezone.now(), party_size=10, email="altri@example.org")
        days = [(3, 1), (4, 40), (5, 0), (6, 40)]  # from today, and seats
        made = [
            make_performance(
                show=self.performance.show, starts_at=timezone.now() + timedelta(days=day), capacity=capacity
            )
            for day, capacity in days
        ]
        page = self.client.post(self.confirm_path("en"))
        assert [other.id for other in page.context["other_dates"]] == [made[1].pk, made[3].pk]
        Performance.objects.filter(pk__in=[made[1].pk, made[3].pk]).update(status="cancelled")
        page = self.client.post(self.confirm_path("en"))
        assert [other.id for other in page.context["other_dates"]] == [made[0].pk]

    def test_too_many_places_of_one_address_offer_what_is_left_for_it(self):
        rules = BookingSettings.load()
        rules.max_seats_per_address = 4
        rules.save()
        confirmed(self.performance, at=timezone.now(), party_size=3)
        page = self.client.post(self.confirm_path("en"))
        self.assertContains(page, "the most is 4", status_code=409)
        self.assertContains(page, "For 1 person</button>", status_code=409)
        self.assertRedirects(self.client.post(self.confirm_path(), {"party_size": "1"}), self.own_path())
        assert self.status() == "confirmed"

    def test_cancelled_performance_is_told_before_anything_is_pressed(self):
        Performance.objects.update(status="cancelled")
        later = make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=9))
        page = self.client.get(self.confirm_path("en"))
        self.assertContains(page, "This performance has been cancelled")
        self.assertContains(page, f"/en/reservations/book/{later.pk}/")
        self.assertNotContains(page, "<form method")
        assert self.client.post(self.confirm_path()).status_code == 409
        assert self.status() == "pending"

    def test_expired_and_cancelled_are_told_kindly(self):
        Reservation.objects.update(expires_at=timezone.now())
        self.assertContains(self.client.get(self.confirm_path("en")), "This reservation has expired")
        assert self.client.post(self.confirm_path("en")).status_code == 410
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
    def confirm(self, **values):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        Reservation.objects.filter(pk=self.reservation.pk).update(**values)

    def own_page(self):
        return self.client.get(self.own_path_in("en"))

    def forms(self, page):
        """Which acts the page offers, by the ends of their addresses."""
        return re.findall(r'action="/en/reservations/[^/]+/(\w+)/"', page.content.decode())

    def test_pending_reservation_shows_no_code_and_sends_its_mail_again(self):
        page = self.own_page()
        self.assertNotContains(page, "<svg viewBox")
        self.assertContains(page, "our mail to g•••@example.org")
        assert self.forms(page) == ["resend", "change", "cancel", "forget"]
        with self.captureOnCommitCallbacks(execute=True):
            self.assertRedirects(self.client.post(self.own_path("resend")), self.own_path())
        assert [message.to for message in mail.outbox] == [["giulia@example.org"]]

    def test_reservation_that_has_ended_sends_no_mail_and_says_no_such_thing(self):
        Reservation.objects.update(status="cancelled")
        with self.captureOnCommitCallbacks(execute=True):
            page = self.client.post(self.own_path_in("en") + "resend/", follow=True)
        self.assertContains(page, "This reservation is cancelled")
        self.assertNotContains(page, "on its way")
        assert mail.outbox == []

    def test_mail_is_sent_again_a_few_times_only(self):
        answers = [self.client.post(self.own_path("resend")) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [302] * 5 + [429]
        assert 0 < int(answers[-1]["Retry-After"]) <= 3600

    def test_confirmed_reservation_says_all_that_the_evening_needs(self):
        ReservationNeed.objects.create(reservation=self.reservation, need="wheelchair")
        ShowPage.objects.update(latecomer_rule="Latecomers wait for the interval.")
        self.confirm()
        page = self.own_page()
        for words in (
            "Your reservation is confirmed.",
            self.reservation.printed_reference,
            "Latecomers wait for the interval.",
            "https://www.openstreetmap.org/search?",
            "Step-free way in",
            "Wheelchair space",
            "A receipt goes to g•••@example.org.",
            "/pass.pdf",
            "/pass.png",
            "/calendar.ics",
        ):
            self.assertContains(page, words)
        assert self.forms(page) == ["change", "cancel", "forget"]
        self.assertNotContains(page, "giulia")

    def test_moved_performance_says_from_when_to_when_and_takes_places_back(self):
        self.confirm()
        before = self.performance.local(self.performance.starts_at)
        moved_to = self.performance.starts_at + timedelta(days=2)
        programme.move_performance(
            performance_id=self.performance.pk, starts_at=moved_to, staff=make_staff(), at=timezone.now()
        )
        page = self.own_page()
        with translation.override("en"):
            self.assertContains(page, f"It was on <s>{moment_label(before)}</s>")
            self.assertContains(page, f"now on <strong>{moment_label(self.performance.local(moved_to))}</strong>")
        self.assertContains(page, "#give-back")

    def test_who_booked_after_the_move_is_not_told_of_it(self):
        Performance.objects.update(moved_from=timezone.now())
        self.confirm()
        self.assertNotContains(self.own_page(), "has been moved")

    def test_cancelled_performance_shows_no_code_and_no_form_but_other_dates(self):
        self.confirm()
        Performance.objects.update(status="cancelled")
        later = make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=9))
        page = self.own_page()
        self.assertContains(page, f"/en/reservations/book/{later.pk}/")
        self.assertNotContains(page, "qr-card")
        assert self.forms(page) == ["forget"]

    def test_party_that_is_partly_in_may_not_cancel(self):
        self.confirm(party_size=4, admitted=3)
        page = self.own_page()
        self.assertContains(page, "3 of 4 are in. The code lets in 1 more.")
        self.assertContains(page, "It lets in 1 person.")
        assert self.forms(page) == ["change", "forget"]

    def test_party_that_is_in_is_wished_a_good_evening(self):
        self.confirm(party_size=2, admitted=2)
        page = self.own_page()
        self.assertContains(page, "All of you are in.")
        self.assertNotContains(page, "qr-card")

    def test_once_it_has_begun_the_code_stays_and_nothing_is_changed(self):
        self.confirm()
        Performance.objects.update(starts_at=timezone.now(), doors_at=None)
        page = self.own_page()
        self.assertContains(page, "qr-card")
        assert self.forms(page) == ["forget"]

    def test_after_the_night_it_thanks_those_who_came(self):
        self.confirm()
        Performance.objects.update(starts_at=timezone.now() - timedelta(days=2), doors_at=None)
        page = self.own_page()
        self.assertContains(page, "This evening is over")
        self.assertNotContains(page, "qr-card")
        assert self.forms(page) == ["forget"]
        Reservation.objects.update(admitted=1)
        self.assertContains(self.own_page(), "Thank you for coming")

    def test_three_other_dates_need_as_many_queries_as_one(self):
        self.confirm()
        Performance.objects.update(status="cancelled")
        counts = []
        for days, shown in (([3], 1), ([4, 5], 3)):
            for day in days:
                make_performance(show=self.performance.show, starts_at=timezone.now() + timedelta(days=day))
            self.own_page()  # what all pages share is remembered
            with CaptureQueriesContext(connection) as queries:
                assert len(self.own_page().context["other_dates"]) == shown
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_change_and_cancel(self):
        services.confirm(public_id=self.reservation.public_id, at=timezone.now())
        self.assertRedirects(self.client.post(self.own_path("change"), {"party_size": "3"}), self.own_path())
        assert Reservation.objects.get().party_size == 3
        refused = self.client.post(self.own_path("change"), {"party_size": "11"})
        assert refused.status_code == 400
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


class RefusalPageTests(HolderPageTestCase):
    def test_unknown_reservation_says_what_to_try_and_whom_to_ask(self):
        company = CompanySettings.for_site(Site.objects.get(is_default_site=True))
        company.email = "office@azionelab.example"
        company.save()
        page = self.client.get("/en/reservations/wrong/")
        self.assertContains(page, "We cannot find this reservation", status_code=404)
        self.assertContains(page, "copy all of it", status_code=404)
        self.assertContains(page, "mailto:office@azionelab.example", status_code=404)

    @override_settings(THROTTLES={**settings.THROTTLES, "token.client": (1, 60)})
    def test_too_many_tries_name_the_wait_and_lead_back(self):
        assert self.client.get(self.own_path_in("en")).status_code == 200
        page = self.client.get(self.own_path_in("en"))
        assert page.status_code == 429
        self.assertContains(page, f"Please wait {page['Retry-After']} second", status_code=429)
        self.assertContains(page, f'href="{self.own_path_in("en")}"', status_code=429)
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")


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
