"""What django-otp-webauthn asks this site about passkeys."""

from typing import Any

from django.contrib.auth.models import User
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential

NAME_LENGTH = 64


class NamedPasskeys(WebAuthnHelper):
    """Passkeys have the name that their owner gives them."""

    def create_credential(
        self, user: User, response: Any, parsed_credential: Any, original_data: dict[str, Any]
    ) -> WebAuthnCredential:
        passkey = super().create_credential(user, response, parsed_credential, original_data)
        passkey.name = str(original_data.get("name", "")).strip()[:NAME_LENGTH]
        return passkey
