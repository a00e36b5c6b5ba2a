from django.test import TestCase
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.test.utils import WagtailTestUtils
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import Person
from home.pictures import framed
from home.tests.builders import add_company_page, add_image, add_person, add_person_page


class PersonAdminTests(WagtailTestUtils, TestCase):
    def setUp(self):
        self.login()
        self.irene = add_person("Irene Valsecchi", role="Attrice")
        self.elio = add_person("Elio Santangelo", role="Attore", live=False)

    def address(self, view: str, *args) -> str:
        return reverse(Person.snippet_viewset.get_url_name(view), args=args)

    def names(self, **query) -> list[str]:
        response = self.client.get(self.address("list"), query)
        return [person.name for person in response.context["page_obj"]]

    def test_list_can_be_searched_by_name_and_role_on_any_database(self):
        assert self.names(q="vals") == ["Irene Valsecchi"]
        assert self.names(q="attore") == ["Elio Santangelo"]

    def test_list_can_be_narrowed_to_a_language(self):
        translation = self.irene.copy_for_translation(Locale.objects.get(language_code="en"))
        translation.name = "Irene (EN)"
        translation.save()
        assert self.names(locale="en") == ["Irene (EN)"]
        assert self.names(locale="it") == ["Elio Santangelo", "Irene Valsecchi"]

    def test_usage_names_the_page_of_the_person(self):
        page = add_person_page(add_company_page(), self.irene)
        with override("en"):
            response = self.client.get(self.address("usage", self.irene.pk))
        self.assertContains(response, page.title)
        self.assertContains(response, reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def test_person_is_edited_with_portrait_and_links(self):
        post_data = nested_form_data(
            {
                "name": "Irene Valsecchi",
                "role": "Attrice",
                "portrait": add_image().pk,
                "biography": rich_text("<p>Viene dalla danza.</p>"),
                "links": streamfield([("link", {"label": "Il mio sito", "url": "https://irene.example/"})]),
                "action-publish": "action-publish",
            }
        )
        response = self.client.post(self.address("edit", self.irene.pk), post_data)
        assert response.status_code == 302
        self.irene.refresh_from_db()
        assert [link.value["url"] for link in self.irene.links] == ["https://irene.example/"]

    def test_link_that_is_no_address_is_refused(self):
        post_data = nested_form_data(
            {
                "name": "Irene Valsecchi",
                "role": "",
                "portrait": "",
                "biography": rich_text("<p></p>"),
                "links": streamfield([("link", {"label": "Il mio sito", "url": "javascript:alert(1)"})]),
                "action-publish": "action-publish",
            }
        )
        response = self.client.post(self.address("edit", self.irene.pk), post_data)
        assert response.status_code == 200
        self.irene.refresh_from_db()
        assert not self.irene.links


class PortraitTests(TestCase):
    def test_portrait_is_cut_around_its_focal_point(self):
        image = add_image()
        framed(image, "large_portrait")
        before = set(image.renditions.values_list("focal_point_key", flat=True))
        image.focal_point_x, image.focal_point_y = 10, 12
        image.focal_point_width = image.focal_point_height = 8
        image.save()
        framed(image, "large_portrait")
        assert set(image.renditions.values_list("focal_point_key", flat=True)) - before
