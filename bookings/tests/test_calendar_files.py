from datetime import timedelta

from django.test import TestCase, override_settings
from django.utils import timezone
from freezegun import freeze_time
from icalendar import Calendar
from wagtail.models import Locale

from bookings import programme
from bookings.models import Performance
from bookings.tests.factories import (
    CURTAIN,
    NOW,
    booked,
    confirmed,
    make_performance,
    make_show,
    make_staff,
    make_venue,
)
from bookings.tokens import Purpose, make_token
from home.models import HomePage
from shows.models import ShowIndexPage, ShowPage

ITALIAN, ENGLISH = "/programme.ics?language=it", "/programme.ics?language=en"


def entries(answer) -> dict[str, dict]:
    """The entries of a calendar file by their UID, each as its fields in plain values."""
    calendar = Calendar.from_ical(answer.content)
    return {
        str(entry["uid"]): {
            "summary": str(entry["summary"]),
            "description": str(entry["description"]),
            "location": str(entry["location"]),
            "url": str(entry["url"]),
            "status": str(entry["status"]),
            "sequence": int(entry["sequence"]),
            "start": entry["dtstart"].dt.isoformat(),
            "end": entry["dtend"].dt.isoformat() if "dtend" in entry else None,
            "revised": (entry["dtstamp"].dt, entry["last-modified"].dt),
        }
        for entry in calendar.walk("VEVENT")
    }


def uid(performance: Performance) -> str:
    return f"performance-{performance.pk}@testserver"


