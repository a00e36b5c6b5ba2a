#!/usr/bin/env python3
"""The bill of materials of what ships, as CycloneDX in JSON: `make sbom` writes var/sbom.cdx.json.

What ships are the Python packages of requirements.lock with the libraries inside their wheels, the npm packages of
which code is in the built widget, and files of others in our folders. What Debian brings is in the images and not here:
docs/upgrade.md says how a scanner lists it.
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PathDistribution, distribution
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
WIDGET_LOCK = ROOT / "frontend" / "package-lock.json"
WIDGET_STATS = ROOT / "frontend" / "dist" / "azl" / "browser-stats.json"
TARGET = Path(os.environ.get("AZIONELAB_VAR") or ROOT / "var") / "sbom.cdx.json"
CYCLONEDX = Path(sys.executable).with_name("cyclonedx-py")
SCHEMA = SchemaVersion.V1_6
KNOWN = tomllib.loads((ROOT / "infra" / "licences.toml").read_text())
# libavif-c6062d5f.so.16.4.2, as auditwheel names what it puts into a wheel
BUNDLED_FILE = re.compile(r"(?P<name>.+)-[0-9a-f]{8}\.so[.\d]*")
FONTS = {".otf", ".ttf", ".woff", ".woff2"}
OWN_FOLDERS = ("azionelab", "bookings", "checkins", "home", "shows", "templates")

Component = dict[str, Any]


class CannotList(Exception):
    """Told to the person at the terminal as it is."""


def main() -> int:
    try:
        bill = bill_of_materials()
        check(bill)
    except CannotList as refusal:
        print(refusal, file=sys.stderr)
        return 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n")
    print(f"{TARGET}: {len(bill['components'])} components, valid CycloneDX {SCHEMA.to_version()}")
    return 0


def bill_of_materials() -> dict[str, Any]:
    """The whole bill, as it stands in the file."""
    python, dependencies = python_part()
    root = {
        "type": "application",
        "bom-ref": "azionelab",
        "name": "azionelab",
        "version": os.environ.get("AZIONELAB_VERSION", "development"),
        "licenses": [{"license": {"id": "BSD-3-Clause"}}],
    }
    widget = list(widget_part())
    direct = {reference for one in dependencies if one["ref"] == "root-component" for reference in one["dependsOn"]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SCHEMA.to_version(),
        "version": 1,
        "metadata": {"component": root},
        "components": [*python, *widget, *file_part()],
        "dependencies": [
            {"ref": "azionelab", "dependsOn": sorted(direct | {package["bom-ref"] for package in widget})},
            *(one for one in dependencies if one["ref"] != "root-component"),
        ],
    }


def check(bill: dict[str, Any]) -> None:
    """Holds the bill against CycloneDX's own schema; some ten seconds of work."""
    if fault := JsonStrictValidator(SCHEMA).validate_str(json.dumps(bill)):
        raise CannotList(f"The bill of materials is no valid CycloneDX: {fault}")


# -- Python -----------------------------------------------------------------------------------------------------------


def python_part() -> tuple[list[Component], list[dict[str, Any]]]:
    """The packages of requirements.lock as they are installed, and which of them needs which."""
    locked, installed = _cyclonedx("requirements", LOCK), _cyclonedx("environment", sys.executable)
    by_name = {canonicalize_name(one["name"]): one for one in installed["components"]}
    hashes = {canonicalize_name(one["name"]): one["externalReferences"] for one in locked["components"]}
    ships = []
    for name, version in locked_versions(LOCK.read_text()).items():
        package = by_name.get(canonicalize_name(name))
        if package is None or package["version"] != version:
            raise CannotList(f"{name} {version} of requirements.lock is not installed: make build")
        ships.append(_described(package, hashes[canonicalize_name(name)]))
    references = {package["bom-ref"] for package in ships} | {"root-component"}
    arrows = [
        {"ref": one["ref"], "dependsOn": [needed for needed in one.get("dependsOn", []) if needed in references]}
        for one in installed["dependencies"]
        if one["ref"] in references
    ]
    return ships, arrows


