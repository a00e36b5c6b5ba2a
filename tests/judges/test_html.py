"""The Nu HTML checker, which also runs behind validator.w3.org, finds nothing wrong."""

import json
from pathlib import Path

import pytest

from tests.judges.site import Site
from tests.judges.tools import MODULES, java

CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Pages that are in no sitemap, among them the programme as visitors turn it.
OTHERS = [
    "/it/spettacoli/?view=calendar",
    "/en/shows/?view=calendar",
    "/it/spettacoli/?search=pioggia",
    "/en/shows/?search=nothing+at+all",
    "/login/",
    "/r/no-pass-of-ours",
    "/it/reservations/sent/",
    "/en/reservations/sent/",
    "/it/reservations/no-token/",
    "/it/niente/",
    "/en/nothing/",
]


def errors(folder: Path, pages: dict[str, str]) -> list[str]:
    """What the checker finds, as `path: message, where`."""
    folder.mkdir(exist_ok=True)
    names = {f"{number}.html": path for number, path in enumerate(pages)}
    for name, path in names.items():
        (folder / name).write_text(pages[path])
    files = [folder / name for name in names]
    found = json.loads(java("-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always", *files))
    return [
        f"{names[Path(message['url']).name]}: {message['message']} {message.get('extract', '')}"
        for message in found["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def test_public_pages(pages: dict[str, str], tmp_path: Path) -> None:
    assert errors(tmp_path, pages) == []


def test_pages_of_a_reservation_and_pages_that_lead_on(site: Site, tmp_path: Path) -> None:
    paths = [*OTHERS, *site.private_paths()]
    answers = {path: site.get(path) for path in paths}
    assert {answer.status for answer in answers.values()} == {200, 404}
    assert errors(tmp_path, {path: answer.text for path, answer in answers.items()}) == []


@pytest.mark.parametrize("wrong", ["<p><div></div></p>", '<img src="a.jpg">', '<a href="#">a<a href="#">b</a></a>'])
def test_checker_finds_what_is_wrong(wrong: str, tmp_path: Path) -> None:
    page = f'<!doctype html><html lang="it"><head><title>Prova</title></head><body>{wrong}</body></html>'
    assert errors(tmp_path, {"/": page}) != []
