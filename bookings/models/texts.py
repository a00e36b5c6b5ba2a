from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="edit", order=310)
class BookingTexts(BaseGenericSetting):
    """What the company itself says around a booking. Plain text; an empty one leaves the built-in words.

    Read when a page or a mail is made, and by nothing that books: no text changes a reservation.
    """

    above_form_it = models.TextField(_("in Italian"), max_length=600, blank=True)
    above_form_en = models.TextField(_("in English"), max_length=600, blank=True)
    consent_it = models.CharField(_("in Italian"), max_length=240, blank=True)
    consent_en = models.CharField(_("in English"), max_length=240, blank=True)
    below_sent_it = models.TextField(_("in Italian"), max_length=600, blank=True)
    below_sent_en = models.TextField(_("in English"), max_length=600, blank=True)
    at_the_door_it = models.TextField(_("in Italian"), max_length=600, blank=True)
    at_the_door_en = models.TextField(_("in English"), max_length=600, blank=True)
    mail_closing_it = models.TextField(_("in Italian"), max_length=600, blank=True)
    mail_closing_en = models.TextField(_("in English"), max_length=600, blank=True)

    panels = [
        HelpPanel(
            _(
                "Plain text without links. An empty field leaves the words that the site has by itself. "
                "A change shows at once on pages and in mails that are sent from now on; reservations stay as they are."
            ),
            heading=_("How these texts work"),
        ),
        MultiFieldPanel(
            [FieldPanel("above_form_it"), FieldPanel("above_form_en")],
            heading=_("Above the booking form"),
            help_text=_("For example: entry is free, places are few, please give back what you do not use."),
        ),
        MultiFieldPanel(
            [FieldPanel("consent_it"), FieldPanel("consent_en")],
            heading=_("Consent, beside the box to tick"),
            help_text=_("One sentence. The privacy page is linked after it."),
        ),
        MultiFieldPanel(
            [FieldPanel("below_sent_it"), FieldPanel("below_sent_en")],
            heading=_("After booking, while the mail is on its way"),
        ),
        MultiFieldPanel(
            [FieldPanel("at_the_door_it"), FieldPanel("at_the_door_en")],
            heading=_("Below the QR code: what to show at the door"),
        ),
        MultiFieldPanel(
            [FieldPanel("mail_closing_it"), FieldPanel("mail_closing_en")],
            heading=_("Closing words of every mail to visitors"),
            help_text=_("They stand at the end, before the name of the company."),
        ),
    ]

    class Meta:
        verbose_name = _("Texts of the booking")

    @property
    def above_form(self) -> str:
        return self._in_language("above_form")

    @property
    def consent(self) -> str:
        return self._in_language("consent")

    @property
    def below_sent(self) -> str:
        return self._in_language("below_sent")

    @property
    def at_the_door(self) -> str:
        return self._in_language("at_the_door")

    @property
    def mail_closing(self) -> str:
        return self._in_language("mail_closing")

    def _in_language(self, name: str) -> str:
        """The text in the language being read. Without one the built-in words follow, never another language."""
        return getattr(self, f"{name}_{(get_language() or 'it')[:2]}").strip()
