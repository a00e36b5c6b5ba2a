"""Structured data of the pages that know nothing of performances."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.images.models import Filter

from home import structured_data
from home.addresses import absolute
from home.models import BasePage, CompanySettings

register = template.Library()


@register.simple_tag(takes_context=True)
def company_data(context: template.Context) -> SafeString:
    """Who runs this site: for the front page and the page about the company."""
    company = CompanySettings.for_request(context["request"])
    languages = [code for code, _ in settings.LANGUAGES]
    picture = company.social_image
    address = absolute(picture.get_rendition(Filter("fill-1200x630|format-jpeg")).url) if picture else ""
    return structured_data.script(
        [structured_data.theater_group(company, address), structured_data.website(company, languages)]
    )


@register.simple_tag
def breadcrumb_data(page: BasePage) -> SafeString:
    """The way to a page, from the front page on."""
    front_page = (gettext("Front page"), f"/{get_language()}/")
    way = [front_page, *((step.title, step.url) for step in (*page.pages_above, page))]
    return structured_data.script([structured_data.breadcrumb_list(way)])


@register.simple_tag
def list_data(name: str, pages: list[Any]) -> SafeString:
    """A list of pages, for the page that lists them."""
    return structured_data.script([structured_data.item_list(name, [(page.title, page.url) for page in pages])])
