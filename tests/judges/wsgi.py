"""What a proxy does before the site: it ends TLS and serves the pictures (docs/deployment.md)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from whitenoise import WhiteNoise

from azionelab.wsgi import application as site

A_DAY = 24 * 60 * 60

pictures = WhiteNoise(site, root=settings.MEDIA_ROOT, prefix=settings.MEDIA_URL, max_age=A_DAY, autorefresh=True)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    return pictures(environ | {"HTTP_X_FORWARDED_PROTO": "https"}, start_response)
