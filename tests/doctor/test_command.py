"""`manage.py doctor`: what it prints, how it ends, and that one broken check does not hide the others."""

import io
import json

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder
from django.test import TestCase, override_settings

from azionelab import doctor


def doctored(**options):
    """What it says, and the code with which it ends."""
    out = io.StringIO()
    try:
        call_command("doctor", stdout=out, **options)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


@override_settings(SITE_URL="http://www.azionelab.example")  # nothing is asked of the network for its certificate
class DoctorTests(TestCase):
    def test_it_names_each_subject_and_ends_by_the_worst(self):
        text, code = doctored(json=True)
        findings = json.loads(text)
        assert len(findings) == len(doctor.PLAIN) + 2 + len(doctor.WITH_DATABASE)
        by_subject = {finding["subject"]: finding for finding in findings}
        assert by_subject["SITE_URL"]["level"] == "fault"
        assert by_subject["seats"] == {
            "subject": "seats",
            "level": "well",
            "words": "Each performance has the seats that its reservations add up to.",
            "to_do": "",
        }
        assert all(finding["to_do"] for finding in findings if finding["level"] != "well")
        assert code == 2

    def test_in_words_each_finding_is_followed_by_what_to_do(self):
        text, _code = doctored()
        lines = text.splitlines()
        place = lines.index("FAULT    timer: manage.py tick has never run: no mail is sent again, nothing expires.")
        assert lines[place + 1].strip().startswith("Start the service or the timer")

    def test_pending_migrations_end_it_before_tables_are_asked(self):
        MigrationRecorder.Migration.objects.filter(app="checkins").order_by("-id")[0].delete()
        findings = json.loads(doctored(json=True)[0])
        assert findings[-1]["subject"] == "migrations"
        assert findings[-1]["level"] == "fault"

    def test_a_check_that_breaks_is_a_finding(self):
        with (
            override_settings(ALLOWED_HOSTS=None, SITE_URL="https://www.azionelab.example"),
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr(doctor, "PLAIN", [doctor.addresses.site_url, doctor.project.debug])
            findings = list(doctor.examine())
        assert [(finding.subject, finding.level.name) for finding in findings[:2]] == [
            ("site url", "FAULT"),
            ("debug", "WELL"),
        ]

    def test_a_trial_mail_is_sent_when_asked_for(self):
        text, _code = doctored(mail_to="operator@example.org")
        assert [message.to for message in mail.outbox] == [["operator@example.org"]]
        assert "trial mail: It was handed over." in text
        mail.outbox.clear()
        doctored()
        assert mail.outbox == []
