#!/usr/bin/env python3
"""Runs one long command of the build and says in plain words what is going on, not what the command prints.

    infra/step.py "Installing the packages" COMMAND…

On a terminal the seconds count up; elsewhere one line per step is written. The command's own words are shown only when
it fails, and then all of them.
"""

import subprocess
import sys
import tempfile
import time
from typing import BinaryIO


def step(words: str, command: list[str], **options) -> int:
    """Runs the command to its end; returns its exit code."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        code = run(words, command, output, **options)
        show(f"{words}{': failed' if code else ''} ({time.monotonic() - started:.0f} s)", last=True)
        if code:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace"))
    return code


def run(words: str, command: list[str], output: BinaryIO, **options) -> int:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **options)
    started = time.monotonic()
    try:
        while True:
            try:
                return child.wait(timeout=1 if sys.stdout.isatty() else None)
            except subprocess.TimeoutExpired:
                show(f"{words} … {time.monotonic() - started:.0f} s", last=False)
    except BaseException:
        child.terminate()
        child.wait()
        raise


def show(line: str, *, last: bool) -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + line + ("\n" if last else ""))
    elif last:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        sys.exit(step(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
