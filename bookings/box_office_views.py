"""The first screen of the box office: tonight and next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import cast

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from bookings import queries
from bookings.box_pages import Count, box_page
from bookings.enums import BookingState
from bookings.listings import short_moment_label, title_of
from bookings.models import Performance, Reservation
from bookings.panels import SEES_MAILS, SEES_RESERVATIONS, StaffRow, staff_rows, what_may_be_seen

NEXT_ON_A_PAGE = 20
LAST_SHOWN = 5
TONES = {
    BookingState.OPEN: "good",
    BookingState.FEW_LEFT: "warning",
    BookingState.FULL: "warning",
    BookingState.CANCELLED: "off",
}


@dataclass(frozen=True)
class Card:
    """A performance as the first screen shows it."""

    row: StaffRow
    counts: list[Count]

    @property
    def tone(self) -> str:
        return "" if self.row.is_over else TONES.get(self.row.listed.state, "")


@dataclass(frozen=True)
class Deadline:
    """A party whose seats are held for it, until when, in the time of its venue."""

    reservation: Reservation
    performance: str
    until: str
    has_passed: bool


@permission_required(SEES_RESERVATIONS, raise_exception=True)
@require_safe
def tonight_and_next(request: HttpRequest) -> HttpResponse:
    """Every performance from tonight on, with what the house must know of each, and the last ones for their papers."""
    now = timezone.now()
    ahead, morning = queries.performances_ahead(now), queries.night_ends(now)
    later: Page[Performance] = Paginator(ahead.filter(starts_at__gte=morning), NEXT_ON_A_PAGE).get_page(
        request.GET.get("p")
    )
    is_first = later.number == 1
    failed = queries.failed_mails() if request.user.has_perm(SEES_MAILS) else 0
    context = {
        "tonight": _cards(staff_rows(ahead.filter(starts_at__lt=morning), now)) if is_first else [],
        "months": _by_month(_cards(staff_rows(later.object_list, now))),  # type: ignore[arg-type]  # a slice of rows
        "last": _cards(staff_rows(queries.performances_played(now)[:LAST_SHOWN], now)) if is_first else [],
        "page": later,
        "is_first": is_first,
        "failed_mails": failed,
        "deadlines": [_deadline(row, now) for row in queries.deadlines_near(now)] if is_first else [],
        **what_may_be_seen(request.user),
    }
    return box_page(request, "bookings/admin/tonight_and_next.html", context, title=_("Tonight and next"))


def counts_of(row: StaffRow) -> list[Count]:
    """The numbers of a performance, in the order in which the box office asks for them.

    They are eight tonight and on all other nights, so that the eye finds each in its place.
    """
    performance, counts, pending = row.performance, row.evening.counts, row.evening.pending
    held = ngettext("%(held)d held", "%(held)d held", row.house.held_seats) % {"held": row.house.held_seats}
    shown = [
        Count(_("Capacity"), performance.capacity),
        Count(_("Additional"), performance.additional_seats, getattr(performance, "additional_reason", "")),
        Count(_("Occupied"), performance.occupied_seats, getattr(performance, "occupied_reason", "")),
        Count(pgettext("people", "Confirmed"), counts.confirmed),
        Count(_("To be confirmed"), pending, held if row.house.held_seats else ""),
        Count(pgettext("people", "In"), counts.admitted),
        Count(_("Walk-ups"), counts.walk_ups),
        Count(pgettext("places", "Free"), counts.free, tone="" if counts.free or row.is_over else "warning"),
    ]
    if row.is_over:
        shown[-1] = Count(pgettext("people", "Not come"), counts.to_come)
    return shown


def _deadline(row: Reservation, at: datetime) -> Deadline:
    performance = row.performance
    deadline = cast(datetime, row.expires_at)
    return Deadline(
        reservation=row,
        performance=f"{short_moment_label(performance.local(performance.starts_at))} · {title_of(performance)}",
        until=short_moment_label(performance.local(deadline)),
        has_passed=deadline <= at,
    )


def _cards(rows: Iterable[StaffRow]) -> list[Card]:
    return [Card(row, counts_of(row)) for row in rows]


def _by_month(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    return [(label, list(group)) for label, group in groupby(cards, key=lambda card: card.row.listed.month_label)]
