"""Every count and list of the booking core. Reads only; nothing here locks or writes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.fields import StreamField

from bookings import policies
from bookings.enums import MessageState, PerformanceStatus, ReservationStatus
from bookings.exceptions import NotFound
from bookings.models import BookingSettings, OutboxMessage, Performance, Reservation, ReservationNeed
from shows.models import ShowPage
from shows.queries import live_shows

# "Tonight" runs until four in the morning, venue time.
NIGHT_ENDS = timedelta(hours=4)
NIGHT = timedelta(days=1)
# The long texts of a page, which no list of performances prints; read when somebody asks for them all the same.
STREAMS_OF_A_SHOW = [f"show__{field.name}" for field in ShowPage._meta.fields if isinstance(field, StreamField)]


@dataclass(frozen=True)
class OutboxBacklog:
    due: int
    oldest_seconds: int


def performances(at: datetime) -> QuerySet[Performance]:
    """All performances with their show, venue and seat counts, held seats as of `at` as `held_seats`."""
    holding = (
        Reservation.objects.filter(performance=OuterRef("pk"), status=ReservationStatus.PENDING, held_until__gt=at)
        .order_by()
        .values("performance")
        .annotate(seats=Sum("party_size"))
        .values("seats")
    )
    held = Coalesce(Subquery(holding, output_field=IntegerField()), 0)
    rows = Performance.objects.select_related("show", "venue", "house").defer(*STREAMS_OF_A_SHOW)
    return rows.annotate(held_seats=held)  # type: ignore[no-redef]  # named on the model, for its readers


def public_performances(at: datetime) -> QuerySet[Performance]:
    """Performances of published shows: what visitors may know of."""
    return performances(at).filter(show__live=True)


def upcoming_performances(at: datetime) -> QuerySet[Performance]:
    """Public performances of tonight and of all later nights. What has begun stays until its night is over."""
    return public_performances(at).filter(starts_at__gte=night_of(at))


def performances_of_show(page: ShowPage, at: datetime) -> QuerySet[Performance]:
    """Performances of a show, whichever of its translations they were entered with."""
    return public_performances(at).filter(show__translation_key=page.translation_key)


def performances_at_the_door(at: datetime) -> QuerySet[Performance]:
    """What plays on the night of `at`, and on the next night that has a performance, so that a door can be prepared."""
    tonight = night_of(at)
    later = Performance.objects.filter(starts_at__gte=tonight + NIGHT, show__live=True).order_by("starts_at")
    next_curtain = later.values_list("starts_at", flat=True).first()
    nights = [tonight] if next_curtain is None else [tonight, night_of(next_curtain)]
    on_these = reduce(or_, (Q(starts_at__gte=night, starts_at__lt=night + NIGHT) for night in nights))
    return performances(at).filter(on_these)


def night_of(moment: datetime) -> datetime:
    """The start (four in the morning) of the night to which `moment` belongs, in the site's time zone."""
    local = timezone.localtime(moment) - NIGHT_ENDS
    return timezone.make_aware(datetime(local.year, local.month, local.day)) + NIGHT_ENDS  # noqa: DTZ001


def verdict(performance: Performance, rules: BookingSettings, at: datetime, party_size: int = 1) -> policies.Verdict:
    """The one answer to "may `party_size` people book this?"; `performance` comes from `performances()`."""
    return policies.booking_verdict(
        house_count(performance), booking_window(performance, rules), party_limits(performance, rules), party_size, at
    )


def house_count(performance: Performance) -> policies.HouseCount:
    return policies.HouseCount(
        seat_limit=performance.house.seat_limit,
        confirmed_seats=performance.house.confirmed_seats,
        held_seats=performance.held_seats,
    )


def booking_window(performance: Performance, rules: BookingSettings) -> policies.BookingWindow:
    return policies.BookingWindow(
        status=performance.status,
        opens_at=performance.opens_at,
        closes_at=policies.booking_closes_at(performance.starts_at, performance.closes_at, rules.closes_before_minutes),
    )


def party_limits(performance: Performance, rules: BookingSettings) -> policies.PartyLimits:
    own_few_left = performance.few_left_threshold
    return policies.PartyLimits(
        max_party_size=performance.max_party_size or rules.max_party_size,
        few_left=rules.few_left_threshold if own_few_left is None else own_few_left,
    )


def reservation(public_id: str) -> Reservation:
    """The reservation behind a token's public id, with all that a page or a mail shows. Raises NotFound."""
    return _one(Reservation.objects.filter(public_id=public_id))


def reservation_by_reference(reference: str) -> Reservation:
    """The reservation with this normalized reference. Raises NotFound."""
    return _one(Reservation.objects.filter(reference=reference))


def seats_of_address(performance_id: int, email: str) -> int:
    """Confirmed seats that one address has at one performance."""
    confirmed = Reservation.objects.filter(
        performance_id=performance_id, email=email, status=ReservationStatus.CONFIRMED
    )
    return confirmed.aggregate(seats=Coalesce(Sum("party_size"), 0))["seats"]


def overdue_reservations(at: datetime) -> QuerySet[Reservation]:
    return Reservation.objects.filter(status=ReservationStatus.PENDING, expires_at__lte=at)


def reservations_to_remind(hours: int, at: datetime) -> QuerySet[Reservation]:
    """Confirmed reservations whose curtain rises within `hours`, not reminded yet.

    Who confirmed within those hours needs no reminder.
    """
    soon = at + timedelta(hours=hours)
    return Reservation.objects.filter(
        status=ReservationStatus.CONFIRMED,
        reminded_at=None,
        performance__status=PerformanceStatus.SCHEDULED,
        performance__starts_at__gt=at,
        performance__starts_at__lte=soon,
        confirmed_at__lt=F("performance__starts_at") - timedelta(hours=hours),
    ).exclude(email="")


def reservations_to_erase(days: int, at: datetime) -> QuerySet[Reservation]:
    """Reservations that still name a person `days` after the curtain of their performance."""
    return Reservation.objects.filter(erased_at=None, performance__starts_at__lte=at - timedelta(days=days))


def shows_in_language(performances: Iterable[Performance], language: str) -> dict[object, ShowPage]:
    """The published page of each performance's show in `language`, by translation key."""
    keys = {performance.show.translation_key for performance in performances}
    pages = live_shows().filter(translation_key__in=keys, locale__language_code=language).select_related("locale")
    return {page.translation_key: page for page in pages.defer_streamfields()}  # type: ignore[attr-defined]  # Wagtail's


def outbox_backlog(at: datetime) -> OutboxBacklog:
    """Mails whose time has come and that are not sent, and for how long the oldest has waited."""
    due = OutboxMessage.objects.filter(state__in=[MessageState.DUE, MessageState.SENDING], next_attempt_at__lte=at)
    oldest = due.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first()
    return OutboxBacklog(due=due.count(), oldest_seconds=int((at - oldest).total_seconds()) if oldest else 0)


def _one(found: QuerySet[Reservation]) -> Reservation:
    needs = Prefetch("needs", ReservationNeed.objects.order_by("pk"))
    row = found.select_related("performance__show", "performance__venue").prefetch_related(needs).first()
    if row is None:
        raise NotFound
    return row
