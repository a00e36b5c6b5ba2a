"""Every count and list of the booking core. Reads only; nothing here locks or writes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.fields import StreamField
from wagtail.models import Locale, Site

from bookings import policies
from bookings.enums import Act, Actor, MessageKind, MessageState, PerformanceStatus, ReservationStatus, Source
from bookings.exceptions import NotFound
from bookings.models import (
    BookingSettings,
    BookingTexts,
    ContactMessage,
    OutboxMessage,
    Performance,
    Reservation,
    ReservationEvent,
    ReservationNeed,
    Venue,
    VenuePage,
)
from home import page_cache
from home.models import CompanySettings
from home.queries import some_pages_are_private
from shows.models import ShowPage
from shows.queries import live_shows

# "Tonight" runs until four in the morning, venue time.
NIGHT_ENDS = timedelta(hours=4)
NIGHT = timedelta(days=1)
# What a confirmed reservation takes of the house: its party without the places that were given away.
KEPT_SEATS = F("party_size") - F("released_seats")
# A message that never went out waits at least so long for somebody to send it again.
UNSENT_KEPT = timedelta(days=30)
# Nothing on a stage lasts longer; how far around a moment one must look for what may overlap it.
LONGEST_SHOW = timedelta(days=1)
# The long texts of a page, which no list of performances prints; read when somebody asks for them all the same.
STREAMS_OF_A_SHOW = [f"show__{field.name}" for field in ShowPage._meta.fields if isinstance(field, StreamField)]


@dataclass(frozen=True)
class OutboxBacklog:
    due: int
    oldest_seconds: int


def performances(at: datetime) -> QuerySet[Performance]:
    """All performances with their show, venue and seat counts, held seats as of `at` as `held_seats`."""
    return counted_performances(at).select_related("show", "venue", "house").defer(*STREAMS_OF_A_SHOW)


def counted_performances(at: datetime) -> QuerySet[Performance]:
    """The same without show and venue, which are most of a row: `with_shows` or `listings.listed` give them."""
    held = held_seats_of(OuterRef("pk"), at)
    return Performance.objects.select_related("house").annotate(held_seats=held)  # type: ignore[no-redef]  # named on the model, for its readers


def with_shows(rows: Iterable[Performance]) -> list[Performance]:
    """Performances with their show and venue as the present edition of the site has them (home/page_cache.py)."""
    given = list(rows)
    bare = [row for row in given if not Performance.show.is_cached(row)]
    shows = page_cache.remember_each("shows", (row.show_id for row in bare), _shows)
    venues = page_cache.remember_each("venues", (row.venue_id for row in bare), Venue.objects.in_bulk)
    for row in bare:
        row.show, row.venue = shows[row.show_id], venues[row.venue_id]
    return given


def _shows(ids: list[int]) -> dict[int, ShowPage]:
    return {show.pk: show for show in ShowPage.objects.filter(pk__in=ids).defer_streamfields()}


def held_seats_of(performance: OuterRef, at: datetime) -> Coalesce:
    """The seats that pending reservations of a performance hold at a moment, for a column of another query."""
    holding = (
        Reservation.objects.filter(performance=performance, status=ReservationStatus.PENDING, held_until__gt=at)
        .order_by()
        .values("performance")
        .annotate(seats=Sum("party_size"))
        .values("seats")
    )
    return Coalesce(Subquery(holding, output_field=IntegerField()), 0)


def public_performances(at: datetime) -> QuerySet[Performance]:
    """Performances of published shows: what visitors may know of."""
    return public(performances(at))


def public(rows: QuerySet[Performance]) -> QuerySet[Performance]:
    """Those among `rows` that visitors may know of: of published shows."""
    return rows.filter(show__live=True)


def upcoming_performances(at: datetime) -> QuerySet[Performance]:
    """Public performances of tonight and of all later nights. What has begun stays until its night is over."""
    return from_tonight(public_performances(at), at)


def from_tonight(rows: QuerySet[Performance], at: datetime) -> QuerySet[Performance]:
    return rows.filter(starts_at__gte=night_of(at))


def announced(rows: QuerySet[Performance]) -> QuerySet[Performance]:
    """Without shows behind a password or a sign-in: whoever may read their page finds and books them there."""
    return rows.filter(show__in=live_shows()) if some_pages_are_private() else rows


def performances_of_show(page: ShowPage, at: datetime) -> QuerySet[Performance]:
    """Performances of a show, whichever of its translations they were entered with."""
    return public_performances(at).filter(show__translation_key=page.translation_key)


def dates_of_show(page: ShowPage, at: datetime) -> QuerySet[Performance]:
    """Every performance of a show, published or not, whichever of its translations they were entered with."""
    return performances(at).filter(show__translation_key=page.translation_key)


def performances_ahead(at: datetime) -> QuerySet[Performance]:
    """Everything from tonight on, begun or not, published or not: what the staff look ahead to."""
    return performances(at).filter(starts_at__gte=night_of(at)).order_by("starts_at", "pk")


def with_open_reservations(rows: QuerySet[Performance], at: datetime) -> QuerySet[Performance]:
    """Adds what the box office asks of each: `pending_seats` still to be confirmed, `parties_with_needs` to expect."""
    here = Reservation.objects.filter(performance=OuterRef("pk")).order_by().values("performance")
    pending = here.filter(still_to_confirm(at)).annotate(seats=Sum("party_size"))
    needing = here.filter(expected(at), Exists(ReservationNeed.objects.filter(reservation=OuterRef("pk"))))
    return rows.annotate(  # type: ignore[no-redef]  # named on the model, for its readers
        pending_seats=Coalesce(Subquery(pending.values("seats"), output_field=IntegerField()), 0),
        parties_with_needs=Coalesce(
            Subquery(needing.annotate(parties=Count("pk")).values("parties"), output_field=IntegerField()), 0
        ),
    )


def still_to_confirm(at: datetime) -> Q:
    """Reservations that may still be confirmed; told by the clock, not by the job that expires them."""
    return Q(status=ReservationStatus.PENDING, expires_at__gt=at)


def deadlines_near(at: datetime) -> QuerySet[Reservation]:
    """Parties for whom the box office holds seats and whose deadline comes, or has passed, within a week.

    Those of performances still ahead, the nearest deadline first: somebody calls them, or books them anew.
    """
    week = timedelta(days=7)
    rows = Reservation.objects.filter(
        source=Source.BOX_OFFICE,
        status__in=[ReservationStatus.PENDING, ReservationStatus.EXPIRED],
        expires_at__range=(at - week, at + week),
        performance__status=PerformanceStatus.SCHEDULED,
        performance__starts_at__gt=at,
    )
    rows = rows.select_related("performance__show", "performance__venue").order_by("expires_at", "pk")
    return rows.defer(*(f"performance__{name}" for name in STREAMS_OF_A_SHOW))


def expected(at: datetime) -> Q:
    """Reservations whose party may still come."""
    return Q(status=ReservationStatus.CONFIRMED) | still_to_confirm(at)


def performances_played(at: datetime) -> QuerySet[Performance]:
    """Everything whose night is over, the latest first."""
    return performances(at).filter(starts_at__lt=night_of(at)).order_by("-starts_at", "-pk")


def page_of_dates(page: ShowPage) -> ShowPage:
    """The translation of a show to which its performances belong, or will: where they are, else the Italian one."""
    return pages_of_dates().filter(translation_key=page.translation_key).first() or page


def with_dates(shows: QuerySet[ShowPage], at: datetime) -> QuerySet[ShowPage]:
    """Adds to pages of shows `next_date` (from tonight on, not cancelled), `last_curtain` of all, and `date_count`."""
    own = Performance.objects.filter(show__translation_key=OuterRef("translation_key"))
    ahead = own.filter(starts_at__gte=night_of(at), status=PerformanceStatus.SCHEDULED).order_by("starts_at")
    return shows.annotate(
        next_date=Subquery(ahead.values("starts_at")[:1]),
        next_venue_zone=Subquery(ahead.values("venue__time_zone")[:1]),
        last_curtain=Subquery(own.order_by("-starts_at").values("starts_at")[:1]),
        last_venue_zone=Subquery(own.order_by("-starts_at").values("venue__time_zone")[:1]),
        date_count=_count_of(own),
    )


def _count_of(rows: QuerySet[Performance]) -> Coalesce:
    counted = rows.order_by().values("show__translation_key").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def shows_that_have_dates(pages: Iterable[ShowPage]) -> set[UUID]:
    """The translation keys of those shows among these that have performances."""
    keys = {page.translation_key for page in pages}
    return set(
        Performance.objects.filter(show__translation_key__in=keys).values_list("show__translation_key", flat=True)
    )


def venues_ahead(pages: Iterable[ShowPage], at: datetime) -> dict[UUID, list[Venue]]:
    """The venues in which each show is still to be seen, by translation key; empty lists for the others."""
    venues: dict[UUID, dict[int, Venue]] = {page.translation_key: {} for page in pages}
    scheduled = performances_ahead(at).filter(
        show__translation_key__in=list(venues), status=PerformanceStatus.SCHEDULED
    )
    for performance in scheduled:
        venues[performance.show.translation_key][performance.venue_id] = performance.venue
    return {key: list(found.values()) for key, found in venues.items()}


def pages_of_dates() -> QuerySet[ShowPage]:
    """One page of each show, for a form in which a show is chosen: the one to which its performances belong."""
    originals = ShowPage.objects.filter(alias_of=None)
    with_dates = Exists(Performance.objects.filter(show=OuterRef("pk")))
    default = Locale.get_default().pk
    first = originals.filter(translation_key=OuterRef("translation_key")).order_by(
        with_dates.desc(), Case(When(locale=default, then=0), default=1), "pk"
    )
    return originals.filter(pk=Subquery(first.values("pk")[:1])).order_by("title", "pk")


def performances_in_venue(venue: Venue, first: datetime, last: datetime) -> list[Performance]:
    """What plays in a venue, cancelled ones included, and may touch the time between two moments."""
    around = venue.performances.filter(starts_at__gte=first - LONGEST_SHOW, starts_at__lte=last + LONGEST_SHOW)
    return list(around.select_related("show", "venue").order_by("starts_at"))


def pages_with_performances(paths: Iterable[str]) -> QuerySet[ShowPage]:
    """The pages to which performances belong, among those with these tree paths and all below them."""
    return _below(paths).filter(Exists(Performance.objects.filter(show=OuterRef("pk"))))


def shows_with_performances(paths: Iterable[str]) -> QuerySet[ShowPage]:
    """The pages of shows that have performances, in whichever language, with these tree paths or below them."""
    return _below(paths).filter(Exists(Performance.objects.filter(show__translation_key=OuterRef("translation_key"))))


def performances_at_the_door(at: datetime) -> QuerySet[Performance]:
    """What plays on the night of `at`, and on the next night that has a performance, so that a door can be prepared."""
    tonight = night_of(at)
    later = Performance.objects.filter(starts_at__gte=tonight + NIGHT, show__live=True).order_by("starts_at")
    next_curtain = later.values_list("starts_at", flat=True).first()
    nights = [tonight] if next_curtain is None else [tonight, night_of(next_curtain)]
    on_these = reduce(or_, (Q(starts_at__gte=night, starts_at__lt=night + NIGHT) for night in nights))
    return performances(at).filter(on_these)


def night_ends(starts_at: datetime) -> datetime:
    """When the night of a performance is over, in the site's time zone."""
    return night_of(starts_at) + NIGHT


