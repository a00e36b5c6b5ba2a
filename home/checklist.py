"""What a page still lacks, told before it is published and after. It warns and never blocks.

An app adds a check by the hook `check_pages`: a function from pages to pairs of a page and a finding. It is given all
pages of a list at once, drafts among them and such as were never saved, so that a report of a hundred pages asks the
database as often as the editor of one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from wagtail import hooks
from wagtail.models import Page

HOOK = "check_pages"


class Severity(IntEnum):
    """How much a visitor misses: MISSING is counted, ADVICE is only said."""

    MISSING = 1
    ADVICE = 2


@dataclass(frozen=True)
class Finding:
    """One thing that a page lacks, in words for its editor, and where it is put right."""

    words: str
    field: str = ""  # of the page's own form
    url: str = ""  # another screen, for what is not in that form
    permission: str = ""  # without which that screen is not offered
    severity: Severity = Severity.MISSING

    @property
    def is_advice(self) -> bool:
        return self.severity == Severity.ADVICE


Check = Callable[[Sequence[Page]], Iterable[tuple[Page, Finding]]]


def findings_by_page(pages: Sequence[Page]) -> dict[int, list[Finding]]:
    """What each page lacks, by `id()` of the instance, the missing before the advised; specific instances only."""
    found: dict[int, list[Finding]] = {id(page): [] for page in pages}
    for page, finding in _all_findings(list(pages)):
        found[id(page)].append(finding)
    for findings in found.values():
        findings.sort(key=lambda finding: finding.severity)
    return found


def findings(page: Page) -> list[Finding]:
    """What one page lacks, as it stands in this instance: a draft is judged as the draft."""
    return findings_by_page([page])[id(page)]


def count_missing(found: Iterable[Finding]) -> int:
    return sum(not finding.is_advice for finding in found)


def _all_findings(pages: list[Page]) -> Iterator[tuple[Page, Finding]]:
    if pages:
        for check in hooks.get_hooks(HOOK):
            yield from check(pages)
