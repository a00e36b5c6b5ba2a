import re

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site, get_page_models
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import (
    AzioneImage,
    CompanyPage,
    CompanySettings,
    HomePage,
    NavigationSettings,
    NewsIndexPage,
    NewsPage,
    PersonPage,
    StandardPage,
)
from home.templatetags.site_tags import pages_by_role
from home.tests.builders import add_below, add_standard_page, home
from shows.models import ShowIndexPage, ShowPage
from shows.tests.builders import add_programme, add_show


class TreeTests(WagtailPageTestCase):
    def test_home_page_stands_at_the_root_once_per_language(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        assert HomePage.objects.count() == HomePage.max_count == 2
        assert not HomePage.can_create_at(Page.get_first_root_node())

    def test_home_page_takes_the_pages_of_the_first_level(self):
        assert {StandardPage, CompanyPage, NewsIndexPage, ShowIndexPage} == {
            model for model in HomePage.allowed_subpage_models() if model._meta.app_label in {"home", "shows"}
        }

    def test_every_page_type_says_what_it_is_for(self):
        for model in [
            HomePage,
            CompanyPage,
            PersonPage,
            NewsIndexPage,
            NewsPage,
            StandardPage,
            ShowIndexPage,
            ShowPage,
        ]:
            with self.subTest(model=model.__name__):
                assert model.get_page_description()

    def test_standard_page_stands_below_home_company_and_standard_pages(self):
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, CompanyPage, StandardPage})
        assert {StandardPage} == {
            model for model in StandardPage.allowed_subpage_models() if model._meta.app_label in {"home", "shows"}
        }

    def test_first_migration_leaves_two_front_pages_that_are_translations(self):
        italian, english = home("it"), home("en")
        assert italian.get_translation(Locale.objects.get(language_code="en")) == english
        assert (italian.url, english.url) == ("/it/", "/en/")
        assert Site.objects.get().root_page_id == italian.pk
        assert Page.find_problems() == ([], [], [], [], [])


class PromoteTests(WagtailPageTestCase):
    def test_no_page_has_a_tick_that_does_nothing(self):
        for model in (model for model in get_page_models() if model is not Page and not model._meta.abstract):
            with self.subTest(model.__name__):
                fields = model.get_edit_handler().get_form_class().base_fields
                assert "show_in_menus" not in fields
                assert {"slug", "summary", "search_description"} <= set(fields)


class HomePageTests(WagtailPageTestCase):
    def test_front_pages_are_renderable(self):
        for language in ("it", "en"):
            with self.subTest(language=language):
                self.assertPageIsRenderable(home(language))

    def test_headline_and_featured_page_open_the_page(self):
        featured = add_standard_page("it", "laboratorio", title="Laboratorio d’inverno", summary="Tre mesi al buio.")
        page = home("it")
        page.headline, page.featured_page = "Si comincia alle nove", featured
        page.save_revision().publish()
        response = self.client.get("/it/")
        self.assertContains(response, "Si comincia alle nove</h1>")
        self.assertContains(response, f'<a href="{featured.url}">Laboratorio d’inverno</a>')
        self.assertContains(response, "Tre mesi al buio.")

    def test_unpublished_featured_page_is_left_out(self):
        featured = add_standard_page("it", "segreto", title="Segreto", live=False)
        HomePage.objects.filter(pk=home("it").pk).update(featured_page=featured)
        self.assertNotContains(self.client.get("/it/"), "Segreto")


class FeaturedShowsTests(WagtailPageTestCase):
    def setUp(self):
        self.programme = add_programme()
        for slug in ("uno", "due", "tre"):
            add_show(self.programme, slug, title=slug.capitalize())

    def choose(self, language: str, *shows) -> None:
        page = home(language)
        page.featured_shows = [("show", show) for show in shows]
        page.save_revision().publish()

    def cards(self, language: str = "it") -> list[str]:
        html = self.client.get(f"/{language}/").content.decode()
        return re.findall(r'show-card__title"><a class="card__link" href="[^"]+">([^<]+)</a>', html)

    def show(self, slug: str):
        return self.programme.get_children().get(slug=slug).specific

    def test_chosen_shows_stand_in_the_order_of_the_choice(self):
        self.choose("it", self.show("tre"), self.show("uno"))
        assert self.cards() == ["Tre", "Uno"]

    def test_choice_is_read_in_the_language_of_the_front_page(self):
        add_show(add_programme("en"), "two", title="Two", translation_key=self.show("due").translation_key)
        self.choose("en", self.show("uno"), self.show("due"))
        assert self.cards("en") == ["Two"]

    def test_unpublished_shows_are_left_out(self):
        self.choose("it", self.show("tre"), self.show("uno"))
        self.show("tre").unpublish()
        assert self.cards() == ["Uno"]

    def test_without_a_choice_shows_without_dates_are_not_put_forward(self):
        assert self.cards() == []
        self.assertContains(self.client.get("/it/"), "Le prossime date saranno annunciate qui.")


