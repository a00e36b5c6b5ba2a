"""Where a reservation was before it was moved, alone or with its whole performance, as its holder is told."""

from dataclasses import dataclass

from bookings import listings, moves
from bookings.enums import Act
from bookings.models import Performance, Reservation, ReservationEvent, Venue

MOVES = [Act.PERFORMANCE_MOVED, Act.MOVED]


@dataclass(frozen=True)
class ToldMove:
    """What was before, in words of the active language; empty where it is now as it was."""

    date: str
    venue: str = ""
    show: str = ""
    is_own: bool = False  # the reservation was moved, and not its performance


def newest(reservation: Reservation) -> ToldMove | None:
    """The last move that a reservation went through; None when it never did."""
    event = reservation.history.filter(act__in=MOVES).order_by("-at", "-pk").first()
    return told(event, reservation.performance) if event else None


def told(event: ReservationEvent, now: Performance) -> ToldMove:
    """What a row of the history tells whose reservation is for the performance `now`."""
    before, after = moves.read(event.before), moves.read(event.after)
    if event.act == Act.MOVED:
        return _own(before, now)
    venue = Venue.objects.filter(pk=before.key).first() if before.key else None
    is_other_time = before.starts_at != after.starts_at
    date = listings.moment_label((venue or now.venue).local(before.starts_at)) if is_other_time else ""
    return ToldMove(date=date, venue=venue.name if venue else "")


def _own(before: moves.Place, now: Performance) -> ToldMove:
    left = Performance.objects.select_related("show", "venue").filter(pk=before.key or 0).first()
    if left is None:
        return ToldMove(date=listings.moment_label(now.local(before.starts_at)), is_own=True)
    is_other_show = left.show.translation_key != now.show.translation_key
    return ToldMove(
        date=listings.moment_label(left.local(before.starts_at)),
        venue=left.venue.name if left.venue_id != now.venue_id else "",
        show=listings.title_of(left) if is_other_show else "",
        is_own=True,
    )
