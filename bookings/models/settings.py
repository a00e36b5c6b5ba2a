from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from bookings.models.performances import LONGEST_BEFORE_CURTAIN
from home.queries import live_in_language


@register_setting(icon="calendar-check", order=300)
class BookingSettings(BaseGenericSetting):
    """What holds for every performance that does not say otherwise."""

    max_party_size = models.PositiveSmallIntegerField(
        _("largest party"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    max_seats_per_address = models.PositiveSmallIntegerField(
        _("most seats of one performance for one e-mail address"), default=10, help_text=_("0 sets no limit.")
    )
    few_left_threshold = models.PositiveSmallIntegerField(_("“few places left” from"), default=10)
    closes_before_minutes = models.PositiveSmallIntegerField(_("booking closes, minutes before curtain"), default=0)
    pending_hours = models.PositiveSmallIntegerField(
        _("hours to confirm a reservation"), default=24, validators=[MinValueValidator(1)]
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes that a pending reservation holds its seats"), default=0, help_text=_("0 holds none.")
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("reminder, hours before curtain"), default=24, help_text=_("0 sends none.")
    )
    door_list_by_mail = models.BooleanField(
        _("send the door list by mail"),
        default=False,
        db_default=False,
        help_text=_("As a file to print, with the names of all who have reserved. None is sent when nobody has."),
    )
    door_list_minutes = models.PositiveSmallIntegerField(
        _("minutes before doors"),
        default=60,
        db_default=60,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)],
    )
    door_list_recipient = models.EmailField(
        _("to"), blank=True, default="", db_default="", help_text=_("Empty sends it to the company's address.")
    )
    release_minutes = models.PositiveSmallIntegerField(
        _("places that nobody has claimed may be given away, minutes before curtain"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(LONGEST_BEFORE_CURTAIN)],
        help_text=_(
            "From then on the door may give places that nobody has come for to others. "
            "The form, the mails and the codes say so beforehand. 0 never gives any away."
        ),
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days after a performance until personal data are erased"), default=30
    )

    privacy_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("privacy page"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("The booking form links to it where it asks for consent."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("max_party_size"),
                FieldPanel("max_seats_per_address"),
                FieldPanel("few_left_threshold"),
                FieldPanel("closes_before_minutes"),
            ],
            heading=_("Booking"),
        ),
        MultiFieldPanel([FieldPanel("pending_hours"), FieldPanel("hold_minutes")], heading=_("Confirmation")),
        FieldPanel("reminder_hours"),
        MultiFieldPanel(
            [
                FieldPanel("door_list_by_mail"),
                FieldRowPanel([FieldPanel("door_list_minutes"), FieldPanel("door_list_recipient")]),
            ],
            heading=_("Door list"),
        ),
        MultiFieldPanel([FieldPanel("release_minutes")], heading=_("Door")),
        MultiFieldPanel([FieldPanel("retention_days"), FieldPanel("privacy_page")], heading=_("Privacy")),
    ]

    class Meta:
        verbose_name = _("Booking rules")

    @property
    def privacy_url(self) -> str:
        """The address of the privacy page in the reader's language; empty while none is chosen and published."""
        page = live_in_language([self.privacy_page_id]).get(self.privacy_page_id)
        return page.url if page else ""
