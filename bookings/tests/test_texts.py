"""What the company itself says around a booking."""

from django.core import mail
from django.test import TestCase
from django.utils import timezone
from django.utils.translation import override

from bookings import outbox
from bookings.enums import MessageKind
from bookings.models import BookingTexts, Performance, Reservation
from bookings.tests.factories import booked, confirmed, make_staff, playing_soon
from bookings.tokens import Purpose, make_token

HOSTILE = "<script>alert(1)</script>"


def write(**texts):
    row = BookingTexts.load()
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()


class BookingTextsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = playing_soon(capacity=20)

    def own_page(self, reservation, language="it"):
        return self.client.get(f"/{language}/reservations/{make_token(Purpose.MANAGE, reservation.public_id)}/")

    def mail_of(self, reservation, kind):
        mail.outbox.clear()
        assert outbox.deliver_one(reservation.messages.get(kind=kind).pk, timezone.now())
        [sent] = mail.outbox
        [alternative] = sent.alternatives
        return sent.body, alternative.content

    def test_text_is_of_the_language_being_read_and_never_of_the_other(self):
        row = BookingTexts(consent_it="Acconsento.", above_form_en=" \n")
        for language, consent in (("it", "Acconsento."), ("en", "")):
            with self.subTest(language=language), override(language):
                assert (row.consent, row.above_form) == (consent, "")

    def test_words_above_the_form_stand_on_the_show_page_and_in_the_plain_form(self):
        write(above_form_it="Posti pochi.\n\nDisdici se non vieni.")
        for path in (self.performance.show.url, f"/it/reservations/book/{self.performance.pk}/"):
            with self.subTest(path):
                self.assertContains(self.client.get(path), "<p>Posti pochi.</p>", html=True)
        self.assertNotContains(self.client.get(f"/en/reservations/book/{self.performance.pk}/"), "booking-text")

    def test_consent_sentence_takes_the_place_of_the_built_in_one(self):
        path = f"/en/reservations/book/{self.performance.pk}/"
        built_in = "My data may be used for this reservation"
        self.assertContains(self.client.get(path), built_in)
        write(consent_en="You may keep my name.")
        page = self.client.get(path)
        self.assertContains(page, "You may keep my name.")
        self.assertNotContains(page, built_in)

    def test_words_below_the_sent_page(self):
        write(below_sent_en="Look for AzioneLab.")
        typed = {"party_size": "2", "name": "Giulia", "email": "giulia@example.org", "privacy_accepted": "true"}
        page = self.client.post(f"/en/reservations/book/{self.performance.pk}/", typed, follow=True)
        self.assertContains(page, "Look for AzioneLab.")

    def test_words_for_the_door_stand_below_the_code_alone(self):
        write(at_the_door_it="Mostra anche la tessera.")
        self.assertNotContains(self.own_page(booked(self.performance, timezone.now())), "tessera")
        self.assertContains(self.own_page(confirmed(self.performance, timezone.now())), "Mostra anche la tessera.")

    def test_closing_words_stand_in_both_parts_of_every_mail_to_visitors(self):
        write(mail_closing_it="A presto,\nla compagnia")
        reservation = confirmed(self.performance, timezone.now())
        text, html = self.mail_of(reservation, MessageKind.CONFIRMED)
        assert text.rstrip().endswith("A presto,\nla compagnia\n\nAzioneLab")
        assert "A presto,<br>la compagnia" in html

    def test_without_closing_words_a_mail_ends_with_the_company(self):
        text, html = self.mail_of(confirmed(self.performance, timezone.now()), MessageKind.CONFIRMED)
        assert text.rstrip().endswith("\n\nAzioneLab")
        assert "A presto" not in html

    def test_texts_are_harmless_in_pages_and_mails(self):
        names = ["above_form", "consent", "below_sent", "at_the_door", "mail_closing"]
        write(**{f"{name}_it": HOSTILE for name in names})
        reservation = confirmed(self.performance, timezone.now())
        pages = [self.performance.show.url, f"/it/reservations/book/{self.performance.pk}/"]
        for answer in (*map(self.client.get, pages), self.own_page(reservation)):
            self.assertNotContains(answer, HOSTILE)
            self.assertContains(answer, "&lt;script&gt;")
        text, html = self.mail_of(reservation, MessageKind.CONFIRMED)
        assert HOSTILE in text
        assert HOSTILE not in html

    def test_editor_changes_them_and_no_reservation_changes(self):
        confirmed(self.performance, timezone.now())
        before = list(Reservation.objects.values()), list(Performance.objects.values())
        self.client.force_login(make_staff("redazione", "wagtailadmin.access_admin", "bookings.change_bookingtexts"))
        fields = {field.name: "" for field in BookingTexts._meta.fields if field.name != "id"}
        path = f"/admin/settings/bookings/bookingtexts/{BookingTexts.load().pk}/"
        assert self.client.post(path, {**fields, "mail_closing_en": "Bye."}).status_code == 302
        assert BookingTexts.load().mail_closing_en == "Bye."
        assert (list(Reservation.objects.values()), list(Performance.objects.values())) == before

    def test_box_office_without_the_permission_may_not(self):
        self.client.force_login(make_staff("biglietteria", "wagtailadmin.access_admin"))
        path = f"/admin/settings/bookings/bookingtexts/{BookingTexts.load().pk}/"
        self.assertRedirects(self.client.get(path), "/admin/", fetch_redirect_response=False)
