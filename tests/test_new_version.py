"""A release by Docker Compose, with a docker that keeps a diary and knows which version serves."""

import contextlib
import fcntl
import io
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.management import call_command
from django.test import SimpleTestCase

from infra.release.__main__ import main
from infra.release.compose import Compose, read, write
from infra.release.order import RELEASE, ROLLBACK, run

OLD, NEW = "2026.11.1", "2026.11.2"
# Containers are files with the version that runs in them; `current` is where nginx looks.
DOCKER = """\
import os, re, sys
from pathlib import Path

house, words, version = Path(os.environ["HOUSE"]), " ".join(sys.argv[1:]), os.environ["AZIONELAB_VERSION"]
with (house / "diary").open("a") as diary:
    diary.write(f"{version}: {words}\\n")
if os.environ.get("FAIL") and re.search(os.environ["FAIL"], words):
    sys.exit(os.environ["FAIL"] + " fails")
service = next((word for word in sys.argv[1:] if (house / word).exists()), sys.argv[-1])
if words.startswith("image inspect"):
    sys.exit(not (house / "built").exists())
elif " up " in words:
    (house / sys.argv[-1]).write_text(version)
elif " rm " in words:
    (house / sys.argv[-1]).unlink(missing_ok=True)
elif " exec " in words and not (house / service).exists():
    sys.exit(f"service {service} is not running")
elif words.endswith("healthy.py"):
    print('200 {"status": "ok", "version": "%s"}' % (house / service).read_text())
elif "current.sock" in words:
    (house / "current").write_text(service)
elif words.endswith("known_migrations"):
    print((house / f"migrations-{version}").read_text())
"""
RELEASED = f"""\
{NEW}: image inspect azionelab/backend:{NEW}
{NEW}: compose build backend nginx
{NEW}: compose config --quiet
{NEW}: compose run --rm --no-deps -T backend python manage.py check --deploy --database default
{OLD}: compose run --rm --no-deps -T backend python manage.py backup
{NEW}: compose run --rm --no-deps -T backend python manage.py migrate --no-input
{NEW}: compose run --rm --no-deps -T backend python manage.py setup_roles
{NEW}: compose run --rm -T static
{NEW}: compose up --detach --no-deps backend-new
{NEW}: compose exec -T backend-new python infra/docker/healthy.py
{NEW}: compose exec -T backend-new python infra/docker/healthy.py
{NEW}: compose exec -T backend-new sh -c ln -sfn backend-new.sock /run/azionelab/next.sock \
&& mv -T /run/azionelab/next.sock /run/azionelab/current.sock
{NEW}: compose exec -T backend python infra/docker/healthy.py
{NEW}: compose up --detach --no-deps backend
{NEW}: compose exec -T backend python infra/docker/healthy.py
{NEW}: compose exec -T backend python infra/docker/healthy.py
{NEW}: compose exec -T backend sh -c ln -sfn backend.sock /run/azionelab/next.sock \
&& mv -T /run/azionelab/next.sock /run/azionelab/current.sock
{NEW}: compose exec -T backend-new python infra/docker/healthy.py
{NEW}: compose rm --stop --force backend-new
{NEW}: compose up --detach --no-deps tick
"""
# What fails, and who must serve then.
FAILURES = {
    "build": ("compose build", OLD),
    "check": ("check --deploy", OLD),
    "backup": ("manage.py backup", OLD),
    "migrate": ("manage.py migrate", OLD),
    "static": ("-T static", OLD),
    "start-new": ("up .*backend-new$", OLD),
    "wait-new": ("backend-new .*healthy", OLD),
    "switch": ("ln -sfn backend-new", OLD),
    "recreate": ("up .*backend$", NEW),
    "wait": ("exec -T backend .*healthy", NEW),
    "switch-back": ("ln -sfn backend.sock", NEW),
    "stop-new": ("rm --stop", NEW),
    "tick": ("tick$", NEW),
}


