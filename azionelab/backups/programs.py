"""Programs of others: where they are, and what they say when they fail."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from azionelab.backups.errors import BackupError

PACKAGES = {"age": "age", "age-keygen": "age"}
POSTGRESQL_PACKAGE = "postgresql-client"


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

    It is ended when the block raises.
    """
    command = [path_of(program), *arguments]
    # Into a file: a pipe that nobody reads meanwhile would fill up and stop the program.
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, stderr=said, **options) as process:  # noqa: S603  no shell
        gone = False
        try:
            yield process
        except BrokenPipeError:
            gone = True  # it went away while we were telling it something; it says why
        except BaseException:
            process.kill()
            process.communicate()
            raise
        process.communicate()
        if process.returncode or gone:
            said.seek(0)
            raise BackupError(f"{failure} {last_words(said.read())}")


def last_words(words: bytes) -> str:
    """The last line in which the program says what was wrong; lines with data of a row are left out."""
    lines: Iterable[str] = words.decode(errors="replace").splitlines()
    told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith(("DETAIL", "CONTEXT"))]
    return " / ".join(told[:2]) or "It said nothing."
