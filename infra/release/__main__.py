"""A release of a version, the way back to the one before, or one step alone. Called by make; needs Python and Docker.

python3 -m infra.release release VERSION [--from STEP]
python3 -m infra.release rollback [VERSION] [--from STEP]
python3 -m infra.release step STEP [VERSION]
"""

import argparse
import fcntl
import os
import re
import sys
from pathlib import Path

from infra.release.compose import FOLDER, Compose, read
from infra.release.order import RELEASE, ROLLBACK, Step, run

ORDERS = {"release": RELEASE, "rollback": ROLLBACK}
STEPS = {step.name: step for step in [*ROLLBACK, *RELEASE]}
# What an image may be called. A tag that moves would not say what runs.
TAG = re.compile(r"(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")


def main(arguments: list[str] | None = None, folder: Path = FOLDER) -> int:
    asked = parser().parse_args(arguments)
    try:
        settings = read(folder / ".env")
    except OSError as error:
        return refuse(f"{error}. docs/deployment.md tells how to make it.")
    now, before = settings.get("AZIONELAB_VERSION", ""), settings.get("AZIONELAB_PREVIOUS", "")
    new = asked.version or (before if asked.order == "rollback" else now)
    if not TAG.fullmatch(new):
        return refuse(f"{new!r} is no version. Say VERSION=…, for example 2026.11.2, and never latest.")
    if new == now and asked.order != "step" and not asked.start:
        return refuse(f"{new} is what this machine runs. A version is released once: take another name.")
    return under_lock(asked, Compose(new, now if now != new else before, asked.patience, folder))


def under_lock(asked: argparse.Namespace, stack: Compose) -> int:
    """Two releases at once would take each other's containers away. The lock ends with this process."""
    folder = os.open(stack.folder, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return refuse("Another release is under way on this machine.")
    else:
        if not run(steps(asked), stack, order=asked.order):
            return 1
        if asked.order != "step":
            print(f"\n{stack.new} serves. Back to {stack.old}: make rollback")
        return 0
    finally:
        os.close(folder)


def steps(asked: argparse.Namespace) -> list[Step]:
    if asked.order == "step":
        return [STEPS[asked.step]]
    names = [step.name for step in ORDERS[asked.order]]
    return ORDERS[asked.order][names.index(asked.start) if asked.start else 0 :]


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m infra.release", description=__doc__.partition("\n")[0])
    parser.add_argument("--patience", type=float, default=180, help="seconds within which a backend must have started")
    orders = parser.add_subparsers(dest="order", required=True)
    for name, order in ORDERS.items():
        command = orders.add_parser(name, help=", ".join(step.name for step in order))
        command.add_argument("version", nargs="?" if name == "rollback" else None, default="")
        command.add_argument("--from", dest="start", default="", choices=["", *(step.name for step in order)])
    command = orders.add_parser("step", help="one of them alone")
    command.add_argument("step", choices=STEPS)
    command.add_argument("version", nargs="?", default="")
    return parser


def refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
