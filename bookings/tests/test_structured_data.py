from datetime import timedelta

from django.test import TestCase

from bookings import listings, programme, queries
from bookings.models import Performance
from bookings.structured_data import Surroundings, iso_duration, theater_events
from bookings.tests.factories import CURTAIN, NOW, confirmed, make_performance, make_show, make_staff, make_venue
from home.models import CompanySettings
from shows.models import Credit, ShowPage

COMPANY = {
    "@type": "TheaterGroup",
    "@id": "http://testserver/#company",
    "name": "AzioneLab",
    "url": "http://testserver/",
}
ADDRESS = "http://testserver/it/spettacoli/prova/"


class TheaterEventTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.show = make_show(
            "Prova aperta", slug="prova", summary="In silenzio.", director="Mara Dell’Orto", running_time=85
        )
        cls.venue = make_venue(name="Sala Uno", postal_code="40122", step_free="yes", parking="no")
        cls.performance = make_performance(show=cls.show, venue=cls.venue, capacity=12)

    def event(self, at=NOW, **surroundings) -> dict:
        around = Surroundings(**{"company": CompanySettings(name="AzioneLab"), "language": "it", **surroundings})
        rows = listings.listed(queries.performances(at).filter(pk=self.performance.pk), at)
        [event] = theater_events(rows, around, at)
        return event

    def offer(self, at=NOW) -> dict | None:
        return self.event(at).get("offers")

    def change(self, **values):
        Performance.objects.filter(pk=self.performance.pk).update(**values)

    def test_everything_that_is_known(self):
        pictures = ["http://testserver/media/a.jpg"]
        assert self.event(pictures=pictures, credits=[Credit(role="Antigone", guest="Samira Haddad")]) == {
            "@type": "TheaterEvent",
            "@id": f"{ADDRESS}#performance-{self.performance.pk}",
            "name": "Prova aperta",
            "description": "In silenzio.",
            "url": ADDRESS,
            "mainEntityOfPage": {"@type": "WebPage", "@id": ADDRESS, "inLanguage": "it"},
            "image": pictures,
            "startDate": "2026-11-20T21:00:00+01:00",
            "doorTime": "2026-11-20T20:30:00+01:00",
            "endDate": "2026-11-20T22:25:00+01:00",
            "duration": "PT1H25M",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": "Sala Uno",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "Via del Teatro 1",
                    "postalCode": "40122",
                    "addressLocality": "Bologna",
                    "addressCountry": "IT",
                },
                "amenityFeature": [
                    {"@type": "LocationFeatureSpecification", "name": "Accesso senza gradini", "value": True},
                    {"@type": "LocationFeatureSpecification", "name": "Parcheggio vicino", "value": False},
                ],
            },
            "organizer": COMPANY,
            "performer": COMPANY,
            "director": {"@type": "Person", "name": "Mara Dell’Orto"},
            "contributor": [
                {
                    "@type": "Role",
                    "roleName": "Antigone",
                    "contributor": {"@type": "Person", "name": "Samira Haddad"},
                }
            ],
            "workPerformed": {"@type": "Play", "name": "Prova aperta"},
            "isAccessibleForFree": True,
            "offers": {
                "@type": "Offer",
                "url": f"{ADDRESS}#book",
                "availability": "https://schema.org/InStock",
                "price": 0,
                "priceCurrency": "EUR",
                "description": "Ingresso gratuito",
                "validThrough": "2026-11-20T21:00:00+01:00",
            },
        }

    def test_what_is_not_known_is_left_out(self):
        ShowPage.objects.update(running_time=None, director="", summary="")
        self.change(doors_at=None, ends_at=None)
        said = self.event().keys()
        assert not said & {"endDate", "duration", "doorTime", "director", "description", "image", "contributor"}

    def test_cancelled_performance_says_so_and_offers_nothing(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=make_staff(), at=NOW)
        event = self.event()
        assert event["eventStatus"] == "https://schema.org/EventCancelled"
        assert "offers" not in event

    def test_moved_performance_names_the_date_before(self):
        later = CURTAIN + timedelta(days=7)
        programme.move_performance(performance_id=self.performance.pk, starts_at=later, staff=make_staff(), at=NOW)
        event = self.event()
        told = (event["eventStatus"], event["previousStartDate"], event["startDate"])
        assert told == (
            "https://schema.org/EventRescheduled",
            "2026-11-20T21:00:00+01:00",
            "2026-11-27T21:00:00+01:00",
        )

    def test_cancelled_after_a_move_is_cancelled(self):
        self.change(moved_from=CURTAIN - timedelta(days=1), status="cancelled")
        event = self.event()
        assert event["eventStatus"] == "https://schema.org/EventCancelled"
        assert "previousStartDate" not in event

    def test_availability_follows_the_verdict(self):
        confirmed(self.performance, party_size=2)
        assert self.offer()["availability"] == "https://schema.org/LimitedAvailability"
        confirmed(self.performance, party_size=10, email="altri@example.org")
        assert self.offer()["availability"] == "https://schema.org/SoldOut"

    def test_booking_that_opens_later_says_from_when(self):
        self.change(opens_at=NOW + timedelta(hours=1))
        assert self.offer()["validFrom"] == "2026-11-20T16:00:00+01:00"
        assert "validFrom" not in self.offer(NOW + timedelta(hours=1))

    def test_nothing_is_offered_once_booking_has_closed(self):
        self.change(closes_at=NOW)
        assert self.offer(NOW - timedelta(seconds=1)) is not None
        assert self.offer(NOW) is None

    def test_nothing_is_offered_after_the_curtain(self):
        assert self.offer(CURTAIN) is None

    def test_price_at_the_door_is_told_in_words_alone(self):
        ShowPage.objects.update(entry=ShowPage.Entry.AT_THE_DOOR, price_note="12 €, ridotto 8 €")
        event = self.event()
        assert event["isAccessibleForFree"] is False
        assert event["offers"]["description"].endswith(": 12 €, ridotto 8 €")
        assert not event["offers"].keys() & {"price", "priceCurrency"}

    def test_accessible_performance_says_how(self):
        self.change(captioned=True, signed=True, relaxed=True)
        event = self.event()
        assert event["workPerformed"]["accessibilityFeature"] == ["captions", "signLanguage"]
        assert len(event["keywords"]) == 3

    def test_times_are_the_venue_s_also_across_the_end_of_summer_time(self):
        self.change(starts_at="2026-10-25T00:30:00+02:00", ends_at="2026-10-25T02:30:00+01:00", doors_at=None)
        event = self.event()
        assert (event["startDate"], event["endDate"]) == ("2026-10-25T00:30:00+02:00", "2026-10-25T02:30:00+01:00")

    def test_no_number_of_seats_is_told(self):
        before = self.event()
        confirmed(self.performance, party_size=1)
        assert self.event() == before

    def test_duration(self):
        assert [iso_duration(minutes) for minutes in (5, 60, 85, 120)] == ["PT5M", "PT1H", "PT1H25M", "PT2H"]
