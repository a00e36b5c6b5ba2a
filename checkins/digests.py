"""What a phone at the door knows codes by: digests of passes and references, salted for one performance.

A digest leads to no token and opens nothing elsewhere; the salt is made of the performance and the signing key, so
that it is stored nowhere. The phone makes the same digests of what it scans (docs/adr/0025).
"""

import hashlib
from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac

SALT_LENGTH = 32  # hexadecimal characters
PASS_LENGTH = 22  # characters of base64: 132 bits
REFERENCE_LENGTH = 5  # 30 bits: see reference_digest


def salt_of(performance_id: int) -> str:
    return salted_hmac("checkins.digests", str(performance_id), algorithm="sha256").hexdigest()[:SALT_LENGTH]


def pass_digest(salt: str, token: str) -> str:
    return _digest(f"{salt}:{token}")[:PASS_LENGTH]


def reference_digest(salt: str, reference: str) -> str:
    """So short that about 800 references fit each: whoever tries all of them on a found phone learns none."""
    return _digest(f"{salt}:reference:{reference}")[:REFERENCE_LENGTH]


def _digest(text: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
