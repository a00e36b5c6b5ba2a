"""The admissions of one party, on its page in the admin: who let whom in, what was taken back, what is in conflict."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from bookings.models import Reservation
from checkins.enums import AdmissionSource
from checkins.models import CheckIn

MAY_CHANGE = ["checkins.admit_parties", "bookings.view_reservation"]


class AdmissionsPanel(Component):  # type: ignore[misc]  # Wagtail ships no types
    template_name = "checkins/admin/admissions_panel.html"

    def __init__(self, request: HttpRequest, reservation: Reservation) -> None:
        self.request = request
        self.reservation = reservation

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        rows = CheckIn.objects.filter(reservation=self.reservation)
        rows = rows.select_related("staff", "undone_by", "seen_by", "performance__venue").order_by("at", "pk")
        may_change = self.request.user.has_perms(MAY_CHANGE)
        return {"rows": [_row(row) for row in rows], "may_change": may_change, "reservation": self.reservation}


def admissions_panel(request: HttpRequest, reservation: Reservation) -> AdmissionsPanel:
    return AdmissionsPanel(request, reservation)


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def _row(check_in: CheckIn) -> dict[str, Any]:
    local = check_in.performance.local
    is_paper = check_in.source == AdmissionSource.PAPER
    return {
        "check_in": check_in,
        "at": local(check_in.at),
        "device": check_in.get_source_display() if is_paper else check_in.device,
        "undone_at": check_in.undone_at and local(check_in.undone_at),
        "undone_by": name_of(check_in.undone_by),
        "seen_at": check_in.seen_at and local(check_in.seen_at),
        "seen_by": name_of(check_in.seen_by),
    }
