"""What header and footer need of the page being shown: menus, and the same page in the other language."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info, gettext
from wagtail.models import Page, Site

from home import addresses, page_cache
from home.blocks import link_label
from home.models import BasePage, NavigationSettings
from home.queries import in_current_language, live_in_language

register = template.Library()

# Open Graph asks for a country with each language.
OPEN_GRAPH_LOCALES = {"it": "it_IT", "en": "en_GB"}


@dataclass(frozen=True)
class MenuLink:
    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class Crumb:
    url: str
    label: str


@dataclass(frozen=True)
class PageLanguage:
    code: str
    name: str
    url: str
    is_current: bool
    is_same_page: bool = True  # False where only the front page of that language can be offered

    @property
    def open_graph_locale(self) -> str:
        return OPEN_GRAPH_LOCALES.get(self.code, self.code)


@register.simple_tag(takes_context=True)
def menu(context, field: str) -> list[MenuLink]:
    """The links of one menu, `header_links` or `footer_links`, in the language being read."""
    request = context["request"]
    site = Site.find_for_request(request)
    links = page_cache.remember(("menu", site.pk, field, get_language()), lambda: _links(request, field))
    return [MenuLink(url, label, request.path.startswith(url)) for url, label in links]


@register.simple_tag(takes_context=True)
def languages(context) -> list[PageLanguage]:
    """This very page in each language; the front page of a language that has no translation of it.

    Empty where the address says nothing about the language, as at the sign-in.
    """
    request, page = context["request"], context.get("page")
    urls = _page_urls(page, request) if isinstance(page, Page) and page.pk else _view_urls(request)
    offered = {code: urls.get(code) or f"/{code}/" for code, _ in settings.LANGUAGES}
    if len(set(offered.values())) < len(offered):
        return []
    return [
        PageLanguage(
            code, get_language_info(code)["name_local"].capitalize(), url, code == get_language(), code in urls
        )
        for code, url in offered.items()
    ]


@register.simple_tag
def pages_by_role(**page_ids: int | None) -> dict[str, Page]:
    """`{% pages_by_role privacy=… as pages %}`: the pages by role in the language being read.

    A role without a published page is left out.
    """
    name = ("pages by role", *sorted(page_ids.items()), get_language())
    pages = page_cache.remember(name, lambda: live_in_language(page_ids.values()))
    return {role: pages[page_id] for role, page_id in page_ids.items() if page_id in pages}


@register.simple_tag(takes_context=True)
def breadcrumbs(context) -> list[Crumb]:
    """The way from the front page down to the page above this one; empty on a front page."""
    request, page = context.get("request"), context.get("page")
    if not isinstance(page, BasePage) or page.is_front_page:
        return []
    front_page = Crumb(f"/{get_language()}/", gettext("Front page"))
    return [front_page, *(Crumb(above.get_url(request), above.title) for above in page.pages_above)]


@register.filter
def alternates(versions: list[PageLanguage]) -> list[tuple[str, str]]:
    """Language and whole address of the same page, for search engines; empty where it stands in one language alone."""
    paths = {version.code: version.url for version in versions if version.is_same_page}
    if len(paths) < 2:
        return []
    named = [*paths.items(), ("x-default", addresses.for_any_language(paths))]
    return [(code, addresses.absolute(path)) for code, path in named]


@register.filter
def absolute(path: str | None) -> str:
    """The whole address of a path; empty for a page that has no address yet."""
    return addresses.absolute(path) if path else ""


def _links(request: HttpRequest, field: str) -> list[tuple[str, str]]:
    """Address and words of each link of a menu."""
    links = [child.value for child in getattr(NavigationSettings.for_request(request), field)]
    pages = {page.translation_key: page for page in in_current_language(link["page"] for link in links)}
    found = [(link, pages.get(link["page"].translation_key) if link["page"] else None) for link in links]
    return [
        (page.get_url(request) if page else link["url"], link_label(link, page))
        for link, page in found
        if page or link["url"]
    ]


def _page_urls(page: Page, request: HttpRequest) -> dict[str, str]:
    def look_up() -> dict[str, str]:
        versions = page.get_translations(inclusive=True).live().select_related("locale")
        return {version.locale.language_code: version.get_url(request) for version in versions}

    # Whole addresses, of a site that is not the request's own, begin with the host.
    return page_cache.remember(("languages of", page.translation_key, request.get_host()), look_up)


def _view_urls(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    if match is None or match.url_name == "wagtail_serve":  # a page that does not exist
        return {}
    return {code: translate_url(request.get_full_path(), code) for code, _ in settings.LANGUAGES}