class NewVersionTests(SimpleTestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        docker = self.folder / "docker"
        docker.write_text(f"#!{sys.executable} -IS\n{DOCKER}")  # starts in a tenth of the time
        docker.chmod(0o755)
        (self.folder / ".env").write_text(
            f"# ours\nAZIONELAB_VERSION={OLD}\nSITE_URL=https://localhost:1\nLAST='a b'\n"
        )
        (self.folder / ".env").chmod(0o600)
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        self.enterContext(patch.dict(os.environ, {"HOUSE": str(self.folder), "PATH": path}))
        self.furnish()

    def furnish(self):
        (self.folder / "backend").write_text(OLD)
        for name in ("diary", "backend-new", "current", "tick", "built"):
            (self.folder / name).unlink(missing_ok=True)
        write(self.folder / ".env", {"AZIONELAB_VERSION": OLD, "AZIONELAB_PREVIOUS": ""})

    def serving(self):
        """The version to which nginx leads, by the link or by the backend that stands in for a missing one."""
        link = self.folder / "current"
        linked = self.folder / (link.read_text() if link.exists() else "backend")
        return (linked if linked.exists() else self.folder / "backend").read_text()

    def ask(self, *arguments, failing=""):
        said = io.StringIO()
        planted = patch.dict(os.environ, {"FAIL": failing})
        with planted, contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(["--patience", "0", *arguments], folder=self.folder)
        return code, said.getvalue()

    def test_the_commands_of_a_release_in_their_order(self):
        assert run(RELEASE[:-1], Compose(NEW, OLD, 0, self.folder), say=lambda words: None)
        assert (self.folder / "diary").read_text() == RELEASED
        assert (self.serving(), (self.folder / "tick").read_text()) == (NEW, NEW)
        assert not (self.folder / "backend-new").exists()

    def test_env_names_both_versions_and_keeps_all_else(self):
        assert run(RELEASE[:-1], Compose(NEW, OLD, 0, self.folder), say=lambda words: None)
        settings = read(self.folder / ".env")
        assert (settings["AZIONELAB_VERSION"], settings["AZIONELAB_PREVIOUS"]) == (NEW, OLD)
        assert settings["LAST"] == "a b"
        assert (self.folder / ".env").stat().st_mode & 0o777 == 0o600
        assert (self.folder / ".env").read_text().startswith("# ours\n")

    def test_a_step_that_fails_leaves_somebody_serving_and_can_be_gone_on_from(self):
        for step, (command, serves) in FAILURES.items():
            with self.subTest(step):
                self.furnish()
                code, said = self.ask("release", NEW, failing=command)
                assert code == 1
                assert self.serving() == serves
                assert f"{step} failed." in said
                assert f"{serves} serves" in said
                assert f"make release VERSION={NEW} FROM={step}" in said
                _code, said = self.ask("release", NEW, "--from", step)
                assert "smoke failed. " in said  # there is no site on port 1
                assert f"make rollback VERSION={OLD}" in said
                assert (self.serving(), (self.folder / "tick").read_text()) == (NEW, NEW)

    def test_a_backend_of_another_version_is_not_the_new_one(self):
        (self.folder / "backend-new").write_text("2025.1")
        code, said = self.ask("step", "switch", NEW)
        assert (code, self.serving()) == (1, OLD)
        assert f"backend-new is not a healthy {NEW}" in said

    def test_images_that_exist_are_not_built_again(self):
        (self.folder / "built").touch()
        assert self.ask("step", "build", NEW)[0] == 0
        assert "compose build" not in (self.folder / "diary").read_text()

    def test_refused_before_anything_is_done(self):
        for version, words in [("latest", "never latest"), ("a b", "no version"), (OLD, "take another name")]:
            code, said = self.ask("release", version)
            assert code == 2
            assert words in said
        assert not (self.folder / "diary").exists()

    def test_one_release_at_a_time(self):
        other = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, other)
        fcntl.flock(other, fcntl.LOCK_EX)
        assert self.ask("release", NEW) == (2, "Another release is under way on this machine.\n")

    # -- the way back ------------------------------------------------------------------------------------------------

    def released(self, migrations):
        write(self.folder / ".env", {"AZIONELAB_VERSION": NEW, "AZIONELAB_PREVIOUS": OLD})
        (self.folder / "backend").write_text(NEW)
        (self.folder / f"migrations-{OLD}").write_text(json.dumps({"bookings.0001_initial": []}))
        (self.folder / f"migrations-{NEW}").write_text(json.dumps({"bookings.0001_initial": [], **migrations}))

    def test_back_to_the_version_before_without_a_migration(self):
        self.released({"bookings.0002_notes": []})
        code, said = self.ask("rollback")
        assert "1 migrations are newer than 2026.11.1: bookings.0002_notes" in said
        assert (code, self.serving(), (self.folder / "tick").read_text()) == (1, OLD, OLD)  # for the smoke check alone
        assert f"smoke failed. What is wrong stands above.\n{OLD} serves, and not well." in said
        assert "manage.py migrate" not in (self.folder / "diary").read_text()
        assert read(self.folder / ".env")["AZIONELAB_PREVIOUS"] == NEW

    def test_a_migration_that_may_harm_the_earlier_version_stops_it(self):
        self.released({"bookings.0002_less": ["DROP_COLUMN: nobody reads it"]})
        code, said = self.ask("rollback")
        assert (code, self.serving()) == (1, NEW)
        assert "bookings.0002_less: DROP_COLUMN: nobody reads it" in said
        assert f"make rollback VERSION={OLD} FROM=static" in said
        assert "docs/rollback.md" in said
        self.ask("rollback", OLD, "--from", "static")
        assert self.serving() == OLD

    def test_an_image_that_tells_no_migrations_stops_it(self):
        self.released({})
        code, said = self.ask("rollback", failing="known_migrations")
        assert (code, self.serving()) == (1, NEW)
        assert "does not tell its migrations" in said

    def test_it_has_each_step_of_the_exchange(self):
        assert ROLLBACK[1:] == RELEASE[4:]


class KnownMigrationsTests(SimpleTestCase):
    def test_ours_are_safe_and_those_of_others_unjudged(self):
        said = io.StringIO()
        call_command("known_migrations", stdout=said)
        known = json.loads(said.getvalue())
        assert known["bookings.0001_initial"] == []
        assert "not judged" in known["wagtailcore.0001_initial"][0]
