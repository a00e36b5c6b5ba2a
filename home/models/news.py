from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock, ChosenShowsBlock
from home.news import newer_news, news_below, older_news, years_of
from home.people import author_of

from .base import BasePage

NEWS_PER_PAGE = 12


class CountedPaginator(Paginator):
    """A paginator that is told how many items there are, where somebody has counted them already."""

    def __init__(self, items, per_page: int, count: int) -> None:
        super().__init__(items, per_page)
        self.count = count


class NewsIndexPage(BasePage):
    """The news of one language, newest first, by pages and years."""

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )

    template = "home/news_index_page.html"
    page_description = _("Lists all news below it, newest first.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = news_below(self)
        years = years_of(news)
        year = _year(request.GET.get("year", ""))
        count = years.get(year, 0) if year else sum(years.values())
        if year:
            news = news.filter(date__year=year)
        # A number beyond the last gives the last page, and no number at all the first.
        page_of_news = CountedPaginator(news, NEWS_PER_PAGE, count).get_page(request.GET.get("page"))
        return context | {"years": years, "year": year, "news": page_of_news}


class NewsPage(BasePage):
    """One piece of news."""

    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("Printed with the news; the newest stands first.")
    )
    author = models.ForeignKey(
        "home.Person",
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Only where it matters who writes."),
    )
    picture = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Across, 16 to 10: it opens the news and stands for it in lists."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    shows = StreamField(
        ChosenShowsBlock(max_num=3),
        verbose_name=_("shows that the news is about"),
        blank=True,
        help_text=_("At most three; they appear with their dates below the news."),
    )

    template = "home/news_page.html"
    page_description = _("A piece of news with a date. It goes to the front page and to the feed by itself.")
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")], heading=_("Date and author")),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("shows"),
    ]
    promote_panels = [FieldPanel("social_image"), BasePage.search_panel]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "author": self.shown_author,
            "newer": newer_news(self),
            "older": older_news(self),
        }

    @cached_property
    def shown_author(self):
        """The author in the language of the page, with the address of their page; None where nobody is named."""
        return author_of(self)

    @property
    def listing_image(self):
        return self.social_image or self.picture


def _year(words: str) -> int | None:
    """The year that a visitor asks for; None for what is no year, so that a mistyped address shows all news."""
    return int(words) if len(words) == 4 and words.isascii() and words.isdigit() and words != "0000" else None
