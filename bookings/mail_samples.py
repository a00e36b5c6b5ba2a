"""Invented reservations and messages, never saved, to show how each mail looks."""

from datetime import timedelta
from email.mime.base import MIMEBase

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from bookings import moves, queries
from bookings.enums import Act, Actor, MessageKind, Occasion, ReservationStatus
from bookings.models import Announcement, ContactMessage, OutboxMessage, Performance, Reservation, ReservationEvent

STATUS_BY_KIND = {
    MessageKind.CONFIRM: ReservationStatus.PENDING,
    MessageKind.CANCELLED: ReservationStatus.CANCELLED,
}
ACT_BY_KIND = {
    MessageKind.CANCELLED: Act.CANCELLED,
    MessageKind.PERFORMANCE_CANCELLED: Act.PERFORMANCE_CANCELLED,
    MessageKind.PERFORMANCE_MOVED: Act.PERFORMANCE_MOVED,
    MessageKind.ANNOUNCEMENT: Act.ANNOUNCED,
}
ILLNESS = _("One of us has fallen ill, and nobody can stand in at such short notice.\n\nWe are sorry.")
SAMPLE_WORDS = {
    Act.PERFORMANCE_CANCELLED: ILLNESS,
    Act.PERFORMANCE_MOVED: ILLNESS,
    Act.ANNOUNCED: _(
        "The street in front of the theatre is being repaired. Please come in through the courtyard, on foot "
        "or by wheelchair: the way is level and lit.\n\nWe are sorry for the detour."
    ),
}


def sample_message(kind: str, language: str) -> OutboxMessage | None:
    """A mail of this kind for nobody; None when the kind or the language does not exist, or it needs a performance
    and there is none."""
    if kind not in MessageKind.values or language not in dict(settings.LANGUAGES):
        return None
    if kind == MessageKind.CONTACT:
        return _sample_letter(language)
    performance = _any_performance()
    if kind == MessageKind.DOOR_LIST:
        return _sample_list(performance) if performance else None
    return sample_about(performance, kind, language) if performance else None


def _sample_letter(language: str) -> OutboxMessage:
    now = timezone.now()
    with override(language):
        contact = ContactMessage(
            name="Giulia Neri",
            email="giulia@example.org",
            text=gettext("Good evening,\nwe are a class of 22 and would like to come in March. Whom may we call?"),
            topic=gettext("Schools"),
            language=language,
            created_at=now,
        )
    return OutboxMessage(contact=contact, kind=MessageKind.CONTACT, next_attempt_at=now, pk=0)


def _sample_list(performance: Performance) -> OutboxMessage:
    now = timezone.now()
    return OutboxMessage(
        performance=performance, curtain=performance.starts_at, kind=MessageKind.DOOR_LIST, next_attempt_at=now, pk=0
    )


def sample_about(performance: Performance, kind: str, language: str) -> OutboxMessage:
    """A mail about an invented reservation for this performance."""
    now = timezone.now()
    reservation = Reservation(
        performance=performance,
        status=STATUS_BY_KIND.get(MessageKind(kind), ReservationStatus.CONFIRMED),
        party_size=2,
        name="Giulia Neri",
        email="giulia@example.org",
        language=language,
        expires_at=now + timedelta(hours=24),
        created_at=now,
    )
    act = ACT_BY_KIND.get(MessageKind(kind), Act.BOOKED)
    cause = ReservationEvent(
        reservation=reservation,
        act=act,
        actor=Actor.VISITOR,
        at=now,
        before=moves.written(now) if act == Act.PERFORMANCE_MOVED else "",
        after=moves.written(performance.starts_at) if act == Act.PERFORMANCE_MOVED else "",
        announcement=_sample_words(performance, act) if act in SAMPLE_WORDS else None,
    )
    return OutboxMessage(reservation=reservation, cause=cause, kind=kind, next_attempt_at=now, pk=0)


def _sample_words(performance: Performance, act: Act) -> Announcement:
    said = {}
    for language in ("it", "en"):
        with override(language):
            said[f"text_{language}"] = str(SAMPLE_WORDS[act])
    return Announcement(performance=performance, occasion=Occasion.MESSAGE, at=timezone.now(), **said)


def _any_performance() -> Performance | None:
    rows = queries.performances(timezone.now())
    return rows.filter(starts_at__gt=timezone.now()).first() or rows.first()


def with_pictures(mail: EmailMultiAlternatives) -> str:
    """The HTML part with its attached pictures inside, as a mail program shows it."""
    [(html, _type)] = mail.alternatives
    html = str(html)
    for part in mail.attachments:
        if isinstance(part, MIMEBase) and part["Content-ID"]:
            picture = "".join(str(part.get_payload()).split())
            html = html.replace(
                f"cid:{part['Content-ID'].strip('<>')}", f"data:{part.get_content_type()};base64,{picture}"
            )
    return html
