from bookings.models.announcements import Announcement
from bookings.models.contact import ContactMessage
from bookings.models.messages import OutboxMessage
from bookings.models.pages import ContactPage, VenuePage
from bookings.models.performances import House, Performance
from bookings.models.reservations import Reservation, ReservationEvent, ReservationNeed
from bookings.models.settings import BookingSettings
from bookings.models.takings import PriceType, Takings
from bookings.models.texts import BookingTexts
from bookings.models.throttling import ThrottleCount
from bookings.models.venues import Venue

__all__ = [
    "Announcement",
    "BookingSettings",
    "BookingTexts",
    "ContactMessage",
    "ContactPage",
    "House",
    "OutboxMessage",
    "Performance",
    "PriceType",
    "Reservation",
    "ReservationEvent",
    "ReservationNeed",
    "Takings",
    "ThrottleCount",
    "Venue",
    "VenuePage",
]
