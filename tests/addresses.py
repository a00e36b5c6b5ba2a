"""Every address of the site, read from its URLconf."""

import re
from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

NAMED_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def addresses(patterns: Iterable[URLPattern | URLResolver] | None = None, prefix: str = "/") -> Iterator[str]:
    """Each address, with `{name}` where something is put in."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + _readable(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path


def names_in(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def _readable(pattern: str) -> str:
    """A pattern as people would write it; what is written as an expression without names becomes `{…}` in its place."""
    if pattern.startswith("^") or pattern.endswith("$"):
        text = NAMED_GROUP.sub(r"{\1}", pattern.removeprefix("^").removesuffix("$"))
        return re.sub(r"\((?:[^()]|\([^()]*\))*\)", "{part}", text).replace("\\.", ".")
    return CONVERTER.sub(r"{\1}", pattern)
