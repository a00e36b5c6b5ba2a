"""Whether mails go out: the sender, the server, what waits and what has failed."""

import smtplib
from email.utils import parseaddr
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.urls import reverse
from django.utils import timezone

from azionelab.doctor.findings import Finding, fault, hint, warning, well
from bookings import queries
from bookings.enums import MessageState
from bookings.models import OutboxMessage

SECONDS = 10
PATIENCE_SECONDS = 10 * 60
NOWHERE = (".example", ".invalid", ".local", ".localhost", ".test")
NEARBY = {"localhost", "127.0.0.1", "::1"}


def sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()


def sender() -> Finding:
    domain = sender_domain()
    if "." not in domain or domain.endswith(NOWHERE):
        words = f"DEFAULT_FROM_EMAIL has no domain that can be answered: {domain or 'none'}."
        return fault("sender", words, 'Set it, for example to "Box office <biglietteria@YOUR-DOMAIN>".')
    return well("sender", f"Mails come from {domain}.")


def server() -> Finding:
    """Calls the mail server, with TLS and login, and hangs up without a mail."""
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        return warning("mail server", "These settings send no mail.", "Set EMAIL_URL: docs/settings.md.")
    backend.timeout = SECONDS
    address = f"{backend.host}:{backend.port}"
    try:
        backend.open()
        backend.close()
    except smtplib.SMTPAuthenticationError as error:
        words = f"{address} refuses the login ({error.smtp_code})."
        return fault("mail server", words, "Look at user and password in EMAIL_URL.")
    except (OSError, smtplib.SMTPException) as error:
        to_do = "Look at host, port and kind of TLS in EMAIL_URL, and whether this machine may go out there."
        return fault("mail server", f"{address} cannot be used: {type(error).__name__}.", to_do)
    if not (backend.use_tls or backend.use_ssl) and backend.host not in NEARBY:
        to_do = "Begin EMAIL_URL with smtp+tls:// (port 587) or smtp+ssl:// (port 465)."
        return warning("mail server", f"{address} answers, and is spoken to without TLS.", to_do)
    return well("mail server", f"{address} takes our call{' and our login' if backend.username else ''}.")


def outbox() -> Finding:
    backlog = queries.outbox_backlog(timezone.now())
    words = f"{backlog.due} mails wait, the oldest for {backlog.oldest_seconds // 60} minutes."
    if backlog.oldest_seconds > PATIENCE_SECONDS:
        return fault("outbox", words, "Look at the timer and at the mail server.")
    return well("outbox", words)


def failed() -> Finding:
    count = OutboxMessage.objects.filter(state=MessageState.FAILED).count()
    if not count:
        return well("failed mails", "None.")
    place = f"{reverse('bookings_outboxmessage_modeladmin_index')}?{urlencode({'state__exact': MessageState.FAILED})}"
    return warning("failed mails", f"{count} were given up.", f"Look why, and send them again: {place}.")


def send_trial(address: str) -> Finding:
    """Sends one mail, now, past the outbox."""
    words = "This mail shows that AzioneLab can send mails. There is nothing to do."
    mail = EmailMessage(f"{settings.WAGTAIL_SITE_NAME}: manage.py doctor", words, to=[address])
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        return fault(
            "trial mail", f"It was not sent: {type(error).__name__}.", "See what stands about the mail server."
        )
    return hint("trial mail", "It was handed over.", "Look whether it arrives, and not among the unwanted ones.")
