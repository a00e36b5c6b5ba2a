"""Opaque tokens, one purpose each: signed, so that the database holds nothing that can be used.

A token is a reservation's random public id with a signature for one purpose. A dump gives the ids away but not the
key; the same reservation always gives the same token, so a QR code sent again is the same; SECRET_KEY_FALLBACKS
are honoured, so the key can be changed (docs/adr/0003).
"""

import secrets
from enum import StrEnum

from django.core.signing import BadSignature, Signer

from bookings.exceptions import NotFound

PUBLIC_ID_BYTES = 12
SIGNATURE_LENGTH = 22  # characters of base64: 132 bits of an HMAC-SHA256


class Purpose(StrEnum):
    CONFIRM = "confirm"
    MANAGE = "manage"
    PASS = "pass"  # noqa: S105  a purpose, not a password


class _ShortSigner(Signer):
    """Django's signer with a signature short enough for a small QR code."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(salt=f"bookings.{purpose}", sep=".")

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        return super().signature(value, key)[:SIGNATURE_LENGTH]


def new_public_id() -> str:
    return secrets.token_urlsafe(PUBLIC_ID_BYTES)


def make_token(purpose: Purpose, public_id: str) -> str:
    return _ShortSigner(purpose).sign(public_id)


def read_token(purpose: Purpose, token: str) -> str:
    """The public id in `token`. Raises NotFound for anything that we did not sign for this purpose."""
    try:
        return _ShortSigner(purpose).unsign(token)
    except BadSignature as error:
        raise NotFound from error
