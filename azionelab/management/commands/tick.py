from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from bookings import outbox, throttling, timed


class Command(BaseCommand):
    help = (
        "Does what is due: expiry, reminders, door lists, mails to send again, erasure, scheduled publishing. "
        "A timer calls it every minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=datetime.fromisoformat, help="Act as at this moment (ISO 8601 with offset).")

    def handle(self, *args: Any, at: datetime | None, **options: Any) -> None:
        """Safe to run late, twice, or twice at once: each item is claimed or guarded by its own condition."""
        moment = at or timezone.now()
        self.report("reservations expired", timed.expire(at=moment))
        self.report("reminders recorded", timed.remind(at=moment))
        self.report("door lists recorded", timed.send_door_lists(at=moment))
        self.report("people erased", timed.erase(at=moment))
        self.report("messages erased", timed.erase_messages(at=moment))
        self.report("mails sent", outbox.deliver_due(moment))
        self.report("old throttle counts forgotten", throttling.forget_old_tries(moment))
        call_command("publish_scheduled", stdout=self.stdout)
        call_command("clearsessions")

    def report(self, what: str, count: int) -> None:
        if count:
            self.stdout.write(f"{what}: {count}")
