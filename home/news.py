"""Reads of the news."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from home.queries import active_language, model, public

if TYPE_CHECKING:
    from home.models import NewsIndexPage, NewsPage

NEWEST_FIRST = ["-date", "-pk"]


def latest_news(limit: int) -> "QuerySet[NewsPage]":
    """The newest published news in the active language, ready for cards."""
    news = public(model("NewsPage").objects.live()).filter(locale__language_code=active_language())
    return _for_cards(news)[:limit]


def news_below(index: "NewsIndexPage") -> "QuerySet[NewsPage]":
    """The published news of an index, newest first, ready for cards."""
    return _for_cards(public(model("NewsPage").objects.child_of(index).live()))


def years_of(news: "QuerySet[NewsPage]") -> dict[int, int]:
    """How many of the news each year has, the latest year first."""
    # Ordered anew, and without the joins of cards: grouping would count each order apart.
    plain = news.select_related(None).prefetch_related(None).defer(None)
    return dict(plain.order_by("-date__year").values_list("date__year").annotate(Count("pk")))


def newer_news(news: "NewsPage") -> "NewsPage | None":
    """The published news after this one, in its language."""
    after = Q(date__gt=news.date) | Q(date=news.date, pk__gt=news.pk or 0)
    return _beside(news).filter(after).order_by("date", "pk").first()


def older_news(news: "NewsPage") -> "NewsPage | None":
    """The published news before this one, in its language."""
    before = Q(date__lt=news.date) | Q(date=news.date, pk__lt=news.pk or 0)
    return _beside(news).filter(before).order_by(*NEWEST_FIRST).first()


def _beside(news: "NewsPage") -> "QuerySet[NewsPage]":
    # No siblings by path: a preview of news that is not saved yet has none.
    return public(model("NewsPage").objects.live()).filter(locale_id=news.locale_id).defer_streamfields()


def _for_cards(news: "QuerySet[NewsPage]") -> "QuerySet[NewsPage]":
    pictures = news.select_related("picture", "social_image")
    pictures = pictures.prefetch_related("picture__renditions", "social_image__renditions")
    return pictures.defer_streamfields().order_by(*NEWEST_FIRST)
