"""The contact page as visitors get it."""

import re
from datetime import timedelta

from django.core import mail
from django.db import OperationalError, connection
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from bookings.models import BookingSettings, ContactMessage, OutboxMessage
from bookings.stamps import new_stamp
from bookings.tests.factories import make_contact_page
from home.models import CompanySettings

PATH = "/en/contact/"
MINUTE = timedelta(minutes=1)


def stamp(ago=MINUTE):
    return new_stamp(timezone.now() - ago)


class ContactPageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.page = make_contact_page(topics=[("topic", "Box office"), ("topic", "Press")])

    def typed(self, **values):
        fields = {"topic": "Press", "name": "Giulia Neri", "email": "giulia@example.org", "text": "May we film?"}
        return {**fields, "stamp": stamp(), "website": "", **values}

    def send(self, **values):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(PATH, self.typed(**values))

    def assert_nothing_happened(self):
        assert ContactMessage.objects.count() == OutboxMessage.objects.count() == len(mail.outbox) == 0

    def assert_kept(self, page, status, **typed):
        for value in (typed or {"name": "Giulia Neri", "email": "giulia@example.org", "text": "May we film?"}).values():
            self.assertContains(page, value, status_code=status)


class FormTests(ContactPageTestCase):
    def test_form_asks_for_what_it_needs_and_says_so(self):
        html = self.client.get(PATH).content.decode()
        assert re.findall(r'autocomplete="(\w+)"', html) == ["name", "email", "off"]
        assert html.count('<span class="form__required">required</span>') == 4
        assert '<option value="Press">Press</option>' in html
        assert "30 days after it was sent" in html

    def test_form_without_topics_asks_for_none(self):
        self.page.topics = []
        self.page.save()
        self.assertNotContains(self.client.get(PATH), 'name="topic"')
        answer = self.client.post(PATH, self.typed(topic="Press"))
        assert answer.status_code == 302
        assert ContactMessage.objects.get().topic == ""

    def test_company_can_be_reached_otherwise(self):
        company = CompanySettings.for_site(self.page.get_site())
        company.address, company.postal_code, company.city = "via del Fondale 12", "40122", "Bologna"
        company.phone, company.phone_hours_en, company.email = "+39 051 0012", "4 to 8 pm", "ciao@azionelab.example"
        company.save()
        page = self.client.get(PATH)
        self.assertContains(page, 'href="tel:+390510012"')
        self.assertContains(page, "4 to 8 pm")
        self.assertContains(page, "openstreetmap.org/search?query=via+del+Fondale+12%2C+40122%2C+Bologna")
        self.assertNotContains(page, "office@azionelab.example")

    def test_privacy_page_is_linked(self):
        rules = BookingSettings.load()
        rules.privacy_page = self.page.get_parent()
        rules.save()
        self.assertContains(self.client.get(PATH), '<a href="/en/">Privacy notice</a>', html=True)

    def test_no_cache_keeps_the_page_and_only_it_sets_the_csrf_cookie(self):
        answer = self.client.get(PATH)
        assert answer["Cache-Control"] == "private, no-store"
        assert "csrftoken" in answer.cookies
        assert "csrftoken" not in Client().get("/en/").cookies

    def test_form_needs_its_csrf_token(self):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(PATH, self.typed()).status_code == 403
        token = strict.get(PATH).context["csrf_token"]
        assert strict.post(PATH, self.typed(csrfmiddlewaretoken=token)).status_code == 302

    def test_other_methods_are_refused(self):
        assert self.client.put(PATH, {}).status_code == 405
        assert self.client.head(PATH).status_code == 200

    def test_restricted_page_is_not_shown_to_strangers(self):
        self.page.view_restrictions.create(restriction_type="login")
        assert self.client.get(PATH).status_code == 302
        assert "login" in self.client.post(PATH, self.typed()).headers["Location"]
        self.assert_nothing_happened()


class SendTests(ContactPageTestCase):
    def test_message_is_sent_and_a_reload_of_the_thanks_sends_nothing(self):
        answer = self.send()
        self.assertRedirects(answer, f"{PATH}?sent=1", fetch_redirect_response=False)
        for _reload in range(2):
            self.assertContains(self.client.get(f"{PATH}?sent=1"), "Thank you for writing")
        [sent] = mail.outbox
        assert (sent.to, sent.reply_to) == (["office@azionelab.example"], ["giulia@example.org"])
        message = ContactMessage.objects.get()
        assert (message.page.pk, message.topic, message.language) == (self.page.pk, "Press", "en")

    def test_thanks_are_the_editors_own_words_where_there_are_some(self):
        self.page.thanks = "We are rehearsing <until> Friday."
        self.page.save()
        page = self.client.get(f"{PATH}?sent=1")
        self.assertContains(page, "We are rehearsing &lt;until&gt; Friday.")
        self.assertContains(page, '<meta name="robots" content="noindex">')

    def test_form_sent_twice_is_one_message(self):
        same = stamp()
        for _tap in range(2):
            assert self.send(stamp=same).status_code == 302
        assert ContactMessage.objects.count() == len(mail.outbox) == 1

    def test_line_breaks_count_once_and_names_stay_on_one_line(self):
        assert self.send(text="a\r\n" * 2500 + "b", name="Giulia\r\nNeri").status_code == 400
        assert self.send(text="a\r\n" * 2499 + "b", name="Giulia\r\nNeri").status_code == 302
        message = ContactMessage.objects.get()
        assert len(message.text) == 4999
        assert message.name == "Giulia Neri"

    def test_longest_of_everything_is_taken(self):
        assert self.send(name="N" * 120, text="x" * 5000).status_code == 302


