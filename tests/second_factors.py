"""Members of staff with a second factor, set up as they do it themselves."""

import time
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import User
from django_otp.oath import TOTP

from azionelab.sign_in import factors
from azionelab.sign_in.models import AuthenticatorApp

PASSWORD = "una lunga parola"


def code_of(app: AuthenticatorApp, *, steps_ahead: int = 0) -> str:
    """What the app shows, now or some half minutes later."""
    totp = TOTP(app.bin_key)
    totp.time = time.time() + 30 * steps_ahead
    return f"{totp.token():06d}"


def standing_clock() -> Any:
    """For whoever uses two codes: an app whose first code comes as its half minute ends is late from then on."""
    return patch("time.time", return_value=time.time())


def give_app(user: User) -> AuthenticatorApp:
    """The app, set up some time ago: the code that it shows has not been used."""
    secret = factors.new_secret(user)
    app = factors.add_app(user, secret, code_of(AuthenticatorApp(user=user, key=secret)))
    assert app is not None
    AuthenticatorApp.objects.filter(pk=app.pk).update(last_t=-1)
    return AuthenticatorApp.objects.get(pk=app.pk)
