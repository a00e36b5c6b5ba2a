import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from azionelab import last_runs
from azionelab.backups import creating, keeping, site
from azionelab.backups.errors import BackupError
from azionelab.backups.manifest import Manifest

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Makes a backup of database and media, checks it, and removes old ones; or checks one that there is."
    requires_system_checks: list[str] = []  # a fault elsewhere is no reason to go without a backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", metavar="FILE", type=Path, help="Make none; read this one and say what it is.")
        parser.add_argument("--identity", metavar="FILE", type=Path, help="The age identity that decrypts it.")

    def handle(self, *args: Any, check: Path | None, identity: Path | None, **options: Any) -> None:
        try:
            if check:
                self.tell("Whole and readable", check, creating.check(check, identity))
            else:
                self.make()
        except BackupError as error:
            raise CommandError(str(error)) from error

    def make(self) -> None:
        try:
            keeping.parse(settings.BACKUP_KEEP)  # a slip of the pen is told before the work, not after
            path = site.create()
        except BackupError:
            self.note(failed=["backup"])
            raise
        self.note(made=path.name)
        self.stdout.write(
            self.style.SUCCESS(f"Backup made and checked: {path} ({site.described(path.stat().st_size)})")
        )
        if not settings.BACKUP_RECIPIENT:
            self.stdout.write("It is not encrypted: set BACKUP_RECIPIENT before it leaves this machine.")
        for old in site.prune():
            self.stdout.write(f"Removed, as BACKUP_KEEP says: {old.name}")

    def note(self, **outcome: Any) -> None:
        """A database whose migrations are still to come has no table for it: a release backs up before it migrates."""
        try:
            last_runs.note(last_runs.BACKUP, timezone.now(), **outcome)
        except DatabaseError as error:
            log.warning("The run of the backup could not be noted: %s", type(error).__name__)

    def tell(self, verdict: str, path: Path, manifest: Manifest) -> None:
        database = manifest.database
        self.stdout.write(self.style.SUCCESS(f"{verdict}: {path}"))
        self.stdout.write(f"  made      {manifest.made_at} by version {manifest.version}")
        self.stdout.write(f"  database  {database.kind} {database.server}, {sum(database.rows.values())} rows")
        self.stdout.write(f"  media     {manifest.media_files} files, {site.described(manifest.media_bytes)}")
