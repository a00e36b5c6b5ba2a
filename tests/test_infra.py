"""The programs behind the make targets: they find what they are for, and they can fail."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.test import SimpleTestCase

from infra import check_schema, check_translations, compile_translations

INFRA = Path(__file__).resolve().parent.parent / "infra"

ASK_SERVER = """
import json, environ, psycopg
database = environ.Env().db_url("DATABASE_URL")
with psycopg.connect(dbname=database["NAME"], user=database["USER"], **database["OPTIONS"]) as connection:
    query = "SELECT rolsuper, lower('È') FROM pg_roles WHERE rolname = current_user"
    print(json.dumps([*connection.execute(query).fetchone(), database["OPTIONS"]["host"]]))
"""


class DevPostgresTests(SimpleTestCase):
    def test_run_brings_a_server_and_takes_it_away(self):
        superuser, lowered, socket_folder = json.loads(self.run_with_server(sys.executable, "-c", ASK_SERVER).stdout)
        assert (superuser, lowered) == (False, "è")
        assert not Path(socket_folder).exists()

    def test_run_gives_the_exit_code_of_the_command(self):
        assert self.run_with_server("sh", "-c", "exit 7").returncode == 7

    def test_run_leaves_a_given_server_alone(self):
        given = "postgres://somebody@database.example/theirs"
        answer = self.run_with_server("sh", "-c", "echo $DATABASE_URL", DATABASE_URL=given)
        assert answer.stdout.strip() == given

    def test_run_refuses_another_database(self):
        answer = self.run_with_server("true", DATABASE_URL="sqlite:///somewhere.sqlite3")
        assert answer.returncode == 1
        assert "not to a PostgreSQL" in answer.stderr

    def run_with_server(self, *command: str, **extra: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        with TemporaryDirectory() as var:
            return subprocess.run(
                [sys.executable, INFRA / "dev_postgres.py", "run", *command],
                env=environment | {"AZIONELAB_VAR": var} | extra,
                capture_output=True,
                text=True,
                check=False,
            )


class StepTests(SimpleTestCase):
    def test_step_is_quiet_on_success_and_shows_all_on_failure(self):
        quiet, loud = self.step("echo many words"), self.step("echo many words; exit 3")
        assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "Trying (0 s)\n", "")
        assert (loud.returncode, loud.stdout, loud.stderr) == (3, "Trying: failed (0 s)\n", "many words\n")

    def step(self, script: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, INFRA / "step.py", "Trying", "sh", "-c", script]
        return subprocess.run(command, capture_output=True, text=True, check=False)


class TranslationTests(SimpleTestCase):
    def test_compare_finds_each_fault_and_nothing_else(self):
        committed, fresh = (
            catalogue({"Doors": "Porte", "Curtain": "", "Gone": "Via"}),
            catalogue({"Doors": "", "Curtain": "", "New": ""}),
        )
        committed.find("Doors").flags.append("fuzzy")
        assert check_translations.compare("it", committed, fresh) == [
            "it: not collected yet: New",
            "it: no longer in the code: Gone",
            "it: fuzzy: Doors",
            "it: not translated: Curtain",
        ]

    def test_compare_accepts_a_complete_catalogue(self):
        committed = catalogue({"Doors": "Porte"})
        assert check_translations.compare("it", committed, catalogue({"Doors": ""})) == []


class CompileTranslationsTests(SimpleTestCase):
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

    def test_compile_keeps_what_is_sure_and_the_plural_rule(self):
        sure = '#, python-format\nmsgid "%(n)s seat"\nmsgid_plural "%(n)s seats"\n'
        sure += 'msgstr[0] "%(n)s posto"\nmsgstr[1] "%(n)s posti"\n\n'
        texts = self.compile("#, fuzzy\n" + self.header + sure + '#, fuzzy\nmsgid "Doors"\nmsgstr "Porte"\n')
        assert [entry.msgid for entry in texts] == ["%(n)s seat"]
        assert texts.metadata["Plural-Forms"].startswith("nplurals=2")

    def test_compile_refuses_a_wrong_placeholder(self):
        faulty = '#, python-format\nmsgid "Reservation %(code)s"\nmsgstr "Prenotazione %(codice)s"\n'
        assert self.compile(self.header + faulty) is None

    def compile(self, text: str) -> polib.MOFile | None:
        with TemporaryDirectory() as folder:
            source = Path(folder, "it", "LC_MESSAGES", "django.po")
            source.parent.mkdir(parents=True)
            source.write_text(text)
            with redirect_stderr(StringIO()):
                failed = compile_translations.main(source, source.with_suffix(".mo"))
            return None if failed else polib.mofile(str(source.with_suffix(".mo")))


class SchemaTests(SimpleTestCase):
    def test_compare_shows_what_differs(self):
        with TemporaryDirectory() as folder:
            old, new = Path(folder, "old.json"), Path(folder, "new.json")
            old.write_text('{\n"seats": 1\n}\n')
            new.write_text('{\n"seats": 2\n}\n')
            difference = check_schema.compare(old, new)
            assert check_schema.compare(old, old) == []
        assert [line for line in difference if line[0] in "-+" and '"' in line] == ['-"seats": 1\n', '+"seats": 2\n']


def catalogue(texts: dict[str, str]) -> polib.POFile:
    file = polib.POFile()
    file.extend(polib.POEntry(msgid=original, msgstr=translation) for original, translation in texts.items())
    return file
