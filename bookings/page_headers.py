"""Pages that belong to one person: nothing keeps them, and no link of theirs tells an address with a token.

Two of them may be kept all the same, by a worker of the site and until a moment that their answer names.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views import View

KEEP_UNTIL_HEADER = "X-Keep-Until"


def keep_until(moment: datetime) -> dict[str, str]:
    """What tells the worker of a page that it may keep it, and how long."""
    return {KEEP_UNTIL_HEADER: moment.astimezone(UTC).isoformat(timespec="seconds")}


def worker_script(template: str) -> HttpResponse:
    """A service worker. Its folder is all that it sees."""
    script = render_to_string(template, {"header": KEEP_UNTIL_HEADER, "files": settings.STATIC_URL})
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


class NotKeptMixin(View):
    """No cache keeps the page, and no search engine."""

    extra_headers: ClassVar[dict[str, str]] = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.with_headers(super().dispatch(request, *args, **kwargs))

    def with_headers(self, response: HttpResponseBase) -> HttpResponseBase:
        for name, value in self.extra_headers.items():
            response.headers[name] = value
        return response


class TokenPageMixin(NotKeptMixin):
    """The address holds a token: it goes nowhere as a referrer either.

    Its forms then send `Origin: null`; azionelab.middleware.TokenPageCsrfMiddleware knows of it.
    """

    extra_headers: ClassVar[dict[str, str]] = {**NotKeptMixin.extra_headers, "Referrer-Policy": "no-referrer"}
