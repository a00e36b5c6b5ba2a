"""The lists of the box office as files: which columns each has, and its rows in portions.

A file has the rows that the list has found, in its order. They are asked for in portions by their keys, each portion by
the same few queries, so no transaction and no cursor stays open while somebody's network takes its time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Field, IntegerField, Model, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bookings import queries
from bookings.enums import AccessNeed
from bookings.models import ContactMessage, OutboxMessage, Performance, Reservation, Venue
from bookings.spreadsheets import Cell

PORTION = 500


@dataclass(frozen=True)
class Column:
    head: str | Promise
    value: Callable[[Any], Cell]


@dataclass(frozen=True)
class Export:
    """How the rows of a model become a file: `rows` gives them with all that the columns ask of them."""

    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]

    @property
    def heads(self) -> list[str]:
        """In the language being read."""
        return [_capital(str(column.head)) for column in self.columns]

    def cells(self, keys: list[Any]) -> Iterator[list[Cell]]:
        """The rows with these keys, in this order; the same number of queries for each portion."""
        for start in range(0, len(keys), PORTION):
            portion = keys[start : start + PORTION]
            found = self.rows().in_bulk(portion)
            yield from ([column.value(found[key]) for column in self.columns] for key in portion if key in found)


def export_of(model: type[Model]) -> Export:
    return EXPORTS[model]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _field(model: type[Model], name: str) -> Column:
    """A column that holds a field as it is; a choice in words, a moment in the time of the site."""
    field = cast("Field[Any, Any]", model._meta.get_field(name))
    labels = dict(field.flatchoices)  # Django's own way to them makes them anew for each row

    def value(row: Any) -> Cell:
        cell = getattr(row, name)
        if labels:
            return str(labels.get(cell, cell))
        return here(cell) if isinstance(cell, datetime) else _yes_or_no(cell) if isinstance(cell, bool) else cell

    return Column(field.verbose_name, value)


def _fields(model: type[Model], *names: str) -> tuple[Column, ...]:
    return tuple(_field(model, name) for name in names)


def here(moment: datetime | None) -> datetime | None:
    """A moment in the time of the site, which is what its own clocks show."""
    return timezone.localtime(moment) if moment else None


def _there(name: str) -> Callable[[Performance], Cell]:
    """A moment of a performance in the time of its venue, whatever the site's is."""

    def value(performance: Performance) -> Cell:
        moment = getattr(performance, name)
        return performance.local(moment) if moment else None

    return value


def _local(*names: str) -> tuple[Column, ...]:
    return tuple(Column(_field(Performance, name).head, _there(name)) for name in names)


def _yes_or_no(value: bool) -> str:
    return str(_("Yes") if value else _("No"))


def _of_performance(column: Column) -> Column:
    return Column(column.head, lambda row: column.value(row.performance))


# -- what the columns are ---------------------------------------------------------------------------------------------

_WHAT = (
    Column(_("show"), lambda performance: performance.show.title),
    Column(_("curtain"), _there("starts_at")),
    Column(_("venue"), lambda performance: performance.venue.name),
    Column(_("city"), lambda performance: performance.venue.city),
    Column(_("time zone"), lambda performance: performance.venue.time_zone),
)
_PERFORMANCES = (
    *_WHAT,
    *_local("doors_at", "ends_at"),
    *_fields(Performance, "status", "capacity", "additional_seats", "additional_reason"),
    *_fields(Performance, "occupied_seats", "occupied_reason"),
    Column(_("confirmed"), lambda performance: performance.house.confirmed_seats),
    Column(_("held"), lambda performance: performance.held_seats),
    Column(_("free"), lambda performance: queries.house_count(performance).seats_available),
    Column(_("people let in"), lambda performance: performance.admitted),
    *_local("opens_at", "closes_at"),
    *_fields(Performance, "max_party_size"),
    Column(
        _("Accessible performance"),
        lambda performance: ", ".join(str(access.label) for access in performance.access_types),
    ),
)
_RESERVATIONS = (
    Column(_("reference"), lambda reservation: reservation.printed_reference),
    *_fields(Reservation, "status", "kind", "source", "party_size", "admitted", "released_seats"),
    *_fields(Reservation, "name", "email", "phone", "notes", "staff_note"),
    Column(
        _("access needs"),
        lambda reservation: ", ".join(str(AccessNeed(need).label) for need in reservation.access_needs),
    ),
    *_fields(Reservation, "language"),
    *(_of_performance(column) for column in _WHAT),
    *_fields(Reservation, "created_at", "expires_at", "confirmed_at", "erased_at"),
)
_VENUES = _fields(
    Venue,
    *("name", "address", "postal_code", "city", "country", "time_zone", "capacity", "step_free", "wheelchair_places"),
    *("hearing_loop", "accessible_toilet", "parking", "directions_it", "directions_en"),
)
_MAILS = (
    *_fields(OutboxMessage, "kind"),
    Column(_("about"), lambda message: message.about),
    *_fields(OutboxMessage, "state", "attempts", "next_attempt_at", "sent_at", "last_error"),
)
_MESSAGES = (
    *_fields(ContactMessage, "topic", "name", "email", "text", "language", "created_at"),
    Column(pgettext_lazy("contact message", "mail"), lambda message: message.mail.get_state_display()),
)


def _performances() -> QuerySet[Performance]:
    parties = Reservation.objects.filter(performance=OuterRef("pk")).order_by().values("performance")
    admitted = Subquery(parties.annotate(people=Sum("admitted")).values("people"), output_field=IntegerField())
    rows = queries.performances(timezone.now())
    return rows.annotate(admitted=Coalesce(admitted, 0))


def _reservations() -> QuerySet[Reservation]:
    """With their performances apart, of which there are few: each is made once for a portion, and not for each row."""
    performances = Performance.objects.select_related("show", "venue").defer(*queries.STREAMS_OF_A_SHOW)
    return Reservation.objects.prefetch_related("needs", Prefetch("performance", performances))


def _mails() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.select_related("reservation", "contact", "performance__show", "performance__venue")


EXPORTS: dict[type[Model], Export] = {
    Performance: Export(_PERFORMANCES, _performances),
    Reservation: Export(_RESERVATIONS, _reservations),
    Venue: Export(_VENUES, Venue.objects.all),
    OutboxMessage: Export(_MAILS, _mails),
    ContactMessage: Export(_MESSAGES, lambda: ContactMessage.objects.select_related("mail")),
}
