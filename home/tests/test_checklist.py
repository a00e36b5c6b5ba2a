"""The checklist: what pages lack, where it is shown, and that it never blocks."""

import io
import re

from django.contrib.auth.models import User
from django.core.files.images import ImageFile
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from PIL import Image
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import querydict_from_html

from home import checklist
from home.checklist import Finding, Severity
from home.models import AzioneImage, HomePage, StandardPage
from home.userbar import AuthorsChecker, vague_pattern


def make_image(**values) -> AzioneImage:
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    file = ImageFile(io.BytesIO(content.getvalue()), name="foto.png")
    return AzioneImage.objects.create(title="Foto", file=file, **values)


def words(page: Page) -> set[str]:
    with override("en"):
        return {finding.words for finding in checklist.findings(page)}


class ChecklistTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.home = HomePage.objects.get(locale__language_code="it")
        cls.english = Locale.objects.get(language_code="en")
        cls.page = cls.home.add_child(instance=StandardPage(title="Chi siamo", slug="chi-siamo-noi"))
        cls.page.save_revision().publish()
        cls.admin = User.objects.create_superuser("capo")

    def complete(self) -> StandardPage:
        page = StandardPage.objects.get(pk=self.page.pk)
        page.summary = "Chi siamo e che cosa facciamo."
        page.social_image = make_image(description="Il gruppo in prova", description_en="The group rehearsing")
        page.save_revision().publish()
        translation = page.copy_for_translation(self.english)
        translation.save_revision().publish()
        return StandardPage.objects.get(pk=page.pk)


class FindingTests(ChecklistTestCase):
    def test_an_empty_page_lacks_these(self):
        assert words(self.page) == {
            "No summary: search engines and cards show none.",
            "No picture for cards and shared links.",
            "There is no translation: English.",
        }

    def test_a_complete_page_lacks_nothing(self):
        assert words(self.complete()) == set()

    def test_a_search_description_stands_for_the_summary(self):
        self.page.search_description = "Chi siamo"
        assert "No summary: search engines and cards show none." not in words(self.page)

    def test_a_picture_without_words_in_the_page_s_language_is_named(self):
        picture = make_image(description="", description_en="The group")
        self.page.social_image = picture
        assert "The picture “Foto” has no description for those who cannot see it." in words(self.page)
        [finding] = [found for found in checklist.findings(self.page) if found.url == f"/admin/images/{picture.pk}/"]
        assert finding.severity == Severity.MISSING

    def test_a_draft_translation_is_advice(self):
        page = self.complete()
        page.get_translation(self.english).unpublish()
        assert words(page) == {"The translation is not published: English."}
        assert checklist.count_missing(checklist.findings(page)) == 0

    def test_a_draft_is_judged_as_the_draft(self):
        draft = self.page.get_latest_revision_as_object()
        draft.summary = "Nuovo"
        assert "No summary: search engines and cards show none." not in words(draft)

    def test_a_page_that_was_never_saved_can_be_judged(self):
        assert "No summary: search engines and cards show none." in words(StandardPage(locale=self.home.locale))

    def test_missing_comes_before_advice(self):
        severities = [finding.severity for finding in checklist.findings(self.page)]
        assert severities == sorted(severities)

    def test_many_pages_cost_as_many_queries_as_one(self):
        self.complete()
        for number in range(3):
            page = self.home.add_child(instance=StandardPage(title="Altra", slug=f"altra-{number}"))
            page.social_image = make_image(description="x")
            page.save()
        pages = list(StandardPage.objects.select_related("locale"))
        with CaptureQueriesContext(connection) as one:
            checklist.findings_by_page(pages[:1])
        with CaptureQueriesContext(connection) as all_of_them:
            checklist.findings_by_page(list(StandardPage.objects.select_related("locale")))
        assert len(all_of_them) - 1 <= len(one) + 1  # the list itself, and pictures that the first may lack

    def test_numbers_count_what_is_missing_and_not_advice(self):
        advice = Finding("Aiuterebbe", severity=Severity.ADVICE)
        assert checklist.count_missing([Finding("Manca"), advice, Finding("Manca")]) == 2


