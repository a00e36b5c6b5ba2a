"""What stands below /.well-known/: to whom a weakness is reported, and where passwords are changed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, TestCase, override_settings
from freezegun import freeze_time

from azionelab.env import contact_from

SECURITY_TXT = "/.well-known/security.txt"


class SecurityTxtTests(TestCase):
    @override_settings(SECURITY_CONTACT="mailto:sicurezza@example.org", SITE_URL="https://www.example.org")
    def test_it_names_contact_end_languages_and_its_own_address(self):
        # Just after midnight in Rome it is still the day before in UTC, in which the field is given.
        with freeze_time(datetime(2026, 11, 21, 0, 30, tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)):
            answer = self.client.get(SECURITY_TXT)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode() == (
            "Contact: mailto:sicurezza@example.org\n"
            "Expires: 2027-11-19T00:00:00Z\n"
            "Preferred-Languages: it, en\n"
            "Canonical: https://www.example.org/.well-known/security.txt\n"
        )

    @override_settings(SECURITY_CONTACT="")
    def test_it_is_not_there_while_nobody_is_named(self):
        assert self.client.get(SECURITY_TXT).status_code == 404


class ContactTests(SimpleTestCase):
    def test_an_address_becomes_a_link_to_write_to(self):
        assert contact_from("sicurezza@example.org") == "mailto:sicurezza@example.org"
        assert contact_from("mailto:sicurezza@example.org") == "mailto:sicurezza@example.org"
        assert contact_from("https://example.org/sicurezza") == "https://example.org/sicurezza"
        assert contact_from("") == ""

    def test_what_nobody_could_write_to_stops_the_start(self):
        for text in ("sicurezza", "http://example.org/", "mailto:nobody", "a@example.org\nContact: b@example.org"):
            with self.subTest(text), pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT"):
                contact_from(text)


class ChangePasswordTests(TestCase):
    def test_it_leads_to_a_page_at_which_also_the_door_gets_a_new_password(self):
        User.objects.create_user("sala", "sala@example.org", "una lunga parola")
        page = self.client.get("/.well-known/change-password", follow=True)
        assert page.redirect_chain == [("/admin/password_reset/", 302)]
        assert page.status_code == 200
        self.client.post("/admin/password_reset/", {"email": "sala@example.org"})
        assert [message.to for message in mail.outbox] == [["sala@example.org"]]
