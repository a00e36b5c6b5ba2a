"""For every test."""

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis.configuration import set_hypothesis_home_dir

from azionelab.settings.base import VAR_DIR

set_hypothesis_home_dir(VAR_DIR / "cache" / "hypothesis")


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Rows of one test have the keys of another's: what Wagtail keeps of them must not outlive it."""
    caches["default"].clear()


@pytest.fixture(autouse=True)
def _in_the_language_of_the_site() -> None:
    """The test client leaves the language of its last request in the thread."""
    translation.deactivate()
