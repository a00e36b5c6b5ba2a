"""Accounts as `azionelab.sign_in.accounts` reads them: what Django says of each, by one statement."""

from django.contrib.auth import get_user
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission, User
from django.test import RequestFactory, TestCase

from azionelab import roles
from azionelab.sign_in.accounts import AccountBackend
from tests.staff import make_member

PATH = "/api/check-ins/performances/"


class AccountTests(TestCase):
    def read(self, account):
        return AccountBackend().get_user(account.pk)

    def test_an_account_may_do_what_django_says_it_may(self):
        for role in (roles.FRONT_OF_HOUSE, roles.BOX_OFFICE, roles.EDITORS, roles.ADMINISTRATORS):
            with self.subTest(role):
                account = make_member(role)
                account.user_permissions.add(Permission.objects.get(codename="view_session"))
                assert self.read(account) == account
                assert self.read(account).get_all_permissions() == ModelBackend().get_all_permissions(account)
                assert "sessions.view_session" in self.read(account).get_all_permissions()

    def test_superusers_may_do_everything(self):
        account = User.objects.create_superuser("office")
        assert self.read(account).get_all_permissions() == ModelBackend().get_all_permissions(account)
        assert self.read(account).has_perm("checkins.admit_parties")

    def test_account_and_permissions_are_one_statement(self):
        account = make_member(roles.BOX_OFFICE)
        with self.assertNumQueries(1):
            assert self.read(account).has_perm("checkins.admit_parties")

    def test_nobody_is_read_who_is_not_there_or_was_shut_out(self):
        account = make_member(roles.FRONT_OF_HOUSE)
        User.objects.update(is_active=False)
        assert self.read(account) is None
        account.delete()
        assert AccountBackend().get_user(account.pk or 0) is None

    def test_what_is_taken_away_is_gone_at_the_next_call(self):
        account = make_member(roles.FRONT_OF_HOUSE)
        self.client.force_login(account)
        assert self.client.get(PATH).status_code == 200
        account.groups.clear()
        assert self.client.get(PATH).status_code == 403

    def test_a_session_is_of_this_backend(self):
        account = make_member(roles.FRONT_OF_HOUSE)
        self.client.force_login(account)
        request = RequestFactory().get("/")
        request.session = self.client.session
        assert get_user(request).permissions_read == {"checkins.admit_parties"}
