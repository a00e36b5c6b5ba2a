"""What ships: named in the bill of materials, under a licence that somebody has looked at, and asked about."""

import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import TestCase

import pytest
from packaging.utils import canonicalize_name

from infra import audit, licences, sbom

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


class BillTests(TestCase):
    """The bill of this very environment."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bill = sbom.bill_of_materials()
        cls.components = {component["name"]: component for component in cls.bill["components"]}

    def test_cyclonedx_allows_it_and_refuses_a_broken_one(self):
        sbom.check(self.bill)
        with pytest.raises(sbom.CannotList, match="no valid CycloneDX"):
            sbom.check(self.bill | {"components": [{"type": "moon"}]})

    def test_it_names_every_locked_package_and_no_tool(self):
        python = {canonicalize_name(name) for name, one in self.components.items() if "pkg:pypi" in one.get("purl", "")}
        assert python == set(sbom.locked_versions(LOCK.read_text()))
        assert {"django", "wagtail"} <= python
        assert "pytest" not in python

    def test_a_package_has_the_hashes_of_the_lock(self):
        [files] = [one for one in self.components["Django"]["externalReferences"] if one["type"] == "distribution"]
        locked = re.search(r"^django==.*?(?=^\w)", LOCK.read_text(), re.DOTALL | re.MULTILINE)[0]
        assert {one["content"] for one in files["hashes"]} == set(re.findall(r"sha256:(\w{64})", locked)) != set()

    def test_a_package_knows_what_it_needs(self):
        [wagtail] = [one for one in self.bill["dependencies"] if one["ref"].startswith("wagtail==")]
        assert self.components["Django"]["bom-ref"] in wagtail["dependsOn"]

    def test_it_names_what_is_in_the_widget_and_not_what_built_it(self):
        npm = {name for name, one in self.components.items() if one.get("purl", "").startswith("pkg:npm")}
        assert {"@angular/core", "@angular/material", "qr", "rxjs"} <= npm
        assert npm & {"typescript", "eslint", "@angular/cli"} == set()

    def test_libraries_inside_wheels_and_fonts_are_named(self):
        assert {"libpq", "libssl"} <= {one["name"] for one in self.components["psycopg-binary"]["components"]}
        assert "home/static/home/fonts/ibm-plex-mono.woff2" in self.components

    def test_what_ships_may_ship(self):
        assert licences.faults(self.bill, sbom.KNOWN) == []

    def test_the_list_has_a_row_for_each_and_the_reasons(self):
        page = licences.listing(self.bill, sbom.KNOWN["accepted"])
        assert "| wagtail | " in page
        assert "| tslib | " in page
        assert "- **pillow-heif/libx265**, GPL-2.0-or-later: " in page


class LicenceTests(TestCase):
    KNOWN = {"allowed": ["MIT", "Apache-2.0"], "accepted": {}}

    def faults(self, *components: dict, **accepted: dict) -> list[str]:
        return licences.faults({"components": list(components)}, self.KNOWN | {"accepted": accepted})

    def package(self, licence: str, **more: object) -> dict:
        return {"name": "moon", **sbom._licence(licence), **more}

    def test_one_allowed_side_of_or_is_enough_and_of_and_all_are_needed(self):
        assert self.faults(self.package("MIT"), self.package("MIT OR GPL-3.0-only")) == []
        [fault] = self.faults(self.package("MIT AND GPL-3.0-only"))
        assert fault == "moon: MIT AND GPL-3.0-only may not ship (allowed and accepted: infra/licences.toml)"
        assert self.faults(self.package("Apache-2.0 WITH LLVM-exception")) != []

    def test_unwanted_unknown_and_invented_licences_are_found(self):
        for licence in ("AGPL-3.0-only", "GPL-2.0-or-later", "Moon-1.0"):
            assert "may not ship" in self.faults(self.package(licence))[0]
        assert self.faults(self.package("")) == ["moon: licence unknown; read it and name it in infra/licences.toml"]

    def test_a_library_inside_counts_and_may_be_accepted_under_that_licence_alone(self):
        package = self.package("MIT", components=[{"name": "libcrater", **sbom._licence("GPL-2.0-only")}])
        assert "moon/libcrater: GPL-2.0-only may not ship" in self.faults(package)[0]
        accepted = {"moon/libcrater": {"licence": "GPL-2.0-only", "reason": "…"}}
        assert self.faults(package, **accepted) == []
        accepted["moon/libcrater"]["licence"] = "GPL-3.0-only"
        assert len(self.faults(package, **accepted)) == 2
        assert self.faults(self.package("MIT"), **accepted) == [
            "moon/libcrater: accepted in infra/licences.toml, and not needed"
        ]


class AuditTests(TestCase):
    """What the databases answer, in the shapes of pip-audit and npm."""

    WEAK = {"name": "moon", "version": "1.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["1.1"]}]}
    WELL = {"name": "sun", "version": "2.0", "vulns": []}
    SKIPPED = {"name": "star", "skip_reason": "Dependency not found on PyPI and could not be audited"}

    def test_a_skipped_package_is_no_good_news(self):
        assert self.pip_audit(self.WELL) == (0, "Packages: 1 asked about, nothing known.\n")
        assert self.pip_audit(self.WELL, self.SKIPPED) == (
            3,
            "Packages: not possible here: no vulnerability database reachable (star …)\n",
        )
        assert self.pip_audit()[0] == 3

    def test_a_weakness_counts_also_where_others_were_not_asked(self):
        code, words = self.pip_audit(self.WEAK, self.SKIPPED)
        assert code == 1
        assert "moon 1.0: GHSA-1, mended in 1.1\n" in words

    def test_npm_answers_in_its_own_shape(self):
        found = {"qr": {"range": "<0.8", "severity": "high", "fixAvailable": True}}
        dependencies = {"metadata": {"dependencies": {"prod": 10}}}
        assert self.audit(dependencies | {"vulnerabilities": {}}, audit.read_npm_audit)[0] == 0
        code, words = self.audit(dependencies | {"vulnerabilities": found}, audit.read_npm_audit)
        assert code == 1
        assert "qr <0.8: high, mended by npm audit fix\n" in words

    def test_a_registry_without_the_call_was_not_asked(self):
        answer = {"message": "405 Method Not Allowed", "error": {"summary": ""}}
        assert self.audit(answer, audit.read_npm_audit)[0] == 3
        assert self.audit(None, audit.read_npm_audit)[0] == 3

    def pip_audit(self, *packages: dict) -> tuple[int, str]:
        return self.audit({"dependencies": list(packages), "fixes": []}, audit.read_pip_audit)

    def audit(self, report: object, read) -> tuple[int, str]:
        """Through a program that prints the report, as theirs do."""
        program = [Path(sys.executable), "-c", "import sys; print(sys.argv[1])", json.dumps(report)]
        with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()):
            code = audit.audit("Packages", program, read)
        return code, said.getvalue()
