from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.forms import PageForm


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
    )

    base_form_class = PageForm

    search_fields = [*Page.search_fields, index.SearchField("summary")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("social_image")], heading=_("Cards and shared links")),
    ]

    class Meta:
        abstract = True

    @property
    def listing_image(self):
        """The picture that stands for the page in a card."""
        return self.social_image

    @property
    def description(self) -> str:
        return self.search_description or self.summary
