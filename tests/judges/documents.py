"""Figures that the programs here have measured, put into the document that tells of them."""

from tests.judges.site import ROOT

DOCUMENT = ROOT / "docs" / "testing.md"


def write_between(begin: str, end: str, table: str) -> None:
    before, rest = DOCUMENT.read_text().split(begin)
    DOCUMENT.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}")
