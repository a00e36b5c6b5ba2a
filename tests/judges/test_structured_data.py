"""Structured data, read and judged by others: against schema.org's vocabulary, and against what search engines ask."""

import json

import pytest

from tests.judges.tools import MODULES, asked, node
from tests.structured_data import nodes

COMPILER = MODULES / "typescript" / "bin" / "tsc"
CONTEXT = "https://schema.org"
OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext"]


def types(found: dict[str, list[dict]]) -> dict[str, int]:
    return {kind: len(items) for kind, items in found.items()}


@pytest.fixture(scope="session")
def read(pages: dict[str, str]) -> dict[str, dict]:
    """What another reader finds in each page, and what it has to say about it."""
    return asked("read-structured-data.mjs", pages)


def test_other_readers_find_what_ours_does(pages: dict[str, str], read: dict[str, dict]) -> None:
    ours: dict[str, dict[str, int]] = {}
    for path, html in pages.items():
        ours[path] = {}
        for node_found in nodes(html):
            kind = node_found["@type"]
            ours[path][kind] = ours[path].get(kind, 0) + 1
    assert {path: types(answer["found"]) for path, answer in read.items()} == ours
    assert {kind for kinds in ours.values() for kind in kinds} >= {
        "TheaterEvent",
        "TheaterGroup",
        "BreadcrumbList",
        "ItemList",
    }


def test_nothing_that_search_engines_ask_is_missing(read: dict[str, dict]) -> None:
    assert {path: answer["issues"] for path, answer in read.items() if answer["issues"]} == {}


def test_words_are_those_of_schema_org(pages: dict[str, str], tmp_path) -> None:
    assert compiled(tmp_path, [nodes(html) for html in pages.values()]) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "TheatreEvent", "name": "Prova"},
        {"@type": "TheaterEvent", "doorsTime": "2026-11-20T20:30:00+01:00"},
        {"@type": "TheaterEvent", "eventStatus": "https://schema.org/EventOn"},
    ],
)
def test_judge_of_words_finds_a_wrong_one(wrong: dict, tmp_path) -> None:
    with pytest.raises(AssertionError, match="error TS"):
        compiled(tmp_path, [[wrong]])


def compiled(folder, graphs: list[list[dict]]) -> str:
    """What the compiler says of the nodes as values of the types that Google makes from schema.org's vocabulary."""
    (folder / "node_modules").symlink_to(MODULES)
    lines = [
        f"export const page{number}: Graph = {json.dumps({'@context': CONTEXT, '@graph': graph})};"
        for number, graph in enumerate(graphs)
    ]
    (folder / "pages.ts").write_text("\n".join(['import type { Graph } from "schema-dts";', *lines]))
    return node(COMPILER, *OPTIONS, folder / "pages.ts")
