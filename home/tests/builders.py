"""Pages for tests, with what they need and nothing else."""

from datetime import date

from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from home.models import (
    AzioneImage,
    CompanyPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    Person,
    PersonPage,
    StandardPage,
)


def home(language: str = "it") -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def add_below(parent: Page, model: type[Page], slug: str, **fields) -> Page:
    """A published page; its title is made from the slug unless one is given."""
    facts = {"title": slug.replace("-", " ").capitalize(), "locale": parent.locale} | fields
    return parent.add_child(instance=model(slug=slug, **facts))


def add_standard_page(language: str, slug: str, **fields) -> StandardPage:
    return add_below(home(language), StandardPage, slug, **fields)


def add_company_page(language: str = "it", **fields) -> CompanyPage:
    return add_below(home(language), CompanyPage, "chi-siamo", **fields)


def add_person(name: str, language: str = "it", **fields) -> Person:
    return Person.objects.create(name=name, locale=home(language).locale, **fields)


def add_person_page(company: CompanyPage, person: Person, **fields) -> PersonPage:
    facts = {"slug": person.name.lower().replace(" ", "-"), "title": person.name} | fields
    return add_below(company, PersonPage, person=person, **facts)


def add_news_index(language: str = "it", **fields) -> NewsIndexPage:
    return add_below(home(language), NewsIndexPage, "notizie", **fields)


def add_news(index: NewsIndexPage, slug: str, day: date = date(2026, 11, 20), **fields) -> NewsPage:
    return add_below(index, NewsPage, slug, date=day, **fields)


def add_image(title: str = "file.png") -> AzioneImage:
    return AzioneImage.objects.create(title=title, file=get_test_image_file(), description="Una sedia")
