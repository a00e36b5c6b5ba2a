"""Which files of the built widget a page may ask for early."""

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings


def preloaded_files(part: str, language: str) -> list[str]:
    """Addresses of the chunks that `part` of the widget imports first, under the names by which it imports them."""
    return [f"{settings.STATIC_URL}azl/{language}/{name}" for name in _chunks().get(part, [])]


@lru_cache
def _chunks() -> dict[str, list[str]]:
    """What the build wrote into preload.json; read once, as the files do not change under a running server."""
    path = Path(settings.WIDGET_DIR) / "preload.json"
    return json.loads(path.read_text()) if path.exists() else {}
