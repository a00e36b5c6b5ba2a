"""The sitemap: every published page that anybody may read, each with the same page in the other language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from bookings.models import Performance
from home.addresses import absolute, for_any_language


@dataclass(frozen=True)
class Alternate:
    lang_code: str
    location: str


@dataclass(frozen=True)
class Address:
    location: str
    lastmod: datetime | None
    alternates: list[Alternate]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    addresses = public_addresses()
    answer = render(request, "sitemap.xml", {"urlset": addresses}, content_type="application/xml")
    changes = [address.lastmod for address in addresses if address.lastmod]
    if changes:
        answer.headers["Last-Modified"] = http_date(max(changes).timestamp())
    return answer


def public_addresses() -> list[Address]:
    """Addresses of both trees, in the order of the trees. The number of queries does not grow with the pages."""
    pages = list(_public_pages())
    performances_changed = _changes_of_performances()
    versions: dict[object, list[Page]] = defaultdict(list)
    for page in pages:
        versions[page.translation_key].append(page)
    return [
        Address(
            location=absolute(page.url),
            lastmod=_latest([page.last_published_at, performances_changed.get(page.translation_key)]),
            alternates=_alternates(versions[page.translation_key]),
        )
        for page in pages
    ]


def _public_pages() -> Iterable[Page]:
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    trees = [Q(path__startswith=tree.path) for tree in root.get_translations(inclusive=True)]
    # An alias repeats its source in the other tree until somebody translates it.
    pages = Page.objects.filter(reduce(or_, trees), alias_of=None).live().public()
    return pages.select_related("locale").order_by("path")


def _changes_of_performances() -> dict[object, datetime]:
    """When a performance of a show last changed: its page tells that, too."""
    rows = Performance.objects.values("show__translation_key").annotate(changed=Max("changed_at")).order_by()
    return {row["show__translation_key"]: row["changed"] for row in rows}


def _alternates(versions: list[Page]) -> list[Alternate]:
    """A page names itself among its versions, as search engines ask; one that stands alone has none."""
    paths = {page.locale.language_code: page.url for page in versions}
    if len(paths) == 1:
        return []
    named = [*paths.items(), ("x-default", for_any_language(paths))]
    return [Alternate(code, absolute(path)) for code, path in named]


def _latest(moments: list[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)
