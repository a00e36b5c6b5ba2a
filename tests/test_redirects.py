"""An address that was right once leads to where the page is now."""

from django.test import TestCase
from wagtail.models import Page

from home.models import HomePage, StandardPage


class RedirectTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = {}
        for language, slugs in (("it", ["chi-siamo", "persone"]), ("en", ["company", "people"])):
            page: Page = HomePage.objects.get(locale__language_code=language)
            for slug in slugs:
                page = page.add_child(instance=StandardPage(title=slug.title(), slug=slug, locale=page.locale))
                cls.pages[slug] = page

    def rename(self, old: str, new: str) -> None:
        page = self.pages[old]
        page.slug = new
        with self.captureOnCommitCallbacks(execute=True):  # Wagtail writes the redirects after its commit
            page.save_revision().publish()

    def assert_leads(self, old: str, new: str) -> None:
        # Italian is the language of the plain client, so its own and the other tree are both tried.
        self.assertRedirects(self.client.get(old), new, status_code=301)

    def test_new_slug_takes_old_addresses_along_in_both_languages(self):
        for old, new, language, child in (("chi-siamo", "noi", "it", "persone"), ("company", "us", "en", "people")):
            with self.subTest(language):
                self.rename(old, new)
                self.assert_leads(f"/{language}/{old}/", f"/{language}/{new}/")
                self.assert_leads(f"/{language}/{old}/{child}/", f"/{language}/{new}/{child}/")

    def test_moved_page_is_found_from_its_old_place(self):
        page = self.pages["people"]
        page.move(page.get_parent().get_parent(), pos="last-child")
        self.assert_leads("/en/company/people/", "/en/people/")

    def test_chain_of_changes_leads_to_the_last(self):
        self.rename("chi-siamo", "noi")
        self.rename("chi-siamo", "chi")
        for old in ("chi-siamo", "noi"):
            self.assert_leads(f"/it/{old}/", "/it/chi/")

    def test_address_that_is_taken_again_is_the_new_page(self):
        self.rename("chi-siamo", "noi")
        home = HomePage.objects.get(locale__language_code="it")
        home.add_child(instance=StandardPage(title="Un’altra", slug="chi-siamo", locale=home.locale))
        self.assertContains(self.client.get("/it/chi-siamo/"), "Un’altra")
