"""Passkeys: the calls that the page's script makes, django-otp-webauthn's views in the steps of this site's sign-in."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp_webauthn import exceptions
from django_otp_webauthn import views as webauthn
from django_otp_webauthn.models import WebAuthnCredential

from azionelab.sign_in import changes, known_devices, pending
from azionelab.sign_in.places import safe_next
from azionelab.sign_in.views import sign_in
from bookings.clients import client_address
from bookings.throttling import count_try


class TooManyCalls(exceptions.OTPWebAuthnApiError):
    status_code = 429
    default_detail = _("Too many tries. Please wait some minutes.")
    default_code = "throttled"


class _Counted:
    """Counts each call by its client; each begins a session."""

    def initial(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if count_try("passkey.client", client_address(request), timezone.now()) is not None:
            raise TooManyCalls
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # of the view that this is mixed into


class _ForWhoeverSignsIn(_Counted):
    """With a password given: the passkeys of that account. Without: any passkey, which must then ask who holds it."""

    def get_user(self) -> User | None:
        found = pending.current(self.request)  # type: ignore[attr-defined]  # of the view that this is mixed into
        return found.user if found else None


class BeginSignIn(_ForWhoeverSignsIn, webauthn.BeginCredentialAuthenticationView):
    pass


class CompleteSignIn(_ForWhoeverSignsIn, webauthn.CompleteCredentialAuthenticationView):
    def complete_auth(self, device: WebAuthnCredential) -> None:
        found = pending.current(self.request)
        next_url = found.next if found else safe_next(self.request)
        self.success_url = sign_in(self.request, device.user, device, next_url)

    def get_success_data(self, device: WebAuthnCredential) -> dict[str, str]:
        return {"redirect_url": self.success_url}

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(*args, **kwargs)
        known_devices.remember(self.request, response, self.request.user.get_username())
        return response


class BeginAdding(_Counted, webauthn.BeginCredentialRegistrationView):
    pass


class CompleteAdding(_Counted, webauthn.CompleteCredentialRegistrationView):
    def post(self, *args: Any, **kwargs: Any) -> JsonResponse:
        response = super().post(*args, **kwargs)
        changes.added(self.request.user, changes.PASSKEY)
        return response
