"""Who may import whom: the arrows between the apps, the layers inside a booking app, and imports inside functions.

Read from the import statements alone, so nothing has to be loaded. Each rule has a bad sample that it must find.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.test import SimpleTestCase

ROOT = Path(__file__).resolve().parent.parent

# An app may import those that stand after it; azionelab knows everyone, and nobody imports it.
APPS = ["azionelab", "checkins", "bookings", "shows", "home"]

# The layers of bookings and checkins, docs/architecture.md: a module imports its own layer and those before it.
LAYERS = {
    "words": [
        "desk_refusals",
        "digests",
        "enums",
        "exceptions",
        "mail_domains",
        "mail_failures",
        "masking",
        "moves",
        "references",
        "spelling",
        "stamps",
        "tokens",
    ],
    "rows": ["models", "seat_triggers", "concurrent_indexes", "migrations"],
    "rules": ["merging", "policies", "run_plans"],
    "reads": [
        *("queries", "statements"),
        "locking",
        *("listings", "evenings"),
        "runs",
        "programme_questions",
        "month_calendar",
        "whats_on",
        "holders",
        "following",
        "links",
        "passes",
        "paper",
        "pass_files",
        "door_list",
        "door_sheets",
        "calendars",
        "consequences",
        "told_moves",
        "structured_data",
        "phone_list",
        *("phone_state", "scanning"),
        *("activity", "activity_sources"),
        *("spreadsheets", "workbooks", "table_sheets", "exports", "attendance", "cash_sheets", "cash_tables"),
        *("pictures", "sales_figures", "season_sheets", "selling"),
        *("practice", "report", "report_tables", "report_files"),
        "stage",
        *("desk_search", "desk_facts"),
    ],
    "acts": [
        *(
            *("acts", "recording"),
            "capacities",
            "seating",
            "services",
            "corrections",
            "desk",
            "announcements",
            "programme",
            "new_dates",
            "release",
            "privacy",
            "timed",
            "contact",
        ),
        *("notifications", "outbox", "first_tries", "mail_line", "mails", "throttling", "takings"),
        *("counting", "conflicts", "house_clear", "sync", "ticks"),
    ],
    "edges": [
        *("api", "apps", "clients", "management", "page_headers", "templatetags", "urls", "views", "widget_files"),
        *(
            "admin_views",
            "booking_views",
            "calendar_files",
            "contact_forms",
            "contact_views",
            "holder_views",
            "kept_passes",
            "mail_samples",
            "modeladmin",
            "offline",
            "refusal_pages",
            "sent_views",
            "wagtail_hooks",
        ),
        *("staff_pages", "house_views", "tick_views", "report_views", "practice_views"),
        "stage_views",
        *("dashboard", "explorer", "export_views", "guards", "log_words", "page_checks", "panels", "run_forms"),
        *("activity_views", "box_pages", "box_office_views", "mail_admin", "venue_admin"),
        *("act_words", "performance_acts", "performance_forms", "trial_mails"),
        *("performance_admin", "performance_versions"),
        *("desk_panels", "desk_forms", "desk_views", "desk_act_views", "desk_book_views", "reservation_list"),
        "admission_panel",
        *("cash_forms", "cash_views", "figure_files", "figure_urls", "sales_views", "season_views"),
    ],
}
ORDER = list(LAYERS)
LAYER_OF = {module: layer for layer, modules in LAYERS.items() for module in modules}
# What only edges know, and what rules may not ask: the clock, the settings and the database.
EDGE_LIBRARIES = ["rest_framework", "django.http", "django.views", "wagtail.admin", "wagtail_modeladmin"]
NOT_IN_RULES = ["django.conf", "django.db", "django.utils.timezone", "wagtail"]
# Edges that another app may use all the same.
SHARED_EDGES = {
    "bookings.api.etags": "both APIs have answers that a poller need not receive twice",
    "bookings.api.public": "and both document such answers in the same words",
    "bookings.api.filters": "the lists of both APIs are paged alike",
    "bookings.api.shapes": "serializers of both APIs are made once",
    "bookings.api.serializers": "a performance has one shape in both APIs",
    "bookings.page_headers": "private pages of both apps send the same headers",
    "bookings.box_pages": "screens of both apps in the admin share one shell",
    "bookings.desk_panels": "what the door shows of a reservation stands on its page in the admin",
    "bookings.desk_views": "and those about one reservation ask for the same permission in the same way",
}
# Wagtail wants the panels of a page or a site setting on its model.
PANELS_ALLOWED = {"bookings.models.pages", "bookings.models.settings", "bookings.models.texts"}

REASONS_FOR_IMPORTS_INSIDE = {"models must be loaded first", "registers the system checks", "only where it is wanted"}


def modules() -> Iterator[tuple[str, str]]:
    """Name and source of every module of the apps, without their tests."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).with_suffix("").parts
            if "tests" not in name:
                yield ".".join(name).removesuffix(".__init__"), path.read_text()