@freeze_time(NOW)
class ProgrammeCalendarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.show = make_show("Prova aperta", summary="Si guarda, in silenzio.", slug="prova", running_time=80)
        cls.venue = make_venue(name="Sala Uno", postal_code="40122")
        cls.performance = make_performance(show=cls.show, venue=cls.venue, captioned=True, changed_at=NOW)
        cls.staff = make_staff("biglietteria")

    def entry(self, address: str = ITALIAN) -> dict:
        return entries(self.client.get(address))[uid(self.performance)]

    def test_entry_tells_what_when_and_where(self):
        assert self.entry(ENGLISH) == {
            "summary": "Prova aperta",
            "description": (
                "Si guarda, in silenzio.\nDoors: 20:30\nCaptioned\nFree entry\n"
                "Book at http://testserver/it/spettacoli/prova/#book"
            ),
            "location": "Sala Uno, Via del Teatro 1, 40122 Bologna",
            "url": "http://testserver/it/spettacoli/prova/",
            "status": "CONFIRMED",
            "sequence": 0,
            "start": "2026-11-20T21:00:00+01:00",
            "end": "2026-11-20T22:20:00+01:00",
            "revised": (NOW, NOW),
        }

    def test_times_are_the_venue_s_with_its_zone(self):
        self.client.get(ITALIAN)
        calendar = Calendar.from_ical(self.client.get(ITALIAN).content)
        assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Rome"]
        [entry] = calendar.walk("VEVENT")
        assert entry["dtstart"].params["TZID"] == "Europe/Rome"

    def test_two_zones_in_one_programme(self):
        make_performance(show=self.show, venue=make_venue(time_zone="Europe/Lisbon", city="Lisboa"))
        calendar = Calendar.from_ical(self.client.get(ITALIAN).content)
        assert {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")} == {"Europe/Rome", "Europe/Lisbon"}

    def test_moved_performance_keeps_its_uid_and_raises_its_sequence(self):
        later = CURTAIN + timedelta(days=1)
        programme.move_performance(
            performance_id=self.performance.pk, starts_at=later, staff=self.staff, at=NOW + timedelta(hours=1)
        )
        entry = self.entry(ENGLISH)
        assert (entry["status"], entry["sequence"], entry["start"]) == ("CONFIRMED", 1, "2026-11-21T21:00:00+01:00")
        assert entry["revised"] == (NOW + timedelta(hours=1),) * 2
        assert "Moved: it was on Friday 20 November 2026, at\xa021:00." in entry["description"]

    def test_cancelled_performance_stays_and_says_so(self):
        programme.cancel_performance(performance_id=self.performance.pk, staff=self.staff, at=NOW)
        entry = self.entry(ENGLISH)
        assert (entry["summary"], entry["status"], entry["sequence"]) == ("Cancelled: Prova aperta", "CANCELLED", 1)
        assert "This performance has been cancelled." in entry["description"]
        assert "Book" not in entry["description"]

    def test_booking_that_opens_later_says_when(self):
        Performance.objects.update(opens_at=NOW + timedelta(hours=2))
        assert "Opens on Friday 20 November 2026, at\xa017:00" in self.entry(ENGLISH)["description"]

    def test_number_of_seats_leaves_no_trace(self):
        before = self.client.get(ITALIAN)
        confirmed(self.performance, party_size=10)
        after = self.client.get(ITALIAN)
        assert after.content == before.content
        assert after["ETag"] == before["ETag"]

    def test_holds_published_shows_from_sixty_days_back(self):
        kept = make_performance(show=self.show, starts_at=NOW - timedelta(days=60))
        make_performance(show=self.show, starts_at=NOW - timedelta(days=60, seconds=1))
        make_performance(show=make_show("Bozza", live=False))
        assert set(entries(self.client.get(ITALIAN))) == {uid(self.performance), uid(kept)}

    def test_programme_without_performances_is_an_empty_calendar(self):
        Performance.objects.all().delete()
        assert entries(self.client.get(ITALIAN)) == {}

    def test_calendar_has_a_name_and_says_when_to_ask_again(self):
        calendar = Calendar.from_ical(self.client.get(ENGLISH).content)
        fields = {name: calendar[name].to_ical().decode() for name in ("X-WR-CALNAME", "X-PUBLISHED-TTL")}
        assert fields == {"X-WR-CALNAME": "AzioneLab: programme", "X-PUBLISHED-TTL": "PT1H"}
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in calendar.to_ical()

    def test_number_of_queries_is_the_same_for_one_and_for_many_shows(self):
        self.client.get(ITALIAN)
        for address in (ITALIAN, ENGLISH):
            with self.subTest(address), self.assertNumQueries(5):
                self.client.get(address)
        for number in range(3):
            make_performance(show=make_show(f"Spettacolo {number}"))
        for address in (ITALIAN, ENGLISH):
            with self.subTest(address), self.assertNumQueries(5):
                assert len(entries(self.client.get(address))) == 4


@freeze_time(NOW)
class LanguageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        show = make_show("Prova aperta", slug="prova")
        english = Locale.objects.get(language_code="en")
        index = ShowIndexPage(title="Shows", slug="shows", locale=english)
        HomePage.objects.get(locale=english).add_child(instance=index)
        translation = ShowPage(
            title="Open rehearsal",
            slug="open",
            locale=english,
            translation_key=show.translation_key,
            poster=show.poster,
        )
        index.add_child(instance=translation)
        cls.performance = make_performance(show=show)

    def title(self, address: str, **headers: str) -> tuple[str, str]:
        answer = self.client.get(address, headers=headers)
        return answer["Content-Language"], entries(answer)[uid(self.performance)]["summary"]

    def test_address_names_the_language(self):
        assert self.title(ENGLISH, accept_language="it") == ("en", "Open rehearsal")
        assert self.title(ITALIAN, accept_language="en") == ("it", "Prova aperta")

    def test_reader_s_language_without_one(self):
        assert self.title("/programme.ics", accept_language="en-GB,it;q=0.5") == ("en", "Open rehearsal")
        assert self.title("/programme.ics") == ("it", "Prova aperta")

    def test_unknown_language_is_the_reader_s(self):
        assert self.title("/programme.ics?language=xx", accept_language="en") == ("en", "Open rehearsal")

    def test_caches_are_told_what_the_answer_depends_on(self):
        assert self.client.get("/programme.ics")["Vary"] == "Accept-Language"

    def test_show_without_a_translation_appears_as_it_was_written(self):
        ShowPage.objects.filter(slug="open").update(live=False)
        assert self.title(ENGLISH) == ("en", "Prova aperta")


@freeze_time(NOW)
class PerformanceCalendarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.performance = make_performance(show=make_show("Prova aperta", slug="prova"))
        cls.address = f"/performances/{cls.performance.pk}.ics"

    def test_one_performance_under_the_uid_that_every_file_gives_it(self):
        assert entries(self.client.get(self.address)) == entries(self.client.get("/programme.ics"))
        assert list(entries(self.client.get(self.address))) == [uid(self.performance)]

    def test_file_has_a_name_that_says_what_it_is(self):
        answer = self.client.get(self.address)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == 'inline; filename="prova-aperta-2026-11-20.ics"'

    def test_same_file_again_is_not_sent(self):
        answer = self.client.get(self.address)
        assert answer["Cache-Control"] == "public, max-age=300"
        again = self.client.get(self.address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
        Performance.objects.update(status="cancelled", calendar_sequence=1)
        assert self.client.get(self.address, headers={"If-None-Match": answer["ETag"]}).status_code == 200

    def test_unknown_and_unpublished_performances_are_not_found(self):
        hidden = make_performance(show=make_show("Bozza", live=False))
        for number in (hidden.pk, 999_999, 10**30):
            assert self.client.get(f"/performances/{number}.ics").status_code == 404

    def test_only_reading_is_allowed(self):
        assert self.client.post(self.address).status_code == 405
        assert self.client.head(self.address).status_code == 200

    def test_reservation_s_file_has_the_same_entry_with_the_reference(self):
        Performance.objects.update(calendar_sequence=3)
        reservation = booked(self.performance)
        token = make_token(Purpose.MANAGE, reservation.public_id)
        own = entries(self.client.get(f"/en/reservations/{token}/calendar.ics"))[uid(self.performance)]
        assert own["sequence"] == 3
        assert own["description"] == f"Reservation {reservation.printed_reference}\nDoors: 20:30"

    @override_settings(SITE_URL="https://www.azionelab.example")
    def test_addresses_are_the_site_s_own_whatever_name_was_asked(self):
        [entry] = entries(self.client.get(self.address, headers={"host": "other.example"})).values()
        assert entry["url"] == "https://www.azionelab.example/it/spettacoli/prova/"


@freeze_time(NOW)
class LinkTests(TestCase):
    def test_pages_link_the_files(self):
        performance = make_performance(
            show=make_show("Prova aperta", slug="prova"), starts_at=timezone.now() + timedelta(days=2)
        )
        link = f'href="/performances/{performance.pk}.ics?language=it"'
        for path in ("/it/", "/it/spettacoli/prova/"):
            self.assertContains(self.client.get(path), link)
        page = self.client.get("/it/spettacoli/")
        self.assertContains(page, 'href="webcal://testserver/programme.ics?language=it"')
        self.assertContains(page, 'type="text/calendar" title="Spettacoli" href="/programme.ics?language=it"')

    def test_cancelled_performance_offers_no_file(self):
        performance = make_performance(starts_at=NOW + timedelta(days=2), status="cancelled")
        self.assertNotContains(self.client.get("/it/"), f"/performances/{performance.pk}.ics")
