"""Secrets of second factors as they lie in the database: of no use to whoever has the database alone.

The keys come from SECRET_KEY; what an earlier key of SECRET_KEY_FALLBACKS has sealed can still be read.
"""

from base64 import b32encode, b64decode, b64encode
from collections.abc import Iterator
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE_BYTES = 12
DIGEST_CHARACTERS = 16


def sealed(secret: bytes, owner: int) -> str:
    """`secret` encrypted for one account: moved to another account's row it cannot be read."""
    nonce = token_bytes(NONCE_BYTES)
    key = next(_keys("seal"))
    return b64encode(nonce + AESGCM(key).encrypt(nonce, secret, _of(owner))).decode()


def opened(text: str, owner: int) -> bytes | None:
    """The secret again; None when no key that the site still has opens it."""
    raw = b64decode(text)
    for key in _keys("seal"):
        try:
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _of(owner))
        except InvalidTag:
            continue
    return None


def digests(code: str, owner: int) -> list[str]:
    """A recovery code as it is stored: first under the present key, then under each earlier one."""
    return [
        b32encode(salted_hmac("sign_in.recovery", f"{owner}:{code}", secret=secret, algorithm="sha256").digest())
        .decode()
        .lower()[:DIGEST_CHARACTERS]
        for secret in _secrets()
    ]


def _keys(purpose: str) -> Iterator[bytes]:
    for secret in _secrets():
        yield salted_hmac(f"sign_in.{purpose}", "", secret=secret, algorithm="sha256").digest()


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _of(owner: int) -> bytes:
    return f"sign_in:{owner}".encode()
