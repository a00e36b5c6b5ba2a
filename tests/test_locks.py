"""What is installed is what somebody has looked at: every lock file has digests and agrees with what it locks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from unittest import TestCase

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
NPM_LOCKS = [ROOT / "frontend" / "package-lock.json", ROOT / "tests" / "tools" / "package-lock.json"]
NPM_REGISTRY = "https://registry.npmjs.org/"  # npm reads it as whatever registry is set


def python_lock_faults(wanted: str, lock: str) -> list[str]:
    """What a lock file lacks of its requirements file, and which of its packages have no hash or no exact version."""
    locked = dict(entries(lock))
    found = [f"{name}: no hash" for name, (_, hashes) in locked.items() if not hashes]
    found += [f"{name}: no exact version" for name, (one, _) in locked.items() if not is_exact(one)]
    for line in requirement_lines(wanted):
        requirement = Requirement(line)
        name = canonicalize_name(requirement.name)
        if name not in locked:
            found.append(f"{name}: not locked")
        elif version(locked[name][0]) not in requirement.specifier:
            found.append(f"{name}: {version(locked[name][0])} is locked, {requirement.specifier} is wanted")
    return found


def entries(lock: str) -> Iterator[tuple[str, tuple[Requirement, int]]]:
    """Each locked package with the number of its hashes."""
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if re.match(r"[A-Za-z0-9]", entry):
            requirement = Requirement(entry.splitlines()[0].rstrip("\\ "))
            hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)
            yield canonicalize_name(requirement.name), (requirement, len(hashes))


def is_exact(requirement: Requirement) -> bool:
    return [one.operator for one in requirement.specifier] == ["=="]


def version(requirement: Requirement) -> str:
    return next(iter(requirement.specifier)).version


def requirement_lines(text: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def npm_lock_faults(lock: dict) -> list[str]:
    """Packages without a digest, and such as would come from another place than the registry that is set."""
    packages = {name: package for name, package in lock["packages"].items() if name}
    found = [f"{name}: no integrity" for name, package in packages.items() if not package.get("integrity")]
    places = {name: package.get("resolved", NPM_REGISTRY) for name, package in packages.items()}
    return found + [f"{name}: from {place}" for name, place in places.items() if not place.startswith(NPM_REGISTRY)]


class LockTests(TestCase):
    def test_python_locks_agree_with_their_files_and_have_hashes(self):
        locks = sorted(ROOT.glob("requirements*.lock"))
        assert {lock.stem for lock in locks} == {path.stem for path in ROOT.glob("requirements*.txt")}
        for lock in locks:
            with self.subTest(lock.name):
                assert python_lock_faults(lock.with_suffix(".txt").read_text(), lock.read_text()) == []

    def test_what_a_lock_lacks_is_found(self):
        good = f"django==5.2.19 \\\n    --hash=sha256:{'0' * 64}\n    # via x\n"
        assert python_lock_faults("Django~=5.2.19  # LTS\n", good) == []
        assert python_lock_faults("Django~=6.2\n", good) == ["django: 5.2.19 is locked, ~=6.2 is wanted"]
        assert python_lock_faults("wagtail~=7.4\n", good) == ["wagtail: not locked"]
        assert python_lock_faults("", "django==5.2.19\n") == ["django: no hash"]
        assert python_lock_faults("", good.replace("==", ">=")) == ["django: no exact version"]

    def test_npm_locks_have_digests_and_one_source(self):
        for path in NPM_LOCKS:
            with self.subTest(path.name):
                lock = json.loads(path.read_text())
                assert len(lock["packages"]) > 100
                assert npm_lock_faults(lock) == []

    def test_what_an_npm_lock_lacks_is_found(self):
        packages = {
            "": {"name": "the widget itself"},
            "node_modules/a": {"version": "1"},
            "node_modules/b": {"integrity": "sha512-x", "resolved": "git+ssh://elsewhere.example/b.git"},
            "node_modules/c": {"integrity": "sha512-x", "resolved": f"{NPM_REGISTRY}c/-/c-1.tgz"},
        }
        assert npm_lock_faults({"packages": packages}) == [
            "node_modules/a: no integrity",
            "node_modules/b: from git+ssh://elsewhere.example/b.git",
        ]
