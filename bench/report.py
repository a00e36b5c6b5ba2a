"""What a measurement has to say, as Markdown: sections with their words and their tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- make bench, {part}: begin -->", "<!-- make bench, {part}: end -->"


@dataclass(frozen=True)
class Table:
    """The first cell of a row is what it tells of; figures stand to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        rule = ["---", *(["---:"] * (len(self.head) - 1))]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows))


@dataclass(frozen=True)
class Section:
    """`parts` are paragraphs, lists and tables, in the order in which they are read."""

    title: str
    parts: Sequence[str | Table]

    def __str__(self) -> str:
        return "\n\n".join([f"## {self.title}", *map(str, self.parts)])


def as_markdown(sections: Iterable[Section]) -> str:
    return "\n\n".join(map(str, sections)) + "\n"


def put_between(document: str, part: str, figures: str) -> str:
    """The document with these figures in place of those that stood between the two marks of their part."""
    begin, end = BEGIN.format(part=part), END.format(part=part)
    before, rest = document.split(begin)
    return f"{before}{begin}\n\n{figures}\n{end}{rest.split(end)[1]}"
