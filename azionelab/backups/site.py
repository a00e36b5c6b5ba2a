"""Backups of this very site: what the commands have in common, with the settings in place of arguments."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from azionelab.backups import creating, folder, keeping


def create(at: datetime | None = None) -> Path:
    """Raises BackupError."""
    return creating.create(
        settings.BACKUP_FOLDER,
        media_root=Path(settings.MEDIA_ROOT),
        version=settings.AZIONELAB_VERSION,
        recipients=settings.BACKUP_RECIPIENT,
        at=at or timezone.now(),
    )


def prune() -> list[Path]:
    """Removes the backups that BACKUP_KEEP does not keep, and returns them. To be called after a good backup alone."""
    keep = keeping.parse(settings.BACKUP_KEEP)
    removed = keeping.surplus(folder.backups(settings.BACKUP_FOLDER), keep)
    for path in removed:
        path.unlink()
    return removed


def described(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
