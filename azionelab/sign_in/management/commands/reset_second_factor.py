from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from azionelab.sign_in import changes


class Command(BaseCommand):
    help = "Takes the second factors of an account away: for an administrator who has lost telephone, key and codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}. Names are written as they are shown under Users.")
        if not changes.reset(user, by=None):
            self.stdout.write(f"{username} has no second factor. Nothing was changed.")
            return
        self.stdout.write(f"{username} signs in with the password alone now, and should set up a new second factor.")
