"""The news in both languages."""

from datetime import date, timedelta
from functools import partial

from azionelab.demo import news_pictures
from azionelab.demo.images import ensure_image
from azionelab.demo.pages import Translated, ensure_page, fill_introduction, stream
from azionelab.demo.people import People
from azionelab.demo.shows import CREDIT
from azionelab.demo.texts import PageText
from azionelab.demo.texts.news import INDEX, NEWS, DemoNews
from home.models import NewsIndexPage, NewsPage


def ensure_news_index(homes: Translated) -> Translated:
    return ensure_page(NewsIndexPage, homes, INDEX, fill_introduction)


def ensure_news(
    index: Translated, people: People, shows: dict[str, Translated], pages: dict[str, Translated], today: date
) -> None:
    """Older news first, so that the feed meets them in the order of their dates."""
    for item in sorted(NEWS, key=lambda item: -item.days_ago):
        _ensure_one(item, index, people, shows, pages, today)


def _ensure_one(
    item: DemoNews,
    index: Translated,
    people: People,
    shows: dict[str, Translated],
    pages: dict[str, Translated],
    today: date,
) -> None:
    picture = ensure_image(
        title=f"demo-news-{item.key}",
        draw=partial(news_pictures.picture, item.key),
        alt=item.picture_alt,
        credit=CREDIT,
    )

    def fill(page: NewsPage, text: PageText, language: str) -> None:
        page.date = today - timedelta(days=item.days_ago)
        page.author = people[item.author][language] if item.author else None
        page.picture = picture
        page.body = stream(text.body, language, pages=pages)
        page.shows = stream([("show", shows[key][language].pk) for key in item.shows], language)

    ensure_page(NewsPage, index, item.texts, fill)
