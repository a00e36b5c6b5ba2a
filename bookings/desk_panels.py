"""What other apps show of a reservation on its page in the admin, without being known here."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from bookings.models import Reservation

PANEL_HOOK = "register_reservation_panel"
# Registered under the hook: gives a panel for whoever asks, or None when there is nothing to show.
PanelFor = Callable[[HttpRequest, Reservation], Component | None]


def reservation_panels(request: HttpRequest, reservation: Reservation) -> list[Component]:
    made = [panel_for(request, reservation) for panel_for in hooks.get_hooks(PANEL_HOOK)]
    return [panel for panel in made if panel is not None]
