from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from azionelab.backups import erasures


class Command(BaseCommand):
    help = "Erases those once more who asked to be forgotten after the backup that was restored. Again: nobody."

    def handle(self, *args: Any, **options: Any) -> None:
        count = erasures.erase_again(settings.BACKUP_FOLDER, timezone.now())
        self.stdout.write(f"People erased again: {count}")
