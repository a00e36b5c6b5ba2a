"""Whether a deployment is well: what is looked at, in the order in which it is told. `manage.py doctor` prints it."""

from collections.abc import Iterator

from azionelab.doctor import addresses, data, dns_records, machine, mail, people, project, timers
from azionelab.doctor.findings import Check, Finding, Level

PLAIN: list[Check] = [
    project.debug,
    project.deploy_checks,
    project.static_files,
    addresses.site_url,
    addresses.certificate,
    addresses.client_proxies,
    machine.time_zone,
    machine.media_folder,
    machine.cache_folder,
    machine.disk_space,
    mail.sender,
    mail.server,
    dns_records.receives_mail,
    dns_records.spf,
    dns_records.dmarc,
]
WITH_DATABASE: list[Check] = [
    data.isolation,
    data.clock,
    data.seats,
    addresses.wagtail_site,
    mail.outbox,
    mail.failed,
    timers.tick,
    timers.backup,
    people.second_factors,
    people.demo_accounts,
]


def examine() -> Iterator[Finding]:
    """Each finding as it comes; what needs the tables is left out when there is no database or migrations are pending.

    Looks and changes nothing. What asks the network waits some seconds at most.
    """
    for check in PLAIN:
        yield _found(check)
    for check in (data.reachable, data.migrations):
        finding = _found(check)
        yield finding
        if finding.level == Level.FAULT:
            return
    for check in WITH_DATABASE:
        yield _found(check)


def _found(check: Check) -> Finding:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  a check that breaks is a finding too, and the others are still due
        name = check.__name__.replace("_", " ")
        return Finding(name, Level.FAULT, f"This could not be looked at: {type(error).__name__}.", "Look into the log.")
