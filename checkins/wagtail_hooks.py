"""What the door adds to Wagtail's admin: the way to the house page, its guide, and its part of the activity screen."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from bookings.activity_sources import HOOK as ACTIVITY
from bookings.desk_panels import PANEL_HOOK
from checkins import activity, desk_views
from checkins.admission_panel import admissions_panel
from home import guide

hooks.register(ACTIVITY, activity.admissions)
hooks.register(ACTIVITY, activity.undone_admissions)


class HouseItem(MenuItem):
    """For those who may look reservations up; the page itself asks again."""

    def __init__(self) -> None:
        super().__init__(_("Door and lists"), reverse("house"), icon_name="group", order=60)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.view_reservation")


@hooks.register("register_box_office_menu_item")
def house_item() -> HouseItem:
    return HouseItem()


@hooks.register(guide.HOOK, order=2)
def guide_for_the_door() -> guide.Guide:
    files = {"it": "guida-sala.md", "en": "door-guide.md"}
    return guide.Guide(
        "door", _("Guide for the door"), files, is_for=lambda user: user.has_perm("checkins.admit_parties")
    )


hooks.register(PANEL_HOOK, admissions_panel)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    one = "box-office/admissions/<int:check_in_id>"
    walk_up = "box-office/performances/<int:performance_id>/walk-up/"
    return [
        path(f"{one}/undo/", desk_views.UndoAdmissionView.as_view(), name="desk-undo-admission"),
        path(f"{one}/seen/", desk_views.SeeConflictView.as_view(), name="desk-see-conflict"),
        path(walk_up, desk_views.WalkUpView.as_view(), name="desk-walk-up"),
    ]