def imported_names(source: str) -> set[str]:
    """`from a import b` gives a and a.b, since b may be a module."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def faults(module: str, source: str) -> list[str]:
    found = [fault for name in sorted(imported_names(source)) for fault in (*arrow(module, name), *layer(module, name))]
    return sorted({f"{module}: {fault}" for fault in (*found, *unexplained_imports_inside(source))})


def arrow(module: str, name: str) -> Iterator[str]:
    app, other = module.split(".")[0], name.split(".")[0]
    if other in APPS and APPS.index(other) < APPS.index(app):
        yield f"{app} must not know {other}"


def layer(module: str, name: str) -> Iterator[str]:
    own = layer_of(module)
    if own is None:
        return
    if own != "edges" and module not in PANELS_ALLOWED and within(name, EDGE_LIBRARIES):
        yield f"{own} must not import {name}"
    if own == "rules" and within(name, NOT_IN_RULES):
        yield f"rules must not ask {name}"
    other = layer_of(name)
    if other and ORDER.index(other) > ORDER.index(own):
        yield f"{own} must not import {other} ({name})"
    if other == "edges" and name.split(".")[0] != module.split(".")[0] and not within(name, SHARED_EDGES):
        yield f"{name} is an edge of another app"


def layer_of(module: str) -> str | None:
    """None for what has no layers: other apps, the packages themselves and their contents."""
    app, _, rest = module.partition(".")
    return LAYER_OF.get(rest.split(".")[0]) if app in ("bookings", "checkins") else None


def within(name: str, packages) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def unexplained_imports_inside(source: str) -> Iterator[str]:
    lines = source.splitlines()
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                reason = re.search(r"PLC0415\s+(.+)$", lines[node.lineno - 1])
                if not reason or reason[1] not in REASONS_FOR_IMPORTS_INSIDE:
                    yield f"line {node.lineno}: an import inside a function needs a reason from the list"


class ArchitectureTests(SimpleTestCase):
    def test_imports_follow_arrows_and_layers(self):
        assert [fault for module, source in modules() for fault in faults(module, source)] == []

    def test_every_module_of_the_booking_apps_has_a_layer(self):
        booking_modules = {module for module, _ in modules() if module.split(".")[0] in ("bookings", "checkins")}
        assert {module for module in booking_modules if "." in module and not layer_of(module)} == set()

    def test_bad_samples_are_found(self):
        samples = [
            ("shows.models", "from bookings.models import Performance", "shows.models: shows must not know bookings"),
            ("home.blocks", "import azionelab.env", "home.blocks: home must not know azionelab"),
            (
                "bookings.services",
                "from rest_framework import status",
                "bookings.services: acts must not import rest_framework",
            ),
            (
                "bookings.policies",
                "from django.utils import timezone",
                "bookings.policies: rules must not ask django.utils.timezone",
            ),
            (
                "bookings.queries",
                "from bookings import services",
                "bookings.queries: reads must not import acts (bookings.services)",
            ),
            (
                "checkins.api.views",
                "from bookings.api import views",
                "checkins.api.views: bookings.api.views is an edge of another app",
            ),
            (
                "bookings.services",
                "def book():\n    import json",
                "bookings.services: line 2: an import inside a function needs a reason from the list",
            ),
            (
                "bookings.services",
                "def book():\n    import json  # noqa: PLC0415  it was easier",
                "bookings.services: line 2: an import inside a function needs a reason from the list",
            ),
        ]
        for module, source, fault in samples:
            with self.subTest(module=module, source=source):
                assert fault in faults(module, source)

    def test_good_samples_pass(self):
        samples = [
            ("bookings.services", "from bookings import policies, queries\nfrom shows.models import ShowPage"),
            ("checkins.services", "from bookings.services import book"),
            ("checkins.api.views", "from bookings.api.serializers import PerformanceSerializer"),
            ("bookings.apps", "def ready():\n    import json  # noqa: PLC0415  models must be loaded first"),
        ]
        for module, source in samples:
            with self.subTest(module=module, source=source):
                assert faults(module, source) == []
