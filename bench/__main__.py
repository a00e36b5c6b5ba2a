"""Book, confirm and check in, through gunicorn on PostgreSQL, beside the same SQL in pgbench: `make bench`.

One performance on which everybody rushes, with 200,000 reservations in the table. Each figure is the median of three
runs. Nothing is written but what is printed; WRITE=1 also writes docs/performance.md.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import environment

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    with TemporaryDirectory(prefix="azionelab-bench-") as folder:
        environment.prepare(folder)
        from bench.measure import measured  # noqa: PLC0415  it needs Django's settings, which need the environment

        page = measured(Path(folder))
    sys.stdout.write(page)
    if os.environ.get("WRITE") == "1":
        (ROOT / "docs" / "performance.md").write_text(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
