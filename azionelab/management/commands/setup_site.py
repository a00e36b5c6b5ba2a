import json
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page, Site

from azionelab import starter
from bookings.models import BookingSettings
from home.models import HomePage, NavigationSettings

Translated = dict[str, Page]


class Command(BaseCommand):
    help = (
        "Prepares a new installation: groups of the staff, pages in both languages as drafts, and menus that show them "
        "once they are published. Running it again, or on a site that has pages, changes no page and no menu."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        call_command("setup_roles", stdout=self.stdout)
        homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
        if any(home.get_children().exists() for home in homes.values()):
            self.stdout.write("The site has pages already: nothing was added to them.")
            return
        pages = {page.role: _add(page, homes) for page in starter.PAGES if _is_installed(page.model)}
        _set_menus(pages)
        _set_privacy_page(pages[starter.PRIVACY]["it"])
        self.stdout.write(self.style.SUCCESS(f"{len(pages)} pages in each language wait as drafts for their texts."))


def _is_installed(model: str) -> bool:
    app_label, name = model.split(".")
    return name.lower() in apps.all_models[app_label]


def _add(page: starter.StarterPage, homes: dict[str, Page]) -> Translated:
    italian = _add_draft(page, homes["it"], "it")
    english = _add_draft(page, homes["en"], "en", translation_key=italian.translation_key)
    return {"it": italian, "en": english}


def _add_draft(page: starter.StarterPage, home: Page, language: str, **fields: Any) -> Page:
    model, text = apps.get_model(page.model), page.in_language(language)
    if text.body:
        fields["body"] = json.dumps([{"type": kind, "value": value} for kind, value in text.body])
    draft = model(locale=home.locale, title=text.title, slug=text.slug, summary=text.summary, live=False, **fields)
    home.add_child(instance=draft)
    draft.save_revision()
    return draft


def _set_menus(pages: dict[str, Translated]) -> None:
    navigation = NavigationSettings.for_site(Site.objects.get(is_default_site=True))
    if navigation.header_links or navigation.footer_links:
        return
    navigation.header_links = _links(starter.HEADER, pages)
    navigation.footer_links = _links(starter.FOOTER, pages)
    navigation.accessibility_page = pages[starter.ACCESSIBILITY]["it"]
    navigation.save()


def _links(roles: list[str], pages: dict[str, Translated]) -> str:
    chosen = [pages[role]["it"].pk for role in roles if role in pages]
    return json.dumps(
        [{"type": "link", "value": {"page": pk, "url": "", "label_it": "", "label_en": ""}} for pk in chosen]
    )


def _set_privacy_page(page: Page) -> None:
    rules = BookingSettings.load()
    if rules.privacy_page is None:
        rules.privacy_page = page
        rules.save()
