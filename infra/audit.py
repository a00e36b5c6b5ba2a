#!/usr/bin/env python3
"""Asks what is known of weaknesses in the packages that ship: `make audit`.

pip-audit asks about requirements.lock, npm about the packages that the widget is made of. Exit codes: 0 asked about
each, and nothing is known; 1 something is known; 3 somebody could not be asked, so that silence says nothing. pip-audit
itself calls a package that its database does not answer for "skipped", and is content.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
LOCK = ROOT / "requirements.lock"
NOTHING_KNOWN, SOMETHING_KNOWN, NOT_ASKED = 0, 1, 3

PIP_AUDIT = [
    *(PROGRAMS / "pip-audit", "--requirement", LOCK, "--require-hashes", "--disable-pip"),
    *("--progress-spinner", "off", "--format", "json"),
]
NPM_AUDIT = [PROGRAMS / "npm", "--prefix", ROOT / "frontend", "audit", "--omit=dev", "--package-lock-only", "--json"]


class Answer(NamedTuple):
    """What a database says: how many packages it knows, what it knows against them, and of whom it says nothing."""

    asked: int
    weaknesses: list[str]
    silent: list[str]


def main() -> int:
    codes = [
        audit("Python packages of requirements.lock", PIP_AUDIT, read_pip_audit),
        audit("npm packages of the widget", NPM_AUDIT, read_npm_audit),
    ]
    return SOMETHING_KNOWN if SOMETHING_KNOWN in codes else max(codes)


def audit(what: str, command: list[Any], read: Callable[[dict[str, Any]], Answer]) -> int:
    """Says in words what came back, and returns the exit code for it."""
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    try:
        answer = read(json.loads(run.stdout))
    except (ValueError, KeyError, TypeError):  # an error, told in JSON or not
        answer = Answer(0, [], [f"{command[0].name} got no list of weaknesses: {last_line(run.stderr)}"])
    for weakness in answer.weaknesses:
        print(weakness)
    if answer.weaknesses:
        print(f"{what}: {len(answer.weaknesses)} weaknesses known. docs/upgrade.md says how to move.")
        return SOMETHING_KNOWN
    if answer.silent or not answer.asked:
        print(f"{what}: not possible here: no vulnerability database reachable ({', '.join(answer.silent[:3])} …)")
        return NOT_ASKED
    print(f"{what}: {answer.asked} asked about, nothing known.")
    return NOTHING_KNOWN


def read_pip_audit(report: dict[str, Any]) -> Answer:
    packages = report["dependencies"]
    return Answer(
        asked=sum("vulns" in package for package in packages),
        weaknesses=[line for package in packages for line in _weaknesses(package)],
        silent=[package["name"] for package in packages if "skip_reason" in package],
    )


def _weaknesses(package: dict[str, Any]) -> Iterator[str]:
    for weakness in package.get("vulns", []):
        mended = ", ".join(weakness["fix_versions"]) or "no version"
        yield f"{package['name']} {package['version']}: {weakness['id']}, mended in {mended}"


def read_npm_audit(report: dict[str, Any]) -> Answer:
    known = [
        f"{name} {one['range']}: {one['severity']}, mended {'by npm audit fix' if one['fixAvailable'] else 'in none'}"
        for name, one in report["vulnerabilities"].items()
    ]
    return Answer(asked=report["metadata"]["dependencies"]["prod"], weaknesses=known, silent=[])


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if "error" in line and "complete log" not in line]
    return lines[-1] if lines else "no answer"


if __name__ == "__main__":
    sys.exit(main())
