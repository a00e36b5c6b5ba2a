from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.enums import MessageKind, MessageState
from bookings.models.contact import ContactMessage
from bookings.models.performances import Performance
from bookings.models.reservations import Reservation, ReservationEvent

NO_RESERVATION = models.Q(reservation__isnull=True, cause__isnull=True)
NO_PERFORMANCE = models.Q(performance__isnull=True, curtain__isnull=True)
OF_A_RESERVATION = models.Q(reservation__isnull=False, cause__isnull=False, contact__isnull=True) & NO_PERFORMANCE
OF_A_CONTACT_PAGE = models.Q(contact__isnull=False) & NO_RESERVATION & NO_PERFORMANCE
OF_A_PERFORMANCE = models.Q(performance__isnull=False, curtain__isnull=False, contact__isnull=True) & NO_RESERVATION


class OutboxMessage(models.Model):
    """A mail that must be sent, recorded with what causes it: a step of a reservation, a visitor's message, or the
    clock before a performance.

    Holds no address and no text: both are made when it is sent, so nothing secret lies about and a mail that is sent
    again is fresh. `last_error` is the kind of the failure and its SMTP code, never a server's own words, which may
    repeat the address.
    """

    reservation = models.ForeignKey(
        Reservation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("reservation"),
    )
    cause = models.ForeignKey(
        ReservationEvent,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("cause"),
    )
    contact = models.OneToOneField(
        ContactMessage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mail",
        verbose_name=_("message from a contact page"),
    )
    performance = models.ForeignKey(
        Performance,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("performance"),
    )
    curtain = models.DateTimeField(_("for the curtain at"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=22, choices=MessageKind)
    state = models.CharField(_("state"), max_length=7, choices=MessageState, default=MessageState.DUE)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(state=MessageState.DUE), name="bookings_outbox_due"
            ),
            models.Index(
                fields=["claimed_at"], condition=models.Q(state=MessageState.SENDING), name="bookings_outbox_claimed"
            ),
            # What is not done with, which is asked for every minute: some rows among all mails that were ever sent.
            models.Index(
                fields=["state", "next_attempt_at"],
                condition=models.Q(state__in=[MessageState.DUE, MessageState.SENDING, MessageState.FAILED]),
                name="bookings_outbox_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cause", "kind"], name="bookings_one_mail_a_cause"),
            models.UniqueConstraint(fields=["performance", "kind", "curtain"], name="bookings_one_mail_a_curtain"),
            models.CheckConstraint(
                condition=(OF_A_CONTACT_PAGE & models.Q(kind=MessageKind.CONTACT))
                | (OF_A_PERFORMANCE & models.Q(kind=MessageKind.DOOR_LIST))
                | (OF_A_RESERVATION & ~models.Q(kind__in=[MessageKind.CONTACT, MessageKind.DOOR_LIST])),
                name="bookings_mail_of_one_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def about(self) -> str:
        """What the mail belongs to, as staff name it: a reservation's reference, a message's topic, a performance."""
        return str(self.contact or self.performance or self.reservation)
