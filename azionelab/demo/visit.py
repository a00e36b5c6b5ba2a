"""The contact page, and a page for each venue below “how to get here”, which leads to them."""

from functools import partial

from wagtail.models import Page

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
    """Once: the pages above them lead there, and what somebody changes in them later is theirs."""
    if VenuePage.objects.exists():
        return
    pages = {
        slug: ensure_page(VenuePage, parents, demo.texts, partial(_fill_venue_page, venues[slug], demo))
        for slug, demo in VENUE_PAGES.items()
    }
    for language, parent in parents.items():
        _lead_to(parent, [(VENUE_PAGES[slug], translated[language]) for slug, translated in pages.items()], language)


def _lead_to(parent: Page, rooms_below: list[tuple[DemoVenuePage, Page]], language: str) -> None:
    parent.refresh_from_db()  # it has children now, and publishing writes their number
    for demo, page in rooms_below:
        words = {"text": demo.invitation.in_language(language), "label": page.title, "page": page}
        parent.body.append(("call_to_action", words))
    parent.save_revision().publish()


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
    )
