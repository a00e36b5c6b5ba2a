#!/usr/bin/env python3
"""Refuses migrations that would harm the code of the release before, which goes on while they are applied.

    infra/dev_postgres.py run infra/lint_migrations.py

Judged is each migration of ours that is newer than those of the last release (infra/released_migrations.json), by the
SQL that PostgreSQL would get: django-migration-linter's rules, its warnings too, and a few of our own. A migration that
may do it nevertheless says why, for each code:

    class Migration(migrations.Migration):
        accepted = {"DROP_COLUMN": "1.4 was the last release that read it; this one comes after 1.5."}

docs/rollback.md tells what each code means, and how to reach the same by two releases.
"""

import json
import logging
import os
import re
import sys
from pathlib import Path

import django
from django.db import connection
from django.db.migrations import Migration
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import PostgresqlAnalyser, analyse_sql_statements
from django_migration_linter.sql_analyser.base import Check, CheckMode, CheckType

ROOT = Path(__file__).resolve().parent.parent
RELEASED = ROOT / "infra" / "released_migrations.json"
OUR_APPS = ("azionelab", "home", "shows", "bookings", "checkins")
# They judge names in the source of a function, not what it does to a database.
MATTERS_OF_TASTE = ["RUNPYTHON_ARGS_NAMING_CONVENTION", "RUNPYTHON_MODEL_VARIABLE_NAME"]

CHECKED_AT_ONCE = re.compile(r"ALTER TABLE (\S+) ADD CONSTRAINT .* (CHECK|FOREIGN KEY)\b(?!.*NOT VALID)")
REWRITTEN = re.compile(
    r"ADD COLUMN .*(GENERATED ALWAYS AS|DEFAULT .*(random|uuid|clock_timestamp)\w*\()", re.IGNORECASE
)


def checks_rows_under_lock(statements: list[str], **_: object) -> bool:
    """A constraint that reads a whole table while nobody may write to it. A new table has no rows to read."""
    created = {match[1] for match in (re.match(r"CREATE TABLE (\S+)", sql) for sql in statements) if match}
    added = (CHECKED_AT_ONCE.search(sql) for sql in statements)
    return any(match and match[1] not in created for match in added)


class Analyser(PostgresqlAnalyser):
    migration_checks = [
        *PostgresqlAnalyser.migration_checks,
        Check(
            code="VALIDATED_CONSTRAINT",
            fn=checks_rows_under_lock,
            message="constraint without NOT VALID reads the whole table under a lock (AddConstraintNotValid, then "
            "ValidateConstraint in a migration of its own)",
            mode=CheckMode.TRANSACTION,
            type=CheckType.ERROR,
        ),
        Check(
            code="TABLE_REWRITE",
            fn=lambda sql, **_: REWRITTEN.search(sql),
            message="a column computed for each row writes the whole table anew under a lock",
            mode=CheckMode.ONE_LINER,
            type=CheckType.ERROR,
        ),
        Check(
            code="LOCK",
            fn=lambda sql, **_: re.match(r"\s*LOCK\b", sql, re.IGNORECASE),
            message="LOCK stops everybody else",
            mode=CheckMode.ONE_LINER,
            type=CheckType.ERROR,
        ),
    ]


class Lint:
    """The migrations that no release has had yet. Needs a PostgreSQL, which may be empty."""

    def __init__(self, released: dict[str, str], apps: tuple[str, ...] = OUR_APPS) -> None:
        self.linter = MigrationLinter(no_cache=True, exclude_migration_tests=MATTERS_OF_TASTE)
        self.linter.sql_analyser_class = Analyser
        graph = self.linter.migration_loader.graph
        known = {node for app, name in released.items() for node in graph.forwards_plan((app, name))}
        self.migrations = [graph.nodes[node] for node in sorted(graph.nodes) if node[0] in apps and node not in known]

    def complaints(self) -> list[str]:
        return [complaint for migration in self.migrations for complaint in self.about(migration)]

    def about(self, migration: Migration) -> list[str]:
        reasons: dict[str, str] = getattr(migration, "accepted", {})
        found = self.dangers(migration)
        dangers = [f"{code}: {message}" for code, message in found.items() if not reasons.get(code, "").strip()]
        needless = [f"{code} is accepted, and does not occur" for code in reasons.keys() - found.keys()]
        return [f"{migration.app_label}.{migration.name}: {words}" for words in [*dangers, *sorted(needless)]]

    def dangers(self, migration: Migration) -> dict[str, str]:
        """The codes, each with its sentence. Harmless warnings do not exist here: a reason is one line."""
        statements = self.linter.get_sql(migration.app_label, migration.name)
        by_sql = analyse_sql_statements(Analyser, statements, MATTERS_OF_TASTE)
        by_code = self.linter.analyse_data_migration(migration)
        errors_and_warnings = [*by_sql[0], *by_sql[2], *by_code[0], *by_code[2]]
        return {issue.code: issue.message for issue in errors_and_warnings}


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "azionelab.settings.test"
    django.setup()
    if connection.vendor != "postgresql":
        print("The lint reads the SQL for PostgreSQL: infra/dev_postgres.py run infra/lint_migrations.py")
        return 2
    logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
    complaints = Lint(json.loads(RELEASED.read_text())).complaints()
    if complaints:
        print("\n".join(complaints))
        print("\nThe release before would fail, or a table stand still: docs/rollback.md tells what to do.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
