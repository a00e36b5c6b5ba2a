import textwrap
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from azionelab.backups import drilling
from azionelab.backups.errors import BackupError


class Command(BaseCommand):
    help = "Restores a backup into a scratch database and a scratch folder, checks what is there, and throws it away."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", metavar="FILE", type=Path, help="The age identity that decrypts it.")

    def handle(self, *args: Any, file: Path, identity: Path | None, **options: Any) -> None:
        begun = monotonic()
        try:
            for step, words in drilling.drill(file, identity):
                self.stdout.write(f"{step} after {monotonic() - begun:.0f} s")
                self.stdout.write(textwrap.indent(words, "    "))
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            self.style.SUCCESS(f"The drill went well: {file.name} can be restored. All of it is gone again.")
        )
