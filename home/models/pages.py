from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home import queries
from home.blocks import BodyBlock, ChosenShowsBlock

from .base import BasePage


class HomePage(BasePage):
    """The front page of one language. What may stand below it is said by each page type itself."""

    headline = models.CharField(
        _("headline"),
        max_length=90,
        blank=True,
        help_text=_("The large line at the top; a sentence, not the company's name."),
    )
    featured_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("featured page"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Its picture, title and summary open the front page. Usually a show."),
    )
    featured_shows = StreamField(
        ChosenShowsBlock(max_num=6),
        verbose_name=_("featured shows"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Up to six, in this order. Empty: the shows that are announced next."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("about the company"), blank=True)

    template = "home/home_page.html"
    page_description = _("The front page: one for each language. News and dates come to it by themselves.")
    parent_page_types = ["wagtailcore.Page"]
    max_count = 2  # the Italian and the English tree

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("featured_page")], heading=_("Opening")),
        FieldPanel("featured_shows"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("headline"), index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request, path_components):
        # One look-up by the whole address, where Wagtail takes two for each of its parts. An address inside a page (a
        # feed, a month) is no page's own and is found the long way.
        page = queries.page_at(self, path_components) if path_components else None
        return page.specific.route(request, []) if page else super().route(request, path_components)

    @property
    def listing_image(self):
        """What opens the front page stands for it elsewhere, too."""
        featured = self.featured_page.specific if self.featured_page else None
        return self.social_image or getattr(featured, "listing_image", None)


class StandardPage(BasePage):
    """Any page that is text and pictures: how to get here, privacy, the accessibility statement.

    What may stand below it is said by each page type itself.
    """

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    page_description = _("Text and pictures: how to get here, privacy, whatever has no type of its own.")
    parent_page_types = ["home.HomePage", "home.StandardPage", "home.CompanyPage"]

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
