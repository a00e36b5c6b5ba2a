import logging
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from azionelab import last_runs
from bookings import outbox, throttling, timed

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Does what is due: expiry, reminders, door lists, mails to send again, erasure, scheduled publishing. "
        "A timer calls it every minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=datetime.fromisoformat, help="Act as at this moment (ISO 8601 with offset).")

    def handle(self, *args: Any, at: datetime | None, **options: Any) -> None:
        """Safe to run late, twice, or twice at once: each item is claimed or guarded by its own condition.

        A chore that fails does not keep the others from being done; the command then ends with an error.
        """
        failed = [name for name, chore in self.chores(at or timezone.now()) if not self.is_done(name, chore)]
        last_runs.note(last_runs.TICK, timezone.now(), failed=failed)
        if failed:
            raise CommandError(f"Failed, and tried again at the next run: {', '.join(failed)}.")

    def chores(self, moment: datetime) -> list[tuple[str, Callable[[], Any]]]:
        return [
            ("reservations expired", partial(timed.expire, at=moment)),
            ("reminders recorded", partial(timed.remind, at=moment)),
            ("door lists recorded", partial(timed.send_door_lists, at=moment)),
            ("people erased", partial(timed.erase, at=moment)),
            ("messages erased", partial(timed.erase_messages, at=moment)),
            ("mails sent", partial(outbox.deliver_due, moment)),
            ("old throttle counts forgotten", partial(throttling.forget_old_tries, moment)),
            ("pages published", partial(call_command, "publish_scheduled", stdout=self.stdout)),
            ("sessions cleared", partial(call_command, "clearsessions")),
        ]

    def is_done(self, name: str, chore: Callable[[], Any]) -> bool:
        try:
            count = chore()
        except Exception as error:  # whatever fails in one chore, the others are still due
            log.error("tick: not done: %s: %s", name, type(error).__name__, exc_info=error)
            connection.close_if_unusable_or_obsolete()
            return False
        if count:
            self.stdout.write(f"{name}: {count}")
        return True