class BreadcrumbTests(WagtailPageTestCase):
    def crumbs(self, url: str) -> list[tuple[str, str]]:
        html = self.client.get(url).content.decode()
        [nav] = re.findall(r'<nav class="breadcrumbs".*?</nav>', html, re.DOTALL) or [""]
        return re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav)

    def test_inner_page_shows_the_way_down_to_it(self):
        above = add_standard_page("it", "visita", title="Visita")
        page = add_below(above, StandardPage, "bar", title="Il bar")
        assert self.crumbs(page.url) == [("/it/", "Home"), ("/it/visita/", "Visita")]
        self.assertContains(self.client.get(page.url), '<span aria-current="page">Il bar</span>', html=True)

    def test_page_of_the_first_level_leads_to_the_front_page(self):
        assert self.crumbs(add_standard_page("en", "visit").url) == [("/en/", "Front page")]

    def test_unpublished_page_above_is_left_out(self):
        above = add_standard_page("it", "visita")
        page = add_below(above, StandardPage, "bar")
        StandardPage.objects.filter(pk=above.pk).update(live=False)
        assert self.crumbs(page.url) == [("/it/", "Home")]

    def test_front_page_has_no_breadcrumbs(self):
        self.assertNotContains(self.client.get("/it/"), "breadcrumbs__")


class StandardPageTests(WagtailPageTestCase):
    def test_page_is_editable_and_previewable(self):
        self.login()
        page = add_standard_page("it", "chi-siamo", title="Chi siamo")
        post_data = nested_form_data(
            {
                "title": "Chi siamo",
                "slug": "chi-siamo",
                "introduction": "Nove persone.",
                "body": streamfield([("heading", "Un laboratorio")]),
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            }
        )
        self.assertPageIsEditable(page, post_data=post_data)
        self.assertPageIsPreviewable(page, post_data=post_data)

    def test_body_renders_each_block_with_its_own_template(self):
        page = add_standard_page("it", "chi-siamo", title="Chi siamo")
        page.body = [("heading", "Un laboratorio"), ("quote", {"text": "Il buio", "author": "Quaderno"})]
        page.save_revision().publish()
        response = self.client.get(page.url)
        self.assertContains(response, '<h2 class="body__heading">Un laboratorio</h2>', html=True)
        self.assertContains(response, '<figcaption class="quote__author">Quaderno</figcaption>', html=True)


class HeaderTests(WagtailPageTestCase):
    def test_menu_links_the_page_in_the_language_being_read(self):
        italian = add_standard_page("it", "chi-siamo", title="Chi siamo")
        add_standard_page("en", "company", title="Company", translation_key=italian.translation_key)
        navigation = NavigationSettings.for_site(Site.objects.get())
        link = {"page": italian, "url": "", "label_it": "", "label_en": "About us"}
        navigation.header_links = [("link", link)]
        navigation.save()
        self.assertContains(self.client.get("/it/"), '<a href="/it/chi-siamo/">Chi siamo</a>', html=True)
        self.assertContains(self.client.get("/en/"), '<a href="/en/company/">About us</a>', html=True)

    def test_language_switch_stays_on_the_page(self):
        italian = add_standard_page("it", "chi-siamo", title="Chi siamo")
        add_standard_page("en", "company", title="Company", translation_key=italian.translation_key)
        response = self.client.get(italian.url)
        self.assertContains(response, '<a href="/en/company/" lang="en" hreflang="en">')
        self.assertContains(response, 'hreflang="en" href="http://testserver/en/company/"')

    def test_language_switch_leads_to_the_front_page_where_there_is_no_translation(self):
        page = add_standard_page("it", "solo-qui", title="Solo qui")
        self.assertContains(self.client.get(page.url), '<a href="/en/" lang="en" hreflang="en">')

    def test_sign_in_has_no_language_switch(self):
        self.assertNotContains(self.client.get(reverse("login")), "language-switch")

    def test_unknown_page_answers_404_in_the_house_style(self):
        response = self.client.get("/en/nothing/")
        self.assertContains(response, "There is nothing on this stage.", status_code=404)

    def test_footer_tells_who_the_company_is(self):
        company = CompanySettings.for_site(Site.objects.get())
        company.legal_name, company.tagline_it, company.tagline_en = "AzioneLab APS", "Laboratorio", "Laboratory"
        company.save()
        self.assertContains(self.client.get("/it/"), '<p class="site-footer__tagline">Laboratorio</p>', html=True)
        self.assertContains(self.client.get("/en/"), '<p class="site-footer__tagline">Laboratory</p>', html=True)

    def test_footer_prints_the_legal_lines_and_links_the_map(self):
        company = CompanySettings.for_site(Site.objects.get())
        company.address, company.postal_code, company.city = "via del Fondale 12", "40122", "Bologna"
        company.map_url, company.founded, company.legal_lines_it = "https://map.example/", 2009, "Registro n. 1"
        company.save()
        response = self.client.get("/en/")
        self.assertContains(response, "Registro n. 1")
        self.assertContains(response, "Since 2009")
        self.assertContains(response, '<a href="https://map.example/">via del Fondale 12, 40122 Bologna</a>', html=True)

    def test_every_page_names_the_feed_of_its_language(self):
        self.assertContains(self.client.get("/en/"), 'type="application/rss+xml" title="AzioneLab" href="/en/feed.xml"')