class RefusalTests(ContactPageTestCase):
    def test_what_is_missing_is_told_in_a_summary_and_at_its_field(self):
        page = self.send(topic="", name=" ", email="", text="")
        assert page.status_code == 400
        html = page.content.decode()
        assert re.findall(r'<li><a href="#(\w+)">', html) == ["topic", "name", "email", "text"]
        for field in ("topic", "name", "email", "text"):
            assert re.search(rf'id="{field}"[^>]*aria-invalid="true"[^>]*', html), field
            assert f'id="{field}-error"' in html
        assert 'role="alert" tabindex="-1" autofocus' in html
        assert "<title>Not sent yet: Contact" in html
        self.assert_nothing_happened()

    def test_what_is_wrong_is_told_and_everything_typed_is_kept(self):
        for values, words in [
            ({"email": "giulia@"}, "This is no e-mail address."),
            ({"email": "giulia@example.org\nBcc: all@example.org"}, "This is no e-mail address."),
            ({"topic": "Moon"}, "This topic is no longer there."),
            ({"text": "http://a.example http://b.example www.c.example"}, "At most 2 links, please"),
            ({"text": "x" * 5001}, "at most 5000 characters"),
            ({"name": "a\x00b"}, "Null characters are not allowed."),
        ]:
            with self.subTest(words=words):
                page = self.send(**values)
                self.assertContains(page, words, status_code=400)
                kept = self.typed(**values)
                assert page.context["form"]["text"].value() == kept["text"]
                assert page.context["form"]["email"].value() == kept["email"]
        self.assert_nothing_happened()

    def test_what_was_typed_is_harmless_in_the_page(self):
        page = self.send(name='"><script>alert(1)</script>', email="x")
        self.assertNotContains(page, "<script>alert(1)", status_code=400)

    def test_program_that_fills_the_trap_sees_success_and_reaches_nobody(self):
        answer = self.send(website="http://spam.example")
        self.assertRedirects(answer, f"{PATH}?sent=1", fetch_redirect_response=False)
        self.assert_nothing_happened()

    def test_form_sent_in_a_breath_is_kept_and_its_next_press_is_not_too_fast(self):
        fresh = stamp(ago=timedelta(0))
        page = self.send(stamp=fresh)
        self.assertContains(page, "faster than people write", status_code=400)
        self.assert_kept(page, 400)
        self.assertContains(page, f'name="stamp" value="{fresh}"', status_code=400)
        self.assert_nothing_happened()

    def test_form_that_was_open_for_days_or_has_no_stamp_of_ours_is_kept_and_can_be_sent_at_once(self):
        for old in (stamp(ago=timedelta(days=3)), "nonsense", ""):
            with self.subTest(stamp=old):
                page = self.send(stamp=old)
                self.assertContains(page, "open for a long time", status_code=400)
                self.assert_kept(page, 400)
                self.assert_nothing_happened()
                assert self.send(stamp=page.context["stamp"]).status_code == 302
                ContactMessage.objects.all().delete()
                mail.outbox.clear()

    @override_settings(THROTTLES={"contact.client": (100, 3600), "contact.address": (2, 3600)})
    def test_too_many_from_one_address_wait_with_what_they_typed(self):
        for number in range(2):
            assert self.send(text=f"{number}").status_code == 302
        page = self.send(email="GIULIA@example.org")
        self.assertContains(page, "Many messages in a short time", status_code=429)
        self.assertContains(page, "May we film?", status_code=429)
        assert 0 < int(page["Retry-After"]) <= 3600
        assert ContactMessage.objects.count() == 2
        assert self.send(email="other@example.org").status_code == 302

    @override_settings(THROTTLES={"contact.client": (1, 3600), "contact.address": (100, 3600)})
    def test_too_many_from_one_client_wait(self):
        assert self.send(email="one@example.org").status_code == 302
        assert self.send(email="two@example.org").status_code == 429
        assert ContactMessage.objects.count() == 1

    def test_database_that_cannot_be_had_loses_nothing_that_was_typed(self):
        with self.settings(), self.assertLogs("django.request", "ERROR"):
            page = self.send_while_the_database_is_away()
        self.assertContains(page, "May we film?", status_code=503)
        self.assert_nothing_happened()

    def send_while_the_database_is_away(self):
        def refuse(execute, sql, *rest):
            if sql.startswith("INSERT") and "bookings_contactmessage" in sql:
                raise OperationalError("canceling statement due to lock timeout")
            return execute(sql, *rest)

        with connection.execute_wrapper(refuse):
            return self.send()
