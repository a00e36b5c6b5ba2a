"""`/login/`: each to their work, tries counted by browser and account, and the second step of those who have one."""

import re

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client, TestCase, override_settings
from django_otp.plugins.otp_static.models import StaticToken

from azionelab import roles
from azionelab.sign_in import factors, known_devices, pending
from azionelab.sign_in.models import AuthenticatorApp
from tests.second_factors import PASSWORD, code_of, give_app, standing_clock
from tests.staff import make_member


def few_tries(scope: str):
    """Three tries in that scope, as many as anybody needs in all others."""
    many = {name: (1000, seconds) for name, (_, seconds) in settings.THROTTLES.items()}
    return override_settings(THROTTLES={**many, scope: (3, 300)})


class WithPasswordTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.member = make_member(roles.BOX_OFFICE, "biglietteria")

    def sign_in(self, client=None, username="biglietteria", password=PASSWORD, **fields):
        return (client or self.client).post("/login/", {"username": username, "password": password, **fields})

    def test_each_role_comes_to_its_work(self):
        for role, place in [
            (roles.EDITORS, "/admin/"),
            (roles.FRONT_OF_HOUSE, "/check-in/"),
            (roles.ADMINISTRATORS, "/admin/"),
        ]:
            make_member(role, role)
            with self.subTest(role):
                assert self.sign_in(Client(), role).url == place

    def test_next_is_followed_on_this_site_alone(self):
        for wanted, place in [
            ("/check-in/house/", "/check-in/house/"),
            ("https://elsewhere.example/", "/admin/box-office/"),
            ("//elsewhere.example/", "/admin/box-office/"),
            ("javascript:alert(1)", "/admin/box-office/"),
        ]:
            with self.subTest(wanted):
                assert self.sign_in(Client(), next=wanted).url == place

    def test_the_session_gets_a_new_key(self):
        self.client.get("/login/")
        self.client.session.save()
        before = self.client.session.session_key
        self.sign_in()
        assert self.client.session.session_key != before

    def test_too_many_tries_at_an_account_are_told_to_wait_whether_or_not_it_exists(self):
        with few_tries("login.account"):
            for username in ("biglietteria", "nobody-of-that-name"):
                answers = [self.sign_in(Client(), username, "wrong") for _ in range(4)]
                with self.subTest(username):
                    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
                    assert int(answers[-1].headers["Retry-After"]) > 0
                    self.assertContains(answers[-1], "Troppi tentativi", status_code=429)
            assert self.sign_in(Client()).status_code == 429, "the right password is not looked at either"

    def test_a_stranger_does_not_keep_out_who_has_signed_in_from_this_browser(self):
        self.sign_in()
        self.client.post("/logout/")
        with few_tries("login.account"):
            for _ in range(5):
                stranger = self.sign_in(Client(), password="wrong")
            assert stranger.status_code == 429
            assert self.sign_in().status_code == 302

    def test_a_browser_that_knows_an_account_has_no_more_tries_than_others(self):
        self.sign_in()
        self.client.post("/logout/")
        with few_tries("login.account"):
            answers = [self.sign_in(password="wrong").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]

    def test_a_forged_mark_of_the_browser_is_worth_nothing(self):
        forged = Client()
        forged.cookies[known_devices.COOKIE] = "W1siYSIsICJiIl1d:1x:forged"
        with few_tries("login.account"):
            for _ in range(4):
                answer = self.sign_in(forged, password="wrong")
        assert answer.status_code == 429

    def test_the_mark_of_the_browser_names_nobody(self):
        cookie = self.sign_in().cookies[known_devices.COOKIE]
        assert "biglietteria" not in cookie.value
        assert (cookie["path"], bool(cookie["httponly"])) == ("/login/", True)


class SecondStepTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.member = make_member(roles.BOX_OFFICE, "biglietteria")
        cls.app = give_app(cls.member)
        cls.codes = factors.new_recovery_codes(cls.member)

    def first_step(self, client=None, **fields):
        return (client or self.client).post("/login/", {"username": "biglietteria", "password": PASSWORD, **fields})

    def second_step(self, client=None, **fields):
        return (client or self.client).post("/login/second-step/", fields)

    def is_signed_in(self, client=None) -> bool:
        return SESSION_KEY in (client or self.client).session

    def test_the_password_alone_opens_nothing(self):
        assert self.first_step().url == "/login/second-step/"
        assert not self.is_signed_in()
        for path in ("/admin/", "/check-in/", "/security/", "/security/app/", "/api/check-ins/performances/"):
            with self.subTest(path):
                answer = self.client.get(path)
                assert answer.status_code == 403 or answer.url.startswith(("/login/", "/admin/login/"))

    def test_the_code_of_the_app_opens_the_page_that_was_asked_for(self):
        self.first_step(next="/check-in/house/")
        key = self.client.session.session_key
        assert self.second_step(code=code_of(self.app)).url == "/check-in/house/"
        assert self.is_signed_in()
        assert self.client.session.session_key != key
        assert pending.KEY not in self.client.session
        assert self.client.get("/check-in/house/").status_code == 200

    def test_a_place_elsewhere_is_not_gone_to(self):
        self.first_step(next="https://elsewhere.example/")
        assert self.second_step(code=code_of(self.app)).url == "/admin/box-office/"

    def test_a_wrong_code_is_told_and_opens_nothing(self):
        self.first_step()
        right = code_of(self.app)
        wrong = f"{(int(right) + 1) % 1_000_000:06d}"
        for code in (wrong, "", "abcdef", "1", right + "0", "٣" * 6):
            with self.subTest(code):
                answer = self.second_step(code=code)
                self.assertContains(answer, 'role="alert"')
                assert not self.is_signed_in()
        assert self.second_step(code=f"{right[:3]} {right[3:]}").status_code == 302, "and a code may be typed in two"

    def test_a_code_is_accepted_once(self):
        other = Client()
        with standing_clock():
            code = code_of(self.app)
            self.first_step()
            assert self.second_step(code=code).status_code == 302
            self.first_step(other)
            assert self.second_step(other, code=code).status_code == 200
            assert not self.is_signed_in(other)
            assert self.second_step(other, code=code_of(self.app, steps_ahead=1)).status_code == 302

    def test_a_recovery_code_opens_once_and_is_told_by_mail(self):
        self.first_step()
        written = f" {self.codes[0].upper().replace('-', ' ')} "
        assert self.second_step(recovery_code=written).status_code == 302
        assert self.is_signed_in()
        assert factors.of(self.member).codes_left == 9
        [letter] = mail.outbox
        assert letter.to == [self.member.email]
        assert "9" in letter.body
        other = Client()
        self.first_step(other)
        assert self.second_step(other, recovery_code=self.codes[0]).status_code == 200
        assert not self.is_signed_in(other)

    def test_a_code_of_another_account_opens_nothing(self):
        other = make_member(roles.EDITORS, "redazione")
        app = give_app(other)
        [code, *_rest] = factors.new_recovery_codes(other)
        self.first_step()
        assert self.second_step(recovery_code=code).status_code == 200
        if code_of(app) != code_of(self.app):
            assert self.second_step(code=code_of(app)).status_code == 200
        assert not self.is_signed_in()

    def test_too_many_codes_are_told_to_wait_from_whatever_browser(self):
        with few_tries("second-step.account"):
            for _ in range(3):
                client = Client()
                self.first_step(client)
                assert self.second_step(client, code="000000").status_code == 200
            self.first_step()
            answer = self.second_step(code=code_of(self.app))
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        self.assertContains(answer, "Troppi tentativi", status_code=429)
        assert not self.is_signed_in()

    def test_without_a_password_there_is_no_second_step(self):
        for answer in (self.client.get("/login/second-step/"), self.second_step(code=code_of(self.app))):
            assert answer.url == "/login/"
        assert not self.is_signed_in()

    def test_a_second_step_that_comes_too_late_begins_again(self):
        self.first_step()
        session = self.client.session
        session[pending.KEY] = {**session[pending.KEY], "until": 0}
        session.save()
        assert self.second_step(code=code_of(self.app)).url == "/login/"
        assert not self.is_signed_in()

    def test_nor_is_it_anybody_s_whose_password_has_changed_or_whose_account_is_closed(self):
        for change in ("password", "closed"):
            client = Client()
            self.first_step(client)
            if change == "password":
                self.member.set_password("un'altra parola lunga")
            else:
                self.member.is_active = False
            self.member.save()
            with self.subTest(change):
                assert self.second_step(client, code=code_of(self.app)).url == "/login/"
                assert not self.is_signed_in(client)

    def test_the_page_tells_phones_what_the_field_is_for(self):
        self.first_step()
        page = self.client.get("/login/second-step/")
        field = re.search(r'<input id="id_code"[^>]*>', page.content.decode()).group()
        assert 'autocomplete="one-time-code"' in field
        assert 'inputmode="numeric"' in field
        assert page.headers["Cache-Control"] == "no-store"

    def test_the_database_alone_gives_no_secret_away(self):
        stored = AuthenticatorApp.objects.get(pk=self.app.pk).key
        assert self.app.bin_key.hex() not in stored
        with override_settings(SECRET_KEY="another key of another site"):
            assert AuthenticatorApp.objects.get(pk=self.app.pk).bin_key == b""
            self.first_step()
            assert self.second_step(code="000000").status_code == 200
            assert not self.is_signed_in()
        tokens = {row.token for row in StaticToken.objects.all()}
        assert len(tokens) == 10
        assert not tokens & {code.replace("-", "") for code in self.codes}

    def test_a_changed_secret_key_keeps_apps_and_codes_while_the_old_one_is_known(self):
        secret = self.app.bin_key
        with override_settings(SECRET_KEY="the key of next year", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
            self.first_step()
            assert self.second_step(code=code_of(AuthenticatorApp.objects.get(pk=self.app.pk))).status_code == 302
            other = Client()
            self.first_step(other)
            assert self.second_step(other, recovery_code=self.codes[1]).status_code == 302
        with override_settings(SECRET_KEY="the key of next year"):
            assert AuthenticatorApp.objects.get(pk=self.app.pk).bin_key == secret, "sealed anew by its use"


class OtherDoorsTests(TestCase):
    def test_wagtail_s_and_django_s_own_sign_ins_lead_to_this_one(self):
        member = make_member(roles.ADMINISTRATORS, "direzione")
        give_app(member)
        for path in ("/admin/login/", "/django-admin/login/", "/it/_util/login/", "/en/_util/login/"):
            with self.subTest(path):
                client = Client()
                answer = client.post(f"{path}?next=/admin/", {"username": "direzione", "password": PASSWORD})
                assert answer.status_code == 302
                assert answer.url == "/login/?next=/admin/"
                assert SESSION_KEY not in client.session
