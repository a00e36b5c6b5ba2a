"""What an editor may not do to a page because reservations rest on it, through the admin's own screens."""

from datetime import timedelta

from django.contrib.messages import get_messages
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale, Page

from azionelab import roles
from bookings.models import Performance
from bookings.tests.factories import confirmed, make_performance, make_show, playing_soon
from home.models import HomePage, StandardPage
from shows.models import ShowIndexPage, ShowPage
from tests.staff import make_member


class GuardTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.administrator = make_member(roles.ADMINISTRATORS)
        cls.performance = playing_soon(capacity=10)
        confirmed(cls.performance, at=timezone.now(), party_size=4)
        cls.show = ShowPage.objects.get(pk=cls.performance.show_id)
        cls.index = cls.show.get_parent()
        cls.home = HomePage.objects.get(locale__language_code="it")
        cls.english = Locale.objects.get(language_code="en")
        cls.index.copy_for_translation(cls.english, copy_parents=True)
        cls.translation = cls.show.copy_for_translation(cls.english)
        cls.translation.save_revision().publish()

    def setUp(self):
        self.client.force_login(self.administrator)

    def post(self, path: str, **data):
        answer = self.client.post(f"/admin/{path}", data)
        assert answer.status_code in {200, 302}, answer.status_code
        return answer

    def said(self, answer) -> str:
        return " ".join(str(message) for message in get_messages(answer.wsgi_request))

    def parents(self) -> dict[int, int]:
        return {page.pk: page.get_parent().pk for page in Page.objects.filter(depth__gt=1)}


class DeleteTests(GuardTestCase):
    def test_show_and_pages_above_it_stay_and_the_show_is_named(self):
        for page in (self.show, self.index, self.home):
            with self.subTest(page.title):
                answer = self.post(f"pages/{page.pk}/delete/", confirm_site_name="AzioneLab")
                assert "“Prova aperta”" in self.said(answer)
                assert answer.url == f"/admin/pages/{page.get_parent().pk}/"
        assert Performance.objects.count() == 1
        assert ShowPage.objects.filter(pk=self.show.pk).exists()

    def test_nor_is_a_show_without_dates_deleted_together_with_one_that_has_them(self):
        empty = make_show("Vuoto", slug="vuoto")
        answer = self.post(f"bulk/wagtailcore/page/delete/?id={empty.pk}&id={self.show.pk}&next=/admin/")
        assert "Prova aperta" in self.said(answer)
        assert ShowPage.objects.filter(pk__in=[empty.pk, self.show.pk]).count() == 2

    def test_a_show_without_dates_is_deleted(self):
        empty = make_show("Vuoto", slug="vuoto")
        self.post(f"pages/{empty.pk}/delete/")
        assert not ShowPage.objects.filter(pk=empty.pk).exists()

    def test_a_translation_is_deleted_and_the_dates_stay(self):
        self.post(f"pages/{self.translation.pk}/delete/")
        assert not ShowPage.objects.filter(pk=self.translation.pk).exists()
        assert Performance.objects.get().show_id == self.show.pk

    def test_many_shows_are_named_in_part(self):
        for number in range(4):
            show = make_show(f"Replica {number}", slug=f"replica-{number}")
            make_performance(show=show, starts_at=timezone.now() + timedelta(days=number + 2))
        said = self.said(self.post(f"pages/{self.index.pk}/delete/"))
        assert (said.count("“"), "…" in said) == (3, True)


class MoveTests(GuardTestCase):
    def setUp(self):
        super().setUp()
        # A second programme of each language, as a change of the page types may bring.
        self.elsewhere = self.home.add_child(instance=ShowIndexPage(title="Altrove", slug="altrove"))
        english_home = HomePage.objects.get(locale=self.english)
        self.elsewhere_in_english = english_home.add_child(
            instance=ShowIndexPage(title="Elsewhere", slug="elsewhere", locale=self.english)
        )
        self.empty = make_show("Vuoto", slug="vuoto")

    def test_show_and_pages_above_it_stay(self):
        before = self.parents()
        for page, destination in [(self.show, self.elsewhere), (self.index, self.elsewhere)]:
            with self.subTest(page.title):
                answer = self.post(f"pages/{page.pk}/move/{destination.pk}/confirm/")
                assert "“Prova aperta”" in self.said(answer)
        assert self.parents() == before

    def test_nor_the_translation_since_both_have_one_address_each(self):
        before = self.parents()
        answer = self.post(f"pages/{self.translation.pk}/move/{self.elsewhere_in_english.pk}/confirm/")
        assert "“Prova aperta”" in self.said(answer)
        assert self.parents() == before

    def test_nor_in_bulk(self):
        before = self.parents()
        path = f"bulk/wagtailcore/page/move/?id={self.empty.pk}&id={self.show.pk}&next=/admin/"
        answer = self.post(path, chooser=self.elsewhere.pk)
        assert "“Prova aperta”" in self.said(answer)
        assert self.parents() == before

    def test_a_show_without_dates_moves_alone_and_in_bulk(self):
        self.post(f"pages/{self.empty.pk}/move/{self.elsewhere.pk}/confirm/")
        assert self.parents()[self.empty.pk] == self.elsewhere.pk
        self.post(f"bulk/wagtailcore/page/move/?id={self.empty.pk}&next=/admin/", chooser=self.index.pk)
        assert self.parents()[self.empty.pk] == self.index.pk

    def test_order_within_the_programme_changes(self):
        assert [page.pk for page in self.index.get_children()] == [self.show.pk, self.empty.pk]
        self.post(f"pages/{self.show.pk}/set_position/?position=1")
        assert [page.pk for page in self.index.get_children()] == [self.empty.pk, self.show.pk]

    def test_moving_to_where_it_is_is_no_move(self):
        answer = self.post(f"pages/{self.show.pk}/move/{self.index.pk}/confirm/")
        assert "codici" not in self.said(answer)
        assert "“Prova aperta”" not in self.said(answer)


