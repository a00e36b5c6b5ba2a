"""The show pages in both languages, with posters, pictures, credits and categories."""

from functools import partial

from django.utils import timezone
from wagtail.models import Locale

from azionelab.demo import posters
from azionelab.demo.images import ensure_image
from azionelab.demo.materials import trailer
from azionelab.demo.pages import Translated, ensure_page, stream
from azionelab.demo.people import People
from azionelab.demo.texts import Bilingual, Block
from azionelab.demo.texts.company import CATEGORIES
from azionelab.demo.texts.shows import SHOWS, CreditText, DemoShow, ShowText
from home.models import AzioneImage
from shows.models import Category, Credit, ShowPage
from shows.seasons import season_of

CREDIT = "Wanda Orsini"
Categories = dict[str, dict[str, Category]]  # by key, then by language


def ensure_shows(programme: Translated, people: People) -> dict[str, Translated]:
    """The shows by key."""
    categories = _ensure_categories(programme["it"].locale, programme["en"].locale)
    return {show.key: _ensure_show(show, programme, people, categories) for show in SHOWS}


def _ensure_categories(italian: Locale, english: Locale) -> Categories:
    categories = {}
    for key, name in CATEGORIES.items():
        category, _ = Category.objects.get_or_create(locale=italian, slug=key, defaults={"name": name.it})
        translation = category.get_translation_or_none(english)
        if translation is None:
            translation = category.copy_for_translation(english)
            translation.name = name.en
            translation.save()
        categories[key] = {"it": category, "en": translation}
    return categories


def _ensure_show(show: DemoShow, programme: Translated, people: People, categories: Categories) -> Translated:
    poster, picture, detail = _poster(show), _picture(show), _detail(show)

    def fill(page: ShowPage, text: ShowText, language: str) -> None:
        _set_facts(page, show)
        _set_words(page, text)
        page.tags.set([tag.in_language(language) for tag in show.tags])
        page.poster, page.picture, page.accent = poster, picture, show.accent
        page.categories = [categories[key][language] for key in show.categories]
        page.credits = [_credit(credit, language, people, order) for order, credit in enumerate(show.credits)]
        page.body = stream(text.body, language)
        page.gallery = stream(
            [
                _gallery_image(picture, show.picture_alt, show.caption, language),
                _gallery_image(detail, show.detail_alt, show.detail_caption, language),
            ],
            language,
        )
        page.trailer = stream(trailer(show, language), language)
        page.content_warnings = stream([("warning", warning) for warning in text.warnings], language)
        page.press_quotes = stream([("quote", quote) for quote in text.press], language)

    return ensure_page(ShowPage, programme, show.texts, fill)


def _set_facts(page: ShowPage, show: DemoShow) -> None:
    page.running_time, page.interval, page.director = show.running_time, show.interval, show.director
    page.minimum_age, page.entry = show.minimum_age, ShowPage.Entry.FREE
    page.season = season_of(timezone.localdate()) if show.is_of_this_season else ""


def _set_words(page: ShowPage, text: ShowText) -> None:
    page.subtitle, page.author, page.introduction = text.subtitle, text.author, text.introduction
    page.age_guidance, page.language_note = text.age_guidance, text.language_note
    page.latecomer_rule = text.latecomer_rule
    page.no_content_warnings = not text.warnings


def _credit(credit: CreditText, language: str, people: People, order: int) -> Credit:
    person = people[credit.person][language] if credit.person else None
    return Credit(role=credit.role.in_language(language), person=person, guest=credit.guest, sort_order=order)


def _gallery_image(image: AzioneImage, alt: Bilingual, caption: Bilingual, language: str) -> Block:
    stored = {"image": image.pk, "alt_text": alt.in_language(language), "decorative": False}
    return "image", {"image": stored, "caption": caption.in_language(language)}


def _poster(show: DemoShow) -> AzioneImage:
    return ensure_image(
        title=f"demo-poster-{show.key}",
        draw=partial(posters.poster, show.key),
        alt=show.poster_alt,
        credit=CREDIT,
    )


def _picture(show: DemoShow) -> AzioneImage:
    return ensure_image(
        title=f"demo-picture-{show.key}",
        draw=partial(posters.picture, show.key),
        alt=show.picture_alt,
        credit=CREDIT,
    )


def _detail(show: DemoShow) -> AzioneImage:
    return ensure_image(
        title=f"demo-detail-{show.key}",
        draw=partial(posters.detail, show.key),
        alt=show.detail_alt,
        credit=CREDIT,
    )
