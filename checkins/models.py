from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models import Performance, Reservation


class CheckIn(models.Model):
    """One admission: some people of one party let in at one moment by one member of staff.

    Rows are only ever appended; an undone one keeps its place and tells who undid it. How many of a party are in is
    `Reservation.admitted`, which the database keeps at the party's size at most.
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
    at = models.DateTimeField(_("when"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        ordering = ["at", "pk"]
        default_permissions = ["view"]
        permissions = [("admit_parties", _("May let people in at the door"))]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="checkins_somebody_is_let_in"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="checkins_undo_names_its_staff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reservation}: {self.people}"

    @property
    def staff_name(self) -> str:
        return self.staff.get_full_name() or self.staff.get_username()
