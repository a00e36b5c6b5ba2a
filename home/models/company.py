from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import BodyBlock, PeopleGroupListBlock
from home.people import other_pages_of, person_in_language_of, person_pages_below

from .base import BasePage
from .people import Person


@dataclass(frozen=True)
class PeopleGroup:
    """Some of the people under one heading; the heading is empty for those that no group names."""

    heading: str
    pages: list["PersonPage"]


class CompanyPage(BasePage):
    """Who the company is, and its people in groups."""

    introduction = models.TextField(
        _("introduction"), max_length=400, blank=True, help_text=_("Set in large type below the title.")
    )
    body = StreamField(
        BodyBlock(), verbose_name=_("body"), blank=True, help_text=_("What you tell of the company, above its people.")
    )
    groups = StreamField(
        PeopleGroupListBlock(),
        verbose_name=_("groups of people"),
        blank=True,
        help_text=_(
            "Headings and, below each, pages of people in your order. A person's page that stands in no group is shown "
            "after them; a draft is not shown."
        ),
    )

    template = "home/company_page.html"
    page_description = _("Who the company is. The pages of its people stand below it.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.PersonPage", "home.StandardPage"]
    max_count_per_parent = 1

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body"), FieldPanel("groups")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("company page")
        verbose_name_plural = _("company pages")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"groups": self.groups_of_people()}

    def groups_of_people(self) -> list[PeopleGroup]:
        """The published pages of people, as the groups say; groups of which nobody is published are left out."""
        pages = person_pages_below(self)
        by_key = {page.translation_key: page for page in pages}
        # Chosen in whichever language: a translated company page starts with the choice of its original.
        chosen = [
            PeopleGroup(
                group.value["heading"],
                [
                    by_key[page.translation_key]
                    for page in group.value["people"]
                    if page and page.translation_key in by_key
                ],
            )
            for group in self.groups
        ]
        grouped = {page.pk for group in chosen for page in group.pages}
        others = PeopleGroup("", [page for page in pages if page.pk not in grouped])
        return [group for group in [*chosen, others] if group.pages]


class PersonPage(BasePage):
    """A page around a person: what the snippet says of them, a longer text, and the shows that name them."""

    person = models.ForeignKey(
        "home.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,  # a draft may still lack it
        help_text=_("Name, role, portrait and biography are written there, once for the whole site."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True, help_text=_("More than the biography says."))

    template = "home/person_page.html"
    page_description = _("A person of the company, with the shows in whose credits they stand.")
    parent_page_types = ["home.CompanyPage"]
    subpage_types = []

    content_panels = [*Page.content_panels, FieldPanel("person"), FieldPanel("body")]
    search_fields = [
        *BasePage.search_fields,
        index.RelatedFields("person", [index.SearchField("name"), index.SearchField("role")]),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("person's page")
        verbose_name_plural = _("people's pages")

    def clean(self):
        super().clean()
        if self.person and other_pages_of(self).exists():
            raise ValidationError({"person": _("This person has a page in this language already.")})

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"person": self.shown_person}

    @cached_property
    def shown_person(self) -> Person | None:
        """The person in the language of the page, with the portrait; None while a draft names nobody."""
        return person_in_language_of(self)

    @property
    def listing_image(self):
        return self.social_image or (self.shown_person and self.shown_person.portrait)
