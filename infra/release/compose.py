"""The steps of a release by Docker Compose, on the services of infra/docker/compose.yml."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from infra.release.order import SECOND, STEADY, StepFailed

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "infra" / "docker"
IMAGES = ["azionelab/backend", "azionelab/nginx"]
MANAGE = ["python", "manage.py"]
ONCE = ["run", "--rm", "--no-deps", "-T"]
# nginx follows the link at each connection; a rename leaves no moment without one.
RUN = "/run/azionelab"
POINT = "ln -sfn {service}.sock {run}/next.sock && mv -T {run}/next.sock {run}/current.sock"


class Compose:
    def __init__(self, new: str, old: str, patience: float = 180, folder: Path = FOLDER) -> None:
        self.new, self.old, self.patience = new, old, patience
        self.folder = folder

    def build(self) -> None:
        """An image is never built twice: what was tried is what serves, and what a rollback finds again."""
        if all(self._call("docker", "image", "inspect", f"{image}:{self.new}").returncode == 0 for image in IMAGES):
            print(f"The images of {self.new} are there already.")
            return
        self._compose("build", "backend", "nginx", UPDATES=datetime.now(UTC).date().isoformat())

    def check(self) -> None:
        self._compose("config", "--quiet")
        self._compose(*ONCE, "backend", *MANAGE, "check", "--deploy", "--database", "default")

    def backup(self) -> None:
        """By the version that serves: the new one may not know the database as it is."""
        serving = read(self.folder / ".env")["AZIONELAB_VERSION"]
        self._compose(*ONCE, "backend", *MANAGE, "backup", AZIONELAB_VERSION=serving)

    def migrate(self) -> None:
        self._compose(*ONCE, "backend", *MANAGE, "migrate", "--no-input")
        self._compose(*ONCE, "backend", *MANAGE, "setup_roles")  # what staff may do on screens that are new

    def publish_static(self) -> None:
        self._compose("run", "--rm", "-T", "static")

    def start_second(self) -> None:
        self._compose("up", "--detach", "--no-deps", SECOND)

    def recreate_steady(self) -> None:
        self._compose("up", "--detach", "--no-deps", STEADY)

    def stop_second(self) -> None:
        self._compose("rm", "--stop", "--force", SECOND)

    def recreate_tick(self) -> None:
        self._compose("up", "--detach", "--no-deps", "tick")

    def answer(self, service: str) -> tuple[str, str]:
        command = ["docker", "compose", "exec", "-T", service, "python", "infra/docker/healthy.py"]
        return read_health(self._call(*command))

    def point_to(self, service: str) -> None:
        self._compose("exec", "-T", service, "sh", "-c", POINT.format(run=RUN, service=service))

    def newer_migrations(self) -> dict[str, list[str]]:
        of_old, of_new = self._known_migrations(self.old), self._known_migrations(self.new)
        return {name: harm for name, harm in of_old.items() if name not in of_new}

    def remember(self) -> None:
        try:
            write(self.folder / ".env", {"AZIONELAB_VERSION": self.new, "AZIONELAB_PREVIOUS": self.old})
        except OSError as error:
            raise StepFailed(str(error)) from error

    def smoke(self) -> None:
        settings = read(self.folder / ".env")
        port = (settings.get("HOST_HTTPS_PORT") or "443").rpartition(":")[2]  # an address may stand before it
        program = [sys.executable, str(ROOT / "infra" / "smoke.py"), settings.get("SITE_URL", "")]
        if subprocess.run([*program, "--connect", f"127.0.0.1:{port}"], check=False).returncode:
            raise StepFailed("What is wrong stands above.")

    def _known_migrations(self, version: str) -> dict[str, list[str]]:
        command = ["docker", "compose", *ONCE, "backend", *MANAGE, "known_migrations"]
        said = self._call(*command, AZIONELAB_VERSION=version)
        if said.returncode:
            raise StepFailed(f"The image of {version} does not tell its migrations.\n{said.stderr.strip()}")
        known: dict[str, list[str]] = json.loads(said.stdout)
        return known

    def _compose(self, *arguments: str, **environment: str) -> None:
        """Its output goes to the terminal: a build of minutes that says nothing looks like one that hangs."""
        command = ["docker", "compose", *arguments]
        answer = subprocess.run(command, cwd=self.folder, env=self._environment(environment), check=False)
        if answer.returncode:
            raise StepFailed(f"Exit code {answer.returncode} of: {' '.join(command)}")

    def _call(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        env = self._environment(environment)
        return subprocess.run(command, cwd=self.folder, env=env, check=False, capture_output=True, text=True)

    def _environment(self, own: dict[str, str]) -> dict[str, str]:
        """With the version that is meant, which goes before the one in .env, and `backend-new` switched on."""
        return os.environ | {"COMPOSE_PROFILES": "release", "AZIONELAB_VERSION": self.new} | own


def read_health(said: subprocess.CompletedProcess[str]) -> tuple[str, str]:
    """What infra/docker/healthy.py has found: the version that is healthy, or "" and its words."""
    status, _, body = said.stdout.partition(" ")
    if said.returncode or status != "200":
        return "", (said.stdout + said.stderr).strip()
    try:
        return str(json.loads(body)["version"]), body.strip()
    except (ValueError, KeyError):
        return "", f"its health names no version: {body.strip()}"


def read(env_file: Path) -> dict[str, str]:
    """Plain values of the file that Compose reads; of quotes only those around a whole value are understood."""
    pairs = re.findall(r"^([A-Z_]+)=(.*)$", env_file.read_text(), re.MULTILINE)
    return {name: value.strip().strip("\"'") for name, value in pairs}


def write(env_file: Path, values: dict[str, str]) -> None:
    """All values or none: whoever reads it meanwhile, or after a power cut, finds the old file or the new one."""
    text = env_file.read_text()
    for name, value in values.items():
        line = f"{name}={value}"
        text, found = re.subn(rf"^{name}=.*$", line, text, flags=re.MULTILINE)
        if not found:
            text = f"{text.rstrip()}\n{line}\n"
    with NamedTemporaryFile("w", dir=env_file.parent, prefix=".env-", delete=False) as fresh:
        fresh.write(text)
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(fresh.name).chmod(env_file.stat().st_mode)
    Path(fresh.name).replace(env_file)
