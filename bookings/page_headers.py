"""Pages that belong to one person: nothing keeps them, and no link of theirs tells an address with a token."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.views import View


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
