"""Calendar files for everybody: the programme to subscribe to, and single performances."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import calendars, listings, queries

PAST = timedelta(days=60)
SECONDS_TO_KEEP = 300


@require_safe
def programme(request: HttpRequest) -> HttpResponseBase:
    """All public performances from sixty days back on. In the language of `?language=`, else of the reader."""
    at = timezone.now()
    with override(_language(request)):
        rows = queries.announced(queries.public_performances(at)).filter(starts_at__gte=at - PAST)
        name = _("%(company)s: programme") % {"company": settings.WAGTAIL_SITE_NAME}
        content = calendars.programme_calendar(listings.listed(rows, at), name)
        return _calendar_file(request, content, "programme")


@require_safe
def performance(request: HttpRequest, performance_id: int) -> HttpResponseBase:
    """One public performance, cancelled ones included; 404 for every other number."""
    at = timezone.now()
    row = queries.public_performances(at).filter(pk=performance_id).first()
    if row is None:
        raise Http404
    with override(_language(request)):
        [listed] = listings.listed([row], at)
        name = f"{slugify(listed.show_title)}-{listed.starts_at:%Y-%m-%d}"
        return _calendar_file(request, calendars.performance_calendar(listed), name)


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else (get_language() or "it")


def _calendar_file(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    """The file, or 304 for a program that has these bytes already."""
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    # Inline: a telephone offers to keep the date at once, where it would put an attachment among its downloads.
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    answer.headers["Content-Language"] = get_language() or "it"
    answer.headers["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS_TO_KEEP}"
    patch_vary_headers(answer, ["Accept-Language"])
    return get_conditional_response(request, etag=etag, response=answer) or answer
