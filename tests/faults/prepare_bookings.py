"""Books in a database of its own, for another process: prints the tokens that confirm."""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from bookings.tests.factories import booked, playing_soon  # noqa: E402
from bookings.tokens import Purpose, make_token  # noqa: E402

if __name__ == "__main__":
    visitors = int(sys.argv[1])
    performance, at = playing_soon(capacity=visitors), timezone.now()
    rows = [booked(performance, at, party_size=1, email=f"v{number}@example.org") for number in range(visitors)]
    json.dump([make_token(Purpose.CONFIRM, row.public_id) for row in rows], sys.stdout)
