"""Who asked to be forgotten, kept outside the database, so that a restore cannot bring them back.

One line for each in `erased.jsonl`, beside the backups: a digest of the reservation's reference and of when it was
booked. It names nobody and cannot be worked out backwards. `manage.py tick` writes it, within a minute of the wish.
Whom the clock erases is not in it: after a restore the clock erases them again.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bookings import privacy
from bookings.enums import Act, Actor
from bookings.models import Reservation

NAME = "erased.jsonl"


def note_wishes(folder: Path) -> int:
    """Adds those that are not in the file yet, and brings them to the disk. Returns how many. Raises OSError."""
    wishes = {"history__act": Act.ERASED, "history__actor": Actor.VISITOR}
    erased = Reservation.objects.filter(**wishes).order_by("pk").values_list("reference", "created_at", "erased_at")
    known = noted(folder)
    lines = [
        json.dumps({"reservation": digest, "erased_at": erased_at.isoformat()}) + "\n"
        for digest, erased_at in ((_digest(reference, booked), moment) for reference, booked, moment in erased)
        if digest not in known
    ]
    if lines:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / NAME).open("a", encoding="ascii") as file:
            file.write("".join(lines))
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def noted(folder: Path) -> set[str]:
    """The digests in the file. A line that was cut off by a crash is skipped; its wish is noted again."""
    try:
        text = (folder / NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return set()
    found = set()
    for line in text.splitlines():
        try:
            found.add(json.loads(line)["reservation"])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def erase_again(folder: Path, at: datetime) -> int:
    """Forgets those in the file who are in the database with their data. Returns how many."""
    known = noted(folder)
    present = (
        Reservation.objects.filter(erased_at=None).order_by("pk").values_list("public_id", "reference", "created_at")
    )
    again = [public_id for public_id, reference, booked in present if _digest(reference, booked) in known]
    for public_id in again:
        privacy.forget(public_id=public_id, at=at)
    return len(again)


def _digest(reference: str, booked: datetime) -> str:
    return hashlib.sha256(f"{reference} {booked.astimezone(UTC).isoformat()}".encode()).hexdigest()
