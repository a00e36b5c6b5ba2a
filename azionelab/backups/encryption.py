"""Encryption by age, streamed through its own program.

A backup is encrypted to the recipients that the settings name, whose identities lie elsewhere, and to one more that is
made for this file, is held in memory and forgotten: so the server can read back what it has just written, and nothing
that it wrote before.
"""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from azionelab.backups.errors import BackupError
from azionelab.backups.programs import path_of, running

MAGIC = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).startswith(MAGIC)


def throwaway_identity() -> tuple[str, bytes]:
    """A recipient, and the identity that reads what is encrypted to it."""
    answer = subprocess.run([path_of("age-keygen")], capture_output=True, check=True)  # noqa: S603  no shell
    recipient = answer.stdout.split(b"# public key: ")[1].split()[0].decode()
    return recipient, answer.stdout


@contextmanager
def encrypting(target: BinaryIO, recipients: Sequence[str]) -> Iterator[BinaryIO]:
    """What is written to the yielded file arrives encrypted in `target`. Raises BackupError."""
    arguments = [part for recipient in recipients for part in ("--recipient", recipient)]
    failure = "The backup could not be encrypted; look at BACKUP_RECIPIENT. age says:"
    with running("age", *arguments, failure=failure, stdin=subprocess.PIPE, stdout=target) as age:
        assert age.stdin is not None  # noqa: S101  asked for above
        yield age.stdin


@contextmanager
def decrypting(path: Path, identity: Path | bytes | None) -> Iterator[BinaryIO]:
    """The plain content. `identity` is a file of age, or the text of one. Raises BackupError."""
    if identity is None:
        raise BackupError(f"{path.name} is encrypted. Say where its identity file is: --identity FILE.")
    if isinstance(identity, Path) and not identity.is_file():
        raise BackupError(f"There is no identity file {identity}.")
    arguments = ["--decrypt", "--identity", "-" if isinstance(identity, bytes) else str(identity), str(path)]
    failure = f"{path.name} could not be decrypted: another key, or a damaged file. Nothing was changed. age says:"
    with running("age", *arguments, failure=failure, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as age:
        assert age.stdin is not None  # noqa: S101  asked for above
        assert age.stdout is not None  # noqa: S101
        if isinstance(identity, bytes):
            age.stdin.write(identity)
        age.stdin.close()
        age.stdin = None  # communicate() is not to touch it again
        yield age.stdout
