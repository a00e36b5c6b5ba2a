"""Sessions of `azionelab.sign_in.sessions`: which row opens the door, and which none."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import TestCase
from django.utils import timezone

from azionelab import roles
from azionelab.sign_in.sessions import SessionStore
from tests.staff import make_member

PATH = "/api/check-ins/performances/"


class SessionTests(TestCase):
    def setUp(self):
        self.client.force_login(make_member(roles.FRONT_OF_HOUSE, "maschera"))

    def test_a_session_is_found_by_one_statement(self):
        with self.assertNumQueries(1):
            assert SessionStore(self.client.session.session_key).load()["_auth_user_id"]

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
