"""Calendar files: of the whole programme, of one performance, of one reservation. One home for what an entry says.

A performance keeps one UID for ever. When it is moved, cancelled or otherwise revised its SEQUENCE grows, so that a
calendar replaces its copy. A file never tells how many seats are left, and asking again without a change gives the same
bytes.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from bookings import links
from bookings.enums import BookingState, PerformanceStatus
from bookings.listings import ListedPerformance, moment_label
from bookings.models import Reservation

ASK_AGAIN_AFTER = timedelta(hours=1)
A_YEAR = timedelta(days=366)


def programme_calendar(performances: Iterable[ListedPerformance], name: str) -> bytes:
    """A calendar to subscribe to; `name` is what the calendar program calls it."""
    calendar = _calendar("programme")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar["x-published-ttl"] = vDuration(ASK_AGAIN_AFTER)
    return _with_entries(calendar, [(listed, _about(listed)) for listed in performances])


def performance_calendar(listed: ListedPerformance) -> bytes:
    """One performance, as anybody may keep it."""
    return _with_entries(_calendar("performances"), [(listed, _about(listed))])


def reservation_calendar(reservation: Reservation, listed: ListedPerformance) -> bytes:
    """The performance of a reservation, with the reference to show at the door."""
    own = _("Reservation %s") % reservation.printed_reference
    return _with_entries(_calendar("reservations"), [(listed, [own, *_facts(listed)])])


def _calendar(kind: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//{kind}//{(get_language() or 'it')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar


def _with_entries(calendar: Calendar, entries: list[tuple[ListedPerformance, list[str]]]) -> bytes:
    for listed, description in entries:
        calendar.add_component(_entry(listed, description))
    days = [listed.starts_at.date() for listed, _description in entries]
    if days:  # the rules of the clock for the years around, not for the century
        calendar.add_missing_timezones(first_date=min(days) - A_YEAR, last_date=max(days) + A_YEAR)
    return calendar.to_ical()


def _entry(listed: ListedPerformance, description: list[str]) -> Event:
    performance = listed.performance
    is_cancelled = performance.status == PerformanceStatus.CANCELLED
    entry = Event()
    entry.add("uid", f"performance-{performance.pk}@{settings.SITE_URL.split('//')[-1]}")
    entry.add("sequence", performance.calendar_sequence)
    for field in ("dtstamp", "last-modified"):
        entry.add(field, performance.changed_at.replace(microsecond=0))
    entry.add("dtstart", listed.starts_at)
    if listed.ends_at:
        entry.add("dtend", listed.ends_at)
    # Some programs draw STATUS:CANCELLED like any other entry, so the title says it too.
    title = _("Cancelled: %(title)s") % {"title": listed.show_title} if is_cancelled else listed.show_title
    entry.add("summary", title)
    entry.add("description", "\n".join(description))
    entry.add("location", _place(listed))
    entry.add("url", links.absolute(listed.show_url))
    entry.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    return entry


def _place(listed: ListedPerformance) -> str:
    venue = listed.venue
    return f"{venue.name}, {venue.address}, {venue.postal_code} {venue.city}".replace(",  ", ", ")


def _about(listed: ListedPerformance) -> list[str]:
    return [line for line in [listed.show.description, *_facts(listed), *_way_to_book(listed)] if line]


def _facts(listed: ListedPerformance) -> list[str]:
    facts = []
    if listed.performance.status == PerformanceStatus.CANCELLED:
        facts.append(_("This performance has been cancelled."))
    elif listed.moved_from:
        facts.append(_("Moved: it was on %(moment)s.") % {"moment": moment_label(listed.moved_from)})
    if listed.doors_at:
        facts.append(pgettext("calendar", "Doors: %(time)s") % {"time": f"{listed.doors_at:%H:%M}"})
    if listed.access_types:
        facts.append(", ".join(str(access.label) for access in listed.access_types))
    return facts


def _way_to_book(listed: ListedPerformance) -> list[str]:
    if listed.state in {BookingState.CANCELLED, BookingState.CLOSED}:
        return []
    opening = [listed.state_label] if listed.state == BookingState.NOT_YET_OPEN else []
    address = f"{links.absolute(listed.show_url)}#book"
    return [listed.show.entry_words, *opening, _("Book at %(address)s") % {"address": address}]
