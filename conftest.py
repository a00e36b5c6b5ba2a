"""For every test."""

import pytest
from django.core.cache import caches
from hypothesis.configuration import set_hypothesis_home_dir

from azionelab.settings.base import VAR_DIR

set_hypothesis_home_dir(VAR_DIR / "cache" / "hypothesis")


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Rows of one test have the keys of another's: what Wagtail keeps of them must not outlive it."""
    caches["default"].clear()
