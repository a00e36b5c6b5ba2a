"""What a backup says about itself: the last member of its tar."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from azionelab.backups.errors import BackupError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Content:
    """What the database held at the moment of its backup."""

    kind: str  # postgresql or sqlite, as Django calls the vendor
    server: str  # version of the server or library
    migrations: list[str]  # app.name, in the order in which they were applied
    rows: dict[str, int]  # by table


@dataclass(frozen=True)
class Member:
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class Manifest:
    version: str  # AZIONELAB_VERSION of the code that made it
    made_at: str  # ISO 8601, UTC
    database: Content
    members: dict[str, Member]  # all files of the tar but this one, by name
    media_files: int
    media_bytes: int
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def parse(text: bytes) -> Manifest:
    """Raises BackupError for what this code cannot read."""
    try:
        values: dict[str, Any] = json.loads(text)
        if values["format"] > FORMAT:
            raise BackupError(
                f"This backup has format {values['format']}, made by version {values['version']}; this version reads "
                f"format {FORMAT}. Install that version, and restore with it. Nothing was changed."
            )
        members = {name: Member(**member) for name, member in values.pop("members").items()}
        return Manifest(**values | {"database": Content(**values["database"]), "members": members})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"This is no backup of AzioneLab: its {NAME} cannot be read. Nothing was changed.") from error
