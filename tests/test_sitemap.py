"""The sitemap and the addresses that search engines are told: whole, true, and the same everywhere."""

from datetime import timedelta
from xml.etree import ElementTree

from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from bookings.models import Performance
from bookings.tests.factories import make_performance, make_show
from home.models import HomePage, StandardPage

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def add_page(language: str, slug: str, **fields) -> StandardPage:
    home = HomePage.objects.get(locale__language_code=language)
    page = StandardPage(title=slug.title(), slug=slug, locale=home.locale, **fields)
    return home.add_child(instance=page)


class SitemapTests(TestCase):
    def entries(self) -> dict[str, tuple[str | None, dict[str, str]]]:
        """Last change and alternates by address."""
        answer = self.client.get("/sitemap.xml")
        assert answer["Content-Type"] == "application/xml"
        return {
            url.findtext("s:loc", namespaces=NAMES): (
                url.findtext("s:lastmod", namespaces=NAMES),
                {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)},
            )
            for url in ElementTree.fromstring(answer.content).findall("s:url", NAMES)  # noqa: S314  our own
        }

    def test_both_trees_with_each_other_as_alternates(self):
        italian = add_page("it", "chi-siamo")
        add_page("en", "company", translation_key=italian.translation_key)
        add_page("it", "solo-qui")
        entries = self.entries()
        assert list(entries) == [
            "http://testserver/it/",
            "http://testserver/it/chi-siamo/",
            "http://testserver/it/solo-qui/",
            "http://testserver/en/",
            "http://testserver/en/company/",
        ]
        versions = {
            "it": "http://testserver/it/chi-siamo/",
            "en": "http://testserver/en/company/",
            "x-default": "http://testserver/it/chi-siamo/",
        }
        assert entries["http://testserver/it/chi-siamo/"][1] == versions
        assert entries["http://testserver/en/company/"][1] == versions
        assert entries["http://testserver/it/solo-qui/"][1] == {}
        assert entries["http://testserver/en/"][1]["x-default"] == "http://testserver/"

    def test_drafts_private_pages_and_aliases_are_left_out(self):
        add_page("it", "bozza", live=False)
        private = add_page("it", "privata")
        private.add_child(instance=StandardPage(title="Sotto", slug="sotto", locale=private.locale))
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        add_page("it", "chi-siamo").copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
        assert list(self.entries()) == [
            "http://testserver/it/",
            "http://testserver/it/chi-siamo/",
            "http://testserver/en/",
        ]

    def test_last_change_of_a_show_is_also_that_of_its_performances(self):
        show = make_show(slug="prova", last_published_at=timezone.now() - timedelta(days=30))
        performance = make_performance(show=show)
        Performance.objects.update(changed_at="2026-11-12T12:00:00+01:00")
        show.last_published_at = performance.changed_at.replace(2026, 11, 10)
        show.save()
        assert self.entries()["http://testserver/it/spettacoli/prova/"][0] == "2026-11-12"

    @override_settings(SITE_URL="https://www.azionelab.example")
    def test_addresses_are_the_site_s_own_whatever_name_was_asked(self):
        page = self.client.get("/sitemap.xml", headers={"host": "other.example"})
        self.assertContains(page, "<loc>https://www.azionelab.example/it/</loc>")
        self.assertNotContains(page, "other.example")

    def test_number_of_queries_does_not_grow_with_the_pages(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                self.client.get("/sitemap.xml")
            return len(asked)

        queries()
        before = queries()
        for number in range(3):
            italian = add_page("it", f"pagina-{number}")
            add_page("en", f"page-{number}", translation_key=italian.translation_key)
            make_performance(show=make_show())
        assert queries() == before


class MetaTests(TestCase):
    def test_addresses_come_from_the_settings_and_not_from_the_request(self):
        page = add_page("it", "chi-siamo")
        add_page("en", "company", translation_key=page.translation_key)
        with override_settings(SITE_URL="https://www.azionelab.example"):
            answer = self.client.get("/it/chi-siamo/", headers={"host": "other.example"})
        for line in (
            '<link rel="canonical" href="https://www.azionelab.example/it/chi-siamo/">',
            '<meta property="og:url" content="https://www.azionelab.example/it/chi-siamo/">',
            '<link rel="alternate" hreflang="it" href="https://www.azionelab.example/it/chi-siamo/">',
            '<link rel="alternate" hreflang="en" href="https://www.azionelab.example/en/company/">',
            '<link rel="alternate" hreflang="x-default" href="https://www.azionelab.example/it/chi-siamo/">',
            '<meta property="og:locale" content="it_IT">',
            '<meta property="og:locale:alternate" content="en_GB">',
        ):
            self.assertContains(answer, line, count=1)
        self.assertNotContains(answer, "other.example")

    def test_page_in_one_language_has_no_alternates(self):
        add_page("it", "solo-qui")
        answer = self.client.get("/it/solo-qui/")
        self.assertNotContains(answer, 'rel="alternate" hreflang')
        self.assertNotContains(answer, "og:locale:alternate")

    def test_query_is_no_part_of_the_canonical_address(self):
        add_page("it", "chi-siamo")
        answer = self.client.get("/it/chi-siamo/?utm_source=x")
        self.assertContains(answer, '<link rel="canonical" href="http://testserver/it/chi-siamo/">')

    def test_description_is_the_best_that_there_is(self):
        page = add_page("it", "chi-siamo", introduction="Nove persone.")
        for field, words in (("summary", "Un laboratorio."), ("search_description", "Per i motori di ricerca.")):
            self.assertNotContains(self.client.get("/it/chi-siamo/"), words)
            setattr(page, field, words)
            page.save()
            self.assertContains(self.client.get("/it/chi-siamo/"), f'<meta name="description" content="{words}">')

    def test_introduction_describes_a_page_without_a_summary(self):
        add_page("it", "chi-siamo", introduction="Nove <persone> & un'idea.")
        described = '<meta name="description" content="Nove &lt;persone&gt; &amp; un&#x27;idea.">'
        self.assertContains(self.client.get("/it/chi-siamo/"), described)

    def test_shared_link_shows_the_picture_of_the_show(self):
        make_show(slug="prova")
        answer = self.client.get("/it/spettacoli/prova/")
        self.assertContains(answer, '<meta property="og:image" content="http://testserver/media/images/poster')
        self.assertContains(answer, '<meta property="og:image:alt" content="Un manifesto">')
        self.assertContains(answer, '<meta name="twitter:card" content="summary_large_image">')

    def test_previews_are_kept_from_search_engines(self):
        page = add_page("it", "chi-siamo")
        preview = page.make_preview_request(preview_mode="").render()
        self.assertContains(preview, '<meta name="robots" content="noindex, nofollow">')
        self.assertNotContains(preview, 'rel="canonical"')
        self.assertNotContains(self.client.get("/it/chi-siamo/"), 'name="robots"')


class NotFoundTests(TestCase):
    def test_missing_page_leads_on(self):
        make_performance(show=make_show("Prova aperta", slug="prova"), starts_at=timezone.now() + timedelta(days=1))
        answer = self.client.get("/it/niente/")
        assert answer.status_code == 404
        for words in ("Su questo palco non c’è nulla.", '<a class="button" href="/it/spettacoli/">', "Prova aperta"):
            self.assertContains(answer, words, status_code=404)

    def test_missing_page_of_an_empty_site(self):
        self.assertNotContains(self.client.get("/en/nothing/"), 'id="next"', status_code=404)

    def test_address_without_a_language_is_missing_in_the_reader_s(self):
        answer = self.client.get("/performances/999.ics", headers={"accept-language": "en"})
        self.assertContains(answer, "There is nothing on this stage.", status_code=404)