class PagesByRoleTests(WagtailPageTestCase):
    def setUp(self):
        self.navigation = NavigationSettings.for_site(Site.objects.get())
        self.italian = add_standard_page("it", "accessibilita", title="Accessibilità")

    def translate(self, **fields) -> StandardPage:
        facts = {"title": "Accessibility", "translation_key": self.italian.translation_key} | fields
        return add_standard_page("en", "accessibility", **facts)

    def test_footer_links_the_accessibility_statement_in_the_language_being_read(self):
        self.translate()
        self.navigation.accessibility_page = self.italian
        self.navigation.save()
        self.assertContains(self.client.get("/it/"), '<a href="/it/accessibilita/">Accessibilità</a>', html=True)
        self.assertContains(self.client.get("/en/"), '<a href="/en/accessibility/">Accessibility</a>', html=True)

    def test_page_chosen_in_one_language_appears_where_only_the_other_is_published(self):
        english = self.translate(live=False)
        self.navigation.accessibility_page = english
        self.navigation.save()
        self.assertNotContains(self.client.get("/en/"), "accessibilit")
        self.navigation.accessibility_page = self.italian
        self.navigation.save()
        self.assertContains(self.client.get("/en/"), '<a href="/it/accessibilita/">Accessibilità</a>', html=True)

    def test_draft_is_linked_nowhere(self):
        StandardPage.objects.update(live=False)
        self.navigation.accessibility_page = self.navigation.action_page = self.italian
        self.navigation.save()
        self.assertNotContains(self.client.get("/it/"), "accessibilita")

    def test_button_in_the_header_has_the_words_of_the_language_or_the_title(self):
        self.translate()
        self.navigation.action_page, self.navigation.action_label_it = self.italian, "Vieni"
        self.navigation.save()
        button = '<a class="button site-header__action" href="{}">{}</a>'
        self.assertContains(self.client.get("/it/"), button.format("/it/accessibilita/", "Vieni"), html=True)
        self.assertContains(self.client.get("/en/"), button.format("/en/accessibility/", "Accessibility"), html=True)

    def test_words_on_the_button_need_a_page(self):
        self.navigation.action_label_en = "Book"
        with override("en"), self.assertRaisesMessage(ValidationError, "need a page to lead to"):
            self.navigation.full_clean()

    def test_pages_of_all_roles_cost_one_query(self):
        self.translate()
        privacy = add_standard_page("it", "privacy")
        with override("en"), self.assertNumQueries(1):
            pages = pages_by_role(accessibility=self.italian.pk, privacy=privacy.pk, action=None)
        assert {role: page.title for role, page in pages.items()} == {
            "accessibility": "Accessibility",
            "privacy": "Privacy",
        }


class ImageTests(WagtailPageTestCase):
    def test_alternative_text_follows_the_language(self):
        image = AzioneImage(
            title="file-1.png", file=get_test_image_file(), description="Una sedia", description_en="A chair"
        )
        for language, text in (("it", "Una sedia"), ("en", "A chair")):
            with self.subTest(language=language), override(language):
                assert image.default_alt_text == text

    def test_english_falls_back_on_the_italian_description(self):
        with override("en"):
            assert AzioneImage(title="file-1.png", description="Una sedia").default_alt_text == "Una sedia"
