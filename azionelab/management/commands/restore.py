from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from azionelab.backups import databases, erasures, inspection, restoring, site
from azionelab.backups.errors import BackupError


class Command(BaseCommand):
    help = "Restores database and media from a backup. Stop the site first; refuses to replace one unless told so."
    requires_system_checks: list[str] = []  # the database may be empty

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", metavar="FILE", type=Path, help="The age identity that decrypts it.")
        parser.add_argument(
            "--replace", action="store_true", help="Replace the site that is here, after a backup of it."
        )
        parser.add_argument(
            "--without-safety-backup", action="store_true", help="With --replace: what is here is lost already."
        )
        parser.add_argument("--migrate", action="store_true", help="Bring a backup of an earlier version up to date.")

    def handle(self, *args: Any, file: Path, migrate: bool, **options: Any) -> None:
        try:
            self.restore(file, options)
            restoring.make_true()
            pending = databases.pending_migrations()
            if pending and migrate:
                self.stdout.write(f"Applying {len(pending)} migrations that are newer than the backup.")
                call_command("migrate", interactive=False, verbosity=0)
                pending = []
        except BackupError as error:
            raise CommandError(str(error)) from error
        if pending:
            self.stdout.write(f"The backup is of an earlier version: {len(pending)} migrations are missing. Now run")
            self.stdout.write("  manage.py migrate\n  manage.py erase_again")
            return
        self.look_through()

    def restore(self, file: Path, options: dict[str, Any]) -> None:
        done = restoring.restore(
            file,
            options["identity"],
            media_root=Path(settings.MEDIA_ROOT),
            replace=options["replace"],
            save=None if options["without_safety_backup"] else site.create,
        )
        if done.safety_backup:
            self.stdout.write(f"What was here is saved: {done.safety_backup}")
        if done.media_aside:
            self.stdout.write(f"The media that were here lie in {done.media_aside}; delete them when all is well.")
        rows, made = sum(done.manifest.database.rows.values()), done.manifest
        self.stdout.write(f"Restored the state of {made.made_at} (version {made.version}):")
        self.stdout.write(f"  {rows} rows, {made.media_files} media files ({site.described(made.media_bytes)})")

    def look_through(self) -> None:
        """Raises CommandError for what must not be."""
        if again := erasures.erase_again(settings.BACKUP_FOLDER, timezone.now()):
            self.stdout.write(f"  erased again, as they had asked to be forgotten: {again}")
        if missing := inspection.missing_files():
            words = f"  {len(missing)} files were missing in the media folder already, such as {missing[0]}"
            self.stdout.write(self.style.WARNING(words))
        if faults := inspection.faults():
            raise CommandError("Restored, but look at this before you open the doors:\n  " + "\n  ".join(faults))
        self.stdout.write(f"  the books of {inspection.performances()} performances balance")
        self.stdout.write(self.style.SUCCESS("Done. Everybody signs in again. Start the site."))
