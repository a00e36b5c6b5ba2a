from django.contrib.auth.models import User
from django.test import TestCase
from django.utils import timezone

from bookings import contact
from bookings.enums import MessageKind, MessageState
from bookings.models import ContactMessage, OutboxMessage, Performance
from bookings.tests.factories import booked, confirmed, letter, make_contact_page, make_staff, playing_soon
from shows.models import ShowPage


class AdminTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=10)
        cls.reservation = confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.admin = User.objects.create_superuser("admin", password="una lunga parola")

    def setUp(self):
        self.client.force_login(self.admin)


class ListTests(AdminTestCase):
    def test_lists_and_inspection_show_their_rows(self):
        for path, text in [
            ("performance/", "Prova aperta"),
            ("venue/", "Sala Uno"),
            ("reservation/", self.reservation.printed_reference),
            ("reservation/?q=neri", self.reservation.printed_reference),
            ("outboxmessage/", self.reservation.printed_reference),
        ]:
            with self.subTest(path):
                self.assertContains(self.client.get(f"/admin/bookings/{path}"), text)

    def test_reservations_are_never_edited_added_or_deleted_here(self):
        for path in ["create/", f"edit/{self.reservation.pk}/", f"delete/{self.reservation.pk}/"]:
            with self.subTest(path):
                answer = self.client.get(f"/admin/bookings/reservation/{path}")
                self.assertRedirects(answer, "/admin/", fetch_redirect_response=False)

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        self.client.get("/admin/bookings/reservation/")
        with self.assertNumQueries(10):
            self.client.get("/admin/bookings/reservation/")
        for _ in range(2):
            confirmed(self.performance, at=timezone.now(), party_size=1)
        with self.assertNumQueries(10):
            self.client.get("/admin/bookings/reservation/")


class MailTests(AdminTestCase):
    def test_failed_mail_is_sent_again_by_post_alone(self):
        message = self.reservation.messages.get(kind=MessageKind.CONFIRMED)
        OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.FAILED, attempts=10)
        path = f"/admin/mails/{message.pk}/send-again/"
        assert self.client.get(path).status_code == 200
        message.refresh_from_db()
        assert message.state == MessageState.FAILED
        self.client.post(path)
        message.refresh_from_db()
        assert message.state == MessageState.SENT

    def test_sent_mail_stays_sent(self):
        message = self.reservation.messages.get(kind=MessageKind.CONFIRMED)
        OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, attempts=1)
        self.client.post(f"/admin/mails/{message.pk}/send-again/")
        message.refresh_from_db()
        assert message.attempts == 1

    def test_every_mail_can_be_looked_at_in_both_languages(self):
        self.assertContains(self.client.get("/admin/mails/samples/"), "/admin/mails/samples/reminder/en/")
        before = OutboxMessage.objects.count()
        self.assertContains(self.client.get("/admin/mails/samples/contact/it/"), "Giulia Neri")
        self.assertContains(self.client.get("/admin/mails/samples/contact/en/?part=text"), "a class of 22")
        self.assertContains(self.client.get("/admin/mails/samples/door_list/it/?part=text"), "Prova aperta")
        self.assertContains(self.client.get("/admin/mails/samples/door_list/en/"), "It holds names")
        for kind in set(MessageKind.values) - {MessageKind.CONTACT, MessageKind.DOOR_LIST}:
            for language, word in [("it", "Giulia Neri"), ("en", "Dear Giulia Neri")]:
                with self.subTest(kind=kind, language=language):
                    path = f"/admin/mails/samples/{kind}/{language}/"
                    self.assertContains(self.client.get(path), word)
                    self.assertContains(self.client.get(f"{path}?part=text"), "Prova aperta")
        assert self.client.get("/admin/mails/samples/nothing/en/").status_code == 404
        assert OutboxMessage.objects.count() == before


