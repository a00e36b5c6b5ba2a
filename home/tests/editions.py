"""For tests of what is kept: a cache that keeps, and commits inside a test's own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TestCase

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
# For `override_settings(CACHES=…)`; other tests keep nothing, so that each sees what it has written.
KEPT = {"default": {"BACKEND": LOCMEM}, "pages": {"BACKEND": LOCMEM, "LOCATION": "pages"}}


@contextmanager
def committed() -> Iterator[None]:
    """What is changed inside is committed at the end, as far as a test's own transaction lets anything be."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield
    connection.run_on_commit = []