def locked_versions(lock: str) -> dict[str, str]:
    """Name and version of what a lock file brings to this kind of machine."""
    lines = [line.removesuffix("\\").strip() for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)]
    wanted = [Requirement(line) for line in lines]
    return {
        requirement.name: next(iter(requirement.specifier)).version
        for requirement in wanted
        if requirement.marker is None or requirement.marker.evaluate()
    }


def _cyclonedx(kind: str, source: Path | str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "bom.json"
        options = ["--sv", SCHEMA.to_version(), "--output-reproducible", "--no-validate", "--output-file", target]
        answer = subprocess.run([CYCLONEDX, kind, *options, source], capture_output=True, text=True, check=False)
        if answer.returncode:
            raise CannotList(f"cyclonedx-py {kind}: {answer.stderr}")
        return json.loads(target.read_text())


def _described(package: Component, distributions: list[dict[str, Any]]) -> Component:
    """With the one licence, the hashes of the lock instead of where this machine had it from, and what is inside."""
    name = canonicalize_name(package["name"])
    links = [one for one in package.get("externalReferences", []) if one["type"] != "distribution"]
    inside = [
        {"type": "library", "bom-ref": f"{package['bom-ref']}/{library}", "name": library, **_licence(licence)}
        for library, licence in sorted(bundled_in(name).items())
    ]
    return {
        **package,
        **_licence(KNOWN["stated"].get(name) or _declared(package)),
        "purl": f"pkg:pypi/{name}@{package['version']}",
        "externalReferences": [*links, *distributions],
        **({"components": inside} if inside else {}),
    }


def _declared(package: Component) -> str:
    """The licence that the metadata name as an identifier or an expression of SPDX; else what they say at all."""
    named = package.pop("licenses", [])
    for one in named:
        if found := one.get("expression") or one["license"].get("id"):
            return found
    return ""


def bundled_in(name: str) -> dict[str, str]:
    """The libraries inside an installed wheel with their licences; one that licences.toml does not know has none."""
    known = KNOWN["bundled"].get(name, {})
    files = {match["name"] for path in _shared_libraries(distribution(name)) if (match := BUNDLED_FILE.fullmatch(path))}
    others = {library for library in known if not library.startswith("lib")}  # scripts, of which no file name tells
    return {library: known.get(library, "") for library in files | others}


def _shared_libraries(package: PathDistribution) -> Iterator[str]:
    yield from (path.name for path in package.files or [] if path.parent.name.endswith(".libs"))


def _licence(expression: str) -> dict[str, Any]:
    if not expression:
        return {}
    if re.search(r" (AND|OR|WITH) ", expression):
        return {"licenses": [{"expression": expression}]}
    return {"licenses": [{"license": {"id": expression}}]}


# -- the widget, and files --------------------------------------------------------------------------------------------


def widget_part() -> Iterator[Component]:
    """The npm packages of which the build has put code into the widget's files."""
    if not WIDGET_STATS.exists():
        raise CannotList("The widget is not built: make build")
    locked = json.loads(WIDGET_LOCK.read_text())["packages"]
    for name in sorted(bundled_packages(json.loads(WIDGET_STATS.read_text()))):
        package = locked[f"node_modules/{name}"]
        algorithm, _, digest = package["integrity"].partition("-")
        reference = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
        yield {
            "type": "library",
            "bom-ref": reference,
            "name": name,
            "version": package["version"],
            "purl": reference,
            "hashes": [{"alg": algorithm.replace("sha", "SHA-"), "content": base64.b64decode(digest).hex()}],
            **_licence(package.get("license", "").strip("()")),
        }


def bundled_packages(stats: dict[str, Any]) -> set[str]:
    sources = {source for output in stats["outputs"].values() for source in output["inputs"]}
    found = (re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)/", source) for source in sources)
    return {match[1] for match in found if match}


def file_part() -> Iterator[Component]:
    fonts = (path for folder in OWN_FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in FONTS)
    for path in sorted(fonts):
        name = path.relative_to(ROOT).as_posix()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        yield {
            "type": "file",
            "bom-ref": name,
            "name": name,
            "hashes": [{"alg": "SHA-256", "content": digest}],
            **_licence(KNOWN["files"].get(name, "")),
        }


if __name__ == "__main__":
    sys.exit(main())
