"""Programs of others: where they are, and what they say when they fail."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from azionelab.backups.errors import BackupError

PACKAGES = {"age": "age", "age-keygen": "age"}
POSTGRESQL_PACKAGE = "postgresql-client"
SECONDS_TO_END = 5


def path_of(program: str) -> str:
    """Raises BackupError when the program is nowhere."""
    # Debian's pg_wrapper, which stands on the PATH, looks for a local cluster; the newest real program needs none.
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(program)
    if found is None:
        package = PACKAGES.get(program, POSTGRESQL_PACKAGE)
        raise BackupError(f"The program {program} is missing. Install it (Debian: apt-get install {package}).")
    return found


@contextmanager
def running(program: str, *arguments: str, failure: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """The program, running. Raises BackupError(`failure`, with its last words) when it ends with an error.

    When the block raises the program is ended, and its own words are told in place of what followed from its failure.
    """
    command = [path_of(program), *arguments]
    # Into a file: a pipe that nobody reads meanwhile would fill up and stop the program.
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stderr=said, **options) as process:  # noqa: S603  no shell
        try:
            yield process
            process.communicate()
            failed = process.returncode != 0
        except BrokenPipeError:
            process.communicate()
            failed = True  # it went away while it was being told something
        except BaseException:
            _end(process)
            if process.returncode <= 0:
                raise
            failed = True
        if failed:
            said.seek(0)
            raise BackupError(f"{failure} {last_words(said.read())}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever writes to us may end by itself, as it does when it has failed; whatever reads from us must not go on."""
    if process.stdout and not process.stdin:
        process.stdout.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_END)
    process.kill()
    process.wait()


def last_words(words: bytes) -> str:
    """What the program says was wrong, without the data of a row and without whom else to tell."""
    noise = ("DETAIL", "CONTEXT", "age: report")
    lines = [line.strip() for line in words.decode(errors="replace").splitlines()]
    told = [line for line in lines if line and not line.startswith(noise)]
    return " / ".join(told[:2]) or "It said nothing."
