from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bookings import references
from bookings.enums import AccessNeed, Act, Actor, ReservationKind, ReservationStatus, Source
from bookings.models.announcements import Announcement
from bookings.models.performances import Performance
from bookings.references import new_reference
from bookings.tokens import new_public_id


class Reservation(models.Model):
    """The booking of one party for one performance. Changed by the verbs of the booking core alone.

    Personal data stands in `name`, `email`, `phone`, `notes`, `staff_note` and in the `needs` rows, and nowhere else.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="reservations", verbose_name=_("performance")
    )
    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference, editable=False)
    # Unique by a partial index, below: PostgreSQL takes no such column for a key, so that a new id, after a correction
    # of the address, waits for nobody who has only referred to the row.
    public_id = models.CharField(max_length=16, default=new_public_id, editable=False)
    status = models.CharField(_("status"), max_length=9, choices=ReservationStatus, default=ReservationStatus.PENDING)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.WEBSITE)
    kind = models.CharField(
        pgettext_lazy("reservation", "kind"),
        max_length=8,
        choices=ReservationKind,
        default=ReservationKind.ORDINARY,
        db_default=ReservationKind.ORDINARY,
    )
    party_size = models.PositiveSmallIntegerField(_("people"))
    admitted = models.PositiveSmallIntegerField(_("people let in"), default=0)
    released_seats = models.PositiveSmallIntegerField(
        _("places given away"),
        default=0,
        db_default=0,
        help_text=_("Because nobody had come for them shortly before the curtain."),
    )

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    notes = models.TextField(_("note"), blank=True, max_length=1000)
    staff_note = models.TextField(
        _("staff's note"),
        blank=True,
        max_length=2000,
        default="",
        db_default="",
        help_text=_("For the staff alone; its person reads it only on asking for all their data."),
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="it")

    expires_at = models.DateTimeField(_("to be confirmed before"), null=True, blank=True)
    held_until = models.DateTimeField(_("seats held until"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    created_at = models.DateTimeField(_("booked"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, blank=True)

    # A repeated request is known by its key; the digest, keyed with the secret, tells whether its content is equal.
    idempotency_key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001  NULLs are many
    content_digest = models.CharField(max_length=64, blank=True, editable=False)

    # Whether it has rows in `needs`; told by the query that reads one reservation, so that most ask no second one.
    has_needs = True
    # Its performance with the seats as the act that gives it back has left them; on what `services` returns alone.
    performance_after: Performance | None = None

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; a reservation is none

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["performance", "status"], name="bookings_res_perf_status"),
            models.Index(fields=["performance", "email"], name="bookings_res_perf_email"),
            models.Index(
                fields=["expires_at"], condition=Q(status=ReservationStatus.PENDING), name="bookings_res_expiring"
            ),
            models.Index(
                fields=["performance", "held_until"],
                condition=Q(status=ReservationStatus.PENDING, held_until__isnull=False),
                name="bookings_res_holding",
            ),
            # Those that still name somebody: what is searched by name, and what the clock has to erase.
            models.Index(fields=["performance"], condition=Q(erased_at__isnull=True), name="bookings_res_named"),
            models.Index(fields=["created_at", "id"], name="bookings_res_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["public_id"], condition=Q(public_id__isnull=False), name="bookings_public_id_once"
            ),
            models.CheckConstraint(condition=Q(party_size__gte=1), name="bookings_party_of_one_at_least"),
            models.CheckConstraint(
                condition=Q(party_size__gte=F("admitted") + F("released_seats")),
                name="bookings_admits_its_party_at_most",
            ),
            models.CheckConstraint(
                condition=Q(admitted=0) | Q(status=ReservationStatus.CONFIRMED), name="bookings_admits_confirmed_only"
            ),
            models.CheckConstraint(
                condition=Q(released_seats=0) | Q(status=ReservationStatus.CONFIRMED),
                name="bookings_releases_confirmed_only",
            ),
            models.CheckConstraint(condition=Q(status__in=ReservationStatus.values), name="bookings_known_status"),
            models.CheckConstraint(condition=Q(kind__in=ReservationKind.values), name="bookings_known_kind"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", email="", phone="", notes="", staff_note=""),
                name="bookings_erased_means_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.printed_reference

    @property
    def printed_reference(self) -> str:
        return references.printed(self.reference)

    @property
    def kept_seats(self) -> int:
        """Seats of the party that have not been given away: what a confirmed reservation takes of the house."""
        return self.party_size - self.released_seats

    @property
    def to_come(self) -> int:
        """People of the party who are still outside and have a seat."""
        return self.kept_seats - self.admitted

    @property
    def access_needs(self) -> list[str]:
        return [row.need for row in self.needs.all()] if self.has_needs else []


class ReservationNeed(models.Model):
    """One access need of a party, so that the house can prepare."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.CASCADE, related_name="needs", verbose_name=_("reservation")
    )
    need = models.CharField(_("access need"), max_length=13, choices=AccessNeed)

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; a reservation is none

    class Meta:
        verbose_name = _("access need")
        verbose_name_plural = _("access needs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reservation", "need"], name="bookings_need_once")]

    def __str__(self) -> str:
        return self.get_need_display()


class ReservationEvent(models.Model):
    """One row of a reservation's history: what, from, to, who, when. Only ever appended."""

    reservation = models.ForeignKey(
        Reservation, on_delete=models.CASCADE, related_name="history", verbose_name=_("reservation")
    )
    act = models.CharField(_("what"), max_length=20, choices=Act)
    before = models.CharField(_("from"), max_length=40, blank=True)
    after = models.CharField(_("to"), max_length=40, blank=True)
    actor = models.CharField(_("who"), max_length=7, choices=Actor)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member of staff"),
    )
    announcement = models.ForeignKey(
        Announcement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="told",
        verbose_name=_("words of the house"),
    )
    at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; a reservation is none

    class Meta:
        verbose_name = _("history of a reservation")
        verbose_name_plural = _("histories of reservations")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], name="bookings_event_newest"),
            models.Index(
                fields=["reservation"],
                condition=Q(act=Act.ERASED, actor=Actor.VISITOR),
                name="bookings_event_wished",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor=Actor.STAFF, staff__isnull=False) | (~Q(actor=Actor.STAFF) & Q(staff__isnull=True)),
                name="bookings_history_names_its_staff",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.before} → {self.after}"
