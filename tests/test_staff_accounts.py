"""Accounts of the staff: administrators manage them, see roles in words, and cannot make themselves superusers."""

from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.utils.translation import override

from azionelab import roles
from tests.staff import make_member


class StaffAccountTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.administrator = make_member(roles.ADMINISTRATORS)
        cls.superuser = User.objects.create_superuser("capo", "capo@example.org", "una lunga parola")

    def fields(self, **values) -> dict:
        return {
            "username": "nuova",
            "email": "nuova@example.org",
            "first_name": "Nuova",
            "last_name": "Persona",
            "password1": "parola molto lunga",
            "password2": "parola molto lunga",
            "is_superuser": "on",
            "groups": [Group.objects.get(name=roles.EDITORS).pk],
            **values,
        }

    def test_the_list_names_roles_in_words(self):
        make_member(roles.BOX_OFFICE)
        self.client.force_login(self.administrator)
        answer = self.client.get("/admin/users/")
        for words in ("Ruolo", "Biglietteria", "Amministrazione", "Superutente"):
            self.assertContains(answer, words)
        of_the_box_office = self.client.get(f"/admin/users/?group={Group.objects.get(name=roles.BOX_OFFICE).pk}")
        assert [user.username for user in of_the_box_office.context["users"]] == ["box-office"]

    def test_administrators_make_accounts_but_no_superusers(self):
        self.client.force_login(self.administrator)
        self.client.post("/admin/users/new/", self.fields())
        made = User.objects.get(username="nuova")
        assert (made.is_superuser, [group.name for group in made.groups.all()]) == (False, [roles.EDITORS])

    def test_nor_raise_an_account_or_themselves(self):
        editor = make_member(roles.EDITORS)
        self.client.force_login(self.administrator)
        for user in (editor, self.administrator):
            with self.subTest(user.username):
                fields = self.fields(username=user.username, password1="", password2="", is_active="on")
                self.client.post(f"/admin/users/edit/{user.pk}/", fields)
                user.refresh_from_db()
                assert (user.first_name, user.is_superuser) == ("Nuova", False)

    def test_nor_change_or_delete_a_superuser(self):
        self.client.force_login(self.administrator)
        self.client.post(f"/admin/users/edit/{self.superuser.pk}/", self.fields(username="capo"))
        self.client.post(f"/admin/users/delete/{self.superuser.pk}/")
        self.superuser.refresh_from_db()
        assert (self.superuser.email, self.superuser.check_password("una lunga parola")) == ("capo@example.org", True)

    def test_superusers_make_superusers(self):
        self.client.force_login(self.superuser)
        self.client.post("/admin/users/new/", self.fields())
        assert User.objects.get(username="nuova").is_superuser is True

    def test_roles_are_offered_in_words(self):
        self.client.force_login(self.administrator)
        with override("it"):
            words = [str(words) for words in roles.LABELS.values()]
        html = self.client.get("/admin/users/new/").content.decode()
        assert [word for word in words if word not in html] == []

    def test_what_administrators_may_open(self):
        self.client.force_login(self.administrator)
        for path in [
            "/admin/users/",
            "/admin/sites/",
            "/admin/locales/",
            "/admin/redirects/",
            "/admin/collections/",
            "/admin/workflows/list/",
            "/admin/workflows/tasks/index/",
            "/admin/bookings/reservation/",
            "/admin/bookings/add-dates/",
            "/admin/reports/incomplete/",
            "/admin/reports/site-history/",
            "/admin/settings/home/companysettings/",
        ]:
            with self.subTest(path):
                assert self.client.get(path, follow=True).redirect_chain in ([], [(f"{path}2/", 302)]) or (
                    self.client.get(path).status_code in {200, 302}
                    and self.client.get(path).headers.get("Location") != "/admin/"
                )

    def test_what_editors_may_open(self):
        self.client.force_login(make_member(roles.EDITORS))
        for path, may in [("/admin/redirects/", True), ("/admin/users/", False), ("/admin/sites/", False)]:
            with self.subTest(path):
                assert (self.client.get(path).status_code == 200) is may
