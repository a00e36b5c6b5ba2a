"""What the door adds to Wagtail's admin: the way to its page, its guide, its part of the activity screen."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from bookings.activity_sources import HOOK as ACTIVITY
from checkins import activity
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
