"""Sessions of `azionelab.sign_in.sessions`: which row opens the door, and which none."""

from collections import OrderedDict
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory, TestCase
from django.utils import timezone

from azionelab import roles
from azionelab.sign_in import sessions
from azionelab.sign_in.sessions import AccountMiddleware, SessionStore
from tests.staff import make_member

PATH = "/api/check-ins/performances/"


class SessionTests(TestCase):
    def setUp(self):
        self.client.force_login(make_member(roles.FRONT_OF_HOUSE, "maschera"))

    def test_a_session_is_found_by_one_statement(self):
        with self.assertNumQueries(1):
            assert SessionStore(self.client.session.session_key).load()["_auth_user_id"]

    def test_session_and_account_are_one_statement_once_its_holder_is_known(self):
        with patch.object(sessions, "_holders", OrderedDict()):  # as in a process that has not met it
            for statements in (2, 1, 1):
                request = RequestFactory().get("/")
                request.session = SessionStore(self.client.session.session_key)
                AccountMiddleware(lambda _request: None).process_request(request)
                with self.assertNumQueries(statements):
                    assert request.user.has_perm("checkins.admit_parties")

    def test_whoever_signs_in_is_known_to_hold_the_session(self):
        assert sessions._holders[self.client.session.session_key] == User.objects.get(username="maschera").pk

    def test_what_is_remembered_opens_nothing(self):
        """Each thing that shuts somebody out shuts them out also where their session is remembered."""
        someone, key = User.objects.get(username="maschera"), self.client.session.session_key

        def sign_in():
            self.client.force_login(someone)
            assert self.client.get(PATH).status_code == self.client.get(PATH).status_code == 200

        def another_password():
            someone.set_password("una nuova parola")
            someone.save()

        ends = {
            "shut out": lambda: User.objects.update(is_active=False),
            "another password": another_password,
            "session deleted": lambda: Session.objects.all().delete(),
            "somebody else's session by now": lambda: Session.objects.update(session_data=other.encode({})),
            "account gone": lambda: User.objects.all().delete(),
        }
        other = SessionStore(key)
        for name, end in ends.items():
            with self.subTest(name):
                User.objects.update(is_active=True)
                sign_in()
                end()
                assert self.client.get(PATH).status_code == 403

    def test_the_holder_of_a_session_may_change(self):
        """As by a signed row of the table: what is remembered of it is of no weight."""
        assert self.client.get(PATH).status_code == 200
        mine = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        office = Client()
        office.force_login(make_member(roles.BOX_OFFICE, "biglietteria"))
        row = Session.objects.get(pk=office.session.session_key)
        Session.objects.filter(pk=mine).update(session_data=row.session_data)
        for _again in range(2):
            answer = self.client.get("/admin/box-office/")
            assert answer.wsgi_request.user.username == "biglietteria"

    def test_processes_remember_some_sessions_and_forget_the_oldest(self):
        with patch.object(sessions, "REMEMBERED", 2), patch.object(sessions, "_holders", OrderedDict()) as holders:
            for key in ("first", "second", "first", "third"):
                sessions._remember(key, 1)
            assert list(holders) == ["first", "third"]

    def test_a_session_opens_until_its_time_is_over(self):
        assert self.client.get(PATH).status_code == 200
        Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
        assert self.client.get(PATH).status_code == 403

    def test_nobody_who_has_signed_out_comes_back_with_the_old_cookie(self):
        cookie = self.client.cookies[settings.SESSION_COOKIE_NAME].value
        self.client.post("/logout/")
        self.client.cookies[settings.SESSION_COOKIE_NAME] = cookie
        assert self.client.get(PATH).status_code == 403

    def test_a_key_that_a_stranger_has_made_up_is_not_taken_over(self):
        store = SessionStore("0123456789abcdefghijklmnopqrstuv")
        assert (store.load(), store.session_key) == ({}, None)
