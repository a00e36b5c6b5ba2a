"""`/security/`: each member of staff adds and removes their own second factors, and nobody else's."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from wagtail.models import ModelLogEntry

from azionelab import roles
from azionelab.sign_in import changes, factors
from azionelab.sign_in.models import AuthenticatorApp
from tests.passkeys import Passkey
from tests.second_factors import PASSWORD, code_of, give_app
from tests.staff import make_member


class NoMailServer(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


def sign_in_with_app(client: Client, user: User, app: AuthenticatorApp) -> None:
    client.post("/logout/")
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    client.post("/login/second-step/", {"code": code_of(app)})


def ask(client: Client, path: str, body: object = None):
    return client.post(path, body or {}, content_type="application/json")


def add_passkey(client: Client, name: str = "Il mio telefono") -> Passkey:
    passkey = Passkey()
    question = ask(client, "/security/passkeys/begin/").json()
    answer = ask(client, "/security/passkeys/complete/", passkey.created(question, name))
    assert answer.status_code == 200, answer.content
    return passkey


def log_of(user: User) -> list[tuple[str, str]]:
    rows = ModelLogEntry.objects.for_instance(user).order_by("timestamp", "pk")
    return [(row.action, row.user.username if row.user else "") for row in rows]


class AppTests(TestCase):
    def setUp(self):
        self.member = make_member(roles.FRONT_OF_HOUSE, "maschera")
        self.client.force_login(self.member)

    def offered(self) -> AuthenticatorApp:
        """The app of the member, which has read the secret of the page."""
        page = self.client.get("/security/app/")
        self.assertContains(page, "data:image/svg+xml")
        app = AuthenticatorApp(user=self.member, key=self.client.session["sign_in_new_app"])
        assert app.secret_to_type in page.content.decode()
        return app

    def test_an_app_is_added_once_it_has_shown_a_code(self):
        app = self.offered()
        key = self.client.session.session_key
        answer = self.client.post("/security/app/", {"code": code_of(app)}, follow=True)
        self.assertContains(answer, 'action="/security/recovery-codes/"')
        assert factors.of(self.member).app.confirmed
        assert self.client.session.session_key != key
        assert log_of(self.member) == [(changes.ADDED, "maschera")]
        [letter] = mail.outbox
        assert letter.to == [self.member.email]
        assert "/security/" in letter.body
        assert app.secret_to_type.replace(" ", "") not in letter.body

    def test_a_wrong_code_adds_nothing_and_the_secret_stays(self):
        app = self.offered()
        right = code_of(app)
        answer = self.client.post("/security/app/", {"code": f"{(int(right) + 1) % 1_000_000:06d}"})
        self.assertContains(answer, app.secret_to_type)
        assert not factors.of(self.member).has_any
        assert (mail.outbox, log_of(self.member)) == ([], [])
        self.client.post("/security/app/", {"code": right})
        assert factors.of(self.member).has_any

    def test_the_code_that_set_it_up_does_not_sign_in(self):
        app = self.offered()
        code = code_of(app)
        self.client.post("/security/app/", {"code": code})
        other = Client()
        other.post("/login/", {"username": "maschera", "password": PASSWORD})
        assert other.post("/login/second-step/", {"code": code}).status_code == 200

    def test_there_is_one_app(self):
        app = self.offered()
        self.client.post("/security/app/", {"code": code_of(app)})
        assert self.client.get("/security/app/").url == "/security/"
        self.client.post("/security/app/", {"code": code_of(app, steps_ahead=1)})
        assert TOTPDevice.objects.count() == 1

    @override_settings(EMAIL_BACKEND="tests.test_security_pages.NoMailServer")
    def test_without_a_mail_server_it_works_all_the_same(self):
        app = self.offered()
        self.client.post("/security/app/", {"code": code_of(app)})
        assert factors.of(self.member).has_any

    def test_removing_it_wants_the_password(self):
        app = give_app(self.member)
        factors.new_recovery_codes(self.member)
        sign_in_with_app(self.client, self.member, app)
        answer = self.client.post("/security/app/remove/", {"password": "wrong"})
        self.assertContains(answer, 'role="alert"')
        assert factors.of(self.member).has_any
        self.client.post("/security/app/remove/", {"password": PASSWORD})
        gone = factors.of(self.member)
        assert (gone.app, gone.codes_left) == (None, 0), "the codes go with the last factor"
        assert log_of(self.member) == [(changes.REMOVED, "maschera")]
        assert len(mail.outbox) == 1
        assert self.client.get("/security/app/remove/").status_code == 404

    def test_a_session_from_before_changes_nothing(self):
        """Somebody finds a page open that was signed in with the password alone."""
        give_app(self.member)
        for path in ("/security/app/remove/", "/security/recovery-codes/"):
            stale = Client()
            stale.force_login(self.member)
            with self.subTest(path):
                assert stale.post(path, {"password": PASSWORD}).url.startswith("/login/")
        assert factors.of(self.member).app is not None
        stale = Client()
        stale.force_login(self.member)
        assert ask(stale, "/security/passkeys/begin/").status_code == 403

    def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(self):
        app = give_app(self.member)
        sign_in_with_app(self.client, self.member, app)
        pages = [self.client.post("/security/recovery-codes/").content.decode() for _ in range(2)]
        first, second = (re.findall(r"<code>(\w{5}-\w{5})</code>", page) for page in pages)
        assert (len(first), len(set(first + second))) == (10, 20)
        assert not [code for code in second if code in self.client.get("/security/").content.decode()]
        for codes, opens in [(first, False), (second, True)]:
            other = Client()
            other.post("/login/", {"username": "maschera", "password": PASSWORD})
            answer = other.post("/login/second-step/", {"recovery_code": codes[0]})
            assert (answer.status_code == 302) is opens

    def test_codes_alone_are_no_second_factor(self):
        self.client.post("/security/recovery-codes/")
        assert factors.of(self.member).codes_left == 0

    def test_strangers_are_led_to_the_sign_in(self):
        for path in ("/security/", "/security/app/", "/security/recovery-codes/", "/security/app/remove/"):
            with self.subTest(path):
                assert Client().get(path).url == f"/login/?next={path}"


class PasskeyTests(TestCase):
    def setUp(self):
        self.member = make_member(roles.BOX_OFFICE, "biglietteria")
        self.client.force_login(self.member)
        self.passkey = add_passkey(self.client)

    def question(self, client: Client) -> dict:
        return ask(client, "/login/passkey/begin/").json()

    def answer(self, client: Client, body: object, next_url: str = ""):
        return ask(client, f"/login/passkey/complete/?next={next_url}", body)

    def test_it_is_listed_under_its_name(self):
        self.assertContains(self.client.get("/security/"), "Il mio telefono")
        assert log_of(self.member) == [(changes.ADDED, "biglietteria")]
        assert len(mail.outbox) == 1

    def test_it_signs_in_without_name_and_password(self):
        for wanted, place in [
            ("", "/admin/box-office/"),
            ("/check-in/house/", "/check-in/house/"),
            ("//elsewhere.example/", "/admin/box-office/"),
        ]:
            client = Client()
            with self.subTest(wanted):
                answer = self.answer(client, self.passkey.used(self.question(client)), wanted)
                assert answer.json() == {"redirect_url": place}
                assert client.get("/check-in/house/").status_code == 200
                assert client.get("/security/").status_code == 200

    def test_without_a_password_it_must_ask_who_holds_it(self):
        client = Client()
        answer = self.answer(client, self.passkey.used(self.question(client), flags=0x01))
        assert answer.status_code == 422
        assert client.get("/security/").status_code == 302

    def test_it_is_the_second_step_of_its_account_alone(self):
        client = Client()
        client.post("/login/", {"username": "biglietteria", "password": PASSWORD, "next": "/check-in/"})
        self.assertContains(client.get("/login/second-step/"), 'data-passkey="sign-in"')
        answer = self.answer(client, self.passkey.used(self.question(client), flags=0x01))
        assert answer.json() == {"redirect_url": "/check-in/"}
        other = make_member(roles.EDITORS, "redazione")
        give_app(other)
        client = Client()
        client.post("/login/", {"username": "redazione", "password": PASSWORD})
        assert self.answer(client, self.passkey.used(self.question(client))).status_code == 403
        assert client.get("/security/").status_code == 302

    def test_an_answer_is_of_no_use_twice_nor_to_another_question(self):
        client = Client()
        used = self.passkey.used(self.question(client))
        assert self.answer(client, used).status_code == 200
        for stranger in (Client(), Client()):
            self.question(stranger)
            assert self.answer(stranger, used).status_code == 422
            assert self.answer(stranger, used).status_code == 400, "one question, one answer"
            assert stranger.get("/security/").status_code == 302

    def test_what_is_no_answer_is_refused_in_words(self):
        client = Client()
        self.question(client)
        for body in ("[]", '{"id": "x"}', '"text"', "no json"):
            self.question(client)
            with self.subTest(body):
                answer = client.post("/login/passkey/complete/", body, content_type="application/json")
                assert answer.status_code in {400, 422}
                assert answer.json()["detail"]

    def test_a_passkey_from_another_site_is_refused(self):
        stolen = Passkey(origin="https://elsewhere.example")
        stolen.key, stolen.id = self.passkey.key, self.passkey.id
        client = Client()
        assert self.answer(client, stolen.used(self.question(client))).status_code == 422

    def test_a_closed_account_stays_closed(self):
        User.objects.filter(pk=self.member.pk).update(is_active=False)
        client = Client()
        assert self.answer(client, self.passkey.used(self.question(client))).status_code == 403
        assert client.get("/security/").status_code == 302

    def test_removing_it_wants_the_password_and_ends_it(self):
        [row] = WebAuthnCredential.objects.all()
        path = f"/security/passkeys/{row.pk}/remove/"
        self.client.post(path, {"password": "wrong"})
        assert WebAuthnCredential.objects.count() == 1
        self.client.post(path, {"password": PASSWORD})
        assert WebAuthnCredential.objects.count() == 0
        client = Client()
        assert self.answer(client, self.passkey.used(self.question(client))).status_code == 404

    def test_nobody_removes_another_s(self):
        [row] = WebAuthnCredential.objects.all()
        other = Client()
        other.force_login(make_member(roles.ADMINISTRATORS))
        assert other.post(f"/security/passkeys/{row.pk}/remove/", {"password": PASSWORD}).status_code == 404
        assert WebAuthnCredential.objects.count() == 1

    def test_strangers_add_none(self):
        for path in ("/security/passkeys/begin/", "/security/passkeys/complete/"):
            assert ask(Client(), path).status_code == 403

    def test_the_forms_of_passkeys_are_guarded_against_other_sites(self):
        strict = Client(enforce_csrf_checks=True)
        assert ask(strict, "/login/passkey/begin/").status_code == 403

    def test_calls_are_counted(self):
        with override_settings(THROTTLES={"passkey.client": (3, 300)}):
            client = Client()
            answers = [ask(client, "/login/passkey/begin/").status_code for _ in range(2)]
        assert answers == [200, 429], "two calls have added the passkey before"


class ResetTests(TestCase):
    def setUp(self):
        self.member = make_member(roles.BOX_OFFICE, "biglietteria")
        give_app(self.member)
        factors.new_recovery_codes(self.member)
        self.administrator = make_member(roles.ADMINISTRATORS, "direzione")
        self.path = f"/admin/users/second-step/{self.member.pk}/"

    def test_an_administrator_resets_it(self):
        self.client.force_login(self.administrator)
        self.assertContains(self.client.get("/admin/users/"), self.path)
        self.assertContains(self.client.get(self.path), "biglietteria")
        assert factors.of(self.member).has_any
        self.client.post(self.path)
        gone = factors.of(self.member)
        assert (gone.has_any, gone.codes_left) == (False, 0)
        assert log_of(self.member) == [(changes.RESET, "direzione")]
        assert mail.outbox[0].to == [self.member.email]

    def test_nobody_else_does(self):
        for role in (roles.EDITORS, roles.FRONT_OF_HOUSE, roles.BOX_OFFICE):
            client = Client()
            client.force_login(make_member(role, f"some-{role}"))
            for method in (client.get, client.post):
                with self.subTest(role=role, method=method.__name__):
                    assert method(self.path).status_code == 302
        assert factors.of(self.member).has_any
        assert log_of(self.member) == []

    def test_nor_an_administrator_for_a_superuser(self):
        capo = User.objects.create_superuser("capo", "capo@example.org", PASSWORD)
        give_app(capo)
        self.client.force_login(self.administrator)
        self.client.post(f"/admin/users/second-step/{capo.pk}/")
        assert factors.of(capo).has_any

    def test_the_command_does_it_for_whoever_has_the_server(self):
        call_command("reset_second_factor", "biglietteria")
        assert not factors.of(self.member).has_any
        assert log_of(self.member) == [(changes.RESET, "")]
        call_command("reset_second_factor", "biglietteria")
        assert len(log_of(self.member)) == 1
        with pytest.raises(CommandError, match="no account nobody"):
            call_command("reset_second_factor", "nobody")

    def test_django_s_admin_shows_no_secrets(self):
        self.client.force_login(User.objects.create_superuser("capo", "capo@example.org", PASSWORD, is_staff=True))
        for path in ("otp_totp/totpdevice/", "otp_static/staticdevice/", "django_otp_webauthn/webauthncredential/"):
            with self.subTest(path):
                assert self.client.get(f"/django-admin/{path}").status_code == 404
