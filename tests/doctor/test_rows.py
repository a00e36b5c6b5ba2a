"""The doctor's checks that read rows: well, and each way of being ill."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Site

from azionelab import last_runs
from azionelab.demo.accounts import PASSWORD
from azionelab.doctor import addresses, data, mail, people, timers
from azionelab.doctor.findings import Level
from azionelab.sign_in.models import AuthenticatorApp
from bookings.enums import MessageState
from bookings.models import House, OutboxMessage
from bookings.tests.factories import booked, confirmed, playing_soon

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class TimerTests(TestCase):
    def test_the_timer(self):
        now = timezone.now()
        samples = [
            (None, [], Level.FAULT, "never run"),
            (now - 6 * MINUTE, [], Level.FAULT, "6 min ago"),
            (now - 4 * MINUTE, [], Level.WELL, "4 min ago"),
            (now, ["mails sent"], Level.WARNING, "could not do: mails sent"),
        ]
        for at, failed, level, words in samples:
            with self.subTest(words):
                if at:
                    last_runs.note(last_runs.TICK, at, failed=failed)
                finding = timers.tick()
                assert (finding.level, words in finding.words) == (level, True), finding

    def test_the_backup(self):
        now = timezone.now()
        assert timers.backup().level == Level.FAULT
        samples = [
            (now - 27 * HOUR, [], "one.tar.age", Level.FAULT, "27 h 0 min old"),
            (now - 25 * HOUR, [], "one.tar", Level.WARNING, "not encrypted"),
            (now - 25 * HOUR, [], "one.tar.age", Level.WELL, "25 h 0 min old and encrypted"),
            (now, ["media"], "", Level.WARNING, "failed: media"),
        ]
        for at, failed, made, level, words in samples:
            with self.subTest(words):
                last_runs.note(last_runs.BACKUP, at, failed=failed, made=made)
                finding = timers.backup()
                assert (finding.level, words in finding.words) == (level, True), finding

    def test_a_backup_that_has_only_ever_failed_is_none(self):
        last_runs.note(last_runs.BACKUP, timezone.now(), failed=["database"])
        assert timers.backup().level == Level.FAULT


class MailTests(TestCase):
    def test_the_outbox(self):
        assert mail.outbox().level == Level.WELL
        booked(playing_soon(), at=timezone.now() - 11 * MINUTE)
        assert mail.outbox().words == "1 mails wait, the oldest for 11 minutes."
        assert mail.outbox().level == Level.FAULT

    def test_failed_mails(self):
        assert mail.failed().level == Level.WELL
        booked(playing_soon(), at=timezone.now())
        OutboxMessage.objects.update(state=MessageState.FAILED)
        finding = mail.failed()
        assert (finding.level, finding.words) == (Level.WARNING, "1 were given up.")
        self.client.force_login(User.objects.create_superuser("direzione", password="una lunga parola"))
        address = finding.to_do.split(": ")[1].removesuffix(".")
        assert self.client.get(address).status_code == 200


class PeopleTests(TestCase):
    def test_superusers_without_a_second_factor(self):
        assert people.second_factors().level == Level.WELL
        user = User.objects.create_superuser("direzione", password="una lunga parola")
        assert (people.second_factors().level, "direzione" in people.second_factors().words) == (Level.WARNING, True)
        AuthenticatorApp.objects.create(user=user, name="app", confirmed=True)
        assert people.second_factors().level == Level.WELL

    def test_demo_accounts(self):
        user = User.objects.create_user("maschera", password="una lunga parola")
        assert people.demo_accounts().level == Level.WELL
        user.set_password(PASSWORD)
        user.save()
        assert (people.demo_accounts().level, "maschera" in people.demo_accounts().words) == (Level.FAULT, True)
        User.objects.update(is_active=False)
        assert people.demo_accounts().level == Level.WELL


class SiteTests(TestCase):
    @override_settings(SITE_URL="https://www.azionelab.example")
    def test_wagtails_site(self):
        site = Site.objects.get(is_default_site=True)
        for host, port, level in [
            ("www.azionelab.example", 443, Level.WELL),
            ("www.azionelab.example", 80, Level.WARNING),
            ("localhost", 443, Level.WARNING),
        ]:
            with self.subTest(host=host, port=port):
                site.hostname, site.port = host, port
                site.save()
                assert addresses.wagtail_site().level == level
        site.delete()
        assert addresses.wagtail_site().level == Level.FAULT


class DataTests(TestCase):
    def test_a_database_that_is_well(self):
        for check in (data.reachable, data.migrations, data.isolation, data.clock):
            with self.subTest(check.__name__):
                assert check().level == Level.WELL

    def test_seats_are_counted_again(self):
        performance = playing_soon(capacity=20)
        party = confirmed(performance, at=timezone.now(), party_size=3)
        booked(performance, at=timezone.now())
        assert data.seats().level == Level.WELL
        House.objects.filter(pk=performance.pk).update(confirmed_seats=4)
        finding = data.seats()
        assert (finding.level, str(performance.pk) in finding.words) == (Level.FAULT, True)
        assert party.party_size == 3


@pytest.mark.postgresql
class IsolationTests(TestCase):
    def test_another_isolation_level_is_a_fault(self):
        with ThreadPoolExecutor(1) as other_thread:  # its connection is its own, and in no transaction
            assert other_thread.submit(look_when_serializable).result().level == Level.FAULT


def look_when_serializable():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        return data.isolation()
    finally:
        connections.close_all()