class CopyTests(GuardTestCase):
    def copy(self, page: Page, slug: str, **data):
        fields = {
            "new_title": "Copia",
            "new_slug": slug,
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
        }
        return self.post(f"pages/{page.pk}/copy/", **fields, **data)

    def test_copy_of_a_show_has_no_dates(self):
        self.copy(self.show, "copia")
        copied = ShowPage.objects.get(slug="copia")
        assert copied.performances.count() == 0
        assert copied.translation_key != self.show.translation_key
        assert Performance.objects.get().show_id == self.show.pk

    def test_nor_have_copies_of_a_page_with_all_below_it(self):
        below = self.home.add_child(instance=StandardPage(title="Sotto", slug="sotto"))
        self.copy(below, "sotto-copia", copy_subpages="on")
        before = ShowPage.objects.count()
        self.index.specific.copy(
            recursive=True, update_attrs={"slug": "programma-copia"}, to=self.home, user=self.administrator
        )
        assert ShowPage.objects.count() == before + 1
        assert list(Performance.objects.values_list("show_id", flat=True)) == [self.show.pk]

    def test_alias_has_no_dates_and_becomes_a_page_without_them(self):
        self.copy(self.show, "specchio", alias="on")
        alias = ShowPage.objects.get(slug="specchio")
        assert (alias.alias_of_id, alias.performances.count()) == (self.show.pk, 0)
        self.post(f"pages/{alias.pk}/convert_alias/")
        alias.refresh_from_db()
        assert (alias.alias_of_id, alias.performances.count()) == (None, 0)
        assert Performance.objects.get().show_id == self.show.pk

    def test_translation_by_the_button_has_no_dates_of_its_own(self):
        self.index.refresh_from_db()
        show = make_show("Da tradurre", slug="da-tradurre")
        make_performance(show=show, starts_at=timezone.now() + timedelta(days=3))
        self.post(f"translation/submit/page/{show.pk}/", locales=[self.english.pk])
        translated = show.get_translation(self.english)
        assert translated.performances.count() == 0
        assert show.performances.count() == 1


class UnpublishTests(GuardTestCase):
    def warnings(self, answer) -> int:
        found = [message for message in get_messages(answer.wsgi_request) if message.level_tag == "warning"]
        self.client.get("/admin/")  # reads them, so that the next answer has its own
        return len(found)

    def test_it_says_that_booking_stops_and_keeps_what_is_booked(self):
        assert self.warnings(self.post(f"pages/{self.show.pk}/unpublish/")) == 1
        self.show.refresh_from_db()
        assert self.show.live is False
        reservation = self.performance.reservations.get()
        assert reservation.status == "confirmed"
        assert self.client.get(f"/api/performances/{self.performance.pk}/").status_code == 404

    def test_also_for_all_below_a_page_and_in_bulk(self):
        assert self.warnings(self.post(f"pages/{self.index.pk}/unpublish/", include_descendants="on")) == 1
        self.show.refresh_from_db()
        self.show.save_revision().publish()
        path = f"bulk/wagtailcore/page/unpublish/?id={self.show.pk}&next=/admin/"
        assert self.warnings(self.post(path)) == 1

    def test_where_no_booking_stops_nothing_is_said_of_it(self):
        empty = make_show("Vuoto", slug="vuoto")
        for page in (empty, self.translation):
            with self.subTest(page.title):
                assert self.warnings(self.post(f"pages/{page.pk}/unpublish/")) == 0
