"""Pictures are scaled when something is published, so that no visitor waits for it.

Which files a page needs is known by its templates alone. So the page is put together once, as for a visitor, and with
it the pages that show its card.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from django.db import models, transaction
from django.utils import translation
from wagtail.models import Page, ReferenceIndex

from home.models import AzioneImage, Person

log = logging.getLogger(__name__)


def prepare_after_commit(pages: Iterable[Page]) -> None:
    """Make what the pages need, and what their parents and front pages need to show them; drafts are left out.

    After the commit: scaling takes seconds, and SQLite lets nobody else write meanwhile.
    """
    waiting.page_ids.update(pk for page in pages for pk in (page.pk, *_pages_with_its_card(page)))
    transaction.on_commit(_prepare_waiting, robust=True)


def pages_showing(item: models.Model) -> Iterator[Page]:
    """The pages that refer to a picture or a person, and those that refer to a person with that picture."""
    for source, _ in ReferenceIndex.get_references_to(item).group_by_source_object():
        if isinstance(source, Page):
            yield source
        elif isinstance(source, Person) and isinstance(item, AzioneImage):
            yield from pages_showing(source)


class Waiting(threading.local):
    """The pages of this thread that wait for its commit, each once however often it was published."""

    def __init__(self) -> None:
        self.page_ids: set[int] = set()


waiting = Waiting()


def _prepare_waiting() -> None:
    page_ids, waiting.page_ids = waiting.page_ids, set()
    for page in Page.objects.live().filter(pk__in=page_ids).select_related("locale").specific():
        _visit(page)


def _pages_with_its_card(page: Page) -> list[int]:
    # The root of the tree stands at depth one, the front pages at two.
    ancestors = list(page.get_ancestors().filter(depth__gt=1).values_list("pk", flat=True))
    return [*ancestors[:1], *ancestors[-1:]]


def _visit(page: Page) -> None:
    # A nested request takes its language from the page and must not leave it behind.
    with translation.override(page.locale.language_code):
        # The flag of a preview keeps caches of finished HTML out; the site may answer on TLS alone.
        answer = page.make_preview_request(extra_request_attrs={"is_secure": lambda: True})
    if answer.status_code != HTTPStatus.OK:
        log.warning("Pictures of page %s were not prepared: it answers %s.", page.pk, answer.status_code)
