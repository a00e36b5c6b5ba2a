#!/usr/bin/env python3
"""Whether Compose understands the files of infra/docker, alone and with the one for development.

It needs Compose but no Docker engine: nothing is built or started.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "infra" / "docker"
VARIANTS = [["compose.yml"], ["compose.yml", "compose.dev.yml"]]
EXAMPLE = ROOT / ".env.example"
PROFILES = "build,release"


def compose() -> list[str] | None:
    """The command of this machine: Compose 2 is a part of `docker`, the older one a program of its own."""
    if docker := shutil.which("docker"):
        answer = subprocess.run([docker, "compose", "version"], capture_output=True, check=False)
        if answer.returncode == 0:
            return [docker, "compose"]
    program = shutil.which("docker-compose")
    return [program] if program else None


def config(files: list[Path], program: list[str], values: Path = EXAMPLE) -> subprocess.CompletedProcess[str]:
    """What Compose makes of the files together, with the values of one file and every profile switched on."""
    named = [argument for file in files for argument in ("--file", str(file))]
    command = [*program, "--env-file", str(values), *named, "config"]
    environment = os.environ | {"AZIONELAB_ENV_FILE": str(values), "COMPOSE_PROFILES": PROFILES}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def main() -> int:
    program = compose()
    if program is None:
        print("The Compose files need Compose to be judged (Debian: apt-get install docker-compose).", file=sys.stderr)
        return 1
    for variant in VARIANTS:
        answer = config([FOLDER / name for name in variant], program)
        if answer.returncode:
            print(f"{' with '.join(variant)}:\n{answer.stderr}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
