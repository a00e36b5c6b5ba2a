"""The mails of an act that is only tried: the very templates with the typed words, for an invented reservation."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from bookings import mails, programme, queries
from bookings.announcements import Words
from bookings.enums import Actor, MessageKind, Occasion
from bookings.mail_samples import sample_about, with_pictures
from bookings.models import Announcement, Performance, ReservationEvent


@dataclass(frozen=True)
class TrialMail:
    language: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Trial:
    """What is tried: which mail it causes, and what the house says in it."""

    kind: MessageKind
    occasion: Occasion
    words: Words | None


def trial_mails(
    performance_id: int, of: Trial, after: Callable[[Performance], dict[str, Any]], at: datetime
) -> list[TrialMail]:
    """One mail in each language, as it would read when the columns of the performance are what `after` makes of them.

    The row is written, read by the templates and taken back, in a transaction that never commits: so the mail says what
    the real one will, and nobody sees anything of it.
    """
    with transaction.atomic():
        performance = queries.performances(at).get(pk=performance_id)
        values, moved = after(performance), ("", "")
        if "starts_at" in values:
            moved = programme.places_of(performance, values["venue"], values["starts_at"])
        if values:
            Performance.objects.filter(pk=performance_id).update(**values)
            performance = queries.performances(at).get(pk=performance_id)
        rendered = [_rendered(performance, of, code, moved) for code, _name in settings.LANGUAGES]
        transaction.set_rollback(True)
    return rendered


def _rendered(performance: Performance, of: Trial, language: str, moved: tuple[str, str]) -> TrialMail:
    with override(language):
        message = sample_about(performance, of.kind, language)
        cause = cast(ReservationEvent, message.cause)
        cause.actor, (cause.before, cause.after) = Actor.STAFF, moved
        cause.announcement = None
        if of.words is not None:
            cause.announcement = Announcement(performance=performance, occasion=of.occasion, **asdict(of.words))
        mail = mails.render(message, language)
    return TrialMail(language=language, subject=str(mail.subject), text=str(mail.body), html=with_pictures(mail))
