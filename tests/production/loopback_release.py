"""A release's steps over processes of this machine in place of containers; the order is production's own."""

import json
import subprocess
import sys

from infra.release.compose import POINT, ROOT, read_health
from infra.release.order import SECOND, STEADY, StepFailed
from tests.production.processes import PATIENCE
from tests.production.stack import ProductionStack

OLD, NEW = "drill-1", "drill-2"
# What a version is started with: the new one has one app more, whose migrations alter the busiest table.
VERSIONS = {
    OLD: {"AZIONELAB_VERSION": OLD, "DJANGO_SETTINGS_MODULE": "azionelab.settings.production"},
    NEW: {"AZIONELAB_VERSION": NEW, "DJANGO_SETTINGS_MODULE": "tests.production.next_version.settings"},
}


class Loopback:
    patience = float(PATIENCE)

    def __init__(self, stack: ProductionStack, new: str = NEW, old: str = OLD) -> None:
        self.stack, self.new, self.old = stack, new, old
        self.serving = old  # what .env would say
        self.backup_made = False

    def build(self) -> None:
        """Both versions are this working copy."""

    def check(self) -> None:
        self._manage("check", "--deploy", "--database", "default")

    def backup(self) -> None:
        self._manage("backup")

    def migrate(self) -> None:
        self._manage("migrate", "--no-input", "--verbosity=0")

    def publish_static(self) -> None:
        """The new version has the same files."""

    def start_second(self) -> None:
        self.stack.backends[SECOND].start(**VERSIONS[self.new])

    def recreate_steady(self) -> None:
        self.stack.backends[STEADY].stop()
        self.stack.backends[STEADY].start(**VERSIONS[self.new])

    def stop_second(self) -> None:
        self.stack.backends[SECOND].stop()

    def recreate_tick(self) -> None:
        self._manage("tick")

    def smoke(self) -> None:
        command = [sys.executable, ROOT / "infra" / "smoke.py", self.stack.url]
        if subprocess.run([*command, "--trust", self.stack.tls_certificate], check=False).returncode:
            raise StepFailed("What is wrong stands above.")

    def answer(self, service: str) -> tuple[str, str]:
        environment = self.stack.environment | {"AZIONELAB_BIND": f"unix:{self.stack.run / service}.sock"}
        command = [sys.executable, ROOT / "infra" / "docker" / "healthy.py"]
        return read_health(subprocess.run(command, env=environment, check=False, capture_output=True, text=True))

    def point_to(self, service: str) -> None:
        subprocess.run(["/bin/sh", "-c", POINT.format(run=self.stack.run, service=service)], check=True)

    def remember(self) -> None:
        self.serving = self.new

    def newer_migrations(self) -> dict[str, list[str]]:
        of_old, of_new = (json.loads(self._manage("known_migrations", version=name)) for name in (self.old, self.new))
        return {name: harm for name, harm in of_old.items() if name not in of_new}

    def _manage(self, *arguments: str, version: str = "") -> str:
        try:
            return self.stack.manage(*arguments, **VERSIONS[version or self.new])
        except subprocess.CalledProcessError as error:
            raise StepFailed(str(error)) from error