def night_of(moment: datetime) -> datetime:
    """The start (four in the morning) of the night to which `moment` belongs, in the site's time zone."""
    local = timezone.localtime(moment) - NIGHT_ENDS
    return timezone.make_aware(datetime(local.year, local.month, local.day)) + NIGHT_ENDS  # noqa: DTZ001


def verdict(performance: Performance, rules: BookingSettings, at: datetime, party_size: int = 1) -> policies.Verdict:
    """The one answer to "may `party_size` people book this?"; `performance` comes from `performances()`."""
    return policies.booking_verdict(
        house_count(performance), booking_window(performance, rules), party_limits(performance, rules), party_size, at
    )


def rules() -> BookingSettings:
    """The booking rules of the site, for reading alone: all threads share them."""
    return page_cache.remember("booking rules", BookingSettings.load)


def texts() -> BookingTexts:
    """What the company itself says around a booking, for reading alone: all threads share them."""
    return page_cache.remember("booking texts", BookingTexts.load)


def privacy_url() -> str:
    """Where the privacy page is in the reader's language; empty while none is chosen."""
    return page_cache.remember(("privacy page", get_language()), lambda: BookingSettings.load().privacy_url)


def house_count(performance: Performance) -> policies.HouseCount:
    return policies.HouseCount(
        seat_limit=performance.house.seat_limit,
        confirmed_seats=performance.house.confirmed_seats,
        held_seats=performance.held_seats,
    )


