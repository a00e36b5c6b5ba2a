"""The tables of django-otp, with what they hold made useless to whoever has the database alone."""

from base64 import b32encode
from typing import Any
from urllib.parse import quote, urlencode

from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from azionelab.sign_in import sealing

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


class AuthenticatorApp(TOTPDevice):
    """The app that shows a code of six digits. `key` holds its secret sealed (sealing.py), not in clear."""

    class Meta:
        proxy = True
        default_permissions = ()

    @property
    def bin_key(self) -> bytes:
        """The secret. Empty once no key of the site opens it any more; then no code is right."""
        return sealing.opened(self.key, self.user_id) or b""

    def verify_token(self, token: Any) -> bool:
        secret = self.bin_key
        if not secret:
            return False
        self.key = sealing.sealed(secret, self.user_id)  # under the present key, if an earlier one has sealed it
        return super().verify_token(token)

    @property
    def secret_to_type(self) -> str:
        """The secret for whoever cannot scan, in groups of four."""
        text = b32encode(self.bin_key).decode()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))

    def address(self, issuer: str) -> str:
        """What the QR code holds: the form that authenticator apps read."""
        label = quote(f"{issuer.replace(':', ' ')}:{self.user.get_username()}", safe=":")
        secret = b32encode(self.bin_key).decode()
        return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


class RecoveryCodes(StaticDevice):
    """Codes for the day on which telephone or key are lost; each works once. Digests of them are stored."""

    class Meta:
        proxy = True
        default_permissions = ()

    def verify_token(self, token: str) -> bool:
        code = "".join(letter for letter in token.lower() if letter in CODE_ALPHABET)
        digests = sealing.digests(code, self.user_id)
        held = self.token_set.filter(token__in=digests).values_list("token", flat=True).first()
        return super().verify_token(held or digests[0])
