"""What an editor sees of a show's performances: read-only, beside the page and never saved with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from wagtail.admin.panels import Panel

from bookings import listings, policies, queries
from bookings.evenings import Evening, evenings
from bookings.models import Performance

SEES_RESERVATIONS = "bookings.view_reservation"
SEES_MAILS = "bookings.view_outboxmessage"


@dataclass(frozen=True)
class StaffRow:
    """A performance as the staff read it; the box office alone gets numbers, from the same count as the API."""

    evening: Evening
    is_over: bool

    @property
    def listed(self) -> listings.ListedPerformance:
        return self.evening.listed

    @property
    def house(self) -> policies.HouseCount:
        return self.evening.house

    @property
    def performance(self) -> Performance:
        return self.evening.performance

    @property
    def state_label(self) -> str:
        if self.is_over and self.performance.is_scheduled:
            return pgettext("performance", "Played")
        return self.listed.state_label

    @property
    def seats_available(self) -> int:
        return self.listed.verdict.seats_available

    @property
    def edit_url(self) -> str:
        return reverse("bookings_performance_modeladmin_edit", args=[self.performance.pk])

    @property
    def reservations_url(self) -> str:
        index = reverse("bookings_reservation_modeladmin_index")
        return f"{index}?performance__id__exact={self.performance.pk}"


def staff_rows(performances: QuerySet[Performance], at: datetime) -> list[StaffRow]:
    """Rows of performances from `queries.performances()`, in a fixed number of queries."""
    night = queries.night_of(at)
    return [StaffRow(row, is_over=row.performance.starts_at < night) for row in evenings(performances, at)]


def what_may_be_seen(user: User | AnonymousUser | AbstractBaseUser) -> dict[str, bool]:
    """What the templates of panels ask of the person who looks."""
    asked = {
        "sees_reservations": SEES_RESERVATIONS,
        "may_edit": "bookings.change_performance",
        "may_add": "bookings.add_performance",
        "may_book": "bookings.add_reservation",
        "sees_mails": SEES_MAILS,
        "may_count": "bookings.change_takings",
    }
    return {name: getattr(user, "has_perm")(permission) for name, permission in asked.items()}  # noqa: B009


class PerformancesPanel(Panel):  # type: ignore[misc]  # Wagtail ships no types
    """The performances of the show being edited, whichever of its languages it is."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]  # the same
        template_name = "bookings/admin/performances_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context) | {"show": self.instance}
            if self.instance.pk is None:
                return {**context, "is_new": True}
            rows = staff_rows(queries.dates_of_show(self.instance, timezone.now()), timezone.now())
            return {
                **context,
                **what_may_be_seen(self.request.user),
                "ahead": [row for row in rows if not row.is_over],
                "over": [row for row in reversed(rows) if row.is_over],
            }