class ScreenTests(ChecklistTestCase):
    def setUp(self):
        self.client.force_login(self.admin)

    def test_the_editor_names_what_is_missing_with_a_way_to_each(self):
        html = self.client.get(f"/admin/pages/{self.page.pk}/edit/").content.decode()
        assert 'data-checklist-field="summary"' in html
        assert f"/admin/translation/submit/page/{self.page.pk}/" in html

    def test_a_new_page_can_be_opened(self):
        answer = self.client.get(f"/admin/pages/add/home/standardpage/{self.home.pk}/")
        self.assertContains(answer, 'data-checklist-field="summary"')

    def test_complete_pages_are_green(self):
        answer = self.client.get(f"/admin/pages/{self.complete().pk}/edit/")
        self.assertContains(answer, "checklist__box--complete")
        self.assertNotContains(answer, "data-checklist-field")

    def test_the_list_is_read_anew_from_the_newest_draft(self):
        path = f"/admin/checklist/{self.page.pk}/"
        self.assertContains(self.client.get(path), 'data-checklist-field="summary"')
        self.page.summary = "Nuovo"
        self.page.save_revision()
        self.assertNotContains(self.client.get(path), 'data-checklist-field="summary"')

    def test_nor_may_others_read_it(self):
        self.client.force_login(User.objects.create_user("nessuno"))
        assert self.client.get(f"/admin/checklist/{self.page.pk}/").status_code == 302

    def test_publishing_works_and_says_what_is_still_missing(self):
        html = self.client.get(f"/admin/pages/{self.page.pk}/edit/").content.decode()
        sent = querydict_from_html(html, form_id="page-edit-form")
        data = {name: sent.getlist(name) for name in sent}
        answer = self.client.post(
            f"/admin/pages/{self.page.pk}/edit/",
            {**data, "body-count": "0", "title": "Pubblicata", "action-publish": "action-publish"},
            follow=True,
        )
        self.page.refresh_from_db()
        assert self.page.title == "Pubblicata"
        levels = [message.level_tag for message in answer.context["messages"]]
        assert levels.count("warning") == 1

    def test_the_report_lists_pages_with_something_missing_and_no_others(self):
        complete = self.complete()
        other = self.home.add_child(instance=StandardPage(title="Incompleta", slug="incompleta"))
        listed = {page.pk for page in self.client.get("/admin/reports/incomplete/").context["object_list"]}
        assert other.pk in listed
        assert complete.pk not in listed
        only_english = self.client.get(f"/admin/reports/incomplete/?locale={self.english.pk}")
        assert {page.locale_id for page in only_english.context["object_list"]} <= {self.english.pk}

    def test_the_report_can_be_taken_away_as_a_table(self):
        self.page.title = "=1+1"
        self.page.save()
        answer = self.client.get("/admin/reports/incomplete/?export=csv")
        table = b"".join(answer.streaming_content).decode()
        assert "'=1+1" in table
        assert not re.search(r"(^|,)=1", table, re.MULTILINE)

    def test_those_who_edit_no_pages_do_not_get_the_report(self):
        self.client.force_login(User.objects.create_user("nessuno"))
        assert self.client.get("/admin/reports/incomplete/").status_code == 302

    def test_the_guide_is_read_in_the_admin(self):
        answer = self.client.get("/admin/guide/editors/")
        self.assertContains(answer, "Uno spettacolo nuovo")
        self.assertContains(self.client.get("/admin/"), "/admin/guide/editors/")


class VagueLinkTests(SimpleTestCase):
    pattern = re.compile(vague_pattern(), re.IGNORECASE)

    def test_links_that_say_nothing_are_found(self):
        for text in [
            "clicca qui",
            "Clicca qui!",
            "QUI",
            " qui ",
            "leggi",
            "Leggi di più…",
            "click here",
            "Here",
            "«qui»",
            "Read more →",
        ]:
            with self.subTest(text):
                assert self.pattern.match(text.rstrip("!"))

    def test_links_that_say_where_they_lead_are_not(self):
        for text in [
            "Qui si prova: il laboratorio",
            "Leggi la recensione di Ada Rossi",
            "Heretics",
            "Altrove",
            "Programma",
        ]:
            with self.subTest(text):
                assert not self.pattern.match(text)

    def test_every_rule_has_words_of_ours(self):
        missing = set(AuthorsChecker.axe_run_only) - set(AuthorsChecker.axe_messages)
        assert missing == set()
