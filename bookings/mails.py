"""The mails of the outbox, made when they are sent: text and HTML, in the language of who reads them."""

from datetime import datetime
from email.mime.image import MIMEImage
from typing import Any, cast

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from bookings import announcements, door_list, links, listings, policies, queries, told_moves
from bookings.calendars import reservation_calendar
from bookings.door_sheets import door_list_name, door_list_pdf
from bookings.enums import Actor, MessageKind, ReservationStatus
from bookings.holders import is_held, released_words
from bookings.models import ContactMessage, OutboxMessage, Performance, Reservation
from bookings.passes import pass_png

PASS_PICTURE = "pass.png"  # noqa: S105  a file name
# The mails whose text shows the code; each also brings the calendar file.
WITH_PASS = {MessageKind.CONFIRMED, MessageKind.CHANGED, MessageKind.PERFORMANCE_MOVED, MessageKind.REMINDER}


def is_needed(message: OutboxMessage, at: datetime) -> bool:
    """Whether the mail still makes sense: a request to confirm does not once that is done or too late."""
    if message.contact is not None:
        return message.contact.erased_at is None
    if message.performance is not None:
        return _is_list_needed(message, message.performance, at)
    reservation = _reservation_of(message)
    if not reservation.email:
        return False
    if message.kind == MessageKind.CONFIRM:
        in_time = policies.check_confirmable(reservation.status, reservation.expires_at, at) is None
        return reservation.status == ReservationStatus.PENDING and in_time
    if message.kind == MessageKind.REMINDER:
        return reservation.status == ReservationStatus.CONFIRMED and at < reservation.performance.starts_at
    if message.kind in {MessageKind.CONFIRMED, MessageKind.CHANGED, MessageKind.ANNOUNCEMENT}:
        return reservation.status != ReservationStatus.CANCELLED
    return True


def render(message: OutboxMessage, house_language: str = settings.LANGUAGE_CODE) -> EmailMultiAlternatives:
    """The mail as it goes out, with an address and links that exist nowhere before this moment.

    `house_language` is for mails to the house, of which nobody knows who will open them.
    """
    if message.contact is not None:
        return _forwarded(message, message.contact)
    if message.performance is not None:
        return _with_door_list(message, message.performance, house_language)
    reservation = _reservation_of(message)
    with translation.override(reservation.language):
        context = _context(reservation) | _of_cause(message, reservation)
        shows_pass = bool(context["pass_url"]) and message.kind in WITH_PASS
        if shows_pass:
            context["door_words"] = _door_words(reservation, context["performance"])
        mail = _mail(message, context, to=reservation.email)
        if shows_pass:
            _attach_pass(mail, reservation, context["performance"])
        return mail


def _forwarded(message: OutboxMessage, contact: ContactMessage) -> EmailMultiAlternatives:
    """A visitor's message to the company. An answer goes to the visitor; the sender stays ours, so that it arrives."""
    with translation.override(contact.language):
        context = {
            "contact": contact,
            "language": contact.language,
            "company": settings.WAGTAIL_SITE_NAME,
            "page_url": links.absolute(contact.page.url or "") if contact.page else "",
        }
        mail = _mail(message, context, to=queries.contact_recipient(contact))
        mail.reply_to = [contact.email]
        return mail


def _is_list_needed(message: OutboxMessage, performance: Performance, at: datetime) -> bool:
    """A list is for the curtain that it was recorded for, and is of no use once that has risen."""
    in_time = at < performance.starts_at == message.curtain
    return performance.is_scheduled and in_time and queries.rules().door_list_by_mail


def _with_door_list(message: OutboxMessage, performance: Performance, language: str) -> EmailMultiAlternatives:
    """The list as it is now. Names stand in the file alone, not in the text."""
    with translation.override(language):
        listed = door_list.door_list(performance.pk, timezone.now())
        context = {
            "list": listed,
            "performance": listed.performance,
            "title": listed.performance.show_title,
            "language": language,
            "company": settings.WAGTAIL_SITE_NAME,
            "printed_at": listed.printed_at,
            "fresh_url": links.door_list_link(performance.pk),
        }
        mail = _mail(message, context, to=queries.door_list_recipient())
        mail.attach(door_list_name(listed), door_list_pdf(listed), "application/pdf")
        return mail


def _mail(message: OutboxMessage, context: dict[str, Any], to: str) -> EmailMultiAlternatives:
    template = f"bookings/email/{message.kind}"
    mail = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context),
        to=[to] if to else [],
        headers={"Message-ID": _message_id(message), "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return mail


def _reservation_of(message: OutboxMessage) -> Reservation:
    return cast(Reservation, message.reservation)  # a mail has one origin, as the constraint has it


def _context(reservation: Reservation) -> dict[str, Any]:
    [listed] = listings.listed([reservation.performance])
    is_confirmed = reservation.status == ReservationStatus.CONFIRMED
    return {
        "reservation": reservation,
        "language": reservation.language,
        "performance": listed,
        "title": listed.show_title,
        "show_url": links.absolute(listed.show_url),
        "company": settings.WAGTAIL_SITE_NAME,
        "closing": queries.texts().mail_closing,
        "confirm_url": links.confirm_link(reservation),
        "own_url": links.own_page_link(reservation),
        "give_back_url": f"{links.own_page_link(reservation)}#give-back",
        "is_held": is_held(reservation),
        "pass_url": links.pass_link(reservation) if is_confirmed else "",
        "expires_label": _expires_label(reservation, listed),
    }


def _door_words(reservation: Reservation, listed: listings.ListedPerformance) -> list[str]:
    """What a confirmed party must know about being late."""
    released = "" if listed.is_cancelled else released_words(reservation)
    return [words for words in (listed.release_notice, released) if words]


def _of_cause(message: OutboxMessage, reservation: Reservation) -> dict[str, Any]:
    """What the history row tells that caused the mail: the words of the house, where it was before, who has done it."""
    cause = message.cause
    if cause is None:
        return {}
    announcement = cause.announcement
    return {
        "words": announcements.spoken(announcement, reservation.language) if announcement else None,
        "moved": told_moves.told(cause, reservation.performance) if cause.act in told_moves.MOVES else None,
        "by_house": cause.actor == Actor.STAFF,
    }


def _expires_label(reservation: Reservation, listed: listings.ListedPerformance) -> str:
    if reservation.expires_at is None:
        return ""
    return listings.moment_label(listed.performance.local(reservation.expires_at))


def _attach_pass(mail: EmailMultiAlternatives, reservation: Reservation, listed: listings.ListedPerformance) -> None:
    picture = MIMEImage(pass_png(reservation))
    picture.add_header("Content-ID", f"<{PASS_PICTURE}>")
    picture.add_header("Content-Disposition", "inline", filename=PASS_PICTURE)
    mail.attach(picture)
    mail.attach(f"{reservation.printed_reference}.ics", reservation_calendar(reservation, listed), "text/calendar")


def _message_id(message: OutboxMessage) -> str:
    """The same for every attempt, so that a second copy can be recognised as one."""
    domain = settings.SITE_URL.split("//")[-1].split(":")[0]
    origin = {MessageKind.CONTACT: "contact", MessageKind.DOOR_LIST: "door-list"}.get(
        MessageKind(message.kind), "reservation"
    )
    return f"<{origin}-mail-{message.pk}@{domain}>"
