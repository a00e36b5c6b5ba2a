from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from home.blocks import SocialLinkListBlock
from home.forms import PersonForm


class Person(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Somebody of the company; written once, shown on pages and in the credits of shows."""

    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("What the person does in the company."))
    portrait = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Cut to 4 by 5 around its focal point."),
    )
    biography = RichTextField(_("biography"), blank=True, features=["bold", "italic", "link"])
    links = StreamField(
        SocialLinkListBlock(),
        verbose_name=_("links"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("The person's own website and the like; printed on their page."),
    )

    base_form_class = PersonForm
    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        FieldPanel("links"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_preview_template(self, request, mode_name):
        return "home/person_preview.html"
