"""What others look for at addresses that every site has alike, below /.well-known/."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

# RFC 9116 asks for less than a year, so that nobody relies on a site that is no longer looked after.
VALID_FOR = timedelta(days=364)

# Password managers lead here (W3C, "A Well-Known URL for Changing Passwords"). Every role may open this page, and none
# needs the old password for it: the account's own page is for those alone who work in the admin.
change_password = RedirectView.as_view(pattern_name="wagtailadmin_password_reset")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """To whom a finding is told (RFC 9116). Not there until SECURITY_CONTACT names somebody who reads it."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    last_day = timezone.now().astimezone(UTC).date() + VALID_FOR
    fields = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": datetime.combine(last_day, time.min, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": ", ".join(code for code, _name in settings.LANGUAGES),
        "Canonical": settings.SITE_URL + reverse("security-txt"),
    }
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
