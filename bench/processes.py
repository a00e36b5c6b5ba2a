"""What processes cost, as Linux counts it: processor time and memory of a program and all that it has started."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
GLANCE, IDLE, LONGEST_WAIT = 0.25, 0.1, 20  # seconds, share of a core, seconds
# After the name, which may hold blanks: user time, system time, and the same of children that have ended.
TIMES = slice(11, 15)


def family(pid: int) -> Iterable[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(task).split():
            yield from family(int(child))


def cpu_seconds(*programs: int) -> float:
    return sum(_ticks(pid) for program in programs for pid in family(program)) / TICKS


def wait_until_idle(*programs: int) -> None:
    """Until they take no more than a tenth of a core, so that one measurement leaves nothing to the next."""
    give_up_at, used = time.monotonic() + LONGEST_WAIT, cpu_seconds(*programs)
    while time.monotonic() < give_up_at:
        time.sleep(GLANCE)
        before, used = used, cpu_seconds(*programs)
        if used - before <= IDLE * GLANCE:
            return


def megabytes(*programs: int) -> float:
    """PSS: what several processes share is divided among them."""
    return sum(_pss(pid) for program in programs for pid in family(program)) / 1024


def _ticks(pid: int) -> int:
    return sum(map(int, _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()[TIMES]))


def _pss(pid: int) -> int:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    """Nothing of a process that has ended meanwhile: its parent counts its time."""
    try:
        return path.read_text()
    except OSError:
        return ""
