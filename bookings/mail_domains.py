"""Domains of e-mail addresses that people mistype, and the one that they probably meant.

A suggestion is made for near misses of the common ones alone, and never for a domain that exists beside them: it is
better to miss a mistake than to doubt a right address.
"""

from difflib import SequenceMatcher
from functools import lru_cache

COMMON = (
    *(
        "gmail.com",
        "googlemail.com",
        "icloud.com",
        "me.com",
        "proton.me",
        "protonmail.com",
        "gmx.de",
        "gmx.net",
        "web.de",
    ),
    *(
        "hotmail.it",
        "hotmail.com",
        "outlook.it",
        "outlook.com",
        "live.it",
        "live.com",
        "msn.com",
        "yahoo.it",
        "yahoo.com",
    ),
    *("libero.it", "virgilio.it", "tiscali.it", "alice.it", "tim.it", "tin.it", "fastwebnet.it", "inwind.it", "iol.it"),
    *("poste.it", "pec.it", "aruba.it", "arubapec.it", "legalmail.it"),
)
# Neighbours of the common ones at which people do have their mail.
ALSO_REAL = {
    *("mail.com", "ymail.com", "gmx.it", "gmx.com", "gmx.at", "gmx.ch", "email.it", "email.com", "mail.it", "aol.com"),
    *(
        "aol.it",
        "rocketmail.com",
        "yahoo.de",
        "yahoo.fr",
        "yahoo.es",
        "yahoo.co.uk",
        "hotmail.de",
        "hotmail.fr",
        "hotmail.es",
    ),
    *(
        "hotmail.co.uk",
        "outlook.de",
        "outlook.fr",
        "outlook.es",
        "live.de",
        "live.fr",
        "live.co.uk",
        "mac.com",
        "pm.me",
    ),
    *(
        "gmail.it",
        "fastweb.it",
        "tim.com",
        "wind.it",
        "windtre.it",
        "vodafone.it",
        "teletu.it",
        "postecert.it",
        "pec.aruba.it",
        "mailbox.org",
    ),
}
LIKENESS = 0.86  # of 1: one letter wrong, missing, doubled or swapped
# Of a shorter one, one letter makes another name: live.it, lime.it, olive.it.
SHORTEST_GUESSED = 8
GUESSED = [domain for domain in COMMON if len(domain) >= SHORTEST_GUESSED]


def suggestion(email: str) -> str | None:
    """The domain that `email` was probably meant to have; None when there is nothing to say."""
    typed = email.rpartition("@")[2].lower()
    if not typed or typed in COMMON or typed in ALSO_REAL:
        return None
    return _likest(typed)


@lru_cache(maxsize=1000)
def _likest(typed: str) -> str | None:
    likeness, likest = max((SequenceMatcher(None, typed, known).ratio(), known) for known in GUESSED)
    return likest if likeness >= LIKENESS else None


def with_domain(email: str, domain: str) -> str:
    """`email` with another domain after its last `@`."""
    return f"{email.rpartition('@')[0]}@{domain}"
