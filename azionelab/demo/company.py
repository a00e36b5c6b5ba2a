"""Company data and menus, as site settings. What somebody has filled in stays."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from azionelab.demo.pages import Translated, stream
from azionelab.demo.texts.company import (
    ACCESSIBILITY_PAGE,
    ACTION_LABEL,
    ACTION_PAGE,
    COMPANY,
    FOOTER_LINKS,
    HEADER_LINKS,
    PRIVACY_PAGE,
)
from bookings.models import BookingSettings
from home.models import CompanySettings, NavigationSettings

HTTP_PORT = 80


def ensure_company(pages: dict[str, Translated]) -> None:
    site = _ensure_address(Site.objects.get(is_default_site=True))
    _ensure_settings(CompanySettings.for_site(site))
    _ensure_menus(NavigationSettings.for_site(site), pages)
    _ensure_privacy_page(BookingSettings.load(), pages[PRIVACY_PAGE]["it"])


def _ensure_address(site: Site) -> Site:
    """Absolute addresses, in the sitemap for example, begin with the site's own."""
    address = urlsplit(settings.SITE_URL)
    site.hostname, site.port = address.hostname, address.port or HTTP_PORT
    site.save()
    return site


def _ensure_settings(company: CompanySettings) -> None:
    if company.legal_name:
        return
    for field, value in COMPANY.items():
        setattr(company, field, value)
    company.save()


def _ensure_menus(navigation: NavigationSettings, pages: dict[str, Translated]) -> None:
    if navigation.header_links:
        return
    navigation.header_links = _links(HEADER_LINKS, pages)
    navigation.footer_links = _links(FOOTER_LINKS, pages)
    navigation.accessibility_page = pages[ACCESSIBILITY_PAGE]["it"]
    navigation.action_page = pages[ACTION_PAGE]["it"]
    navigation.action_label_it, navigation.action_label_en = ACTION_LABEL.it, ACTION_LABEL.en
    navigation.save()


def _ensure_privacy_page(rules: BookingSettings, page: Page) -> None:
    if rules.privacy_page is None:
        rules.privacy_page = page
        rules.save()


def _links(keys: list[str], pages: dict[str, Translated]) -> str:
    return stream(
        [("link", {"page": pages[key]["it"].pk, "url": "", "label_it": "", "label_en": ""}) for key in keys], "it"
    )
