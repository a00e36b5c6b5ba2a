from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import override
from wagtail.models import Locale, Site
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import CompanyPage, CompanySettings, HomePage, Person, PersonPage, StandardPage
from home.tests.builders import add_company_page, add_image, add_person, add_person_page, home

# Of these Wagtail takes seven to find a page at the first level.
QUERIES_OF_THE_COMPANY = 18


def groups(page: CompanyPage) -> list[tuple[str, list[str]]]:
    return [(group.heading, [member.title for member in group.pages]) for group in page.groups_of_people()]


def list_items(values: list) -> dict:
    """The form of a ListBlock, for which Wagtail has no helper."""
    items = {str(n): {"value": value, "order": n, "deleted": "", "id": ""} for n, value in enumerate(values)}
    return {"count": len(values)} | items


class TreeTests(WagtailPageTestCase):
    def test_company_stands_below_home_once_and_holds_people(self):
        self.assertAllowedParentPageTypes(CompanyPage, {HomePage})
        assert {PersonPage, StandardPage} <= set(CompanyPage.allowed_subpage_models())
        add_company_page("it")
        assert not CompanyPage.can_create_at(home("it"))
        assert CompanyPage.can_create_at(home("en"))

    def test_person_stands_below_the_company_and_holds_nothing(self):
        self.assertAllowedParentPageTypes(PersonPage, {CompanyPage})
        self.assertAllowedSubpageTypes(PersonPage, set())


class CompanyPageTests(WagtailPageTestCase):
    def setUp(self):
        self.company = add_company_page()

    def add(self, name: str, **fields) -> PersonPage:
        return add_person_page(self.company, add_person(name), **fields)

    def test_company_is_renderable_with_and_without_people(self):
        self.assertPageIsRenderable(self.company)
        self.add("Irene Valsecchi")
        self.assertPageIsRenderable(self.company)

    def test_company_is_editable_and_previewable(self):
        self.login()
        member = self.add("Irene Valsecchi")
        post_data = nested_form_data(
            {
                "title": "Chi siamo",
                "slug": "chi-siamo",
                "introduction": "Nove persone.",
                "body": streamfield([("heading", "Un laboratorio")]),
                "groups": streamfield([("group", {"heading": "In scena", "people": list_items([member.pk])})]),
                "comments": inline_formset([]),
            }
        )
        self.assertPageIsEditable(self.company, post_data=post_data)
        self.assertPageIsPreviewable(self.company, post_data=post_data)

    def test_people_stand_in_the_groups_and_the_order_that_editors_chose(self):
        irene, elio, marta = self.add("Irene"), self.add("Elio"), self.add("Marta")
        self.company.groups = [
            ("group", {"heading": "Sala", "people": [marta]}),
            ("group", {"heading": "In scena", "people": [elio, irene]}),
        ]
        assert groups(self.company) == [("Sala", ["Marta"]), ("In scena", ["Elio", "Irene"])]

    def test_people_of_no_group_come_last_and_drafts_not_at_all(self):
        irene, elio = self.add("Irene"), self.add("Elio", live=False)
        self.add("Marta")
        self.company.groups = [
            ("group", {"heading": "In scena", "people": [irene, elio]}),
            ("group", {"heading": "Bozze", "people": [elio]}),
        ]
        assert groups(self.company) == [("In scena", ["Irene"]), ("", ["Marta"])]

    def test_groups_chosen_in_italian_hold_in_english(self):
        irene = self.add("Irene")
        english = add_company_page("en")
        add_person_page(english, irene.person, title="Irene (EN)", translation_key=irene.translation_key)
        english.groups = [("group", {"heading": "On stage", "people": [irene]})]
        assert groups(english) == [("On stage", ["Irene (EN)"])]

    def test_person_is_shown_in_the_language_of_the_page(self):
        irene = add_person("Irene", role="Attrice")
        actor = irene.copy_for_translation(Locale.objects.get(language_code="en"))
        actor.role = "Actor"
        actor.save()
        english = add_company_page("en")
        add_person_page(english, irene)
        self.assertContains(self.client.get(english.url), '<p class="person-card__role">Actor</p>', html=True)

    def test_company_data_of_the_site_stand_beside_the_story(self):
        company = CompanySettings.for_site(Site.objects.get())
        company.founded, company.address, company.map_url = 2009, "via del Fondale 12", "https://map.example/"
        company.save()
        response = self.client.get(self.company.url)
        self.assertContains(response, "<dd>2009</dd>", html=True)
        self.assertContains(response, '<a href="https://map.example/">Vedi sulla mappa</a>', html=True)

    def test_company_costs_the_same_queries_with_one_person_and_with_three(self):
        for names in (["Irene"], ["Elio", "Marta"]):
            pages = [self.add(name) for name in names]
            Person.objects.update(portrait=add_image())
            self.company.groups = [("group", {"heading": "In scena", "people": pages})]
            self.company.save()
            self.client.get(self.company.url)  # makes the renditions, warms the caches of sites and content types
            with self.subTest(names=names), self.assertNumQueries(QUERIES_OF_THE_COMPANY):
                self.client.get(self.company.url)


