"""The RSS feed of each language, read by a library that did not write it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
from django.test import TestCase, override_settings
from wagtail.models import Site

from home.models import CompanySettings
from home.tests.builders import add_image, add_news, add_news_index
from shows.models import ShowPage
from shows.tests.builders import add_programme, add_show

AT = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


class FeedTests(TestCase):
    def setUp(self):
        self.index, self.programme = add_news_index(), add_programme()

    def add_show(self, slug: str, published_at: datetime = AT, **fields) -> ShowPage:
        return add_show(self.programme, slug, title=slug.capitalize(), first_published_at=published_at, **fields)

    def read(self, language: str = "it", **headers):
        response = self.client.get(f"/{language}/feed.xml", headers=headers)
        assert response.status_code == 200
        feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
        assert feed.bozo == 0, feed.get("bozo_exception")
        return feed

    def titles(self, language: str = "it") -> list[str]:
        return [entry.title for entry in self.read(language).entries]

    def test_feed_of_an_empty_site_is_a_feed(self):
        feed = self.read()
        assert feed.version == "rss20"
        assert feed.entries == []

    def test_feed_says_whose_it_is_and_in_which_language(self):
        company = CompanySettings.for_site(Site.objects.get())
        company.tagline_it, company.tagline_en = "Laboratorio", "Laboratory"
        company.save()
        for language, tagline in (("it", "Laboratorio"), ("en", "Laboratory")):
            with self.subTest(language=language):
                channel = self.read(language).feed
                assert (channel.language, channel.subtitle) == (language, tagline)
                links = {link.rel: link.href for link in channel.links}
                assert links == {
                    "alternate": f"http://testserver/{language}/",
                    "self": f"http://testserver/{language}/feed.xml",
                }

    def test_news_and_shows_of_the_language_come_newest_first(self):
        add_news(self.index, "oggi", date(2026, 11, 20))
        add_news(self.index, "ieri", date(2026, 11, 19), first_published_at=AT)
        add_news(self.index, "bozza", live=False)
        add_news(add_news_index("en"), "today", date(2026, 11, 20))
        self.add_show("piogge", AT - timedelta(hours=20))
        self.add_show("mai", live=False)
        assert self.titles("it") == ["Oggi", "Piogge", "Ieri"]
        assert self.titles("en") == ["Today"]

    def test_news_published_on_their_own_day_keep_the_hour(self):
        add_news(self.index, "oggi", date(2026, 11, 20), first_published_at=AT)
        [entry] = self.read().entries
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == AT

    def test_entry_has_address_summary_kind_and_a_lasting_id(self):
        news = add_news(self.index, "la-porta", summary="Si entra.")
        [entry] = self.read().entries
        assert entry.link == "http://testserver/it/notizie/la-porta/"
        assert entry.summary == "Si entra."
        assert [tag.term for tag in entry.tags] == ["Notizie"]
        assert (entry.id, entry.guidislink) == (news.translation_key.urn, False)
        news.slug = "il-portone"
        news.save()
        assert self.read().entries[0].id == entry.id

    def test_addresses_come_from_the_settings_and_not_from_the_request(self):
        add_news(self.index, "la-porta")
        with override_settings(SITE_URL="https://teatro.example"):
            feed = self.read(host="evil.example")
        assert feed.entries[0].link == "https://teatro.example/it/notizie/la-porta/"
        assert feed.feed.link == "https://teatro.example/it/"
        assert "evil.example" not in str(feed)

    def test_picture_is_enclosed_with_its_size(self):
        news = add_news(self.index, "la-porta", picture=add_image())
        [entry] = self.read().entries
        [enclosure] = entry.enclosures
        rendition = news.picture.renditions.get(filter_spec="fill-1200x630|format-jpeg")
        assert enclosure.href == f"http://testserver{rendition.url}"
        assert (enclosure.type, int(enclosure.length)) == ("image/jpeg", rendition.file.size)

    def test_lost_picture_file_does_not_break_the_feed(self):
        image = add_image()
        add_news(self.index, "la-porta", picture=image)
        Path(image.file.path).unlink()
        [entry] = self.read().entries
        assert entry.enclosures == []

    def test_thirty_entries_at_most_the_newest(self):
        for n in range(32):
            add_news(self.index, f"notizia-{n:02}", date(2026, 11, 20) - timedelta(days=n))
        self.add_show("piogge", AT + timedelta(days=1))
        titles = self.titles()
        assert len(titles) == 30
        assert (titles[0], titles[1], titles[-1]) == ("Piogge", "Notizia 00", "Notizia 28")

    def test_reader_who_has_it_already_gets_nothing_new(self):
        news = add_news(self.index, "la-porta", last_published_at=AT)
        first = self.client.get("/it/feed.xml")
        assert "max-age=300" in first["Cache-Control"]
        for header in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
            with self.subTest(header=header):
                again = self.client.get("/it/feed.xml", headers=header)
                assert (again.status_code, again.content) == (304, b"")
        news.title = "Il portone"
        news.save()
        assert self.client.get("/it/feed.xml", headers={"if-none-match": first["ETag"]}).status_code == 200

    def test_feed_sets_no_cookie_and_is_only_read(self):
        assert not self.client.get("/it/feed.xml").cookies
        assert self.client.head("/it/feed.xml").status_code == 200
        assert self.client.post("/it/feed.xml").status_code == 405

    def test_feed_costs_the_same_queries_with_one_entry_and_with_ten(self):
        for more in (1, 9):
            for n in range(more):
                add_news(self.index, f"notizia-{more}-{n}", picture=add_image(f"{more}-{n}"))
                self.add_show(f"piogge-{more}-{n}", poster=add_image(f"poster-{more}-{n}"))
            self.client.get("/it/feed.xml")  # makes the renditions
            with self.subTest(more=more), self.assertNumQueries(8):
                self.client.get("/it/feed.xml")
