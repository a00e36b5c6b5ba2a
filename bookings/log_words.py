"""How Wagtail's history tells what the house has done to its programme."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, PageLogEntry

from bookings import new_dates, programme, takings
from bookings.cash_sheets import told_in_words
from bookings.enums import Occasion
from bookings.export_views import EXPORTED

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Each with the number of reservations that were told.
ACTS_ON_A_PERFORMANCE: dict[str, "StrPromise"] = {
    programme.CANCELLED: Occasion.CANCELLED.label,
    programme.MOVED: Occasion.MOVED.label,
    programme.WRITTEN_TO: Occasion.MESSAGE.label,
    programme.RESERVATIONS_CANCELLED: Occasion.RESERVATIONS_CANCELLED.label,
}


def register(actions: LogActionRegistry) -> None:
    actions.register_action(new_dates.RUN_ADDED)(RunAdded)
    actions.register_action(EXPORTED)(Exported)
    actions.register_action(takings.ENTERED)(TakingsEntered)
    for action, words in ACTS_ON_A_PERFORMANCE.items():
        actions.register_action(action)(type("ActOnAPerformance", (ActOnAPerformance,), {"label": words}))


class RunAdded(LogFormatter):  # type: ignore[misc]  # Wagtail ships no types
    label = _("Add dates")

    def format_message(self, entry: PageLogEntry | ModelLogEntry) -> str:
        words = ngettext(
            "One performance added, %(venue)s", "%(count)d performances added, %(venue)s", entry.data["count"]
        )
        return words % entry.data


class Exported(LogFormatter):  # type: ignore[misc]  # Wagtail ships no types
    label = _("Export a list")

    def format_message(self, entry: PageLogEntry | ModelLogEntry) -> str:
        words = ngettext("One row exported (%(format)s)", "%(rows)d rows exported (%(format)s)", entry.data["rows"])
        return words % {**entry.data, "format": entry.data["format"].upper()}


class ActOnAPerformance(LogFormatter):  # type: ignore[misc]  # Wagtail ships no types
    def format_message(self, entry: PageLogEntry | ModelLogEntry) -> str:
        told = entry.data["told"]
        words = ngettext("%(act)s: %(told)d reservation told", "%(act)s: %(told)d reservations told", told)
        return words % {"act": self.label, "told": told}


class TakingsEntered(LogFormatter):  # type: ignore[misc]  # Wagtail ships no types
    label = _("Cash sheet saved")

    def format_message(self, entry: PageLogEntry | ModelLogEntry) -> str:
        before, after = (told_in_words(entry.data[name]) for name in ("before", "after"))
        return _("Cash sheet: %(before)s → %(after)s") % {"before": before, "after": after}
