from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models import Performance, Reservation
from checkins.enums import AdmissionSource, Conflict

DEVICE_LENGTH = 40


class CheckIn(models.Model):
    """One admission: some people of one party let in at one moment by one member of staff.

    Rows are only ever appended; an undone one keeps its place and tells who undid it. How many of a party are in is
    `Reservation.admitted`, which the database keeps at the party's size at most. A row that a phone told of later may
    be in conflict with others: it stays, and counts nothing (merging.py).
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("performance")
    )
    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("reservation")
    )
    people = models.PositiveSmallIntegerField(_("people let in"))
    scan_id = models.CharField(max_length=64, unique=True, help_text=_("Made by the phone: a repeat is the same scan."))
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    device = models.CharField(
        _("device"),
        max_length=DEVICE_LENGTH,
        blank=True,
        default="",
        db_default="",
        help_text=_("The name of the phone at the door."),
    )
    source = models.CharField(
        _("how it came"),
        max_length=11,
        choices=AdmissionSource,
        default=AdmissionSource.DOOR,
        db_default=AdmissionSource.DOOR,
    )
    at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField(_("when the server got to know"), db_default=Now())
    conflict = models.CharField(
        _("conflict"),
        max_length=21,
        choices=Conflict,
        blank=True,
        default="",
        db_default="",
        help_text=_("Empty for one that counts."),
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_device = models.CharField(_("undone with"), max_length=DEVICE_LENGTH, blank=True, default="", db_default="")
    seen_at = models.DateTimeField(
        _("looked into"),
        null=True,
        blank=True,
        help_text=_("When the box office has looked into the conflict: the report then lists it no more."),
    )
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked into by"),
    )

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        permissions = [("admit_parties", _("May let people in at the door"))]
        indexes = [models.Index(fields=["at"], name="checkins_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="checkins_somebody_is_let_in"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="checkins_undo_names_its_staff",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_device=""), name="checkins_undo_has_its_device"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(conflict=""), name="checkins_undone_is_no_conflict"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | (Q(seen_at__isnull=False, seen_by__isnull=False) & ~Q(conflict="")),
                name="checkins_seen_is_a_conflict",
            ),
            models.CheckConstraint(condition=Q(source__in=AdmissionSource.values), name="checkins_known_source"),
            models.CheckConstraint(condition=Q(conflict__in=["", *Conflict.values]), name="checkins_known_conflict"),
            models.CheckConstraint(condition=Q(received_at__gte=F("at")), name="checkins_received_after_it_was_done"),
        ]

    def __str__(self) -> str:
        return f"{self.reservation}: {self.people}"

    @property
    def staff_name(self) -> str:
        return self.staff.get_full_name() or self.staff.get_username()


class HouseClear(models.Model):
    """That the house was clear at one moment, as the door told the stage, with the numbers of that moment.

    Rows are only ever appended. The first of a night is the signal; whoever presses again gets new numbers.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="house_clears", verbose_name=_("performance")
    )
    at = models.DateTimeField(_("when"))
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    device = models.CharField(
        _("device"), max_length=DEVICE_LENGTH, blank=True, help_text=_("The name of the phone at the door.")
    )
    admitted = models.PositiveIntegerField(_("people let in"))
    to_come = models.PositiveIntegerField(_("people still to come"))
    late = models.PositiveIntegerField(_("people who came late"))

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("house clear")
        verbose_name_plural = _("house clear")
        ordering = ["at", "pk"]
        default_permissions = ["view"]

    def __str__(self) -> str:
        return f"{self.performance}: {self.admitted}"
