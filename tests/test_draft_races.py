"""A draft that saves itself while its page or its person is published, on PostgreSQL with real threads.

What is published stays so: the guard is the form's (home/forms.py, PublishedStaysPublished), and its lock has a canary.
"""

from unittest import mock

import pytest
from django.db.models import QuerySet
from django.test import Client
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Locale, Page
from wagtail.snippets.views.snippets import EditView as SnippetEditView
from wagtail.test.utils.form_data import querydict_from_html

from azionelab import roles
from home.models import HomePage, Person, StandardPage
from tests.racing import Meeting, RaceTestCase, race, until_one_waits_for_me
from tests.staff import make_member

pytestmark = pytest.mark.postgresql
AUTOSAVE = {"Accept": "application/json"}
PUBLISH = {"action-publish": "action-publish"}


class DraftTestCase(RaceTestCase):
    address: str
    form_id: str
    texts: tuple[str, str, str]  # the name of a field, what the draft has there, and what is published

    def setUp(self):
        super().setUp()
        self.editor = make_member(roles.EDITORS)

    def read_form(self):
        sent = querydict_from_html(self.signed_in().get(self.address).content.decode(), form_id=self.form_id)
        self.form = {**{name: sent.getlist(name) for name in sent}, "body-count": "0", "links-count": "0"}

    def signed_in(self) -> Client:
        client = Client()
        client.force_login(self.editor)
        return client

    def save_by_itself(self):
        field, draft, _published = self.texts
        return self.signed_in().post(self.address, {**self.form, field: draft}, headers=AUTOSAVE)

    def publish(self):
        field, _draft, published = self.texts
        return self.signed_in().post(self.address, {**self.form, field: published, **PUBLISH})

    def publish_once_the_draft_is_read(self, view: type, writes: str):
        """The draft has been read to be saved; before it is, all of it is published."""
        read, published = Meeting(2), Meeting(2)
        save_draft = getattr(view, writes)

        def save_later(itself):
            if itself.expects_json_response:
                read.wait()
                published.wait()
            return save_draft(itself)

        def publish():
            read.wait()
            return published.after(self.publish)()

        with mock.patch.object(view, writes, save_later):
            return race([self.save_by_itself, publish])


class PublishedPageTests(DraftTestCase):
    form_id = "page-edit-form"
    texts = ("title", "Il laborat", "Il laboratorio aperto")

    def setUp(self):
        super().setUp()
        home = HomePage.objects.get(locale__language_code="it")
        self.page = home.add_child(
            instance=StandardPage(title="Il laboratorio", slug="il-laboratorio", owner=self.editor, live=False)
        )
        self.page.save_revision()
        self.address = f"/admin/pages/{self.page.pk}/edit/"
        self.read_form()

    def published(self) -> tuple[bool, str]:
        page = Page.objects.get(pk=self.page.pk)
        return page.live, page.title

    def publish_once_the_draft_was_let_through(self, publish, until_it_may_be):
        """The draft has found the page unpublished, and is about to be written; now it is published."""
        let_through = Meeting(2)
        write = WagtailAdminPageForm.save

        def write_later(form, commit=True):
            if form.is_draft:
                let_through.wait()
                until_it_may_be()
            return write(form, commit)

        with mock.patch.object(WagtailAdminPageForm, "save", write_later):
            return race([self.save_by_itself, let_through.before(publish)])

    def test_what_was_published_while_a_draft_was_read_stays_published(self):
        saved, published = self.publish_once_the_draft_is_read(EditView, "save_action")
        assert (saved.status_code, saved.json()["error_code"]) == (400, "invalid_revision")
        assert published.status_code == 302
        assert self.published() == (True, "Il laboratorio aperto")

    def test_who_publishes_waits_for_a_draft_that_is_being_written(self):
        saved, published = self.publish_once_the_draft_was_let_through(self.publish, until_one_waits_for_me)
        assert (saved.status_code, published.status_code) == (200, 302)
        assert self.published() == (True, "Il laboratorio aperto")

    def test_canary_without_the_lock_a_published_page_is_none_any_more(self):
        is_published = Meeting(2)
        with mock.patch.object(QuerySet, "select_for_update", lambda rows, **_how: rows):
            publish = is_published.after(self.publish)
            saved, published = self.publish_once_the_draft_was_let_through(publish, is_published.wait)
        assert (saved.status_code, published.status_code) == (200, 302)
        assert self.published() == (False, "Il laborat")


class PublishedPersonTests(DraftTestCase):
    form_id = "w-editor-form"
    texts = ("name", "Samira C", "Samira Conti")

    def setUp(self):
        super().setUp()
        self.person = Person.objects.create(name="Samira", locale=Locale.get_default(), live=False)
        self.person.save_revision()
        self.address = f"/admin/snippets/home/person/edit/{self.person.pk}/"
        self.read_form()

    def test_who_was_published_while_a_draft_was_read_stays_published(self):
        saved, published = self.publish_once_the_draft_is_read(SnippetEditView, "save_instance")
        assert (saved.status_code, saved.json()["error_code"]) == (400, "invalid_revision")
        assert published.status_code == 302
        self.person.refresh_from_db()
        assert (self.person.live, self.person.name) == (True, "Samira Conti")
