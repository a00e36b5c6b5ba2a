"""The mails of a local run: files that sort by time, and a page that shows all of each."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core import mail
from django.test import RequestFactory, TestCase, override_settings
from django.utils import timezone

from azionelab import views
from bookings import outbox
from bookings.enums import MessageKind
from bookings.tests.factories import confirmed, playing_soon


@override_settings(EMAIL_BACKEND="azionelab.mail.EmlFileBackend")
class LocalMailTests(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(EMAIL_FILE_PATH=folder.name))
        self.folder = Path(folder.name)

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_newest_name_sorts_last(self):
        for subject in ("first", "second", "third"):
            mail.send_mail(subject, "", None, ["a@example.org"])
        subjects = [views._read_mail(self.folder / name)["subject"].strip() for name in self.names()]
        assert subjects == ["first", "second", "third"]

    def test_page_shows_text_attachments_and_the_picture(self):
        reservation = confirmed(playing_soon(), at=timezone.now())
        outbox.deliver_one(reservation.messages.get(kind=MessageKind.CONFIRMED).pk, timezone.now())
        [name] = self.names()
        html = views.mail_html(RequestFactory().get("/"), name).content.decode()
        assert f'src="/dev/mail/{name}/pass.png"' in html
        picture = views.mail_attachment(RequestFactory().get("/"), name, "pass.png")
        assert picture.content.startswith(b"\x89PNG")
        calendar = views.mail_attachment(RequestFactory().get("/"), name, f"{reservation.printed_reference}.ics")
        assert b"BEGIN:VEVENT" in calendar.content
        with override_settings(ROOT_URLCONF="tests.urls_with_mail"):
            page = self.client.get(f"/dev/mail/{name}/")
        self.assertContains(page, "pass.png")
        self.assertContains(page, f"{reservation.printed_reference}.ics")
