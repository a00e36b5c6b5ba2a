from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from bookings.enums import AccessType, PerformanceStatus
from bookings.models.venues import Venue

LONGEST_BEFORE_CURTAIN = 180  # minutes in which unclaimed places may be given away


class Performance(models.Model):
    """One showing of a show at one time in one venue.

    Belongs to the show's page in whichever language it was entered; translations of that page share it through
    their translation key. Never edited with the page, so no draft or revision of a page can change it.
    """

    show = models.ForeignKey(
        "shows.ShowPage", on_delete=models.PROTECT, related_name="performances", verbose_name=_("show")
    )
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="performances", verbose_name=_("venue"))
    starts_at = models.DateTimeField(_("curtain"))
    doors_at = models.DateTimeField(_("doors"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=PerformanceStatus, default=PerformanceStatus.SCHEDULED)
    moved_from = models.DateTimeField(
        _("moved from"), null=True, blank=True, editable=False, help_text=_("The curtain before the last move.")
    )
    # SEQUENCE of RFC 5545, for calendars
    calendar_sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed"), default=timezone.now, db_default=Now(), editable=False)
    relaxed = models.BooleanField(AccessType.RELAXED.label, default=False, db_default=False)
    captioned = models.BooleanField(AccessType.CAPTIONED.label, default=False, db_default=False)
    audio_described = models.BooleanField(AccessType.AUDIO_DESCRIBED.label, default=False, db_default=False)
    signed = models.BooleanField(AccessType.SIGNED.label, default=False, db_default=False)
    capacity = models.PositiveIntegerField(
        _("capacity"), blank=True, help_text=_("Seats of the room for this performance; empty takes the venue's.")
    )
    additional_seats = models.PositiveIntegerField(_("additional seats"), default=0)
    additional_reason = models.CharField(
        _("why there are additional seats"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("For the staff: chairs in the aisle, the first row put out."),
    )
    occupied_seats = models.PositiveIntegerField(
        _("occupied seats"), default=0, help_text=_("Seats taken by hand off sale: technical, house, press.")
    )
    occupied_reason = models.CharField(
        _("why seats are occupied"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("For the staff: mixing desk in row H, two for the press."),
    )
    max_party_size = models.PositiveSmallIntegerField(
        _("largest party"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Empty takes the site's setting."),
    )
    opens_at = models.DateTimeField(_("booking opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("booking closes"), null=True, blank=True, help_text=_("Empty takes the site's setting.")
    )
    few_left_threshold = models.PositiveSmallIntegerField(
        _("“few places left” from"), null=True, blank=True, help_text=_("Empty takes the site's setting.")
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes that a pending reservation holds its seats"),
        null=True,
        blank=True,
        help_text=_("Empty takes the site's setting; 0 holds none."),
    )
    release_minutes = models.PositiveSmallIntegerField(
        _("places that nobody has claimed may be given away, minutes before curtain"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_BEFORE_CURTAIN)],
        help_text=_("Empty takes the site's setting; 0 never gives any away."),
    )

    held_seats: int  # of pending reservations at a moment; only on rows from queries.performances()
    pending_seats: int  # and these two on rows from queries.with_open_reservations()
    parties_with_needs: int

    class Meta:
        verbose_name = _("performance")
        verbose_name_plural = _("performances")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="bookings_performance_starts")]
        constraints = [
            models.UniqueConstraint(fields=["show", "venue", "starts_at"], name="bookings_performance_once"),
            models.CheckConstraint(
                condition=Q(doors_at__isnull=True) | Q(doors_at__lte=F("starts_at")),
                name="bookings_doors_before_curtain",
                violation_error_message=_("Doors open before the curtain rises."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="bookings_end_after_curtain",
                violation_error_message=_("A performance ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="bookings_closes_after_it_opens",
                violation_error_message=_("Booking closes after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.show.title}, {date_format(self.local(self.starts_at), 'SHORT_DATETIME_FORMAT')}"

    def clean(self) -> None:
        if self.capacity is None and self.venue_id:
            self.capacity = self.venue.capacity
        if self.opens_at and self.starts_at and self.opens_at >= self.starts_at:
            raise ValidationError({"opens_at": _("Booking opens before the curtain rises.")})
        self._check_seats_suffice()

    def _check_seats_suffice(self) -> None:
        """Says in words, before the database refuses it, that fewer seats than are confirmed cannot be."""
        house = House.objects.filter(performance_id=self.pk).first() if self.pk else None
        seats = [self.capacity, self.additional_seats, self.occupied_seats]
        if house is None or None in seats:
            return
        limit = self.capacity + self.additional_seats - self.occupied_seats
        if limit < house.confirmed_seats:
            short = house.confirmed_seats - limit
            message = ngettext_lazy(
                "%(confirmed)d seats are confirmed, and this would leave %(limit)d: %(short)d person would have none.",
                "%(confirmed)d seats are confirmed, and this would leave %(limit)d: %(short)d people would have none.",
                short,
            )
            facts = {"confirmed": house.confirmed_seats, "limit": limit, "short": short}
            raise ValidationError({"capacity": ValidationError(message, params=facts)})

    def local(self, moment: datetime) -> datetime:
        return self.venue.local(moment)

    @property
    def is_scheduled(self) -> bool:
        return self.status == PerformanceStatus.SCHEDULED

    @property
    def access_types(self) -> list[AccessType]:
        return [access for access in AccessType if getattr(self, access.value)]

    @property
    def expected_end(self) -> datetime | None:
        """The end as entered, or worked out from the show's running time, which includes the interval."""
        if self.ends_at is not None or not self.show.running_time:
            return self.ends_at
        return self.starts_at + timedelta(minutes=self.show.running_time)


class House(models.Model):
    """The seats of one performance as the database counts them. Written by triggers alone (seat_triggers.py)."""

    performance = models.OneToOneField(Performance, on_delete=models.CASCADE, primary_key=True, related_name="house")
    seat_limit = models.IntegerField(_("seats to give"))
    confirmed_seats = models.IntegerField(_("confirmed seats"), default=0)

    wagtail_reference_index_ignore = True  # Wagtail counts the uses of content; this is none

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_seats__gte=0, confirmed_seats__lte=F("seat_limit")),
                name="bookings_house_never_overbooked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.confirmed_seats}/{self.seat_limit}"
