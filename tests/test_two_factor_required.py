"""TWO_FACTOR_REQUIRED: who must have a second factor reaches nothing before they have signed in with it."""

import pytest
from django.contrib.auth.models import User
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, SimpleTestCase, TestCase, override_settings

from azionelab import roles
from azionelab.env import roles_from
from azionelab.sign_in.models import AuthenticatorApp
from tests.second_factors import PASSWORD, code_of, give_app
from tests.staff import make_member

PAGES = ["/admin/", "/admin/bookings/reservation/", "/check-in/", "/check-in/house/", "/django-admin/", "/it/", "/"]
CALLS = ["/api/check-ins/performances/", "/api/performances/"]


def required(*names: str):
    return override_settings(TWO_FACTOR_REQUIRED=frozenset(names))


class RequiredTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.member = make_member(roles.BOX_OFFICE, "biglietteria")

    def sign_in(self, client: Client, **fields):
        return client.post("/login/", {"username": "biglietteria", "password": PASSWORD, **fields})

    def test_without_one_nothing_but_setting_it_up_is_reached(self):
        with required(roles.BOX_OFFICE):
            self.sign_in(self.client)
            for path in PAGES:
                with self.subTest(path):
                    assert self.client.get(path).url.startswith("/security/?next=%2F")
                    assert self.client.post(path).url == "/security/"
            for path in CALLS:
                with self.subTest(path):
                    answer = self.client.get(path, headers={"accept-language": "en"})
                    assert answer.status_code == 403
                    [error] = answer.json()["errors"]
                    assert error["code"] == "permission_denied"
                    assert "/security/" in error["detail"]
            self.assertContains(self.client.get("/security/"), "notice--warning")
            assert self.client.post("/logout/").url == "/"

    def test_setting_it_up_opens_the_rest_at_once(self):
        with required(roles.BOX_OFFICE):
            self.sign_in(self.client)
            self.client.get("/security/app/")
            app = AuthenticatorApp(user=self.member, key=self.client.session["sign_in_new_app"])
            assert self.client.post("/security/app/", {"code": code_of(app)}).url == "/security/"
            assert self.client.get("/admin/bookings/reservation/").status_code == 200

    def test_with_one_the_second_step_opens_everything(self):
        app = give_app(self.member)
        with required(roles.BOX_OFFICE):
            self.sign_in(self.client, next="/check-in/house/")
            answer = self.client.post("/login/second-step/", {"code": code_of(app)}, follow=True)
            assert answer.redirect_chain == [("/check-in/house/", 302)]
            assert answer.status_code == 200

    def test_removing_the_last_one_closes_everything_again(self):
        app = give_app(self.member)
        with required(roles.BOX_OFFICE):
            self.sign_in(self.client)
            self.client.post("/login/second-step/", {"code": code_of(app)})
            self.client.post("/security/app/remove/", {"password": PASSWORD})
            assert self.client.get("/admin/").url.startswith("/security/")

    def test_a_session_from_before_must_sign_in_again(self):
        self.sign_in(self.client)
        give_app(self.member)
        with required(roles.BOX_OFFICE):
            answer = self.client.get("/admin/", follow=True)
            assert [url.split("?")[0] for url, _ in answer.redirect_chain] == ["/security/", "/login/"]

    def test_other_roles_and_visitors_are_not_asked(self):
        with required(roles.ADMINISTRATORS):
            self.sign_in(self.client)
            assert self.client.get("/admin/").status_code == 200
        with required(*roles.PERMISSIONS):
            assert Client().get("/api/performances/").status_code == 200

    def test_a_superuser_is_an_administrator(self):
        self.client.force_login(User.objects.create_superuser("capo", "capo@example.org", PASSWORD))
        with required(roles.ADMINISTRATORS):
            assert self.client.get("/django-admin/").url.startswith("/security/")
        with required(roles.EDITORS):
            assert self.client.get("/django-admin/").status_code in {200, 302}


class SettingTests(SimpleTestCase):
    def test_roles_none_or_all(self):
        for written, meant in [
            ([], set()),
            ([""], set()),
            (["none"], set()),
            (["all"], set(roles.PERMISSIONS)),
            (["Administrators", " Box office"], {roles.ADMINISTRATORS, roles.BOX_OFFICE}),
        ]:
            with self.subTest(written):
                assert roles_from(written) == meant

    def test_a_slip_of_the_pen_stops_the_start(self):
        for written in (["Administrator"], ["all", "Editors"], ["none", "Editors"]):
            with pytest.raises(ImproperlyConfigured, match="it knows: none, all, Editors"):
                roles_from(written)

    def test_the_check_of_a_deployment_hints_at_administrators_without_one(self):
        def hints() -> list[str]:
            return [found.id for found in run_checks(include_deployment_checks=True) if found.id == "azionelab.W001"]

        assert hints() == ["azionelab.W001"]
        with required(roles.ADMINISTRATORS):
            assert hints() == []
