"""Opaque tokens, one purpose each: signed, so that the database holds nothing that can be used.

A token is a reservation's random public id with a signature for one purpose. A dump gives the ids away but not the
key; the same reservation always gives the same token, so a QR code sent again is the same; SECRET_KEY_FALLBACKS
are honoured, so the key can be changed (docs/adr/0003).

The token to follow a reservation alone is made of its reference, which an address correction leaves as it is while it
gives a new public id, and with it new tokens for every other purpose (docs/adr/0021).
"""

import secrets
from enum import StrEnum

from django.core.signing import BadSignature, Signer

from bookings.exceptions import NotFound

PUBLIC_ID_BYTES = 12
SIGNATURE_LENGTH = 22  # characters of base64: 132 bits of an HMAC-SHA256


class Purpose(StrEnum):
    CONFIRM = "confirm"
    FOLLOW = "follow"  # for the browser that has booked: is it confirmed yet, and was the address right?
    MANAGE = "manage"
    PASS = "pass"  # noqa: S105  a purpose, not a password
    STAGE = "stage"  # of a performance, for the stage manager's page


class _ShortSigner(Signer):
    """Django's signer with a signature short enough for a small QR code."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(salt=f"bookings.{purpose}", sep=".")

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        return super().signature(value, key)[:SIGNATURE_LENGTH]


def new_public_id() -> str:
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


def make_token(purpose: Purpose, subject: str) -> str:
    """Signs a public id; to follow a reservation its reference, and for the stage the number of a performance."""
    return _ShortSigner(purpose).sign(subject)


def tokens_of_all_keys(purpose: Purpose, subject: str) -> list[str]:
    """Every token of `subject` that is accepted: of the signing key, and of each one that is still a fallback."""
    signer = _ShortSigner(purpose)
    return [f"{subject}{signer.sep}{signer.signature(subject, key)}" for key in (signer.key, *signer.fallback_keys)]


def read_token(purpose: Purpose, token: str) -> str:
    """What `token` was made of. Raises NotFound for anything that we did not sign for this purpose."""
    try:
        return _ShortSigner(purpose).unsign(token)
    except BadSignature as error:
        raise NotFound from error
