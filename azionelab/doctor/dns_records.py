"""What the names of the sender's domain say, by which others judge our mails. No answer is a hint, never a fault."""

from collections.abc import Callable

import dns.exception
import dns.resolver

from azionelab.doctor.findings import Finding, hint, warning, well
from azionelab.doctor.mail import sender_domain

SECONDS = 5.0


def spf() -> Finding:
    domain = sender_domain()

    def judged() -> Finding:
        records = [text for text in _texts(domain) if text.lower().startswith("v=spf1")]
        to_do = f'Publish one TXT record at {domain} that names your mail server, such as "v=spf1 include:… -all".'
        if len(records) != 1:
            return warning(
                "SPF", f"{domain} has {len(records)} SPF records: others may take our mails for forged.", to_do
            )
        if "+all" in records[0].split():
            return warning("SPF", f"{domain} lets everybody send in its name (+all).", to_do)
        return well("SPF", f"{domain} says: {records[0]}")

    return _asked("SPF", f"dig TXT {domain}", judged)


def dmarc() -> Finding:
    """A record of the organisation's domain holds for those below it, so that is asked too."""
    domain = sender_domain()
    names = [f"_dmarc.{'.'.join(domain.split('.')[start:])}" for start in range(max(1, domain.count(".")))]

    def judged() -> Finding:
        for name in names:
            for text in _texts(name):
                if text.lower().startswith("v=dmarc1"):
                    return well("DMARC", f"{name} says: {text}")
        to_do = f'Publish a TXT record at {names[0]}, at first "v=DMARC1; p=none". Big providers ask for one.'
        return warning("DMARC", f"{domain} has none.", to_do)

    return _asked("DMARC", f"dig TXT {names[0]}", judged)


def receives_mail() -> Finding:
    """Visitors answer our mails."""
    domain = sender_domain()

    def judged() -> Finding:
        if _records(domain, "MX"):
            return well("MX", f"{domain} takes mail.")
        return warning(
            "MX", f"{domain} names no server for mail: answers of visitors are lost.", "Publish an MX record."
        )

    return _asked("MX", f"dig MX {domain}", judged)


def _asked(subject: str, by_hand: str, judged: Callable[[], Finding]) -> Finding:
    if "." not in sender_domain():
        return hint(subject, "There is no domain to ask for.", "See sender.")
    try:
        return judged()
    except dns.exception.DNSException as error:
        return hint(subject, f"DNS gives no answer here: {type(error).__name__}.", f"Ask from elsewhere: {by_hand}")


def _texts(name: str) -> list[str]:
    return [b"".join(record.strings).decode(errors="replace") for record in _records(name, "TXT")]


def _records(name: str, kind: str) -> list:
    """Empty when the name or the record does not exist. Raises dns.exception.DNSException when nobody can say."""
    try:
        return list(dns.resolver.resolve(f"{name}.", kind, lifetime=SECONDS))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
