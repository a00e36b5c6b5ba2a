#!/usr/bin/env python3
"""Compares docs/openapi.json with the document that the views give now, and shows the difference."""

import difflib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "docs" / "openapi.json"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.json"
        if code := generate(fresh):
            return code
        difference = compare(COMMITTED, fresh)
    if not difference:
        return 0
    sys.stdout.writelines(difference)
    print("\nThe API and docs/openapi.json differ. If the change is meant: make schema, and commit the file.")
    return 1


def generate(target: Path) -> int:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["DJANGO_SETTINGS_MODULE"] = "azionelab.settings.test"
    arguments = ["--lang", "en", "--format", "openapi-json", "--validate", "--fail-on-warn", "--file", str(target)]
    command = [sys.executable, "manage.py", "spectacular", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def compare(committed: Path, fresh: Path) -> list[str]:
    old = committed.read_text().splitlines(keepends=True) if committed.exists() else []
    new = fresh.read_text().splitlines(keepends=True)
    return list(difflib.unified_diff(old, new, "docs/openapi.json", "the views"))


if __name__ == "__main__":
    sys.exit(main())
