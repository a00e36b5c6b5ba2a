"""All benchmarks, one part after the other: `make bench`, or some of them by PARTS="suite growth".

Each part is a module whose `sections()` measures and gives back what it has found; it runs in a process of its own,
with a site and a database of its own. What it says is printed, and with WRITE=1 put into docs/performance.md between
the marks of the part. No time is ever asserted. QUICK=1 measures for a few seconds, to see that everything works.
"""

import importlib
import os
import subprocess
import sys

from bench import report

PARTS = ["suite", "rehearsal", "growth"]


def main() -> int:
    wanted = os.environ.get("PARTS", "").split() or PARTS
    for part in wanted:
        figures = _run(part)
        if os.environ.get("WRITE") == "1":
            report.DOCUMENT.write_text(report.put_between(report.DOCUMENT.read_text(), part, figures))
    return 0


def _run(part: str) -> str:
    answer = subprocess.run([sys.executable, "-m", "bench", part], stdout=subprocess.PIPE, text=True, check=False)
    if answer.returncode:
        raise SystemExit(f"The part {part} has failed; its figures are not written.")
    sys.stdout.write(answer.stdout)
    sys.stdout.flush()
    return answer.stdout


def run_here(part: str) -> int:
    sys.stdout.write(report.as_markdown(importlib.import_module(f"bench.{part}").sections()))
    return 0


if __name__ == "__main__":
    sys.exit(run_here(sys.argv[1]) if sys.argv[1:] else main())
