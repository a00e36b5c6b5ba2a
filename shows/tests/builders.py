"""Pages for tests, with what a show needs and nothing else."""

from home.models import HomePage
from shows.models import ShowIndexPage, ShowPage


def add_programme(language: str = "it", **fields) -> ShowIndexPage:
    home = HomePage.objects.get(locale__language_code=language)
    return home.add_child(instance=ShowIndexPage(locale=home.locale, title="Spettacoli", slug="spettacoli", **fields))


def add_show(programme: ShowIndexPage, slug: str = "piogge", **fields) -> ShowPage:
    facts = {"title": "L’inventario delle piogge", "running_time": 75} | fields
    return programme.add_child(instance=ShowPage(locale=programme.locale, slug=slug, **facts))
