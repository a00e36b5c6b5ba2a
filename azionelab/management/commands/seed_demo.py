from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from azionelab.demo import (
    accounts,
    company,
    dates,
    materials,
    news,
    pages,
    past_nights,
    people,
    reservations,
    shows,
    takings,
    visit,
)
from azionelab.demo.texts.company import COMPANY_PAGE, MATERIALS_PAGE, NEWS_PAGE, VISIT_PAGE
from azionelab.demo.texts.shows import FEATURED
from azionelab.demo.texts.visit import CONTACT_PAGE
from bookings import first_tries


class Command(BaseCommand):
    help = "Loads the demo company: pages, people, pictures, dates and accounts. Running it again adds nothing."

    def handle(self, *args, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo brings accounts with a password that everybody knows: it is only loaded while DEBUG is on."
            )
        call_command("setup_roles", stdout=self.stdout)
        accounts.ensure_accounts()
        self.stdout.write("Pages and pictures: the first time this draws posters and takes a while.")
        italian_shows = self._ensure_site()
        self.stdout.write("Dates and reservations.")
        with first_tries.in_line():
            self._ensure_dates(italian_shows)
        self.stdout.write(self.style.SUCCESS("The demo company is loaded."))

    @transaction.atomic
    def _ensure_site(self) -> dict:
        """Pages in both languages; gives back the Italian shows, to which performances belong."""
        italian, english = (Locale.objects.get(language_code=code) for code in ("it", "en"))
        everyone = people.ensure_people(italian, english)
        homes = pages.ensure_homes()
        programme = pages.ensure_programme(homes)
        translated = shows.ensure_shows(programme, everyone)
        named = {"shows": programme, NEWS_PAGE: news.ensure_news_index(homes)}
        named[COMPANY_PAGE] = pages.ensure_company_page(homes, named, everyone)
        named = pages.ensure_standard_pages(homes, named)
        news.ensure_news(named[NEWS_PAGE], everyone, translated, named, timezone.localdate())
        named[CONTACT_PAGE] = visit.ensure_contact_page(homes)
        named[MATERIALS_PAGE] = materials.ensure_materials(homes, translated)
        company.ensure_company(named)
        visit.ensure_venue_pages(named[VISIT_PAGE], dates.ensure_venues())
        pages.fill_homes(homes, translated[FEATURED.key])
        return {key: show["it"] for key, show in translated.items()}

    def _ensure_dates(self, italian_shows: dict) -> None:
        # Not in one transaction: each booking owns its own.
        now = timezone.now()
        dates.ensure_performances(italian_shows, dates.ensure_venues(), now)
        reservations.ensure_reservations(italian_shows, now)
        past_nights.ensure_past_nights(italian_shows, now)
        takings.ensure_takings(italian_shows, now)
