"""Delivery: what the outbox says must be sent is rendered now, sent, and marked.

A message is claimed by one committed update before the mail server is spoken to, so two senders never take the same
one. A process that dies while sending leaves the claim; after an hour the message is due again. That, and a server
that fell silent after the text was handed over, are the only ways to a second copy: in both nobody can know whether
the first was accepted.
"""

import logging
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from bookings import mails
from bookings.enums import MessageState
from bookings.mail_line import MailLine
from bookings.models import OutboxMessage

log = logging.getLogger(__name__)

# The pauses between attempts; after the last one a message has failed and waits for staff. Half a week in all.
PAUSES = [timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440)]
CLAIM_LASTS = timedelta(hours=1)
PATIENT_SECONDS = 30.0
# To call a mail server takes longer than to give it a mail; few of them take more than a hundred in one call.
MAILS_OF_ONE_CALL = 50


class NobodyToWriteTo(Exception):
    """Neither a recipient of its own nor the company has an address; one entered later is used at the next attempt."""


def deliver_one(message_id: int, at: datetime, seconds: float | None = None, line: MailLine | None = None) -> bool:
    """Tries to send one message once, within `seconds` (default: settings.MAIL_FIRST_TRY_SECONDS).

    True when it was sent. Never raises for a mail server's failure: that is recorded, and tried again later.
    """
    if not _claim(message_id, at):
        return False
    # What nearly all mails are about; the others ask for theirs.
    rows = OutboxMessage.objects.select_related("cause", "reservation__performance")
    patience = settings.MAIL_FIRST_TRY_SECONDS if seconds is None else seconds
    return _send(rows.get(pk=message_id), at, patience, line or MailLine(most=1))


def deliver_due(at: datetime) -> int:
    """Tries every message whose time has come, oldest first; for `manage.py tick`. Returns how many were sent.

    A mail server that is away is asked once: no other mail waits for it, or has used up a try.
    """
    _release_stuck(at)
    due = OutboxMessage.objects.filter(state=MessageState.DUE, next_attempt_at__lte=at)
    ids = list(due.order_by("next_attempt_at", "pk").values_list("pk", flat=True))
    sent = 0
    with MailLine(MAILS_OF_ONE_CALL) as line:
        for message_id in ids:
            sent += deliver_one(message_id, at, PATIENT_SECONDS, line)
            if not line.answers:
                break
    return sent


def send_again(message_id: int, at: datetime) -> bool:
    """Tries a mail that has failed, or waits, at the wish of staff; one that is sent stays sent. True when sent."""
    waiting = OutboxMessage.objects.filter(pk=message_id, state__in=[MessageState.FAILED, MessageState.DUE])
    waiting.update(state=MessageState.DUE, next_attempt_at=at, attempts=0)
    return deliver_one(message_id, at, PATIENT_SECONDS)


def send_failed_again(at: datetime) -> int:
    """Has `tick` try every mail that has failed, at the wish of staff: there may be hundreds. Returns how many."""
    failed = OutboxMessage.objects.filter(state=MessageState.FAILED)
    return failed.update(state=MessageState.DUE, next_attempt_at=at, attempts=0)


def _claim(message_id: int, at: datetime) -> bool:
    due = OutboxMessage.objects.filter(pk=message_id, state=MessageState.DUE, next_attempt_at__lte=at)
    return bool(due.update(state=MessageState.SENDING, claimed_at=at, attempts=F("attempts") + 1))


def _release_stuck(at: datetime) -> None:
    stuck = OutboxMessage.objects.filter(state=MessageState.SENDING, claimed_at__lte=at - CLAIM_LASTS)
    stuck.update(state=MessageState.DUE, next_attempt_at=at)


def _send(message: OutboxMessage, at: datetime, seconds: float, line: MailLine) -> bool:
    if not mails.is_needed(message, at):
        _finish(message, state=MessageState.DROPPED)
        return False
    try:
        mail = mails.render(message)
        if not mail.to:
            raise NobodyToWriteTo
        line.send(mail, seconds)
    except Exception as error:  # noqa: BLE001  whatever fails, the message must be tried again
        _record_failure(message, error, at)
        return False
    _finish(message, state=MessageState.SENT, sent_at=timezone.now(), last_error="")
    return True


def _record_failure(message: OutboxMessage, error: Exception, at: datetime) -> None:
    kind = kind_of(error)
    log.warning("mail %s not sent: %s", message.pk, kind)
    if message.attempts > len(PAUSES) or _is_final(error):
        _finish(message, state=MessageState.FAILED, last_error=kind)
        return
    pause = PAUSES[message.attempts - 1]
    _finish(message, state=MessageState.DUE, next_attempt_at=at + pause, last_error=kind)


def kind_of(error: Exception) -> str:
    """The class of a failure and its SMTP code: what staff need, without the server's words or the address."""
    refused = error.recipients.values() if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    code = next((code for code, _words in refused), getattr(error, "smtp_code", ""))
    return f"{type(error).__name__} {code}".strip()


def _is_final(error: Exception) -> bool:
    """Whether the server has said that it will never take this mail for this address."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _words in error.recipients.values())


def _finish(message: OutboxMessage, **values: object) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(claimed_at=None, **values)
