#!/usr/bin/env python3
"""Finds texts without an Italian translation: collects them from the code as it is and compares with locale/.

The collecting is done in a copy, so that a check never writes into the project.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["it"]  # English is the language of the code
CATALOGUE = Path("LC_MESSAGES") / "django.po"
SOURCES = ["azionelab", "home", "shows", "bookings", "checkins", "templates"]
NOT_TRANSLATED = shutil.ignore_patterns("tests", "migrations", "static", "__pycache__")


def main() -> int:
    if not shutil.which("xgettext"):
        print("xgettext is missing (Debian: apt-get install gettext).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        findings = [finding for language in LANGUAGES for finding in check(language, Path(folder) / language)]
    for finding in findings:
        print(finding)
    if findings:
        print(f"\n{len(findings)} to do: `make messages` collects the texts, then translate them in locale/.")
    return 1 if findings else 0


def check(language: str, folder: Path) -> list[str]:
    committed = ROOT / "locale" / language / CATALOGUE
    if not committed.exists():
        return [f"{language}: there is no catalogue"]
    faults = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", "/dev/null", committed],  # noqa: S607  from PATH, as xgettext
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        *(f"{language}: {line}" for line in faults.stderr.splitlines() if faults.returncode),
        *compare(language, polib.pofile(str(committed)), polib.pofile(str(collect(language, folder)))),
    ]


def collect(language: str, folder: Path) -> Path:
    """The catalogue with nothing but the texts that the code has now."""
    for source in SOURCES:
        shutil.copytree(ROOT / source, folder / source, ignore=NOT_TRANSLATED)
    (folder / "locale").mkdir()
    django_admin = [sys.executable, "-m", "django", "makemessages", "--locale", language, "--verbosity", "0"]
    subprocess.run(django_admin, cwd=folder, check=True)
    return folder / "locale" / language / CATALOGUE


def compare(language: str, committed: polib.POFile, fresh: polib.POFile) -> list[str]:
    kept = {key(entry): entry for entry in committed if not entry.obsolete}
    found = {key(entry) for entry in fresh if not entry.obsolete}
    return [
        *(f"{language}: not collected yet: {text}" for _, text in sorted(found - kept.keys())),
        *(f"{language}: no longer in the code: {text}" for _, text in sorted(kept.keys() - found)),
        *(f"{language}: fuzzy: {entry.msgid}" for entry in kept.values() if entry.fuzzy),
        *(
            f"{language}: not translated: {entry.msgid}"
            for entry in kept.values()
            if not entry.fuzzy and not entry.translated()
        ),
    ]


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


if __name__ == "__main__":
    sys.exit(main())
