#!/usr/bin/env python3
"""Judges the licences of what ships, and lists them: `make licences` writes var/licences.md.

    infra/licences.py            judge and write the list
    infra/licences.py --check    judge only, as `make check` does

What may ship stands in infra/licences.toml. A package whose licence is not known there fails, as one does that may not
ship: nobody has looked at it yet.
"""

import sys
from collections.abc import Iterator
from typing import Any

from license_expression import ExpressionError, get_spdx_licensing

from infra import sbom

TARGET = sbom.TARGET.with_name("licences.md")
HEAD = """# What AzioneLab ships, and under which licence

Written by `make licences` from the same bill of materials as `make sbom`. AzioneLab itself is under BSD-3-Clause. The
full texts are in each Python package's `*.dist-info` folder and in `3rdpartylicenses.txt` of the widget's build; both
ship. The images also hold packages of Debian, whose licences are in `/usr/share/doc/*/copyright` there.

| package | version | licence |
|---|---|---|
"""

Bill = dict[str, Any]
spdx = get_spdx_licensing()


def main(arguments: list[str]) -> int:
    try:
        bill = sbom.bill_of_materials()
    except sbom.CannotList as refusal:
        print(refusal, file=sys.stderr)
        return 1
    found = faults(bill, sbom.KNOWN)
    for fault in found:
        print(fault, file=sys.stderr)
    if "--check" not in arguments:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(listing(bill, sbom.KNOWN["accepted"]))
        print(TARGET)
    return 1 if found else 0


def faults(bill: Bill, known: dict[str, Any]) -> list[str]:
    """What may not ship, or what nobody has looked at; and what licences.toml says of things that do not ship."""
    accepted, allowed = known["accepted"], set(known["allowed"])
    found, used = [], set()
    for name, _version, licence in licences(bill):
        if not licence:
            found.append(f"{name}: licence unknown; read it and name it in infra/licences.toml")
        elif name in accepted and accepted[name]["licence"] == licence:
            used.add(name)
        elif not may_ship(licence, allowed):
            found.append(f"{name}: {licence} may not ship (allowed and accepted: infra/licences.toml)")
    return found + [f"{name}: accepted in infra/licences.toml, and not needed" for name in sorted(set(accepted) - used)]


def licences(bill: Bill) -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each component, those inside others as `package/library`."""
    for component in bill["components"]:
        yield component["name"], component.get("version", ""), _licence(component)
        for inside in component.get("components", []):
            name = f"{component['name']}/{inside['name']}".replace("_", "-").lower()
            yield name, "", _licence(inside)


def may_ship(expression: str, allowed: set[str]) -> bool:
    """Whether all parts of an expression of SPDX are allowed, and one side of each OR."""
    try:
        parsed = spdx.parse(expression, validate=True)
    except ExpressionError:
        return False
    return _allows(parsed, allowed)


def _allows(part: Any, allowed: set[str]) -> bool:
    if isinstance(part, spdx.OR):
        return any(_allows(one, allowed) for one in part.args)
    if isinstance(part, spdx.AND):
        return all(_allows(one, allowed) for one in part.args)
    return str(part) in allowed


def _licence(component: dict[str, Any]) -> str:
    for one in component.get("licenses", []):
        return one.get("expression") or one["license"].get("id", "")
    return ""


def listing(bill: Bill, accepted: dict[str, Any]) -> str:
    rows = [f"| {name} | {version} | {licence} |" for name, version, licence in licences(bill)]
    reasons = [f"- **{name}**, {one['licence']}: {one['reason']}" for name, one in accepted.items()]
    return "\n".join([HEAD + "\n".join(rows), "", "## Accepted by name", "", *reasons, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
