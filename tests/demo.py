"""The demo company for tests of the whole site: loaded once, since its pictures take a while, and copied for each site.

`make e2e` names in DEMO_FOLDER where all of its parts find it; otherwise each run loads it anew.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def load_demo(var: Path, environment: dict[str, str], common: Path) -> None:
    """Fills the folder `var` of a new site, which will be at the PORT of `environment`, from what lies in `common`.

    `environment` is of the development settings, which alone load the demo. Whoever comes first makes it, and the
    others wait.
    """
    made = make_demo(Path(os.environ.get("DEMO_FOLDER") or common).resolve(), environment)
    # What is cached was written for another address.
    shutil.copytree(made, var, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cache"))
    with closing(sqlite3.connect(var / "db.sqlite3")) as database, database:
        database.execute("UPDATE wagtailcore_site SET port = ?", [environment["PORT"]])


def make_demo(common: Path, environment: dict[str, str]) -> Path:
    """The folder below `common` with the loaded company; see `load_demo`."""
    common.mkdir(parents=True, exist_ok=True)
    made = common / "demo"
    with (common / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _make(common / "demo-unfinished", environment).rename(made)
    return made


def _make(folder: Path, environment: dict[str, str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    own = {"AZIONELAB_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
    for step in (["migrate", "--verbosity=0"], ["seed_demo"]):
        subprocess.run([*MANAGE, *step], env=environment | own, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return folder


if __name__ == "__main__":
    make_demo(Path(os.environ["DEMO_FOLDER"]).resolve(), dict(os.environ))