def seat_limit_in(performance: Performance, venue: Venue) -> int:
    """The seats that a performance would have in another venue."""
    return venue.capacity + performance.additional_seats - performance.occupied_seats


def booking_window(performance: Performance, rules: BookingSettings) -> policies.BookingWindow:
    return policies.BookingWindow(
        status=performance.status,
        opens_at=performance.opens_at,
        closes_at=policies.booking_closes_at(performance.starts_at, performance.closes_at, rules.closes_before_minutes),
    )


def release_from(performance: Performance, rules: BookingSettings) -> datetime | None:
    """From when on the door may give away places that nobody has claimed; None when it never may."""
    own = performance.release_minutes
    minutes = rules.release_minutes if own is None else own
    return policies.release_from(performance.starts_at, performance.doors_at, minutes)


def party_limits(performance: Performance, rules: BookingSettings) -> policies.PartyLimits:
    own_few_left = performance.few_left_threshold
    return policies.PartyLimits(
        max_party_size=performance.max_party_size or rules.max_party_size,
        few_left=rules.few_left_threshold if own_few_left is None else own_few_left,
    )


def reservation(public_id: str) -> Reservation:
    """The reservation behind a token's public id, with all that a page or a mail shows. Raises NotFound."""
    return one_reservation(Reservation.objects.filter(public_id=public_id))


