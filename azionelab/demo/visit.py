"""The contact page, and a page for each venue below “how to get here”."""

from functools import partial

from azionelab.demo import rooms
from azionelab.demo.images import ensure_image
from azionelab.demo.pages import Translated, ensure_page, stream
from azionelab.demo.texts import PageText
from azionelab.demo.texts.visit import CONTACT, THANKS, TOPICS, VENUE_PAGES, DemoVenuePage
from bookings.models import ContactPage, Venue, VenuePage
from home.models import AzioneImage, BasePage


def ensure_contact_page(homes: Translated) -> Translated:
    return ensure_page(ContactPage, homes, CONTACT, _fill_contact_page)


def ensure_venue_pages(parents: Translated, venues: dict[str, Venue]) -> None:
    for slug, demo in VENUE_PAGES.items():
        ensure_page(VenuePage, parents, demo.texts, partial(_fill_venue_page, venues[slug], demo))


def _fill_contact_page(page: BasePage, text: PageText, language: str) -> None:
    page.introduction = text.introduction
    page.thanks = THANKS.in_language(language)
    page.topics = stream([("topic", topic) for topic in TOPICS[language]], language)


def _fill_venue_page(venue: Venue, demo: DemoVenuePage, page: BasePage, text: PageText, language: str) -> None:
    page.venue = venue
    page.picture = _picture(venue.slug, demo)
    page.introduction = text.introduction
    page.body = stream(text.body, language)


def _picture(slug: str, demo: DemoVenuePage) -> AzioneImage:
    return ensure_image(
        title=f"demo-room-{slug}",
        draw=partial(rooms.room, slug),
        alt=demo.picture_alt,
        credit="Wanda Orsini",
        frames=["opening"],
    )
