"""What a timer must call: `manage.py tick` each minute, `manage.py backup` each night."""

from datetime import timedelta

from django.utils import timezone

from azionelab import last_runs
from azionelab.doctor.findings import Finding, fault, warning, well

TICK_EVERY = timedelta(minutes=5)
BACKUP_EVERY = timedelta(hours=26)
ENCRYPTED = ".age"


def tick() -> Finding:
    run = last_runs.of(last_runs.TICK)
    to_do = "Start the service or the timer that calls manage.py tick each minute: docs/deployment.md."
    if run is None:
        return fault("timer", "manage.py tick has never run: no mail is sent again, nothing expires.", to_do)
    age = timezone.now() - run.at
    if age > TICK_EVERY:
        return fault("timer", f"manage.py tick last ran {_told(age)} ago.", to_do)
    if run.failed:
        return warning("timer", f"manage.py tick runs, and could not do: {run.failed}.", "Look into the log.")
    return well("timer", f"manage.py tick last ran {_told(age)} ago.")


def backup() -> Finding:
    run = last_runs.of(last_runs.BACKUP)
    to_do = "Run make backup, and see that a timer does each night: docs/backups.md."
    if run is None or run.well_at is None:
        return fault("backup", "There is no good one.", to_do)
    age = timezone.now() - run.well_at
    if age > BACKUP_EVERY:
        return fault("backup", f"The last good one is {_told(age)} old.", to_do)
    if run.failed:
        return warning("backup", f"The last try failed: {run.failed}.", "Look into the log.")
    if not run.made.endswith(ENCRYPTED):
        words = f"The last one is {_told(age)} old and not encrypted: it holds names and addresses."
        return warning("backup", words, "Set a key for backups, or keep them where nobody else reads: docs/backups.md.")
    return well("backup", f"The last one is {_told(age)} old and encrypted.")


def _told(age: timedelta) -> str:
    minutes = int(age.total_seconds()) // 60
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