def reservation_by_reference(reference: str) -> Reservation:
    """The reservation with this normalized reference. Raises NotFound."""
    return one_reservation(Reservation.objects.filter(reference=reference))


def reservation_by_id(reservation_id: int) -> Reservation:
    """For whoever knows it already. Raises NotFound."""
    return one_reservation(Reservation.objects.filter(pk=reservation_id))


def reservation_of(performance_id: int, reservation_id: int) -> Reservation:
    """One reservation of one performance, as the lists of the door number them. Raises NotFound."""
    return one_reservation(Reservation.objects.filter(pk=reservation_id, performance__id=performance_id))


def followed_reservation(reference: str) -> tuple[Reservation, str | None]:
    """A reservation, and the state of its newest mail that asks to confirm or brings the code. Raises NotFound."""
    asked = OutboxMessage.objects.filter(
        reservation=OuterRef("pk"), kind__in=[MessageKind.CONFIRM, MessageKind.CONFIRMED]
    )
    newest = Subquery(asked.order_by("-pk").values("state")[:1])
    rows = Reservation.objects.select_related("performance__venue").annotate(mail_state=newest)
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound
    return row, row.mail_state


def open_reservations(performance_id: int, at: datetime) -> QuerySet[Reservation]:
    """Whom it concerns what becomes of a performance: who is confirmed, or may still confirm, and is no walk-up."""
    return Reservation.objects.filter(expected(at), performance_id=performance_id).exclude(source=Source.WALK_UP)


def overdue_reservations(at: datetime) -> QuerySet[Reservation]:
    return Reservation.objects.filter(status=ReservationStatus.PENDING, expires_at__lte=at)


def reservations_to_remind(hours: int, at: datetime) -> QuerySet[Reservation]:
    """Confirmed reservations whose curtain rises within `hours`, not reminded yet.

    Who confirmed within those hours needs no reminder, nor does a party whose places have been given away.
    """
    soon = at + timedelta(hours=hours)
    return Reservation.objects.filter(
        status=ReservationStatus.CONFIRMED,
        reminded_at=None,
        performance__status=PerformanceStatus.SCHEDULED,
        performance__starts_at__gt=at,
        performance__starts_at__lte=soon,
        confirmed_at__lt=F("performance__starts_at") - timedelta(hours=hours),
        released_seats=0,
    ).exclude(email="")


def reservations_to_erase(days: int, at: datetime) -> QuerySet[Reservation]:
    """Reservations that still name a person `days` after the curtain of their performance."""
    return Reservation.objects.filter(erased_at=None, performance__starts_at__lte=at - timedelta(days=days))


def shows_in_language(performances: Iterable[Performance], language: str) -> dict[UUID, ShowPage]:
    """The published page of each performance's show in `language`, by translation key."""

    def look_up(keys: list[UUID]) -> dict[UUID, ShowPage]:
        pages = live_shows().filter(translation_key__in=keys, locale__language_code=language).select_related("locale")
        return {page.translation_key: page for page in pages.defer_streamfields()}  # type: ignore[attr-defined]  # Wagtail's

    keys = (performance.show.translation_key for performance in performances)
    return page_cache.remember_each(("shows in", language), keys, look_up)


def venue_pages(language: str) -> QuerySet[VenuePage]:
    """The published pages of venues in `language`; of two for one venue the older comes last."""
    pages = VenuePage.objects.live().filter(locale__language_code=language)
    return pages.order_by("-pk").defer_streamfields()


def performances_at_venue(venue: Venue, at: datetime) -> QuerySet[Performance]:
    """Public performances at a venue whose curtain has not risen yet."""
    return announced(upcoming_performances(at)).filter(venue=venue)


