"""The page of one reservation for the box office."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from bookings import desk_facts, desk_panels, privacy, programme, services
from bookings.acts import by_staff
from bookings.desk_facts import DeskAction
from bookings.enums import MessageState
from bookings.holders import holder_view
from bookings.models import OutboxMessage, Reservation
from bookings.tests.desk_case import LOOKS, DeskTestCase, rows
from bookings.tests.factories import CURTAIN, NOW, booked, confirmed, make_performance, make_staff

EVERY_ACT = [action.value for action in DeskAction]


class PageTests(DeskTestCase):
    def test_it_tells_all_that_is_known(self):
        row = confirmed(
            self.performance,
            timezone.now(),
            name="Marco Rossi",
            email="marco@example.org",
            phone="333 1234567",
            notes="Con <b>passeggino</b>",
            access_needs=("wheelchair", "companion"),
        )
        answer = self.look(reservation=row)
        for words in [
            row.printed_reference,
            "Marco Rossi",
            "marco@example.org",
            "333 1234567",
            "Con &lt;b&gt;passeggino&lt;/b&gt;",
            "Wheelchair space, Companion",
            "Website",
            "Prova aperta",
        ]:
            self.assertContains(answer, words)
        assert "no-store" in answer.headers["Cache-Control"]

    def test_the_list_leads_to_it_and_so_does_the_old_address(self):
        self.assertContains(self.client.get("/admin/bookings/reservation/"), f'href="{self.path()}"')
        answer = self.client.get(f"/admin/bookings/reservation/inspect/{self.reservation.pk}/")
        self.assertRedirects(answer, self.path())

    def test_the_list_says_how_many_of_a_party_are_in(self):
        Reservation.objects.filter(pk=self.reservation.pk).update(admitted=1)
        self.assertContains(self.client.get("/admin/bookings/reservation/"), "4, 1 in")

    def test_the_history_is_told_in_words_with_who_did_it(self):
        now = timezone.now()
        services.change_party_size(public_id=self.reservation.public_id, party_size=3, at=now, who=by_staff(self.staff))
        programme.move_performance(
            performance_id=self.performance.pk, starts_at=now + timedelta(days=3), staff=self.staff, at=now
        )
        with translation.override("en"):
            steps = desk_facts.history(Reservation.objects.get(pk=self.reservation.pk))
        assert [(step.words, step.who) for step in steps] == [
            ("Booked", "Visitor"),
            ("Confirmed", "Visitor"),
            ("Number of people changed", "Bianca Sala"),
            ("Performance moved", "Bianca Sala"),
        ]
        assert [step.change for step in steps][:3] == [
            "To be confirmed",
            "To be confirmed → Confirmed",
            "4 people → 3 people",
        ]
        assert "T" not in steps[3].change.replace("Tue", "").replace("Thu", "")

    def test_a_mail_that_has_failed_can_be_sent_again_by_those_who_may(self):
        message = self.reservation.messages.last()
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=MessageState.FAILED, last_error="SMTPRecipientsRefused 550"
        )
        self.assertContains(self.look(), f"/admin/mails/{message.pk}/send-again/")
        self.assertContains(self.look(), "Call, correct the address")
        self.client.force_login(make_staff("curiosa", *LOOKS))
        self.assertNotContains(self.look(), f"/admin/mails/{message.pk}/send-again/")

    def test_erased_says_so_and_offers_nothing(self):
        privacy.forget(public_id=self.reservation.public_id, at=timezone.now())
        answer = self.look()
        self.assertContains(answer, "were erased")
        self.assertNotContains(answer, "Giulia")
        assert answer.context["actions"] == []

    def test_same_queries_with_a_short_and_a_long_history(self):
        few = self.queries()
        for people in (3, 4, 3, 4):
            services.change_party_size(
                public_id=self.reservation.public_id, party_size=people, at=timezone.now(), who=by_staff(self.staff)
            )
        assert self.queries() == few

    def queries(self):
        self.look()
        with CaptureQueriesContext(connection) as captured:
            self.look()
        return len(captured)

    def test_another_app_adds_its_panel_by_the_hook(self):
        panels = desk_panels.reservation_panels(self.look().wsgi_request, self.reservation)
        assert [type(panel).__name__ for panel in panels] == ["AdmissionsPanel"]

    def test_unknown_is_not_found(self):
        for part in ["", "cancel/", "pass.pdf", "booked/"]:
            assert self.client.get(f"/admin/box-office/reservations/987654321/{part}").status_code == 404


class OfferTests(TestCase):
    """What can be done is offered by the state of a reservation."""

    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(capacity=20)
        cls.staff = make_staff("biglietteria")

    def offered(self, reservation, at=NOW):
        row = Reservation.objects.select_related("performance__venue").get(pk=reservation.pk)
        return [action.value for action in desk_facts.offered_actions(holder_view(row, at))]

    def test_by_state(self):
        pending, held = booked(self.performance), confirmed(self.performance)
        late = booked(self.performance, CURTAIN - timedelta(minutes=5))
        gone = services.cancel(public_id=confirmed(self.performance).public_id, at=NOW)
        inside = confirmed(self.performance)
        Reservation.objects.filter(pk=inside.pk).update(admitted=1)
        nobody = confirmed(self.performance)
        Reservation.objects.filter(pk=nobody.pk).update(email="")
        for row, at, offered in [
            (pending, NOW, EVERY_ACT),
            (held, NOW, [act for act in EVERY_ACT if act != "confirm"]),
            (late, CURTAIN, ["note"]),
            (gone, NOW, ["note"]),
            (inside, NOW, ["party", "resend", "address", "details", "note"]),
            (nobody, NOW, ["party", "move", "cancel", "address", "details", "note"]),
            (held, CURTAIN + timedelta(days=1), ["details", "note"]),
        ]:
            with self.subTest(row.status, at=at):
                assert self.offered(row, at) == offered

    def test_of_a_cancelled_performance_people_are_moved_and_neither_confirmed_nor_changed(self):
        pending = booked(self.performance)
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=NOW)
        assert self.offered(pending) == ["move", "cancel", "resend", "address", "details", "note"]


class PassTests(DeskTestCase):
    def test_the_pass_of_somebody_without_mail_can_be_printed(self):
        self.assertContains(self.look(), self.path("pass.pdf"))
        answer = self.look("pass.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_there_is_none_once_it_opens_no_door(self):
        services.cancel(public_id=self.reservation.public_id, at=timezone.now())
        self.assertNotContains(self.look(), "pass.pdf")
        assert self.look("pass.pdf").status_code == 404


class PermissionTests(DeskTestCase):
    PAGES = ["", "pass.pdf", "booked/", *(f"{action}/" for action in DeskAction)]

    def test_nobody_without_the_permission_sees_or_does_anything(self):
        self.client.force_login(make_staff("altrove", "wagtailadmin.access_admin", "bookings.view_venue"))
        before = rows()
        for part in [*self.PAGES, "../../book/", "../../book/seats/"]:
            for method in ("get", "post"):
                with self.subTest(part, method=method):
                    answer = getattr(self.client, method)(self.path(part), {"text": "x", "party_size": "1"})
                    assert answer.status_code in {302, 403, 404, 405}
                    assert b"Giulia" not in answer.content
        assert rows() == before

    def test_who_may_only_look_is_offered_no_act_and_does_none(self):
        self.client.force_login(make_staff("curiosa", *LOOKS))
        assert self.look().context["actions"] == []
        before = rows()
        for action in DeskAction:
            for method in ("get", "post"):
                with self.subTest(action, method=method):
                    answer = getattr(self.client, method)(
                        self.path(f"{action}/"), {"text": "x", "party_size": "1", "email": "new@example.org"}
                    )
                    self.assertRedirects(answer, "/admin/", fetch_redirect_response=False)
        assert rows() == before

    def test_a_stranger_signs_in_first(self):
        self.client.logout()
        answer = self.look()
        assert answer.status_code == 302
        assert "login" in answer.url
