from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import HomePage, Person
from home.tests.builders import add_company_page, add_person_page
from shows.models import Category, Credit, ShowIndexPage, ShowPage
from shows.tests.builders import add_programme, add_show

# With nothing remembered between requests; tests/test_seed_demo.py counts what a site in use asks.
QUERIES_OF_A_SHOW = 21
QUERIES_OF_THE_PROGRAMME = 19
QUERIES_OF_A_PERSON = 22


class TreeTests(WagtailPageTestCase):
    def test_programme_stands_below_home_and_holds_shows_alone(self):
        self.assertAllowedParentPageTypes(ShowIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(ShowIndexPage, {ShowPage})

    def test_show_stands_below_the_programme_and_holds_nothing(self):
        self.assertAllowedParentPageTypes(ShowPage, {ShowIndexPage})
        self.assertAllowedSubpageTypes(ShowPage, set())

    def test_each_front_page_has_one_programme(self):
        add_programme("it")
        italian, english = (HomePage.objects.get(locale__language_code=code) for code in ("it", "en"))
        assert not ShowIndexPage.can_create_at(italian)
        assert ShowIndexPage.can_create_at(english)


class ShowPageTests(WagtailPageTestCase):
    def setUp(self):
        self.programme = add_programme()
        self.show = add_show(self.programme)

    def test_show_is_renderable(self):
        self.assertPageIsRenderable(self.show)

    def test_show_is_editable_and_previewable(self):
        self.login()
        post_data = nested_form_data(
            {
                "title": self.show.title,
                "slug": self.show.slug,
                "running_time": 80,
                "interval": 0,
                "entry": "free",
                "accent": "#1d4ed8",
                "body": streamfield([("heading", "La storia")]),
                "trailer": streamfield([]),
                "gallery": streamfield([]),
                "content_warnings": streamfield([("warning", "Buio completo")]),
                "season": "2026/27",
                "tags": "acqua, memoria",
                "interval_count": "",
                "press_quotes": streamfield([]),
                "credits": inline_formset([{"role": "Luci", "person": "", "guest": "Pietro Landi"}]),
                "comments": inline_formset([]),
            }
        )
        self.assertPageIsEditable(self.show, post_data=post_data)
        self.assertPageIsPreviewable(self.show, post_data=post_data)

    def test_show_without_dates_is_an_archive_page_without_a_form(self):
        response = self.client.get(self.show.url)
        self.assertNotContains(response, "azl-booking")
        self.assertNotContains(response, 'href="#book"')
        self.assertNotContains(response, "main.js")

    def test_accent_becomes_custom_properties_under_a_nonce(self):
        self.show.accent = "#1d4ed8"
        self.show.save()
        html = self.client.get(self.show.url).content.decode()
        assert '<html lang="it" data-accent="#1d4ed8">' in html
        assert "--accent-on-paper: #1d4ed8;" in html
        assert '<style nonce="' in html
        assert " style=" not in html

    def test_nothing_to_warn_of_and_a_warning_exclude_each_other(self):
        self.show.content_warnings = [("warning", "Buio completo")]
        self.show.full_clean()
        self.show.no_content_warnings = True
        with self.assertRaises(ValidationError) as refusal:
            self.show.full_clean()
        assert list(refusal.exception.message_dict) == ["no_content_warnings"]

    def test_intervals_are_part_of_the_running_time(self):
        self.show.running_time, self.show.interval, self.show.interval_count = 60, 20, 2
        self.show.full_clean()
        self.show.interval_count = 3
        with self.assertRaises(ValidationError) as refusal:
            self.show.full_clean()
        assert list(refusal.exception.message_dict) == ["interval"]

    def test_intervals_emptied_in_the_form_are_none_and_one(self):
        self.show.interval, self.show.interval_count = None, None
        self.show.save()
        assert (self.show.interval, self.show.interval_count) == (0, 1)

    def test_season_is_two_years_that_follow_each_other(self):
        self.show.season = "2026/28"
        with self.assertRaises(ValidationError) as refusal:
            self.show.full_clean()
        assert list(refusal.exception.message_dict) == ["season"]

    def test_credits_name_each_role_once_in_the_order_of_the_editors(self):
        names = [("Con", "Ada"), ("Luci", "Ugo"), ("Con", "Ida")]
        self.show.credits = [Credit(role=role, guest=name, sort_order=row) for row, (role, name) in enumerate(names)]
        self.show.save()
        roles = self.client.get(self.show.url).context["credits"]
        found = [(role.role, [credit.name for credit in role.credits]) for role in roles]
        assert found == [("Con", ["Ada", "Ida"]), ("Luci", ["Ugo"])]

    def test_content_warnings_fold_away_but_are_there_before_booking(self):
        self.show.content_warnings = [("warning", "Buio completo")]
        self.show.save()
        self.assertContains(self.client.get(self.show.url), "<li>Buio completo</li>", html=True)

    def test_categories_are_named_in_the_language_of_the_page(self):
        drama = Category.objects.create(locale=self.show.locale, name="Prosa", slug="drama")
        english = drama.copy_for_translation(Locale.objects.get(language_code="en"))
        english.name = "Drama"
        english.save()
        show = add_show(add_programme("en"), title="The Inventory of Rains", slug="rains")
        show.categories = [drama]
        show.save()
        self.assertContains(self.client.get(show.url), "<li>Drama</li>", html=True)

    def test_editor_offers_the_categories_of_the_language_and_keeps_copied_ones(self):
        drama = Category.objects.create(locale=self.show.locale, name="Prosa", slug="drama")
        english = drama.copy_for_translation(Locale.objects.get(language_code="en"))
        english.name = "Drama"
        english.save()
        show = add_show(add_programme("en"), slug="rains")
        show.categories = [drama]
        show.save()
        form = ShowPage.get_edit_handler().get_form_class()(instance=show, for_user=self.create_superuser("admin"))
        assert list(form.fields["categories"].queryset) == [english]
        assert list(form.initial["categories"]) == [english]

    def test_page_costs_the_same_queries_with_one_credit_and_with_three(self):
        person = Person.objects.create(name="Irene Valsecchi", locale=self.show.locale)
        for people in (1, 3):
            self.show.credits = [Credit(role=f"Con {number}", person=person) for number in range(people)]
            self.show.save()
            self.client.get(self.show.url)  # warms the caches of sites and content types
            with self.subTest(people=people), self.assertNumQueries(QUERIES_OF_A_SHOW):
                self.client.get(self.show.url)


class PersonTests(WagtailPageTestCase):
    """A show and the pages of its people know each other, in the language of each."""

    def setUp(self):
        self.programme = add_programme()
        self.show = add_show(self.programme)
        self.person = Person.objects.create(name="Irene Valsecchi", locale=self.show.locale)
        self.company = add_company_page()

    def credit(self, show: ShowPage, *roles: str) -> None:
        show.credits = [Credit(role=role, person=self.person) for role in roles]
        show.save()

    def test_credit_links_the_page_of_the_person_while_it_is_published(self):
        self.credit(self.show, "Con")
        self.assertContains(self.client.get(self.show.url), "<dd>Irene Valsecchi</dd>", html=True)
        page = add_person_page(self.company, self.person)
        link = f'<dd><a href="{page.url}">Irene Valsecchi</a></dd>'
        self.assertContains(self.client.get(self.show.url), link, html=True)
        page.unpublish()
        self.assertContains(self.client.get(self.show.url), "<dd>Irene Valsecchi</dd>", html=True)

    def test_credit_links_no_page_of_another_language(self):
        add_person_page(add_company_page("en"), self.person)
        self.credit(self.show, "Con")
        self.assertContains(self.client.get(self.show.url), "<dd>Irene Valsecchi</dd>", html=True)

    def test_person_page_lists_the_shows_of_its_language_with_every_role(self):
        page = add_person_page(self.company, self.person)
        self.credit(self.show, "Con", "Luci")
        self.credit(add_show(self.programme, "bozza", title="Bozza", live=False), "Con")
        self.credit(add_show(add_programme("en"), "rains", title="Rains"), "With")
        add_show(self.programme, "altro", title="Altro")
        html = self.client.get(page.url).content.decode()
        assert self.show.title in html
        assert html.index("<li>Con: Irene Valsecchi</li>") < html.index("<li>Luci: Irene Valsecchi</li>")
        for title in ("Bozza", "Rains", "Altro"):
            assert title not in html

    def test_person_without_credits_has_no_list_of_shows(self):
        page = add_person_page(self.company, self.person)
        self.assertNotContains(self.client.get(page.url), 'id="shows"')

    def test_credit_of_the_translated_person_counts(self):
        english = self.person.copy_for_translation(Locale.objects.get(language_code="en"))
        english.save()
        self.credit(self.show, "Con")
        page = add_person_page(self.company, english)
        self.assertContains(self.client.get(page.url), self.show.title)

    def test_person_page_costs_the_same_queries_with_one_show_and_with_three(self):
        page = add_person_page(self.company, self.person)
        self.credit(self.show, "Con")
        for slugs in ((), ("due", "tre")):
            for slug in slugs:
                self.credit(add_show(self.programme, slug), "Con")
            self.client.get(page.url)  # warms the caches of sites and content types
            with self.subTest(slugs=slugs), self.assertNumQueries(QUERIES_OF_A_PERSON):
                self.client.get(page.url)


class WordsTests(WagtailPageTestCase):
    def words(self, **facts) -> str:
        with override("en"):
            return ShowPage(**facts).running_time_words

    def test_running_time_tells_of_the_interval(self):
        assert self.words(running_time=75) == "75 minutes, no interval"
        assert self.words(running_time=130, interval=15) == "130 minutes, one interval of 15 minutes"
        twice = self.words(running_time=180, interval=15, interval_count=2)
        assert twice == "180 minutes, 2 intervals of 15 minutes"
        assert self.words() == ""

    def test_entry_names_the_price_where_there_is_one(self):
        with override("en"):
            assert ShowPage().entry_words == "Free entry"
            paid = ShowPage(entry=ShowPage.Entry.AT_THE_DOOR, price_note="12 €")
            assert paid.entry_words == "Pay at the door: 12 €"


class CreditTests(WagtailPageTestCase):
    def test_credit_needs_a_person_or_a_name_and_not_both(self):
        person = Person.objects.create(name="Irene Valsecchi", locale=Locale.objects.get(language_code="it"))
        for credit in (Credit(role="Con"), Credit(role="Con", person=person, guest="Ada")):
            with self.subTest(credit=credit.guest), self.assertRaises(ValidationError):
                credit.clean()
        assert str(Credit(role="Con", person=person)) == "Con: Irene Valsecchi"
        assert str(Credit(role="Con", guest="Ada")) == "Con: Ada"


class ProgrammeTests(WagtailPageTestCase):
    def setUp(self):
        self.programme = add_programme()

    def test_programme_is_renderable_empty_and_with_shows(self):
        self.assertPageIsRenderable(self.programme)
        add_show(self.programme)
        self.assertPageIsRenderable(self.programme)

    def test_drafts_and_other_languages_are_left_out(self):
        add_show(self.programme, slug="uno", title="Uno")
        add_show(self.programme, slug="bozza", title="Bozza", live=False)
        add_show(add_programme("en"), slug="two", title="Two")
        assert [show.title for show in self.client.get(self.programme.url).context["shows"]] == ["Uno"]

    def test_programme_costs_the_same_queries_with_one_show_and_with_three(self):
        for slug in ("uno", "due tre"):
            for name in slug.split():
                add_show(self.programme, slug=name)
            self.client.get(self.programme.url)  # warms the caches of sites and content types
            with self.subTest(slug=slug), self.assertNumQueries(QUERIES_OF_THE_PROGRAMME):
                self.client.get(self.programme.url)
