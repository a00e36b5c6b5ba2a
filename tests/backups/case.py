"""A small house with an evening before it, and a backup of it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import TransactionTestCase, override_settings
from django.utils import timezone

from azionelab.backups import site
from bookings.tests.factories import booked, confirmed, playing_soon
from tests.backups.places import make_media
from tests.second_factors import PASSWORD
from tests.staff import make_member

CONFIRMED = 4  # reservations of two people each


def kept_for_production(password: str) -> str:
    """As the site itself would keep it; tests have a hasher of their own, which production does not know."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"]):
        return make_password(password)


class BackupCase(TransactionTestCase):
    """With real commits, since programs of others look into the database."""

    serialized_rollback = True  # the first pages come from migrations and must be there for the next test

    def setUp(self):
        for folder in (settings.MEDIA_ROOT, settings.BACKUP_FOLDER):
            shutil.rmtree(folder, ignore_errors=True)
        self.performance, now = playing_soon(capacity=20), timezone.now()
        self.reservations = [
            confirmed(self.performance, now, email=f"v{number}@example.org") for number in range(CONFIRMED)
        ]
        self.pending = booked(self.performance, now, email="pending@example.org", party_size=3)
        make_member("Front of house", "maschera")
        User.objects.update(password=kept_for_production(PASSWORD))
        self.media = make_media()
        # The poster of the show, which its factory has stored.
        for path in Path(settings.MEDIA_ROOT).rglob("*.png"):
            self.media.setdefault(path.relative_to(settings.MEDIA_ROOT).as_posix(), path.read_bytes())

    def backup(self) -> Path:
        return site.create()
