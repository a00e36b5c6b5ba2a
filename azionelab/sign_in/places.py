"""Where a sign-in leads."""

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def place_of_work(user: User) -> str:
    """Where a member of staff works: the admin, or the door for those who have no business in the admin."""
    if user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
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
