"""Calendar files of one reservation."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from bookings.enums import PerformanceStatus
from bookings.models import Performance, Reservation


def reservation_calendar(reservation: Reservation, title: str) -> bytes:
    """An .ics file with the performance; the same UID each time, so that a calendar keeps one entry."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//reservations//{translation.get_language()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_entry(reservation.performance, title, _("Reservation %s") % reservation.printed_reference))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(performance: Performance, title: str, description: str) -> Event:
    entry = Event()
    entry.add("uid", f"performance-{performance.pk}@{settings.SITE_URL.split('//')[-1]}")
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", performance.local(performance.starts_at))
    if performance.expected_end:
        entry.add("dtend", performance.local(performance.expected_end))
    entry.add("summary", title)
    entry.add("description", description)
    venue = performance.venue
    entry["location"] = vText(f"{venue.name}, {venue.address}, {venue.postal_code} {venue.city}")
    cancelled = performance.status == PerformanceStatus.CANCELLED
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return entry
