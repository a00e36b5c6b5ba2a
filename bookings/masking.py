"""How an address is shown to somebody who may not be its owner."""


def masked_email(email: str) -> str:
    """`giulia@example.org` as `g•••@example.org`."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}" if domain else ""
