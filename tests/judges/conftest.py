from collections.abc import Iterator

import pytest

from tests.judges.site import Site, production_site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with production_site() as running:
        yield running


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, str]:
    """Every public page by its path."""
    found = {path: site.get(path) for path in site.public_paths()}
    assert {path: answer.status for path, answer in found.items() if answer.status != 200} == {}
    return {path: answer.text for path, answer in found.items()}
