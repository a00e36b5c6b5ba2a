"""The site's public addresses, written out: from SITE_URL, never from the name by which a request came."""

from collections.abc import Mapping

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this site; whole ones stay as they are."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def for_any_language(paths: Mapping[str, str]) -> str:
    """Where readers of no language in particular belong: `/` leads from the front pages, else the first language's.

    `paths` has one page in its languages, by their codes.
    """
    if all(path.endswith(f"/{code}/") for code, path in paths.items()):
        return "/"
    return paths.get(settings.LANGUAGE_CODE) or next(iter(paths.values()))
