"""The signed stamp in a form: which form it is and when it was opened, without a cookie and without a row."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

FORM_ID_BYTES = 12


@dataclass(frozen=True)
class Stamp:
    form_id: str
    opened_at: datetime


def new_stamp(opened_at: datetime) -> str:
    content = {"form": secrets.token_urlsafe(FORM_ID_BYTES), "opened": int(opened_at.timestamp())}
    return _signer().sign_object(content)


def read_stamp(text: str) -> Stamp | None:
    """What is in the stamp; None for anything that we did not sign."""
    try:
        content = _signer().unsign_object(text)
    except BadSignature:
        return None
    return Stamp(form_id=content["form"], opened_at=datetime.fromtimestamp(content["opened"], tz=UTC))


def _signer() -> Signer:
    return Signer(salt="bookings.form")
