import json
from argparse import ArgumentParser
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from azionelab import doctor
from azionelab.doctor.findings import Finding, Level
from azionelab.doctor.mail import send_trial

SIGNS = {Level.WELL: "ok", Level.HINT: "hint", Level.WARNING: "WARNING", Level.FAULT: "FAULT"}


class Command(BaseCommand):
    help = (
        "Looks whether this deployment is well, and says what to do where it is not. "
        "Ends with 0 when all is well, 1 after a warning, 2 after a fault."
    )
    requires_system_checks: list[str] = []  # they are among what is looked at

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the findings as JSON, for programs.")
        parser.add_argument("--mail-to", metavar="ADDRESS", help="Also send one mail to this address.")

    def handle(self, *args: Any, mail_to: str | None, **options: Any) -> None:
        tell = self.collect if options["json"] else self.tell
        self.collected: list[dict[str, str]] = []
        worst = Level.WELL
        for finding in chain(doctor.examine(), map(send_trial, [mail_to] if mail_to else [])):
            tell(finding)
            worst = max(worst, finding.level)
        if options["json"]:
            self.stdout.write(json.dumps(self.collected, indent=2))
        if worst >= Level.WARNING:
            raise CommandError(f"The worst of it is a {worst.name.lower()}.", returncode=worst - 1)

    def collect(self, finding: Finding) -> None:
        told = {"subject": finding.subject, "level": finding.level.name.lower(), "words": finding.words}
        self.collected.append({**told, "to_do": finding.to_do})

    def tell(self, finding: Finding) -> None:
        style = {Level.WELL: self.style.SUCCESS, Level.FAULT: self.style.ERROR}.get(finding.level, self.style.WARNING)
        self.stdout.write(f"{style(f'{SIGNS[finding.level]:8}')} {finding.subject}: {finding.words}")
        if finding.to_do:
            self.stdout.write(f"{'':9}{finding.to_do}")
