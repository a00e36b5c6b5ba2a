from http import HTTPMethod

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from bookings.models.blocks import ContactTopicListBlock
from bookings.models.venues import Venue
from home.blocks import BodyBlock
from home.forms import PageForm
from home.models import BasePage


class ContactPage(BasePage):
    """A form to write to the company, beside its address and telephone.

    Served by bookings.contact_views: what a visitor writes becomes a row and a mail, and touches no page.
    """

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )
    topics = StreamField(
        ContactTopicListBlock(),
        verbose_name=_("topics"),
        blank=True,
        help_text=_("The visitor chooses one. Without topics the form does not ask."),
    )
    recipient = models.EmailField(
        _("messages go to"),
        blank=True,
        help_text=_("An e-mail address; visitors do not see it. Empty: the address of the company."),
    )
    thanks = models.TextField(
        _("thank-you text"),
        max_length=400,
        blank=True,
        help_text=_("What a visitor reads after sending: when to expect an answer, for example."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True, help_text=_("Below the form."))

    page_description = _("A form that writes to the company, with address, telephone and hours.")
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = []
    max_count_per_parent = 1
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS, HTTPMethod.POST]
    preview_modes = [("", _("Form")), ("thanks", _("After sending"))]

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("recipient"), FieldPanel("thanks")], heading=_("Form")),
        HelpPanel(
            _(
                "Address, telephone and hours come from the settings of the company. "
                "Messages are kept for the box office until they are sent, and erased some weeks later."
            ),
            heading=_("What else the page shows"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_preview_template(self, request, mode_name):
        return "bookings/contact_thanks.html" if mode_name == "thanks" else "bookings/contact_page.html"

    @property
    def topic_names(self) -> list[str]:
        return [str(block.value) for block in self.topics]


class VenuePageForm(PageForm):
    def clean(self):
        cleaned = super().clean()
        venue = cleaned.get("venue")
        if venue and self._others().filter(venue=venue).exists():
            self.add_error("venue", ValidationError(_("This venue has a page in this language already.")))
        return cleaned

    def _others(self):
        return VenuePage.objects.filter(locale=self.instance.locale or self.parent_page.locale).exclude(
            pk=self.instance.pk
        )


class VenuePage(BasePage):
    """What is worth telling about a venue. Its address and access facts are the box office's, read from the row."""

    venue = models.ForeignKey(
        Venue,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("venue"),
        help_text=_("Name, address, seats and access facts come from it; the box office keeps them."),
    )
    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )
    picture = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("large picture"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Across, 16 to 10: it opens the page."),
    )
    body = StreamField(
        BodyBlock(), verbose_name=_("body"), blank=True, help_text=_("The room, its history, its pictures.")
    )

    page_description = _("A venue: how to get there, access, and what is on.")
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = []
    base_form_class = VenuePageForm

    content_panels = [
        *Page.content_panels,
        FieldPanel("venue"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
        index.RelatedFields("venue", [index.SearchField("name"), index.SearchField("address")]),
    ]

    class Meta:
        verbose_name = _("venue page")
        verbose_name_plural = _("venue pages")

    @property
    def listing_image(self):
        return self.social_image or self.picture
