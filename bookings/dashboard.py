"""The next performances on the first screen of the admin."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from bookings import queries
from bookings.panels import staff_rows, what_may_be_seen

SHOWN = 8


class NextPerformancesPanel(Component):  # type: ignore[misc]  # Wagtail ships no types
    name = "next_performances"
    template_name = "bookings/admin/next_performances.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        now = timezone.now()
        user = parent_context["request"].user if parent_context else None
        seen = what_may_be_seen(user) if user else {}
        return {"rows": staff_rows(queries.performances_ahead(now)[:SHOWN], now), **seen}
