"""A page goes to a second pair of eyes and back, through the admin's own screens; comments and warnings are on."""

from io import StringIO

from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import TestCase
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, Page, TaskState, Workflow, WorkflowPage, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from azionelab import roles
from home.models import HomePage, OtherPersonApprovalTask, StandardPage
from tests.staff import make_member


class EditorialTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.writer, cls.colleague = make_member(roles.EDITORS, "scrive"), make_member(roles.EDITORS, "legge")
        cls.administrator = make_member(roles.ADMINISTRATORS)
        home = HomePage.objects.get(locale__language_code="it")
        cls.page = home.add_child(instance=StandardPage(title="Chi siamo", slug="chi-siamo-noi", owner=cls.writer))
        cls.page.save_revision().publish()

    def form(self, user: User, page: Page | None = None) -> dict:
        self.client.force_login(user)
        answer = self.client.get(f"/admin/pages/{(page or self.page).pk}/edit/")
        assert answer.status_code == 200
        sent = querydict_from_html(answer.content.decode(), form_id="page-edit-form")
        return {**{name: sent.getlist(name) for name in sent}, "body-count": "0"}

    def save(self, user: User, **values):
        return self.client.post(f"/admin/pages/{self.page.pk}/edit/", {**self.form(user), **values})


class SecondPairOfEyesTests(EditorialTestCase):
    def submit(self, user: User, title: str = "Chi siamo, di nuovo") -> TaskState:
        self.save(user, title=title, **{"action-submit": "action-submit"})
        self.page.refresh_from_db()
        return self.page.current_workflow_task_state

    def act(self, user: User, act: str, state: TaskState, comment: str = "") -> None:
        self.client.force_login(user)
        path = f"/admin/pages/workflow/action/{self.page.pk}/{act}/{state.pk}/"
        self.client.post(path, {"comment": comment})
        self.page.refresh_from_db()

    def test_a_colleague_approves_and_the_page_is_published(self):
        state = self.submit(self.writer)
        assert self.page.title == "Chi siamo"
        self.act(self.colleague, "approve", state)
        assert self.page.title == "Chi siamo, di nuovo"
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED

    def test_so_does_an_administrator(self):
        state = self.submit(self.writer)
        self.act(self.administrator, "approve", state)
        assert self.page.title == "Chi siamo, di nuovo"

    def test_nobody_approves_what_they_submitted(self):
        for number, user in enumerate([self.writer, self.administrator, User.objects.create_superuser("capo")]):
            with self.subTest(user.username):
                state = self.submit(user, f"Titolo {number}")
                for act in ("approve", "reject"):
                    self.act(user, act, state)
                    assert (self.page.title, self.page.current_workflow_task_state.status) == (
                        "Chi siamo",
                        TaskState.STATUS_IN_PROGRESS,
                    )
                WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS).cancel(user=user)

    def test_changes_are_asked_for_made_and_submitted_again(self):
        state = self.submit(self.writer)
        self.act(self.colleague, "reject", state, comment="Manca la data.")
        assert self.page.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
        state.refresh_from_db()
        assert (state.comment, self.page.title) == ("Manca la data.", "Chi siamo")
        again = self.save(
            self.writer, title="Chi siamo dal 1987", **{"action-restart-workflow": "action-restart-workflow"}
        )
        assert again.status_code == 302
        self.page.refresh_from_db()
        self.act(self.colleague, "approve", self.page.current_workflow_task_state)
        assert self.page.title == "Chi siamo dal 1987"

    def test_approvers_see_it_on_their_first_screen_and_the_writer_does_not(self):
        self.submit(self.writer)
        for user, sees in [(self.colleague, True), (self.administrator, True), (self.writer, False)]:
            with self.subTest(user.username):
                self.client.force_login(user)
                answer = self.client.get("/admin/")
                states = next(part["states"] for part in answer.context if "states" in part)
                assert bool(states) is sees

    def test_approvers_are_told_by_mail(self):
        mail.outbox.clear()
        self.submit(self.writer)
        told = {address for message in mail.outbox for address in message.to}
        assert {self.colleague.email, self.administrator.email} <= told

    def test_box_office_and_door_have_no_part_in_it(self):
        state = self.submit(self.writer)
        for role in (roles.BOX_OFFICE, roles.FRONT_OF_HOUSE):
            with self.subTest(role):
                self.act(make_member(role), "approve", state)
                assert self.page.title == "Chi siamo"

    def test_it_is_seeded_once_and_another_choice_is_kept(self):
        call_command("setup_roles", stdout=StringIO())
        assert (OtherPersonApprovalTask.objects.count(), Workflow.objects.count()) == (1, 1)
        own = Workflow.objects.create(name="La nostra")
        WorkflowPage.objects.update(workflow=own)
        call_command("setup_roles", stdout=StringIO())
        assert WorkflowPage.objects.get().workflow == own


class TogetherTests(EditorialTestCase):
    def test_the_second_editor_is_warned(self):
        self.form(self.writer)
        self.form(self.colleague)
        mine = EditingSession.objects.get(user=self.colleague)
        answer = self.client.post(
            f"/admin/editing-sessions/ping/wagtailcore/page/{self.page.pk}/{mine.pk}/", {"is_editing": "0"}
        )
        assert "Ada Editors" in answer.json()["html"]

    def test_what_was_saved_meanwhile_is_named(self):
        self.form(self.writer)
        session = EditingSession.objects.get(user=self.writer)
        loaded = self.page.latest_revision_id
        self.save(self.colleague, title="Un altro titolo")
        self.client.force_login(self.writer)
        answer = self.client.post(
            f"/admin/editing-sessions/ping/wagtailcore/page/{self.page.pk}/{session.pk}/",
            {"is_editing": "1", "revision_id": loaded},
        )
        others = answer.json()["other_sessions"]
        assert [other["revision_id"] for other in others if other["revision_id"]] != []

    def test_comments_are_on(self):
        comment = {
            "comments-TOTAL_FORMS": "1",
            "comments-0-contentpath": "title",
            "comments-0-text": "Più corto?",
            "comments-0-position": "null",
            "comments-0-resolved": "",
            "comments-0-DELETE": "",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
            "comments-0-id": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
            "comments-0-replies-MIN_NUM_FORMS": "0",
            "comments-0-replies-MAX_NUM_FORMS": "",
        }
        self.save(self.writer, **comment)
        assert [(row.text, row.user, row.page_id) for row in Comment.objects.all()] == [
            ("Più corto?", self.writer, self.page.pk)
        ]
