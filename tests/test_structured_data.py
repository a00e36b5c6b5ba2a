"""What pages tell machines about themselves: data blocks in the words of schema.org."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from bookings.tests.factories import make_performance, make_show
from home import structured_data
from home.models import CompanySettings, HomePage, StandardPage
from tests.structured_data import nodes


class PageDataTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.show = make_show("Prova </script><b>aperta", slug="prova", summary="In silenzio & al buio.")
        cls.now = timezone.now()

    def data(self, path: str) -> dict[str, list[dict]]:
        """The nodes of a page by their type."""
        by_type: dict[str, list[dict]] = {}
        for node in nodes(self.client.get(path).content.decode()):
            by_type.setdefault(node["@type"], []).append(node)
        return by_type

    def perform(self, days: int, **values):
        return make_performance(show=self.show, starts_at=self.now + timedelta(days=days), **values)

    def dates(self) -> list[str]:
        return [event["startDate"][:10] for event in self.data("/it/spettacoli/prova/").get("TheaterEvent", [])]

    def day(self, days: int) -> str:
        return f"{timezone.localtime(self.now) + timedelta(days=days):%Y-%m-%d}"

    def test_front_page_tells_who_the_company_is(self):
        company = CompanySettings.for_site(Site.objects.get())
        company.legal_name, company.city, company.email = "AzioneLab APS", "Bologna", "ciao@azionelab.example"
        company.social_links = [("link", {"label": "Altrove", "url": "https://altrove.example/azionelab"})]
        company.save()
        data = self.data("/en/")
        assert data.keys() == {"TheaterGroup", "WebSite"}
        assert data["TheaterGroup"] == [
            {
                "@type": "TheaterGroup",
                "@id": "http://testserver/#company",
                "name": "AzioneLab",
                "url": "http://testserver/",
                "legalName": "AzioneLab APS",
                "email": "ciao@azionelab.example",
                "address": {"@type": "PostalAddress", "addressLocality": "Bologna", "addressCountry": "IT"},
                "sameAs": ["https://altrove.example/azionelab"],
            }
        ]

    def test_inner_page_tells_the_way_to_it(self):
        home = HomePage.objects.get(locale__language_code="en")
        outer = home.add_child(instance=StandardPage(title="About us", slug="about", locale=home.locale))
        outer.add_child(instance=StandardPage(title="Archive", slug="archive", locale=home.locale))
        [trail] = self.data("/en/about/archive/")["BreadcrumbList"]
        assert [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]] == [
            (1, "Front page", "http://testserver/en/"),
            (2, "About us", "http://testserver/en/about/"),
            (3, "Archive", "http://testserver/en/about/archive/"),
        ]

    def test_show_tells_each_performance_ahead(self):
        self.perform(-1)
        self.perform(2)
        self.perform(3, status="cancelled")
        assert self.dates() == [self.day(2), self.day(3)]

    def test_archived_show_tells_its_last_performances(self):
        for days in range(1, 25):
            self.perform(-days)
        assert self.dates() == [self.day(-days) for days in range(1, 21)]
        assert all("offers" not in event for event in self.data("/it/spettacoli/prova/")["TheaterEvent"])

    def test_show_without_performances_tells_none(self):
        assert self.data("/it/spettacoli/prova/").keys() == {"BreadcrumbList"}

    def test_words_of_editors_cannot_end_the_block(self):
        self.perform(2)
        html = self.client.get("/it/spettacoli/prova/").content.decode()
        [event] = [node for node in nodes(html) if node["@type"] == "TheaterEvent"]
        assert (event["name"], event["description"]) == ("Prova </script><b>aperta", "In silenzio & al buio.")
        assert "</script><b>" not in html

    def test_programme_lists_the_shows_ahead(self):
        self.perform(2)
        make_show("Senza date")
        [listed] = self.data("/it/spettacoli/")["ItemList"]
        assert [(item["name"], item["url"]) for item in listed["itemListElement"]] == [
            ("Prova </script><b>aperta", "http://testserver/it/spettacoli/prova/")
        ]

    def test_number_of_queries_is_the_same_for_one_and_three_performances(self):
        self.perform(2)
        one = self.queries_of("/it/spettacoli/prova/")
        self.perform(3)
        self.perform(4)
        assert self.queries_of("/it/spettacoli/prova/") == one

    def queries_of(self, path: str) -> int:
        self.client.get(path)  # the first reader of a page makes its pictures
        with CaptureQueriesContext(connection) as asked:
            self.client.get(path)
        return len(asked)


class ScriptTests(TestCase):
    def test_nothing_to_tell_writes_nothing(self):
        assert structured_data.script([]) == ""

    def test_signs_that_matter_to_a_browser_are_escaped(self):
        written = structured_data.script([{"name": "<!-- </script> & \u2028 è"}])
        assert "\\u003c!-- \\u003c/script\\u003e \\u0026 \\u2028 è" in written
        assert written.count("<") == 2