class ContactMessageTests(AdminTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        contact.receive(letter=letter(), page=make_contact_page(), at=timezone.now())
        cls.message = ContactMessage.objects.get()

    def test_box_office_reads_a_message_and_its_mail_and_changes_neither(self):
        mails = ["bookings.view_outboxmessage", "bookings.change_outboxmessage"]
        may = ["wagtailadmin.access_admin", "bookings.view_contactmessage", *mails]
        self.client.force_login(make_staff("biglietteria", *may))
        self.assertContains(self.client.get("/admin/bookings/contactmessage/"), "Giulia Neri")
        inspected = self.client.get(f"/admin/bookings/contactmessage/inspect/{self.message.pk}/")
        self.assertContains(inspected, "may we bring a dog?")
        self.assertContains(self.client.get("/admin/bookings/outboxmessage/"), "Box office, ")
        self.assertContains(self.client.get(f"/admin/mails/{self.message.mail.pk}/send-again/"), "Box office, ")
        for path in ["create/", f"edit/{self.message.pk}/", f"delete/{self.message.pk}/"]:
            with self.subTest(path):
                answer = self.client.get(f"/admin/bookings/contactmessage/{path}")
                self.assertRedirects(answer, "/admin/", fetch_redirect_response=False)

    def test_failed_mail_of_a_message_is_sent_again(self):
        OutboxMessage.objects.update(state=MessageState.FAILED, attempts=10)
        self.client.post(f"/admin/mails/{self.message.mail.pk}/send-again/")
        self.message.mail.refresh_from_db()
        assert self.message.mail.state == MessageState.SENT

    def test_list_costs_the_same_queries_for_one_and_for_three(self):
        path = "/admin/bookings/contactmessage/"
        self.client.get(path)
        with self.assertNumQueries(10):
            self.client.get(path)
        for number in range(2):
            contact.receive(letter=letter(form_id=str(number)), page=self.message.page, at=timezone.now())
        with self.assertNumQueries(10):
            self.client.get(path)

    def test_editors_never_see_a_message(self):
        self.client.force_login(make_staff("redazione", "wagtailadmin.access_admin", "bookings.change_bookingtexts"))
        for path in ["", f"inspect/{self.message.pk}/"]:
            with self.subTest(path):
                answer = self.client.get(f"/admin/bookings/contactmessage/{path}")
                assert answer.status_code in {302, 403}
                assert "Giulia" not in answer.content.decode()


class RoleTests(AdminTestCase):
    def test_editors_see_nothing_of_the_box_office(self):
        message = self.reservation.messages.first()
        self.client.force_login(make_staff("redazione", "wagtailadmin.access_admin"))
        for path in [
            "bookings/reservation/",
            f"bookings/reservation/inspect/{self.reservation.pk}/",
            "bookings/performance/",
            "bookings/outboxmessage/",
            "mails/samples/",
            "mails/samples/confirm/it/",
            f"mails/{message.pk}/send-again/",
        ]:
            with self.subTest(path):
                answer = self.client.get(f"/admin/{path}")
                assert answer.status_code in {302, 403}
                assert "Giulia" not in answer.content.decode()


class DeleteGuardTests(AdminTestCase):
    def test_show_with_performances_is_not_deleted_nor_a_page_above_it(self):
        show = self.performance.show
        for page in (show, show.get_parent()):
            with self.subTest(page.title):
                self.client.post(f"/admin/pages/{page.pk}/delete/")
                assert ShowPage.objects.filter(pk=show.pk).exists()

    def test_nor_in_bulk(self):
        show = self.performance.show
        self.client.post(f"/admin/bulk/wagtailcore/page/delete/?id={show.pk}&next=/admin/")
        assert ShowPage.objects.filter(pk=show.pk).exists()

    def test_copying_a_show_copies_no_dates(self):
        show = self.performance.show
        show.copy(update_attrs={"slug": "copia"})
        assert Performance.objects.count() == 1
        assert ShowPage.objects.get(slug="copia").performances.count() == 0


class NothingEditorialTouchesOperationsTests(AdminTestCase):
    def test_publishing_a_stale_draft_changes_no_booking(self):
        show = self.performance.show
        stale = show.save_revision()
        Performance.objects.update(capacity=12)
        booked(self.performance, at=timezone.now())
        stale.publish()
        self.performance.refresh_from_db()
        assert (self.performance.capacity, self.performance.reservations.count()) == (12, 2)
