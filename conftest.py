"""For every test."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Rows of one test have the keys of another's: what Wagtail keeps of them must not outlive it."""
    caches["default"].clear()
