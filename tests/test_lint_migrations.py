"""Planted migrations: each dangerous one is refused by its code, each safe one passes, and a reason lets one pass."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

import pytest
from django.test import SimpleTestCase, modify_settings, override_settings

from infra.lint_migrations import Lint

APP = "planted"
HEAD = """
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.db.models.functions import Now, Random


def fill(apps, schema_editor):
    apps.get_model("planted", "Seat").objects.update(row="A")


class Migration(migrations.Migration):
    dependencies = [("planted", "0001_initial")]
"""
INITIAL = """
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("row", models.CharField(max_length=4)),
                ("number", models.IntegerField(null=True)),
            ],
        ),
    ]
"""
POSITIVE = 'CheckConstraint(condition=Q(number__gt=0), name="seat_positive")'
DANGEROUS = {
    "DROP_COLUMN": 'migrations.RemoveField("seat", "number")',
    "DROP_TABLE": 'migrations.DeleteModel("Seat")',
    "RENAME_COLUMN": 'migrations.RenameField("seat", "number", "place")',
    "RENAME_TABLE": 'migrations.RenameModel("Seat", "Place")',
    "ALTER_COLUMN": 'migrations.AlterField("seat", "number", models.CharField(max_length=9, null=True))',
    "NOT_NULL": 'migrations.AddField("seat", "side", models.CharField(max_length=4, default="left"))',
    "ADD_UNIQUE": 'migrations.AddConstraint("seat", UniqueConstraint(fields=["number"], name="seat_once"))',
    "CREATE_INDEX": 'migrations.AddIndex("seat", Index(fields=["number"], name="seat_number"))',
    "VALIDATED_CONSTRAINT": f'migrations.AddConstraint("seat", {POSITIVE})',
    "TABLE_REWRITE": 'migrations.AddField("seat", "lot", models.FloatField(db_default=Random()))',
    "LOCK": 'migrations.RunSQL("LOCK TABLE planted_seat", migrations.RunSQL.noop)',
    "RUNPYTHON_REVERSIBLE": "migrations.RunPython(fill)",
    "RUNSQL_REVERSIBLE": 'migrations.RunSQL("UPDATE planted_seat SET number = 1")',
}
SAFE = {
    "column": 'migrations.AddField("seat", "side", models.CharField(max_length=4, default="", db_default=""))',
    "time": 'migrations.AddField("seat", "made", models.DateTimeField(db_default=Now()))',
    "nullable": 'migrations.AddField("seat", "side", models.CharField(max_length=4, null=True))',
    "table": 'migrations.CreateModel("Box", [("id", models.BigAutoField(primary_key=True)), '
    '("name", models.CharField(max_length=9, unique=True))], options={"constraints": '
    '[CheckConstraint(condition=Q(name__gt=""), name="box_named")]})',
    "constraint": f'AddConstraintNotValid("seat", {POSITIVE})',
    "index": 'AddIndexConcurrently("seat", Index(fields=["number"], name="seat_number"))',
    "data": "migrations.RunPython(fill, migrations.RunPython.noop)",
}


@pytest.mark.postgresql
@override_settings(MIGRATION_MODULES={})
class LintTests(SimpleTestCase):
    databases = ["default"]  # asked and not written to; some SQL is refused inside a transaction

    def setUp(self):
        folder = Path(self.enterContext(TemporaryDirectory()))
        self.folder = folder / APP / "migrations"
        self.folder.mkdir(parents=True)
        for package in (self.folder.parent, self.folder):
            (package / "__init__.py").touch()
        sys.path.insert(0, str(folder))
        self.addCleanup(self.forget, str(folder))
        (self.folder / "0001_initial.py").write_text(INITIAL)

    def forget(self, folder):
        sys.path.remove(folder)
        for name in [name for name in sys.modules if name.partition(".")[0] == APP]:
            del sys.modules[name]

    def plant(self, operations, **attributes):
        for name, operation in operations.items():
            lines = [*(f"{key} = {value!r}" for key, value in attributes.items()), f"operations = [{operation}]"]
            text = HEAD + indent("\n".join(lines), "    ") + "\n"
            (self.folder / f"{name.lower()}.py").write_text(dedent(text))

    def complaints(self, released="0001_initial"):
        with modify_settings(INSTALLED_APPS={"append": APP}):
            return Lint({APP: released}, apps=(APP,)).complaints()

    def test_each_dangerous_one_is_refused_by_its_code(self):
        self.plant(DANGEROUS)
        complaints = "\n".join(self.complaints())
        for code in DANGEROUS:
            assert f"{APP}.{code.lower()}: {code}: " in complaints, f"{code} in\n{complaints}"

    def test_safe_ones_pass(self):
        self.plant(SAFE, atomic=False)
        assert self.complaints() == []

    def test_a_reason_lets_one_pass_and_an_empty_one_does_not(self):
        code = "DROP_COLUMN"
        self.plant({"reasoned": DANGEROUS[code]}, accepted={code: "No release reads it."})
        self.plant({"silent": DANGEROUS[code]}, accepted={code: " "})
        assert [complaint.partition(": ")[0] for complaint in self.complaints()] == [f"{APP}.silent"]

    def test_a_reason_for_what_does_not_occur_is_refused(self):
        self.plant({"harmless": SAFE["nullable"]}, accepted={"DROP_COLUMN": "No release reads it."})
        assert self.complaints() == [f"{APP}.harmless: DROP_COLUMN is accepted, and does not occur"]

    def test_what_is_released_is_judged_no_more(self):
        self.plant({"drop": DANGEROUS["DROP_COLUMN"]})
        assert self.complaints(released="drop") == []
