"""docs/ says what the code does: rules, refusals, calls, settings, constraints, decisions and links.

Each check is a function from text to findings, and each has a bad sample that it must find.
"""

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import polib
from django.apps import apps
from django.conf import global_settings, settings
from django.db import models
from django.test import SimpleTestCase
from django.urls import URLPattern, URLResolver
from django.utils import translation

from azionelab import env
from azionelab.api import urls as api_urls
from azionelab.api.errors import STATUS_BY_REFUSAL
from bookings import policies as booking_policies
from bookings.exceptions import BookingRefused, RefusedAtTheDesk
from bookings.models import BookingSettings
from checkins import policies as door_policies

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CATALOGUE = ROOT / "locale" / "it" / "LC_MESSAGES" / "django.po"
WIDGET_CODES = ROOT / "frontend" / "src" / "app" / "api" / "refusal.ts"

# The framework's own, which rules and the contract name beside ours.
FRAMEWORK_CODES = {"throttled", "permission_denied", "not_authenticated"}
RULE_COLUMNS = ["rule", "decided by", "changed by", "refusal", "test"]
QUOTED = re.compile(r"`([^`]+)`")

# -- what the code has ------------------------------------------------------------------------------------------------


def refusal_classes(family: type[BookingRefused] = BookingRefused) -> Iterator[type[BookingRefused]]:
    for refusal in family.__subclasses__():
        if refusal is not RefusedAtTheDesk:
            yield refusal
        yield from refusal_classes(refusal)


def rule_functions(*modules: ModuleType) -> set[str]:
    """The public functions that the modules define themselves."""
    return {
        f"{module.__name__}.{name}"
        for module in modules
        for name, value in vars(module).items()
        if callable(value) and not isinstance(value, type) and not name.startswith("_")
        if getattr(value, "__module__", "") == module.__name__
    }


def api_paths(patterns: Iterable[URLPattern | URLResolver] = api_urls.urlpatterns, prefix: str = "/api/") -> set[str]:
    """The paths of all calls, with `{name}` where something is put in; without the document of the API itself."""
    found: set[str] = set()
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found |= api_paths(pattern.url_patterns, path)
        else:
            found.add(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path))
    return found - {"/api/", "/api/schema/", "/api/docs/"}


