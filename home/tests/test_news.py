from datetime import date, timedelta

from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import HomePage, NewsIndexPage, NewsPage
from home.tests.builders import (
    add_company_page,
    add_image,
    add_news,
    add_news_index,
    add_person,
    add_person_page,
    home,
)
from shows.tests.builders import add_programme, add_show

# Of these Wagtail takes seven to find a page at the first level, and four are the news' own.
QUERIES_OF_THE_INDEX = 16
DAY = date(2026, 11, 20)


class TreeTests(WagtailPageTestCase):
    def test_index_stands_below_home_once_and_holds_news_alone(self):
        self.assertAllowedParentPageTypes(NewsIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(NewsIndexPage, {NewsPage})
        add_news_index("it")
        assert not NewsIndexPage.can_create_at(home("it"))
        assert NewsIndexPage.can_create_at(home("en"))

    def test_news_stand_below_the_index_and_hold_nothing(self):
        self.assertAllowedParentPageTypes(NewsPage, {NewsIndexPage})
        self.assertAllowedSubpageTypes(NewsPage, set())


class NewsIndexTests(WagtailPageTestCase):
    def setUp(self):
        self.index = add_news_index()

    def add(self, number: int, day: date = DAY) -> None:
        for n in range(number):
            add_news(self.index, f"notizia-{NewsPage.objects.count() + 1:02}", day - timedelta(days=n))

    def titles(self, query: str = "") -> list[str]:
        return [news.title for news in self.client.get(self.index.url + query).context["news"]]

    def test_index_is_renderable_editable_and_previewable(self):
        self.assertPageIsRenderable(self.index)
        self.login()
        post_data = nested_form_data({"title": "Notizie", "slug": "notizie", "comments": inline_formset([])})
        self.assertPageIsEditable(self.index, post_data=post_data)
        self.assertPageIsPreviewable(self.index, post_data=post_data)

    def test_empty_index_is_friendly_and_leads_on(self):
        response = self.client.get(self.index.url)
        self.assertContains(response, "Ancora nessuna notizia.")
        self.assertContains(response, '<a class="button" href="/it/">')

    def test_newest_news_come_first_and_drafts_and_other_languages_not_at_all(self):
        add_news(self.index, "vecchia", DAY - timedelta(days=3))
        add_news(self.index, "nuova", DAY)
        add_news(self.index, "dello-stesso-giorno", DAY)
        add_news(self.index, "bozza", live=False)
        add_news(add_news_index("en"), "english")
        assert self.titles() == ["Dello stesso giorno", "Nuova", "Vecchia"]

    def test_twelve_news_fill_a_page(self):
        self.add(13)
        assert len(self.titles()) == 12
        assert self.titles("?page=2") == ["Notizia 13"]
        response = self.client.get(self.index.url + "?page=2")
        self.assertContains(response, '<a class="button button--quiet" rel="prev" href="?page=1">')
        self.assertContains(response, "Pagina 2 di 2")
        self.assertNotContains(response, 'rel="next"')

    def test_page_numbers_out_of_range_give_the_nearest_page(self):
        self.add(13)
        for query, number in (("?page=99", 2), ("?page=0", 2), ("?page=", 1), ("?page=due", 1), ("?page=-1", 2)):
            with self.subTest(query=query):
                response = self.client.get(self.index.url + query)
                assert response.status_code == 200
                assert response.context["news"].number == number

    def test_year_in_the_address_narrows_the_list_and_stays_in_the_links(self):
        self.add(13)
        self.add(1, date(2025, 3, 1))
        assert self.titles("?year=2025") == ["Notizia 14"]
        response = self.client.get(self.index.url + "?year=2026")
        self.assertContains(response, 'rel="next" href="?year=2026&amp;page=2"')
        self.assertContains(response, f'<a href="{self.index.url}?year=2026" aria-current="true">2026</a>', html=True)
        assert list(response.context["years"].items()) == [(2026, 13), (2025, 1)]

    def test_year_without_news_says_so_and_leads_to_all(self):
        self.add(1)
        response = self.client.get(self.index.url + "?year=1999")
        self.assertContains(response, "Non ci sono notizie del 1999.")
        self.assertContains(response, f'<a class="button" href="{self.index.url}">Tutte le notizie</a>', html=True)

    def test_mistyped_year_shows_all_news(self):
        self.add(1)
        for query in ("?year=duemila", "?year=20266", "?year=0000", "?year=٢٠٢٦", "?year="):
            with self.subTest(query=query):
                assert self.titles(query) == ["Notizia 01"]

    def test_index_costs_the_same_queries_with_one_piece_of_news_and_with_thirty(self):
        for more in (1, 29):
            self.add(more)
            NewsPage.objects.update(picture=add_image())
            self.client.get(self.index.url)  # makes the renditions, warms the caches of sites and content types
            with self.subTest(more=more), self.assertNumQueries(QUERIES_OF_THE_INDEX):
                self.client.get(self.index.url)


class NewsPageTests(WagtailPageTestCase):
    def setUp(self):
        self.index = add_news_index()
        self.news = add_news(self.index, "la-porta", summary="Si entra.")

    def test_news_are_renderable_with_date_and_summary(self):
        response = self.client.get(self.news.url)
        self.assertContains(response, '<time datetime="2026-11-20">')
        self.assertContains(response, '<p class="lead">Si entra.</p>', html=True)

    def test_news_are_editable_and_previewable(self):
        self.login()
        show = add_show(add_programme())
        post_data = nested_form_data(
            {
                "title": "La porta",
                "slug": "la-porta",
                "date": "2026-11-20",
                "author": "",
                "summary": "Si entra.",
                "picture": "",
                "body": streamfield([("heading", "Il mercoledì")]),
                "shows": streamfield([("show", show.pk)]),
                "comments": inline_formset([]),
            }
        )
        self.assertPageIsEditable(self.news, post_data=post_data)
        self.assertPageIsPreviewable(self.news, post_data=post_data)

    def test_neighbours_are_the_next_news_by_date(self):
        add_news(self.index, "prima", DAY - timedelta(days=5))
        add_news(self.index, "ieri", DAY - timedelta(days=1))
        add_news(self.index, "poi", DAY)
        add_news(self.index, "bozza", DAY, live=False)
        context = self.client.get(self.news.url).context
        assert (context["newer"].title, context["older"].title) == ("Poi", "Ieri")

    def test_only_news_have_no_neighbours(self):
        self.assertNotContains(self.client.get(self.news.url), "neighbours")

    def test_author_appears_in_the_language_with_a_link_to_their_page(self):
        livia = add_person("Livia Ferrante")
        translated = livia.copy_for_translation(Locale.objects.get(language_code="en"))
        translated.name = "Livia Ferrante (EN)"
        translated.save()
        english = add_news(add_news_index("en"), "door", author=livia)
        self.assertContains(self.client.get(english.url), "Livia Ferrante (EN)")
        page = add_person_page(add_company_page("en"), translated, slug="livia")
        self.assertContains(self.client.get(english.url), f'<a href="{page.url}">Livia Ferrante (EN)</a>', html=True)

    def test_shows_appear_in_the_chosen_order_and_in_the_language_of_the_news(self):
        italian, english = add_programme("it"), add_programme("en")
        rains, chairs = add_show(italian, "piogge", title="Piogge"), add_show(italian, "sedie", title="Sedie")
        for show, title in ((rains, "Rains"), (chairs, "Chairs")):
            add_show(english, title.lower(), title=title, translation_key=show.translation_key)
        only_italian = add_show(italian, "sale", title="Sale")
        news = add_news(add_news_index("en"), "season")
        news.shows = [("show", chairs), ("show", only_italian), ("show", rains)]
        news.save()
        html = self.client.get(news.url).content.decode()
        # What is not translated appears as it is.
        assert html.index(">Chairs</a>") < html.index(">Sale</a>") < html.index(">Rains</a>")

    def test_picture_opens_the_news_and_stands_for_them_in_shared_links(self):
        self.news.picture = add_image()
        self.news.save()
        response = self.client.get(self.news.url)
        self.assertContains(response, 'fetchpriority="high"')
        self.assertContains(response, 'property="og:image"')


class FrontPageTests(WagtailPageTestCase):
    def test_three_newest_news_stand_on_the_front_page(self):
        index = add_news_index()
        for n in range(4):
            add_news(index, f"notizia-{n}", DAY - timedelta(days=n))
        add_news(add_news_index("en"), "english")
        response = self.client.get("/it/")
        html = response.content.decode()
        assert [n for n in range(4) if f">Notizia {n}</a>" in html] == [0, 1, 2]
        self.assertContains(response, f'<a href="{index.url}">Tutte le notizie</a>', html=True)

    def test_front_page_without_news_says_nothing_of_news(self):
        self.assertNotContains(self.client.get("/it/"), 'id="news"')