class PersonPageTests(WagtailPageTestCase):
    def setUp(self):
        self.company = add_company_page()
        self.person = add_person("Irene Valsecchi", role="Attrice", biography="<p>Viene dalla danza.</p>")
        self.page = add_person_page(self.company, self.person)

    def test_page_is_renderable_and_tells_what_the_person_tells(self):
        self.person.links = [("link", {"label": "Il mio sito", "url": "https://irene.example/"})]
        self.person.portrait = add_image()
        self.person.save()
        response = self.client.get(self.page.url)
        self.assertContains(response, '<h1 class="profile__name">Irene Valsecchi</h1>', html=True)
        self.assertContains(response, "Viene dalla danza.")
        self.assertContains(response, '<a href="https://irene.example/">Il mio sito</a>', html=True)
        self.assertContains(response, 'alt="Una sedia"')

    def test_page_is_editable_and_previewable(self):
        self.login()
        post_data = nested_form_data(
            {
                "title": "Irene Valsecchi",
                "slug": "irene-valsecchi",
                "person": self.person.pk,
                "body": streamfield([("heading", "Prima")]),
                "comments": inline_formset([]),
            }
        )
        self.assertPageIsEditable(self.page, post_data=post_data)
        self.assertPageIsPreviewable(self.page, post_data=post_data)

    def test_draft_without_a_person_can_be_kept_and_previewed(self):
        draft = PersonPage(title="Qualcuno", slug="qualcuno", locale=self.company.locale, live=False)
        self.company.add_child(instance=draft)
        assert draft.shown_person is None
        assert draft.listing_image is None
        assert draft.make_preview_request().status_code == 200

    def test_second_page_of_a_person_in_one_language_is_refused(self):
        with override("en"), self.assertRaisesMessage(ValidationError, "has a page in this language already"):
            add_person_page(self.company, self.person, slug="ancora")
        english = add_company_page("en")
        add_person_page(english, self.person)
        assert PersonPage.objects.count() == 2

    def test_person_with_a_page_cannot_be_deleted(self):
        with self.assertRaises(ProtectedError):
            self.person.delete()

    def test_shared_links_show_the_portrait(self):
        self.person.portrait = add_image()
        self.person.save()
        self.assertContains(self.client.get(self.page.url), 'property="og:image"')


class PersonLinkTests(WagtailPageTestCase):
    def test_person_block_links_the_page_of_the_language_alone(self):
        company = add_company_page(live=True)
        person = add_person("Irene Valsecchi")
        company.body = [("people", {"heading": "", "people": [person]})]
        company.save()
        self.assertNotContains(self.client.get(company.url), "irene-valsecchi")
        page = add_person_page(company, person)
        self.assertContains(
            self.client.get(company.url),
            f'<h3 class="person__name"><a href="{page.url}">Irene Valsecchi</a></h3>',
            html=True,
        )
        page.unpublish()
        self.assertNotContains(self.client.get(company.url), "irene-valsecchi")
