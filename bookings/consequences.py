"""What an act on a whole performance will do, said before it is done. Reads only.

The same values stand on the page, in the dry run and in the report of the act, so a test can hold them against what the
verbs of programme.py have done. An obstacle is what the verb will refuse; a warning is what somebody may not expect.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import policies, queries, run_plans
from bookings.enums import ReservationStatus, Source
from bookings.exceptions import NotFound, PerformanceExists
from bookings.listings import moment_label
from bookings.models import Performance, Reservation, Venue


@dataclass(frozen=True)
class Consequences:
    """`reservations` and `people` are those whom it concerns, `pending` reservations among them, `mails` those who have
    an address, `already_in` people inside, `walk_ups` people without a reservation, whom it cannot tell."""

    performance: Performance
    reservations: int = 0
    people: int = 0
    pending: int = 0
    mails: int = 0
    mails_by_language: dict[str, int] = field(default_factory=dict)
    without_address: list[Reservation] = field(default_factory=list)
    already_in: int = 0
    walk_ups: int = 0
    obstacles: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    feeds: bool = False  # whether the programme, its calendars and feeds say something else afterwards

    @property
    def may_be_done(self) -> bool:
        return not self.obstacles


def of_cancelling(performance_id: int, at: datetime) -> Consequences:
    """Raises NotFound."""
    performance = _performance(performance_id, at)
    obstacles = [] if performance.is_scheduled else [_("This performance is cancelled already.")]
    return _counted(performance, at, obstacles=obstacles, warnings=_begun(performance, at), feeds=True)


def of_moving(performance_id: int, starts_at: datetime, venue_id: int | None, at: datetime) -> Consequences:
    """Raises NotFound."""
    performance = _performance(performance_id, at)
    venue = Venue.objects.filter(pk=venue_id or performance.venue_id).first()
    if venue is None:
        raise NotFound
    obstacles = _against_moving(performance, starts_at, venue)
    warnings = [*_begun(performance, at), *_about_moving(performance, starts_at, venue, at)]
    return _counted(performance, at, obstacles=obstacles, warnings=warnings, feeds=True)


def of_cancelling_reservations(performance_id: int, at: datetime) -> Consequences:
    """Without those of whom somebody is in: they stay as they are. Raises NotFound."""
    performance = _performance(performance_id, at)
    warnings = _begun(performance, at)
    if performance.is_scheduled:
        warnings.append(_("The performance itself stays in the programme: its seats can be booked again."))
    return _counted(performance, at, concerned=Q(admitted=0), warnings=warnings)


def of_writing(performance_id: int, at: datetime) -> Consequences:
    """Raises NotFound."""
    performance = _performance(performance_id, at)
    consequences = _counted(performance, at, warnings=_begun(performance, at))
    if not consequences.mails:
        consequences.obstacles.append(_("Nobody who could read it: no open reservation has an address."))
    return consequences


def of_editing(performance: Performance, changed: dict[str, Any], at: datetime) -> list[str]:
    """What a change of some columns of a performance means for those who have booked, a sentence each.

    `performance` is the row as it is, `changed` what the form would make of it.
    """
    after = {name: changed.get(name, getattr(performance, name)) for name in ("capacity", "additional_seats")}
    occupied = changed.get("occupied_seats", performance.occupied_seats)
    known = queries.performances(at).get(pk=performance.pk)
    limit = (after["capacity"] or 0) + (after["additional_seats"] or 0) - (occupied or 0)
    sentences = _about_seats(known, limit)
    sentences += _about_party(known, changed, at)
    sentences += _about_window(known, changed, at)
    if "release_minutes" in changed and _open(known, at).exists():
        sentences.append(
            _("Who has booked already was told the old time from which places may be given away. Write to all of them.")
        )
    return sentences


def _performance(performance_id: int, at: datetime) -> Performance:
    performance = queries.performances(at).filter(pk=performance_id).first()
    if performance is None:
        raise NotFound
    return performance


def _open(performance: Performance, at: datetime) -> QuerySet[Reservation]:
    return queries.open_reservations(performance.pk, at)


def _counted(
    performance: Performance,
    at: datetime,
    *,
    concerned: Q | None = None,
    obstacles: list[str] | None = None,
    warnings: list[str] | None = None,
    feeds: bool = False,
) -> Consequences:
    rows = _open(performance, at).filter(concerned or Q())
    everybody = performance.reservations.filter(status=ReservationStatus.CONFIRMED)
    totals = everybody.aggregate(
        already_in=Sum("admitted", default=0),
        walk_ups=Sum(queries.KEPT_SEATS, filter=Q(source=Source.WALK_UP), default=0),
    )
    listed = list(rows.order_by("pk").only("pk", "performance", "status", "party_size", "email", "language"))
    addressed = Counter(row.language for row in listed if row.email)
    without = [row.pk for row in listed if not row.email]
    return Consequences(
        performance=performance,
        reservations=len(listed),
        people=sum(row.party_size for row in listed),
        pending=sum(row.status == ReservationStatus.PENDING for row in listed),
        mails=addressed.total(),
        mails_by_language={language: addressed[language] for language, _name in settings.LANGUAGES},
        without_address=list(Reservation.objects.filter(pk__in=without).order_by("name", "pk")),
        obstacles=obstacles or [],
        warnings=warnings or [],
        feeds=feeds and performance.show.live,
        **totals,
    )


def _begun(performance: Performance, at: datetime) -> list[str]:
    if performance.starts_at < queries.night_of(at):
        return [_("This performance is over.")]
    return [_("This performance has begun.")] if performance.starts_at <= at else []


def _against_moving(performance: Performance, starts_at: datetime, venue: Venue) -> list[str]:
    there = Performance.objects.filter(show=performance.show_id, venue=venue, starts_at=starts_at)
    obstacles = []
    if starts_at == performance.starts_at and venue == performance.venue:
        obstacles.append(_("It is there at that time already: choose another time or another venue."))
    elif there.exclude(pk=performance.pk).exists():
        obstacles.append(PerformanceExists().detail)
    if venue != performance.venue:
        confirmed = performance.house.confirmed_seats
        refusal = policies.check_room(queries.seat_limit_in(performance, venue), confirmed)
        obstacles += [refusal.detail] if refusal else []
    return obstacles


def _about_moving(performance: Performance, starts_at: datetime, venue: Venue, at: datetime) -> list[str]:
    warnings = []
    if not performance.is_scheduled:
        warnings.append(_("This performance is cancelled, and stays so at its new time."))
    if starts_at <= at:
        warnings.append(_("The new time is in the past."))
    expiring = _open(performance, at).filter(status=ReservationStatus.PENDING, expires_at__gt=starts_at).count()
    if expiring:
        words = ngettext(
            "%(count)d reservation waits to be confirmed until after the new curtain: its time ends with that.",
            "%(count)d reservations wait to be confirmed until after the new curtain: their time ends with that.",
            expiring,
        )
        warnings.append(words % {"count": expiring})
    if venue != performance.venue:
        limit = queries.seat_limit_in(performance, venue)
        words = _("There are %(seat_limit)d seats in %(venue)s, and %(now)d where it is now.")
        warnings.append(words % {"seat_limit": limit, "venue": venue.name, "now": performance.house.seat_limit})
        warnings += _about_held(performance, limit)
    warnings += _overlapping(performance, starts_at, venue)
    return warnings


def _overlapping(performance: Performance, starts_at: datetime, venue: Venue) -> list[str]:
    """What is in the venue at the new time as well: a warning, as where dates are added."""
    ends_at = starts_at + (_end(performance) - performance.starts_at)
    there = [
        row
        for row in queries.performances_in_venue(venue, starts_at, ends_at)
        if row.pk != performance.pk and row.is_scheduled and row.starts_at < ends_at and starts_at < _end(row)
    ]
    return [_("In the venue at the same time: %(performance)s.") % {"performance": row} for row in there]


def _end(performance: Performance) -> datetime:
    return performance.expected_end or performance.starts_at + run_plans.ASSUMED_LENGTH


def _about_held(performance: Performance, limit: int) -> list[str]:
    """That seats which were promised for some time would not be there."""
    count = queries.house_count(performance)
    missing = count.confirmed_seats + count.held_seats - limit
    if not count.held_seats or missing <= 0:
        return []
    words = ngettext(
        "%(count)d seat that is held for a party still to confirm would be missing.",
        "%(count)d seats that are held for parties still to confirm would be missing.",
        missing,
    )
    return [words % {"count": missing}]


def _about_seats(performance: Performance, limit: int) -> list[str]:
    count = queries.house_count(performance)
    if limit == count.seat_limit:
        return []
    if limit < count.confirmed_seats:
        short = count.confirmed_seats - limit
        words = ngettext(
            "%(confirmed)d seats are confirmed, and this would leave %(limit)d: %(short)d person would have none.",
            "%(confirmed)d seats are confirmed, and this would leave %(limit)d: %(short)d people would have none.",
            short,
        )
        return [words % {"confirmed": count.confirmed_seats, "limit": limit, "short": short}]
    sentences = _about_held(performance, limit)
    free = max(0, limit - count.confirmed_seats - count.held_seats)
    if free == 0 and count.seats_available:
        sentences.append(_("No seat would be free any more: the performance shows as full."))
    return sentences


def _about_party(performance: Performance, changed: dict[str, Any], at: datetime) -> list[str]:
    largest = changed.get("max_party_size")
    if not largest:
        return []
    larger = _open(performance, at).filter(party_size__gt=largest).count()
    if not larger:
        return []
    words = ngettext(
        "%(count)d reservation is for more than %(largest)d people. It stays as it is.",
        "%(count)d reservations are for more than %(largest)d people. They stay as they are.",
        larger,
    )
    return [words % {"count": larger, "largest": largest}]


def _about_window(performance: Performance, changed: dict[str, Any], at: datetime) -> list[str]:
    """What a new window does to those who look now; who has booked keeps the reservation and may confirm it."""
    rules = queries.rules()
    before = queries.booking_window(performance, rules)
    opens_at = changed.get("opens_at", performance.opens_at)
    closes_at = policies.booking_closes_at(
        changed.get("starts_at", performance.starts_at),
        changed.get("closes_at", performance.closes_at),
        rules.closes_before_minutes,
    )
    after = policies.BookingWindow(performance.status, opens_at, closes_at)
    if (before.opens_at, before.closes_at) == (after.opens_at, after.closes_at):
        return []
    is_open, will_be = policies.check_window(before, at) is None, policies.check_window(after, at) is None
    if is_open and not will_be and opens_at is not None and at < opens_at:
        moment = moment_label(performance.local(opens_at))
        return [_("Booking is open now, and would close until %(moment)s.") % {"moment": moment}]
    if is_open and not will_be:
        return [_("Booking is open now, and would close at once. Who has booked may still confirm.")]
    return [_("Booking would open at once.")] if will_be and not is_open else []
