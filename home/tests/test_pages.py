from django.urls import reverse
from django.utils.translation import override
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import AzioneImage, CompanySettings, HomePage, NavigationSettings, StandardPage
from shows.models import ShowIndexPage


def home(language: str) -> HomePage:
    return HomePage.objects.get(locale__language_code=language)


def add_standard_page(language: str, **fields) -> StandardPage:
    parent = home(language)
    return parent.add_child(instance=StandardPage(locale=parent.locale, **fields))


class TreeTests(WagtailPageTestCase):
    def test_home_page_stands_at_the_root_once_per_language(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        assert HomePage.objects.count() == HomePage.max_count == 2
        assert not HomePage.can_create_at(Page.get_first_root_node())

    def test_home_page_takes_standard_pages_and_the_programme(self):
        assert {StandardPage, ShowIndexPage} == {
            model for model in HomePage.allowed_subpage_models() if model._meta.app_label in {"home", "shows"}
        }

    def test_standard_page_stands_below_home_and_standard_pages(self):
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})
        assert {StandardPage} == {
            model for model in StandardPage.allowed_subpage_models() if model._meta.app_label in {"home", "shows"}
        }

    def test_first_migration_leaves_two_front_pages_that_are_translations(self):
        italian, english = home("it"), home("en")
        assert italian.get_translation(Locale.objects.get(language_code="en")) == english
        assert (italian.url, english.url) == ("/it/", "/en/")
        assert Site.objects.get().root_page_id == italian.pk
        assert Page.find_problems() == ([], [], [], [], [])


class HomePageTests(WagtailPageTestCase):
    def test_front_pages_are_renderable(self):
        for language in ("it", "en"):
            with self.subTest(language=language):
                self.assertPageIsRenderable(home(language))

    def test_headline_and_featured_page_open_the_page(self):
        featured = add_standard_page(
            "it", title="Laboratorio d’inverno", slug="laboratorio", summary="Tre mesi al buio."
        )
        page = home("it")
        page.headline, page.featured_page = "Si comincia alle nove", featured
        page.save_revision().publish()
        response = self.client.get("/it/")
        self.assertContains(response, "Si comincia alle nove</h1>")
        self.assertContains(response, f'<a href="{featured.url}">Laboratorio d’inverno</a>')
        self.assertContains(response, "Tre mesi al buio.")

    def test_unpublished_featured_page_is_left_out(self):
        featured = add_standard_page("it", title="Segreto", slug="segreto", live=False)
        HomePage.objects.filter(pk=home("it").pk).update(featured_page=featured)
        self.assertNotContains(self.client.get("/it/"), "Segreto")


class StandardPageTests(WagtailPageTestCase):
    def test_page_is_editable_and_previewable(self):
        self.login()
        page = add_standard_page("it", title="Chi siamo", slug="chi-siamo")
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
        page = add_standard_page("it", title="Chi siamo", slug="chi-siamo")
        page.body = [("heading", "Un laboratorio"), ("quote", {"text": "Il buio", "author": "Quaderno"})]
        page.save_revision().publish()
        response = self.client.get(page.url)
        self.assertContains(response, '<h2 class="body__heading">Un laboratorio</h2>', html=True)
        self.assertContains(response, '<figcaption class="quote__author">Quaderno</figcaption>', html=True)


class HeaderTests(WagtailPageTestCase):
    def test_menu_links_the_page_in_the_language_being_read(self):
        italian = add_standard_page("it", title="Chi siamo", slug="chi-siamo")
        add_standard_page("en", title="Company", slug="company", translation_key=italian.translation_key)
        navigation = NavigationSettings.for_site(Site.objects.get())
        link = {"page": italian, "url": "", "label_it": "", "label_en": "About us"}
        navigation.header_links = [("link", link)]
        navigation.save()
        self.assertContains(self.client.get("/it/"), '<a href="/it/chi-siamo/">Chi siamo</a>', html=True)
        self.assertContains(self.client.get("/en/"), '<a href="/en/company/">About us</a>', html=True)

    def test_language_switch_stays_on_the_page(self):
        italian = add_standard_page("it", title="Chi siamo", slug="chi-siamo")
        add_standard_page("en", title="Company", slug="company", translation_key=italian.translation_key)
        response = self.client.get(italian.url)
        self.assertContains(response, '<a href="/en/company/" lang="en" hreflang="en">')
        self.assertContains(response, 'hreflang="en" href="http://testserver/en/company/"')

    def test_language_switch_leads_to_the_front_page_where_there_is_no_translation(self):
        page = add_standard_page("it", title="Solo qui", slug="solo-qui")
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
