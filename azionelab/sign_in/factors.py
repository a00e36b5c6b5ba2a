"""The second factors of a member of staff: which there are, and each way in which one comes, is asked and goes."""

from dataclasses import dataclass
from secrets import choice, token_bytes

import django_otp
from django.contrib.auth.models import User
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from azionelab.sign_in import sealing
from azionelab.sign_in.models import CODE_ALPHABET, AuthenticatorApp, RecoveryCodes

SECRET_BYTES = 20  # as RFC 4226 recommends
RECOVERY_CODES = 10
CODE_LENGTH = 10


@dataclass(frozen=True)
class Factors:
    """What one account has to sign in with beside its password."""

    app: AuthenticatorApp | None
    passkeys: list[WebAuthnCredential]
    codes_left: int

    @property
    def has_any(self) -> bool:
        """Whether there is a second step. Recovery codes alone are none: they go with the last factor."""
        return self.app is not None or bool(self.passkeys)

    def is_last(self, device: Device) -> bool:
        return [factor for factor in [self.app, *self.passkeys] if factor is not None] == [device]


def of(user: User) -> Factors:
    codes = RecoveryCodes.objects.filter(user=user).first()
    return Factors(
        app=AuthenticatorApp.objects.filter(user=user, confirmed=True).first(),
        passkeys=list(WebAuthnCredential.objects.filter(user=user, confirmed=True).order_by("created_at", "pk")),
        codes_left=codes.token_set.count() if codes else 0,
    )


def new_secret(user: User) -> str:
    """A secret for an app that is about to be set up, sealed."""
    return sealing.sealed(token_bytes(SECRET_BYTES), user.pk)


def add_app(user: User, sealed_secret: str, code: str) -> AuthenticatorApp | None:
    """Adds the app that shows `code`; None, and nothing is added, when the code is not right."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if TOTPDevice.objects.filter(user=user).exists():
            return None
        app = AuthenticatorApp.objects.create(user=user, name="app", key=sealed_secret)
        if not app.verify_token(code):
            app.delete()
            return None
    return app


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes in the place of all earlier ones. They are readable here and never again."""
    codes = ["".join(choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        RecoveryCodes.objects.filter(user=user).delete()
        device = RecoveryCodes.objects.create(user=user, name="recovery")
        for code in codes:
            device.token_set.create(token=sealing.digests(code, user.pk)[0])
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def device_for_app_code(user: User, code: str) -> Device | None:
    """The app, if this is the code that it shows now. No code is accepted twice."""
    return _device_for(AuthenticatorApp, user, "".join(code.split()))


def device_for_recovery_code(user: User, code: str) -> Device | None:
    """The recovery codes, if this is one of them; it is used up."""
    return _device_for(RecoveryCodes, user, code)


def _device_for(model: type[Device], user: User, code: str) -> Device | None:
    device = model.objects.filter(user=user, confirmed=True).first()
    # The library locks the row, so that two requests with one code are not both let in.
    return django_otp.verify_token(user, device.persistent_id, code) if device else None


def remove(device: Device) -> None:
    """Takes one factor away; with the last of them go the recovery codes."""
    user = device.user
    with transaction.atomic():
        device.delete()
        if not of(user).has_any:
            RecoveryCodes.objects.filter(user=user).delete()


def remove_all(user: User) -> bool:
    """Takes every factor away, for somebody who is locked out. Whether there was one."""
    with transaction.atomic():
        removed = [TOTPDevice.objects.filter(user=user).delete(), WebAuthnCredential.objects.filter(user=user).delete()]
        RecoveryCodes.objects.filter(user=user).delete()
    return any(count for count, _ in removed)