def environment_variables() -> set[str]:
    """What the table of azionelab/env.py declares, and what settings ask for by name besides."""
    asked = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""")
    sources = [Path(env.__file__), *(ROOT / "azionelab" / "settings").glob("*.py")]
    return set(env.env.scheme) | {name for source in sources for name in asked.findall(source.read_text())}


def own_settings() -> set[str]:
    """The settings that our own code reads and Django does not know."""
    read = re.compile(r"(?<![\w.])settings\.([A-Z][A-Z_]+)")
    sources = [path for app in ("home", "shows", "bookings", "checkins") for path in (ROOT / app).rglob("*.py")]
    names = {name for path in sources if "tests" not in path.parts for name in read.findall(path.read_text())}
    return {name for name in names if not hasattr(global_settings, name)}


def constraint_names() -> set[str]:
    ours = [model for app in ("bookings", "checkins") for model in apps.get_app_config(app).get_models()]
    return {constraint.name for model in ours for constraint in model._meta.constraints}


# -- what the pages say -----------------------------------------------------------------------------------------------


def page(name: str) -> str:
    return (DOCS / name).read_text()


def table_rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table, heads and rules apart."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        is_head = number + 1 < len(lines) and re.fullmatch(r"[|\- ]+", lines[number + 1])
        if line.startswith("|") and not is_head and not re.fullmatch(r"[|\- ]+", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def rules(text: str) -> Iterator[dict[str, str]]:
    for cells in table_rows(text):
        yield dict(zip(RULE_COLUMNS, cells, strict=True))


def first_names(text: str) -> set[str]:
    """What stands in backticks in the first cell of a row."""
    return {name for cells in table_rows(text) for name in QUOTED.findall(cells[0])}


# -- the checks -------------------------------------------------------------------------------------------------------


def rule_faults(text: str) -> list[str]:
    codes = {refusal.code for refusal in refusal_classes()}
    known = codes | FRAMEWORK_CODES
    found = []
    for rule in rules(text):
        decided, changed = QUOTED.findall(rule["decided by"]), QUOTED.findall(rule["changed by"])
        found += [f"nobody decides: {rule['rule']}"] if not decided else []
        found += [f"no such thing: {name}" for name in [*decided, *changed] if not exists(name)]
        found += [f"no such refusal: {code}" for code in QUOTED.findall(rule["refusal"]) if code not in known]
        found += [f"no such test: {name}" for name in QUOTED.findall(rule["test"]) if not is_a_test(name)]
    found += [f"no rule names {name}" for name in sorted(rule_functions(booking_policies, door_policies) - named(text))]
    return found + [f"no rule is refused with {code}" for code in sorted(codes - refused(text))]


def named(text: str) -> set[str]:
    return {name for rule in rules(text) for name in QUOTED.findall(rule["decided by"])}


def refused(text: str) -> set[str]:
    return {code for rule in rules(text) for code in QUOTED.findall(rule["refusal"])}


def exists(name: str) -> bool:
    """Whether a dotted name can be reached, or a bare one is a variable of the environment."""
    if "." not in name:
        return name in environment_variables()
    module, attributes = name, []
    while module:
        try:
            found = importlib.import_module(module)
        except ModuleNotFoundError:
            module, _, attribute = module.rpartition(".")
            attributes.insert(0, attribute)
        else:
            return reaches(found, attributes)
    return False


def reaches(found: object, attributes: list[str]) -> bool:
    for attribute in attributes:
        if not hasattr(found, attribute):
            return False
        found = getattr(found, attribute)
    return True


def is_a_test(name: str) -> bool:
    """Whether `path::Class::test` stands in the sources; nothing is imported or run."""
    path, class_name, test_name = name.split("::")
    if not (ROOT / path).is_file():
        return False
    classes = [node for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.ClassDef)]
    tests = {(node.name, item.name) for node in classes for item in node.body if isinstance(item, ast.FunctionDef)}
    return (class_name, test_name) in tests


def refusal_faults(
    refusals: Iterable[type[BookingRefused]], contract: str, catalogue: polib.POFile, widget: str
) -> list[str]:
    """What a refusal lacks to be complete: status, row in the contract, Italian sentence, words in the widget."""
    rows = {tuple(QUOTED.findall(" ".join((cells[0], cells[-1])))): cells[1] for cells in table_rows(contract)}
    translated = {entry.msgid for entry in catalogue if entry.translated() and not entry.fuzzy}
    widget_codes = set(re.findall(r"'(\w+)'", re.search(r"REFUSAL_CODES = \[(.*?)\]", widget, re.DOTALL)[1]))
    found = []
    for refusal in refusals:
        name, status = refusal.__name__, STATUS_BY_REFUSAL.get(refusal)
        if english(refusal) not in translated:
            found.append(f"{name}: no Italian sentence")
        if issubclass(refusal, RefusedAtTheDesk):
            continue
        if status is None:
            found.append(f"{name}: no status")
        if rows.get((refusal.code, name)) != str(status):
            found.append(f"{name}: no row in the contract with `{refusal.code}` and {status}")
        if refusal.code not in widget_codes:
            found.append(f"{name}: no words in the widget for {refusal.code}")
    return found


def english(refusal: type[BookingRefused]) -> str:
    with translation.override(None):
        return str(refusal.sentence)


def call_faults(contract: str, paths: set[str]) -> list[str]:
    calls = {path for cells in table_rows(contract) for path in re.findall(r"^`(?:GET|POST) (\S+)`", cells[0])}
    missing, gone = paths - calls, calls - paths
    return [*(f"no row: {path}" for path in sorted(missing)), *(f"no such call: {path}" for path in sorted(gone))]


def setting_faults(text: str) -> list[str]:
    fields = {field.name for field in BookingSettings._meta.fields if not isinstance(field, models.AutoField)}
    wanted = environment_variables() | own_settings() | set(settings.THROTTLES) | fields
    return [f"no row: {name}" for name in sorted(wanted - first_names(text))]


def constraint_faults(text: str) -> list[str]:
    written = {name for name in first_names(text) if re.match(r"(bookings|checkins)_", name)}
    known = constraint_names()
    missing, gone = known - written, written - known
    return [*(f"no row: {name}" for name in sorted(missing)), *(f"no such: {name}" for name in sorted(gone))]


def decision_faults(index: str, files: Iterable[str]) -> list[str]:
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index))
    return [f"not in the index: {name}" for name in sorted(set(files) - listed)]


def decision_shape_faults(text: str) -> list[str]:
    wanted = ["**Status:**", "## Context", "## Decision", "## Consequences", "## Alternatives"]
    return [f"lacks {part}" for part in wanted if part not in text]


def link_faults(folder: Path, text: str) -> list[str]:
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    return [f"leads nowhere: {link}" for link in local if not (folder / link).exists()]


class RuleTests(SimpleTestCase):
    def test_rules_name_what_there_is(self):
        assert rule_faults(page("rules.md")) == []

    def test_bad_samples_are_found(self):
        row = "| Words. | {} | {} | {} | {} |".format
        good = "`bookings.policies.check_party`"
        samples = [
            (row("", "", "", ""), "nobody decides: Words."),
            (row("`bookings.policies.check_moon`", "", "", ""), "no such thing: bookings.policies.check_moon"),
            (row("`nowhere.at_all`", "", "", ""), "no such thing: nowhere.at_all"),
            (
                row(good, "`bookings.models.Venue.moon`", "", ""),
                "no such thing: bookings.models.Venue.moon",
            ),
            (row(good, "`MOON_PHASE`", "", ""), "no such thing: MOON_PHASE"),
            (row(good, "", "`too_dark`", ""), "no such refusal: too_dark"),
            (
                row(good, "", "", "`tests/test_docs.py::A::test_moon`"),
                "no such test: tests/test_docs.py::A::test_moon",
            ),
            (row(good, "", "", "`tests/test_moon.py::A::b`"), "no such test: tests/test_moon.py::A::b"),
            (row(good, "", "", ""), "no rule names bookings.policies.check_window"),
            (row(good, "", "", ""), "no rule is refused with not_found"),
        ]
        for text, fault in samples:
            with self.subTest(fault=fault):
                assert fault in rule_faults(text)


class RefusalTests(SimpleTestCase):
    def test_every_refusal_is_complete(self):
        catalogue = polib.pofile(str(CATALOGUE))
        assert refusal_faults(refusal_classes(), page("api-contract.md"), catalogue, WIDGET_CODES.read_text()) == []

    def test_an_incomplete_refusal_is_found(self):
        class TooDark:
            code = "too_dark"
            sentence = "It is too dark."

        assert refusal_faults([TooDark], "", polib.POFile(), "REFUSAL_CODES = [ 'busy' ]") == [
            "TooDark: no Italian sentence",
            "TooDark: no status",
            "TooDark: no row in the contract with `too_dark` and None",
            "TooDark: no words in the widget for too_dark",
        ]

    def test_a_row_with_another_status_is_found(self):
        [refusal] = [refusal for refusal in refusal_classes() if refusal.code == "busy"]
        catalogue = polib.POFile()
        catalogue.append(polib.POEntry(msgid=english(refusal), msgstr="Un momento."))
        faults = refusal_faults([refusal], "| `busy` | 500 | when | | `Busy` |", catalogue, "REFUSAL_CODES = ['busy']")
        assert faults == ["Busy: no row in the contract with `busy` and 503"]


class CallTests(SimpleTestCase):
    def test_every_call_has_a_row(self):
        assert call_faults(page("api-contract.md"), api_paths()) == []

    def test_calls_that_differ_are_found(self):
        assert "/api/performances/{performance_id}/" in api_paths()
        text = "| `GET /api/moon/` | all | 200 |"
        assert call_faults(text, {"/api/shows/"}) == ["no row: /api/shows/", "no such call: /api/moon/"]


class SettingTests(SimpleTestCase):
    def test_every_setting_has_a_row(self):
        assert setting_faults(page("settings.md")) == []

    def test_missing_rows_are_found(self):
        faults = setting_faults("| `SITE_URL` | address |")
        for name in ("DATABASE_URL", "PORT", "MAIL_FIRST_TRY_SECONDS", "book.client", "pending_hours"):
            assert f"no row: {name}" in faults
        assert "no row: SITE_URL" not in faults


class ModelTests(SimpleTestCase):
    def test_every_constraint_has_a_row(self):
        assert constraint_faults(page("domain-model.md")) == []

    def test_constraints_that_differ_are_found(self):
        faults = constraint_faults("| `bookings_moon_is_full` | nothing |")
        assert {"no such: bookings_moon_is_full", "no row: bookings_house_never_overbooked"} <= set(faults)


class DecisionTests(SimpleTestCase):
    def test_every_decision_is_in_the_index(self):
        files = [path.name for path in (DOCS / "adr").glob("[0-9]*.md")]
        assert decision_faults(page("adr/README.md"), files) == []

    def test_a_forgotten_decision_is_found(self):
        assert decision_faults("[0001](0001-a.md)", ["0001-a.md", "0002-b.md"]) == ["not in the index: 0002-b.md"]

    def test_every_decision_has_its_parts(self):
        for path in (DOCS / "adr").glob("[0-9]*.md"):
            with self.subTest(decision=path.name):
                assert decision_shape_faults(path.read_text()) == []

    def test_a_decision_without_alternatives_is_found(self):
        text = "**Status:** accepted\n## Context\n## Decision\n## Consequences\n"
        assert decision_shape_faults(text) == ["lacks ## Alternatives"]


class LinkTests(SimpleTestCase):
    def test_every_link_leads_somewhere(self):
        for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
            with self.subTest(page=path.name):
                assert link_faults(path.parent, path.read_text()) == []

    def test_a_link_to_nowhere_is_found(self):
        text = "[a](README.md) [b](https://example.org) [c](#here) [d](moon.md#full)"
        assert link_faults(DOCS, text) == ["leads nowhere: moon.md"]