def contact_recipient(message: ContactMessage) -> str:
    """Where a visitor's message goes: to its page's recipient, or to the company; empty when there is neither."""
    own = message.page.recipient if message.page else ""
    return own or company_address()


def company_address() -> str:
    """Where mails to the house go that have no recipient of their own; empty when none was entered."""
    return CompanySettings.for_site(Site.objects.get(is_default_site=True)).email


def door_list_recipient() -> str:
    return rules().door_list_recipient or company_address()


def door_lists_due(minutes: int, at: datetime) -> QuerySet[Performance]:
    """Performances that somebody has reserved for, whose doors open within `minutes` and whose curtain is still down,
    without a list recorded for this curtain: one that is moved gets another when its new time comes."""
    recorded = OutboxMessage.objects.filter(
        performance=OuterRef("pk"), kind=MessageKind.DOOR_LIST, curtain=OuterRef("starts_at")
    )
    parties = Reservation.objects.filter(performance=OuterRef("pk"), status=ReservationStatus.CONFIRMED)
    return Performance.objects.annotate(opens_doors_at=Coalesce("doors_at", "starts_at")).filter(
        Exists(parties.exclude(source=Source.WALK_UP)),
        ~Exists(recorded),
        status=PerformanceStatus.SCHEDULED,
        starts_at__gt=at,
        opens_doors_at__lte=at + timedelta(minutes=minutes),
    )


def messages_to_erase(days: int, at: datetime) -> QuerySet[ContactMessage]:
    """Visitors' messages that went out `days` ago, and those that have failed for a month or more."""
    sent = Q(mail__state=MessageState.SENT, mail__sent_at__lte=at - timedelta(days=days))
    never_sent = Q(mail__state=MessageState.FAILED, created_at__lte=at - max(timedelta(days=days), UNSENT_KEPT))
    return ContactMessage.objects.filter(sent | never_sent, erased_at=None)


def _below(paths: Iterable[str]) -> QuerySet[ShowPage]:
    return ShowPage.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk=None)))


def failed_mails() -> int:
    """Mails that have been tried to the end, and wait for staff."""
    return OutboxMessage.objects.filter(state=MessageState.FAILED).count()


def mails_by_state(performance_id: int | None = None) -> Counter[str]:
    """How many mails stand in each state, of all or of one performance's reservations; 0 for one that none is in."""
    rows = OutboxMessage.objects.order_by()
    if performance_id is not None:
        rows = rows.filter(reservation__performance_id=performance_id)
    return Counter(dict(rows.values_list("state").annotate(number=Count("pk"))))


def cancelled_without_address(performance_id: int) -> QuerySet[Reservation]:
    """Whom nobody could write to, of those that the house cancelled last, all at one moment."""
    by_house = ReservationEvent.objects.filter(act=Act.CANCELLED, actor=Actor.STAFF)
    last = by_house.filter(reservation__performance_id=performance_id).order_by("-at").values("at")[:1]
    cancelled = by_house.filter(reservation=OuterRef("pk"), at=Subquery(last))
    rows = Reservation.objects.filter(Exists(cancelled), performance_id=performance_id, email="")
    return rows.filter(status=ReservationStatus.CANCELLED).order_by("name", "pk")


def failures_by_kind() -> Counter[str]:
    """How many mails have failed for each reason that the outbox keeps."""
    failed = OutboxMessage.objects.filter(state=MessageState.FAILED).order_by()
    return Counter(dict(failed.values_list("last_error").annotate(number=Count("pk"))))


def mails_waiting(at: datetime) -> QuerySet[OutboxMessage]:
    """Mails whose time has come and that are not sent."""
    return OutboxMessage.objects.filter(state__in=[MessageState.DUE, MessageState.SENDING], next_attempt_at__lte=at)


def outbox_backlog(at: datetime) -> OutboxBacklog:
    """Mails whose time has come and that are not sent, and for how long the oldest has waited."""
    due = mails_waiting(at)
    oldest = due.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first()
    return OutboxBacklog(due=due.count(), oldest_seconds=int((at - oldest).total_seconds()) if oldest else 0)


def one_reservation(found: QuerySet[Reservation]) -> Reservation:
    """The first of these, with its performance, the show and the venue. Raises NotFound."""
    needs = Exists(ReservationNeed.objects.filter(reservation=OuterRef("pk")))
    rows = found.select_related("performance")
    row = rows.annotate(has_needs=needs).first()  # type: ignore[no-redef]  # named on the model, for its readers
    if row is None:
        raise NotFound
    with_shows([row.performance])
    return row
