"""The histories of the box office: of reservations, and what Wagtail's log keeps of programme, rules and accounts.

Callables registered under the hook `register_activity` give further sources (`activity.Source`).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import ModelLogEntry, PageLogEntry

from bookings.activity import Line, Source, name_of
from bookings.enums import Act, Actor
from bookings.models import Performance, ReservationEvent

HOOK = "register_activity"
# What may be told of an act: statuses and numbers. Other acts keep words of people.
TOLD_WITH_NUMBERS = {Act.PARTY_CHANGED}

# Rows of Wagtail's log, by what they are about; the log of pages, contacts and pictures is no affair of the box office.
LOGGED = {
    "performances": (_("Performances"), Q(content_type__app_label="bookings", content_type__model="performance")),
    "venues": (_("Venues"), Q(content_type__app_label="bookings", content_type__model="venue")),
    "settings": (_("Booking rules"), Q(content_type__app_label="bookings", content_type__model="bookingsettings")),
    "takings": (_("Takings"), Q(content_type__app_label="bookings", content_type__model__in=["takings", "pricetype"])),
    "exports": (_("Exports"), Q(action__startswith="bookings.export")),
}
ACCOUNTS = Q(content_type__app_label="auth", content_type__model="user")


def sources_for(user: User | AnonymousUser) -> list[Source]:
    """Every history that this member of staff may read."""
    registered = [register() for register in hooks.get_hooks(HOOK)]
    known = [_reservations(), _log(), _runs(), _accounts(), *registered]
    return [source for source in known if not source.permission or user.has_perm(source.permission)]


def _reservations() -> Source:
    return Source(
        name="reservation",
        label=_("Reservations"),
        rows=ReservationEvent.objects.all,
        lines=_reservation_lines,
        acts={str(act): (act.label, Q(act=act)) for act in Act},
        of_performance=lambda performance: Q(reservation__performance=performance),
        actor="actor",
    )


def _reservation_lines(keys: Iterable[int]) -> dict[int, Line]:
    rows = ReservationEvent.objects.filter(pk__in=keys).select_related(
        "staff", "reservation__performance__show", "reservation__performance__venue"
    )
    return {
        row.pk: Line(
            at=row.at,
            who=name_of(row.staff, row.actor),
            what=row.get_act_display(),
            detail=f"{row.before} → {row.after}" if row.act in TOLD_WITH_NUMBERS else "",
            reservation=row.reservation,
            performance=row.reservation.performance,
        )
        for row in rows
    }


def _log() -> Source:
    return Source(
        name="log",
        label=_("Programme and settings"),
        rows=lambda: ModelLogEntry.objects.filter(_any_of_them()),
        lines=lambda keys: _log_lines(ModelLogEntry.objects.filter(pk__in=keys)),
        acts=LOGGED,
        of_performance=lambda performance: LOGGED["performances"][1] & Q(object_id=str(performance.pk)),
        at="timestamp",
        staff="user",
    )


def _any_of_them() -> Q:
    wanted = Q()
    for _label, condition in LOGGED.values():
        wanted |= condition
    return wanted


def _runs() -> Source:
    """Whole runs are logged with the page of their show."""
    return Source(
        name="run",
        label=_("Runs"),
        rows=lambda: PageLogEntry.objects.filter(action__startswith="bookings."),
        lines=lambda keys: _log_lines(PageLogEntry.objects.filter(pk__in=keys)),
        acts={},
        of_performance=lambda performance: Q(page=performance.show_id),
        at="timestamp",
        staff="user",
    )


def _accounts() -> Source:
    return Source(
        name="account",
        label=_("Accounts"),
        rows=lambda: ModelLogEntry.objects.filter(ACCOUNTS),
        lines=lambda keys: _log_lines(ModelLogEntry.objects.filter(pk__in=keys)),
        acts={},
        of_performance=lambda performance: Q(pk__in=[]),
        at="timestamp",
        staff="user",
        permission="auth.change_user",
    )


def _log_lines(entries: QuerySet[Any]) -> dict[int, Line]:
    rows = list(entries.select_related("user", "content_type"))
    wanted = [row.object_id for row in rows if _is_of_performance(row)]
    performances = {
        str(row.pk): row for row in Performance.objects.filter(pk__in=wanted).select_related("show", "venue")
    }
    lines = {}
    for row in rows:
        performance = performances.get(row.object_id) if _is_of_performance(row) else None
        about = "" if performance else row.label
        who = name_of(row.user, Actor.STAFF)
        lines[row.pk] = Line(at=row.timestamp, who=who, what=row.message, performance=performance, about=about)
    return lines


def _is_of_performance(entry: ModelLogEntry | PageLogEntry) -> bool:
    return isinstance(entry, ModelLogEntry) and entry.content_type.model == "performance"
