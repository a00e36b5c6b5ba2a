"""When the timer and the backup last ran: one row each, so that somebody can notice that they no longer do."""

from collections.abc import Iterable
from datetime import datetime

from azionelab.models import LastRun

TICK = "tick"
BACKUP = "backup"


def note(name: str, at: datetime, *, failed: Iterable[str] = (), made: str = "") -> None:
    """Records that the command `name` ended at `at`, the true time even when it acted as at another.

    `failed` names the parts that did not work, never their messages; `made` is the name of a file, such as a backup's.
    A run in which something failed leaves the time and the file of the last good one.
    """
    parts = ", ".join(failed)[:500]
    good = {} if parts else {"well_at": at, "made": made}
    LastRun.objects.update_or_create(name=name, defaults={"at": at, "failed": parts, **good})


def of(name: str) -> LastRun | None:
    """None when it has never run."""
    return LastRun.objects.filter(name=name).first()
