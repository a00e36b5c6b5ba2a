import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from bookings.models import ContactMessage, ContactPage, Performance, VenuePage
from bookings.tests.factories import (
    booked,
    home_page,
    make_contact_page,
    make_performance,
    make_show,
    make_venue,
    make_venue_page,
    playing_soon,
)
from bookings.tokens import Purpose, make_token
from home.models import HomePage, StandardPage


def queries_of(client, path):
    """How many statements a page costs, once the caches of sites and content types are warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as statements:
        client.get(path)
    return len(statements)


class TreeTests(WagtailPageTestCase):
    def test_contact_and_venue_pages_stand_below_home_and_standard_pages_and_hold_nothing(self):
        for model in (ContactPage, VenuePage):
            with self.subTest(model=model.__name__):
                self.assertAllowedParentPageTypes(model, {HomePage, StandardPage})
                self.assertAllowedSubpageTypes(model, set())

    def test_one_contact_page_below_a_page(self):
        make_contact_page("en")
        assert not ContactPage.can_create_at(home_page("en"))
        assert ContactPage.can_create_at(home_page("it"))


class ContactPageTests(WagtailPageTestCase):
    def setUp(self):
        self.page = make_contact_page()

    def form_data(self, **values):
        return nested_form_data(
            {
                "title": "Contact",
                "slug": "contact",
                "introduction": "Write to us.",
                "topics": streamfield([("topic", "Press")]),
                "recipient": "stampa@azionelab.example",
                "thanks": "",
                "body": streamfield([]),
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                **values,
            }
        )

    def test_page_is_renderable_editable_and_previewable(self):
        self.assertPageIsRenderable(self.page)
        self.login()
        self.assertPageIsEditable(self.page, post_data=self.form_data())
        for mode in ("", "thanks"):
            with self.subTest(mode=mode):
                self.assertPageIsPreviewable(self.page, mode=mode, post_data=self.form_data())

    def test_preview_shows_the_form_and_sends_nothing(self):
        self.login()
        path = f"/admin/pages/{self.page.pk}/edit/preview/"
        self.client.post(path, self.form_data())
        preview = self.client.get(path)
        self.assertContains(preview, '<option value="Press">Press</option>', html=True)
        self.assertContains(preview, "The preview sends nothing.")
        self.assertContains(preview, '<button class="button" type="submit" disabled>')

    def test_recipient_is_an_address(self):
        self.page.recipient = "stampa"
        with pytest.raises(ValidationError, match="recipient"):
            self.page.full_clean()

    def test_messages_outlive_their_page(self):
        ContactMessage.objects.create(page=self.page, name="Giulia", created_at=timezone.now())
        self.page.delete()
        assert ContactMessage.objects.get().page is None


class VenuePageTests(WagtailPageTestCase):
    def setUp(self):
        self.venue = make_venue(name="La Serra", slug="la-serra", wheelchair_places=2, step_free="yes", parking="no")
        self.page = make_venue_page(self.venue, "en")

    def form_data(self, **values):
        return nested_form_data(
            {
                "title": "La Serra",
                "slug": "la-serra",
                "venue": self.venue.pk,
                "introduction": "Under glass.",
                "body": streamfield([("text", rich_text("<p>Heated, but not much.</p>"))]),
                "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
                **values,
            }
        )

    def test_page_is_renderable_editable_and_previewable(self):
        self.assertPageIsRenderable(self.page)
        self.login()
        self.assertPageIsEditable(self.page, post_data=self.form_data())
        self.assertPageIsPreviewable(self.page, post_data=self.form_data())

    def test_access_facts_are_the_venue_s_and_unknown_ones_are_shown(self):
        page = self.client.get(self.page.url)
        facts = re.findall(r'<dt>([^<]+)</dt><dd class="access access--(\w+)">([^<]+)</dd>', page.content.decode())
        assert facts == [
            ("Step-free way in", "yes", "Yes"),
            ("Wheelchair places", "yes", "2"),
            ("Hearing loop", "unknown", "Not known"),
            ("Accessible toilet", "unknown", "Not known"),
            ("Parking nearby", "no", "No"),
        ]

    def test_address_directions_and_map_are_the_venue_s(self):
        self.venue.directions_it, self.venue.directions_en = "Dal cancello.", "Through the gate."
        self.venue.save()
        page = self.client.get(self.page.url)
        self.assertContains(page, "Through the gate.")
        self.assertNotContains(page, "Dal cancello.")
        self.assertContains(page, 'href="https://www.openstreetmap.org/search?query=Via+del+Teatro+1%2C+Bologna"')
        self.assertNotContains(page, "<iframe")

    def test_next_performances_are_those_of_this_venue_still_to_come(self):
        here = playing_soon(venue=self.venue, show=make_show("Qui"))
        make_performance(venue=self.venue, show=make_show("Passato"), starts_at=timezone.now() - timedelta(days=2))
        playing_soon(show=make_show("Altrove"))
        page = self.client.get(self.page.url)
        assert [row.id for row in page.context["performances"]] == [here.pk]
        self.assertNotContains(page, "Altrove")

    def test_venue_without_performances_says_so(self):
        self.assertContains(self.client.get(self.page.url), "Nothing is announced here at the moment.")

    def test_page_costs_the_same_queries_with_one_performance_and_with_three(self):
        playing_soon(venue=self.venue)
        with_one = queries_of(self.client, self.page.url)
        for _another in range(2):
            playing_soon(venue=self.venue)
        assert queries_of(self.client, self.page.url) == with_one

    def test_second_page_of_a_venue_in_one_language_is_refused_in_the_editor(self):
        user = self.create_superuser("admin")
        form_class = VenuePage.get_edit_handler().get_form_class()
        second = VenuePage(locale=self.page.locale)
        form = form_class(self.form_data(slug="due"), instance=second, parent_page=home_page("en"), for_user=user)
        assert form.errors["venue"] == ["Questa sala ha già una pagina in questa lingua."]
        italian = VenuePage(locale=Locale.objects.get(language_code="it"))
        assert form_class(self.form_data(), instance=italian, parent_page=home_page("it"), for_user=user).is_valid()

    def test_page_is_created_in_the_admin(self):
        self.login()
        self.assertCanCreate(home_page("it"), VenuePage, self.form_data(slug="serra"))
        assert VenuePage.objects.get(locale__language_code="it").venue == self.venue

    def test_venue_with_a_page_cannot_be_deleted_and_deleting_the_page_changes_nothing(self):
        performance = playing_soon(venue=self.venue)
        before = Performance.objects.values().get()
        with pytest.raises(ProtectedError):
            make_venue_page(make_venue(), "it").venue.delete()
        self.page.delete()
        assert Performance.objects.values().get() == before
        assert performance.venue == self.venue


class VenueLinkTests(WagtailPageTestCase):
    def setUp(self):
        self.venue = make_venue(name="La Serra", slug="la-serra")
        self.performance = playing_soon(venue=self.venue)
        self.show = self.performance.show

    def test_venue_is_linked_in_the_language_of_the_page_where_it_has_a_page(self):
        make_venue_page(self.venue, "it")
        link = '<a href="/it/la-serra/">La Serra</a>'
        for path in (self.show.url, "/it/"):
            with self.subTest(path):
                self.assertContains(self.client.get(path), link, html=True)
        self.assertNotContains(self.client.get("/en/"), "la-serra/")

    def test_own_page_of_a_reservation_links_the_venue(self):
        make_venue_page(self.venue, "it")
        token = make_token(Purpose.MANAGE, booked(self.performance, timezone.now()).public_id)
        own_page = self.client.get(f"/it/reservations/{token}/")
        self.assertContains(own_page, '<a href="/it/la-serra/">La Serra</a>', html=True)

    def test_draft_page_is_not_linked(self):
        make_venue_page(self.venue, "it", live=False)
        self.assertNotContains(self.client.get("/it/"), "la-serra/")

    def test_links_cost_one_query_for_one_venue_and_for_three(self):
        make_venue_page(self.venue)
        with_one = queries_of(self.client, "/it/")
        for _another in range(2):
            make_venue_page(playing_soon(show=self.show).venue)
        assert queries_of(self.client, "/it/") == with_one
