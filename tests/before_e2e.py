"""What the parts of `make e2e` share, made side by side before the first of them begins; each alone takes minutes.

The demo company is loaded on SQLite for the browsers (into DEMO_FOLDER, as in tests/demo.py) and on PostgreSQL for
production, whose files are collected (both into var/cache, as in tests/production/preparation.py).
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.demo import ROOT
from tests.faults.gunicorn import production
from tests.production.preparation import collect_static

ON_SQLITE = [sys.executable, "-m", "tests.demo"]
ON_POSTGRESQL = [sys.executable, "infra/dev_postgres.py", "run", sys.executable, "-m", "tests.production.preparation"]


def main() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("AZIONELAB_VAR", "DATABASE_URL")}
    environment["DJANGO_SETTINGS_MODULE"] = "azionelab.settings.development"

    def make(command: list[str]) -> None:
        subprocess.run(command, cwd=ROOT, env=environment, check=True)

    with ThreadPoolExecutor() as hands, TemporaryDirectory() as folder:
        files = hands.submit(collect_static, production(f"sqlite:///{folder}/none", 1, folder), Path(folder))
        list(hands.map(make, [ON_SQLITE, ON_POSTGRESQL]))
        files.result()


if __name__ == "__main__":
    main()
