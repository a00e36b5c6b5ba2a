"""Where a sign-in leads."""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.permissions import page_permission_policy

from bookings.panels import SEES_RESERVATIONS


def place_of_work(user: User) -> str:
    """Where a member of staff works: tonight and next, the admin for those who write pages, the door for the others."""
    if user.has_perm("wagtailadmin.access_admin"):
        writes_pages = page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
        return reverse("wagtailadmin_home" if writes_pages or not user.has_perm(SEES_RESERVATIONS) else "box-office")
    if user.has_perm("checkins.admit_parties"):
        return reverse("check-in")
    return "/"


def safe_next(request: HttpRequest) -> str:
    """The page of this site that was asked for before the sign-in; empty when none was, or one elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_safe else ""
