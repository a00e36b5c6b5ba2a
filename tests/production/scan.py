"""A scanner that others have written, against production on this machine: `make scan`.

Wapiti crawls the public site through nginx over HTTPS and tries what attackers try. It is brought into an environment
of its own, so that nothing of it is among the packages of the site; this needs the network. docs/testing.md lists what
it has found. Its exit says only whether it could run.
"""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.production.preparation import CACHE
from tests.production.stack import ProductionStack, stack_folder

WAPITI = "wapiti3==3.2.3"
# Not ssrf, which asks a host of its makers.
MODULES = "cookieflags,crlf,csp,file,htaccess,http_headers,methods,permanentxss,redirect,sql,xss"
MINUTES = int(os.environ.get("SCAN_MINUTES", "10"))
# It comes from one machine: nothing is to be refused to it because it asks too often.
UNLIMITED = {"AZIONELAB_UNLIMITED": "127.0.0.0/8", "THROTTLES_FACTOR": "100000"}


def main() -> int:
    with stack_folder() as folder, ProductionStack(folder, environment=UNLIMITED) as stack:
        report = folder / "report.json"
        scan(program(), stack.url, report)
        print(as_text(json.loads(report.read_text())))
    return 0


def program() -> Path:
    """Wapiti's program, installed when it is missing."""
    folder = CACHE / "wapiti"
    if not (folder / "bin" / "wapiti").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", WAPITI], check=True)
    return folder / "bin" / "wapiti"


def scan(wapiti: Path, url: str, report: Path) -> None:
    limits = ["--scope", "folder", "--depth", "3", "--max-links-per-page", "20", "--max-scan-time", str(MINUTES * 60)]
    output = ["--format", "json", "--output", report, "--flush-session", "--no-bugreport", "--verbose", "0"]
    subprocess.run(
        [wapiti, "--url", f"{url}/", "--module", MODULES, "--verify-ssl", "0", *limits, *output],
        check=True,
        env=os.environ | {"HOME": str(report.parent)},  # where it keeps what it has seen
    )


def as_text(report: Mapping[str, Any]) -> str:
    kinds = ("vulnerabilities", "anomalies", "additionals")
    found = [
        f"{kind}: {name}: {one['method']} {one['path']}: {one['info']}"
        for kind in kinds
        for name, ones in report[kind].items()
        for one in ones
    ]
    return "\n".join(found) or "Nothing was found."


if __name__ == "__main__":
    sys.exit(main())
