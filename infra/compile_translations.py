#!/usr/bin/env python3
"""Compiles one catalogue, infra/compile_translations.py django.po django.mo, on machines that have no gettext.

Fuzzy translations are left out, as Django's compilemessages does; a fuzzy header is no reason to leave out the rest,
as it is for Babel's own command. Placeholders that differ between text and translation stop it.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def main(source: Path, target: Path) -> int:
    language = source.parent.parent.name  # locale/it/LC_MESSAGES/django.po; without it Babel drops the plural rule
    with source.open("rb") as file:
        catalogue = read_po(file, locale=language)
    faults = [(message, fault) for message, found in catalogue.check() if not message.fuzzy for fault in found]
    for message, fault in faults:
        print(f"{source}:{message.lineno}: {fault}", file=sys.stderr)
    if faults:
        return 1
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
