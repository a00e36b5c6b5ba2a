"""The RSS feed of each language: news and newly published shows, as feed readers poll them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Enclosure
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.images.models import AbstractRendition

from home.models import BasePage, CompanySettings, NewsPage
from home.news import latest_news
from shows.queries import newly_published

MOST_ENTRIES = 30
MINUTES_FRESH = 5
PICTURE = "fill-1200x630|format-jpeg"  # the one that shared links use, so it is there already


@dataclass(frozen=True)
class Entry:
    page: BasePage
    published_at: datetime
    category: str

    @property
    def updated_at(self) -> datetime:
        return max(self.published_at, self.page.last_published_at or self.published_at)

    @property
    def url(self) -> str:
        return absolute(self.page.url)

    @cached_property
    def picture(self) -> AbstractRendition | None:
        """None where the page has no picture, or its file is gone: one lost file must not break the feed."""
        image = self.page.listing_image
        try:
            return image.get_rendition(PICTURE) if image else None
        except OSError:
            return None


@dataclass(frozen=True)
class Channel:
    """One language of the feed."""

    company: CompanySettings
    language: str
    entries: list[Entry]


class ProgrammeFeed(Feed):
    """Built from the newest entries at each request; whoever has them already gets a 304."""

    def get_object(self, request: HttpRequest) -> Channel:
        news = [Entry(page, moment_of(page), gettext("News")) for page in latest_news(MOST_ENTRIES)]
        language = (get_language() or "it")[:2]
        shows = [
            Entry(page, page.first_published_at, pgettext("feed", "Show"))
            for page in newly_published(language, MOST_ENTRIES)
        ]
        newest = sorted([*news, *shows], key=lambda entry: entry.published_at, reverse=True)[:MOST_ENTRIES]
        return Channel(CompanySettings.for_request(request), language, newest)

    def title(self, channel: Channel) -> str:
        return gettext("%(company)s: news and shows") % {"company": channel.company.name}

    def description(self, channel: Channel) -> str:
        return channel.company.tagline or self.title(channel)

    def link(self, channel: Channel) -> str:
        return absolute(f"/{channel.language}/")

    def feed_url(self, channel: Channel) -> str:
        return absolute(reverse("feed"))

    def ttl(self) -> str:
        return str(MINUTES_FRESH)

    def items(self, channel: Channel) -> list[Entry]:
        return channel.entries

    def item_title(self, entry: Entry) -> str:
        return entry.page.title

    def item_description(self, entry: Entry) -> str:
        return entry.page.description

    def item_link(self, entry: Entry) -> str:
        return entry.url

    # A page may move; what a reader has seen stays seen.
    item_guid_is_permalink = False

    def item_guid(self, entry: Entry) -> str:
        return entry.page.translation_key.urn

    def item_pubdate(self, entry: Entry) -> datetime:
        return entry.published_at

    def item_updateddate(self, entry: Entry) -> datetime:
        return entry.updated_at

    def item_categories(self, entry: Entry) -> list[str]:
        return [entry.category]

    def item_enclosures(self, entry: Entry) -> list[Enclosure]:
        picture = entry.picture
        if picture is None:
            return []
        try:
            length = picture.file.size
        except OSError:
            return []
        return [Enclosure(absolute(picture.url), str(length), "image/jpeg")]


def moment_of(news: NewsPage) -> datetime:
    """When news count as published: on their own date, at the hour of the publication if that was the same day."""
    first = news.first_published_at
    if first and timezone.localtime(first).date() == news.date:
        return first
    return timezone.make_aware(datetime.combine(news.date, time()))


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


feed: Callable[..., Any] = require_safe(
    conditional_page(cache_control(public=True, max_age=MINUTES_FRESH * 60)(ProgrammeFeed()))
)
