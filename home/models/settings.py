from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from home import page_cache
from home.blocks import LinkListBlock, SocialLinkListBlock


def in_language(instance: models.Model, field: str) -> str:
    """The field's text in the language of the request, or in Italian where there is none."""
    translated = getattr(instance, f"{field}_{(get_language() or 'it')[:2]}", "")
    return translated or getattr(instance, f"{field}_it")


class RememberedSetting(BaseSiteSetting):
    """A site setting that pages read without asking the database each time."""

    class Meta:
        abstract = True

    @classmethod
    def for_request(cls, request):
        site = Site.find_for_request(request)
        return page_cache.remember((cls, site.pk), lambda: cls.for_site(site))


@register_setting(icon="group")
class CompanySettings(RememberedSetting):
    """Who the company is: header, footer, shared links and structured data read it here."""

    name = models.CharField(_("name"), max_length=80, default="AzioneLab")
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    tagline_it = models.CharField(_("tagline in Italian"), max_length=120, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    map_url = models.URLField(
        _("map"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Address of a map, for example on openstreetmap.org: the address links to it."),
    )
    founded = models.PositiveSmallIntegerField(
        _("founded in"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1000), MaxValueValidator(2999)],
        help_text=_("The year, in four digits."),
    )
    tax_code = models.CharField(_("tax code"), max_length=20, blank=True, help_text=_("Codice fiscale or partita IVA."))
    legal_lines_it = models.TextField(
        _("legal lines in Italian"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("What the law wants printed beside name and tax code: register, seat, public grants."),
    )
    legal_lines_en = models.TextField(
        _("legal lines in English"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the Italian ones."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    phone_hours_it = models.CharField(_("telephone hours in Italian"), max_length=120, blank=True)
    phone_hours_en = models.CharField(_("telephone hours in English"), max_length=120, blank=True)
    social_links = StreamField(SocialLinkListBlock(), verbose_name=_("elsewhere"), blank=True)
    social_image = models.ForeignKey(
        "home.AzioneImage",
        verbose_name=_("picture for shared links"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Used by pages that have no picture of their own."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("founded"),
                FieldPanel("legal_name"),
                FieldPanel("tax_code"),
                FieldRowPanel([FieldPanel("legal_lines_it"), FieldPanel("legal_lines_en")]),
            ],
            heading=_("Company"),
        ),
        FieldRowPanel([FieldPanel("tagline_it"), FieldPanel("tagline_en")], heading=_("Tagline")),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
                FieldPanel("map_url"),
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("phone")], heading=_("Contact")),
        FieldRowPanel([FieldPanel("phone_hours_it"), FieldPanel("phone_hours_en")], heading=_("Telephone hours")),
        FieldPanel("social_links"),
        FieldPanel("social_image"),
    ]

    class Meta:
        verbose_name = _("company")

    @property
    def tagline(self) -> str:
        return in_language(self, "tagline")

    @property
    def phone_hours(self) -> str:
        return in_language(self, "phone_hours")

    @property
    def legal_lines(self) -> str:
        return in_language(self, "legal_lines")


@register_setting(icon="list-ul")
class NavigationSettings(RememberedSetting):
    """Menus of header and footer. A page is chosen once and linked in the language being read."""

    header_links = StreamField(
        LinkListBlock(),
        verbose_name=_("links in the header"),
        blank=True,
        help_text=_("The main menu. Four or five links fit on a phone."),
    )
    action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the button"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The button in the header leads there, usually to the programme. Empty: no button."),
    )
    action_label_it = models.CharField(
        _("words on the button in Italian"),
        max_length=24,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the page's title."),
    )
    action_label_en = models.CharField(
        _("words on the button in English"),
        max_length=24,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty: the page's title."),
    )
    footer_links = StreamField(
        LinkListBlock(),
        verbose_name=_("links in the footer"),
        blank=True,
        help_text=_("Accessibility statement and privacy come to the footer by themselves."),
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("accessibility statement"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Linked in the footer of every page. The privacy page is chosen with the booking rules."),
    )

    panels = [
        FieldPanel("header_links"),
        MultiFieldPanel(
            [
                FieldPanel("action_page"),
                FieldRowPanel([FieldPanel("action_label_it"), FieldPanel("action_label_en")]),
            ],
            heading=_("Button in the header"),
        ),
        FieldPanel("footer_links"),
        FieldPanel("accessibility_page"),
    ]

    class Meta:
        verbose_name = _("navigation")

    def clean(self):
        super().clean()
        if (self.action_label_it or self.action_label_en) and not self.action_page_id:
            raise ValidationError({"action_page": _("Words on a button need a page to lead to.")})

    @property
    def action_label(self) -> str:
        """Empty where the page's own title is to stand on the button."""
        return self.action_label_en if (get_language() or "").startswith("en") else self.action_label_it
