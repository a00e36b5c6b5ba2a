"""For every test."""

import pytest
from django.core.cache import caches
from django.test import TestCase, TransactionTestCase
from django.utils import translation
from hypothesis.configuration import set_hypothesis_home_dir

from azionelab.settings.base import VAR_DIR

set_hypothesis_home_dir(VAR_DIR / "cache" / "hypothesis")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What empties the tables must be ready for tables that another has emptied, rows of migrations included."""
    classes = {getattr(item, "cls", None) for item in items}
    for case in sorted(filter(None, classes), key=str):
        empties = issubclass(case, TransactionTestCase) and not issubclass(case, TestCase)
        if empties and not case.serialized_rollback:
            raise pytest.UsageError(f"{case.__module__}.{case.__name__} needs serialized_rollback = True")


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    """Rows of one test have the keys of another's: what Wagtail keeps of them must not outlive it."""
    caches["default"].clear()


@pytest.fixture(autouse=True)
def _in_the_language_of_the_site() -> None:
    """The test client leaves the language of its last request in the thread."""
    translation.deactivate()
