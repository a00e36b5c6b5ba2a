"""The short code that people read out: eight letters and digits that cannot be mistaken for one another."""

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L
LENGTH = 8


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(reference: str) -> str:
    """`K7QF2MXW` as people see it: `K7QF-2MXW`."""
    return f"{reference[:4]}-{reference[4:]}"


def normalized(typed: str) -> str:
    """What was typed, with or without dash and in either case, as it is stored."""
    return re.sub(r"[\s-]", "", typed).upper()
