from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from home import page_cache, queries, search
from home.forms import PageForm

FRONT_PAGE_DEPTH = 2  # Wagtail's root is 1


class BasePage(Page):
    """What every page of the site has: a summary and a picture for cards, search engines and shared links."""

    summary = models.CharField(
        _("summary"),
        max_length=240,
        blank=True,
        help_text=_("One or two sentences for cards, search engines and shared links."),
    )
    social_image = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("picture for cards and shared links"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty: the page's own picture, or else the company's."),
    )

    base_form_class = PageForm

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("stems"),
        index.SearchField("title_stems", boost=3),
        index.AutocompleteField("title_stems"),
    ]
    # In words of this house; the site's menus are set elsewhere, so a page has no tick for them.
    search_panel = MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                help_text=_(
                    "The last part of the page's address. When it changes, the old address leads to the new one."
                ),
            ),
            FieldPanel(
                "seo_title",
                heading=_("Title for search engines"),
                help_text=_("Shown in search results and in the browser's tab. Empty: the title of the page."),
            ),
            FieldPanel(
                "search_description",
                heading=_("Description for search engines"),
                help_text=_("Shown below the title in search results. Empty: the summary."),
            ),
        ],
        heading=_("Address and search engines"),
    )
    promote_panels = [
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("social_image")], heading=_("Cards and shared links")),
        search_panel,
    ]

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        # Two look-ups on every request, for what hardly any site uses.
        if not queries.some_pages_are_private():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def listing_image(self):
        """The picture that stands for the page in a card."""
        return self.social_image

    @property
    def is_front_page(self) -> bool:
        return self.depth == FRONT_PAGE_DEPTH

    @cached_property
    def pages_above(self) -> list[Page]:
        """The published pages between the front page and this one, the highest first; no query where there is none."""
        if not self.depth or self.depth <= FRONT_PAGE_DEPTH + 1:
            return []
        above = self.get_ancestors().live().filter(depth__gt=FRONT_PAGE_DEPTH)
        return page_cache.remember(("pages above", self.pk), lambda: list(above))

    @property
    def description(self) -> str:
        """The page in a sentence or two: for search engines, shared links, calendars and structured data."""
        return self.search_description or self.summary or getattr(self, "introduction", "")

    @property
    def stems(self) -> str:
        """All that the page says, for the index: visitors search by stems (home/search.py)."""
        return search.stems(" ".join(search.texts_of(self)), self.locale.language_code)

    @property
    def title_stems(self) -> str:
        return search.stems(self.title, self.locale.language_code)
