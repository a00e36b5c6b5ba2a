"""What a proxy does before the site: it ends TLS, serves the pictures and may compress (docs/deployment.md)."""

import gzip
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

from django.conf import settings
from whitenoise import WhiteNoise

from azionelab.wsgi import application as site

A_DAY = 24 * 60 * 60

pictures = WhiteNoise(site, root=settings.MEDIA_ROOT, prefix=settings.MEDIA_URL, max_age=A_DAY, autorefresh=True)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    return pictures(environ | {"HTTP_X_FORWARDED_PROTO": "https"}, start_response)


def compressing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Pages and answers of the API are sent with gzip; files come compressed from the site itself."""
    started: list[Any] = []
    answer = application(environ, lambda *told: started.append(told))
    status, headers, *more = started[0]
    kinds = dict(headers)
    is_text = kinds.get("Content-Type", "").startswith(("text/html", "application/json"))
    if not is_text or "Content-Encoding" in kinds or "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", ""):
        start_response(status, headers, *more)
        return answer
    with closing(answer):
        body = gzip.compress(b"".join(answer), compresslevel=6)
    kept = [(name, value) for name, value in headers if name != "Content-Length"]
    start_response(status, [*kept, ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))], *more)
    return [body]
